import { is, type Item } from '../notation/items.ts';
import { holds, isIn } from '../lexicon/denial-words.ts';
import type { Mention } from './mentions.ts';

/** Phrases of a sentence that are looked at; what runs on is not vouched for. */
const LONGEST = 160;

/**
 * Why a sentence that denies root enhancement may say the contrary of a root: undefined when its denial is
 * of a shape that is understood. A denial stands only where nothing else is joined to it: an exception
 * that may hold a root, a second negation over the first, a comparison with another root or side, a root
 * with a predicate of its own that was not read.
 */
export function unsureDenialIn(
  items: readonly Item[],
  found: readonly Mention[],
): string | undefined {
  const ofRoots = found.filter(({ finding }) => finding === 'rootEnhancement');
  if (!ofRoots.some(({ said }) => said.as === 'absent')) return undefined;
  if (ofRoots.some(({ said }) => said.as === 'present' || said.as === 'uncertain'))
    return undefined;
  if (items.length > LONGEST) return 'too-long';
  if (exceptsRoot(items)) return 'exception';
  if (othersThanRoot(items)) return 'exception';
  if (comparesRoots(items)) return 'comparison';
  if (deniesReason(items)) return 'reason';
  if (items.some(corrects)) return 'correction';
  const parts = partsOf(items);
  if (parts.some((part, i) => affirmsAlone(part, parts[i - 1]))) return 'answer';
  if (parts.some((part, i) => deniesTwice(part) || deniesDenial(part, parts[i - 1])))
    return 'two-negations';
  // "L5 is bland while S1 is not"
  const isDull = items.some((item) => is(item, 'enhance', 'dull') || isDark.test(item.words));
  if (isDull && parts.some(endsDenied)) return 'two-negations';
  if (isSetAgainst(items)) return 'two-negations';
  if (parts.some(singlesOut)) return 'only';
  if (parts.length > 1 && parts.some((part) => hasOwnPredicate(part, items)))
    return 'own-predicate';
  return undefined;
}

const isNamed = (item: Item | undefined) =>
  item?.level?.kind === 'root' || item?.level?.kind === 'range';
const isSide = (item: Item | undefined) => is(item, 'place', 'left', 'right', 'bilateral');
const isRoot = (item: Item | undefined) => is(item, 'head', 'root', 'cauda');
const isOther = (item: Item | undefined) => item?.kind === 'head' && !isRoot(item);

/** "… apart from the left L5 root", "left L5 excepted", "none but one": a root may be left out. */
function exceptsRoot(items: readonly Item[]): boolean {
  return items.some((item, at) => {
    const isBut = /^(?:but|bar)$/.test(item.words) && isBare(items, at);
    const isOtherwise = item.words === 'otherwise' && items[at + 1]?.word === 'than';
    if (!isBut && !isOtherwise && !holds('leavesOut', item.words)) return false;
    // "Left L5 excepted": behind what it leaves out.
    const closes = items[at + 1] === undefined || is(items[at + 1], 'mark');
    if (closes && isIn('leavesOutBehind', item.word))
      return items.slice(Math.max(0, at - 8), at).some((o) => isNamed(o) || isSide(o) || isRoot(o));
    // "S1 being the exception"
    if (/\b(?:exception|exceptions)$/.test(item.words) && closes) return true;
    const end = items.findIndex((o, i) => i > at && is(o, 'mark', ';', '.'));
    const scope = items.slice(at + 1, end === -1 ? items.length : end);
    const opens = at <= 2;
    const comma = scope.findIndex((o) => is(o, 'mark', ','));
    return holdsRoot(opens && comma !== -1 ? scope.slice(0, comma) : scope);
  });
}

/** "No other root than left L5" */
const othersThanRoot = (items: readonly Item[]): boolean =>
  items.some(
    (item, at) =>
      item.words === 'than' &&
      items.slice(Math.max(0, at - 6), at).some(({ words }) => isIn('others', words)) &&
      holdsRoot(items.slice(at + 1, at + 8)),
  );

/** "No cause is found for the enhancement of S1": what is denied is the reason. */
const deniesReason = (items: readonly Item[]): boolean => {
  const no = items.findIndex(({ words }) => words === 'no');
  const why = items.findIndex((item, i) => i > no && isIn('reasons', item.words));
  if (no === -1 || why === -1) return false;
  const between = items.slice(no + 1, why);
  if (between.some(({ words }) => isIn('grounds', words))) return false;
  return (
    !between.some((item) => item.kind === 'enhance' || isRoot(item) || is(item, 'mark')) &&
    items
      .slice(why + 1, why + 6)
      .some((item) => item.kind === 'enhance' || isRoot(item) || isNamed(item))
  );
};

