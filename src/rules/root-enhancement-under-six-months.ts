import { z } from 'zod';
import { anyOf, notRecorded, unreadable, type Signal } from '../facts/fact.ts';
import type { When } from '../facts/calendar.ts';
import type { LumbarPicture } from '../facts/lumbar-picture.ts';
import type { LatestSurgery } from '../facts/latest-surgery.ts';
import {
  leavesSideOpen,
  mentionsOtherProcess,
  qualifiesEnhancement,
} from '../facts/report-words.ts';
import type { LumbarReport, RootLocation } from '../facts/reports.ts';
import { isYoungerThan } from './age.ts';
import { defineReportRule } from './rule.ts';
import { isUnderMonths, surgeryPhrases } from './surgery-phrases.ts';
import { missingIn, silenced, silent, undecided, type Verdict } from './verdict.ts';

const settings = z.strictObject({
  underMonths: z.int().min(3).max(12).describe('calendar months from surgery to scan'),
  reportDays: z.int().min(1).max(90).describe('days in which a report is recent'),
  minimumAgeYears: z.int().min(16).max(21).describe('years below which the card is silent'),
  caudaEquinaDays: z.int().min(1).max(90).describe('days in which a cauda equina sign is new'),
  maximumRoots: z.int().min(1).max(2).describe('enhancing roots; with more it is another pattern'),
});
type Settings = z.infer<typeof settings>;

/**
 * A recent report describes root enhancement on a scan made less than six months after disc surgery:
 * it can be normal then.
 */
export const rootEnhancementUnderSixMonths = defineReportRule({
  id: 'root-enhancement-under-six-months',
  settings,
  evaluate(picture, s) {
    return picture.imaging
      .recentReports(s.reportDays)
      .map((report) => evaluateReport(picture, report, s));
  },
});

function evaluateReport(picture: LumbarPicture, report: LumbarReport, s: Settings): Verdict {
  if (report.study.kind === 'mri' && report.study.contrast === 'without') {
    return silent('the study was made without contrast');
  }
  if (report.findings.status !== 'known') return undecided(...missingIn(report.findings));
  const findings = report.findings.value;
  const { contrast, rootEnhancement } = findings;
  if (contrast !== 'given') return silent('the report does not say that contrast was given');
  if (rootEnhancement.assertion !== 'present') return silent('no root enhancement is described');
  const roots = namedRoots(rootEnhancement.locations);
  if (!roots) return silent('the enhancing roots are not named');
  if (roots.length > s.maximumRoots) return silent('several roots enhance');
  if (
    new Set(roots.map(({ side }) => side)).size > 1 ||
    roots[0]?.side === 'bilateral' ||
    leavesSideOpen(findings)
  ) {
    return silent('roots of both sides enhance, or the side is not clear');
  }
  if (mentionsOtherProcess(findings)) return silent('the report speaks of another process');
  if (qualifiesEnhancement(findings))
    return silent('the enhancement is hedged, or compared with an earlier study');
  if (!report.scan) return undecided('date of the scan');

  const surgery = picture.surgery.latestDiscSurgery(report.scan.first - 1, report.scan.last);
  if (surgery.status === 'not-recorded') return silent('no lumbar disc surgery before the scan');
  const wrong = surgery.status === 'known' && mismatch(surgery.value, report.scan, roots, s);
  if (wrong) return silent(wrong);
  const symptom = picture.radicularSymptom(report.scan.last);
  if (symptom.status === 'not-recorded') return silent('no radicular symptom is coded');

  const stopped = silenced([
    { because: 'the cohort left out this group', present: picture.leftOutOfCohort },
    {
      because: 'cancer, GBS or a cauda equina sign gives the finding another meaning',
      present: anyOf(
        picture.dangers.spinalSpread,
        picture.dangers.guillainBarre,
        picture.dangers.caudaEquina(s.caudaEquinaDays),
      ),
    },
    {
      because: `under ${s.minimumAgeYears} years`,
      present: isYoungerThan(picture, s.minimumAgeYears),
    },
    { because: 'the scan date leaves it open', present: openScanDate(report) },
  ]);
  if (stopped?.outcome === 'silent') return stopped;
  if (surgery.status !== 'known' || symptom.status !== 'known') {
    return undecided(...missingIn(surgery), ...missingIn(symptom));
  }
  const latest = surgery.value;
  if (isUnderMonths(latest, s.underMonths, report.scan.first) === undefined) {
    return undecided('date of surgery');
  }
  if (stopped) return stopped;

  return {
    outcome: 'advise',
    wording: 'standard',
    why: [
      {
        name: 'quote',
        slots: {
          quote: rootEnhancement.quotes[0]?.text ?? '',
          scanDate: report.scan.text,
          reportSource: report.reference ?? 'the chart',
        },
      },
      ...surgeryPhrases(latest, report.scan.last),
      ...(latest.surgery.levels.length === 0 ? [{ name: 'level-not-recorded' }] : []),
    ],
    about: [
      { name: `report of the lumbar MRI of ${report.scan.text}`, reference: report.reference },
    ],
    suggestions: [],
    evidence: [...report.findings.evidence, latest.surgery.evidence, ...symptom.evidence],
  };
}

/** The enhancing roots when each has a name; undefined when one has none, or all of them enhance. */
const namedRoots = (locations: readonly RootLocation[]) =>
  locations.every(({ level }) => level !== 'unspecified' && level !== 'cauda-equina')
    ? locations
    : undefined;

/** Why scan and operation do not go together; undefined when they do, or when that is not known. */
function mismatch(
  latest: LatestSurgery,
  scan: When,
  roots: readonly RootLocation[],
  s: Settings,
): string | undefined {
  if (isUnderMonths(latest, s.underMonths, scan.first) === false) {
    return `the scan was made ${s.underMonths} months or more after surgery`;
  }
  const names = roots.map(({ level }) => level);
  if (!mayMeetRoot(latest.surgery.levels, names)) {
    return 'the enhancing root does not belong to the operated level';
  }
  const { side } = latest.surgery;
  const isOtherSide =
    (side === 'left' || side === 'right') &&
    roots.some((root) => root.side !== 'unspecified' && root.side !== side);
  return isOtherSide ? 'the enhancing root is on the other side of the operation' : undefined;
}

/** A scan dated to the month or year cannot be placed against six months by this rule. */
const openScanDate = ({ scan }: LumbarReport): Signal =>
  scan && scan.first === scan.last ? notRecorded : unreadable('date of the scan');

/** A disc meets the root that leaves at its level and the one that passes it (L4-L5: L4 and L5). */
function mayMeetRoot(levels: readonly string[], roots: readonly string[]): boolean {
  if (levels.length === 0) return true;
  return roots.some((root) => levels.some((level) => level.split('-').includes(root)));
}
