import type { Said } from './assertion.ts';
import { is, type Item } from '../notation/items.ts';
import { isIn } from '../lexicon/denial-words.ts';
import { answerOf } from './place-lists.ts';
import { placesOf, type Place } from './places.ts';

/** What a list of things under a label of uptake says of roots. */
export interface ListedRoot {
  readonly places: readonly Place[];
  readonly said: Said;
}

/** Parts of a list and items of its label that are read. */
const MOST_PARTS = 12;
const LONGEST_LABEL = 9;

/**
 * "Gadolinium uptake: laminectomy bed yes, disc rim no, roots yes (left S1)", "uptake seen in: scar, left
 * S1 root", "not seen in: roots, conus". Every part must be understood and one of them be another thing
 * than a root, else undefined: the sentence is then read as any other.
 *
 * @param goesOn The sentence before spoke of uptake: the label need not name it again.
 */
export function thingListOf(
  items: readonly Item[],
  goesOn: boolean,
): readonly ListedRoot[] | undefined {
  const colon = items.slice(0, LONGEST_LABEL + 1).findIndex((item) => is(item, 'mark', ':'));
  if (colon < 1) return undefined;
  const label = items.slice(0, colon);
  const isOfUptake = label.some((item) => is(item, 'enhance', 'noun', 'verb', 'negative'));
  const isSeenIn = goesOn && /^(?:in|of|at)$/.test(label.at(-1)?.word ?? '');
  if ((!isOfUptake && !isSeenIn) || label.some(({ kind, level }) => kind === 'head' || level))
    return undefined;
  const isDenied = label.some(
    (item) =>
      item.forward === 'absent' || item.backward === 'absent' || is(item, 'enhance', 'negative'),
  );
  const isOpen = label.some(
    ({ forward }) => forward !== undefined && forward !== 'absent' && forward !== 'present',
  );
  const parts = partsOf(items.slice(colon + 1));
  if (isOpen || parts.length < 2 || parts.length > MOST_PARTS) return undefined;
  const found: ListedRoot[] = [];
  let hasOther = false;
  let last: 'root' | 'other' | undefined;
  for (const part of parts) {
    const answer = part.map(answerOf).find((said) => said !== undefined);
    if (!part.every(isPlain)) return undefined;
    const root = part.findIndex((item) => is(item, 'head', 'root', 'cauda'));
    const thing = part.findLast((item) => item.kind === 'head');
    const level = part.findIndex((item) => item.level?.kind === 'root');
    const isOfRoot = root !== -1 ? thing === part[root] : thing === undefined && level !== -1;
    // "None elsewhere" closes the list; "equivocal, right L5" is no list of things.
    if (thing === undefined && level === -1) {
      if (answer === 'absent' && part.length > 1) continue;
      return undefined;
    }
    const as = answer ?? (isDenied ? 'absent' : 'present');
    // "roots yes (left S1)": where, of the root before.
    const before = found.at(-1);
    if (thing === undefined && last === 'root' && before && answer === undefined && level !== -1) {
      const places = placesOf(part, level, -1, undefined);
      found[found.length - 1] = { ...before, places };
      continue;
    }
    last = isOfRoot ? 'root' : 'other';
    hasOther ||= thing !== undefined && !isOfRoot;
    if (!isOfRoot) continue;
    const head = root !== -1 ? root : level;
    const places = placesOf(part, head, -1, undefined);
    found.push({ places, said: { as, resolved: false, by: 'list:things' } });
  }
  return hasOther && found.length > 0 ? found : undefined;
}

const isPlain = (item: Item): boolean =>
  item.kind === 'head' ||
  item.level !== undefined ||
  is(item, 'place') ||
  is(item, 'mark') ||
  is(item, 'grammar', 'preposition', 'strength', 'pronoun') ||
  answerOf(item) !== undefined ||
  item.words === '#number' ||
  isIn('harmless', item.words);

/** Parts by comma, stop, bracket or number of a list. */
function partsOf(items: readonly Item[]): readonly (readonly Item[])[] {
  const parts: Item[][] = [[]];
  for (const item of items) {
    const parts_ = is(item, 'mark', ',', ';', '.', '(', ')', '/');
    const joins = is(item, 'grammar', 'and') && item.word !== 'nor';
    if (parts_ || joins) parts.push([]);
    else parts.at(-1)?.push(item);
  }
  return parts.filter((part) => part.some(({ words }) => words !== '#number'));
}