/** "None of them but L5", "all but the first": no verb of its own follows. */
function isBare(items: readonly Item[], at: number): boolean {
  const from = items.findLastIndex(
    (item, i) => i < at && i >= at - 14 && holds('ofAll', item.words),
  );
  const isOfAll = from !== -1;
  const isSubject =
    isOfAll && !items.slice(from + 1, at).some(isPredicate) && !is(items[at - 1], 'mark');
  const next = items[at + 1];
  const isThing = isNamed(next) || isSide(next) || isIn('beginsThing', next?.words);
  return isThing && (isSubject || (isOfAll && !items.slice(at + 1, at + 10).some(isPredicate)));
}

const isPredicate = (item: Item) =>
  is(item, 'grammar', 'be', 'verb', 'exist') ||
  is(item, 'enhance', 'verb') ||
  item.kind === 'state' ||
  item.forward === 'absent';

/** A root, or a side or number that can only be of roots; not what a scar lies around. */
export function holdsRoot(scope: readonly Item[]): boolean {
  const isAround = (i: number) => {
    const near = scope.slice(Math.max(0, i - 6), i);
    const around = near.findLastIndex((o) => is(o, 'grammar', 'around'));
    return (
      around !== -1 &&
      !near.slice(around).some((o) => is(o, 'mark', ',') || is(o, 'grammar', 'and'))
    );
  };
  // "the S1 ganglia"
  const isOfOther = (i: number) => scope.slice(i + 1, i + 3).some(isOther);
  if (scope.some((o, i) => (isRoot(o) || isNamed(o)) && !isAround(i) && !isOfOther(i))) return true;
  const first = scope.slice(0, 4);
  return !scope.some(isOther) && first.some((o) => isSide(o) || isIn('some', o.words));
}

/** "Unlike the left, the right root does not": of the other the contrary may hold. */
function comparesRoots(items: readonly Item[]): boolean {
  return items.some((item, at) => {
    const isContrast =
      item.word === 'contrast' &&
      items[at - 1]?.word === 'in' &&
      /^(?:to|with)$/.test(items[at + 1]?.word ?? '');
    const isAgainst = item.word === 'against' && items[at - 1]?.word === 'as';
    if (!isContrast && !isAgainst && !holds('compares', item.words)) return false;
    const isShare = /^(?:not )?shares?\b/.test(item.words) || /\bshare\b/.test(item.words);
    const end = items.findIndex((o, i) => i > at && is(o, 'mark', ',', ';', '.', ':'));
    const scope = items.slice(at + 1, end === -1 ? items.length : end);
    const names = scope.some((o) => isNamed(o) || isSide(o)) || (isShare && scope.some(isRoot));
    return names && !scope.some(({ words }) => holds('ofThen', words)) && !hasThing(scope);
  });
}

/** "Unlike the scar at left S1" */
const hasThing = (scope: readonly Item[]) => scope.slice(0, 4).some(isOther);

interface Part {
  readonly items: readonly Item[];
  /** What stands before it: nothing, a comma, "and", "but", a stop. */
  readonly opener: Item | undefined;
  /** What parts it from the next. */
  readonly next: Item | undefined;
}

/** Stretches between marks and joining words; a bare list of places goes with what follows it. */
function partsOf(items: readonly Item[]): readonly Part[] {
  const parts: Part[] = [];
  let open: Item[] = [];
  let opener: Item | undefined;
  const close = (next: Item | undefined) => {
    const isList = open.length > 0 && open.every(isOfList);
    if (open.length > 0 && !isList) {
      parts.push({ items: open, opener, next });
      open = [];
    }
    if (open.length === 0) opener = next;
  };
  for (const [i, item] of items.entries()) {
    const parting =
      is(item, 'mark') ||
      is(item, 'grammar', 'and', 'contrast', 'exception') ||
      (is(item, 'grammar', 'which') && !is(items[i - 1], 'grammar', 'preposition')) ||
      (item.words === 'as' && (isSide(items[i + 1]) || isSide(items[i + 2])));
    if (parting) close(item);
    else open.push(item);
  }
  if (open.length > 0) parts.push({ items: open, opener, next: undefined });
  return parts;
}

const isOfList = (item: Item) =>
  isNamed(item) ||
  is(item, 'place') ||
  isRoot(item) ||
  is(item, 'grammar', 'preposition') ||
  item.words === 'one' ||
  /^(?:the|side|level)$/.test(item.words);

const isNegative = (item: Item) =>
  (item.forward === 'absent' && !isIn('setsAside', item.words)) ||
  item.backward === 'absent' ||
  is(item, 'enhance', 'negative', 'dull') ||
  isIn('negates', item.words);

/** "Should read", "is amended": what stands before it is not meant. */
const corrects = (item: Item, at: number, all: readonly Item[]) =>
  (/^(?:amended|corrected|emended)$/.test(item.words) && !leadsToDenial(all, at)) ||
  (/^reads?$/.test(item.words) && all[at - 1]?.word === 'should');

/** "Conclusion amended: no root enhancement" tells what is right. */
const leadsToDenial = (items: readonly Item[], at: number): boolean => {
  const colon = items.findIndex((item, i) => i > at && is(item, 'mark', ':'));
  return colon !== -1 && items.slice(colon + 1).some(isNegative);
};

