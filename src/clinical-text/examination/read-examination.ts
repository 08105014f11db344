import type { FindingId } from '../reading/finding-ids.ts';
import type { FindingWords } from '../reading/lexicon.ts';
import type { Item } from './item.ts';
import { itemsOf } from './items.ts';
import { namedIn } from './named-roots.ts';
import { columnsIn, rowIn } from './columns.ts';
import { looksIn, type Looked } from './sentence.ts';
import type { ExaminedSide, Mimic, NamedRoot, Sign, SignKind } from './sign.ts';

/** What an examination of the legs says, word by word; nothing is concluded. */
export interface ReadExamination {
  readonly signs: readonly Sign[];
  readonly named: readonly NamedRoot[];
  readonly mimics: ReadonlySet<Mimic>;
  /** Every side that is named for the leg. */
  readonly sides: ReadonlySet<ExaminedSide>;
  /** It speaks of a picture: whoever examined had seen it. */
  readonly knowsPictures: boolean;
  /** Something in it could not be read: a grade out of range, findings that contradict each other. */
  readonly isUnreadable: boolean;
}

/** What is known of a text beside it: the label under which it stands, its body site. */
export interface ExaminationContext {
  readonly side?: ExaminedSide | undefined;
  readonly kind?: SignKind | undefined;
}

const mimicTopics: Readonly<Partial<Record<FindingId, Mimic>>> = {
  'mimic-central': 'central',
  'mimic-polyneuropathy': 'polyneuropathy',
  'mimic-peroneal': 'peroneal',
  'mimic-plexus': 'plexus',
};

/** Reads an examination: signs with their sides, roots that are named, and what imitates a root. */
export function readExamination(
  words: FindingWords,
  context: ExaminationContext = {},
): ReadExamination {
  if (words.language === 'other') return nothing;
  const sentences = itemsOf(words);
  const sides = new Set(
    sentences.flat().flatMap((item) => (item.is === 'side' ? [item.side] : [])),
  );
  const [only] = sides;
  const soleSide = context.side ?? (sides.size === 1 ? only : undefined);
  const signs: Sign[] = [];
  const named: NamedRoot[] = [];
  const mimics = new Set<Mimic>();
  let carried: { side?: ExaminedSide | undefined; kind?: SignKind | undefined } = {};
  let columns: readonly [ExaminedSide, ExaminedSide] | undefined;
  for (const items of sentences) {
    if (items.length === 0) continue;
    columns = columnsIn(items) ?? columns;
    for (const mimic of mimicsIn(items)) mimics.add(mimic);
    named.push(
      ...namedIn(items, false).map(({ from, to, ...one }) => ({
        ...one,
        side: one.side ?? soleSide,
        words: clause(words, from, to),
      })),
    );
    const heading = headingIn(items);
    const sentence = { kind: heading.kind ?? carried.kind ?? context.kind };
    const looks = rowIn(items, words, sentence, columns) ?? looksIn(items, words, sentence);
    const opened = openingOf(items);
    if (opened.side ?? opened.kind) carried = { ...carried, ...opened };
    const own = signsOf(looks, items, words, carried.side ?? soleSide);
    if (own.length === 0 && looks.every(({ result }) => result === undefined)) {
      const isHeading = heading.side !== undefined || heading.kind !== undefined;
      if (isHeading) carried = { ...carried, ...heading };
      if (isOfAllBefore(items)) {
        signs.splice(0, Infinity, ...signs.map((sign) => ({ ...sign, course: 'old' as const })));
        named.splice(0, Infinity, ...named.map((one) => ({ ...one, course: 'old' as const })));
      }
      continue;
    }
    signs.push(...own);
  }
  const agreed = withoutContradictions(signs);
  return {
    signs: agreed,
    named,
    mimics,
    sides,
    knowsPictures: sentences.flat().some((item) => has(item, 'said-imaging')),
    isUnreadable: agreed.some(({ is }) => is === 'unreadable'),
  };
}

const nothing: ReadExamination = {
  signs: [],
  named: [],
  mimics: new Set(),
  sides: new Set(),
  knowsPictures: false,
  isUnreadable: false,
};

const has = (item: Item | undefined, ...topics: readonly FindingId[]): boolean =>
  item?.is === 'words' && topics.some((topic) => item.topics.has(topic));

