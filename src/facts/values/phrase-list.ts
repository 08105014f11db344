import { anyPieceOf } from '../../clinical-text/text/any-piece.ts';

/**
 * Whether a text holds a phrase of a plain list. A list is written as phrases between commas, in any
 * script: `knee` is that word, `knee*` any word that begins so, `*knee*` any word that holds it, and
 * `low back` two words in a row, of which the last may end in `*`.
 *
 * Case, accents and punctuation make no difference. One pass over the words of the text: the time
 * grows with its length and with nothing else.
 */
export class PhraseList {
  /** By a word that is a phrase, or the first one of phrases: those phrases, by their words. */
  readonly #byFirst = new Map<string, string[][]>();
  /** Beginnings of words, by their first letters. */
  readonly #stems = new Map<string, string[]>();
  /** What a word may hold anywhere; undefined where nothing is asked for. */
  readonly #parts: RegExp | undefined;

  constructor(list: string) {
    const parts: string[] = [];
    for (const phrase of list.split(',')) {
      const isPart = phrase.trim().startsWith('*');
      const isStem = phrase.trim().endsWith('*');
      const words = wordsIn(phrase);
      const [only] = words;
      if (only === undefined) continue;
      if (isPart) parts.push(only);
      else if (isStem && words.length === 1) {
        const key = only.slice(0, STEM_KEY);
        this.#stems.set(key, [...(this.#stems.get(key) ?? []), only]);
      } else {
        const row = isStem ? [...words.slice(0, -1), `${words.at(-1) ?? ''}*`] : [...words];
        this.#byFirst.set(only, [...(this.#byFirst.get(only) ?? []), row]);
      }
    }
    this.#parts = parts.length > 0 ? anyPieceOf(parts) : undefined;
  }

  /** True when any phrase of the list stands in the words, which {@link wordsIn} gives. */
  isIn(words: readonly string[]): boolean {
    for (let at = 0; at < words.length; at += 1) if (this.lengthAt(words, at) > 0) return true;
    return false;
  }

  /** How many words the longest phrase has that begins at a place; 0 when none does. */
  lengthAt(words: readonly string[], at: number): number {
    const word = words[at];
    if (word === undefined) return 0;
    let longest = 0;
    const rows = this.#byFirst.get(word);
    if (rows) {
      for (const row of rows) {
        if (row.length > longest && stands(row, words, at)) longest = row.length;
      }
    }
    return longest > 0 ? longest : Number(this.#holds(word));
  }

  #holds(word: string): boolean {
    const stems = this.#stems.get(word.slice(0, STEM_KEY));
    if (stems) for (const stem of stems) if (word.startsWith(stem)) return true;
    return this.#parts?.test(word) === true;
  }
}
/** No stem is shorter than this. */
const STEM_KEY = 2;

/** Whether a phrase stands in the words from a place on. Its first word has been compared. */
function stands(row: readonly string[], words: readonly string[], at: number): boolean {
  for (let i = 1; i < row.length; i += 1) if (!isWord(words[at + i], row[i] ?? '')) return false;
  return true;
}

const isWord = (word: string | undefined, part: string): boolean =>
  part.endsWith('*') ? word?.startsWith(part.slice(0, -1)) === true : word === part;

/** The words of a text: small letters without accents, in any script; figures count as words. */
export function wordsIn(text: string): readonly string[] {
  // Accents and other scripts cost most, and most texts have none.
  if (isPlain.test(text)) return text.toLowerCase().match(asciiWords) ?? [];
  return text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/[øæœłđßı]/g, (letter) => plain[letter] ?? letter)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
}
/** No letters but those of ASCII, with the marks that stand between words. */
const isPlain = /^[\0-\x7f·–—‘’“”…]*$/;
const asciiWords = /[a-z0-9]+/g;
/** Letters that Unicode does not take apart. */
const plain: Readonly<Record<string, string>> = {
  ø: 'o',
  æ: 'ae',
  œ: 'oe',
  ł: 'l',
  đ: 'd',
  ß: 'ss',
  ı: 'i',
};
