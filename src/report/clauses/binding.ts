import { exceptionBefore, openingExceptionEnd } from './assertion.ts';
import { isIn } from '../lexicon/denial-words.ts';
import { is, type Item } from '../notation/items.ts';

/** What a word of enhancement, thickening or displacement belongs to. */
export interface Binding {
  /** Places in the clause of the things it is said of; empty when it is said of nothing named. */
  readonly targets: readonly number[];
  /** It is said of the surroundings of these, not of these. */
  readonly around: boolean;
  /** Of what the label of the line, or the sentence before, was about. */
  readonly isBare: boolean;
}

const bare: Binding = { targets: [], around: false, isBare: true };
const to = (...targets: readonly number[]): Binding => ({ targets, around: false, isBare: false });

const isHead = (item: Item | undefined) =>
  item?.kind === 'head' || is(item, 'grammar', 'pronoun') || is(item, 'grammar', 'which');
const isLevelNoun = (item: Item | undefined) => item?.level?.kind === 'root';
const isModifier = (item: Item | undefined) =>
  is(item, 'word') ||
  is(item, 'place') ||
  is(item, 'level') ||
  is(item, 'grammar', 'strength') ||
  item?.forward === 'present';
const isJoin = (item: Item | undefined) =>
  is(item, 'mark', ',', '/', '&') || is(item, 'grammar', 'and');

/** Of a run of nouns ("enhancing nerve root tumour") the last is what is meant. */
function lastOfRun(items: readonly Item[], at: number): number {
  let last = at;
  for (let i = at + 1; i < items.length; i++) {
    // "roots peripherally displaced": that is no noun.
    if (items[i]?.kind === 'head' && items[i]?.name !== 'rim') last = i;
    // "the enhancing joints the roots are dark": an article begins another.
    else if (/^(?:the|a|an)$/.test(items[i]?.words ?? '')) break;
    else if (!(is(items[i], 'word') && items[i + 1]?.kind === 'head')) break;
  }
  return last;
}

/** Whose the predicate at `at` is: "root enhancement", "enhancement of", "root enhances", "enhancing root". */
export function bind(items: readonly Item[], at: number): Binding {
  const item = items[at];
  if (!item) return bare;
  if (is(item, 'state', 'displaceActive')) return objectsAfter(items, at);
  const isNoun =
    is(item, 'enhance', 'noun', 'brightNoun') ||
    is(item, 'state', 'thickNoun', 'displaceNoun', 'size', 'position') ||
    (is(item, 'state', 'clump') &&
      !/ed$|^(?:adher(?:e|es|ent|ing)|stuck|drawn|bound)$/.test(item.word));
  if (isNoun) return bindNoun(items, at);
  const adjective = nounAfter(items, at);
  if (adjective !== undefined) return to(adjective, ...joinedAfter(items, adjective));
  const subject = subjectOf(items, at);
  return subject.length > 0 ? to(...subject) : bare;
}

const isSpot = /^(?:focus|foci|spots?|dots?|specks?|speckles?|areas?|puncta)$/;

/** "enhancing epidural scar", "enhancing and thickened left L5 root": the noun of an adjective. */
function nounAfter(items: readonly Item[], at: number): number | undefined {
  const word = items[at]?.word ?? '';
  const before = items[at - 1];
  const isPredicate =
    (is(before, 'grammar', 'be') ||
      /\b(?:be|is|are|not)$/.test(before?.forward ? before.words : '')) &&
    !items.slice(0, at).some((item) => is(item, 'grammar', 'there'));
  if (isPredicate) return undefined;
  if (['enhance', 'enhances', 'takes', 'take', 'lights', 'light'].includes(word)) return undefined;
  for (let i = at + 1; i < items.length; i++) {
    const item = items[i];
    if (item?.kind === 'head') return lastOfRun(items, i);
    // "enhancing foci along the pia": what they lie on.
    if (isSpot.test(item?.words ?? '') && is(items[i + 1], 'grammar', 'preposition'))
      return objectAfterPreposition(items, i)?.targets[0];
    if (isModifier(item) && item?.backward === undefined) continue;
    if (
      is(item, 'enhance', 'verb', 'negative') ||
      is(item, 'state', 'thickVerb', 'clump', 'displaceVerb')
    )
      continue;
    // "enhancing left L5 and S1 roots"
    if (isJoin(item) && isLevelNoun(items[i - 1]) && leadsToHead(items, i)) continue;
    // "enhancing, tethered root"
    const opensList =
      is(item, 'mark', ',') &&
      i === at + 1 &&
      is(items[i + 1], 'word') &&
      leadsToHead(items, i + 1) &&
      !items.slice(0, at).some(({ kind }) => kind === 'head');
    if (opensList) continue;
    if (
      isJoin(item) &&
      (is(items[i + 1], 'state', 'thickVerb', 'clump', 'displaceVerb') ||
        is(items[i + 1], 'enhance'))
    )
      continue;
    return undefined;
  }
  return undefined;
}

