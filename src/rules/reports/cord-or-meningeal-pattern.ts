import { z } from 'zod';
import { caudaEquinaSets } from '../../facts/dangers/danger-signs.ts';
import { cordOrMeningealPatterns } from '../../facts/imaging/cord-or-meningeal.ts';
import { mayBeSpread } from '../../facts/imaging/enhancement-pattern.ts';
import { anyOf, notRecorded } from '../../facts/values/fact.ts';
import type { LumbarPicture } from '../../facts/lumbar-picture.ts';
import {
  saysCause,
  saysCommunicated,
  saysKnownOrUnchanged,
  saysPlan,
} from '../../facts/imaging/report-remarks.ts';
import { showsLumbarSpine } from '../../facts/studies/study.ts';
import { definePatternRule, type PatternReport } from '../parts/reports/pattern-reports.ts';
import { when } from '../parts/reports/report-gates.ts';
import { aboutReport, quotePhrase, reportRead } from '../parts/reports/report-phrases.ts';
import { silenced, silent, type Phrase, type Verdict } from '../verdict.ts';
import type { ValueSetId } from '../../generated/value-set-ids.ts';

const settings = z.strictObject({
  reportDays: z.int().min(1).max(90).describe('days in which a report is recent'),
  urgentReportDays: z
    .int()
    .min(1)
    .max(30)
    .describe('days in which a report beside a new deficit is a warning'),
  deficitDays: z
    .int()
    .min(1)
    .max(30)
    .describe('days before the report from which on a deficit is new'),
  causeDays: z.int().min(30).max(1825).describe('days in which a coded cause counts as known'),
});
type Settings = z.infer<typeof settings>;

/** More patterns than these are not explained on the card. */
const MAX_PATTERNS = 2;

/** Diseases that explain such a pattern, and are known. */
const knownDiagnoses: readonly ValueSetId[] = [
  'sarcoidosis',
  'neurosarcoidosis',
  'encephalitis',
  'pml',
  'leptomeningeal-metastasis',
  'meningitis-infectious',
  'cns-vasculitis',
  'systemic-inflammatory-disease',
];

/**
 * A spine or brain MRI report describes a pattern of the cord or the meninges that stands for several
 * treatable diseases and belongs to none alone.
 */
export const cordOrMeningealPattern = definePatternRule({
  id: 'cord-or-meningeal-pattern',
  settings,
  reports: (picture, days) => picture.imaging.recentSpineAndBrainReports(days),
  evaluateReport,
});

function evaluateReport(picture: LumbarPicture, at: PatternReport, s: Settings): Verdict {
  const { findings, report } = at;
  const patterns = cordOrMeningealPatterns(findings);
  const [first] = patterns;
  if (!first) return silent('finding-not-described');
  const { causes } = picture;
  const stopped = silenced([
    {
      because: 'known-or-unchanged',
      present: when(saysKnownOrUnchanged(findings) !== undefined),
    },
    {
      because: 'somebody-told',
      present: when(saysCommunicated(findings) !== undefined),
    },
    {
      because: 'cause-coded',
      present: anyOf(
        causes.ofLast(s.causeDays, ...knownDiagnoses),
        causes.brainMetastasis,
        causes.named('other-meningeal-disease'),
      ),
    },
    {
      because: 'cancer-card',
      present:
        showsLumbarSpine(report.study) && mayBeSpread(findings) ? causes.knownCancer : notRecorded,
    },
  ]);
  if (stopped?.outcome === 'silent') return stopped;

  const deficit = picture.newDeficit(
    picture.today - report.dated.first + s.deficitDays,
    'new-leg-weakness',
    ...caudaEquinaSets,
  );
  const isUrgent =
    deficit.status === 'known' && report.dated.first >= picture.today - s.urgentReportDays;
  if (!isUrgent && (saysCause(findings) ?? saysPlan(findings)) !== undefined) {
    return silent('explained-by-report');
  }
  if (stopped) return stopped;
  return {
    outcome: 'advise',
    wording: isUrgent ? 'new-deficit' : 'standard',
    slots: { pattern: { name: `named-${first.name}` } },
    why: [
      quotePhrase(first.quotes),
      ...(isUrgent ? [deficitPhrase(deficit.value)] : []),
      ...patterns.slice(0, MAX_PATTERNS).map(({ name }) => ({ name })),
    ],
    about: aboutReport(report),
    suggestions: [],
    evidence: [...reportRead(report, first.quotes), ...(isUrgent ? deficit.evidence : [])],
  };
}

const deficitPhrase = ({
  name,
  dateText,
  reference,
}: {
  readonly name: string;
  readonly dateText: string;
  readonly reference: string | undefined;
}): Phrase => ({
  name: 'deficit',
  slots: { deficit: name, deficitDate: dateText, deficitSource: reference ?? 'the chart' },
});
