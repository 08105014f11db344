import { is, type Item } from '../notation/items.ts';
import { isRootName, type Memory } from './memory.ts';
import { wordsOf } from './root-words.ts';

/** What a clause that only speaks of the images after contrast says of the roots. */
export type AfterContrast =
  | { readonly says: 'nothing-at-all' }
  | { readonly says: 'roots-normal'; readonly root: number }
  | { readonly says: 'all-but-root'; readonly root: number };

const agent = '(?:contrast|gadolinium|gad|gd|injection)';
const images =
  '(?:images|imaging|sequences?|series|study|scans?|t1|acquisitions?|phase|run|views|part|examination)';
/** Speaks of the time after contrast or of the images made then. */
const isAfter = new RegExp(
  `\\b(?:post|after|following|postcontrast|postgadolinium|postgad)\\b(?: (?:iv|intravenous|the|administration|injection|of|infusion|any|a))* ?\\b${agent}?\\b|\\b(?:contrast|gadolinium|gad|gd)(?: enhanced| weighted| fat| suppressed)* ${images}\\b|\\benhanced ${images}\\b`,
);
const isClean =
  /\b(?:normal|unremarkable|clean|clear|negative|bland|silent|quiet|quiescent|noncontributory|noncontributive|unrevealing|inconspicuous)\b|\bnon contributory\b/;
const saysNothing =
  /\b(?:no|nil|nothing|without|not|any|fails? to)\b(?: [a-z]+){0,6}? ?\b(?:abnormal|abnormality|abnormalities|pathology|pathologic|pathological|further|additional|finding|findings|note|suspicious|significant)\b|\bnothing\b/;
const isOther =
  /\b(?:compared|comparison|interval|since|unchanged|stable|persistent|previous|prior|earlier|would|should|if|recommend|t2|stir|not normal|not clean|not unremarkable|abnormal enhancement|not clear)\b/;
/** Words that keep "normal" from being the last word on the images. */
const isOpen =
  /\b(?:possible|possibly|cannot|could|limited|motion|degraded|artifact|nondiagnostic|equivocal|distribution|excretion|opacification)\b/;

/** Words without which a clause does not speak of the time after contrast. */
const mayBeAfter = (words: string) =>
  words.includes('post') ||
  words.includes('after') ||
  words.includes('following') ||
  words.includes('contrast') ||
  words.includes('enhanced') ||
  words.includes('gad') ||
  words.includes('gd');

/**
 * "Post-contrast series bland", "unremarkable following gadolinium", "no abnormality of the roots after
 * contrast": undefined when the clause says something else, or of something else.
 */
export function afterContrast(
  clause: readonly Item[],
  memory: Memory,
  nameAt: (at: number) => string,
): AfterContrast | undefined {
  if (memory.isElsewhere === true || !clause.some(({ words }) => mayBeAfter(words)))
    return undefined;
  const from = clause.findIndex((item) => is(item, 'grammar', 'exception'));
  const excepted = from === -1 ? [] : exceptedRange(clause, from);
  const kept = clause.filter((_, i) => !excepted.includes(i));
  const words = wordsOf(kept);
  if (!isAfter.test(words) || isOther.test(words) || isOpen.test(words)) return undefined;
  if (!isClean.test(words) && !saysNothing.test(words)) return undefined;
  const isUptake = kept.some((item) => is(item, 'enhance', 'noun', 'verb', 'negative'));
  if (isUptake) return undefined;
  const root = clause.findIndex(
    (item, i) => excepted.includes(i) && item.kind === 'head' && isRootName(nameAt(i)),
  );
  if (root !== -1) return { says: 'all-but-root', root };
  const heads = clause.flatMap((item, i) =>
    item.kind === 'head' && !excepted.includes(i) ? [i] : [],
  );
  const own = heads.find((i) => isRootName(nameAt(i)));
  if (own !== undefined) return { says: 'roots-normal', root: own };
  const isOfAll = heads.every((i) => clause[i]?.name === 'dura');
  const isLabelled = memory.topic !== undefined && !isRootName(memory.topic.name);
  return isOfAll && !isLabelled ? { says: 'nothing-at-all' } : undefined;
}

