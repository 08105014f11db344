import { discLevelsIn, sideIn, type DiscLevel } from '../../../facts/values/anatomy.ts';
import { isAtDisc, type EnhancingRoots } from '../../../facts/imaging/enhancing-roots.ts';
import { rootsIn } from '../../../facts/neurology/leg-symptoms.ts';
import { withoutDenied } from '../../../facts/imaging/report-words.ts';
import type { Assertion, Finding, ReportFindings } from '../../../facts/imaging/reports.ts';
import type { RootSigns } from './agreement-row.ts';

/** `elsewhere`: the report says it, but of another level, root or side than the enhancing one. */
export type SignAtRoot = Assertion | 'elsewhere';

export interface SignsAtRoot {
  readonly thickening: SignAtRoot;
  readonly displacement: SignAtRoot;
  readonly recurrentHerniation: SignAtRoot;
  readonly epiduralFibrosis: SignAtRoot;
}

/**
 * What the report says of the enhancing root itself: a recurrent herniation at one level tells nothing
 * of a root that enhances at another. A sentence that names no place is taken to be about the root.
 */
export function signsAtRoot(
  said: ReportFindings,
  roots: EnhancingRoots,
  operated: readonly DiscLevel[],
): SignsAtRoot {
  const here = (finding: Finding) => placed(finding, roots, operated);
  return {
    thickening: here(said.thickening),
    displacement: here(said.displacement),
    recurrentHerniation: here(said.recurrentDiscHerniation),
    epiduralFibrosis: here(said.epiduralFibrosis),
  };
}

/** For the table: what is said of another root is not stated of this one. */
export function asRootSigns(signs: SignsAtRoot, enhancement: RootSigns['enhancement']): RootSigns {
  const stated = (sign: SignAtRoot): Assertion => (sign === 'elsewhere' ? 'not-mentioned' : sign);
  return {
    enhancement,
    thickening: stated(signs.thickening),
    displacement: stated(signs.displacement),
    recurrentHerniation: stated(signs.recurrentHerniation),
    epiduralFibrosis: stated(signs.epiduralFibrosis),
  };
}

/**
 * True when the report says that something compresses the enhancing root. One that reaches, touches or
 * displaces it does not: half of the well patients whose roots enhanced had such a herniation.
 */
export const isRootCompressed = (
  { sentences }: ReportFindings,
  roots: EnhancingRoots,
  operated: readonly DiscLevel[],
): boolean =>
  sentences.some(({ section, text }) => {
    if (section !== 'findings' && section !== 'impression' && section !== 'addendum') return false;
    const said = withoutDenied(text);
    return compression.test(said) && mayBeHere(said, roots, operated);
  });
const compression =
  /\b(?:compress\w*|imping\w*|entrap\w*|pinch\w*|flatten\w*)\b[^.;]{0,120}\b(?:roots?|nerves?|[LS][1-5])\b|\b(?:roots?|nerves?|[LS][1-5])\b[^.;]{0,120}\b(?:compress\w*|imping\w*|entrap\w*|pinch\w*|flatten\w*)\b/i;

function placed(
  { assertion, quotes }: Finding,
  roots: EnhancingRoots,
  operated: readonly DiscLevel[],
): SignAtRoot {
  if (assertion === 'not-mentioned' || quotes.length === 0) return assertion;
  return quotes.some(({ text }) => mayBeHere(text, roots, operated)) ? assertion : 'elsewhere';
}

function mayBeHere(text: string, roots: EnhancingRoots, operated: readonly DiscLevel[]): boolean {
  const side = sideIn(text);
  const isOtherSide =
    (side === 'left' || side === 'right') &&
    (roots.side === 'left' || roots.side === 'right') &&
    side !== roots.side;
  if (isOtherSide) return false;
  const named = rootsIn(text);
  if (named.some((root) => roots.names.includes(root))) return true;
  const discs = discLevelsIn(text);
  const near = operated.filter(
    (disc) => roots.discs.includes(disc) || roots.names.some((root) => isAtDisc(root, [disc])),
  );
  if (discs.some((disc) => near.includes(disc))) return true;
  return named.length === 0 && discs.length === 0;
}
