import { isIn } from '../lexicon/denial-words.ts';
import { is, type Item } from '../notation/items.ts';
import type { Effect } from '../lexicon/list-ids.ts';

/** What is said of one mention; `void` is not said of this examination, `past` of an earlier one. */
export interface Said {
  readonly as: 'present' | 'absent' | 'uncertain' | 'void' | 'past' | 'notAssessed';
  /** Said to be gone, or to have been there before. */
  readonly resolved: boolean;
  readonly by: string;
}

const finiteStart =
  /^(?:is|are|was|were|has|have|cannot|can|could|remains?|no|persists?|may|does|do|should|would)$/;

/** Reads the words that govern the item at `at` of a clause. */
export function saidOf(clause: readonly Item[], at: number): Said {
  const exception = exceptionBefore(clause, at);
  if (exception !== undefined) {
    const main = plainlySaid(clause, exception.main, exception.at);
    const isHedged = clause.slice(exception.at, at).some(({ forward }) => forward === 'uncertain');
    const isDenied = main.as === 'absent' || main.by.startsWith('loose');
    const as = isDenied ? (isHedged ? 'uncertain' : 'present') : main.as;
    return { as, resolved: false, by: `exception:${main.by}` };
  }
  return plainlySaid(clause, at, undefined);
}

/** The exception that `at` stands in, and an item of the main part that shows what is excepted from. */
export function exceptionBefore(
  clause: readonly Item[],
  at: number,
): { readonly at: number; readonly main: number } | undefined {
  const index = clause.findLastIndex((item, i) => i < at && is(item, 'grammar', 'exception'));
  if (index === -1) return undefined;
  const before = clause.slice(0, index);
  // "All roots apart from L2 enhance": the verb is of the whole.
  const isOfAll =
    is(clause[at], 'enhance', 'verb') &&
    !/(?:ing|ed)$/.test(clause[at]?.word ?? '') &&
    !before.some((item) => item.forward !== undefined || item.kind === 'enhance') &&
    before.some((item) => is(item, 'head', 'root', 'cauda'));
  if (isOfAll) return undefined;
  if (
    before.some(
      (item) =>
        item.forward !== undefined ||
        is(item, 'enhance', 'noun', 'verb', 'negative') ||
        is(item, 'head'),
    )
  ) {
    return { at: index, main: index };
  }
  // "Apart from the scar, nothing enhances": up to the comma.
  const end = openingExceptionEnd(clause, index);
  if (end === -1 || at > end) return undefined;
  return { at: index, main: clause.length - 1 };
}

/** Where an exception that opens its clause ends. */
export const openingExceptionEnd = (clause: readonly Item[], index: number): number =>
  clause.findIndex(
    (item, i) => i > index && (is(item, 'mark', ',') || is(item, 'grammar', 'there')),
  );

