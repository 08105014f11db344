import { is, type Item } from '../notation/items.ts';

/** A part of a sentence with its own subject and verb, or a part that a contrast word sets off. */
export interface Clause {
  readonly items: readonly Item[];
  /** Opened by "which": its subject is the last thing named before. */
  readonly isRelative: boolean;
}

/** Longest clause, in phrases, and how far a comma looks ahead. What runs on is cut: time stays linear. */
const LONGEST = 48;
const AHEAD = 24;

/** Clauses inside others that are taken out of one sentence. */
const MOST_INSIDE = 2;

/** "The root, which did not enhance then, now enhances": where the clause between the commas stands. */
function relativeInside(
  items: readonly Item[],
): { readonly from: number; readonly to: number } | undefined {
  const from = items.findIndex(
    (item, i) =>
      i > 1 &&
      is(item, 'grammar', 'which') &&
      item.word === 'which' &&
      is(items[i - 1], 'mark', ','),
  );
  if (from === -1 || items.slice(Math.max(0, from - AHEAD), from).some(isFinite)) return undefined;
  for (let i = from + 2; i < Math.min(items.length, from + AHEAD); i++) {
    if (is(items[i], 'mark', ';', '.')) return undefined;
    if (!is(items[i], 'mark', ',')) continue;
    const isAdverb = /^(?:now|today|currently|still|also|again|itself)$/.test(
      items[i + 1]?.word ?? '',
    );
    const next = items[isAdverb ? i + 2 : i + 1];
    if (isFinite(next) && items.slice(from, i).some(isFinite)) return { from, to: i };
    return undefined;
  }
  return undefined;
}

/** Cuts a sentence where a negation or a subject no longer reaches. */
export function clausesOf(items: readonly Item[], depth = 0): readonly Clause[] {
  const inside = depth < MOST_INSIDE ? relativeInside(items) : undefined;
  if (inside) {
    const rest = clausesOf(
      [...items.slice(0, inside.from - 1), ...items.slice(inside.to + 1)],
      depth + 1,
    );
    const before = items[inside.from - 2];
    const at = rest.findIndex(({ items: own }) => before !== undefined && own.includes(before));
    const relative: Clause = { items: items.slice(inside.from, inside.to), isRelative: true };
    return [...rest.slice(0, at + 1), relative, ...rest.slice(at + 1)];
  }
  const clauses: Clause[] = [];
  let open: Item[] = [];
  let isRelative = false;
  const close = (nextIsRelative: boolean) => {
    if (open.length > 0) clauses.push({ items: open, isRelative });
    open = [];
    isRelative = nextIsRelative;
  };
  for (let i = 0; i < items.length; i++) {
    const item = items[i];
    if (!item) break;
    if (
      is(item, 'mark', ';') ||
      (is(item, 'mark', '-') && isSpaced(items, i)) ||
      is(item, 'mark', '.')
    ) {
      close(false);
      continue;
    }
    if (is(item, 'grammar', 'contrast') && open.length > 0) close(false);
    else if (
      is(item, 'grammar', 'there') &&
      is(items[i + 1], 'grammar', 'be', 'exist') &&
      open.some((other) => isFinite(other) || is(other, 'grammar', 'there'))
    )
      close(false);
    else if (is(item, 'grammar', 'which') && open.length > 0 && opensRelative(items, i))
      close(true);
    else if (isLink(item) && opensClause(items, i, open)) {
      close(false);
      continue;
    }
    open.push(item);
    if (open.length >= LONGEST) close(false);
  }
  close(false);
  return clauses;
}

const isLink = (item: Item) =>
  is(item, 'mark', ',') ||
  (is(item, 'grammar', 'and') && item.word !== 'or' && item.word !== 'nor');

/** A dash with blanks around it; "L4-5 - bulge" too. */
function isSpaced(items: readonly Item[], at: number): boolean {
  const [before, sign, after] = [items[at - 1], items[at], items[at + 1]];
  // "Root enhancement: yes - left S1" goes on.
  if (before && /^(?:y|yes|present|positive)$/.test(before.words)) return false;
  return !!before && !!sign && !!after && before.end < sign.start && sign.end < after.start;
}

