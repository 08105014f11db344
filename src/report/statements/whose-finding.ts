import { is, type Item } from '../notation/items.ts';
import type { Memory } from './memory.ts';
import { wordsOf } from './root-words.ts';
import { discsOf } from './surgery.ts';

/** A scar of skin or muscle, not of the canal. */
export function isOfWound(items: readonly Item[], at: number): boolean {
  const isSkin = (other: Item) =>
    other.kind === 'head' &&
    other.name === 'muscle' &&
    !/laminectomy|laminotomy|surgical|operat|discectomy/.test(other.words);
  const after = items.slice(at + 1, at + 4);
  // "Annular scar" is in the disc.
  if (/^(?:annul|anul|intradisc)/.test(items[at - 1]?.words ?? '')) return true;
  return (
    items.slice(Math.max(0, at - 3), at).some(isSkin) ||
    (after.some((other) => is(other, 'grammar', 'preposition')) && after.some(isSkin))
  );
}

/** A mass of another organ or of bone. */
export function isOfOrgan(items: readonly Item[], memory: Memory, at: number): boolean {
  const isElsewhere = (other: Item) =>
    is(other, 'head', 'organ', 'bone', 'skullBase') ||
    /^(?:thyroid|breast|lung|vestibular|pulmonary|hilar|pelvic)$/.test(other.word);
  const after = items.slice(at + 1, at + 6);
  // "lesions in L2 and L4 vertebral bodies, suggestive of metastases"
  const isSpread = /^(?:metasta|mets)/.test(items[at]?.words ?? '');
  if (
    isSpread &&
    (items.slice(0, at).some(isElsewhere) || (at < 3 && memory.last?.name === 'bone')) &&
    !/\b(?:intradural|drop|leptomeningeal|epidural|roots?|canal|intraspinal|cauda)\b/.test(
      wordsOf(items),
    )
  )
    return true;
  return (
    items.slice(Math.max(0, at - 2), at).some(isElsewhere) ||
    (is(after[0], 'grammar', 'preposition') && after.some(isElsewhere)) ||
    memory.isElsewhere === true
  );
}

/** A "lesion" that its words place in the canal or a foramen. */
export function isCanalLesion(items: readonly Item[], memory: Memory, at: number): boolean {
  const words = wordsOf(items.slice(Math.max(0, at - 5), at));
  return (
    /\bintradural|\bintraspinal|\bextradural|\bextramedullary|\benhancing|\bforaminal|\bintracanal|\bepidural|\bspace/.test(
      words,
    ) &&
    !is(items[at - 1], 'head', 'bone', 'organ', 'cord') &&
    !isOfOrgan(items, memory, at)
  );
}

/** Said of a disc that the report says was operated on. */
export function isAtOperatedLevel(items: readonly Item[], memory: Memory, at: number): boolean {
  const words = wordsOf(items);
  if (/\boperat(?:ed|ive) (?:level|disc|site|segment)|\bsurgical (?:level|site|bed)/.test(words))
    return true;
  const start = items[at]?.start ?? 0;
  const [nearest] = items
    .filter(({ level }) => discsOf(level).length > 0)
    .toSorted((a, b) => Math.abs(a.start - start) - Math.abs(b.start - start));
  return discsOf(nearest?.level ?? memory.disc ?? memory.spokenDisc).some((disc) =>
    memory.operated.has(disc),
  );
}
