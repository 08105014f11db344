import type { EnhancingRoots } from '../../../facts/imaging/enhancing-roots.ts';
import type { CountedWords, ExaminedRoot } from '../../../facts/examination/examined-root.ts';
import type { PainfulRoot } from '../../../facts/neurology/leg-symptoms.ts';
import type { ComparedRoot } from '../../verdict.ts';

/** The roots that the report names with a side; each is a root of its own. */
export function rootsOfReport({ names, side }: EnhancingRoots): readonly ComparedRoot[] {
  const sides = side === 'bilateral' ? (['left', 'right'] as const) : side ? [side] : [];
  return names.flatMap((name) =>
    sides.map((each): ComparedRoot => ({ from: 'report', candidates: [name], side: each })),
  );
}

/** The root that the problem list names. */
export const rootOfProblems = ({ root, side }: PainfulRoot): ComparedRoot => ({
  from: 'problem-list',
  candidates: [root],
  side,
});

/** The root that was examined, or the candidates that all its signs fit. */
export const rootExamined = (examined: ExaminedRoot): ComparedRoot => ({
  from: examined.by,
  candidates: examined.roots,
  side: examined.side,
  strength: examined.strength,
  kinds: examined.kinds,
  on: examined.when.text,
  toScan: examined.toScan,
});

/** One sign, or one side of a conflict: shown, not chosen. */
export const rootOfSign = ({ by, roots, side, when }: CountedWords): ComparedRoot => ({
  from: by,
  candidates: roots,
  side,
  strength: 'single',
  ...(when && { on: when.text }),
});
