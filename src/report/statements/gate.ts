import { isIn } from '../lexicon/denial-words.ts';
import { is, type Item } from '../notation/items.ts';
import { isRootName, type Memory } from './memory.ts';
import type { Mention } from './mentions.ts';
import { wordsOf } from './root-words.ts';

/**
 * What a clause leaves unexplained that joins a root and a word of uptake; undefined when nothing. The
 * denial of root enhancement elsewhere in the report does not stand beside it: it becomes `uncertain`.
 * Better one denial too few than a root that enhances and is read as one that does not.
 *
 * @param found What was made of the clause.
 */
export function unexplainedIn(
  clause: readonly Item[],
  found: readonly Mention[],
  memory: Memory,
  nameAt: (at: number) => string,
): string | undefined {
  if (memory.isElsewhere === true) return undefined;
  const isRead = found.some(
    ({ finding, by }) => finding === 'rootEnhancement' || by.startsWith('enhance'),
  );
  if (isRead) return undefined;
  const hasRoot = clause.some(
    (item, i) =>
      item.level?.kind === 'root' ||
      item.level?.kind === 'range' ||
      (item.kind === 'head' && isRootName(nameAt(i))),
  );
  if (!hasRoot) return undefined;
  const words = wordsOf(clause);
  if (isAside.test(words)) return undefined;
  const others = clause.filter(
    (item, i) => item.kind === 'head' && !isRootName(nameAt(i)) && nameAt(i) !== 'otherRoot',
  );
  const uptake = clause.find((item) => is(item, 'enhance', 'noun', 'verb', 'negative'));
  // "Enhancing scar around the S1 root": the scar takes it up. "Protrusion with contact to L5, and L5
  // enhances": the root does.
  if (uptake && (others.length === 0 || rootEnhances(clause, nameAt))) return 'uptake';
  const isBright =
    memory.isAfterContrast === true &&
    clause.some((item) => is(item, 'enhance', 'brightNoun', 'brightVerb'));
  if (isBright && others.length === 0) return 'signal';
  // "Right L5 too", "on the right only S1": goes on from what was said of uptake before.
  const goesOn =
    memory.speaksOfUptake === true ||
    memory.lastFound?.some(({ finding }) => finding === 'rootEnhancement') === true;
  if (goesOn && found.length === 0 && others.length === 0 && isElliptic.test(words))
    return 'ellipsis';
  // "Uptake: L3 nil; L4, L5, S1 mild": roots and how much, under a label of uptake.
  // "Post contrast: S1 root left: yes."
  const isAsked = goesOn || memory.isAfterContrast === true;
  if (isAsked && found.length === 0 && isAmountOnly(clause)) return 'amount';
  return undefined;
}

/** The noun that stands nearest before a verb of uptake is a root. */
const rootEnhances = (clause: readonly Item[], nameAt: (at: number) => string): boolean =>
  clause.some((item, verb) => {
    if (!is(item, 'enhance', 'verb') || item.word.endsWith('ing')) return false;
    const noun = clause.findLastIndex(
      (other, i) => i < verb && (other.kind === 'head' || other.level?.kind === 'root'),
    );
    return noun !== -1 && (clause[noun]?.level !== undefined || isRootName(nameAt(noun)));
  });

/** Of another time, of what is asked, of what could be done: nothing is said of now. */
const isAside =
  /\b(?:previous|previously|prior|earlier|recommend\w*|should|would|consider|if|question|history|t2|stir|normal|unremarkable)\b/;

const isElliptic =
  /\b(?:too|also|likewise|only|as well|ditto|same|similarly|so|appeared|new|persists?|remains?|as (?:it|they|before)|does|do|more|less|there (?:is|are)(?=\W*$))\b/;

/** Roots, sides and an amount above none, and nothing else. */
const isAmountOnly = (clause: readonly Item[]): boolean =>
  clause.some(({ words }) => amount.test(words)) &&
  clause.every(
    (item) =>
      item.level !== undefined ||
      amount.test(item.words) ||
      is(item, 'place') ||
      is(item, 'mark') ||
      is(item, 'head', 'root') ||
      is(item, 'grammar', 'and', 'preposition') ||
      isIn('saysNothing', item.words),
  );

const amount =
  /^(?:mild|mildly|slight|slightly|faint|faintly|moderate|marked|strong|avid|intense|subtle|minimal|trace|definite|yes|positive|present|\++)$/;

/**
 * What speaks against the denials of a sentence and was not read: a named root behind "apart from", or a
 * place with an amount of its own ("none (L1-L4), definite (L5)", "right shows enhancement, left nil").
 */
export function contradictedIn(
  items: readonly Item[],
  found: readonly Mention[],
): string | undefined {
  const ofRoots = found.filter(({ finding }) => finding === 'rootEnhancement');
  const isDenied = ofRoots.some(({ said }) => said.as === 'absent');
  if (!isDenied || ofRoots.some(({ said }) => said.as === 'present' || said.as === 'uncertain'))
    return undefined;
  const exception = items.findIndex((item) => is(item, 'grammar', 'exception'));
  const isOfRoot = ({ level }: Item) => level?.kind === 'root' || level?.kind === 'range';
  // "save for the L5 ganglion" leaves out no root.
  const isExcepted =
    exception !== -1 &&
    items.slice(exception + 1, exception + 6).some((item, i) => {
      const next = items[exception + 2 + i];
      return isOfRoot(item) && !(next?.kind === 'head' && !is(next, 'head', 'root', 'cauda'));
    });
  if (isExcepted) return 'exception';
  const isPlace = (item: Item | undefined) =>
    item?.level?.kind === 'root' ||
    item?.level?.kind === 'range' ||
    is(item, 'place', 'left', 'right', 'bilateral');
  const skipped = (at: number, step: 1 | -1) =>
    is(items[at + step], 'mark', '(', ':', '-') ? at + 2 * step : at + step;
  const contradicts = items.some(
    (item, i) =>
      affirming.test(item.words) &&
      items[i - 1]?.forward !== 'absent' &&
      items[i + 1]?.forward !== 'absent' &&
      (isPlace(items[skipped(i, -1)]) || isPlace(items[skipped(i, 1)])) &&
      !isAnsweredElse(items, i) &&
      !items.slice(i, i + 4).some((next) => next.kind === 'state' || next.kind === 'finding'),
  );
  return contradicts ? 'amount' : undefined;
}

/** "Thickening: yes (L5)": the answer to another label. */
function isAnsweredElse(items: readonly Item[], at: number): boolean {
  if (!is(items[at - 1], 'mark', ':')) return false;
  const from = items.findLastIndex((item, i) => i < at && is(item, 'mark', ';', ',', '.'));
  return items
    .slice(from + 1, at)
    .some(
      (item) =>
        item.kind === 'state' ||
        item.kind === 'finding' ||
        (item.kind === 'head' && !is(item, 'head', 'root', 'cauda')),
    );
}

const affirming =
  /^(?:definite|definitely|yes|positive|mild|mildly|faint|faintly|slight|moderate|marked|avid|intense|shows?|\++)$/;
