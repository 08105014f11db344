/** The part of the spine that a level belongs to; `L5-S1` is lumbar. */
export type SpinePart = 'cervical' | 'thoracic' | 'lumbar';

/** A word, number, level or mark, with its place in the text. */
export interface Token {
  readonly start: number;
  readonly end: number;
  /** Lower case, one spelling, a misprint of a key word mended; a mark as it stands. */
  readonly word: string;
  readonly kind: 'word' | 'number' | 'year' | 'date' | 'level' | 'mark' | 'box';
  /** Two letters or more, all of them capitals. */
  readonly isCapital: boolean;
  /** It begins with a capital. */
  readonly isTitled: boolean;
  /** A blank or the end of a line stands before it. */
  readonly isSpaced: boolean;
  /** A line ends before it, and the sentence with it. */
  readonly opensLine: boolean;
  /** Four digits; of a year or a date. */
  readonly year?: number;
  readonly part?: SpinePart;
}

/** Gives each word one spelling; a written word may stand for several. */
export interface OneSpelling {
  words(written: string): readonly string[];
}

/** Text beyond this length is ignored. */
export const MAX_CHARACTERS = 200_000;

const apart = String.raw`(?<![\p{L}\p{N}])`;
const ends = String.raw`(?![\p{L}\p{N}])`;
const joint = String.raw`\s?[-–/&]\s?`;

// Alternatives that repeat begin each round with a mark, and the rounds are few: linear.
const pattern = new RegExp(
  [
    // The commonest first: a plain word, and a mark that begins nothing longer.
    String.raw`(?<word>\p{L}{3,})(?![\p{L}\p{M}\p{Cf}\p{N}/.'’])`,
    String.raw`(?<mark>[.,;:?!/=|)])`,
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
  'giu',
);

/** What stands at the end of a line that goes on in the next one. */
const goesOn = /[,:(/–-]$/u;
/** A dash between blanks divides; a hyphen at a word ("C-") may mean minus. */
export const DASH = '–';
/** Marks that carry no meaning between words. */
const quotes: ReadonlySet<string> = new Set([
  '"',
  '“',
  '”',
  '„',
  '«',
  '»',
  '*',
  '_',
  '`',
  "'",
  '‘',
  '’',
]);
/** A line shorter than this was not broken by its width. */
const WRAPPED_LINE = 48;

/**
 * Takes a text apart. Two tokens may share a place where one written word stands for two
 * (`doesn't`). Time grows with the length of the text.
 */
export function tokensOf(text: string, speller: OneSpelling): readonly Token[] {
  const tokens: Token[] = [];
  let end = 0;
  let lineStart = 0;
  for (const match of text.slice(0, MAX_CHARACTERS).matchAll(pattern)) {
    const start = match.index;
    const gap = text.slice(end, start);
    const isSpaced = gap.length > 0 || start === 0;
    const hasLineEnd = gap.includes('\n');
    const opensLine =
      hasLineEnd && !isWrapped(text.slice(lineStart, end), match[0], gap.split('\n').length > 2);
    if (hasLineEnd) lineStart = start;
    end = start + match[0].length;
    for (const token of read(match, speller)) {
      tokens.push({
        start,
        end,
        isSpaced: isSpaced && tokens.at(-1)?.start !== start,
        opensLine: opensLine && tokens.at(-1)?.start !== start,
        isCapital: match[0].length > 1 && /^\p{Lu}+$/u.test(match[0]),
        isTitled: /^\p{Lu}/u.test(match[0]),
        ...token,
        word: token.word === '-' && isSpaced && isBlank(text[end]) ? DASH : token.word,
      });
    }
  }
  return withoutHyphens(tokens.filter(({ word }) => !quotes.has(word)));
}

/** A line that its width broke: the next one goes on in small letters, or this one is open. */
function isWrapped(line: string, next: string, isParagraph: boolean): boolean {
  if (goesOn.test(line)) return true;
  return (
    !isParagraph && line.length >= WRAPPED_LINE && /^\p{Ll}/u.test(next) && !/[.;]$/.test(line)
  );
}

const isBlank = (character: string | undefined) => character === undefined || /\s/.test(character);

type Read = Pick<Token, 'word' | 'kind' | 'year' | 'part'>;

function read(match: RegExpMatchArray, speller: OneSpelling): readonly Read[] {
  const [whole] = match;
  const found = match.groups ?? {};
  if (found['word'] !== undefined) return words(speller.words(whole.toLowerCase()));
  if (found['mark'] !== undefined) return [{ word: whole, kind: 'mark' }];
  if (found['box'] !== undefined) return [{ word: boxWord(whole), kind: 'box' }];
  const year = found['isoYear'] ?? found['dateYear'] ?? found['shortYear']?.slice(1);
  if (year !== undefined) {
    const kind = found['shortYear'] === undefined ? 'date' : 'year';
    return [{ word: whole, kind, year: fullYear(year) }];
  }
  for (const part of ['lumbar', 'cervical', 'thoracic'] as const) {
    if (found[part] !== undefined) return [level(whole.toLowerCase(), part)];
  }
  if (found['slashed'] !== undefined || found['sign'] !== undefined) {
    return words(speller.words(whole.toLowerCase().replace(/[–−]/, '-')));
  }
  if (found['dotted'] !== undefined) {
    return words(speller.words(whole.toLowerCase().replaceAll('.', '')));
  }
  if (found['number'] !== undefined) {
    if (/^(?:19|20)\d\d$/.test(whole)) return [{ word: whole, kind: 'year', year: Number(whole) }];
    return [{ word: whole.replace(',', '.'), kind: 'number' }];
  }
  if (found['otherWord'] !== undefined) {
    const plain = whole
      .toLowerCase()
      .replace(/\p{Cf}/gu, '')
      .replaceAll('’', "'");
    return words(speller.words(plain.replace(/'s$/, '')));
  }
  return [{ word: /[–—−]/.test(whole) ? '-' : whole, kind: 'mark' }];
}

const words = (list: readonly string[]): readonly Read[] =>
  list.map((word) => ({ word, kind: 'word' }));

/** T1 and T2 alone are ways of weighting images, no vertebrae. */
const level = (word: string, part: SpinePart): Read =>
  /^(?:t[12]|c[12])$/.test(word) ? { word, kind: 'word' } : { word, kind: 'level', part };

const fullYear = (year: string) => {
  const value = Number(year);
  if (year.length === 4) return value;
  return value + (value < 50 ? 2000 : 1900);
};

/** `[x]` ticked, `[ ]` empty, `(+)` and `(-)`: four words that no text can hold otherwise. */
const boxWord = (box: string): string => {
  if (/^\(/.test(box)) return box.includes('+') ? '[x]' : '[-]';
  if (/[✗✘❌-]/u.test(box)) return '[-]';
  return /[xX✓✔☑☒✅]/u.test(box) ? '[x]' : '[ ]';
};

/** A hyphen inside a word joins: `foot-drop` reads as `foot drop`. Between blanks it is a dash. */
function withoutHyphens(tokens: readonly Token[]): readonly Token[] {
  return tokens.filter((token, i) => {
    if (token.word !== '-' || token.isSpaced || token.kind !== 'mark') return true;
    const [before, next] = [tokens[i - 1], tokens[i + 1]];
    const joins = (side: Token | undefined) => side !== undefined && side.kind !== 'mark';
    const isSpan = before?.kind === 'number' && next?.kind === 'number';
    return !joins(before) || !joins(next) || next?.isSpaced === true || isSpan;
  });
}