const month =
  /^(?:in|during) (?:last |early |late )?(?:#month|january|february|march|april|june|july|august|september|october|november|december)$/;

interface Trigger {
  readonly effect: Effect;
  readonly item: Item;
}

function plainlySaid(clause: readonly Item[], at: number, ignore: number | undefined): Said {
  const own = clause[at];
  const before = governingBefore(clause, at, ignore);
  const after = governingAfter(clause, at);
  const all = [...before, ...after];
  const by = (trigger: Trigger | undefined, otherwise: string) =>
    trigger ? `${trigger.effect}:${trigger.item.word}` : otherwise;
  const resolved = all.some(({ item }) =>
    /\b(?:resol|clear(?:ed|ance)|disapp|gone|no longer|no more|subsid|vanish)/.test(item.words),
  );
  const find = (list: readonly Trigger[], ...effects: Effect[]) =>
    list.find(({ effect }) => effects.includes(effect));

  const open = find(after, 'notAssessed');
  if (open) return { as: 'notAssessed', resolved: false, by: by(open, '') };
  const voided = find(all, 'void');
  if (voided) return { as: 'void', resolved: false, by: by(voided, '') };
  const unjudged = find(before, 'notAssessed');
  if (unjudged) return { as: 'notAssessed', resolved: false, by: by(unjudged, '') };
  const hedgedAfter = find(after, 'uncertain');
  const deniedAfter = find(after, 'absent');
  const outer = find(before, 'absent', 'uncertain');
  // "Enhancement questioned on the first reading is not confirmed": the verb has the last word.
  const isSettled =
    hedgedAfter &&
    deniedAfter &&
    finiteStart.test(deniedAfter.item.word) &&
    /^(?:questioned|suspected|suggested|queried|possible|equivocal)$/.test(
      hedgedAfter.item.words,
    ) &&
    clause.indexOf(hedgedAfter.item) < clause.indexOf(deniedAfter.item);
  if (isSettled) return { as: 'absent', resolved, by: by(deniedAfter, '') };
  if (hedgedAfter) return { as: 'uncertain', resolved: false, by: by(hedgedAfter, '') };
  if (outer?.effect === 'uncertain') {
    if (deniedAfter) return { as: 'absent', resolved, by: by(deniedAfter, '') };
    return { as: 'uncertain', resolved: false, by: by(outer, '') };
  }
  // "No lesion and no enhancement of the roots": that "no" is of the phrase itself.
  const isJoinedNo =
    own?.words.startsWith('no ') === true &&
    outer !== undefined &&
    isJoined(clause, outer.item, own);
  if (isJoinedNo) return { as: 'absent', resolved, by: `word:${own.word}` };
  const intrinsic =
    is(own, 'enhance', 'negative', 'dull') || is(own, 'state', 'notThick', 'notClump');
  if (outer && !intrinsic) {
    // Two negatives are not read as a positive.
    // But "did not see a disc and thought infection doubtful" denies twice.
    if (deniedAfter && !isJoined(clause, outer.item, deniedAfter.item))
      return { as: 'uncertain', resolved: false, by: 'double-negative' };
    if (!deniedAfter && isNamedAgain(clause, outer.item, at))
      return { as: 'present', resolved: false, by: 'plain:again' };
    if (!deniedAfter && isLoose(clause, outer.item, at))
      return { as: 'uncertain', resolved: false, by: `loose:${outer.item.word}` };
    return { as: 'absent', resolved, by: by(outer, '') };
  }
  // "Fails to remain dark", "is not dark": it is bright.
  const isNotDark =
    is(own, 'enhance', 'dull') &&
    outer !== undefined &&
    clause[at - 1] === outer.item &&
    !deniedAfter;
  if (isNotDark) return { as: 'present', resolved: false, by: 'double-negative:dark' };
  if (intrinsic) {
    return outer || deniedAfter
      ? { as: 'uncertain', resolved: false, by: 'double-negative' }
      : { as: 'absent', resolved: false, by: `word:${own?.word ?? ''}` };
  }
  if (deniedAfter) return { as: 'absent', resolved, by: by(deniedAfter, '') };
  // "In May the root enhanced"; "MRI in May: the root enhances" is of now.
  const isOfThen =
    own?.word === 'enhanced' ||
    (own?.word === 'enhancing' && clause[at + 1]?.backward === 'past') ||
    clause.some((item) => /\b(?:was|were|had|showed|demonstrated)\b/.test(item.words));
  // "In 2023 the root enhanced"
  const year = clause.findIndex(
    (item, i) =>
      item.words === '#number' &&
      item.end - item.start === 4 &&
      /^(?:in|since)$/.test(clause[i - 1]?.word ?? ''),
  );
  const isThen =
    own?.word === 'enhanced' ||
    (own?.word === 'enhancing' && /^(?:was|were)$/.test(clause[at - 1]?.word ?? ''));
  if (isThen && year !== -1 && !find(all, 'present'))
    return { as: 'past', resolved: false, by: 'past:year' };
  const past = all.find(
    ({ effect, item }) => effect === 'past' && (isOfThen || !month.test(item.words)),
  );
  if (past && !find(all, 'present')) return { as: 'past', resolved: false, by: by(past, '') };
  return { as: 'present', resolved: false, by: by(find(all, 'present'), 'plain') };
}

/** Triggers before `at` whose reach has not ended, the outermost first. */
function governingBefore(
  clause: readonly Item[],
  at: number,
  ignore: number | undefined,
): readonly Trigger[] {
  const found: Trigger[] = [];
  let reach = 0;
  for (let i = 0; i < at; i++) {
    const item = clause[i];
    if (!item) break;
    // "apparently arising from a root and deflecting the others": the hedge was of the first.
    if (isLink(item) && is(clause[i + 1], 'state', 'displaceActive')) {
      const kept = found.filter(
        ({ item: hedge }) => !/^(?:apparent|presumabl|possibl)/.test(hedge.word),
      );
      found.splice(0, found.length, ...kept);
    }
    if (i !== ignore && endsReach(clause, i)) {
      found.length = 0;
      reach = i;
    }
    // "?enhancing roots: none enhance": a query is of what stands right behind it.
    if (is(item, 'mark', ',', ':'))
      found.splice(0, found.length, ...found.filter(({ item: hedge }) => hedge.word !== '?'));
    if (isAnswer(clause, i) || comparesSizes(clause, i)) continue;
    // "Differential for the enhancing root: schwannoma, CIDP": of what is there.
    const isOfGiven =
      /^(?:differential|ddx|dd)\b.*\b(?:for|of)$/.test(item.words) &&
      /^(?:the|this|these)$/.test(clause[i + 1]?.word ?? '') &&
      clause.some(
        (other, k) =>
          k > at &&
          (is(other, 'mark', ':') ||
            /^includ/.test(other.words) ||
            (k === at + 1 && is(other, 'grammar', 'be'))),
      );
    if (isOfGiven) continue;
    // "enhancement none, thickening none": it has looked back.
    const next = clause[i + 1];
    const isClosing = looksForward.test(item.words) || item.words === 'no';
    if (isClosing && (next === undefined || is(next, 'mark'))) continue;
    // "is borderline thickened"
    // "There is questionable enhancement"
    const isThere = is(clause[i - 1], 'grammar', 'there');
    if (
      item.backward === 'uncertain' &&
      /^(?:is|are|was|were)\b/.test(item.words) &&
      (isThere || (i + 1 === at && is(clause[at], 'state')))
    ) {
      found.push({ effect: 'uncertain', item });
      continue;
    }
    if (item.forward && i >= reach) {
      // "is not without enhancement"
      const last = found.at(-1);
      if (
        item.word === 'without' &&
        last &&
        clause[i - 1] === last.item &&
        last.item.words.endsWith('not')
      ) {
        found.pop();
        continue;
      }
      if (item.word === 'non' || item.word === 'un') {
        if (i + 1 === at) found.push({ effect: 'absent', item });
        continue;
      }
      found.push({ effect: item.forward, item });
    }
  }
  // A void or a past governs from outside; the order among the rest is kept.
  return found;
}

/** Where the reach of what stands before ends: a new predicate, a new positive phrase. */
function endsReach(clause: readonly Item[], i: number): boolean {
  const [item, next, third] = [clause[i], clause[i + 1], clause[i + 2]];
  if (is(item, 'grammar', 'exception')) return true;
  // "The right one is not: it enhances": the verb before the colon has been denied.
  if (is(item, 'mark', ':') && /\bnot$/.test(clause[i - 1]?.words ?? '')) return true;
  // "No additional root enhancement (left L5 enhancing)": a bracket tells for itself.
  if (is(item, 'mark', '(') && bracketTells(clause, i)) return true;
  // "there is none now: left S1 enhances": what follows the colon has a subject and a verb of its own.
  if (is(item, 'mark', ':') && tellsAnew(clause, i)) return true;
  // "no scar the root enhances", typed without stops: an article behind a noun begins anew.
  const before = clause[i - 1];
  if (item?.word === 'the' && (before?.kind === 'head' || before?.kind === 'finding')) return true;
  if (is(item, 'mark', ',') && affirmsItself(clause, i)) return true;
  const link =
    is(item, 'mark', ',') ||
    (is(item, 'grammar', 'and') && item?.word !== 'or' && item?.word !== 'nor');
  if (link) {
    // "without enhancement of L5 and with enhancement of S1"
    if (next?.word === 'with' && isWithout(clause, i)) return true;
    const isAdverb = /^(?:now|today|currently|still|also|then|again|itself)$/.test(
      next?.word ?? '',
    );
    const after = isAdverb || (is(next, 'grammar', 'and') && next?.word !== 'or') ? third : next;
    if (is(next, 'grammar', 'and') && (next?.word === 'or' || next?.word === 'nor')) return false;
    if (isVerbForm(after)) return !isParenthesis(clause, i);
    if (after?.forward && after.forward !== 'past' && after.word !== 'suspicious') return true;
    if (is(item, 'mark', ',') && is(after, 'grammar', 'strength') && !laterOr(clause, i))
      return true;
    return false;
  }
  if (item?.word === 'with' && (is(next, 'grammar', 'strength') || next?.word === 'enhancing'))
    return true;
  return false;
}

/** A bracket with a place and a verb of uptake of its own. */
function bracketTells(clause: readonly Item[], open: number): boolean {
  const close = clause.findIndex((item, i) => i > open && is(item, 'mark', ')'));
  const inside = clause.slice(open + 1, close === -1 ? clause.length : close);
  return (
    inside.some((item) => is(item, 'enhance', 'verb')) &&
    inside.some((item) => item.level?.kind === 'root' || is(item, 'place', 'left', 'right')) &&
    !inside.some(({ forward }) => forward === 'absent')
  );
}

/** A root, and behind it a verb of uptake, before any further mark. */
function tellsAnew(clause: readonly Item[], colon: number): boolean {
  const part = partAfter(clause, colon);
  const verb = part.findIndex((item) => is(item, 'enhance', 'verb') && isFiniteUptake(item));
  const subject = part
    .slice(0, Math.max(0, verb))
    .some((item) => item.level !== undefined || is(item, 'head', 'root', 'cauda'));
  const isDenied = part.slice(0, Math.max(0, verb)).some((item) => item.forward !== undefined);
  return verb > 0 && subject && !isDenied;
}

const isFiniteUptake = ({ word }: Item) => /(?:es|s)$/.test(word);

/** "No root, be it on the right or the left, enhances": the denied subject waits for its verb. */
function isParenthesis(clause: readonly Item[], comma: number): boolean {
  if (!is(clause[comma], 'mark', ',')) return false;
  const start = clause.findLastIndex((item, i) => i < comma && is(item, 'mark', ':')) + 1;
  const first = clause.findIndex((item, i) => i >= start && is(item, 'mark', ','));
  const closing = clause.findIndex(
    (item, i) => i > first && is(item, 'mark', ',') && isVerbForm(clause[i + 1]),
  );
  if (closing === -1 || (comma !== first && comma !== closing)) return false;
  const subject = clause.slice(start, first);
  const isOfNone = subject[0]?.forward === 'absent' && subject[0].words.startsWith('n');
  return (
    isOfNone &&
    subject.some((item) => is(item, 'head', 'root', 'cauda')) &&
    !subject.some((item) => item.kind === 'enhance' || isVerbForm(item)) &&
    !clause.slice(first, closing).some((item) => item.kind === 'enhance' || item.kind === 'head')
  );
}

const isWithout = (clause: readonly Item[], at: number) =>
  clause.slice(0, at).some(({ word }) => word === 'without');

/** The items of a list up to its next comma. */
function partAfter(clause: readonly Item[], comma: number): readonly Item[] {
  const end = clause.findIndex((item, k) => k > comma && is(item, 'mark', ',', ';', '.'));
  return clause.slice(comma + 1, end === -1 ? clause.length : end);
}

/**
 * "No abscess, left S1 root enhancement": one "no" and a comma before something with a level and a side.
 * A list that ends in "or" denies all of it; this may deny the first only.
 */
function isLoose(clause: readonly Item[], denial: Item, at: number): boolean {
  const from = clause.indexOf(denial);
  // "No enhancement of L5, enhancement of S1"
  const isAgain = (items: readonly Item[]) =>
    items.some((item) => is(item, 'enhance', 'noun')) &&
    items.some((item) => item.level?.kind === 'root');
  const comma = clause.findLastIndex((item, k) => k < at && k > from && is(item, 'mark', ','));
  if (
    comma === -1 ||
    !clause.slice(from + 1, comma).some((item) => item.kind === 'head' || isMention(item))
  )
    return false;
  const part = partAfter(clause, comma);
  const isJoint = clause
    .slice(from, at + 1)
    .concat(part)
    .some((item) => is(item, 'grammar', 'and'));
  if (!isJoint && isAgain(part) && isAgain(clause.slice(from, comma))) return true;
  return (
    !isJoint &&
    part.some((item) => is(item, 'place', 'left', 'right')) &&
    part.some((item) => item.level?.kind === 'root')
  );
}

/**
 * "On the right no enhancement, on the left enhancement of L5": the uptake is named again, of another
 * place. A list that ends in "or" denies all of it.
 */
function isNamedAgain(clause: readonly Item[], denial: Item, at: number): boolean {
  const from = clause.indexOf(denial);
  const comma = clause.findLastIndex((item, k) => k < at && k > from && is(item, 'mark', ','));
  if (comma === -1 || !is(clause[at], 'enhance', 'noun')) return false;
  const part = partAfter(clause, comma);
  const before = clause.slice(0, comma);
  const isOpen = clause.slice(from).some((item) => item.word === 'or' || item.word === 'nor');
  const placesIn = (items: readonly Item[]) =>
    items.flatMap((item) =>
      is(item, 'place', 'left', 'right')
        ? [item.name]
        : item.level?.kind === 'root'
          ? [item.level.name]
          : [],
    );
  const own = placesIn(part);
  return (
    !isOpen &&
    clause.slice(from, comma).some((item) => is(item, 'enhance', 'noun')) &&
    part.filter(({ forward }) => forward === 'absent').length === 0 &&
    own.length > 0 &&
    placesIn(before).length > 0 &&
    own.some((place) => !placesIn(before).includes(place))
  );
}

const strongly =
  /^(?:avidly|intensely|strongly|brightly|clearly|mildly|faintly|markedly|vividly|slightly|weakly|moderately|still|now|again)$/;
const denying = (item: Item | undefined) =>
  item?.forward === 'absent' && /^(?:no|nil|without)\b/.test(item.words);
const isYes = (item: Item | undefined) => /^(?:present|yes|positive)$/.test(item?.words ?? '');

/**
 * A part of a list that says for itself that it is so: "no discitis, no abscess, left S1 root
 * enhancement" (where each denied part has its own "no"), "no disc, scar present, root enhancement
 * present", "not enlarged, avidly enhancing". "No discitis, no abscess, scar or mass" denies them all.
 */
function affirmsItself(clause: readonly Item[], comma: number): boolean {
  const part = partAfter(clause, comma);
  const [first, second] = part;
  const isOpen = part.some((item) => item.word === 'or' || item.word === 'nor');
  if (isOpen || denying(first) || is(first, 'grammar', 'and')) return false;
  if (strongly.test(first?.words ?? '') && is(second, 'enhance', 'verb')) return true;
  const starts = clause.filter(
    (item, k) => k < comma && denying(item) && (k === 0 || is(clause[k - 1], 'mark', ',', ':')),
  );
  if (starts.length >= 2 && part.some(isMention)) return true;
  const isNamed =
    part.some((item) => is(item, 'place', 'left', 'right', 'bilateral')) ||
    part.some((item) => item.level !== undefined);
  const answers = clause.filter(
    (item, k) => isYes(item) && (k + 1 === clause.length || is(clause[k + 1], 'mark')),
  );
  return isYes(part.at(-1)) && part.length > 1 && (answers.length >= 2 || isNamed);
}

/** A link stands between two negations: each has its own part. */
const isJoined = (clause: readonly Item[], first: Item, second: Item) =>
  clause
    .slice(clause.indexOf(first) + 1, clause.indexOf(second))
    .some((item) => is(item, 'grammar', 'and') && item.word === 'and');

const isLink = (item: Item | undefined) => is(item, 'mark', ',') || is(item, 'grammar', 'and');

const isVerbForm = (item: Item | undefined) =>
  is(item, 'grammar', 'be', 'show') ||
  (item?.kind === 'enhance' && item.word === 'enhances') ||
  (item?.forward !== undefined && /^(?:does|do|is|are|has|have|may|might|could)$/.test(item.word));

const laterOr = (clause: readonly Item[], i: number) =>
  clause.slice(i).some((item) => item.word === 'or' || item.word === 'nor');

/** The answer of a form: "Arachnoiditis: no." It speaks of what stands before the colon. */
function isAnswer(clause: readonly Item[], i: number): boolean {
  const [before, next] = [clause[i - 1], clause[i + 1]];
  const ends = (item: Item | undefined) =>
    item === undefined || (is(item, 'mark') && item.name !== '/');
  // "Enhancement: none abnormal."
  const isNothing = /^(?:none|nil|nothing)$/.test(clause[i]?.words ?? '');
  const closes =
    ends(next) || (isNothing && isIn('noneOfForm', next?.words) && ends(clause[i + 2]));
  return is(before, 'mark', ':', '|', '=') && closes;
}

/** Words that deny or hedge on either side: "nil abscess", "abscess: nil". */
const looksForward =
  /^(?:nil|none|negative|absent|resolved|suspected|questionable|equivocal|borderline|indeterminate|unchanged|stable)$/;

/** A finding or a thing follows before any mark, verb or preposition. */
function leadsToMention(clause: readonly Item[], i: number): boolean {
  for (const next of clause.slice(i + 1, i + 8)) {
    if (['head', 'enhance', 'state', 'finding'].includes(next.kind)) return true;
    if (next.kind === 'mark') return false;
    if (next.kind === 'grammar' && next.name !== 'strength' && next.name !== 'and') return false;
  }
  return false;
}

/** "8 mm versus 5 mm" leaves nothing open. */
const comparesSizes = (clause: readonly Item[], i: number) =>
  /^(?:vs|versus)$/.test(clause[i]?.words ?? '') && clause[i + 1]?.word === '#number';

const isOfCauses = /^(?:differential|ddx|dd|differentials)\b/;

const closesPart = (clause: readonly Item[], i: number) =>
  clause[i + 1] === undefined || is(clause[i + 1], 'mark', ',', ';', '.', ')');

const answerOf = (item: Item): Effect | undefined =>
  item.word === 'n' ? 'absent' : (item.forward ?? item.backward);

/** Triggers after `at` that reach back to it. */
function governingAfter(clause: readonly Item[], at: number): readonly Trigger[] {
  const found: Trigger[] = [];
  for (let i = at + 1; i < clause.length; i++) {
    const item = clause[i];
    if (!item) break;
    if (is(item, 'grammar', 'exception')) break;
    // "…, ddx neuritis vs schwannoma": what follows speaks of causes.
    if (isOfCauses.test(item.words) && is(clause[i - 1], 'mark', ',')) break;
    // "Facet enhancement, nil root enhancement": it looks forward when a noun follows.
    if (looksForward.test(item.words) && leadsToMention(clause, i)) continue;
    // "… do not enhance and none is nodular": the subject of what follows.
    if (/^(?:none|neither)$/.test(item.words) && is(clause[i + 1], 'grammar', 'be', 'show', 'verb'))
      continue;
    // "enhance neither before nor after"
    if (item.words === 'neither' && i === at + 1 && is(clause[at], 'enhance', 'verb')) {
      found.push({ effect: 'absent', item });
      continue;
    }
    // "enhances no more"
    // But "expected after surgery, no more" only says how little it means.
    const isMeasure = item.words === 'no more' && is(clause[i - 1], 'mark', ',');
    if (/^no (?:more|longer)$/.test(item.words) && closesPart(clause, i) && !isMeasure) {
      found.push({ effect: 'absent', item });
      continue;
    }
    // "Roots: enhancement no, thickening no"
    if (/^(?:no|n|nil)$/.test(item.words) && closesPart(clause, i) && isMention(clause[i - 1])) {
      found.push({ effect: 'absent', item });
      continue;
    }
    if (comparesSizes(clause, i)) continue;
    const effect = isAnswer(clause, i) ? answerOf(item) : item.backward;
    if (!effect) continue;
    if (reachesBack(clause, at, i)) found.push({ effect, item });
  }
  return found;
}

/** A trigger without its own verb stops at a comma or "with" when a mention stands between. */
function reachesBack(clause: readonly Item[], at: number, trigger: number): boolean {
  const item = clause[trigger];
  // "The root enhances and is pulled back": the second verb says nothing of the first.
  const isOfSecond =
    isPlainUptake(clause[at]) &&
    clause
      .slice(at + 1, trigger + 1)
      .some(
        (between, i) =>
          is(clause[at + i], 'grammar', 'and') &&
          (is(between, 'grammar', 'be', 'show') || finiteStart.test(between.word)),
      );
  if (isOfSecond) return false;
  // "Arachnoiditis, clumping: absent": the answer is to all of its label.
  const hasVerb =
    finiteStart.test(item?.word ?? '') ||
    is(clause[trigger - 1], 'grammar', 'be') ||
    isAnswer(clause, trigger);
  let mentions = 0;
  let isOfAnother = false;
  for (let i = trigger - 1; i > at; i--) {
    const between = clause[i];
    // "the ventral roots enhance, the dorsal roots are spared"
    isOfAnother ||= between?.kind === 'head' || between?.level !== undefined;
    if (isOfAnother && is(between, 'mark', ',') && /\bspared$/.test(item?.words ?? ''))
      return false;
    if (isMention(between)) mentions++;
    if (isAnswer(clause, i)) return false;
    const isStop =
      is(between, 'mark', ',') || between?.word === 'with' || between?.word === 'without';
    if (isStop && mentions > 0 && !hasVerb) return false;
    // "… enhances and displacement is not seen": the other verb has its own subject.
    if (isVerbForm(between) && mentions > 0 && is(clause[i - 1], 'grammar', 'and')) return false;
  }
  return true;
}

/** A verb of now: "enhances", "takes up contrast". */
const isPlainUptake = (item: Item | undefined) =>
  is(item, 'enhance', 'verb') && /^(?:enhance|take|light)s?$/.test(item?.word ?? '');

const isMention = (item: Item | undefined) =>
  is(item, 'enhance', 'noun', 'verb') ||
  is(item, 'finding') ||
  is(item, 'state') ||
  is(item, 'head', 'scar', 'herniation', 'mass', 'infection');
