import { chartOfRoots, type ExaminedSide, type LumbarRoot, type SignKind } from './sign.ts';
import { gradeSays, reflexSays, type Figure } from './grades.ts';
import type { Item } from './item.ts';
import type { FindingId } from '../reading/finding-ids.ts';
import type { FindingWords } from '../reading/lexicon.ts';

/** Result of one thing that was looked at. `equal` is said of both sides. */
export type Result = 'less' | 'whole' | 'equal' | 'brisk' | 'unclear' | 'unreadable';

/** One thing that was looked at, while its sentence is being read. */
export interface Looked {
  readonly topic: FindingId | 'level';
  kind: SignKind | undefined;
  /** Empty where no level belongs to it. */
  readonly roots: readonly LumbarRoot[];
  side: ExaminedSide | undefined;
  /** Its side stands with it, and is not that of something before. */
  hasOwnSide: boolean;
  result: Result | undefined;
  /** The result came from before ("weak a and b"): one that stands behind takes its place. */
  isLent: boolean;
  readonly segment: number;
  /** One root of a span ("L2-S1"), which an exception may take out. */
  readonly isOfSpan: boolean;
  from: number;
  to: number;
}

/** What a sentence inherits from where it stands. */
export interface SentenceContext {
  /** Kind of examination that a label names ("Reflexes:"). */
  readonly kind: SignKind | undefined;
}

type Said = { readonly says: Result; readonly kind: SignKind | undefined; readonly at: Item };

/**
 * Puts tests and results of one sentence together: results behind ("EHL 4/5"), before ("weak EHL and hip
 * abduction"), for each side ("R 2+, L absent"). What it cannot put together is left out.
 */
