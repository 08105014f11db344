import { isObject, type FhirResource, type JsonObject } from '../cds-hooks/request/json.ts';
import { asOf } from './as-of.ts';
import { queryOf, type Query } from './query.ts';
import type { Entered, PatientRecord } from './record.ts';

/** What a FHIR server would answer to the templates of a service at one moment. */
export class ChartAt {
  readonly queries: readonly Query[];
  /** What each query finds in a chart at any time: a patient has several moments. */
  #found:
    { readonly record: PatientRecord; readonly lists: readonly (readonly Entered[])[] } | undefined;

  /** @param prefetch Templates by key. */
  constructor(prefetch: Readonly<Record<string, string>>) {
    this.queries = Object.entries(prefetch).map(([key, template]) => queryOf(key, template));
  }

  /**
   * The prefetch of a call at `atMs`. What came into the chart afterwards is hidden.
   *
   * @param without Orders that are being signed: they are drafts, not part of the chart.
   */
  prefetch(
    record: PatientRecord,
    atMs: number,
    without: ReadonlySet<FhirResource>,
  ): Record<string, unknown> {
    const lists = this.#listsOf(record);
    return Object.fromEntries(
      this.queries.map(({ key, isRead }, index) => {
        const resources: FhirResource[] = [];
        for (const each of lists[index] ?? []) {
          if (isThere(each, atMs) && !without.has(each.resource)) {
            resources.push(asOf(each.resource, atMs));
          }
        }
        return [key, isRead ? (resources[0] ?? null) : searchset(resources)];
      }),
    );
  }

  #listsOf(record: PatientRecord): readonly (readonly Entered[])[] {
    if (this.#found?.record !== record) {
      const lists = this.queries.map((query) =>
        (record.byType.get(query.type) ?? []).filter(({ resource }) => matches(resource, query)),
      );
      this.#found = { record, lists };
    }
    return this.#found.lists;
  }
}

const isThere = ({ at }: Entered, atMs: number) => at === undefined || at <= atMs;

const searchset = (resources: readonly FhirResource[]): JsonObject => ({
  resourceType: 'Bundle',
  type: 'searchset',
  total: resources.length,
  entry: resources.map((resource) => ({ resource })),
});

function matches(resource: FhirResource, { codes, status, categories }: Query): boolean {
  if (status && !status.has(String(resource['status']))) return false;
  if (codes && !tokensOf(resource['code']).some((token) => codes.has(token))) return false;
  if (categories === undefined) return true;
  const all = Array.isArray(resource['category']) ? (resource['category'] as unknown[]) : [];
  return all
    .flatMap(tokensOf)
    .some((token) => categories.some((each) => token === each || token.endsWith(`|${each}`)));
}

/** `system|code` of every coding of a concept. */
function tokensOf(concept: unknown): readonly string[] {
  if (!isObject(concept) || !Array.isArray(concept['coding'])) return [];
  return (concept['coding'] as unknown[]).flatMap((coding) => {
    if (!isObject(coding) || typeof coding['code'] !== 'string') return [];
    const { system, code } = coding;
    return [`${typeof system === 'string' ? system : ''}|${code}`];
  });
}
