import type { FindingId } from '../reading/finding-ids.ts';
import type { Span } from '../text/sentences.ts';
import { DASH, type Token } from '../text/tokens.ts';
import { figureAt } from './grades.ts';
import type { Item } from './item.ts';
import type { ExaminedSide } from './sign.ts';

/** Which side stands first in a pair of results. */
export type PairOrder = readonly [ExaminedSide, ExaminedSide];

const slash = (token: Token | undefined) => token?.word === '/';

const orders: ReadonlyMap<string, PairOrder> = new Map<string, PairOrder>([
  ['r/l', ['right', 'left']],
  ['l/r', ['left', 'right']],
]);

export const isOrder = (token: Token | undefined): boolean => orders.has(token?.word ?? '');

/** "(R/L)" tells the order of pairs; it says nothing of both sides. */
export const isOrderInBrackets = (tokens: readonly Token[], at: number): boolean =>
  isOrder(tokens[at]) && tokens[at - 1]?.word === '(' && tokens[at + 1]?.word === ')';

/**
 * The order that a sentence announces: "ankle jerks ++/- (R/L)".
 *
 * @returns undefined where it announces none, or where its pairs could as well be grades of five.
 */
export function orderOfPairs(tokens: readonly Token[], span: Span): PairOrder | undefined {
  let order: PairOrder | undefined;
  let hasPair = false;
  for (let at = span.from; at < span.to; at += 1) {
    const token = tokens[at];
    order ??= orders.get(token?.word ?? '');
    hasPair ||= token?.word === 'n/n' || (slash(token) && tokens[at + 1]?.word !== '5');
  }
  return hasPair ? order : undefined;
}

/** Two results with a slash between them, as what is found on each side. */
export function pairAt(
  tokens: readonly Token[],
  from: number,
  end: number,
  [first, second]: PairOrder,
): { readonly items: readonly Item[]; readonly to: number } | undefined {
  if (tokens[from]?.word === 'n/n') {
    return { items: sided(whole(from), whole(from), [first, second]), to: from + 1 };
  }
  const one = cellAt(tokens, from, end);
  if (!one || !slash(tokens[one.to])) return undefined;
  const other = cellAt(tokens, one.to + 1, end);
  if (!other || slash(tokens[other.to])) return undefined;
  return { items: sided(one, other, [first, second]), to: other.to };
}

const sided = (one: Item, other: Item, [first, second]: PairOrder): readonly Item[] => [
  { is: 'side', side: first, from: one.from, to: one.to },
  one,
  { is: 'side', side: second, from: other.from, to: other.to },
  other,
];

const whole = (at: number): Item => ({
  is: 'words',
  topics: new Set<FindingId>(['result-whole']),
  from: at,
  to: at + 1,
});

const cellTopics: ReadonlyMap<string, FindingId> = new Map<string, FindingId>([
  ['n', 'result-whole'],
  ['✓', 'result-whole'],
  ['↓', 'result-less'],
  ['↓↓', 'result-less'],
  ['-', 'result-less'],
  [DASH, 'result-less'],
]);

function cellAt(tokens: readonly Token[], at: number, end: number): Item | undefined {
  const token = tokens[at];
  if (!token || at >= end) return undefined;
  const topic = cellTopics.get(token.word);
  if (topic) return { is: 'words', topics: new Set([topic]), from: at, to: at + 1 };
  // Up to the slash, so that "5/4" is no four of five.
  const stop = tokens.findIndex((behind, i) => i > at && (i >= end || slash(behind)));
  const figure = figureAt(tokens.slice(0, stop < 0 ? end : stop), at, stop < 0 ? end : stop);
  return figure && { is: 'figure', figure, from: at, to: figure.to };
}