export function looksIn(
  items: readonly Item[],
  { tokens, functionWords }: FindingWords,
  { kind: context }: SentenceContext,
): readonly Looked[] {
  const all: Looked[] = [];
  let pending: Looked[] = [];
  let group: Looked[] = [];
  let lead: { readonly says: Result; kind: SignKind | undefined } | undefined;
  let side: ExaminedSide | undefined;
  /** Where the last side stands that no test or result has taken. */
  let freshSide: number | undefined;
  let segment = 0;
  let denies = false;
  let isPast = false;
  let groupEnd = -1;
  let except: { readonly kind: SignKind | undefined; readonly from: number } | undefined;

  const has = (item: Item | undefined, ...topics: readonly FindingId[]): boolean =>
    item?.is === 'words' && topics.some((topic) => item.topics.has(topic));
  const isSensory =
    context === 'sensory' ||
    items.some((item) => has(item, 'sensation', 'result-numb', 'said-dermatome'));
  const isTested = (item: Item | undefined) =>
    item?.is === 'level' || (item?.is === 'words' && testOf(item.topics) !== undefined);

  const isEmpty = ({ roots, topic }: Looked) => roots.length === 0 && isGeneral(topic);

  const give = (looked: Looked, { says, kind }: Pick<Said, 'says' | 'kind'>, isLent: boolean) => {
    looked.kind ??= kind;
    if (looked.result === undefined || looked.isLent) {
      looked.result = looked.result === 'unclear' ? 'unclear' : says;
    } else looked.result = together(looked.result, says);
    looked.isLent = isLent;
    if (looked.side === undefined && side !== undefined) {
      looked.side = side;
      looked.hasOwnSide = freshSide !== undefined;
    }
  };
  const fits = (looked: Looked, kind: SignKind | undefined) =>
    kind === undefined || looked.kind === undefined || looked.kind === kind;

  const onTest = (
    topic: FindingId | 'level',
    kind: SignKind | undefined,
    roots: readonly LumbarRoot[],
    at: Item,
  ) => {
    const looked: Looked = {
      topic,
      kind,
      roots,
      side,
      hasOwnSide: freshSide !== undefined,
      result: undefined,
      isLent: false,
      segment,
      isOfSpan: at.is === 'level' && at.roots.length > 1,
      from: at.from,
      to: at.to,
    };
    all.push(looked);
    if (lead && fits(looked, lead.kind)) {
      lead.kind ??= kind;
      give(looked, lead, true);
      group = group.filter((one) => one.isLent && one.segment === segment);
      group.push(looked);
      groupEnd = at.to;
      if (looked.hasOwnSide) freshSide = undefined;
    } else {
      pending.push(looked);
    }
  };

  const onResult = (said: Said, i: number) => {
    if (isPast) return;
    const lent = all.filter(
      (looked) => looked.isLent && looked.segment === segment && fits(looked, said.kind),
    );
    const targets = pending.filter((looked) => fits(looked, said.kind));
    // What stands nearer has the result: "sensation: unable to heel walk, toe walking fine".
    const isNearer = lent.length > 0 && targets.every((looked) => looked.segment < segment);
    if (targets.length > 0 && !isNearer) {
      for (const looked of targets) give(looked, said, false);
      close(targets, said);
      return;
    }
    // "Absent AJ L, intact R": what stands behind is of the other side.
    const isOfOther =
      lent.length > 0 &&
      lent.every(({ hasOwnSide }) => hasOwnSide) &&
      items[i + 1]?.is === 'side' &&
      !isTested(items[i + 2]);
    // "Weak EHL with diminished pinprick": of what is looked at next.
    const behind = items[i + 1];
    const kindBehind =
      behind?.is === 'words'
        ? [...behind.topics].flatMap((topic) => chartOfRoots[topic]?.kind ?? [])[0]
        : undefined;
    const isOfNext =
      kindBehind !== undefined &&
      lent.every(({ kind }) => kind !== undefined && kind !== kindBehind);
    if (lent.length > 0 && lead && !isOfOther && !isOfNext) {
      for (const looked of lent) give(looked, said, false);
      close(lent, said);
      return;
    }
    const before = items[i - 1];
    // "4/5, effort limited by pain": nothing else was looked at in between.
    const isRemark =
      said.says === 'unclear' &&
      group.length > 0 &&
      !items.slice(i + 1, nextComma(items, i)).some((item) => isTested(item)) &&
      !items.some((item) => isTested(item) && item.from >= groupEnd && item.from < said.at.from);
    if (isRemark) {
      for (const looked of group) give(looked, said, false);
      return;
    }
    // "1+ vs 2+ R": the figure behind has a side of its own.
    const isOfNextSide =
      said.at.is === 'figure' && before?.is === 'figure' && items[i + 1]?.is === 'side';
    const isRefining =
      !isOfNextSide &&
      before !== undefined &&
      (before.is === 'figure' ||
        isResult(before) ||
        (before.is === 'comma' && opensBracket(before, tokens))) &&
      group.length > 0 &&
      freshSide === undefined &&
      group.some((looked) => fits(looked, said.kind));
    const nextButSides = items.slice(i + 1).find(({ is }) => is !== 'side');
    if (isRefining && !isTested(nextButSides)) {
      // Two figures side by side may be of two sides.
      const isRow = before.is === 'figure' && said.at.is === 'figure';
      for (const looked of group) give(looked, isRow ? { ...said, says: 'unclear' } : said, false);
      return;
    }
    if (isRefining && group.every(isEmpty)) {
      for (const looked of group) give(looked, said, false);
      lead = { says: said.says, kind: said.kind ?? group[0]?.kind };
      return;
    }
    const named = group.filter((looked) => fits(looked, said.kind));
    const next = items[i + 1];
    // "TA L 4/5, XY L 5/5": what is not known was looked at next.
    const isOfUnknown = tokens
      .slice(groupEnd, said.at.from)
      .some(
        (token, at) =>
          token.kind === 'word' &&
          !functionWords.has(token.word) &&
          !items.some(({ from, to }) => groupEnd + at >= from && groupEnd + at < to),
      );
    if (isOfUnknown && named.length > 0 && freshSide !== undefined && !isTested(next)) return;
    const isForOtherSide =
      named.length > 0 &&
      (freshSide !== undefined
        ? !isTested(next) && said.kind !== 'sensory'
        : next?.is === 'side' && !isTested(items[i + 2]));
    if (isForOtherSide) {
      const clones = named.map((looked) => ({
        ...looked,
        side: freshSide === undefined ? undefined : side,
        hasOwnSide: freshSide !== undefined,
        result: said.says,
        isLent: false,
        from: said.at.from,
        to: said.at.to,
      }));
      all.push(...clones);
      group = clones;
      groupEnd = said.at.to;
      freshSide = undefined;
      return;
    }
    // "Pain-limited weakness": what is unclear before it stays so.
    const isDoubted =
      lead?.says === 'unclear' && before?.is === 'words' && has(before, 'result-unclear');
    lead = { says: isDoubted ? 'unclear' : said.says, kind: said.kind };
    group = [];
  };

  const close = (targets: Looked[], said: Said) => {
    pending = [];
    group = targets;
    groupEnd = said.at.to;
    freshSide = undefined;
    lead = targets.every(isEmpty)
      ? { says: said.says, kind: said.kind ?? targets.find(({ kind }) => kind)?.kind }
      : undefined;
  };

  const head = headOf(items, has);
  for (const [i, item] of items.entries()) {
    switch (item.is) {
      case 'comma':
        segment += 1;
        if (denies && !items.slice(i).some(({ is }) => is === 'or')) denies = false;
        isPast = false;
        break;
      case 'side': {
        const isBehind =
          group.length > 0 &&
          group.every((looked) => !looked.hasOwnSide) &&
          !items.some(
            ({ is, from }) =>
              (is === 'comma' || is === 'colon') && from >= groupEnd && from < item.from,
          ) &&
          // "numb on the left dorsum": the side of what follows.
          !(isTested(items[i + 1]) && (lead !== undefined || !isResultBefore(items, i)));
        if (isBehind) {
          for (const looked of group) {
            looked.side = item.side;
            looked.hasOwnSide = true;
            looked.to = Math.max(looked.to, item.to);
          }
          if (group.every(isEmpty)) side = item.side;
        } else {
          side = item.side;
          freshSide = i;
          for (const looked of pending) {
            if (!looked.hasOwnSide && looked.segment === segment) {
              looked.side = undefined;
            }
          }
        }
        break;
      }
      case 'figure': {
        const said = figureResult(item.figure, pending, group, all, items, i, context);
        if (said) onResult({ ...said, at: item }, i);
        break;
      }
      case 'level': {
        if (isOfSpine(items, i, has) || item === head) break;
        const kind = kindOfLevel(items, i, has, lead?.kind) ?? context;
        // A level whose kind nobody says is none: "L5" alone.
        for (const root of item.roots) onTest('level', kind, [root], item);
        break;
      }
      case 'upper-level':
        onTest('elsewhere-arm', undefined, [], item);
        break;
      case 'words': {
        const { topics } = item;
        if (topics.has('said-except')) {
          const last = group.at(-1);
          const isWhole = last?.result === 'whole' || last?.result === 'equal';
          const other = isWhole ? sideThatCannot(items, i, has) : undefined;
          // "Rises on tiptoe on the right but not on the left."
          if (other)
            all.push(...group.map((one) => ({ ...one, side: other, result: 'less' as const })));
          except = isWhole ? { kind: last.kind, from: item.to } : undefined;
          lead = undefined;
          pending = [];
          segment += 1;
          denies = false;
          isPast = false;
        }
        // "… and the ankle jerk was absent": said of the reflex, and nothing is over.
        const isLost = topics.has('result-less') && pending.some(({ kind }) => kind === 'reflex');
        if (topics.has('said-gone') && !isLost) {
          // "Weakness of the left EHL has resolved."
          const over = group.filter((one) => one.result === 'less' && one.segment === segment);
          for (const looked of over) looked.result = 'unclear';
          if (over.length > 0) break;
        }
        if (topics.has('said-past') || topics.has('said-then')) isPast = true;
        if (topics.has('said-now')) isPast = false;
        if (topics.has('said-no')) {
          if (deniesAResult(items, i, isTested)) denies = true;
          else lead = { says: 'less', kind: undefined };
          break;
        }
        const ofHead = head && kindsOfHead.find(([topic]) => topics.has(topic));
        if (ofHead && head.is === 'level') {
          onTest('level', ofHead[1], head.roots, item);
          break;
        }
        const test = testOf(topics);
        if (test !== undefined) {
          for (const one of testsOf(test, items, i, context, isSensory)) {
            onTest(one.topic, one.kind, one.roots, item);
            if (one.topic === 'muscle-foot-drop') {
              const own = all.at(-1);
              if (own) {
                own.result = denies ? 'whole' : 'less';
                own.isLent = false;
                pending = pending.filter((looked) => looked !== own);
                group = [own];
                groupEnd = item.to;
              }
            }
          }
        }
        const said = wordsResult(topics, [...pending, ...group]);
        if (said) {
          const says: Result =
            denies && said.says === 'less'
              ? 'whole'
              : denies && said.says === 'whole'
                ? 'unclear'
                : said.says;
          onResult({ says, kind: said.kind, at: item }, i);
        }
        break;
      }
    }
  }
  // "Sensation intact except left L5": what is taken out of what is whole is not.
  for (const looked of all) {
    if (!except || looked.result !== undefined || looked.from < except.from) continue;
    if (looked.kind !== undefined && looked.kind !== except.kind) continue;
    looked.kind ??= except.kind;
    looked.result = 'less';
  }
  return all;
}

