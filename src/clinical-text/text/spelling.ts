import { anyPieceOf } from './any-piece.ts';

/** How words are brought to one spelling; read from `spelling.yaml`. */
export interface SpellingRules {
  /** Pieces of words with two spellings (`haem`, `hem`), applied in order to words of five letters on. */
  readonly pieces: readonly (readonly [from: string, to: string])[];
  /** Whole words with another form: a contraction, a frequent misprint. One may stand for several words. */
  readonly forms: ReadonlyMap<string, readonly string[]>;
  /** Long words worth a mended misprint. */
  readonly keyWords: readonly string[];
  /** Real words that lie one letter from a key word. */
  readonly otherWords: readonly string[];
}

/** Key words are at least this long: shorter ones lie too near others. */
export const SHORTEST_KEY_WORD = 7;
const LONGEST_KEY_WORD = 24;
const SHORTEST_WITH_PIECES = 5;

/**
 * Gives each word one spelling. A word that is in no list and lies one letter (left out, put in,
 * exchanged or swapped with its neighbour) from a key word is read as that word; its first letter must
 * agree, so that nothing gains or loses a prefix (`septic`, `aseptic`).
 */
export class Speller {
  readonly #rules: SpellingRules;
  readonly #known: Set<string>;
  readonly #keyWords = new Set<string>();
  /** Key words by their first letter, then by their length. */
  readonly #near = new Map<string, string[][]>();
  /** Any piece with two spellings: most words hold none. */
  readonly #anyPiece: RegExp;

  constructor(rules: SpellingRules) {
    this.#rules = rules;
    this.#anyPiece = anyPieceOf(rules.pieces.map(([from]) => from));
    this.#known = new Set(rules.otherWords.map((word) => this.spelled(word)));
    for (const written of rules.keyWords) {
      const word = this.spelled(written);
      if (this.#keyWords.has(word)) continue;
      this.#keyWords.add(word);
      const alike = this.#near.get(word.charAt(0)) ?? [];
      this.#near.set(word.charAt(0), alike);
      (alike[word.length] ??= []).push(word);
    }
  }

  /** Words that stand in a phrase are no misprints. */
  know(words: Iterable<string>): void {
    for (const word of words) this.#known.add(word);
  }

  /** The words that a written one stands for, in one spelling. @param written In small letters. */
  words(written: string): readonly string[] {
    const words = this.formsOf(written);
    const [only] = words;
    return words.length === 1 && only !== undefined ? [this.#mended(only)] : words;
  }

  /** The same, nothing mended: for the words of a phrase, which are what they are. */
  formsOf(written: string): readonly string[] {
    const word = this.spelled(written);
    return this.#rules.forms.get(written) ?? this.#rules.forms.get(word) ?? [word];
  }

  /** The pieces of a word or of the beginning of one in one spelling, nothing mended. */
  spelled(written: string): string {
    if (written.length < SHORTEST_WITH_PIECES || !this.#anyPiece.test(written)) return written;
    let word = written;
    for (const [from, to] of this.#rules.pieces) {
      if (word.includes(from)) word = word.replaceAll(from, to);
    }
    return word;
  }

  #mended(word: string): string {
    const { length } = word;
    if (length < SHORTEST_KEY_WORD - 1 || length > LONGEST_KEY_WORD) return word;
    if (this.#known.has(word) || this.#keyWords.has(word)) return word;
    const alike = this.#near.get(word.charAt(0));
    if (!alike) return word;
    return (
      nearestOf(alike[length], word) ??
      nearestOf(alike[length - 1], word) ??
      nearestOf(alike[length + 1], word) ??
      word
    );
  }
}

function nearestOf(keys: readonly string[] | undefined, word: string): string | undefined {
  if (keys) for (const key of keys) if (isOneStep(key, word)) return key;
  return undefined;
}

/** True when one letter left out, put in or exchanged, or two neighbours swapped, makes `b` of `a`. */
function isOneStep(a: string, b: string): boolean {
  let start = 0;
  while (start < a.length && a.charCodeAt(start) === b.charCodeAt(start)) start += 1;
  let endA = a.length;
  let endB = b.length;
  while (endA > start && endB > start && a.charCodeAt(endA - 1) === b.charCodeAt(endB - 1)) {
    endA -= 1;
    endB -= 1;
  }
  const [restA, restB] = [endA - start, endB - start];
  if (restA <= 1 && restB <= 1) return true;
  if (restA !== 2 || restB !== 2) return false;
  return a[start] === b[start + 1] && a[start + 1] === b[start];
}
