/**
 * Words by which a card would say that something is not there: "no operation was found", "date not
 * recorded". What was not read is not absent, so a card says what was read. What a study did not see
 * ("with no other cause was seen in 1/97") is another matter.
 *
 * @param text As it stands in a card file, or as it was rendered.
 * @returns The words, as they stand there; empty when all is well.
 */
export function statedAbsence(text: string): readonly string[] {
  return text
    .split(/\n|(?<=[.;:?!])\s/)
    .filter((sentence) => !ofAStudy.test(sentence))
    .flatMap((sentence) => absences.flatMap((pattern) => sentence.match(pattern)?.[0] ?? []));
}

/** A sentence that prints a figure tells of the patients of a study. */
const ofAStudy = /\{\{figure:|\b\d+\/\d+\b|\d%|\bNo study\b/;

const looked = String.raw`(?:found|recorded|coded|seen|read|listed|documented|noted|stated|mentioned|on record|on file|in (?:this|the) (?:record|chart|report|order))`;
const absences: readonly RegExp[] = [
  new RegExp(String.raw`\bno\b[^.;:]{0,100}?\b${looked}\b`, 'i'),
  new RegExp(
    String.raw`\b(?:not|never) (?:yet )?(?:been )?(?:${looked}|known|said|given|available)\b`,
    'i',
  ),
  new RegExp(String.raw`\b(?:none|nothing)\b[^.;:]{0,40}?\b(?:${looked}|known)\b`, 'i'),
  new RegExp(
    String.raw`\b(?:does|do|did|has|have) not (?:been )?(?:mention|say|state|name|hold|record|show)\b`,
    'i',
  ),
  /\bwithout (?:a |any )?(?:recorded|known|coded|documented|result)\b/i,
  /\b(?:unrecorded|undocumented|unknown (?:date|time|level|side)|is missing|are missing)\b/i,
];