/** "… but not on the left", and nothing behind it. */
function sideThatCannot(items: readonly Item[], i: number, has: Has): ExaminedSide | undefined {
  const [no, side, behind] = items.slice(i + 1);
  const isAlone = has(no, 'said-no') && (behind === undefined || behind.is === 'comma');
  return isAlone && side?.is === 'side' ? side.side : undefined;
}

const nextComma = (items: readonly Item[], i: number): number => {
  const at = items.findIndex(({ is }, index) => index > i && is === 'comma');
  return at < 0 ? items.length : at;
};

/** Words that are no single thing to look at. */
const general: ReadonlySet<FindingId | 'level'> = new Set<FindingId>([
  'power',
  'reflexes',
  'sensation',
  'skin-other',
  'said-rest',
  'knee-alone',
  'ankle-alone',
]);
const isGeneral = (topic: FindingId | 'level') => general.has(topic);

const tests: ReadonlySet<FindingId> = new Set<FindingId>([
  ...(Object.keys(chartOfRoots) as FindingId[]),
  'reflex-knee-and-ankle',
  'knee-alone',
  'ankle-alone',
  'skin-other',
  'said-rest',
  'elsewhere-arm',
  'stretch-test',
]);

/** True for words that name something to look at. */
export const isTest = (topic: FindingId): boolean => tests.has(topic);

