import { z } from 'zod';
import { enhancementPattern } from '../../facts/imaging/enhancement-pattern.ts';
import { enhancingRoots } from '../../facts/imaging/enhancing-roots.ts';
import type { LumbarPicture } from '../../facts/lumbar-picture.ts';
import type { ReportFindings } from '../../facts/imaging/reports.ts';
import { focalPatternSilencers } from '../parts/reports/focal-pattern.ts';
import { definePatternRule, type PatternReport } from '../parts/reports/pattern-reports.ts';
import { patternSilencers } from '../parts/reports/pattern-silencers.ts';
import {
  aboutReport,
  quotePhrase,
  reportRead,
  rootsInWords,
} from '../parts/reports/report-phrases.ts';
import { silenced, silent, type Phrase, type Verdict } from '../verdict.ts';

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

/**
 * A recent report plainly describes how nerve roots enhance and gives no cause, and none is coded: the
 * causes that fit the pattern, in no order. Silent wherever a more pointed card speaks, or would.
 */
export const enhancementPatternDifferential = definePatternRule({
  id: 'enhancement-pattern-differential',
  settings,
  evaluateReport,
});

function evaluateReport(picture: LumbarPicture, at: PatternReport, s: Settings): Verdict {
  const { findings, report } = at;
  const pattern = patternOf(findings);
  if (!pattern) return silent('finding-not-described');
  const mayBeSpread = pattern.wording === 'nodular' || pattern.wording === 'leptomeningeal';
  const stopped = silenced([
    ...patternSilencers(picture, at, mayBeSpread, s),
    ...(pattern.wording === 'focal' ? focalPatternSilencers(picture, at, s) : []),
  ]);
  if (stopped) return stopped;
  return {
    outcome: 'advise',
    wording: pattern.wording,
    slots: { roots: rootsInWords(enhancingRoots(findings.rootEnhancement)) },
    why: [quotePhrase(pattern.quotes), ...onRecord(picture)],
    about: aboutReport(report),
    suggestions: [],
    evidence: reportRead(report, pattern.quotes),
  };
}

/** What is in the record beside the finding, for the reader to match it with. */
function onRecord({ read }: LumbarPicture): readonly Phrase[] {
  const { conditions, medicines } = read;
  return [
    ...(conditions.length > 0
      ? [{ name: 'on-record', slots: { conditions: conditions.join('; ') } }]
      : []),
    ...(medicines.length > 0
      ? [{ name: 'medicines', slots: { medicines: medicines.join('; ') } }]
      : []),
  ];
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