/** "Left leg:", "Reflexes": a line that gives side or kind to those below it. */
function headingIn(items: readonly Item[]): { side?: ExaminedSide; kind?: SignKind } {
  const [first, second] = items;
  const sides = items.flatMap((item) => (item.is === 'side' ? [item.side] : []));
  const kind = has(first, 'reflexes')
    ? 'reflex'
    : has(first, 'sensation')
      ? 'sensory'
      : has(first, 'power')
        ? 'motor'
        : undefined;
  const [side] = sides;
  const isSide =
    side !== undefined && sides.length === 1 && (first?.is === 'side' || second?.is === 'side');
  return { ...(isSide && { side }), ...(kind && { kind }) };
}

/** "Left leg: hip flexion 5/5", "Reflexes: …": a label that opens a line, and holds for those below it. */
function openingOf(items: readonly Item[]): { side?: ExaminedSide; kind?: SignKind } {
  const colon = items.findIndex(({ is }) => is === 'colon');
  if (colon < 1 || colon > 3) return {};
  const label = items.slice(0, colon);
  const isLabel = label.every(
    (item) => item.is === 'side' || has(item, 'skin-other', 'reflexes', 'sensation', 'power'),
  );
  return isLabel ? headingIn(label) : {};
}

/** "Unchanged from last visit." after the findings, and nothing beside it. */
const isOfAllBefore = (items: readonly Item[]): boolean =>
  items.some((item) => has(item, 'said-unchanged')) &&
  !items.some(
    (item) => item.is === 'level' || has(item, 'said-pain', 'said-imaging', 'said-spine'),
  );

function mimicsIn(items: readonly Item[]): readonly Mimic[] {
  let isDenied = false;
  const found: Mimic[] = [];
  for (const [i, item] of items.entries()) {
    if (has(item, 'said-no')) isDenied = true;
    if (has(item, 'said-except')) isDenied = false;
    if (item.is === 'comma' && !items.slice(i).some(({ is }) => is === 'or')) isDenied = false;
    if (item.is !== 'words') continue;
    const mimic = [...item.topics].flatMap((topic) => mimicTopics[topic] ?? [])[0];
    if (!mimic) continue;
    const behind = items[i + 1];
    const isAnswered =
      has(behind, 'result-negative', 'result-less', 'said-no') ||
      (mimic !== 'central' && has(behind, 'result-whole'));
    if (!isDenied && !isAnswered) found.push(mimic);
  }
  return found;
}

const counted: ReadonlySet<Looked['topic']> = new Set<Looked['topic']>([
  'muscle-ankle-inversion',
  'muscle-ankle-eversion',
]);

/** A span that is whole but for one of its roots: "intact L2-S1 except left S1". */
const isTakenOut = (looked: Looked, looks: readonly Looked[]): boolean =>
  looked.isOfSpan &&
  (looked.result === 'whole' || looked.result === 'equal') &&
  looks.some(
    ({ topic, roots, result, kind }) =>
      topic === 'level' &&
      result === 'less' &&
      kind === looked.kind &&
      roots.join() === looked.roots.join(),
  );

function signsOf(
  looks: readonly Looked[],
  items: readonly Item[],
  words: FindingWords,
  side: ExaminedSide | undefined,
): readonly Sign[] {
  const isOld = items.some(
    (item, i) =>
      has(item, 'said-old', 'said-unchanged') && !isOfThen(items, i) && !isNewSince(items, i),
  );
  const isNew = items.some((item) => has(item, 'said-new'));
  const isInDoubt = items.some((item) => has(item, 'said-doubt'));
  // A plan, a fear, an advice, somebody else: nothing of it was found here.
  if (items.some((item) => has(item, 'said-aside'))) return [];
  const reported = items.findIndex((item) => has(item, 'said-reported'));
  const reportedFrom = reported < 0 ? Number.POSITIVE_INFINITY : (items[reported]?.from ?? 0);
  const ownSides = new Set(items.flatMap((item) => (item.is === 'side' ? [item.side] : [])));
  const [soleOfSentence] = ownSides;
  const sole = ownSides.size === 1 ? soleOfSentence : ownSides.size === 0 ? side : undefined;
  return looks.flatMap((looked): readonly Sign[] => {
    const { kind, roots, topic, result } = looked;
    if (kind === undefined || result === undefined || isTakenOut(looked, looks)) return [];
    if (roots.length === 0 && !counted.has(topic)) return [];
    const isUnsure = isInDoubt || looked.from > reportedFrom || isToldBehind(looked, items);
    const is = isUnsure && result !== 'whole' && result !== 'equal' ? 'unclear' : meant(result);
    const ofBoth = result === 'equal' || (looked.side === undefined && isPlural(looked, words));
    return [
      {
        kind,
        test: topic,
        roots,
        side: ofBoth ? 'both' : (looked.side ?? sole),
        is,
        course: isOld || isOfYear(looked, items, words) ? 'old' : isNew ? 'new' : 'unsaid',
        words: clauseOf(looked, items, words),
      },
    ];
  });
}