/** The thing to look at among the topics of one place. */
const testOf = (topics: ReadonlySet<FindingId>): FindingId | undefined => {
  const named = [...topics].filter((topic) => tests.has(topic));
  return named.find((topic) => (chartOfRoots[topic]?.roots.length ?? 0) > 0) ?? named[0];
};

interface OneTest {
  readonly topic: FindingId;
  readonly kind: SignKind | undefined;
  readonly roots: readonly LumbarRoot[];
}

/** Joint names stand for their reflexes where reflexes are spoken of; skin counts where feeling is. */
function testsOf(
  topic: FindingId,
  items: readonly Item[],
  at: number,
  context: SignKind | undefined,
  isSensory: boolean,
): readonly OneTest[] {
  const charted = (one: FindingId): OneTest => ({
    topic: one,
    kind: chartOfRoots[one]?.kind,
    roots: chartOfRoots[one]?.roots ?? [],
  });
  if (topic === 'reflex-knee-and-ankle') return [charted('reflex-knee'), charted('reflex-ankle')];
  const isOfReflexes =
    context === 'reflex' ||
    items
      .slice(0, at)
      .some(
        (item) =>
          item.is === 'words' && (item.topics.has('reflexes') || item.topics.has('reflex-knee')),
      );
  if (topic === 'knee-alone' && isOfReflexes) return [charted('reflex-knee')];
  if (topic === 'ankle-alone' && isOfReflexes) return [charted('reflex-ankle')];
  const isSkin = chartOfRoots[topic]?.kind === 'sensory' && topic !== 'sensation';
  if (isSkin && !isSensory) return [{ topic: 'skin-other', kind: undefined, roots: [] }];
  return [charted(topic)];
}

