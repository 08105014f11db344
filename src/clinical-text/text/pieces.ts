/** A word, a number or a mark as it is written. */
export interface Piece {
  readonly start: number;
  readonly written: string;
  /** A plain word, a mark that begins nothing longer; else the pattern's groups. */
  readonly groups: 'word' | 'mark' | Readonly<Record<string, string | undefined>>;
}

const apart = String.raw`(?<![\p{L}\p{N}])`;
const ends = String.raw`(?![\p{L}\p{N}])`;
const joint = String.raw`\s?[-–/&]\s?`;

// Alternatives that repeat begin each round with a mark, and the rounds are few: linear.
const pattern = new RegExp(
  [
    String.raw`(?<box>\[[ \t]?[xX✓✔✗✘-]?[ \t]?\]|\([-+–−]\)|[☐☑☒✓✔✗✘❌✅])`,
    String.raw`${apart}(?<isoYear>(?:19|20)\d\d)-\d\d(?:-\d\d)?(?!\d)`,
    String.raw`${apart}\d{1,2}(?<between>[/.-])\d{1,2}\k<between>(?<dateYear>(?:19|20)?\d\d)(?![\d/])`,
    String.raw`${apart}(?<lumbar>l(?:[1-6](?:[1-6]|\s?s\s?1)?|\s(?:1/2|2/3|3/4|4/5|5/s))(?:(?:${joint}|(?=s))(?:[ls]\s?)?[1-6](?!\d)){0,4}${ends}|s[1-5](?:${joint}s?[1-5]){0,2}${ends})`,
    String.raw`${apart}(?<cervical>c[1-7][1-8]?(?:${joint}[ct]?\d{1,2}(?!\d)){0,3}${ends})`,
    String.raw`${apart}(?<thoracic>(?:th|t|d)(?:1[0-2]|[1-9])(?:${joint}(?:th|t|d|l)?\d{1,2}(?!\d)){0,3}${ends})`,
    String.raw`${apart}(?<slashed>w/w/?o|wo/w|w/wo|w/out|\p{L}/\p{L}(?:/\p{L})?|w/(?=$|[\s&+,);]|\p{L}{2}))(?<=/|${ends})`,
    String.raw`${apart}(?<dotted>\p{L}(?:\.\p{L}){1,3}\.?)${ends}`,
    String.raw`(?<sign>[-+–−]ve)${ends}`,
    String.raw`(?<shortYear>['’]\d\d)(?!\d|\p{L})`,
    String.raw`(?<number>\d+(?:[.,]\d+)*)`,
    String.raw`(?<otherWord>[\p{L}\p{M}\p{Cf}]+(?:['’]\p{L}+)?)`,
    String.raw`[^\s\p{L}\p{N}]`,
  ].join('|'),
  'iuy',
);

const plainMarks: ReadonlySet<number> = new Set(Array.from('.,;:?!/=|)·', (c) => c.charCodeAt(0)));
const LAST_ASCII = 0x7f;
const [SPACE, NEW_LINE, APOSTROPHE, COMMA] = [0x20, 0x0a, 0x27, 0x2c];
/** A blank may stand inside a level behind one of these. */
const opensLevel: ReadonlySet<string> = new Set(['l', 'L']);

/** The pieces of a text in their order; blanks and what is no letter, digit or mark lie between them. */
export function piecesOf(text: string): readonly Piece[] {
  const pieces: Piece[] = [];
  for (let at = 0; at < text.length;) {
    const code = text.charCodeAt(at);
    // Most of a text is blanks, plain words and plain marks: for them no pattern is asked.
    if (code === SPACE || code === NEW_LINE) {
      at += 1;
      continue;
    }
    const wordEnd = isLetter(code) ? plainWordEnd(text, at) : at;
    if (wordEnd > at) {
      pieces.push({ start: at, written: text.slice(at, wordEnd), groups: 'word' });
      at = wordEnd;
    } else if (plainMarks.has(code)) {
      pieces.push({ start: at, written: text.charAt(at), groups: 'mark' });
      at += 1;
    } else if (isDigit(code) && plainNumberEnd(text, at) > at) {
      const written = text.slice(at, plainNumberEnd(text, at));
      pieces.push({ start: at, written, groups: { number: written } });
      at += written.length;
    } else {
      pattern.lastIndex = at;
      const match = pattern.exec(text);
      if (match) pieces.push({ start: at, written: match[0], groups: match.groups ?? {} });
      at += match?.[0].length ?? 1;
    }
  }
  return pieces;
}

const isLetter = (code: number): boolean => (code | 0x20) >= 0x61 && (code | 0x20) <= 0x7a;

const isDigit = (code: number): boolean => code >= 0x30 && code <= 0x39;

/** Where a whole number ends; where it begins when it may be a part of a date or of a longer number. */
function plainNumberEnd(text: string, at: number): number {
  let end = at + 1;
  while (isDigit(text.charCodeAt(end))) end += 1;
  return isDigit(text.charCodeAt(end + 1)) && '.,/-'.includes(text.charAt(end)) ? at : end;
}

/**
 * Where a word of plain letters ends; where it begins when it may be more than that: a level (`L 4/5`,
 * `Th12`), a short form with a slash or dots, or a word that goes on in other signs.
 */
function plainWordEnd(text: string, at: number): number {
  let end = at + 1;
  while (end < text.length && isLetter(text.charCodeAt(end))) end += 1;
  const next = end < text.length ? text.charCodeAt(end) : SPACE;
  if (next > LAST_ASCII || next === APOSTROPHE) return at;
  const length = end - at;
  if (length > 2) return end;
  const isEnd = next === SPACE || next === COMMA || next === NEW_LINE;
  return isEnd && (length === 2 || !opensLevel.has(text.charAt(at))) ? end : at;
}