/** "… which was present before surgery": said of another time, up to the next comma. */
function isOfThen(items: readonly Item[], i: number): boolean {
  const then = items.slice(0, i).findLastIndex((item) => has(item, 'said-then'));
  return then >= 0 && !items.slice(then, i).some(({ is }) => is === 'comma');
}

/** "New since the operation". */
const isNewSince = (items: readonly Item[], i: number): boolean =>
  has(items[i - 1], 'said-new') && !has(items[i - 2], 'said-no');

/** "Weakness noted by the patient": nobody else has seen it. */
const isToldBehind = ({ to }: Looked, items: readonly Item[]): boolean =>
  items.some((item) => has(item, 'said-by-patient') && item.from >= to);

const ends: ReadonlySet<string> = new Set(['.', ';', '!']);

/** "L EHL 4/5 in 2019": of a year that stands behind it in its clause. */
function isOfYear({ to }: Looked, items: readonly Item[], { tokens }: FindingWords): boolean {
  const end = items.find(({ is, from }) => is === 'comma' && from >= to)?.from ?? tokens.length;
  for (let at = to; at < end && !ends.has(tokens[at]?.word ?? ''); at += 1) {
    const before = tokens[at - 1]?.word;
    const isOf = before === 'in' || before === 'since' || before === 'from';
    if (isOf && tokens[at]?.kind === 'year') return true;
  }
  return false;
}

function meant(result: NonNullable<Looked['result']>): Sign['is'] {
  if (result === 'less') return 'abnormal';
  return result === 'whole' || result === 'equal' ? 'normal' : result;
}

/** "Ankle jerks absent", no side beside it: those of both legs. */
const isPlural = ({ topic, to, kind }: Looked, { tokens }: FindingWords): boolean =>
  kind === 'reflex' && topic !== 'level' && /(?:ks|exes|js|trs)$/.test(tokens[to - 1]?.word ?? '');

/** One thing that is said to be whole and not whole says nothing, on that side and on the other. */
function withoutContradictions(signs: readonly Sign[]): readonly Sign[] {
  const test = (sign: Sign) => `${sign.kind} ${sign.test} ${sign.roots.join()}`;
  const says = new Map<string, Set<Sign['is']>>();
  for (const sign of signs) {
    const key = `${test(sign)} ${sign.side ?? ''}`;
    says.set(key, (says.get(key) ?? new Set()).add(sign.is));
  }
  const split = new Set(
    signs.flatMap((sign) => {
      const all = says.get(`${test(sign)} ${sign.side ?? ''}`);
      return all?.has('normal') === true && all.has('abnormal') ? [test(sign)] : [];
    }),
  );
  return signs.map((sign) => (split.has(test(sign)) ? { ...sign, is: 'unreadable' } : sign));
}

/** The part of the sentence between the commas around what was looked at. */
function clauseOf({ from, to }: Looked, items: readonly Item[], words: FindingWords): string {
  const commas = items.filter(({ is }) => is === 'comma');
  const start = commas.findLast((comma) => comma.to <= from)?.to ?? items[0]?.from ?? from;
  const end = commas.find((comma) => comma.from >= to)?.from ?? items.at(-1)?.to ?? to;
  return clause(words, start, end);
}

function clause({ text, tokens }: FindingWords, from: number, to: number): string {
  const said = text.slice(tokens[from]?.start ?? 0, tokens[to - 1]?.end ?? 0);
  return said.replace(/^[\s:;,.)–-]+/, '').trim();
}