const resultWords: readonly (readonly [FindingId, Result, SignKind | undefined])[] = [
  ['result-unclear', 'unclear', undefined],
  ['result-weak', 'less', 'motor'],
  ['result-unable', 'less', 'motor'],
  ['result-numb', 'less', 'sensory'],
  ['result-less', 'less', undefined],
  ['result-equal', 'equal', undefined],
  ['result-brisk', 'brisk', 'reflex'],
  ['result-whole', 'whole', undefined],
];

/** What words say of what was looked at; of the sign of a sinking pelvis "positive" is the finding. */
function wordsResult(
  topics: ReadonlySet<FindingId>,
  open: readonly Looked[],
): Pick<Said, 'says' | 'kind'> | undefined {
  const isTrendelenburg = open.some(({ topic }) => topic === 'muscle-trendelenburg');
  if (isTrendelenburg && topics.has('result-positive')) return { says: 'less', kind: 'motor' };
  if (isTrendelenburg && topics.has('result-negative')) return { says: 'whole', kind: 'motor' };
  const found = resultWords.find(([topic]) => topics.has(topic));
  return found && { says: found[1], kind: found[2] };
}

const isResult = (item: Item): boolean =>
  item.is === 'words' && resultWords.some(([topic]) => item.topics.has(topic));

/** A result stands right before, so that a side belongs to it. */
const isResultBefore = (items: readonly Item[], i: number): boolean => {
  const before = items[i - 1];
  return before !== undefined && (before.is === 'figure' || isResult(before));
};

const opensBracket = ({ from }: Item, tokens: FindingWords['tokens']) => tokens[from]?.word === '(';

/** Of power when it is of five, stands behind a muscle or a word for grades; else of a reflex. */
function figureResult(
  figure: Figure,
  pending: readonly Looked[],
  group: readonly Looked[],
  all: readonly Looked[],
  items: readonly Item[],
  i: number,
  context: SignKind | undefined,
): Pick<Said, 'says' | 'kind'> | undefined {
  const motor = { says: gradeSays(figure), kind: 'motor' } as const;
  const reflex = { says: reflexSays(figure), kind: 'reflex' } as const;
  if (figure.of === 5) return motor;
  if (figure.of === 4) return reflex;
  const before = items[i - 1];
  if (before?.is === 'words' && before.topics.has('grade-word')) return motor;
  const open = [pending, group, all.slice(-1)].find((list) => list.length > 0) ?? [];
  const kinds = new Set(open.map(({ kind }) => kind));
  if (kinds.has('reflex')) return reflex;
  // "1+ R Achilles": before the reflex, its side between.
  const next = items[i + 1]?.is === 'side' ? items[i + 2] : items[i + 1];
  const isOfReflex =
    next?.is === 'words' &&
    [...next.topics].some((topic) => chartOfRoots[topic]?.kind === 'reflex');
  if (open.length === 0 && isOfReflex && figure.sign === '+') return reflex;
  const isBehind =
    before !== undefined &&
    (before.is === 'colon' ||
      before.is === 'side' ||
      before.is === 'level' ||
      before.is === 'words' ||
      before.is === 'comma' ||
      before.is === 'figure');
  if (!kinds.has('motor') || !isBehind)
    return context === 'reflex' && open.length > 0 ? reflex : undefined;
  // "EHL 4": a figure of its own scale; "EHL 10 times" is none.
  return figure.high <= 5 ? motor : undefined;
}

