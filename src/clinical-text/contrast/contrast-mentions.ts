import { isEnd, isOf, skip, type Item } from './contrast-items.ts';

/** One mention of contrast, from one item to another. */
export interface Mention {
  readonly from: number;
  readonly to: number;
  readonly says: 'with' | 'without' | 'both' | 'nothing';
  /** What it can still be in a pair ("plain and contrast", "pre and post"). */
  readonly inPair: 'with' | 'without' | undefined;
  /** Where its object ended: contrast, nothing more, or the next of a pair. */
  readonly object: 'contrast' | 'end' | 'shared' | 'foreign';
}

/** The mentions of contrast, each by itself. */
export function mentionsIn(items: readonly Item[]): readonly Mention[] {
  const mentions: Mention[] = [];
  for (let i = 0; i < items.length; i += 1) {
    const mention = mentionAt(items, i);
    if (!mention) continue;
    mentions.push(mention);
    i = mention.to;
  }
  return mentions;
}

function mentionAt(items: readonly Item[], at: number): Mention | undefined {
  const item = items[at];
  if (!item) return undefined;
  const self = (says: Mention['says'], to = at): Mention => ({
    from: at,
    to,
    says,
    inPair: says === 'with' || says === 'without' ? says : undefined,
    object: 'contrast',
  });
  if (isOf(item, 'both')) return isOf(items[at + 1], 'otherThing') ? undefined : self('both');
  if (isOf(item, 'with', 'without'))
    return signAt(items, at, isOf(item, 'with') ? 'with' : 'without');
  if (isOf(item, 'plus', 'minus')) {
    const end = skip(items, at + 1, 'contrast', 'agent');
    if (isOf(items[skip(items, end, 'images')], 'otherThing') && end === at + 1) return undefined;
    return self(isOf(item, 'plus') ? 'with' : 'without', Math.max(at, end - 1));
  }
  if (isOf(item, 'shortPlus', 'shortMinus')) return shortSignAt(items, at);
  if (isOf(item, 'before', 'after'))
    return sideAt(items, at, isOf(item, 'after') ? 'with' : 'without');
  if (isOf(item, 'no', 'give')) {
    const object = skip(items, at + 1, 'filler', 'give');
    if (!isOf(items[object], 'agent', 'contrast') || isOf(items[object + 1], 'harm'))
      return undefined;
    return self(isOf(item, 'no') ? 'without' : 'with', object);
  }
  if (isOf(item, 'agent', 'contrast')) return namedAt(items, at);
  return undefined;
}

/** "with", "w/o" and their like, with what they belong to. */
function signAt(items: readonly Item[], at: number, says: 'with' | 'without'): Mention | undefined {
  const mention = (to: number, object: Mention['object']): Mention => ({
    from: at,
    to,
    says: object === 'contrast' || object === 'end' ? says : 'nothing',
    inPair: says,
    object,
  });
  const object = skip(items, at + 1, 'filler');
  const item = items[object];
  if (isOf(item, 'agent', 'contrast', 'plus')) {
    return mention(isAnswered(items, object) ? at : object, 'contrast');
  }
  const short = isOf(item, 'shortContrast') ? object : at + 1;
  if (isOf(items[short], 'shortContrast') && endsThere(items, short + 1)) {
    // "W/C" is a wheelchair as well.
    const isOpen =
      /\/ c$/.test(`${items[at]?.text ?? ''} ${items[short]?.text ?? ''}`) && items[short]?.isGlued;
    return mention(short, isOpen === true ? 'shared' : 'contrast');
  }
  if (isEnd(item)) return mention(object - 1, 'end');
  if (isOf(item, 'join', 'with', 'without', 'both', 'before', 'after', 'minus', 'or', 'open')) {
    return mention(at, isElliptic(items, object) ? 'end' : 'shared');
  }
  return mention(at, 'foreign');
}

const endsThere = (items: readonly Item[], at: number) =>
  isEnd(items[at]) || isOf(items[at], 'join', 'with', 'without', 'otherThing');

