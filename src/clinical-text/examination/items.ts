import { asNotations } from './notations.ts';
import type { Item } from './item.ts';
import { chartOfRoots, type ExaminedSide, type LumbarRoot } from './sign.ts';
import { figureAt, type Figure } from './grades.ts';
import { isOrder, isOrderInBrackets, orderOfPairs, pairAt } from './pairs.ts';
import type { FindingId } from '../reading/finding-ids.ts';
import type { FindingWords, FoundFinding } from '../reading/lexicon.ts';
import { isComma, type Span } from '../text/sentences.ts';

const sides: Readonly<Partial<Record<FindingId, ExaminedSide>>> = {
  'side-left': 'left',
  'side-right': 'right',
  'side-both': 'both',
};

/** The pieces of each sentence. Of words at one place the longest count; a side inside them is kept. */
export function itemsOf(words: FindingWords): readonly (readonly Item[])[] {
  const starts = new Map<number, FoundFinding[]>();
  for (const found of words.found) {
    // Headings are looked for by the reader of notes.
    if (found.topic.startsWith('heading-')) continue;
    const list = starts.get(found.from);
    if (list) list.push(found);
    else starts.set(found.from, [found]);
  }
  return words.sentences
    .flatMap((span) => splitAtSides(span, words))
    .map((span) => asNotations(itemsIn(span, words, starts), words));
}

/** "… 2/4 R. Gastroc L 4/5": one letter for a side ends a sentence where it does not open one. */
function splitAtSides({ from, to }: Span, { tokens }: FindingWords): readonly Span[] {
  const spans: Span[] = [];
  let start = from;
  for (let at = from + 1; at + 2 < to; at += 1) {
    const before = tokens[at - 1];
    const isEnd =
      sideLetters.has(tokens[at]?.word ?? '') &&
      tokens[at + 1]?.word === '.' &&
      tokens[at + 1]?.isSpaced === false &&
      tokens[at + 2]?.isSpaced === true &&
      tokens[at + 2]?.isTitled === true &&
      at > start &&
      !isComma(before) &&
      before?.word !== ':';
    if (!isEnd) continue;
    spans.push({ from: start, to: at + 2 });
    start = at + 2;
  }
  return [...spans, { from: start, to }];
}

const sideLetters: ReadonlySet<string> = new Set(['l', 'r', 'lt', 'rt']);

function itemsIn(
  span: Span,
  { tokens }: FindingWords,
  starts: ReadonlyMap<number, readonly FoundFinding[]>,
): readonly Item[] {
  const items: Item[] = [];
  const pairOrder = orderOfPairs(tokens, span);
  const sideAt = (at: number) =>
    (starts.get(at) ?? []).find(({ topic, to }) => sides[topic] !== undefined && to <= span.to);
  for (let at = span.from; at < span.to;) {
    // "KJ R+ L+": a plus that hangs on its side is a result, and joins nothing.
    const isSignBehind = tokens[at + 1]?.word === '+' && tokens[at + 1]?.isSpaced === false;
    const here = (starts.get(at) ?? []).filter(
      ({ topic, to }) =>
        to <= span.to && !(isSignBehind && topic === 'side-both' && tokens[at + 2]?.isSpaced),
    );
    const to = here.reduce((longest, found) => Math.max(longest, found.to), at);
    const token = tokens[at];
    if (pairOrder ? isOrder(token) : isOrderInBrackets(tokens, at)) {
      // "EHL 4/5 (R/L)": four of five, or four and five.
      const topics = new Set<FindingId>(['result-unclear']);
      if (!pairOrder) items.push({ is: 'words', topics, from: at, to: at + 1 });
      at += 1;
      continue;
    }
    // "EHL 4 (L) 5 (R)": the brackets are of the side alone.
    const inside =
      token?.word === '(' && !isOrderInBrackets(tokens, at + 1) ? sideAt(at + 1) : undefined;
    if (inside && tokens[inside.to]?.word === ')') {
      const side = sides[inside.topic];
      if (side) items.push({ is: 'side', side, from: at + 1, to: inside.to });
      at = inside.to + 1;
      continue;
    }
    const pair = pairOrder && pairAt(tokens, at, span.to, pairOrder);
    if (pair) {
      items.push(...pair.items);
      at = pair.to;
      continue;
    }
    if (to > at) {
      let lost = false;
      const isSideItself = here.some((found) => found.to === to && sides[found.topic]);
      for (let inside = at + 1; inside < to && !isSideItself; inside += 1) {
        for (const { topic } of starts.get(inside) ?? []) {
          const side = sides[topic];
          if (side) items.push({ is: 'side', side, from: at, to });
          // "Is absent": over, of a lesion; lost, of a reflex.
          if (topic === 'result-less') lost = true;
        }
      }
      const topics = new Set(here.filter((found) => found.to === to).map(({ topic }) => topic));
      if (lost && topics.has('said-gone')) topics.add('result-less');
      const [own] = [...topics].flatMap((topic) => sides[topic] ?? []);
      items.push(
        own ? { is: 'side', side: own, from: at, to } : { is: 'words', topics, from: at, to },
      );
      at = to;
      continue;
    }
    if (token?.kind === 'level') {
      at = levelAt(token.word, at, span, tokens, items);
      continue;
    }
    const figure = figureAt(tokens, at, span.to);
    if (figure) {
      items.push({ is: 'figure', figure, from: at, to: figure.to });
      at = figure.to;
      continue;
    }
    if (token && isComma(token)) items.push({ is: 'comma', from: at, to: at + 1 });
    else if (token?.word === ':' || token?.word === '=') {
      items.push({ is: 'colon', from: at, to: at + 1 });
    } else if (token?.word === 'or' || token?.word === 'nor') {
      items.push({ is: 'or', from: at, to: at + 1 });
    }
    at += 1;
  }
  return items;
}