/** Places of an exception: to the comma or the images when it opens the clause, else to the end. */
function exceptedRange(clause: readonly Item[], from: number): readonly number[] {
  const opens = from <= 1;
  const isEnd = (item: Item, i: number) =>
    i > from && (is(item, 'mark', ',') || /\b(?:post|postcontrast|images)\b/.test(item.words));
  const end = opens ? clause.findIndex(isEnd) : -1;
  const to = end === -1 ? clause.length : end;
  return clause.flatMap((_, i) => (i >= from && i < to ? [i] : []));
}

/** Characters in which the end of a clause is looked for. */
const LAST_WORDS = 120;

/** "The scar enhances, the root within it does not": what the verb left out was said of before. */
export function endsInAuxiliary(clause: readonly Item[]): 'present' | 'absent' | undefined {
  const words = wordsOf(clause)
    .slice(-LAST_WORDS)
    .replace(/(?<![ .,;)])[ .,;)]+$/, '');
  if (
    /\b(?:does|do|did|is|are|was|were) not(?: (?:do )?so)?$|(?:root|roots|rootlets|nerve|nerves|equina|#level) (?:not|cannot)$/.test(
      words,
    )
  )
    return 'absent';
  // "With L4 there is no enhancement. With L5 there is."
  if (/\bthere (?:is|are) (?:not|none)(?: either)?$/.test(words)) return 'absent';
  if (/\bthere (?:is|are)(?: too| also)?$/.test(words)) return 'present';
  if (/\bno (?:longer|more) (?:does|do)(?: so)?$/.test(words)) return 'absent';
  if (
    /\b(?:does|do|did)(?: (?:now|today|currently|still))?(?: (?:so|too|also|as well|likewise))?$/.test(
      words,
    )
  )
    return 'present';
  return undefined;
}

/** "The only enhancement is in the bed", "enhancement is confined to the scar": none elsewhere. */
export const isTheOnly = (clause: readonly Item[]): boolean =>
  !/\bnot (?:only )?[a-z]+ed to\b/.test(wordsOf(clause)) &&
  /\bonly (?:abnormal |pathologic |pathological |area of |site of |focus of |contrast )*(?:enhancement|uptake|contrast uptake)\b|\b(?:enhancement|uptake)\b.{0,30}\b(?:confined|limited|restricted|only|solely|exclusively|isolated) (?:to|in|within|at|of|around)\b/.test(
    wordsOf(clause),
  );

/** "Enhancement pattern of the roots is normal": normal is said of the uptake after it. */
export function isCalledNormal(clause: readonly Item[], at: number): boolean {
  if (clause[at]?.name === 'verb')
    return /^(?:in a )?(?:normally|physiologically|normal (?:fashion|manner|way|pattern))\b/.test(
      wordsOf(clause.slice(at + 1, at + 5)),
    );
  if (
    /^(?:all )?(?:normal|unremarkable)$/.test(clause[at + 1]?.words ?? '') &&
    (clause[at + 2] === undefined || is(clause[at + 2], 'mark'))
  )
    return true;
  let hasPreposition = false;
  for (let i = at + 1; i < clause.length; i++) {
    const item = clause[i];
    if (!item) return false;
    const next = clause[i + 1];
    hasPreposition ||= is(item, 'grammar', 'preposition');
    // "S1 L: enh. S1 R: normal": another label.
    if (
      is(item, 'mark', ':') &&
      !hasPreposition &&
      clause.slice(at + 1, i).some(({ level }) => level)
    )
      return false;
    if (is(item, 'grammar', 'be') || is(item, 'mark', ':')) {
      const after = wordsOf(clause.slice(i + 1, i + 4));
      return /^(?:all |entirely |completely |within )?(?:normal|unremarkable|physiologic|physiological|within normal)\b/.test(
        after,
      );
    }
    const passes =
      is(item, 'word') ||
      is(item, 'place') ||
      is(item, 'level') ||
      is(item, 'grammar', 'preposition', 'and') ||
      is(item, 'head', 'root', 'cauda');
    if (!passes || next === undefined) return false;
  }
  return false;
}
