import type { FhirReader, FhirSource, NoReader } from '../cds-hooks/fhir-source.ts';
import { isResource, type FhirResource } from '../cds-hooks/request/json.ts';
import { bounded } from './bounded.ts';
import { isLate, statusOf } from './fhir/http-status.ts';
import { readPage, type ListPage } from './list-page.ts';
import { withoutCount } from './without-count.ts';
import { asR4 } from './earlier-fhir.ts';
import { concerns } from './whose.ts';

/**
 * Bounds on what one call may gather: pages per list, resources per list. A chart of 260 procedures
 * comes in 13 pages from a server that gives 20 at a time; the budget of the call ends it sooner where
 * the server is slow.
 */
export const MAX_PAGES = 40;
export const MAX_RESOURCES = 2000;

/** Why a list or a resource could not be had. Names a state of affairs, never data. */
export type Unavailable =
  | 'not-sent-and-no-server'
  | 'server-not-agreed'
  | 'server-busy'
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
      /** The bound for which something of it is not read, in words; undefined when all of it is. */
      readonly beyond?: string;
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
  'server-busy': 'server-busy',
  'token-expired': 'token-expired',
} as const satisfies Record<NoReader, Unavailable>;

async function fetchList(
  source: FhirSource,
  reader: FhirReader,
  query: string,
  resourceType: string,
): Promise<Gathered> {
  try {
    const page = readPage(await readCounted(reader, query), resourceType);
    if (!page) return { status: 'unavailable', why: 'ehr-error' };
    return await withFurtherPages(source, resourceType, page, 'fhir');
  } catch (error) {
    // The cause is the EHR's or the network's; only its kind is of use to us.
    return { status: 'unavailable', why: isLate(error) ? 'too-late' : 'ehr-error' };
  }
}

/** Some servers refuse a `_count` over their own limit, or any: they are asked again without it. */
async function readCounted(reader: FhirReader, query: string): Promise<unknown> {
  try {
    return await reader.read(query);
  } catch (error) {
    const status = statusOf(error);
    const uncounted = withoutCount(query);
    if (uncounted === query || status === undefined || !refusals.has(status)) throw error;
    return reader.read(uncounted);
  }
}

/** How servers say that they do not take a parameter or its value. */
const refusals: ReadonlySet<number> = new Set([400, 403, 422]);

function withFurtherPages(
  source: FhirSource,
  resourceType: string,
  first: ListPage,
  via: 'prefetch' | 'fhir',
): Gathered | Promise<Gathered> {
  const mine = ownResources(source, first.resources);
  if (first.next === undefined) {
    return listed(mine, isWhole(first.total, first.resources.length) && !first.partial, via);
  }
  if (typeof source.reader === 'string') return listed(mine, false, via);
  return followPages(source, source.reader, resourceType, first, via);
}

/**
 * A page that fails loses only itself: the list then counts as incomplete. So does a list whose pages
 * lead back to one that was read.
 */
async function followPages(
  source: FhirSource,
  reader: FhirReader,
  resourceType: string,
  first: ListPage,
  via: 'prefetch' | 'fhir',
): Promise<Gathered> {
  const resources = [...ownResources(source, first.resources)];
  let complete = !first.partial;
  let count = first.resources.length;
  let next = first.next;
  const followed = new Set<string>();
  while (next !== undefined) {
    const isEnough = followed.size + 1 >= MAX_PAGES || resources.length >= MAX_RESOURCES;
    if (isEnough || followed.has(next)) return listed(resources, false, via);
    followed.add(next);
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
  resources.filter((resource) => concerns(resource, patientId)).map(asR4);

/** What is over a bound is not read, and the list is then not whole. */
function listed(
  all: readonly FhirResource[],
  complete: boolean,
  via: 'prefetch' | 'fhir',
): Gathered {
  const { resources, beyond } = bounded(all);
  if (beyond === undefined) return { status: 'listed', resources, complete, via };
  return { status: 'listed', resources, complete: false, beyond, via };
}