/** Adds what a level stands for: roots, or "L 4/5" and "L2" for the left side with its figure. */
function levelAt(
  word: string,
  at: number,
  span: Span,
  tokens: FindingWords['tokens'],
  items: Item[],
): number {
  const from = { from: at, to: at + 1 };
  if (!/^[ls]/.test(word)) {
    items.push({ is: 'upper-level', ...from });
    return at + 1;
  }
  // "L3 5/5 B, L4 5/5 B", "…, L5 R 5/5 L 4/5": what has figures of its own is a level.
  const next = tokens[at + 1];
  const isBeforeSide =
    items.at(-1)?.is === 'comma' && next !== undefined && sideLetters.has(next.word);
  const hasFigure = (next?.kind === 'number' && next.isSpaced) || isBeforeSide;
  const leftFigure = hasFigure ? null : /^l\s?(\d)(\/[45])?$/.exec(word);
  if (leftFigure && asksForFigure(items, leftFigure[2] !== undefined, at, span, tokens)) {
    const value = Number(leftFigure[1]);
    const sign = tokens[at + 1]?.word === '+' ? '+' : undefined;
    const of = leftFigure[2] === '/5' ? 5 : leftFigure[2] === '/4' ? 4 : undefined;
    const to = at + (sign ? 2 : 1);
    items.push({ is: 'side', side: 'left', from: at, to });
    const figure: Figure = { of, low: value, high: value, sign, to, isRow: false };
    items.push({ is: 'figure', figure, from: at, to });
    return to;
  }
  // "L4 to S1" is one span.
  const last = tokens[at + 2];
  const isSpan =
    (tokens[at + 1]?.word === 'to' || tokens[at + 1]?.word === '-') &&
    last?.kind === 'level' &&
    /^[ls]\d$/.test(last.word) &&
    at + 2 < span.to;
  const roots = isSpan ? rootsIn(`${word}-${last.word}`) : rootsIn(word);
  const to = at + (isSpan ? 3 : 1);
  items.push({ is: 'level', roots, from: at, to });
  return to;
}

/** "EHL R 5/5 L 4/5", "AJ R2 L0": behind a test, where the other side has a figure too. */
function asksForFigure(
  items: readonly Item[],
  hasScale: boolean,
  at: number,
  span: Span,
  tokens: FindingWords['tokens'],
): boolean {
  const before = items.findLast(({ is }) => is !== 'comma' && is !== 'colon');
  const isBehindTest =
    before?.is === 'figure' ||
    (before?.is === 'words' &&
      [...before.topics].some((topic) => {
        const tested = chartOfRoots[topic];
        return tested !== undefined && tested.kind !== 'sensory';
      }));
  // "EHL: R normal, L 4/5": behind the result of the other side.
  const isBehindRight =
    hasScale &&
    (tokens[at]?.word.includes(' ') ?? false) &&
    items.some((item) => item.is === 'side' && item.side === 'right');
  if (!isBehindTest || hasScale) return isBehindTest || isBehindRight;
  const isBesideRight = (i: number) =>
    i >= span.from &&
    i + 1 < span.to &&
    tokens[i]?.word === 'r' &&
    tokens[i + 1]?.kind === 'number';
  for (let i = Math.max(span.from, at - 8); i < Math.min(span.to, at + 8); i += 1) {
    if (isBesideRight(i)) return true;
  }
  return false;
}

const order: readonly LumbarRoot[] = ['L1', 'L2', 'L3', 'L4', 'L5', 'S1', 'S2', 'S3', 'S4', 'S5'];

/** `l5` → L5; `l4-s1` → all from L4 to S1; `l5/s1` → both. */
export function rootsIn(word: string): readonly LumbarRoot[] {
  const named: LumbarRoot[] = [];
  let letter = 'L';
  for (const [, own, number] of word.toUpperCase().matchAll(/([LS])?\s?([1-5])/g)) {
    letter = own ?? letter;
    named.push(`${letter}${number}` as LumbarRoot);
  }
  const [first, last] = [named[0], named.at(-1)];
  if (!first || !last || named.length < 2 || word.includes('/') || word.includes('&')) return named;
  return order.slice(order.indexOf(first), order.indexOf(last) + 1);
}
