import { isObject, type FhirResource } from '../cds-hooks/request/json.ts';

/**
 * Bounds on one list of a chart, however it came. Each is far over what a patient's chart holds; all
 * that facts do with a list grows with these and with nothing else.
 */
export interface ListBounds {
  readonly resources: number;
  /** Characters of words that facts read, all resources of the list together; runs of blanks are one. */
  readonly words: number;
}

const ordinary: ListBounds = { resources: 3_000, words: 500_000 };
/** Where every word is read for what it may mean, or every pair of versions is told apart. */
const dearer: Readonly<Record<string, ListBounds>> = {
  Condition: { resources: 2_000, words: 100_000 },
  Procedure: { resources: 2_000, words: 200_000 },
  DiagnosticReport: { resources: 1_000, words: 500_000 },
};
export const boundsOf = (resourceType: string): ListBounds => dearer[resourceType] ?? ordinary;

export const MAX_RESOURCE_MEMBERS = 200;
/** Codings of the code of one resource, and of all codes of a list. */
export const MAX_CODINGS = 100;
export const MAX_LIST_CODINGS = 10_000;
/** Components of observations, each counted with the members of the observation it stands in. */
export const MAX_COMPONENT_MEMBERS = 400_000;

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
  let codings = 0;
  const most = boundsOf(resources[0]?.resourceType ?? '');
  let beyond: string | undefined;
  const kept: FhirResource[] = [];
  for (const resource of resources) {
    if (kept.length >= most.resources) {
      beyond = `at most ${most.resources} resources`;
      break;
    }
    const members = Object.keys(resource).length;
    const { component } = resource;
    const parts = Array.isArray(component) ? members * component.length : 0;
    const coded = codingsIn(resource['code']);
    const spoken = members > MAX_RESOURCE_MEMBERS ? 0 : wordsIn(resource, 0);
    if (members > MAX_RESOURCE_MEMBERS) beyond = `at most ${MAX_RESOURCE_MEMBERS} members`;
    else if (coded > MAX_CODINGS) beyond = `at most ${MAX_CODINGS} codings of a code`;
    else if (codings + coded > MAX_LIST_CODINGS) beyond = `at most ${MAX_LIST_CODINGS} codings`;
    else if (componentMembers + parts > MAX_COMPONENT_MEMBERS) {
      beyond = `at most ${MAX_COMPONENT_MEMBERS} members of components`;
    } else if (words + spoken > most.words) {
      beyond = `at most ${most.words} characters of words`;
    } else {
      componentMembers += parts;
      words += spoken;
      codings += coded;
      kept.push(resource);
    }
  }
  return beyond === undefined ? { resources, beyond } : { resources: kept, beyond };
}

function codingsIn(code: unknown): number {
  const coding = isObject(code) ? code['coding'] : undefined;
  return Array.isArray(coding) ? coding.length : 0;
}

/** Members in which facts read words. The text of a report is bounded where it is read. */
const wordMembers: ReadonlySet<string> = new Set(
  'text display valueString comment comments description title patientInstruction'.split(' '),
);
/** No more of one text is read. */
const MAX_READ = 20_000;
/** So short a text is not looked at for its blanks. */
const SHORT = 60;
const lengthOf = (text: string) =>
  text.length <= SHORT ? text.length : text.slice(0, MAX_READ).replace(/\s{2,}/g, ' ').length;
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
      if (wordMembers.has(name)) characters += lengthOf(member);
    } else if (isObject(member) || Array.isArray(member)) {
      characters += wordsIn(member, depth + 1);
    }
  }
  return characters;
}