/** "S1 enhancement (R/L): negative/positive": a yes beside a no, and not under another label. */
const affirmsAlone = ({ items }: Part, before: Part | undefined): boolean =>
  /^(?:yes|positive|present|\++)$/.test(items.at(-1)?.words ?? '') &&
  !items.some((item) => isNegative(item) || explains(item)) &&
  before?.items.some((o) => explains(o) || /^(?:contrast|gadolinium|gad|gd)$/.test(o.words)) !==
    true;

/** Two negations of which one governs the other: "no root that does not", "not free of", "no lack of". */
function deniesTwice({ items }: Part): boolean {
  const first = items.findIndex((item) => isNegative(item) || isUnjudged(item));
  if (first === -1) return false;
  // "Not insignificant", "no little"
  if (isIn('lessens', items[first + 1]?.words)) return true;
  return items.some((item, i) => i > first && isNegative(item) && !startsAnew(items, i));
}

/** "No root that does not enhance", "it cannot be said that the root does not". */
const deniesDenial = ({ items, opener }: Part, before: Part | undefined): boolean =>
  is(opener, 'grammar', 'which') &&
  before !== undefined &&
  before.next === opener &&
  before.items.some((item) => isNegative(item) || isUnjudged(item)) &&
  items.some((item) => isNegative(item)) &&
  !items.some((item) => item.kind === 'state');

/** "It cannot be said that …" */
const isUnjudged = (item: Item) =>
  item.forward === 'notAssessed' || item.backward === 'notAssessed';

/** "no scar no clumping", typed without stops; not "with no". */
const startsAnew = (items: readonly Item[], at: number) =>
  /^(?:no|nil)\b/.test(items[at]?.words ?? '') &&
  items[at - 1]?.word !== 'with' &&
  items[at - 1]?.forward !== 'absent';

/** "Free from enhancement, but not that in the foramen": what is denied of one is so of the other. */
function isSetAgainst(items: readonly Item[]): boolean {
  const not = items.findIndex(
    (item, i) => item.words === 'not' && is(items[i - 1], 'grammar', 'contrast'),
  );
  if (not === -1 || !items.slice(0, not).some(isNegative)) return false;
  const end = items.findIndex((item, i) => i > not && is(item, 'mark', ';', '.'));
  const scope = items.slice(not + 1, end === -1 ? items.length : end);
  const hasVerb = scope.some((item) => item.kind === 'enhance' || item.kind === 'state');
  return !hasVerb && scope.some((o) => isNamed(o) || isSide(o) || isRoot(o));
}

const isDark = /\b(?:normal|clean|bland)$/;
const endsDenied = ({ items }: Part): boolean =>
  /^(?:is|are) not$/.test(items.at(-1)?.words ?? '') &&
  items.some((item) => isNamed(item) || isSide(item) || isRoot(item));

/** "Only the L3 root does not": the others do. */
const singlesOut = ({ items }: Part): boolean =>
  items.some(({ words }) => isIn('singlesOut', words)) &&
  items.some(isNegative) &&
  items.some((o) => isNamed(o) || isRoot(o));

/** A root or side with words of its own that neither deny nor say something else: it may enhance. */
function hasOwnPredicate(part: Part, all: readonly Item[]): boolean {
  const { items } = part;
  if (!items.some((o) => isNamed(o) || isSide(o))) return false;
  // "swelling without, at S1 with, enhancement"
  if (items.length > 1 && items.at(-1)?.words === 'with') return true;
  if (items.some((item, i) => isNegative(item) && !isOfChange(items, i))) return false;
  const told = items.filter(explains);
  if (told.some((item) => !isThen(item)) || (told.length > 0 && !items.some(goesOn))) return false;
  // "L5 without, S1 with enhancement"
  const isWith = items.some((o, i) => o.words === 'with' && is(items[i + 1], 'enhance', 'noun'));
  if (isWith) return true;
  if (items.some((o) => is(o, 'enhance', 'noun', 'verb', 'notUptake'))) return false;
  return (
    items.some((o) => !isOfList(o) && !isIn('saysNothing', o.words)) && all.length > items.length
  );
}

/** "No change" denies nothing. */
const isOfChange = (items: readonly Item[], at: number) =>
  items[at]?.words === 'no' && isIn('ofChange', items[at + 1]?.words);

/** "S1 on the left much the same as in May" */
const goesOn = (item: Item) => holds('goesOn', item.words);

const isThen = (item: Item) => item.forward === 'past' || item.backward === 'past';

/** Something else is said: of another thing, of size or place, of another time, or that all is well. */
const explains = (item: Item) =>
  isOther(item) ||
  item.kind === 'state' ||
  item.kind === 'finding' ||
  item.level?.kind === 'disc' ||
  isThen(item) ||
  is(item, 'grammar', 'around') ||
  holds('explains', item.words);
