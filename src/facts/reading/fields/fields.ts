import type { Terminology } from '../../../terminology/terminology.ts';
import type { ValueSetId } from '../../../generated/value-set-ids.ts';

/** A value of a resource before anybody has looked at it. Real clients send invalid R4. */
export type Opaque = Readonly<Record<string, unknown>>;

export const asObject = (value: unknown): Opaque | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Opaque)
    : undefined;

/** The members of a list; a single object where a list belongs is taken as a list of one. */
export function asList(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  return value === undefined || value === null ? [] : [value];
}

export function asText(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined;
  const text = value.trim();
  return text === '' ? undefined : text;
}

/** One coding that carries both system and code; others say nothing that could be compared. */
export interface ReadCoding {
  readonly system: string;
  readonly code: string;
  readonly display?: string;
}

/** Every usable coding of a CodeableConcept, never only the first. */
export function codingsOf(concept: unknown): readonly ReadCoding[] {
  if (asObject(concept)?.['coding'] === undefined) return NO_CODINGS;
  const found: ReadCoding[] = [];
  eachCoding(concept, (system, code, display) => {
    found.push(display === undefined ? { system, code } : { system, code, display });
  });
  return found;
}
const NO_CODINGS: readonly ReadCoding[] = [];

/** Some systems write a concept where a code belongs; so deep it is followed. */
const MAX_DEPTH = 3;

/** Calls back for each coding that carries both system and code, as they were sent. */
export function eachCoding(
  concept: unknown,
  visit: (system: string, code: string, display: string | undefined) => void,
  depth = 0,
): void {
  const codings = asObject(concept)?.['coding'];
  if (codings === undefined || depth >= MAX_DEPTH) return;
  for (const item of asList(codings)) {
    const coding = asObject(item);
    if (!coding) continue;
    if (asObject(coding['code'])) eachCoding(coding['code'], visit, depth + 1);
    const system = asText(coding['system']);
    const code = asText(coding['code']);
    if (system !== undefined && code !== undefined) visit(system, code, asText(coding['display']));
  }
}

/** What stands behind this many characters of one name is not read: no chart has so long a one. */
const MAX_NAME = 5000;

/**
 * What somebody wrote, with each run of blanks as one: a line's end if it holds one, else a space.
 * Patterns that seek words take their time in long runs of blanks, and nothing is said there.
 *
 * @param max Characters that are read.
 */
export function asWords(value: unknown, max = MAX_NAME): string | undefined {
  if (typeof value !== 'string') return undefined;
  if (value.length <= max && singleSpaced.test(value)) return value;
  const words = hasBlanks.test(value)
    ? value.replace(blanks, (run) => (run.includes('\n') ? '\n' : ' '))
    : value;
  return asText(words.trim().slice(0, max));
}

/** Words with a space between each two, as most are written: there is nothing to change. */
const singleSpaced = /^\S+(?: \S+)*$/;
const blanks = /\s{2,}|[^\S\n ]/g;
const hasBlanks = /\s{2}|[^\S\n ]/;

/** Blanks may make a name longer, but not without end: it is read again and again. */
const MAX_SPACED_NAME = 20 * MAX_NAME;

const nameIn = (value: unknown) =>
  typeof value === 'string' ? asWords(value.slice(0, MAX_SPACED_NAME)) : undefined;

/** True when a concept's words are longer than is read of them. */
export function isCutShort(concept: unknown): boolean {
  const codings = asList(asObject(concept)?.['coding']);
  const names = [concept, ...codings].flatMap((named) => [
    asObject(named)?.['text'],
    asObject(named)?.['display'],
  ]);
  return names.some((name) => (asWords(name, MAX_NAME + 1)?.length ?? 0) > MAX_NAME);
}

/**
 * The words of a CodeableConcept that may be read: its text, and the displays of codings whose
 * system we do not know. A display beside a standard code is not authoritative and is left alone.
 */
export function wordsOf(concept: unknown, terminology: Terminology): readonly string[] {
  const words: string[] = [];
  const text = nameIn(asObject(concept)?.['text']);
  if (text) words.push(text);
  for (const item of asList(asObject(concept)?.['coding'])) {
    const coding = asObject(item);
    const display = nameIn(coding?.['display']);
    if (display && !terminology.isStandardSystem(coding?.['system'])) words.push(display);
  }
  return words;
}

/**
 * All words of a concept, the displays of standard codes too. For silencing only: there a display that
 * is wrong costs a silence.
 */
export function allWordsOf(concept: unknown): readonly string[] {
  const words: string[] = [];
  const text = nameIn(asObject(concept)?.['text']);
  if (text) words.push(text);
  for (const item of asList(asObject(concept)?.['coding'])) {
    const display = nameIn(asObject(item)?.['display']);
    if (display) words.push(display);
  }
  return words;
}

/** What to call a concept before a clinician: its text, else our label of its code or of its family. */
export function nameOf(concept: unknown, terminology: Terminology): string | undefined {
  const text = nameIn(asObject(concept)?.['text']);
  if (text) return text;
  for (const { system, code, display } of codingsOf(concept)) {
    const label =
      terminology.labelOf(system, code) ?? display ?? terminology.familyLabelOf(system, code);
    if (label) return label;
  }
  return undefined;
}

/** Ids of the value sets that any coding of a concept stands in. */
export function valueSetsOf(concept: unknown, terminology: Terminology): ReadonlySet<ValueSetId> {
  const found = new Set<ValueSetId>();
  for (const { system, code } of codingsOf(concept)) {
    for (const id of terminology.valueSetsOf(system, code)) found.add(id);
  }
  return found;
}

/** The codes of a concept as they were sent, whatever their system: of an interpretation, of an answer. */
export function codesOf(concept: unknown): readonly string[] {
  return asList(asObject(concept)?.['coding']).flatMap((item) => {
    const code = asText(asObject(item)?.['code']);
    return code ? [code] : [];
  });
}

/** `Type/id` of a resource; undefined when it has no id. */
export function referenceTo(resource: Opaque): string | undefined {
  const id = asText(resource['id']);
  const type = asText(resource['resourceType']);
  return id && type ? `${type}/${id}` : undefined;
}