function bindNoun(items: readonly Item[], at: number): Binding {
  const own = compoundBefore(items, at);
  // "faint uptake right S1 root": notes leave the preposition out.
  const next = items[at + 1];
  if (own === undefined && (is(next, 'place') || isLevelNoun(next)) && leadsToHead(items, at)) {
    const head = items.findIndex((item, i) => i > at && item.kind === 'head');
    const last = lastOfRun(items, head);
    return to(last, ...joinedAfter(items, last));
  }
  const after = objectAfterPreposition(items, at);
  // "The roots show uptake in the recesses": of the roots, and where.
  const shown = items.findLastIndex((item, i) => i < at && is(item, 'grammar', 'show'));
  if (shown > 0 && own === undefined && after && !isOf(items, at)) {
    const shower = subjectOf(items, shown);
    if (shower.length > 0) return to(...shower);
  }
  if (own !== undefined) {
    const name = items[own]?.name;
    const passes =
      name === 'rim' ||
      name === 'root' ||
      name === 'cauda' ||
      name === 'lepto' ||
      is(items[own], 'grammar');
    const joined = joinedBefore(items, own);
    if (!after || !passes || after.around) return to(own, ...joined);
    if (name === 'rim') return after;
    return to(
      own,
      ...after.targets.filter((i) =>
        ['root', 'cauda', 'cord', 'skullBase'].includes(items[i]?.name ?? ''),
      ),
    );
  }
  if (after) return after;
  // "NRE L5 right 1": a level where the noun should be.
  const level = is(next, 'place') ? at + 2 : at + 1;
  if (isLevelNoun(items[level]) && !leadsToHead(items, level)) return to(level);
  const subject = subjectOf(items, at);
  return subject.length > 0 ? to(...subject) : bare;
}

const linings = ['lepto', 'root', 'cauda', 'cord', 'dura', 'ependyma', 'epidural'];

/** "No leptomeningeal, cord or root enhancement": the nouns that share the word. */
function joinedBefore(items: readonly Item[], own: number): readonly number[] {
  if (!linings.includes(items[own]?.name ?? '')) return [];
  const found: number[] = [];
  let candidate: number | undefined;
  for (let i = own - 1; i >= 0; i--) {
    const item = items[i];
    if (item?.kind === 'head' && linings.includes(item.name)) candidate = i;
    else if (isJoin(item)) {
      if (candidate !== undefined) found.push(candidate);
      candidate = undefined;
    } else if (is(item, 'grammar', 'preposition', 'around')) return found;
    else if (!isModifier(item)) break;
  }
  if (candidate !== undefined) found.push(candidate);
  return found;
}

/** The first preposition after the noun is "of". */
const isOf = (items: readonly Item[], at: number) =>
  items.slice(at + 1).find((item) => is(item, 'grammar', 'preposition'))?.word === 'of';

