import {
  isObject,
  isResource,
  type FhirResource,
  type JsonObject,
} from '../cds-hooks/request/json.ts';
import { leavesListWhole } from './search-outcome.ts';

/** One page of a list. */
export interface ListPage {
  readonly resources: readonly FhirResource[];
  /** Link to the page after it, as the server wrote it. */
  readonly next?: string;
  /** The server itself said that something is missing. */
  readonly partial: boolean;
  /** Matches on all pages together, if the server says. */
  readonly total?: number;
}

/**
 * Reads one page of a list, or a single resource.
 *
 * @returns undefined when it holds something else altogether: a read gives the resource, a search a
 *   Bundle, and anything else was not what was asked for.
 */
export function readPage(value: unknown, resourceType: string): ListPage | undefined {
  if (!isResource(value)) return undefined;
  if (value.resourceType === resourceType) {
    return isReadById(resourceType) ? { resources: [value], partial: false } : undefined;
  }
  if (value.resourceType !== 'Bundle' || !hasEntryList(value)) return undefined;
  const { resources, partial, others } = readEntries(value, resourceType);
  if (others > 0 && resources.length === 0 && !partial) return undefined;
  const next = nextLink(value);
  const { total } = value;
  return {
    resources,
    // An empty link says that there is a further page, but not where.
    partial: partial || next === '',
    ...(typeof total === 'number' && { total }),
    ...(next !== undefined && next !== '' && { next }),
  };
}

/** What is asked for by its id, so that one resource is the whole list. */
const isReadById = (resourceType: string) =>
  resourceType === 'Patient' || resourceType === 'Encounter';

function readEntries(bundle: JsonObject, resourceType: string) {
  const entries: readonly unknown[] = Array.isArray(bundle['entry']) ? bundle['entry'] : [];
  const resources: FhirResource[] = [];
  let partial = false;
  /** Resources of other types, say, included ones. */
  let others = 0;
  for (const entry of entries) {
    const resource = isObject(entry) ? entry['resource'] : undefined;
    // An entry that holds nothing is a match that did not arrive.
    if (!isResource(resource)) partial = true;
    else if (resource.resourceType === resourceType) resources.push(resource);
    else if (resource.resourceType !== 'OperationOutcome') others += 1;
    else if (!leavesListWhole(resource)) partial = true;
  }
  return { resources, partial, others };
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
