import { isIn } from '../lexicon/denial-words.ts';
import { is, type Item } from '../notation/items.ts';

/** Pairs of negations that are taken out of one sentence. */
const MOST = 3;

/**
 * "Not absent", "not free of enhancement", "no lack of uptake", "hardly a root that does not enhance",
 * "none of the roots fails to": two negations that say that it is so. Both are left out.
 */
export function withoutDoubleNegation(items: readonly Item[]): readonly Item[] {
  let kept = items;
  for (let turn = 0; turn < MOST; turn++) {
    const next = undone(kept);
    if (next === undefined) return kept;
    kept = next;
  }
  return kept;
}

function undone(items: readonly Item[]): readonly Item[] | undefined {
  for (let at = 0; at < items.length; at++) {
    const item = items[at];
    if (!item || (!isNobody(item) && !isIn('mayBeDeniedAgain', item.words))) continue;
    const link = isNobody(item) ? emptyRelative(items, at) : undefined;
    if (link !== undefined) return items.filter((_, i) => i !== link);
    if (!isIn('mayBeDeniedAgain', item.words)) continue;
    const inner = innerAt(items, at);
    if (inner !== undefined) return without(items, at, inner);
    const second = isIn('deniesEach', item.words) ? secondOf(items, at) : undefined;
    if (second !== undefined) return without(items, at, second);
  }
  return undefined;
}

/** Where the second negation stands directly behind the first: "not (quite) absent", "no lack of". */
function innerAt(items: readonly Item[], at: number): number | undefined {
  let next = at + 1;
  while (next <= at + 2 && isIn('betweenNegations', items[next]?.words)) next++;
  const item = items[next];
  if (!item) return undefined;
  // "No nonenhancing component" is one that enhances, and none.
  const isNot = items[at]?.words.endsWith('not') === true;
  if (isIn('deniesByItself', item.words) || (isNot && is(item, 'enhance', 'negative'))) return next;
  return undefined;
}

/** "no root that", "I cannot find any root that" */
const isNobody = (item: Item) => isIn('deniesEach', item.words) || item.forward === 'absent';

/** "There is no root that enhances": the relative clause is denied with its root. */
function emptyRelative(items: readonly Item[], at: number): number | undefined {
  const which = items.findIndex((item, i) => i > at && i <= at + 8 && is(item, 'grammar', 'which'));
  if (which === -1 || !is(items[which + 1], 'enhance', 'verb')) return undefined;
  const inner = items.slice(at + 1, which);
  return inner.some(isRoot) && !inner.some(isOther) ? which : undefined;
}

const isRoot = (item: Item) => is(item, 'head', 'root', 'cauda');
const isJoin = (item: Item) => is(item, 'mark') || is(item, 'grammar', 'and', 'contrast');

/** Where the predicate of "no root", "hardly a root", "none of the roots" is itself denied. */
function secondOf(items: readonly Item[], at: number): number | undefined {
  const root = items.findIndex((item, i) => i > at && i <= at + 6 && isRoot(item));
  if (root === -1 || items.slice(at + 1, root).some(isOther)) return undefined;
  for (let i = root + 1; i < Math.min(items.length, root + 10); i++) {
    const item = items[i];
    if (!item || isJoin(item)) return undefined;
    if (isIn('deniesAgain', item.words)) {
      const next = items[i + 1];
      return next === undefined || next.kind === 'enhance' || isJoin(next) ? i : undefined;
    }
  }
  return undefined;
}

const isOther = (item: Item) =>
  isJoin(item) ||
  item.kind === 'enhance' ||
  item.kind === 'state' ||
  item.kind === 'finding' ||
  (item.kind === 'head' && !isRoot(item));

/** Without both; a word that denied uptake by itself then affirms it. */
function without(items: readonly Item[], first: number, second: number): readonly Item[] {
  return items.flatMap((item, i): readonly Item[] => {
    if (i === first) return [];
    if (i !== second) {
      const isLink = i === second - 1 && i > first && is(item, 'grammar', 'which');
      return isLink ? [] : [item];
    }
    if (!is(item, 'enhance', 'negative')) return [];
    return [{ ...item, name: 'verb', word: 'enhancing', words: 'enhancing' }];
  });
}
