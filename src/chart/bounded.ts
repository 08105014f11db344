import { isObject, type FhirResource } from '../cds-hooks/json.ts';

/**
 * Bounds on one list of a chart, however it came. Each is far over what a patient's chart holds; all
 * that facts do with a list grows with these and with nothing else.
 */
export const MAX_LISTED = 3_000;
export const MAX_RESOURCE_MEMBERS = 200;
/** Components of observations, each counted with the members of the observation it stands in. */
export const MAX_COMPONENT_MEMBERS = 400_000;
/** Characters of words that facts read, all resources of the list together. */
export const MAX_LIST_WORDS = 500_000;

/** What is left of a list inside its bounds. */
export interface Bounded {
  readonly resources: readonly FhirResource[];
  /** The bound for which something was left out, in words; undefined when nothing was. */
  readonly beyond: string | undefined;
}

/** Leaves out what is over a bound: the rest is read, and the list is then not whole. */
export function bounded(resources: readonly FhirResource[]): Bounded {
  let componentMembers = 0;
  let words = 0;
  let beyond: string | undefined;
  const kept: FhirResource[] = [];
  for (const resource of resources) {
    if (kept.length >= MAX_LISTED) {
      beyond = `at most ${MAX_LISTED} resources`;
      break;
    }
    const members = Object.keys(resource).length;
    const { component } = resource;
    const parts = Array.isArray(component) ? members * component.length : 0;
    const spoken = members > MAX_RESOURCE_MEMBERS ? 0 : wordsIn(resource, 0);
    if (members > MAX_RESOURCE_MEMBERS) beyond = `at most ${MAX_RESOURCE_MEMBERS} members`;
    else if (componentMembers + parts > MAX_COMPONENT_MEMBERS) {
      beyond = `at most ${MAX_COMPONENT_MEMBERS} members of components`;
    } else if (words + spoken > MAX_LIST_WORDS) {
      beyond = `at most ${MAX_LIST_WORDS} characters of words`;
    } else {
      componentMembers += parts;
      words += spoken;
      kept.push(resource);
    }
  }
  return beyond === undefined ? { resources, beyond } : { resources: kept, beyond };
}

/** Members in which facts read words. The text of a report is bounded where it is read. */
const wordMembers: ReadonlySet<string> = new Set(
  'text display valueString comment comments description title patientInstruction'.split(' '),
);
/** No more of one text is read. */
const MAX_READ = 20_000;
/** Words that facts read stand less deep. */
const MAX_DEPTH = 8;

function wordsIn(value: object, depth: number): number {
  let characters = 0;
  if (depth > MAX_DEPTH) return 0;
  if (Array.isArray(value)) {
    for (const item of value as readonly unknown[]) {
      if (typeof item === 'object' && item !== null) characters += wordsIn(item, depth + 1);
    }
    return characters;
  }
  for (const name in value) {
    const member = (value as Readonly<Record<string, unknown>>)[name];
    if (typeof member === 'string') {
      if (wordMembers.has(name)) characters += Math.min(member.length, MAX_READ);
    } else if (isObject(member) || Array.isArray(member)) {
      characters += wordsIn(member, depth + 1);
    }
  }
  return characters;
}
