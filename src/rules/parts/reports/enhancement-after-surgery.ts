import {
  enhancingRoots,
  lieAtDiscs,
  onlyLeavesAt,
  type EnhancingRoots,
} from '../../../facts/imaging/enhancing-roots.ts';
import type { Fact } from '../../../facts/values/fact.ts';
import type { LumbarPicture } from '../../../facts/lumbar-picture.ts';
import { hedgesEnhancement, leavesSideOpen } from '../../../facts/imaging/report-words.ts';
import type { LumbarReport, ReportFindings } from '../../../facts/imaging/reports.ts';
import { operationBefore, type Operation, type OperationWanted } from './operation-before-scan.ts';
import { dangerGates, isWithoutContrast, reportGates, when } from './report-gates.ts';
import type { ReportSettings } from './report-settings.ts';
import { surgeryPhrases } from '../surgery-phrases.ts';
import {
  missingIn,
  silent,
  undecided,
  type Phrase,
  type Silencer,
  type Verdict,
} from '../../verdict.ts';

/** A report of one or two enhancing roots after disc surgery, with what may still silence a card. */
export interface EnhancementAfterSurgery {
  readonly report: LumbarReport;
  readonly said: ReportFindings;
  readonly roots: EnhancingRoots;
  readonly operation: Fact<Operation>;
  /** To be looked at with {@link silenced}, beside the gates of the card itself. */
  readonly gates: readonly Silencer[];
}

/**
 * What the cards about root enhancement after disc surgery have in common: which report, which roots,
 * which operation, and what gives the finding another meaning.
 *
 * @returns A verdict when the report alone decides.
 */
export function enhancementAfterSurgery(
  picture: LumbarPicture,
  report: LumbarReport,
  s: ReportSettings,
  wanted: OperationWanted,
): EnhancementAfterSurgery | Verdict {
  const said = plainFindings(report);
  if ('outcome' in said) return said;
  const { rootEnhancement } = said;
  if (rootEnhancement.assertion !== 'present') {
    return silent('finding-not-described');
  }
  const roots = enhancingRoots(rootEnhancement);
  const { operation, gates } = operationBefore(
    picture,
    report,
    said,
    (levels) => lieAtDiscs(roots, levels),
    wanted,
  );
  return {
    report,
    said,
    roots,
    operation,
    gates: [
      { because: 'several-roots', present: when(roots.isWidespread) },
      { because: 'side-left-open', present: when(leavesSideOpen(said)) },
      { because: 'hedged', present: when(hedgesEnhancement(said)) },
      {
        because: 'root-not-named',
        present: when(roots.hasUnnamed && roots.discs.length === 0),
      },
      ...reportGates(picture, report, said, s),
      {
        because: 'other-side-operated',
        present: when(isOtherSide(roots, operation)),
      },
      {
        because: 'leaves-at-operated-disc',
        // Early enhancement of either root of the operated disc can be normal.
        present: when(
          wanted.time === 'from' &&
            operation.status === 'known' &&
            onlyLeavesAt(roots, operation.value.levels),
        ),
      },
      ...gates,
      ...dangerGates(picture, s),
    ],
  };
}

/** What the report says; a study without contrast says nothing of enhancement. */
export function plainFindings(report: LumbarReport): ReportFindings | Verdict {
  if (isWithoutContrast(report)) return silent('without-contrast');
  if (report.findings.status !== 'known') return undecided(...missingIn(report.findings));
  return report.findings.value;
}

function isOtherSide({ side }: EnhancingRoots, operation: Fact<Operation>): boolean {
  const operated = operation.status === 'known' ? operation.value.latest.surgery.side : undefined;
  return (
    (operated === 'left' || operated === 'right') &&
    (side === 'left' || side === 'right') &&
    side !== operated
  );
}

/** Which operation; and a request to check its level when nothing names one. */
export function operationPhrases(
  { latest, levelsReadFrom }: Operation,
  report: LumbarReport,
): readonly Phrase[] {
  const phrases = surgeryPhrases(latest, report.scan?.last ?? 0);
  return levelsReadFrom === 'nowhere' ? [...phrases, { name: 'check-level' }] : phrases;
}
