import type { ExaminedSide, LumbarRoot, NamedRoot } from './sign.ts';
import type { Item } from './item.ts';
import type { FindingId } from '../reading/finding-ids.ts';

/** A root that a sentence names, before its words are cut out of the text. */
export type NamedInSentence = Omit<NamedRoot, 'words'> & {
  readonly from: number;
  readonly to: number;
};

const has = (item: Item | undefined, ...topics: readonly FindingId[]): boolean =>
  item?.is === 'words' && topics.some((topic) => item.topics.has(topic));

/**
 * Roots that a sentence names as diseased: "left L5 radiculopathy", "examination fits left S1". One that
 * belongs to a pain, a disc or a picture is none. Several in one breath are one statement.
 *
 * @param needsLesion Whether a word for the lesion must stand in the sentence, as in a report of
 *   electrodiagnosis; in an examination "fits left S1" is enough.
 */
export function namedIn(items: readonly Item[], needsLesion: boolean): readonly NamedInSentence[] {
  // Of electrodiagnosis the muscles of a root that are denervated are as good as its name.
  const isDenervated =
    needsLesion &&
    items.some((item) => has(item, 'emg-active', 'emg-chronic')) &&
    items.some((item) => has(item, 'said-myotome'));
  const hasLesion = isDenervated || items.some((item) => has(item, 'said-radiculopathy'));
  const isDoubted = items.some((item) => has(item, 'said-doubt'));
  const isOld = items.some((item) => has(item, 'said-old', 'said-unchanged', 'said-past'));
  const isNew = items.some((item) => has(item, 'said-new'));
  if (
    !needsLesion &&
    items.some((item) => has(item, 'said-imaging', 'said-reported', 'said-aside'))
  )
    return [];
  const sides = new Set(items.flatMap((item) => (item.is === 'side' ? [item.side] : [])));
  const sole: ExaminedSide | undefined = sides.size === 1 ? [...sides][0] : undefined;
  const named: NamedInSentence[] = [];
  let isDenied = false;
  let isThen = false;
  let side: ExaminedSide | undefined;
  let fits = false;
  let lastLevel = 0;
  for (const [i, item] of items.entries()) {
    if (item.is === 'side') side = item.side;
    else if (item.is === 'comma') {
      isThen = false;
      if (isDenied && !items.slice(i).some(({ is }) => is === 'or')) isDenied = false;
      fits &&= items[i - 1]?.is !== 'level';
    } else if (has(item, 'said-then')) isThen = true;
    else if (has(item, 'said-no')) isDenied = true;
    else if (has(item, 'said-except')) isDenied = false;
    else if (has(item, 'said-fits')) fits = true;
    if (item.is !== 'level') continue;
    const isAbout = hasLesion || (!needsLesion && fits && !isSigned(items, i));
    if (!isAbout || isElsewhere(items, i) || isOfPicture(items, i)) continue;
    const is =
      isDenied || isThen || isGone(items, i) || isDeniedBehind(items, i)
        ? 'denied'
        : isDoubted
          ? 'in-doubt'
          : 'affirmed';
    const last = named.at(-1);
    const isSameBreath =
      last !== undefined &&
      last.is === is &&
      !items.some((one) => one.is === 'side' && one.from > lastLevel && one.from < item.from);
    if (isSameBreath) {
      const roots = [...new Set<LumbarRoot>([...last.roots, ...item.roots])];
      named[named.length - 1] = { ...last, roots };
      lastLevel = item.from;
      continue;
    }
    lastLevel = item.from;
    named.push({
      roots: item.roots,
      side: side ?? sole ?? sideBehind(items, i),
      is,
      course: isOld ? 'old' : isNew ? 'new' : 'unsaid',
      from: items[0]?.from ?? item.from,
      to: items.at(-1)?.to ?? item.to,
    });
  }
  return named;
}

/** "The left L5 radiculopathy … is no longer evident": what stands behind takes it back. */
function isGone(items: readonly Item[], i: number): boolean {
  for (const item of items.slice(i + 1)) {
    if (has(item, 'said-except') || item.is === 'level') return false;
    if (has(item, 'said-gone')) return true;
  }
  return false;
}

/** "…; the L5 root is not": a clause that ends in its denial. */
function isDeniedBehind(items: readonly Item[], i: number): boolean {
  const behind = items.slice(has(items[i + 1], 'said-radiculopathy') ? i + 2 : i + 1);
  return has(behind[0], 'said-no') && (behind[1] === undefined || behind[1].is === 'comma');
}

/** "MRI: the left L5 root enhances", in a report of electrodiagnosis: what a picture showed. */
const isOfPicture = (items: readonly Item[], i: number): boolean =>
  items.slice(0, i).some((item) => has(item, 'said-imaging'));

const sideBehind = (items: readonly Item[], i: number): ExaminedSide | undefined => {
  const behind = items.slice(i + 1).find(({ is }) => is === 'side' || is === 'level');
  return behind?.is === 'side' ? behind.side : undefined;
};

/** A level of a dermatome or a myotome is a sign, not a lesion that somebody names. */
const isSigned = (items: readonly Item[], i: number): boolean =>
  [items[i - 1], items[i + 1], items[i + 2]].some((item) =>
    has(item, 'said-dermatome', 'said-myotome'),
  );

/** "L5/S1 disc", "L5 pain", "L5 paraspinals": a level of something else. */
const isElsewhere = (items: readonly Item[], i: number): boolean =>
  has(items[i + 1], 'said-spine', 'said-pain', 'emg-paraspinal') ||
  has(items[i - 1], 'said-spine', 'emg-paraspinal');
