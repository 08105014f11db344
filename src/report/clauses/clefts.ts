import { is, type Item } from '../notation/items.ts';

/** Phrases of a sentence in which a cleft is looked for. */
const LONGEST = 40;

/**
 * "It is not the root that enhances but the scar around it", "what enhances is the vein and not the root",
 * "not the root but the facet enhances": two statements in one, told as "the scar enhances; the root does
 * not". Only where one of the two things is a root and the other is not.
 */
export function withoutClefts(items: readonly Item[]): readonly Item[] {
  if (items.length > LONGEST) return items;
  const set = ratherThan(items);
  if (set) return set;
  if (!items.some(isDenial)) return items;
  return whatIsNot(items) ?? deniedFirst(items) ?? deniedLast(items) ?? items;
}

const isDenial = ({ words, forward }: Item) =>
  forward === 'absent' && /^(?:(?:is|are) )?not$/.test(words);
const isUptake = (item: Item | undefined) => is(item, 'enhance', 'verb');
const isBut = (item: Item) => item.words === 'but';

/** A root itself; not what lies around one. */
const isOfRoot = (thing: readonly Item[]) => {
  const head = thing.find(({ kind }) => kind === 'head');
  return is(head, 'head', 'root', 'cauda') || (!head && thing.some(isNamed));
};
const isNamed = ({ level }: Item) => level?.kind === 'root' || level?.kind === 'range';
const isThing = (thing: readonly Item[]) =>
  thing.length > 0 && thing.length <= 12 && thing.some((o) => o.kind === 'head' || isNamed(o));

/** "not NP (that PRED) but NP (PRED)" */
function deniedFirst(items: readonly Item[]): readonly Item[] | undefined {
  const not = items.findIndex(isDenial);
  const but = items.findIndex((item, i) => i > not && isBut(item));
  if (but === -1) return undefined;
  const lead = items.slice(0, not);
  if (!lead.every(opens)) return undefined;
  const inner = items.slice(not + 1, but);
  const rest = items.slice(but + 1);
  const which = inner.findIndex((item) => is(item, 'grammar', 'which'));
  if (which !== -1 && isUptake(inner[which + 1]))
    return told(lead, rest, inner.slice(which + 1), inner.slice(0, which));
  const verb = rest.findIndex(isUptake);
  if (which !== -1 || verb === -1 || inner.some(isPredicate)) return undefined;
  return told(lead, rest.slice(0, verb), rest.slice(verb), inner);
}

/** "what PRED is NP and not NP", "it is NP that PRED, not NP" */
function deniedLast(items: readonly Item[]): readonly Item[] | undefined {
  const not = items.findLastIndex(isDenial);
  const denied = items.slice(not + 1);
  if (denied.some(isPredicate)) return undefined;
  let end = not;
  while (
    end > 0 &&
    (is(items[end - 1], 'mark', ',') || is(items[end - 1], 'grammar', 'and', 'contrast'))
  )
    end--;
  if (end === not) return undefined;
  const what = items.findIndex(({ word }) => word === 'what');
  if (what !== -1 && items.slice(what, what + 3).some(isUptake)) {
    const is1 = items.findIndex((item, i) => i > what && is(item, 'grammar', 'be'));
    const verb = items.findIndex((item, i) => i > what && isUptake(item));
    if (is1 <= verb || is1 > end) return undefined;
    return told(items.slice(0, what), items.slice(is1 + 1, end), items.slice(verb, is1), denied);
  }
  const it = items.findIndex(
    (item, i) => item.word === 'it' && is(items[i + 1], 'grammar', 'be') && i < not,
  );
  const which = items.findIndex((item, i) => i > it && is(item, 'grammar', 'which'));
  if (it === -1 || which === -1 || which > end || !isUptake(items[which + 1])) return undefined;
  return told(items.slice(0, it), items.slice(it + 2, which), items.slice(which + 1, end), denied);
}

/** "What PRED is not NP but NP" */
function whatIsNot(items: readonly Item[]): readonly Item[] | undefined {
  const what = items.findIndex(({ word }) => word === 'what');
  const verb = items.findIndex((item, i) => i > what && i <= what + 2 && isUptake(item));
  const not = items.findIndex((item, i) => i > verb && isDenial(item));
  const but = items.findIndex((item, i) => i > not && isBut(item));
  if (what === -1 || verb === -1 || not === -1 || but === -1) return undefined;
  const end = is(items[not - 1], 'grammar', 'be') ? not - 1 : not;
  const denied = items.slice(not + 1, but);
  const affirmed = items.slice(but + 1);
  if (denied.some(isPredicate) || affirmed.some(isPredicate)) return undefined;
  return told(items.slice(0, what), affirmed, items.slice(verb, end), denied);
}

/** "NP, rather than NP, PRED" */
function ratherThan(items: readonly Item[]): readonly Item[] | undefined {
  const at = items.findIndex(
    ({ words, forward }) =>
      forward === 'absent' && /^(?:rather than|instead of|as opposed to)$/.test(words),
  );
  const verb = items.findIndex((item, i) => i > at && isUptake(item));
  if (at < 1 || verb === -1) return undefined;
  const isComma = (i: number) => is(items[i], 'mark', ',');
  const denied = items.slice(at + 1, isComma(verb - 1) ? verb - 1 : verb);
  const affirmed = items.slice(0, isComma(at - 1) ? at - 1 : at);
  if (denied.some(isPredicate) || affirmed.some(isPredicate)) return undefined;
  return told([], affirmed, items.slice(verb), denied);
}

/** What may stand before such a sentence. */
const opens = (item: Item) =>
  is(item, 'mark') ||
  is(item, 'grammar', 'be', 'pronoun', 'preposition', 'contrast') ||
  is(item, 'enhance', 'notUptake') ||
  is(item, 'word');
const isPredicate = (item: Item) =>
  isUptake(item) || is(item, 'grammar', 'be', 'verb', 'show', 'exist') || item.kind === 'state';

function told(
  lead: readonly Item[],
  affirmed: readonly Item[],
  predicate: readonly Item[],
  denied: readonly Item[],
): readonly Item[] | undefined {
  const verb = predicate.find(isUptake);
  if (!verb || !isThing(affirmed) || !isThing(denied)) return undefined;
  if (isOfRoot(affirmed) === isOfRoot(denied)) return undefined;
  const stop: Item = { ...verb, kind: 'mark', name: ';', word: ';', words: ';' };
  const not: Item = {
    ...verb,
    kind: 'forward',
    name: 'absent',
    word: 'does',
    words: 'does not',
    forward: 'absent',
  };
  return [...lead, ...affirmed, ...predicate, stop, ...denied, not, verb];
}
