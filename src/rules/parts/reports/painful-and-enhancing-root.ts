import type { DiscLevel } from '../../../facts/values/anatomy.ts';
import type { Day } from '../../../facts/values/calendar.ts';
import { rootsSharingDisc, type EnhancingRoots } from '../../../facts/imaging/enhancing-roots.ts';
import type { PainfulRoot } from '../../../facts/neurology/leg-symptoms.ts';
import type { LumbarPicture } from '../../../facts/lumbar-picture.ts';

/**
 * Whether the recorded painful root and the enhancing ones cannot be brought together: other side, or
 * no root in common after allowing, for each operated disc, the root that leaves there and the one
 * that passes.
 */
export function areDifferent(
  painful: PainfulRoot,
  { names, side }: EnhancingRoots,
  operated: readonly DiscLevel[],
): boolean {
  if (side !== undefined && side !== painful.side) return true;
  return (
    names.length > 0 &&
    names.every((root) => !rootsSharingDisc(root, operated).includes(painful.root))
  );
}

/**
 * Whether the pain is recorded elsewhere than the enhancement: by root and side, or by the side alone.
 * Figures of agreement would then mislead.
 *
 * @param by The day of the scan: pain that began later is another matter.
 */
export function painIsElsewhere(
  { symptoms }: LumbarPicture,
  roots: EnhancingRoots,
  operated: readonly DiscLevel[],
  by: Day,
): boolean {
  const painful = symptoms.painfulRoot(by);
  if (painful.status === 'known' && areDifferent(painful.value, roots, operated)) return true;
  const sides = symptoms.painfulSides(by);
  const isOneSided = (roots.side === 'left' || roots.side === 'right') && !sides.has('bilateral');
  return isOneSided && sides.size > 0 && !sides.has(roots.side);
}