/** "nerve root enhancement", "root thickening and enhancement", "S1 enhancement". */
function compoundBefore(items: readonly Item[], at: number): number | undefined {
  for (let i = at - 1; i >= 0; i--) {
    const item = items[i];
    if (item?.kind === 'head') return i;
    if (isLevelNoun(item) && i === at - 1) return i;
    if (is(item, 'state', 'thickNoun', 'displaceNoun', 'clump') || is(item, 'enhance', 'noun'))
      continue;
    if (isJoin(item) && (is(items[i - 1], 'state') || is(items[i - 1], 'enhance'))) continue;
    if (
      is(item, 'word') &&
      isHead(items[i - 1]) &&
      /^(?:abnormal|pathologic|pathological|contrast|linear|smooth|post|gadolinium|intense|avid|nodular|fascicular|significant|diffuse)$/.test(
        item?.word ?? '',
      )
    )
      continue;
    return undefined;
  }
  return undefined;
}

/** "enhancement (and thickening) (is seen) of|along|in … X and Y". */
function objectAfterPreposition(items: readonly Item[], at: number): Binding | undefined {
  let around = false;
  let i = at + 1;
  for (; i < items.length; i++) {
    const item = items[i];
    if (is(item, 'grammar', 'around')) {
      around = true;
      break;
    }
    // "can be seen in" is one phrase of the lexicon.
    if (item?.forward === 'void' && / (?:in|with)$/.test(item.words)) break;
    if (is(item, 'grammar', 'preposition')) {
      // "enhancement was precluded by fat": no object.
      // But "enhancement is shown by the L5 root" has its own.
      const isShownBy =
        item?.word === 'by' &&
        /\b(?:shown|displayed|exhibited|demonstrated)$/.test(items[i - 1]?.words ?? '');
      if (/^(?:by|due|per)$/.test(item?.word ?? '') && !isShownBy) return undefined;
      // "signal after gadolinium in the root"
      if (/^(?:following|after)$/.test(item?.word ?? '')) continue;
      break;
    }
    const passes =
      is(item, 'grammar', 'be', 'exist', 'strength', 'pronoun') ||
      is(item, 'state') ||
      is(item, 'enhance') ||
      is(item, 'word') ||
      isJoin(item) ||
      is(item, 'place') ||
      item?.backward !== undefined ||
      item?.forward !== undefined ||
      is(item, 'finding');
    if (!passes || item?.backward === 'void') return undefined;
    if (is(item, 'grammar', 'exception')) return undefined;
  }
  if (i >= items.length) return undefined;
  // "enhancement on either side", "enhancement with fat suppression": look for the first noun.
  for (let j = i + 1; j < items.length; j++) {
    const item = items[j];
    if (is(item, 'grammar', 'around')) around = true;
    if (item?.kind === 'head' || (is(item, 'grammar', 'pronoun') && !isModifiedBy(items, j))) {
      const head = item?.kind === 'head' ? lastOfRun(items, j) : j;
      return {
        targets: [head, ...joinedAfter(items, head), ...partsAfter(items, head)],
        around,
        isBare: false,
      };
    }
    if (isLevelNoun(item) && !leadsToHead(items, j)) {
      return { targets: [j, ...joinedAfter(items, j)], around, isBare: false };
    }
    // "at L1-L3, which may be vessels": only where.
    const isWhere =
      is(item, 'mark', ',') &&
      j > i + 1 &&
      items.slice(i + 1, j).every((o) => o.level ?? is(o, 'place'));
    if (
      isWhere ||
      is(item, 'grammar', 'show') ||
      is(item, 'mark', ';', '.') ||
      is(item, 'grammar', 'exception')
    )
      return undefined;
  }
  return undefined;
}

/** "both roots": the word before a noun is no pronoun. */
const isModifiedBy = (items: readonly Item[], at: number) => leadsToHead(items, at);

/** Only modifiers stand between here and a noun. */
function leadsToHead(items: readonly Item[], at: number): boolean {
  for (let i = at + 1; i < items.length; i++) {
    const item = items[i];
    if (item?.kind === 'head') return true;
    if (!isModifier(item) && !isJoin(item) && !is(item, 'grammar', 'pronoun')) return false;
  }
  return false;
}

