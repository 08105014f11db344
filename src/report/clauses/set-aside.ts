import { withoutClefts } from './clefts.ts';
import { withoutDoubleNegation } from './double-denial.ts';
import { is, type Item } from '../notation/items.ts';

const contrasts =
  /^(?:not|rather than|instead of|as opposed to|skipping|omitting|bypassing|sparing)$/;
const isRoot = (item: Item | undefined) =>
  item?.level?.kind === 'root' ||
  item?.level?.kind === 'range' ||
  is(item, 'head', 'root', 'cauda');
const isNamePart = (item: Item | undefined) =>
  isRoot(item) ||
  is(item, 'place') ||
  is(item, 'mark', '/') ||
  is(item, 'grammar', 'preposition', 'pronoun') ||
  /^(?:the|one|side|ones|those)$/.test(item?.words ?? '');

/** Phrases of an aside between a negation and its verb. */
const LONGEST_ASIDE = 16;

/** Parts of one sentence that are set aside. */
const MOST = 4;

/**
 * A sentence without the roots that it only sets its own against: "left L5 (not S1) root enhancement",
 * "L5, not S1, enhances", "the left L5 and not the left S1 root enhances", "L5 but not L4 enhances".
 * What is said of the first is neither denied by that "not" nor said of the second.
 */
export function withoutSetAside(items: readonly Item[]): readonly Item[] {
  let kept = withoutClefts(withoutDoubleNegation(withoutDoubleDenial(withoutParenthesis(items))));
  for (let turn = 0; turn < MOST; turn++) {
    const range = setAsideIn(kept);
    if (!range) return kept;
    kept = [...kept.slice(0, range.from), ...kept.slice(range.to)];
  }
  return kept;
}

function setAsideIn(items: readonly Item[]): { from: number; to: number } | undefined {
  for (let at = 1; at < items.length; at++) {
    if (!contrasts.test(items[at]?.words ?? '')) continue;
    let end = at + 1;
    while (end < items.length && isNamePart(items[end])) end++;
    const run = items.slice(at + 1, end);
    const hasName = run.some((item) => isRoot(item) || is(item, 'place', 'left', 'right'));
    if (!hasName || !isRoot(lastNoun(items, at))) continue;
    // "Free from enhancement, but not that of L5": the second denial takes back the first.
    const isAfterDenial =
      items[at]?.words === 'not' &&
      is(items[at - 1], 'grammar', 'contrast') &&
      items.slice(0, at - 1).some(({ forward }) => forward === 'absent');
    if (isAfterDenial) continue;
    let from = at;
    while (
      from > 1 &&
      (is(items[from - 1], 'mark', ',', '(', '-') ||
        is(items[from - 1], 'grammar', 'and', 'contrast'))
    )
      from--;
    // The whole of a bracket, or up to the second comma; the root of "L5, not S1, root enhancement" stays.
    const isClosed = is(items[end], 'mark', ')', ',');
    return { from, to: isClosed ? end + 1 : end };
  }
  return undefined;
}

/** The thing that stands nearest before: a root, or something else. */
const lastNoun = (items: readonly Item[], at: number): Item | undefined =>
  items.slice(0, at).findLast((item) => item.kind === 'head' || item.level !== undefined);

/** "It does not, however, show": a word between commas that parts no clause. */
function withoutParenthesis(items: readonly Item[]): readonly Item[] {
  // "The roots do not, as they did in June, enhance"
  const not = items.findIndex(
    (item, i) =>
      item.words.endsWith('not') && is(items[i + 1], 'mark', ',') && items[i + 2]?.word === 'as',
  );
  const end = items.findIndex((item, i) => i > not + 2 && is(item, 'mark', ','));
  if (not !== -1 && end !== -1 && end - not < LONGEST_ASIDE)
    return [...items.slice(0, not + 1), ...items.slice(end + 1)];
  const at = items.findIndex(
    (item, i) =>
      i > 1 &&
      /^(?:however|though|nevertheless|nonetheless)$/.test(item.words) &&
      is(items[i - 1], 'mark', ',') &&
      is(items[i + 1], 'mark', ','),
  );
  return at === -1 ? items : [...items.slice(0, at - 1), ...items.slice(at + 2)];
}

/**
 * "It would be wrong to say that the root does not enhance", "it is not true that none of the roots
 * enhances": both say that one does.
 */
function withoutDoubleDenial(items: readonly Item[]): readonly Item[] {
  const from = afterWrong(items) ?? afterUntrue(items);
  if (from === undefined) return items;
  const denial = items.findIndex((item, i) => i >= from && item.forward === 'absent');
  return denial === -1 ? items : [...items.slice(from, denial), ...items.slice(denial + 1)];
}

/** Where what is called wrong begins: "it would be wrong to say that …". */
function afterWrong(items: readonly Item[]): number | undefined {
  const at = items.findIndex(({ words }) =>
    /^(?:wrong|incorrect|untrue|false|mistaken)$/.test(words),
  );
  if (at === -1) return undefined;
  if (items[at + 1]?.word === 'that') return at + 2;
  if (items[at + 1]?.word !== 'to') return undefined;
  if (!/^(?:say|state|claim|conclude|write|think)$/.test(items[at + 2]?.word ?? '')) {
    return undefined;
  }
  return items[at + 3]?.word === 'that' ? at + 4 : at + 3;
}

/** Where what is denied as a whole begins: "it is not true that …". */
function afterUntrue(items: readonly Item[]): number | undefined {
  const at = items.findIndex(
    ({ words }, i) =>
      /^(?:true|correct|right|accurate|so|case)$/.test(words) &&
      items[i + 1]?.word === 'that' &&
      items.slice(Math.max(0, i - 2), i).some(({ forward }) => forward === 'absent'),
  );
  return at === -1 ? undefined : at + 2;
}
