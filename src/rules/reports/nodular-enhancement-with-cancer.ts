import { z } from 'zod';
import { enhancementPattern } from '../../facts/imaging/enhancement-pattern.ts';
import { enhancingMass } from '../../facts/imaging/enhancing-mass.ts';
import { anyOf, known, notRecorded, type Signal } from '../../facts/values/fact.ts';
import type { LumbarPicture } from '../../facts/lumbar-picture.ts';
import { askedFor, namesInReport, raised } from '../../facts/imaging/report-diagnosis.ts';
import { saysKnownOrUnchanged } from '../../facts/imaging/report-remarks.ts';
import type { ReportFindings } from '../../facts/imaging/reports.ts';
import { brainMriAfter, punctureBefore, punctureSince } from '../parts/reports/done-around-scan.ts';
import { definePatternRule, type PatternReport } from '../parts/reports/pattern-reports.ts';
import { when } from '../parts/reports/report-gates.ts';
import { aboutReport, quotePhrase, reportRead } from '../parts/reports/report-phrases.ts';
import { saidOfWarning } from '../parts/reports/said-of-warning.ts';
import { missingIn, silenced, silent, undecided, type Verdict } from '../verdict.ts';
import type { ValueSetId } from '../../generated/value-set-ids.ts';

const settings = z.strictObject({
  reportDays: z.int().min(1).max(90).describe('days in which a report is recent'),
  punctureDays: z
    .int()
    .min(1)
    .max(30)
    .describe('days before the scan in which a puncture explains smooth enhancement'),
});
type Settings = z.infer<typeof settings>;

/** Diseases that explain nodules on roots, or enhancing meninges, in a patient who has them. */
const otherCauses: readonly ValueSetId[] = [
  'meningitis-infectious',
  'neurosarcoidosis',
  'subarachnoid-haemorrhage',
  'schwannoma',
  'neurofibroma',
  'neurofibromatosis',
];

/**
 * A lumbar or whole-spine MRI report describes nodular or leptomeningeal enhancement in a patient
 * with known cancer: spread to the meninges is possible.
 */
export const nodularEnhancementWithCancer = definePatternRule({
  id: 'nodular-enhancement-with-cancer',
  settings,
  evaluateReport,
});

function evaluateReport(picture: LumbarPicture, at: PatternReport, s: Settings): Verdict {
  const { findings, report } = at;
  const pattern = spreadPattern(findings);
  if (!pattern) return silent('finding-not-described');
  const { causes, plans } = picture;
  const isActive = causes.knownCancer.status !== 'not-recorded';
  const cancer = isActive ? causes.knownCancer : causes.pastCancer;
  if (cancer.status === 'not-recorded') return silent('trigger-not-recorded');

  const { dated } = report;
  const stopped = silenced([
    ...(isActive ? saidOfWarning(findings, raised.leptomeningealSpread) : []),
    {
      because: 'named-by-report',
      present: when(
        !isActive &&
          namesInReport(findings, raised.leptomeningealSpread, askedFor.spreadWorkUp) !== undefined,
      ),
    },
    {
      because: 'known-or-unchanged',
      present: when(saysKnownOrUnchanged(findings) !== undefined),
    },
    {
      because: 'infection-reported',
      present: when(findings.infection.assertion === 'present'),
    },
    {
      because: 'spread-coded',
      present: anyOf(causes.ever('leptomeningeal-metastasis'), causes.named('meningeal-spread')),
    },
    { because: 'cause-coded', present: causes.active(...otherCauses) },
    {
      because: 'work-up-ordered',
      present: anyOf(
        plans.since(dated.first, 'oncology', 'cytology', 'puncture', 'brain-mri'),
        punctureSince(picture, dated),
        brainMriAfter(picture, dated),
      ),
    },
    {
      because: 'intrathecal-treatment',
      present: anyOf(causes.intrathecalTreatment, intrathecalOrders(picture)),
    },
    {
      because: 'puncture-explains',
      present: pattern.isNodular ? notRecorded : punctureBefore(picture, dated, s.punctureDays),
    },
  ]);
  if (stopped?.outcome === 'silent') return stopped;
  if (cancer.status !== 'known') return undecided(...missingIn(cancer));
  if (stopped) return stopped;

  const [evidence] = cancer.evidence;
  const slots = { cancer: evidence?.says ?? 'cancer' };
  return {
    outcome: 'advise',
    wording: isActive ? 'standard' : 'past',
    slots: {
      ...slots,
      pattern: { name: pattern.isNodular ? 'pattern-nodular' : 'pattern-leptomeningeal' },
    },
    why: [
      {
        ...quotePhrase(pattern.quotes, {
          ...slots,
          cancerSource: evidence?.reference ?? 'the chart',
        }),
        name: isActive ? 'quote' : 'quote-past',
      },
    ],
    leaves: { name: 'leaves', slots },
    about: aboutReport(report),
    suggestions: [
      {
        name: 'order-mri',
        orders: [],
        create: [
          'mri-brain-without-and-with-contrast',
          // A study of the whole spine leaves none of it over.
          ...(isWholeSpine(at) ? [] : ['mri-spine-multiregion-without-and-with-contrast']),
        ],
      },
    ],
    evidence: [...reportRead(report, pattern.quotes), ...cancer.evidence],
  };
}

/** Orders that could not be had silence nothing: few EHRs give them beside a report. */
const intrathecalOrders = ({ medicines: { intrathecal } }: LumbarPicture): Signal =>
  intrathecal.length > 0
    ? known(
        true,
        intrathecal.map(({ evidence }) => evidence),
      )
    : notRecorded;

interface SpreadPattern {
  readonly isNodular: boolean;
  readonly quotes: readonly { readonly text: string }[];
}

/** Nodules on roots, or enhancement of the leptomeninges; a nodule on a root is nodular too. */
function spreadPattern(findings: ReportFindings): SpreadPattern | undefined {
  const { leptomeningealEnhancement, rootEnhancement } = findings;
  if (enhancementPattern(findings) === 'nodular') {
    return { isNodular: true, quotes: rootEnhancement.quotes };
  }
  const mass = enhancingMass(findings);
  if (mass?.isNodular) return { isNodular: true, quotes: mass.quotes };
  if (leptomeningealEnhancement.assertion !== 'present') return undefined;
  const { quotes } = leptomeningealEnhancement;
  return { isNodular: quotes.some(({ text }) => /\bnodul\w*/i.test(text)), quotes };
}

const isWholeSpine = ({ report: { study } }: PatternReport) =>
  study.kind === 'mri' && study.region === 'whole-spine';
