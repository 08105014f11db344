import type { RootEnhancement, RootName } from '../../report/findings/report-findings.ts';
import { discLevelsIn, type DiscLevel, type Side } from '../values/anatomy.ts';

/** The roots that a report says enhance (or may enhance), taken together. */
export interface EnhancingRoots {
  /** The roots named one by one, each once. */
  readonly names: readonly RootName[];
  /** Undefined as soon as the side of one of them is not said. */
  readonly side: Side | undefined;
  /** A root that is not named is among them. */
  readonly hasUnnamed: boolean;
  /** The cauda equina, a diffuse, nodular or symmetric picture, both sides, or three roots and more. */
  readonly isWidespread: boolean;
  /** Disc levels named in the sentences that say so: for a root that is not named itself. */
  readonly discs: readonly DiscLevel[];
  /** The sentences speak of a foramen or of what lies beside it: where a root leaves. */
  readonly isForaminal: boolean;
}

/** Puts the places of one finding together. Nothing is added to what the report says. */
export function enhancingRoots({ locations, pattern, quotes }: RootEnhancement): EnhancingRoots {
  const names = [...new Set(locations.flatMap(({ level }) => (isRoot(level) ? [level] : [])))];
  const side = commonSide(locations);
  return {
    names,
    side,
    hasUnnamed: locations.length === 0 || locations.some(({ level }) => level === 'unspecified'),
    isWidespread:
      side === 'bilateral' ||
      names.length > 2 ||
      pattern === 'diffuse' ||
      pattern === 'nodular' ||
      locations.some(({ level }) => level === 'cauda-equina'),
    discs: [...new Set(quotes.flatMap(({ text }) => discLevelsIn(text)))],
    isForaminal: quotes.some(({ text }) =>
      /foramin|\bforamen|\bfar[- ]lateral\b|\bexit/i.test(text),
    ),
  };
}

const isRoot = (level: string): level is RootName => /^[LS][1-5]$/.test(level);

/** A root named twice, once without its side ("right L5 root … the L5 root"), has the side once said. */
function commonSide(locations: RootEnhancement['locations']): Side | undefined {
  const said = locations.filter(
    ({ level, side }) =>
      side !== 'unspecified' ||
      !locations.some((other) => other.level === level && other.side !== 'unspecified'),
  );
  const sides = new Set(said.map(({ side }) => side));
  if (sides.has('bilateral') || (sides.has('left') && sides.has('right'))) return 'bilateral';
  if (sides.size !== 1) return undefined;
  const [side] = sides;
  return side === 'left' || side === 'right' ? side : undefined;
}

/** The two roots that a lumbar disc meets: L4-L5 meets L4, which leaves there, and L5, which passes. */
export function rootsAtDisc(disc: DiscLevel): { exiting: RootName; traversing: RootName } {
  const [exiting, traversing] = disc.split('-') as [RootName, RootName];
  return { exiting, traversing };
}

/** True when a root leaves at one of the discs or passes it. */
export const isAtDisc = (root: RootName, discs: readonly DiscLevel[]): boolean =>
  discs.some((disc) => Object.values(rootsAtDisc(disc)).includes(root));

/**
 * Whether all of the roots may belong to the given discs: by the disc levels of the sentence where it
 * names any, and by their names. False when neither tells.
 */
export function lieAtDiscs(roots: EnhancingRoots, discs: readonly DiscLevel[]): boolean {
  if (!roots.names.every((root) => isAtDisc(root, discs))) return false;
  if (roots.discs.length > 0) return roots.discs.some((disc) => discs.includes(disc));
  return !roots.hasUnnamed;
}

/**
 * True when nothing but the name of a root that leaves at the discs ties it to them: L5 after surgery
 * at L5-S1, with no disc level and no foramen in the sentence. It is mostly met one level above.
 */
export const onlyLeavesAt = (roots: EnhancingRoots, discs: readonly DiscLevel[]): boolean =>
  roots.names.length > 0 &&
  discs.length > 0 &&
  roots.discs.length === 0 &&
  !roots.isForaminal &&
  !roots.names.some((root) => discs.some((disc) => rootsAtDisc(disc).traversing === root));

/**
 * The roots that disease at the same disc could make painful: every root of each disc of `discs`
 * that the root meets. L5 with an operated L4-L5 allows L4 and L5; with no level known, L4, L5 and S1.
 */
export function rootsSharingDisc(root: RootName, discs: readonly DiscLevel[]): readonly RootName[] {
  const near = (discs.length > 0 ? discs : allDiscs).filter((disc) => isAtDisc(root, [disc]));
  return [...new Set([root, ...near.flatMap((disc) => Object.values(rootsAtDisc(disc)))])];
}

const allDiscs: readonly DiscLevel[] = ['L1-L2', 'L2-L3', 'L3-L4', 'L4-L5', 'L5-S1'];
