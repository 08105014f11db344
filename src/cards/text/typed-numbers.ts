/**
 * Numbers that are typed into a text of a card, where a slot belongs: a number of a study is a
 * `{{figure:…}}`, a threshold is a `{{setting:…}}`. Names that hold a digit (L5, CD4, Lee 2009,
 * variant 7, stage 4) are no numbers.
 *
 * @param text As it stands in the card file, slots among it.
 * @returns What is typed, as it stands there; empty when all is well.
 */
export function typedNumbers(text: string): readonly string[] {
  const bare = text.replace(/\{\{[^}]*\}\}/g, ' ').replace(names, ' ');
  return [...(bare.match(digits) ?? []), ...(bare.match(amounts) ?? [])];
}

/** Levels and codes (L4-5, C77–C79, HTLV-1, P2Y12), the unit of a count of cells, years of papers, and places in documents and gradings. */
const names =
  /×10⁹\/L|\bP2Y12\b|\b[A-Z][A-Za-z]*-?\d{1,3}\b(?:[-–/][A-Z]?\d{1,2}\b)?|\b(?:ICD|OPCS)-\d{1,2}\b|\b(?:19|20)\d\d\b|\b(?:variants?|Opinion|stages?|CKD|types?) \d{1,3}\b(?:(?: ?[-–] ?| or | and )\d{1,3}\b)?/g;

const digits = /\d+(?:[.,]\d+)?/g;

/** "Six months", "a year": an amount of time in words is a number too. */
const amounts =
  /\b(?:a|an|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|eighteen) (?:calendar )?(?:minute|hour|day|week|month|year)s?\b/gi;
