import type { FhirReader, FhirSource, NoReader } from '../cds-hooks/fhir-source.ts';
import { isObject, isResource, type FhirResource, type JsonObject } from '../cds-hooks/json.ts';
import { concerns } from './whose.ts';

/** Bounds on what one call may gather: pages per list, resources per list. */
export const MAX_PAGES = 5;
export const MAX_RESOURCES = 2000;

/** Why a list or a resource could not be had. Names a state of affairs, never data. */
export type Unavailable =
  | 'not-sent-and-no-server'
  | 'server-not-agreed'
  | 'ehr-error'
  | 'too-late'
  | 'no-query'
  | 'out-of-scope'
  | 'token-expired';

/** What became of one prefetch key. */
export type Gathered =
  | {
      readonly status: 'listed';
      readonly resources: readonly FhirResource[];
      /** False when a page is missing: what is listed counts, what is not listed proves nothing. */
      readonly complete: boolean;
      readonly via: 'prefetch' | 'fhir';
    }
  | { readonly status: 'unavailable'; readonly why: Unavailable };

/**
 * Gathers one prefetch key: from what was sent, else from the FHIR server.
 *
 * `null` and an empty Bundle mean "there is none"; a missing key, or a value of another kind, means
 * "not sent" and is asked for; an OperationOutcome means "the EHR tried and failed" and is not asked
 * for again. Resources of another patient are passed over.
 *
 * @returns A value, never a promise, when nothing needs to be fetched: most calls take this way.
 *   Never throws for missing data.
 * @see CDS Hooks 2.0 "Prefetch Template"; checklist PF-14…PF-23
 */
export function gather<Key extends string>(
  source: FhirSource<Key>,
  key: Key,
  resourceType: string,
): Gathered | Promise<Gathered> {
  const sent = source.prefetch[key];
  if (sent === null) return listed([], true, 'prefetch');
  if (isResource(sent)) {
    if (sent.resourceType === 'OperationOutcome')
      return { status: 'unavailable', why: 'ehr-error' };
    const page = readPage(sent, resourceType);
    if (page) return withFurtherPages(source, resourceType, page, 'prefetch');
  }
  const query = source.query(key);
  if (query === undefined) return { status: 'unavailable', why: 'no-query' };
  if (typeof source.reader === 'string') {
    return { status: 'unavailable', why: whyNoReader[source.reader] };
  }
  if (!source.reader.mayRead(resourceType)) return { status: 'unavailable', why: 'out-of-scope' };
  return fetchList(source, source.reader, query, resourceType);
}

const whyNoReader = {
  'no-server-sent': 'not-sent-and-no-server',
  'server-not-agreed': 'server-not-agreed',
  'subject-not-agreed': 'server-not-agreed',
  'token-expired': 'token-expired',
} as const satisfies Record<NoReader, Unavailable>;

async function fetchList(
  source: FhirSource,
  reader: FhirReader,
  query: string,
  resourceType: string,
): Promise<Gathered> {
  try {
    const page = readPage(await reader.read(query), resourceType);
    if (!page) return { status: 'unavailable', why: 'ehr-error' };
    return await withFurtherPages(source, resourceType, page, 'fhir');
  } catch (error) {
    // The cause is the EHR's or the network's; only its kind is of use to us.
    return { status: 'unavailable', why: isAbort(error) ? 'too-late' : 'ehr-error' };
  }
}

interface Page {
  readonly resources: readonly FhirResource[];
  readonly next?: string;
  /** The server itself said that something is missing. */
  readonly partial: boolean;
  /** Matches on all pages together, if the server says. */
  readonly total?: number;
}

/** One page of a list, or a single resource; undefined when it holds something else altogether. */
function readPage(value: unknown, resourceType: string): Page | undefined {
  if (!isResource(value)) return undefined;
  // A read gives the resource, a search a Bundle; anything else was not what was asked for.
  if (value.resourceType === resourceType) {
    return resourceType === 'Patient' ? { resources: [value], partial: false } : undefined;
  }
  if (value.resourceType !== 'Bundle' || !hasEntryList(value)) return undefined;
  const entries = Array.isArray(value['entry']) ? (value['entry'] as readonly unknown[]) : [];
  const resources: FhirResource[] = [];
  let partial = false;
  for (const entry of entries) {
    const resource = isObject(entry) ? entry['resource'] : undefined;
    if (!isResource(resource)) {
      // An entry that holds nothing is a match that did not arrive.
      partial = true;
      continue;
    }
    // An outcome inside a searchset warns that the list may be partial (checklist PF-20).
    if (resource.resourceType === 'OperationOutcome') partial = true;
    else if (resource.resourceType === resourceType) resources.push(resource);
  }
  if (entries.length > 0 && resources.length === 0 && !partial) return undefined;
  const next = nextLink(value);
  // There is a further page, but not where.
  if (next === '') partial = true;
  const { total } = value;
  return {
    resources,
    partial,
    ...(typeof total === 'number' && { total }),
    ...(next !== undefined && next !== '' && { next }),
  };
}

const hasEntryList = ({ entry }: JsonObject) =>
  entry === undefined || entry === null || Array.isArray(entry);

/** Where the next page is; empty when there is one but its address is not said. */
function nextLink(bundle: JsonObject): string | undefined {
  if (!Array.isArray(bundle['link'])) return undefined;
  for (const link of bundle['link'] as readonly unknown[]) {
    if (isObject(link) && link['relation'] === 'next') {
      return typeof link['url'] === 'string' ? link['url'] : '';
    }
  }
  return undefined;
}

function withFurtherPages(
  source: FhirSource,
  resourceType: string,
  first: Page,
  via: 'prefetch' | 'fhir',
): Gathered | Promise<Gathered> {
  const mine = ownResources(source, first.resources);
  if (first.next === undefined) {
    return listed(mine, isWhole(first.total, first.resources.length) && !first.partial, via);
  }
  if (typeof source.reader === 'string') return listed(mine, false, via);
  return followPages(source, source.reader, resourceType, first, via);
}

/** A page that fails loses only itself: the list then counts as incomplete. */
async function followPages(
  source: FhirSource,
  reader: FhirReader,
  resourceType: string,
  first: Page,
  via: 'prefetch' | 'fhir',
): Promise<Gathered> {
  const resources = [...ownResources(source, first.resources)];
  let complete = !first.partial;
  let count = first.resources.length;
  let next = first.next;
  for (let pages = 1; next !== undefined; pages += 1) {
    if (pages >= MAX_PAGES || resources.length >= MAX_RESOURCES)
      return listed(resources, false, via);
    try {
      const page = readPage(await reader.read(next), resourceType);
      if (!page) return listed(resources, false, via);
      resources.push(...ownResources(source, page.resources));
      complete &&= !page.partial;
      count += page.resources.length;
      next = page.next;
    } catch {
      // Too late or failed: either way this page is missing.
      return listed(resources, false, via);
    }
  }
  return listed(resources, complete && isWhole(first.total, count), via);
}

const isWhole = (total: number | undefined, count: number) => total === undefined || total <= count;

const ownResources = ({ patientId }: FhirSource, resources: readonly FhirResource[]) =>
  resources.filter((resource) => concerns(resource, patientId));

const listed = (
  resources: readonly FhirResource[],
  complete: boolean,
  via: 'prefetch' | 'fhir',
): Gathered => ({ status: 'listed', resources, complete, via });

const isAbort = (error: unknown) =>
  isObject(error) && (error['name'] === 'TimeoutError' || error['name'] === 'AbortError');
