import type { z } from 'zod';
import {
  anyOf,
  known,
  notRecorded,
  unreadable,
  type Fact,
  type Signal,
} from '../../../facts/values/fact.ts';
import type { LumbarPicture } from '../../../facts/lumbar-picture.ts';
import { saysRedFlag } from '../../../facts/imaging/report-history.ts';
import { mentionsOtherProcess, saysCancer } from '../../../facts/imaging/report-words.ts';
import type { LumbarReport, ReportFindings } from '../../../facts/imaging/reports.ts';
import { isYoungerThan } from '../age.ts';
import type { ReportSettings } from './report-settings.ts';
import { defineReportRule, type ReportRule } from '../../rule.ts';
import { silent, type Silencer, type Verdict } from '../../verdict.ts';

/** A condition of a rule as a silencer sees it: true silences, undefined leaves it open. */
export function when(silences: boolean | undefined, what = ''): Signal {
  if (silences === undefined) return unreadable(what);
  return silences ? known(true, []) : notRecorded;
}

/** A fact that a card cannot do without: not recorded silences, and a gap stays a gap. */
export const without = (fact: Fact<unknown>): Signal =>
  fact.status === 'known' ? notRecorded : fact.status === 'not-recorded' ? known(true, []) : fact;

/** What a rule about single enhancing roots says of itself. */
interface RootRule<Settings extends z.ZodType<ReportSettings>> {
  readonly id: string;
  readonly settings: Settings;
  evaluateReport(
    this: void,
    picture: LumbarPicture,
    report: LumbarReport,
    settings: z.infer<Settings>,
  ): Verdict;
}

/**
 * A rule about single enhancing roots: one verdict for each recent report. Two reports of one scan (two
 * systems, a study split in two) get one card: the first that speaks.
 */
export const defineRootRule = <Settings extends z.ZodType<ReportSettings>>({
  id,
  settings,
  evaluateReport,
}: RootRule<Settings>): ReportRule<Settings> =>
  defineReportRule({
    id,
    settings,
    evaluate(picture, s) {
      let hasSpoken = false;
      // By reference, so that the order in which a server lists them changes nothing.
      const reports = [...picture.imaging.recentReports(s.reportDays)].sort((a, b) =>
        (a.reference ?? '').localeCompare(b.reference ?? '', 'en'),
      );
      return reports.map((report) => {
        const verdict = evaluateReport(picture, report, s);
        if (verdict.outcome !== 'advise') return verdict;
        if (hasSpoken) return silent('other-report-speaks');
        hasSpoken = true;
        return verdict;
      });
    },
  });

/** What of the report itself keeps the cards about single enhancing roots silent. */
export function reportGates(
  picture: LumbarPicture,
  report: LumbarReport,
  said: ReportFindings,
  { reportDays }: ReportSettings,
): readonly Silencer[] {
  return [
    {
      because: 'without-contrast',
      present: when(isWithoutContrast(report) || said.contrast === 'not-given'),
    },
    {
      because: 'contrast-not-stated',
      present: when(said.contrast !== 'given'),
    },
    {
      because: 'other-process-reported',
      present: when(
        mentionsOtherProcess(said) ||
          saysCancer(said) !== undefined ||
          saysRedFlag(said) !== undefined,
      ),
    },
    {
      because: 'operated-since',
      present: report.scan ? picture.surgery.operatedAfter(report.scan) : notRecorded,
    },
    {
      because: 'scanned-since',
      present: when(isSuperseded(picture, report, reportDays)),
    },
    {
      because: undefined,
      present: when(report.scan ? false : undefined, 'date of the scan'),
    },
  ];
}

export const isWithoutContrast = ({ study }: LumbarReport): boolean =>
  study.kind === 'mri' && study.contrast === 'without';

/** Of two scans with contrast the later one tells how the roots are now. */
const isSuperseded = (picture: LumbarPicture, { scan }: LumbarReport, days: number): boolean =>
  scan !== undefined &&
  picture.imaging
    .recentReports(days)
    .some(
      (other) =>
        other.scan !== undefined &&
        other.scan.first > scan.last &&
        !isWithoutContrast(other) &&
        !(other.findings.status === 'known' && other.findings.value.contrast === 'not-given'),
    );

/** What of the chart gives an enhancing root a meaning that these cards are not for. */
export function dangerGates(picture: LumbarPicture, s: ReportSettings): readonly Silencer[] {
  const { dangers } = picture;
  return [
    {
      because: 'cauda-equina-sign',
      present: dangers.caudaEquina(s.caudaEquinaDays),
    },
    { because: 'new-deficit', present: dangers.newDeficit(s.weaknessDays) },
    {
      because: 'infection-or-wound',
      present: anyOf(dangers.spinalInfection, dangers.woundProblem),
    },
    {
      because: 'fever',
      present: dangers.fever(s.feverCelsius, s.feverDays * 24),
    },
    {
      because: 'cancer',
      present: anyOf(
        dangers.activeCancer,
        dangers.pastCancer,
        dangers.spinalSpread,
        dangers.suspectedLeptomeningealDisease,
      ),
    },
    { because: 'immune-compromise', present: dangers.immuneCompromise },
    { because: 'disease-of-roots', present: dangers.diseaseOfRoots },
    {
      because: 'under-minimum-age',
      present: isYoungerThan(picture, s.minimumAgeYears),
    },
  ];
}

/** Groups that the cohort behind the agreement figures left out (catalogue, RPT-12). */
export const cohortGate = (picture: LumbarPicture): Silencer => ({
  because: 'cohort-left-out',
  present: picture.leftOutOfCohort,
});
