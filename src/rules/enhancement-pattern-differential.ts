import { z } from 'zod';
import { addMonths } from '../facts/calendar.ts';
import { isCd4Below } from '../facts/cd4.ts';
import { cordOrMeningealPatterns } from '../facts/cord-or-meningeal.ts';
import { diseaseOfRootsSets } from '../facts/danger-signs.ts';
import { enhancementPattern, severalRootsEnhance } from '../facts/enhancement-pattern.ts';
import { anyOf, notAvailable, notRecorded, signal, type Signal } from '../facts/fact.ts';
import type { LumbarPicture } from '../facts/lumbar-picture.ts';
import { saysCause, saysKnownOrUnchanged } from '../facts/report-remarks.ts';
import { saysCaudaEquinaCompression } from '../facts/report-words.ts';
import type { ReportFindings } from '../facts/reports.ts';
import { focalPatternSilencers } from './focal-pattern.ts';
import {
  aboutReport,
  evaluatePatterns,
  quotePhrase,
  type PatternReport,
} from './pattern-reports.ts';
import { when } from './report-gates.ts';
import { defineReportRule } from './rule.ts';
import { silenced, silent, type Silencer, type Verdict } from './verdict.ts';

const settings = z.strictObject({
  reportDays: z.int().min(1).max(90).describe('days in which a report is recent'),
  causeDays: z.int().min(30).max(1825).describe('days in which a coded cause counts as known'),
  surgeryMonths: z
    .int()
    .min(1)
    .max(12)
    .describe('calendar months after lumbar surgery in which further roots may enhance'),
  weaknessDays: z.int().min(7).max(56).describe('days in which leg weakness is new'),
  caudaEquinaDays: z.int().min(1).max(90).describe('days in which a cauda equina sign is new'),
  cd4PerMicrolitre: z
    .int()
    .min(50)
    .max(100)
    .describe('CD4 cells/µL below which HIV infection is another card'),
  cd4Days: z.int().min(30).max(730).describe('days in which a CD4 count counts'),
  minimumAgeYears: z
    .int()
    .min(16)
    .max(21)
    .describe('years below which a single root is not spoken of'),
});
type Settings = z.infer<typeof settings>;

/** What explains an enhancing cauda equina once it is coded. */
const causeSets = [
  ...diseaseOfRootsSets,
  'leptomeningeal-metastasis',
  'arachnoiditis',
  'spinal-infection',
  'postoperative-infection',
  'subarachnoid-haemorrhage',
  'csf-leak-intracranial-hypotension',
];
/** Beside the words of diseases of the roots. */
const causeWords =
  /sarcoid|borreli|\bmening(?:itis|eal)\b|\bleptomening\w*|\bsyphilis\b|\barachnoiditis\b|\bdis[ck]itis\b|\bhereditary (?:motor|sensory|neuropath)\w*|\bintracranial hypotension\b|\bCSF leak\b/i;

/**
 * A recent report plainly describes how nerve roots enhance and gives no cause, and none is coded: the
 * causes that fit the pattern, in no order. Silent wherever a more pointed card speaks, or would.
 */
export const enhancementPatternDifferential = defineReportRule({
  id: 'enhancement-pattern-differential',
  settings,
  evaluate(picture, s) {
    const reports = picture.imaging.recentReports(s.reportDays);
    return evaluatePatterns(reports, s.reportDays, picture.today, (at) =>
      evaluateReport(picture, at, s),
    );
  },
});

function evaluateReport(picture: LumbarPicture, at: PatternReport, s: Settings): Verdict {
  const { findings, report } = at;
  const pattern = patternOf(findings);
  if (!pattern) return silent('no pattern of enhancement is plainly described');
  const stopped = silenced([
    ...saidInReport(findings),
    ...moreUrgent(picture, at, pattern.wording, s),
    {
      because: 'a cause is already coded',
      present: anyOf(
        picture.causes.ofLast(s.causeDays, ...causeSets),
        picture.dangers.diseaseOfRoots,
        picture.causes.inWords(causeWords),
      ),
    },
    ...(pattern.wording === 'focal' ? focalPatternSilencers(picture, at, s) : []),
    {
      because: `surgery less than ${s.surgeryMonths} months before the scan`,
      present: pattern.wording === 'nodular' ? notRecorded : recentSurgery(picture, at, s),
    },
  ]);
  if (stopped) return stopped;
  return {
    outcome: 'advise',
    wording: pattern.wording,
    why: [quotePhrase(at, pattern.quotes)],
    about: aboutReport(at),
    suggestions: [],
    evidence: report.findings.status === 'known' ? report.findings.evidence : [],
  };
}

