import { contrastWords } from './contrast-words.ts';
import { isEnd, isOf, itemsOf, type Item } from './contrast-items.ts';
import { mentionsIn, type Mention } from './contrast-mentions.ts';

/** Intravenous contrast. `unspecified` is not "without". */
export type Contrast = 'without' | 'with' | 'without-and-with' | 'unspecified';

/** What is said behind this many characters is not read: no title is so long. */
const MAX_CHARACTERS = 20_000;
/** Items within which "if needed" belongs to the contrast beside it. */
const REACH = 5;

/**
 * What the words of an order, of a report's title or of its technique say of intravenous contrast.
 *
 * Reads the usual short forms (`w/o`, `w/ + w/o`, `WWO`, `C-/C+`, `pre and post`). What can be read two
 * ways, two statements that make no pair, and anything left open ("if needed", `+/-`) are `unspecified`.
 * Parts that a middle dot or a line break separates are read each by itself. Linear in the text.
 */
export function contrastInWords(words: string): Contrast {
  return contrastTogether(
    words
      .slice(0, MAX_CHARACTERS)
      .split(/[·|\n\r]/)
      .map((part) => contrastOfPart(part)),
  );
}

/**
 * What several names of one study say together; a name that says nothing changes nothing. A "with" may
 * have a "without" before it that is not named, so "with" and both are both.
 */
export function contrastTogether(contrasts: readonly Contrast[]): Contrast {
  const said = new Set(contrasts.filter((contrast) => contrast !== 'unspecified'));
  if (said.has('without') && said.size > 1) return 'unspecified';
  if (said.has('without-and-with')) return 'without-and-with';
  return [...said][0] ?? 'unspecified';
}

/** First words of what says that none is given, that some is, and of what may say either with an answer. */
const firstWords = (...kinds: readonly (keyof typeof contrastWords)[]): ReadonlySet<string> =>
  new Set(kinds.flatMap((kind) => contrastWords[kind].map((phrase) => phrase.split(' ')[0] ?? '')));
const saysNone = firstWords('without', 'minus', 'shortMinus', 'before');
const saysSome = firstWords('with', 'plus', 'shortPlus', 'after', 'agent', 'contrast', 'give');
const saysBoth = firstWords('both');
const isContrast = firstWords('agent', 'contrast');
const inOneWord = /^(?:w|gado|ncmri|no?n)/;

/**
 * False for words that cannot name both series: they name none of the two, or one of them. One look at
 * each word; {@link contrastInWords} says the rest.
 */
export function mayNameBothSeries(words: string): boolean {
  let [some, none, denied, named] = [false, false, false, false];
  for (const word of words.toLowerCase().match(/[a-z]+/g) ?? []) {
    if (
      saysBoth.has(word) ||
      (word !== 'with' && word !== 'without' && inOneWord.test(word) && /con|gad|w/.test(word))
    )
      return true;
    if (word === 'c') return true;
    none ||= saysNone.has(word);
    some ||= saysSome.has(word);
    named ||= isContrast.has(word);
    denied ||= word === 'no' || word === 'none' || word === 'not' || word === 'nil' || word === 'n';
  }
  return (none && some) || (denied && named);
}

function contrastOfPart(part: string): Contrast {
  const items = itemsOf(part);
  const mentions = paired(items, mentionsIn(items));
  if (mentions.length === 0 || isLeftOpen(items, mentions)) return 'unspecified';
  const said = new Set(mentions.map(({ says }) => says));
  if (said.has('both')) return 'without-and-with';
  if (said.has('with') === said.has('without')) return 'unspecified';
  return said.has('with') ? 'with' : 'without';
}

/** Joins what stands together as "with and without". */
function paired(items: readonly Item[], mentions: readonly Mention[]): readonly Mention[] {
  const found: Mention[] = [];
  for (let i = 0; i < mentions.length; i += 1) {
    const [one, other] = [mentions[i], mentions[i + 1]];
    if (!one) break;
    if (other && isPair(items, one, other)) {
      i += 1;
      if (!isOfOtherThing(items, one, other)) {
        found.push({ ...one, to: other.to, says: 'both', inPair: undefined });
      }
    } else if (one.says !== 'nothing') found.push(one);
  }
  return found;
}

function isPair(items: readonly Item[], one: Mention, other: Mention): boolean {
  if (one.inPair === undefined || other.inPair === undefined || one.inPair === other.inPair) {
    return false;
  }
  if (other.from - one.to > REACH + 1) return false;
  // "w/o contrast w/ sedation" are two things.
  if (other.object === 'foreign' && one.object !== 'shared') return false;
  // A name says that contrast is given only beside what is said of it: "plain and contrast".
  const isName = (mention: Mention) => isOf(items[mention.from], 'agent', 'contrast');
  const isSaid = (mention: Mention) => isOf(items[mention.from], 'minus', 'shortMinus', 'before');
  const between = items.slice(one.to + 1, other.from);
  // "Without contrast followed by contrast": a word joins the two; a comma may begin another matter.
  const isJoinedByWord = between.some((item) => isOf(item, 'join') && /[a-z&+]/.test(item.text));
  const isWithout = isOf(items[one.from], 'without') && isJoinedByWord;
  if ((isName(one) && !isSaid(other)) || (isName(other) && !isSaid(one) && !isWithout))
    return false;
  return between.every(
    (item) => isOf(item, 'join', 'filler', 'images') || /^[()[\]:.]$/.test(item.text),
  );
}

/** "with and without flexion": the pair belongs to something else. */
function isOfOtherThing(items: readonly Item[], one: Mention, other: Mention): boolean {
  if (other.object !== 'foreign') return false;
  if (isOf(items[other.to + 1], 'otherThing')) return true;
  // Short forms stand for contrast; whole words may stand for anything.
  const isShort = [one, other].every(
    ({ from }) => !/^(?:with|without|before|after|following)/.test(items[from]?.text ?? ''),
  );
  return !isShort || isOf(items[one.from], 'before', 'after');
}

function isLeftOpen(items: readonly Item[], mentions: readonly Mention[]): boolean {
  const mentioned = new Set<number>();
  for (const { from, to } of mentions) for (let i = from; i <= to; i += 1) mentioned.add(i);
  const isContrast = (at: number) => mentioned.has(at) || isOf(items[at], 'agent', 'contrast');
  const isNear = (at: number, before: number, after: number) => {
    for (let i = at - before; i <= at + after; i += 1) if (i !== at && isContrast(i)) return true;
    return false;
  };
  return items.some((item, at) => {
    if (isOf(item, 'open')) return isNear(at, REACH, REACH);
    if (isOf(item, 'or'))
      return isNear(at, 1, 1) || (isNear(at, 2, 2) && isNear(at, 2, 0) && isNear(at, 0, 2));
    if (isOf(item, 'openBefore'))
      return isNear(at, 0, 2) || (isEnd(items[at + 1]) && isNear(at, 2, 0));
    if (item.text !== '?') return false;
    const isAnsweredQuestion = isOf(items[at + 1], 'yes', 'none');
    if (isAnsweredQuestion) return false;
    return isNear(at, 0, 2) || (isNear(at, 1, 0) && (item.isGlued || isEnd(items[at + 1])));
  });
}
