import type { ReportFindings } from '../report/report-findings.ts';

/** How the roots enhance, as far as a report plainly says so. */
export type EnhancementPattern =
  /** Beads or nodules on the roots. */
  | 'nodular'
  /** The cauda equina, or roots of several levels, not on one side alone. */
  | 'several-roots'
  /** One named root on one side. */
  | 'one-root'
  /** Present, but which roots and sides is not said, or several on one side. */
  | 'other';

/**
 * The pattern of plainly stated root enhancement; undefined when it is absent, only possible, or not
 * mentioned. Roots of one side alone are no picture of the whole cauda equina.
 */
export function enhancementPattern({
  rootEnhancement,
}: Pick<ReportFindings, 'rootEnhancement'>): EnhancementPattern | undefined {
  const { assertion, pattern, locations } = rootEnhancement;
  if (assertion !== 'present') return undefined;
  if (pattern === 'nodular') return 'nodular';
  const levels = new Set(locations.map(({ level }) => level));
  const sides = new Set(locations.map(({ side }) => side));
  const isOneSided = sides.size === 1 && (sides.has('left') || sides.has('right'));
  if (levels.has('cauda-equina') || pattern === 'diffuse') {
    return isOneSided ? 'other' : 'several-roots';
  }
  if (levels.size > 1) return isOneSided ? 'other' : 'several-roots';
  return isOneSided && !levels.has('unspecified') ? 'one-root' : 'other';
}

/** True when the report plainly describes nodular root or leptomeningeal enhancement. */
export const mayBeSpread = (findings: ReportFindings): boolean =>
  enhancementPattern(findings) === 'nodular' ||
  findings.leptomeningealEnhancement.assertion === 'present';