/** "…, which enhances", "root that enhances"; not "that root". */
const opensRelative = (items: readonly Item[], at: number) => {
  const [before, next] = [items[at - 1], items[at + 1]];
  if (items[at]?.word === 'that' && !isFinite(next)) return false;
  return !!before && !!next;
};

const isFinite = (item: Item | undefined) =>
  is(item, 'grammar', 'be', 'show', 'exist', 'verb') ||
  (item?.kind === 'enhance' &&
    ['enhance', 'enhances', 'takes', 'take', 'lights', 'brightens'].includes(item.word)) ||
  is(item, 'state', 'displaceActive') ||
  (item?.backward !== undefined &&
    /^(?:is|are|was|were|has|have|cannot|remains|remain|persists)$/.test(item.word)) ||
  (item?.forward !== undefined &&
    /^(?:does|do|is|are|has|have|may|might|could|fails|was|were)$/.test(item.word));

/** "None of L3, L4, L5 and S1 enhances": so far there are names only. */
const isOnlyNamed = (said: readonly Item[]) =>
  /^(?:none|neither|no|not)\b/.test(said[0]?.words ?? '') &&
  said.length > 1 &&
  said
    .slice(1)
    .every(
      (item) =>
        item.level !== undefined ||
        is(item, 'place') ||
        is(item, 'mark', ',') ||
        is(item, 'head', 'root') ||
        is(item, 'grammar', 'preposition', 'and') ||
        /^(?:the|one)$/.test(item.words),
    );

const exists = (item: Item | undefined) =>
  is(item, 'grammar', 'exist') ||
  (is(item, 'grammar', 'be') && false) ||
  item?.backward !== undefined;

/**
 * After a comma or "and": a new subject with its own verb begins a clause, when what stands before is
 * complete. "No scar or disc is seen" and "the L4 and the L5 roots enhance" stay whole.
 */
function opensClause(items: readonly Item[], at: number, open: readonly Item[]): boolean {
  // What stands before a colon is a label.
  const said = open.slice(open.findLastIndex((item) => is(item, 'mark', ':')) + 1);
  const isComplete = said.some(
    (item) =>
      isFinite(item) ||
      item.forward !== undefined ||
      is(item, 'enhance', 'verb', 'negative', 'dull') ||
      is(item, 'state', 'thickVerb', 'displaceVerb') ||
      item.backward !== undefined,
  );
  if (!isComplete || isOnlyNamed(said)) return false;
  let hasNoun = false;
  for (let i = at + 1; i < Math.min(items.length, at + AHEAD); i++) {
    const item = items[i];
    if (!item) break;
    if (i === at + 1 && is(item, 'grammar', 'and')) {
      if (item.word === 'or' || item.word === 'nor') return false;
      continue;
    }
    if (is(item, 'grammar', 'there')) return true;
    if (is(item, 'mark') || is(item, 'grammar', 'contrast')) return false;
    if (i > at + 1 && is(item, 'grammar', 'and') && (item.word === 'or' || item.word === 'nor'))
      return false;
    if (isFinite(item)) {
      // "…, the images show diffuse enhancement": an article makes a noun of any word.
      hasNoun ||= items.slice(at + 1, i).some(({ words }) => /^(?:the|these|this)$/.test(words));
      if (!hasNoun) return false;
      // "No oedema and enhancement is seen": one verb for both.
      const before = open.some((other) => isFinite(other));
      return before || !exists(item);
    }
    if (
      is(item, 'head') ||
      is(item, 'grammar', 'pronoun') ||
      is(item, 'level') ||
      is(item, 'enhance', 'noun') ||
      is(item, 'state', 'thickNoun', 'displaceNoun', 'clump') ||
      is(item, 'finding')
    )
      hasNoun = true;
  }
  return false;
}
