import type { Token } from './tokens.ts';

/** What an erratum says shall be read for something else. */
export interface Exchange {
  readonly written: readonly Token[];
  readonly meant: readonly Token[];
}

/** Words of an exchange, and exchanges of a report, that are followed. */
const LONGEST = 8;
const MOST_EXCHANGES = 6;

const quote = /^["“”„«»'‘]$/;
const same = (a: Token | undefined, b: Token | undefined) =>
  a?.word === b?.word && JSON.stringify(a?.level) === JSON.stringify(b?.level);
const wordsOf = (tokens: readonly Token[]) => tokens.map(({ word }) => word).join(' ');

/** Exchanges that a sentence of an addendum orders: 'for "left L4" read "right L5"'. */
export function exchangesIn(tokens: readonly Token[]): readonly Exchange[] {
  const marks = tokens.flatMap(({ word }, i) => (quote.test(word) ? [i] : []));
  const [a, b, c, d] = marks;
  if (a !== undefined && b !== undefined && c !== undefined && d !== undefined) {
    return ordered(
      tokens.slice(0, a),
      tokens.slice(a + 1, b),
      tokens.slice(b + 1, c),
      tokens.slice(c + 1, d),
    );
  }
  // Without quotation marks only levels and sides are exchanged: "L4 should read L5".
  const verb = tokens.findIndex(
    ({ word }, i) => word === 'read' || (word === 'be' && tokens[i - 1]?.word === 'should'),
  );
  if (verb === -1) return [];
  const nameEnd = /^(?:should|please|to)$/.test(tokens[verb - 1]?.word ?? '') ? verb - 1 : verb;
  const close = /^(?:should)$/.test(tokens[nameEnd - 1]?.word ?? '') ? nameEnd - 1 : nameEnd;
  const first = trailingName(tokens.slice(0, close));
  const second = leadingName(tokens.slice(verb + 1));
  return ordered(
    tokens.slice(0, close - first.length),
    first,
    tokens.slice(close, verb + 1),
    second,
  );
}

function ordered(
  before: readonly Token[],
  first: readonly Token[],
  between: readonly Token[],
  second: readonly Token[],
): readonly Exchange[] {
  if (first.length === 0 || second.length === 0) return [];
  if (first.length > LONGEST || second.length > LONGEST) return [];
  const link = wordsOf(between);
  if (/\b(?:not|instead of|rather than|in place of)\b/.test(link))
    return [{ written: second, meant: first }];
  if (/\b(?:read|should|with|by|corrected|changed|amended|substitute)\b/.test(link))
    return [{ written: first, meant: second }];
  return /\b(?:replace|for)\b/.test(wordsOf(before)) ? [{ written: first, meant: second }] : [];
}

const isName = (token: Token | undefined) =>
  token?.level !== undefined || token?.word === 'left' || token?.word === 'right';

function trailingName(tokens: readonly Token[]): readonly Token[] {
  let from = tokens.length;
  while (from > 0 && isName(tokens[from - 1])) from--;
  return tokens.slice(from);
}

function leadingName(tokens: readonly Token[]): readonly Token[] {
  const end = tokens.findIndex((token) => !isName(token));
  return end === -1 ? tokens : tokens.slice(0, end);
}

/** A sentence as its erratum wants it read; what is exchanged keeps its place in the report. */
export function corrected(
  tokens: readonly Token[],
  exchanges: readonly Exchange[],
): readonly Token[] {
  let read = tokens;
  for (const { written, meant } of exchanges.slice(0, MOST_EXCHANGES)) {
    const next: Token[] = [];
    for (let i = 0; i < read.length;) {
      const token = read[i];
      if (!token) break;
      const last = read[i + written.length - 1];
      if (last && written.every((wanted, k) => same(wanted, read[i + k]))) {
        next.push(...meant.map((to) => ({ ...to, start: token.start, end: last.end })));
        i += written.length;
      } else {
        next.push(token);
        i++;
      }
    }
    read = next;
  }
  return read;
}
