import type { Speller } from '../text/spelling.ts';
import { DASH, tokensOf } from '../text/tokens.ts';

/** A phrase of a word file, taken apart. */
export type Part =
  | { readonly kind: 'word'; readonly word: string; readonly isCapital: boolean }
  | { readonly kind: 'stem'; readonly stem: string }
  /** A list of words by its name, or something that no list can hold: a number, a level. */
  | { readonly kind: 'list'; readonly name: string }
  | { readonly kind: 'choice'; readonly of: readonly (readonly Part[])[] }
  /** Up to `most` other words. */
  | { readonly kind: 'gap'; readonly most: number };

/** A fault in a phrase, in words for whoever wrote it. */
export class NotationFault extends Error {
  override readonly name = 'NotationFault';
}

const SHORTEST_STEM = 3;
const USUAL_GAP = 3;
const WIDEST_GAP = 6;

const piece = /[()[\]|]|\{[^{}]*\}?|~\d*|[^\s()[\]|{}~]+/gu;

/**
 * Reads the notation of phrases: `word`, `stem*`, `(a|b c)` one of several, `[x]` may be missing,
 * `{list}`, `~` up to three other words, `~5` up to five. Words in capitals (`CES`) count only when
 * the text has them in capitals.
 *
 * @throws {NotationFault} when the phrase is not well formed.
 */
export const parsePhrase = (phrase: string, speller: Speller): readonly Part[] =>
  phraseParser(speller)(phrase);

/** {@link parsePhrase} for many phrases, in which most words stand more than once. */
export function phraseParser(speller: Speller): (phrase: string) => readonly Part[] {
  const known = new Map<string, readonly Part[]>();
  const partsOf = (text: string) => {
    const before = known.get(text);
    if (before) return before;
    const parts = plain(text, speller);
    known.set(text, parts);
    return parts;
  };
  return (phrase) => parseNotation(phrase, partsOf);
}

/**
 * The brackets of the notation; what a word between them is, the reader says for whom the phrases are.
 *
 * @throws {NotationFault} when the phrase is not well formed.
 */
export function parseNotation(
  phrase: string,
  partsOf: (text: string) => readonly Part[],
): readonly Part[] {
  const pieces = phrase.match(piece) ?? [];
  let at = 0;

  const sequence = (closing: string | undefined): readonly Part[] => {
    const parts: Part[] = [];
    for (; at < pieces.length; at += 1) {
      const text = pieces[at] ?? '';
      if (text === closing || (text === '|' && closing !== undefined)) break;
      if (text === '(' || text === '[') parts.push(choice(text));
      else if (')]|'.includes(text))
        throw new NotationFault(`"${text}" stands without a beginning`);
      else parts.push(...partsOf(text));
    }
    return parts;
  };

  const choice = (opening: string): Part => {
    const closing = opening === '(' ? ')' : ']';
    const of: (readonly Part[])[] = [];
    do {
      at += 1;
      of.push(sequence(closing));
    } while (pieces[at] === '|');
    if (pieces[at] !== closing) throw new NotationFault(`"${opening}" is not closed`);
    if (of.some((parts) => parts.length === 0)) {
      throw new NotationFault(`nothing stands between two signs after "${opening}"`);
    }
    return { kind: 'choice', of: opening === '[' ? [...of, []] : of };
  };

  const parts = sequence(undefined);
  const [first, last] = [parts[0], parts.at(-1)];
  if (first?.kind === 'gap' || last?.kind === 'gap') {
    throw new NotationFault('"~" stands between words, not at an end');
  }
  if (!needsSomething(parts)) throw new NotationFault('nothing in it must be there');
  return parts;
}

const needsSomething = (parts: readonly Part[]): boolean =>
  parts.some((part) => {
    if (part.kind === 'gap') return false;
    return part.kind !== 'choice' || part.of.every(needsSomething);
  });

function plain(text: string, speller: Speller): readonly Part[] {
  if (text.startsWith('{')) {
    if (!/^\{[a-z][a-z -]*\}$/.test(text)) throw new NotationFault(`"${text}" names no list`);
    return [{ kind: 'list', name: text.slice(1, -1) }];
  }
  if (text.startsWith('~')) {
    const most = text === '~' ? USUAL_GAP : Number(text.slice(1));
    if (most < 1 || most > WIDEST_GAP) {
      throw new NotationFault(`"${text}": a gap is of 1 to ${WIDEST_GAP} words`);
    }
    return [{ kind: 'gap', most }];
  }
  if (text.includes('*')) {
    const stem = speller.spelled(text.slice(0, -1).toLowerCase());
    if (!text.endsWith('*') || stem.includes('*')) {
      throw new NotationFault(`"${text}": "*" stands at the end of a word`);
    }
    if (/[-/]/.test(stem)) throw new NotationFault(`"${text}": a stem is one word`);
    if (stem.length < SHORTEST_STEM) {
      throw new NotationFault(`"${text}": a stem has at least ${SHORTEST_STEM} letters`);
    }
    return [{ kind: 'stem', stem }];
  }
  const isCapital = /^\p{Lu}{2,}$/u.test(text);
  if (/^\p{L}+$/u.test(text)) {
    return speller.formsOf(text.toLowerCase()).map((word) => ({ kind: 'word', word, isCapital }));
  }
  if (text === '-' || text === DASH) return [{ kind: 'word', word: text, isCapital: false }];
  return tokensOf(text, { words: (word) => speller.formsOf(word) }).map(({ word }): Part => ({
    kind: 'word',
    word,
    isCapital,
  }));
}
