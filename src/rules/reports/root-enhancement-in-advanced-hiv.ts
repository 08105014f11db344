import { z } from 'zod';
import { isCd4Below, type Cd4Count } from '../../facts/dangers/cd4.ts';
import { severalRootsEnhance } from '../../facts/imaging/enhancement-pattern.ts';
import { anyOf, known, notRecorded, type Fact, type Signal } from '../../facts/values/fact.ts';
import type { LumbarPicture } from '../../facts/lumbar-picture.ts';
import { askedFor, namesInReport, raised } from '../../facts/imaging/report-diagnosis.ts';
import { saysKnownOrUnchanged, saysMechanicalCause } from '../../facts/imaging/report-remarks.ts';
import { saysCaudaEquinaCompression } from '../../facts/imaging/report-words.ts';
import { definePatternRule, type PatternReport } from '../parts/reports/pattern-reports.ts';
import { when } from '../parts/reports/report-gates.ts';
import { aboutReport, quotePhrase, reportRead } from '../parts/reports/report-phrases.ts';
import { saidOfWarning } from '../parts/reports/said-of-warning.ts';
import { missingIn, silenced, silent, undecided, type Phrase, type Verdict } from '../verdict.ts';
import type { ValueSetId } from '../../generated/value-set-ids.ts';

const settings = z.strictObject({
  reportDays: z.int().min(1).max(60).describe('days in which a report is recent'),
  cd4PerMicrolitre: z
    .int()
    .min(50)
    .max(100)
    .describe('CD4 cells/µL below which the infection counts as advanced'),
  cd4Days: z.int().min(30).max(730).describe('days in which a CD4 count counts'),
});
type Settings = z.infer<typeof settings>;

/** Causes of enhancing roots that are already established. */
const otherCauses: readonly ValueSetId[] = [
  'guillain-barre',
  'cidp-chronic-inflammatory',
  'leptomeningeal-metastasis',
  'meningitis-infectious',
  'neurosyphilis',
  'spinal-infection',
];

/**
 * The cauda equina enhances in a patient with HIV and a low CD4 count: CMV polyradiculopathy is
 * treatable. Without a count of the last year the card asks to look at it.
 */
export const rootEnhancementInAdvancedHiv = definePatternRule({
  id: 'root-enhancement-in-advanced-hiv',
  settings,
  evaluateReport,
});

function evaluateReport(picture: LumbarPicture, at: PatternReport, s: Settings): Verdict {
  const { findings, report } = at;
  if (!severalRootsEnhance(findings)) {
    return silent('finding-not-described');
  }
  const { causes } = picture;
  const { hiv } = causes;
  if (hiv.status === 'not-recorded') return silent('trigger-not-recorded');
  const cd4 = causes.cd4(s.cd4Days);
  const isLow = cd4.status === 'known' ? isCd4Below(cd4.value, s.cd4PerMicrolitre) : undefined;
  if (isLow === false) {
    return silent('cd4-high-enough');
  }

  const isWarning = cd4.status === 'known';
  const stopped = silenced([
    ...(isWarning ? saidOfWarning(findings, raised.cmv) : []),
    {
      because: 'named-by-report',
      present: when(
        !isWarning && namesInReport(findings, raised.cmv, askedFor.cd4Count) !== undefined,
      ),
    },
    {
      because: 'known-or-unchanged',
      present: when(saysKnownOrUnchanged(findings) !== undefined),
    },
    {
      because: 'cauda-equina-compression',
      present: when(saysCaudaEquinaCompression(findings) !== undefined),
    },
    {
      because: 'infection-reported',
      present: when(findings.infection.assertion === 'present'),
    },
    {
      because: 'mechanical-cause-reported',
      present: when(saysMechanicalCause(findings) !== undefined),
    },
    { because: 'cause-coded', present: otherCause(picture) },
    {
      because: 'treatment-begun',
      present: treatmentBegun(picture),
    },
    {
      because: 'cmv-coded-since',
      present: causes.activeSince(report.dated.first, 'cmv-infection'),
    },
  ]);
  if (stopped?.outcome === 'silent') return stopped;
  if (hiv.status !== 'known') return undecided(...missingIn(hiv));
  if (cd4.status === 'not-available' || cd4.status === 'unreadable') {
    return undecided(...missingIn(cd4));
  }
  if (cd4.status === 'known' && isLow === undefined) return undecided('CD4 count');
  if (stopped) return stopped;

  const [evidence] = hiv.evidence;
  const { quotes } = findings.rootEnhancement;
  const older = cd4.status === 'known' ? undefined : causes.cd4(MAX_CD4_DAYS);
  return {
    outcome: 'advise',
    wording: cd4.status === 'known' ? 'low-cd4' : 'no-cd4',
    ...(cd4.status === 'known' && {
      slots: { cd4: cd4.value.text },
      leaves: { name: 'leaves', slots: { cd4: cd4.value.text } },
    }),
    why: [
      quotePhrase(quotes, {
        hiv: evidence?.says ?? 'HIV infection',
        hivSource: evidence?.reference ?? 'the chart',
      }),
      ...(cd4.status === 'known' ? [cd4Phrase('cd4', cd4)] : []),
      ...(older?.status === 'known' ? [cd4Phrase('cd4-older', older)] : []),
      ...viralLoad(picture, s),
    ],
    about: aboutReport(report),
    suggestions: [],
    evidence: [
      ...reportRead(report, quotes),
      ...hiv.evidence,
      ...(cd4.status === 'known' ? cd4.evidence : []),
    ],
  };
}

/** Orders that could not be had silence nothing: few EHRs give them beside a report. */
function treatmentBegun({ medicines }: LumbarPicture): Signal {
  const treated = medicines.current('cmv-antiviral');
  return treated.status === 'known' ? known(true, treated.evidence) : notRecorded;
}

function viralLoad({ causes }: LumbarPicture, s: Settings): readonly Phrase[] {
  const load = causes.hivViralLoad(s.cd4Days);
  return load ? [{ name: 'viral-load', slots: { load: load.text, loadDate: load.dateText } }] : [];
}

const otherCause = ({ causes, dangers }: LumbarPicture): Signal =>
  anyOf(
    causes.active(...otherCauses),
    dangers.guillainBarre,
    causes.named('inflammatory-neuropathy', 'meningeal-spread', 'meningeal-infection'),
  );

/** However old, the count that was read last is named. */
const MAX_CD4_DAYS = 36_500;

const cd4Phrase = (
  name: 'cd4' | 'cd4-older',
  { value, evidence }: Extract<Fact<Cd4Count>, { status: 'known' }>,
): Phrase => ({
  name,
  slots: {
    cd4: value.text,
    cd4Date: value.dateText,
    cd4Source: evidence[0]?.reference ?? 'the chart',
  },
});