/** Nouns joined to one: "the roots, conus and meninges". Ends at a preposition or verb. */
function joinedAfter(items: readonly Item[], at: number): readonly number[] {
  const found: number[] = [];
  let joined = false;
  let isException = false;
  for (let i = at + 1; i < items.length; i++) {
    const item = items[i];
    if (isJoin(item)) joined = true;
    else if (item?.kind === 'head' && joined) {
      const last = lastOfRun(items, i);
      found.push(last);
      i = last;
      joined = false;
    } else if (isLevelNoun(item) && joined && !leadsToHead(items, i) && isLevelNoun(items[at]))
      found.push(i);
    else if (is(item, 'grammar', 'exception')) {
      isException = true;
      joined = true;
    } else if (
      item?.word === 'of' &&
      joined &&
      (isJoin(items[i - 1]) || /^(?:also|likewise|too)$/.test(items[i - 1]?.words ?? ''))
    ) {
      continue;
    } else if (is(item, 'grammar', 'preposition') && !isException && spansPlace(items, i)) {
      continue;
    } else if (is(item, 'state', 'thickNoun', 'thickVerb', 'displaceNoun', 'clump') && joined)
      continue;
    else if (!isModifier(item) && item?.forward === undefined) break;
    else if (item?.forward === 'absent' && item.word !== 'nor') break;
  }
  return found;
}

/** "roots at L5 and S1 and the conus": a preposition that only names a place. */
function spansPlace(items: readonly Item[], at: number): boolean {
  const next = items[at + 1];
  return is(next, 'level') || is(next, 'place');
}

/** "pial surface of the conus and cauda equina": what the surface, sleeve or part is of. */
function partsAfter(items: readonly Item[], at: number): readonly number[] {
  if (!['lepto', 'epidural', 'dura', 'cord', 'muscle'].includes(items[at]?.name ?? '')) return [];
  const next = items[at + 1];
  const skip = is(next, 'word') ? 2 : 1;
  const link = items[at + skip];
  if (link?.word !== 'of' && !(items[at]?.name === 'lepto' && is(link, 'grammar', 'preposition')))
    return [];
  for (let i = at + skip + 1; i < items.length; i++) {
    const item = items[i];
    if (item?.kind === 'head') {
      const last = lastOfRun(items, i);
      return [last, ...joinedAfter(items, last)];
    }
    if (!isModifier(item)) return [];
  }
  return [];
}

/** "displacing and compressing the left S1 root". */
function objectsAfter(items: readonly Item[], at: number): Binding {
  for (let i = at + 1; i < items.length; i++) {
    const item = items[i];
    if (item?.kind === 'head' || is(item, 'grammar', 'pronoun')) {
      if (is(item, 'grammar', 'pronoun') && leadsToHead(items, i)) continue;
      const last = lastOfRun(items, i);
      return to(last, ...joinedAfter(items, last));
    }
    if (isLevelNoun(item) && !leadsToHead(items, i)) return to(i, ...joinedAfter(items, i));
    if (is(item, 'grammar', 'preposition') && item?.word !== 'of' && item?.word !== 'on')
      return bare;
  }
  return bare;
}

/**
 * The subject of a predicate: the nouns that stand before its verb, without those that hang on a
 * preposition ("scar around the root enhances": the scar).
 */