/** A comma or dash behind the sign, and then something else: "W/O, LIMITED". */
function isElliptic(items: readonly Item[], at: number): boolean {
  const next = items[at + 1];
  return (
    /^[,;\-–]$/.test(items[at]?.text ?? '') &&
    !isOf(next, 'with', 'without', 'both', 'join', 'or', 'otherThing')
  );
}

/** "CE", "NC", "C+", "C-": only beside the study, or where the title ends. */
function shortSignAt(items: readonly Item[], at: number): Mention | undefined {
  const says = isOf(items[at], 'shortPlus') ? 'with' : 'without';
  const before = items[at - 1];
  const next = items[at + 1];
  if (isOf(before, 'asked')) return undefined;
  const mention = { from: at, to: at, inPair: says } as const;
  const isBesideImages = next?.text === '-' && isOf(items[at + 2], 'images');
  if (isEnd(next) || isBesideImages || isOf(next, 'images', 'contrast')) {
    const to = isOf(next, 'contrast') ? at + 1 : at;
    return { ...mention, to, says, object: 'contrast' };
  }
  return { ...mention, says: 'nothing', object: 'shared' };
}

/** "pre" and "post", each with contrast or in a pair. */
function sideAt(items: readonly Item[], at: number, side: 'with' | 'without'): Mention | undefined {
  const object = skip(items, at + 1, 'filler', 'join');
  const item = items[object];
  const mention = { from: at, inPair: side } as const;
  const isShort = /^(?:con|cm)$/.test(item?.text ?? '') && endsThere(items, object + 1);
  if (isOf(item, 'agent', 'contrast') || isShort) {
    const hasJoin = items
      .slice(at + 1, object)
      .some((one) => isOf(one, 'join') && one.text !== '-');
    if (!hasJoin)
      return {
        ...mention,
        to: object,
        says: side === 'with' ? 'with' : 'nothing',
        object: 'contrast',
      };
  }
  if (isOf(item, 'before', 'after'))
    return { ...mention, to: at, says: 'nothing', object: 'shared' };
  if (isEnd(item) || isOf(item, 'images', 'agent', 'contrast', 'plus', 'minus')) {
    return { ...mention, to: at, says: 'nothing', object: 'end' };
  }
  return { ...mention, to: at, says: 'nothing', object: 'foreign' };
}

/** True when an answer follows contrast ("contrast: no"). */
const isAnswered = (items: readonly Item[], at: number): boolean =>
  answerAt(items, at) !== undefined;

function answerAt(items: readonly Item[], at: number): 'with' | 'without' | undefined {
  let i = at + 1;
  while (/^[:=?(\-]$/.test(items[i]?.text ?? '')) i += 1;
  const isMarked = i > at + 1;
  const item = items[i];
  if (item?.text === 'is' || item?.text === 'was') i += 1;
  const answer = items[i];
  if (isOf(answer, 'none') && (isMarked || !isOf(answer, 'no') || answer?.text === 'none'))
    return 'without';
  if (answer?.text === 'not') return 'without';
  return isOf(answer, 'yes') && (isMarked || answer?.text !== 'y') ? 'with' : undefined;
}

/** Contrast by its name, without a word before it that says whether it is given. */
function namedAt(items: readonly Item[], at: number): Mention | undefined {
  const next = items[at + 1];
  const before = items[at - 1];
  if (isOf(next, 'harm') || (/^(?:to|of)$/.test(before?.text ?? '') && isOf(items[at - 2], 'harm')))
    return undefined;
  const answer = answerAt(items, at);
  const mention = { from: at, to: at, object: 'contrast' } as const;
  if (answer) return { ...mention, says: answer, inPair: answer };
  const isGiven =
    isOf(items[at], 'agent') ||
    isOf(next, 'images') ||
    (/^[+]$/.test(before?.text ?? '') && !isOf(items[at - 2], 'open'));
  return { ...mention, says: isGiven ? 'with' : 'nothing', inPair: 'with' };
}
