import { isObject, type FhirResource, type JsonObject } from '../cds-hooks/json.ts';
import { asOf } from './as-of.ts';
import type { Entered, PatientRecord } from './record.ts';

/** A prefetch template, taken apart. */
interface Query {
  readonly key: string;
  readonly type: string;
  readonly isRead: boolean;
  /** `system|code` of which a resource has one. */
  readonly codes: ReadonlySet<string> | undefined;
  readonly status: string | undefined;
  readonly category: string | undefined;
}

/** What a FHIR server would answer to the templates of a service at one moment. */
export class ChartAt {
  readonly #queries: readonly Query[];
  /** What each query finds in a chart at any time: a patient has several moments. */
  #found:
    { readonly record: PatientRecord; readonly lists: readonly (readonly Entered[])[] } | undefined;

  /** @param prefetch Templates by key. */
  constructor(prefetch: Readonly<Record<string, string>>) {
    this.#queries = Object.entries(prefetch).map(([key, template]) => queryOf(key, template));
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
      this.#queries.map(({ key, isRead }, index) => {
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
      const lists = this.#queries.map((query) =>
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

function queryOf(key: string, template: string): Query {
  const [path = '', search] = template.split('?');
  const parameters = new URLSearchParams(search ?? '');
  const codes = parameters.get('code');
  return {
    key,
    type: path.split('/')[0] ?? '',
    isRead: search === undefined,
    codes: codes === null ? undefined : new Set(codes.split(',')),
    status: parameters.get('status') ?? undefined,
    category: parameters.get('category') ?? undefined,
  };
}

function matches(resource: FhirResource, { codes, status, category }: Query): boolean {
  if (status !== undefined && !status.split(',').includes(String(resource['status']))) return false;
  if (codes && !tokensOf(resource['code']).some((token) => codes.has(token))) return false;
  if (category === undefined) return true;
  const categories = Array.isArray(resource['category']) ? (resource['category'] as unknown[]) : [];
  const wanted = category.split(',');
  return categories
    .flatMap(tokensOf)
    .some((token) => wanted.some((each) => token === each || token.endsWith(`|${each}`)));
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