export function subjectOf(items: readonly Item[], at: number): readonly number[] {
  const found: number[] = [];
  /** What a part, a surface or a preposition at the beginning hangs on, when there is no subject. */
  const fallback: number[] = [];
  let isPast = false;
  let hanging: 'no' | 'of' | 'in' | 'around' = 'no';
  for (let i = 0; i < at; i++) {
    const item = items[i];
    if (is(item, 'grammar', 'exception')) {
      // "Apart from the scar, the roots do not enhance": the exception is no subject.
      const inside = exceptionBefore(items, i + 1);
      const end = openingExceptionEnd(items, i);
      if (inside && inside.main === items.length - 1 && end !== -1) i = end;
      // "All roots apart from L2 enhance"
      else if (found.length > 0 || fallback.length > 0) break;
      continue;
    }
    if (is(item, 'grammar', 'which') && items[i + 1]?.kind === 'head') continue;
    if (item?.kind === 'head' || is(item, 'grammar', 'which')) {
      const last = item?.kind === 'head' ? lastOfRun(items, i) : i;
      if (last >= at) break;
      if (hanging === 'no') found.push(last);
      else if (found.length === 0) {
        // "Below the conus, the signal of each root": the comma ends the place.
        if (hanging !== 'around' && isPast) fallback.length = 0;
        isPast = false;
        if (hanging !== 'around') fallback.push(last);
        // "In the sac the S1 root …": what follows the place may be the subject.
        if (hanging === 'in') hanging = 'no';
      }
      i = last;
      continue;
    }
    if (is(item, 'grammar', 'pronoun') && !leadsToHead(items, i)) {
      // "Above it no root enhances"
      if (is(items[i - 1], 'grammar', 'preposition') && items.slice(i, at).some(isRootHead)) {
        hanging = 'no';
        continue;
      }
      // "It is difficult to say whether the root …": that "it" is nothing.
      const isEmpty =
        item?.word === 'it' &&
        (items[i + 1]?.forward ?? items[i + 2]?.forward) !== undefined &&
        at - i > 3;
      if (found.length === 0 && !isEmpty) found.push(i);
      continue;
    }
    if (isSideNoun(items, i) && found.length === 0) {
      found.push(i);
      continue;
    }
    if (isLevelNoun(item) && hanging === 'no' && !leadsToHead(items, i) && found.length === 0) {
      found.push(i);
      continue;
    }
    const isAdjective =
      /^(?:adjacent|surrounding|overlying)$/.test(item?.words ?? '') &&
      (i === 0 || items[i - 1]?.word === 'the') &&
      leadsToHead(items, i);
    if (isAdjective) continue;
    // "From L4 to S1 every root": a stretch, not the surroundings of something.
    const isStretch = item?.word === 'from' && items[i + 1]?.level !== undefined && i === 0;
    if (isStretch) continue;
    if (is(item, 'grammar', 'around')) hanging = 'around';
    else if (is(item, 'grammar', 'preposition')) {
      if (hanging !== 'around') hanging = item?.word === 'of' ? 'of' : 'in';
    } else if (is(item, 'grammar', 'and') && hanging !== 'around' && startsNoun(items, i + 1)) {
      hanging = 'no';
    } else if (is(item, 'mark', ',', ':', '|')) {
      // "L3 to L5 roots spared, S1 root enhancing": the first have had their predicate.
      if (is(item, 'mark', ',') && items[i - 1]?.backward === 'absent') found.length = 0;
      hanging = 'no';
      isPast = fallback.length > 0;
    }
    // "After gadolinium S3 enhances": the place of the phrase is filled.
    if (
      hanging === 'in' &&
      isIn('agents', item?.words) &&
      (items[i - 1]?.word === 'post' || is(items[i - 1], 'grammar', 'preposition'))
    )
      hanging = 'no';
    const isVerb =
      is(item, 'grammar', 'be', 'show', 'verb', 'exist') || is(item, 'state', 'displaceActive');
    if (isVerb && found.length > 0) break;
    if (isVerb) hanging = 'no';
    if (is(item, 'state', 'displaceActive')) hanging = 'around';
  }
  return found.length > 0 ? found : fallback.slice(0, 1);
}

const isRootHead = (item: Item) => is(item, 'head', 'root', 'cauda');

/** "The left is thicker": a side that stands for the root. */
const isSideNoun = (items: readonly Item[], at: number) =>
  is(items[at], 'place', 'left', 'right') &&
  items[at - 1]?.word === 'the' &&
  !is(items[at - 2], 'grammar', 'preposition') &&
  (is(items[at + 1], 'grammar', 'be', 'show', 'verb') ||
    /^(?:does|do)$/.test(items[at + 1]?.word ?? '') ||
    is(items[at + 1], 'enhance', 'verb') ||
    items[at + 1]?.word === 'one');

const startsNoun = (items: readonly Item[], at: number) =>
  items[at]?.word === 'the' || is(items[at], 'place', 'left', 'right');
