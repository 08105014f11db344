import { asList, asObject, asText, type Opaque } from './fields.ts';

/** Status codes of FHIR, of all releases, by which a statement is taken for what it says. */
const known: ReadonlyMap<string, readonly string[]> = new Map(
  `active recurrence relapse inactive remission resolved unconfirmed provisional differential
  confirmed refuted entered-in-error unknown preparation in-progress not-done on-hold stopped
  completed aborted suspended registered preliminary final amended corrected appended cancelled
  partial draft revoked proposed planned requested received accepted rejected failed`
    .split(/\s+/)
    .map((status) => [status, [status]]),
);

/** How people and other systems write some of them. */
const otherwise: ReadonlyMap<string, string> = new Map([
  ['error', 'entered-in-error'],
  ['in-error', 'entered-in-error'],
  ['ruled-out', 'refuted'],
  ['excluded', 'refuted'],
  ['in-remission', 'remission'],
  ['suspected', 'unconfirmed'],
  ['complete', 'completed'],
  ['done', 'completed'],
  ['not-performed', 'not-done'],
  ['canceled', 'cancelled'],
  ['finalized', 'final'],
  ['finalised', 'final'],
]);

/** No status is longer. */
const MAX_LENGTH = 100;

/**
 * `Entered in Error`, `ENTERED_IN_ERROR` → `entered-in-error`; words that stand behind a status
 * ("Refuted (ruled out)") say no more than it does, unless they take it back.
 */
function asStatus(text: string): string {
  if (known.has(text)) return text;
  const words =
    text
      .slice(0, MAX_LENGTH)
      .toLowerCase()
      .match(/[a-z]+/g) ?? [];
  const whole = words.join('-');
  if (whole.includes('entered-in-error')) return 'entered-in-error';
  for (let length = words.length; length > 0; length -= 1) {
    const part = words.slice(0, length).join('-');
    const status = otherwise.get(part) ?? part;
    if (known.has(status)) return status;
  }
  return whole;
}

const NOTHING: readonly string[] = [];

/**
 * What a status says (`clinicalStatus`, `verificationStatus`, `status`), in any form in which charts
 * carry one: codings, whatever their system; a plain string, as the releases before R4 have it; text,
 * or the display of a code that is no status of FHIR. In lower case with hyphens, whatever the case.
 *
 * @returns Empty when nothing is said.
 * @see FHIR R4 Condition.verificationStatus, AllergyIntolerance.clinicalStatus; STU3, DSTU2 the same
 */
export function statusCodes(value: unknown): readonly string[] {
  if (value === undefined) return NOTHING;
  // One code of FHIR says all, and most charts send just that.
  const plain = typeof value === 'string' ? value : onlyCodeOf(value);
  const only = plain === undefined ? undefined : known.get(plain);
  if (only) return only;
  const codes: string[] = [];
  const words: string[] = [];
  for (const item of asList(value)) {
    const text = asText(item);
    if (text !== undefined) codes.push(asStatus(text));
    const concept = asObject(item);
    if (!concept) continue;
    const own = concept['coding'] === undefined ? [concept] : asList(concept['coding']);
    for (const coding of own) {
      const plainCode = asText(coding) ?? asText(asObject(coding)?.['code']);
      if (plainCode !== undefined) codes.push(asStatus(plainCode));
      const display = asText(asObject(coding)?.['display']);
      if (display !== undefined) words.push(display);
    }
    const beside = asText(concept['text']);
    if (beside !== undefined) words.push(beside);
  }
  const said = codes.filter((code) => known.has(code));
  if (said.length > 0) return said;
  const inWords = words.map(asStatus).filter((word) => known.has(word));
  return inWords.length > 0 ? inWords : codes;
}

/** The code of a concept that has one coding. */
function onlyCodeOf(concept: unknown): string | undefined {
  const codings = asObject(concept)?.['coding'];
  const code =
    Array.isArray(codings) && codings.length === 1 ? asObject(codings[0])?.['code'] : undefined;
  return typeof code === 'string' ? code : undefined;
}

/**
 * A resource with its `status` as R4 has it, so that "Completed" is completed. A procedure that the
 * releases before R4 mark as not done is `not-done`.
 */
export function withPlainStatus<R extends Opaque>(resource: R): R {
  const { status } = resource;
  if (resource['notDone'] === true || resource['notPerformed'] === true) {
    return status === 'entered-in-error' ? resource : { ...resource, status: 'not-done' };
  }
  if (status === undefined || (typeof status === 'string' && known.has(status))) return resource;
  const [said] = statusCodes(status);
  return said === undefined ? resource : { ...resource, status: said };
}

/** True for an entry that was refuted or entered in error: it says nothing of the patient. */
export const isTakenBack = (verification: readonly string[]): boolean =>
  verification.some((code) => code === 'refuted' || code === 'entered-in-error');
