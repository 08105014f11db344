import type { ReportFindings, RootEnhancement } from '../../report/findings/report-findings.ts';
import { callsEnhancementNormal } from './report-words.ts';

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
  if (rootEnhancement.assertion !== 'present' || isCalledNormal(rootEnhancement)) return undefined;
  if (rootEnhancement.pattern === 'nodular') return 'nodular';
  if (areSeveral(rootEnhancement)) return 'several-roots';
  const { locations } = rootEnhancement;
  const levels = new Set(locations.map(({ level }) => level));
  const isOne = levels.size === 1 && !levels.has('unspecified') && !levels.has('cauda-equina');
  return isOne && isOneSided(rootEnhancement) ? 'one-root' : 'other';
}

/** True when several roots, or the cauda equina, plainly enhance, smooth or nodular. */
export const severalRootsEnhance = ({ rootEnhancement }: ReportFindings): boolean =>
  rootEnhancement.assertion === 'present' &&
  !isCalledNormal(rootEnhancement) &&
  areSeveral(rootEnhancement);

/** True when all that is said of the roots is that they enhance as they should. */
const isCalledNormal = ({ quotes }: RootEnhancement): boolean =>
  quotes.length > 0 && quotes.every(({ text }) => callsEnhancementNormal(text));

function areSeveral(enhancement: RootEnhancement): boolean {
  const levels = new Set(enhancement.locations.map(({ level }) => level));
  const isWide = levels.has('cauda-equina') || enhancement.pattern === 'diffuse' || levels.size > 1;
  return isWide && !isOneSided(enhancement);
}

function isOneSided({ locations }: RootEnhancement): boolean {
  const sides = new Set(locations.map(({ side }) => side));
  return sides.size === 1 && (sides.has('left') || sides.has('right'));
}

/** True when the report plainly describes nodular root or leptomeningeal enhancement. */
export const mayBeSpread = (findings: ReportFindings): boolean =>
  enhancementPattern(findings) === 'nodular' ||
  findings.leptomeningealEnhancement.assertion === 'present';
