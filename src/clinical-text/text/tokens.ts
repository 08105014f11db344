import { piecesOf, type Piece } from './pieces.ts';

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
  readonly year?: number | undefined;
  readonly part?: SpinePart | undefined;
}

/** Gives each word one spelling; a written word may stand for several. */
export interface OneSpelling {
  words(written: string): readonly string[];
}

/** Text beyond this length is ignored. */
export const MAX_CHARACTERS = 200_000;

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

/** Plain words that were met before, as they are written, and what they say. */
export type WordsMet = Map<string, readonly Read[]>;

/**
 * Takes a text apart. Two tokens may share a place where one written word stands for two
 * (`doesn't`). Time grows with the length of the text.
 *
 * @param known Of the texts that are read together; it goes with them.
 */
export function tokensOf(
  text: string,
  speller: OneSpelling,
  known: WordsMet = new Map<string, readonly Read[]>(),
): readonly Token[] {
  const tokens: Token[] = [];
  const source = text.slice(0, MAX_CHARACTERS);
  let end = 0;
  let lineStart = 0;
  let opens = false;
  for (const piece of piecesOf(source)) {
    const { start, written, groups } = piece;
    const isSpaced = start > end || start === 0;
    // A single blank is the commonest gap.
    const gap = start === end + 1 ? source.charAt(end) : source.slice(end, start);
    if (gap !== ' ' && gap.includes('\n')) {
      const isParagraph = gap.indexOf('\n') !== gap.lastIndexOf('\n');
      opens ||= !isWrapped(source.slice(lineStart, end), written, isParagraph);
      lineStart = start;
    }
    end = start + written.length;
    // A mark that is left out leaves its place to what stands behind it.
    if (quotes.has(written)) continue;
    const isTitled = groups !== 'mark' && startsLarge(written);
    const isCapital = isTitled && written.length > 1 && allLarge.test(written);
    const said = read(piece, speller, known);
    for (let i = 0; i < said.length; i += 1) {
      const { word, kind, year, part } = said[i] as Read;
      tokens.push({
        start,
        end,
        word: word === '-' && isSpaced && isBlank(source[end]) ? DASH : word,
        kind,
        isCapital,
        isTitled,
        isSpaced: isSpaced && i === 0,
        opensLine: opens && i === 0,
        year,
        part,
      });
    }
    opens = false;
  }
  return withoutHyphens(tokens);
}

const startsLarge = (written: string): boolean => {
  const code = written.charCodeAt(0);
  if (code <= LAST_ASCII) return code >= 0x41 && code <= 0x5a;
  return /^\p{Lu}/u.test(written);
};
const LAST_ASCII = 0x7f;
const allLarge = /^\p{Lu}+$/u;

/** A line that its width broke: the next one goes on in small letters, or this one is open. */
function isWrapped(line: string, next: string, isParagraph: boolean): boolean {
  if (goesOn.test(line)) return true;
  return (
    !isParagraph && line.length >= WRAPPED_LINE && /^\p{Ll}/u.test(next) && !/[.;]$/.test(line)
  );
}

const isBlank = (character: string | undefined) => character === undefined || /\s/.test(character);

type Read = Pick<Token, 'word' | 'kind' | 'year' | 'part'>;

function read({ written, groups }: Piece, speller: OneSpelling, known: WordsMet): readonly Read[] {
  if (groups === 'mark') return [{ word: written, kind: 'mark' }];
  if (groups !== 'word') return readMatch(written, groups, speller);
  const before = known.get(written);
  if (before) return before;
  const now = words(speller.words(written.toLowerCase()));
  known.set(written, now);
  return now;
}

function readMatch(
  whole: string,
  found: Readonly<Record<string, string | undefined>>,
  speller: OneSpelling,
): readonly Read[] {
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
  if (!tokens.some(({ word }) => word === '-')) return tokens;
  return tokens.filter((token, i) => {
    if (token.word !== '-' || token.isSpaced || token.kind !== 'mark') return true;
    const [before, next] = [tokens[i - 1], tokens[i + 1]];
    const joins = (side: Token | undefined) => side !== undefined && side.kind !== 'mark';
    const isSpan = before?.kind === 'number' && next?.kind === 'number';
    return !joins(before) || !joins(next) || next?.isSpaced === true || isSpan;
  });
}
