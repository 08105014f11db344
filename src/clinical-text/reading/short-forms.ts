import type { Span } from '../text/sentences.ts';
import type { Token } from '../text/tokens.ts';

type OfTopic = Span & { readonly topic: string };

/** Letters of what is looked at here; longer words in capitals are words. */
const [SHORTEST, LONGEST] = [2, 4];
/** So many mentions before it are looked at. */
const NEAR = 50;
/** So long a word may be shortened to some of its letters ("Laparoscopy (LP)"). */
const SHORTEST_SHORTENED = 6;

/**
 * True when a short form of our own stands for something else: the words before its bracket spell it and
 * none of them is of the topic ("light perception (LP)"), or it is the name of a model ("LP-20").
 *
 * @param all The mentions of the text in their order, this one at `at`.
 */
export function isShortFormOfOther(
  { topic, from, to }: OfTopic,
  tokens: readonly Token[],
  all: readonly OfTopic[],
  at: number,
  text: string,
): boolean {
  const token = tokens[from];
  if (to !== from + 1 || !token?.isCapital) return false;
  const letters = token.word;
  if (letters.length < SHORTEST || letters.length > LONGEST) return false;
  const next = tokens[to];
  const isModel =
    next?.kind === 'number' && next.start === token.end + 1 && text[token.end] === '-';
  if (isModel) return true;
  const bracket = tokens[from - 1];
  if (bracket?.word !== '(') return false;
  const before = tokens.slice(Math.max(0, from - 1 - letters.length), from - 1);
  const isOwn = all
    .slice(Math.max(0, at - NEAR), at)
    .some(
      (other) => other.topic === topic && other.to < from && other.to >= from - 1 - letters.length,
    );
  if (isOwn) return false;
  return isSpelledBy(letters, before);
}

function isSpelledBy(letters: string, words: readonly Token[]): boolean {
  const initials = words.map(({ word, kind }) => (kind === 'word' ? word.charAt(0) : ' ')).join('');
  if (initials === letters) return true;
  const last = words.at(-1)?.word ?? '';
  return (
    last.length >= SHORTEST_SHORTENED && last.startsWith(letters.charAt(0)) && holds(last, letters)
  );
}

/** Whether the letters stand in a word in their order. */
function holds(word: string, letters: string): boolean {
  let at = -1;
  for (const letter of letters) {
    at = word.indexOf(letter, at + 1);
    if (at === -1) return false;
  }
  return true;
}