type Wording = 'nodular' | 'leptomeningeal' | 'multi-root' | 'focal';

/** The pattern of the report, the most telling first. */
function patternOf(
  findings: ReportFindings,
): { wording: Wording; quotes: readonly { readonly text: string }[] } | undefined {
  const { leptomeningealEnhancement, rootEnhancement } = findings;
  const { quotes } = rootEnhancement;
  const pattern = enhancementPattern(findings);
  if (pattern === 'nodular') return { wording: 'nodular', quotes };
  if (leptomeningealEnhancement.assertion === 'present') {
    return { wording: 'leptomeningeal', quotes: leptomeningealEnhancement.quotes };
  }
  if (pattern === 'several-roots') return { wording: 'multi-root', quotes };
  return pattern === 'one-root' ? { wording: 'focal', quotes } : undefined;
}

/** What the report itself says that makes a list of causes needless. */
function saidInReport(findings: ReportFindings): readonly Silencer[] {
  const { arachnoiditis, infection, mass } = findings;
  const isSaid = [arachnoiditis, infection, mass].some(
    ({ assertion }) => assertion === 'present' || assertion === 'uncertain',
  );
  return [
    { because: 'the report gives a cause or a differential', present: when(isSaid) },
    {
      because: 'the report gives a cause or a differential',
      present: when(saysCause(findings) !== undefined),
    },
    {
      because: 'the report says that the finding is known or unchanged',
      present: when(saysKnownOrUnchanged(findings) !== undefined),
    },
    {
      because: 'the report describes compression of the cauda equina',
      present: when(saysCaudaEquinaCompression(findings) !== undefined),
    },
    {
      because: 'a cord or meningeal pattern is another card',
      present: when(cordOrMeningealPatterns(findings).length > 0),
    },
  ];
}

/** Cards that say more of the same finding: where they speak, or would but for their own silencers. */
function moreUrgent(
  picture: LumbarPicture,
  { findings }: PatternReport,
  wording: Wording,
  s: Settings,
): readonly Silencer[] {
  const { causes, dangers } = picture;
  const isSpread = wording === 'nodular' || wording === 'leptomeningeal';
  const pattern = enhancementPattern(findings);
  return [
    {
      because: 'enhancement with known cancer is another card',
      present: isSpread ? causes.knownCancer : notRecorded,
    },
    {
      because: 'enhancement in advanced HIV is another card',
      present: severalRootsEnhance(findings) ? advancedHiv(picture, s) : notRecorded,
    },
    {
      because: 'enhancement with new weakness is another card',
      present:
        pattern === 'several-roots' || pattern === 'one-root'
          ? dangers.newDeficit(s.weaknessDays)
          : notRecorded,
    },
    { because: 'a cauda equina sign is recorded', present: dangers.caudaEquina(s.caudaEquinaDays) },
  ];
}

/** HIV without a CD4 count that is known to be high enough. */
function advancedHiv({ causes }: LumbarPicture, s: Settings): Signal {
  const { hiv } = causes;
  if (hiv.status !== 'known') return hiv;
  const cd4 = causes.cd4(s.cd4Days);
  if (cd4.status === 'not-available') return cd4;
  const isLow = cd4.status === 'known' ? isCd4Below(cd4.value, s.cd4PerMicrolitre) : true;
  return isLow === false ? notRecorded : hiv;
}

/** In the first months after an operation roots beyond the operated one may enhance: @see Jinkins 1993. */
function recentSurgery(
  { surgery }: LumbarPicture,
  { report: { dated } }: PatternReport,
  s: Settings,
): Signal {
  const { all } = surgery;
  if (all.status !== 'known') return all;
  const recent = all.value.surgeries.filter(
    ({ when: done }) =>
      done !== undefined &&
      done.first <= dated.last &&
      (!Number.isFinite(done.last) || addMonths(done.last, s.surgeryMonths) > dated.first),
  );
  return signal(
    recent.map(({ evidence }) => evidence),
    all.value.complete ? notRecorded : notAvailable('procedures'),
  );
}