/** "No weakness" denies a result; "no ankle jerk" is one. */
function deniesAResult(
  items: readonly Item[],
  at: number,
  isTest: (item: Item | undefined) => boolean,
): boolean {
  let test: Item | undefined;
  for (let i = at + 1; i < items.length; i += 1) {
    const item = items[i];
    if (!item || item.is === 'comma') break;
    if (item.is === 'words' && item.topics.has('said-except')) break;
    if (isResult(item)) return true;
    if (isTest(item)) test ??= item;
  }
  if (test?.is !== 'words') return true;
  const kind = [...test.topics].flatMap((topic) => chartOfRoots[topic]?.kind ?? [])[0];
  const isLost =
    kind === 'reflex' ||
    test.topics.has('reflex-knee-and-ankle') ||
    test.topics.has('sensation') ||
    test.topics.has('power');
  return !isLost;
}

/** What is looked at of a level that heads a list. */
const kindsOfHead: readonly (readonly [FindingId, SignKind])[] = [
  ['said-dermatome', 'sensory'],
  ['sensation', 'sensory'],
  ['said-myotome', 'motor'],
  ['power', 'motor'],
  ['reflexes', 'reflex'],
];

/** "Right S1: myotome 4/5, dermatome blunted, reflex absent": the level that heads the list, if one does. */
function headOf(items: readonly Item[], has: Has): Item | undefined {
  const at = items.findIndex(({ is }) => is === 'level');
  const [level, colon, ...list] = items.slice(at);
  if (at < 0 || at > 1 || level?.is !== 'level' || colon?.is !== 'colon') return undefined;
  const isAlone = level.roots.length === 1 && !list.some(({ is }) => is === 'level');
  const kinds = kindsOfHead.map(([topic]) => topic);
  return isAlone && list.some((item) => has(item, ...kinds)) ? level : undefined;
}

type Has = (item: Item | undefined, ...topics: readonly FindingId[]) => boolean;

/** A level beside a bone, a disc, a scar or a pain is none of a root. */
function isOfSpine(items: readonly Item[], i: number, has: Has): boolean {
  const near = [items[i - 1], items[i + 1], items[i + 2]];
  if (near.some((item) => has(item, 'said-dermatome', 'said-myotome'))) return false;
  return [items[i - 2], items[i - 1], items[i + 1]].some((item) =>
    has(item, 'said-spine', 'said-pain', 'said-radiculopathy', 'said-fits'),
  );
}

/** Whether a level is one of skin or of muscles, by the words around it. */
function kindOfLevel(
  items: readonly Item[],
  i: number,
  has: Has,
  lead: SignKind | undefined,
): SignKind | undefined {
  for (const near of [1, 2, 3, 4]) {
    for (const item of [items[i + near], items[i - near]]) {
      if (has(item, 'said-dermatome')) return 'sensory';
      if (has(item, 'said-myotome')) return 'motor';
    }
  }
  // "S1 hypoesthesia" behind a weak muscle.
  if (has(items[i + 1], 'result-numb', 'sensation')) return 'sensory';
  if (has(items[i + 1], 'result-weak', 'power')) return 'motor';
  if (lead) return lead;
  const before = items
    .slice(0, i)
    .findLast((item) => has(item, 'sensation', 'power', 'result-numb', 'result-weak'));
  if (has(before, 'sensation', 'result-numb')) return 'sensory';
  if (has(before, 'power', 'result-weak')) return 'motor';
  const after = items
    .slice(i + 1)
    .find(
      (item) =>
        item.is === 'comma' ||
        isResult(item) ||
        item.is === 'figure' ||
        has(item, 'sensation', 'power'),
    );
  if (after?.is === 'figure' && after.figure.of === 5) return 'motor';
  if (has(after, 'sensation', 'result-numb')) return 'sensory';
  return has(after, 'power', 'result-weak') ? 'motor' : undefined;
}

/** Two results of one thing: what is unclear stays so, "present and equal" is whole, "weak 4/5" is less. */
function together(one: Result, other: Result): Result {
  for (const says of ['unreadable', 'unclear', 'less', 'brisk', 'equal'] as const) {
    if (one === says || other === says) return says;
  }
  return 'whole';
}
