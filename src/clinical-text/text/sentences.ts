import { DASH, type Token } from './tokens.ts';

/** Tokens from `from` up to, not including, `to`. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

const stops: ReadonlySet<string> = new Set(['.', ';', '!', '·', '•', '▪', '¶', '\u2028']);

/**
 * The sentences of a text. A stop behind an abbreviation ends none, nor does one inside a number. A
 * question mark ends one only before a word with a capital that answers nothing; a line ends one unless
 * its width broke it.
 *
 * @param isAnswer Whether a word answers what stands before it ("Numbness? No").
 */
export function sentencesOf(
  tokens: readonly Token[],
  abbreviations: ReadonlySet<string>,
  isAnswer: (token: Token) => boolean,
): readonly Span[] {
  const sentences: Span[] = [];
  let from = 0;
  const end = (to: number) => {
    if (to > from) sentences.push({ from, to });
    from = to;
  };
  for (const [i, token] of tokens.entries()) {
    if (token.opensLine) end(i);
    if (token.kind !== 'mark') continue;
    const next = tokens[i + 1];
    if (token.word === '?' && !token.isSpaced && i > from && next?.isSpaced === true) {
      if (next.isTitled && !isAnswer(next)) end(i + 1);
    } else if (stops.has(token.word) && !isAbbreviated(tokens[i - 1], token, next, abbreviations)) {
      end(i + 1);
    }
  }
  end(tokens.length);
  return sentences;
}

function isAbbreviated(
  before: Token | undefined,
  stop: Token,
  next: Token | undefined,
  abbreviations: ReadonlySet<string>,
): boolean {
  if (stop.word !== '.' || before === undefined || stop.isSpaced) return false;
  return abbreviations.has(before.word) && next !== undefined && !next.opensLine;
}

const commas: ReadonlySet<string> = new Set([',', '(', ')', DASH, '→', '>', '|']);

/** True for a mark behind which another item of a list, or another remark, begins. */
export const isComma = (token: Token | undefined): boolean =>
  token?.kind === 'mark' && commas.has(token.word);

/** True for a mark between a label and its answer. */
export const isLabelMark = (token: Token | undefined): boolean =>
  token?.kind === 'mark' && [':', '?', '=', '-', DASH, '|', ')', '>'].includes(token.word);
