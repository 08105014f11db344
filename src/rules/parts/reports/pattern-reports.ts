import type { z } from 'zod';
import type { LumbarPicture } from '../../../facts/lumbar-picture.ts';
import { withinDays, type Day } from '../../../facts/values/calendar.ts';
import type { LumbarReport, ReportFindings } from '../../../facts/imaging/reports.ts';
import { hasContrast } from '../../../facts/studies/study.ts';
import { isWithoutContrast } from './report-gates.ts';
import { defineReportRule, type ReportRule } from '../../rule.ts';
import { missingIn, silent, undecided, type Verdict } from '../../verdict.ts';

/** A report whose findings a card about a pattern may speak of. */
export interface PatternReport {
  readonly report: LumbarReport;
  readonly findings: ReportFindings;
}

/** What a rule about a pattern of enhancement says of itself. */
interface PatternRule<Settings extends z.ZodType<ReportDays>> {
  readonly id: string;
  readonly settings: Settings;
  /** Which reports of the last days are looked at: those of the lumbar or whole spine unless given. */
  reports?(this: void, picture: LumbarPicture, days: number): readonly LumbarReport[];
  /** What the card makes of a report that it can read. */
  evaluateReport(
    this: void,
    picture: LumbarPicture,
    at: PatternReport,
    settings: z.infer<Settings>,
  ): Verdict;
}

interface ReportDays {
  /** In which a report is recent; a scan date that leaves that open is undecided. */
  readonly reportDays: number;
}

/**
 * A rule about a pattern: one verdict for each recent report. A study without contrast, one that
 * cannot be read, and one that a later contrast study replaces say nothing of a pattern; of several
 * reports that would bring the same card, the first speaks for all.
 */
export const definePatternRule = <Settings extends z.ZodType<ReportDays>>({
  id,
  settings,
  reports: reportsOf = (picture, days) => picture.imaging.recentReports(days),
  evaluateReport: evaluate,
}: PatternRule<Settings>): ReportRule<Settings> =>
  defineReportRule({
    id,
    settings,
    evaluate(picture, s) {
      const reports = reportsOf(picture, s.reportDays);
      let hasSpoken = false;
      return reports.map((report) => {
        const verdict = evaluateReport(report, reports, s.reportDays, picture.today, (at) =>
          evaluate(picture, at, s),
        );
        if (verdict.outcome !== 'advise') return verdict;
        if (hasSpoken) return silent('other-report-speaks');
        hasSpoken = true;
        return verdict;
      });
    },
  });

function evaluateReport(
  report: LumbarReport,
  all: readonly LumbarReport[],
  days: number,
  today: Day,
  evaluate: (at: PatternReport) => Verdict,
): Verdict {
  if (isWithoutContrast(report)) return silent('without-contrast');
  if (report.findings.status !== 'known') return undecided(...missingIn(report.findings));
  const findings = report.findings.value;
  if (findings.contrast === 'not-given') return silent('without-contrast');
  if (all.some((other) => replaces(other, report))) {
    return silent('scanned-since');
  }
  const verdict = evaluate({ report, findings });
  return verdict.outcome === 'advise' && withinDays(report.dated, days, today) === 'maybe'
    ? undecided('date of the scan')
    : verdict;
}

/** A later study with contrast of the same region tells how things are now. */
function replaces(later: LumbarReport, earlier: LumbarReport): boolean {
  if (later.dated.first <= earlier.dated.last || !isSameRegion(later, earlier)) return false;
  return later.findings.status === 'known' && later.findings.value.contrast !== 'unknown'
    ? later.findings.value.contrast === 'given'
    : hasContrast(later.study);
}

function isSameRegion({ study: a }: LumbarReport, { study: b }: LumbarReport): boolean {
  if (a.kind !== 'mri' || b.kind !== 'mri') return false;
  const isLumbar = (region: string) => region === 'lumbar' || region === 'whole-spine';
  // One may be of the neck and the other of the chest.
  if (a.region === 'cervical-or-thoracic') return false;
  return a.region === b.region || (isLumbar(a.region) && isLumbar(b.region));
}
