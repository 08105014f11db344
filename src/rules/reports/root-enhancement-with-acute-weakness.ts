import { z } from 'zod';
import {
  enhancementPattern,
  mayBeSpread,
  severalRootsEnhance,
} from '../../facts/imaging/enhancement-pattern.ts';
import { anyOf, notRecorded } from '../../facts/values/fact.ts';
import type { LumbarPicture } from '../../facts/lumbar-picture.ts';
import { raised } from '../../facts/imaging/report-diagnosis.ts';
import { saysKnownOrUnchanged, saysMechanicalCause } from '../../facts/imaging/report-remarks.ts';
import { saysCaudaEquinaCompression } from '../../facts/imaging/report-words.ts';
import { definePatternRule, type PatternReport } from '../parts/reports/pattern-reports.ts';
import { when } from '../parts/reports/report-gates.ts';
import { aboutReport, quotePhrase, reportRead } from '../parts/reports/report-phrases.ts';
import { elapsedInWords } from '../../facts/values/elapsed.ts';
import { saidOfWarning } from '../parts/reports/said-of-warning.ts';
import { missingIn, silenced, silent, undecided, type Verdict } from '../verdict.ts';

const settings = z.strictObject({
  reportDays: z.int().min(1).max(90).describe('days in which a report is recent'),
  weaknessDays: z.int().min(7).max(56).describe('days in which leg weakness is new'),
  caudaEquinaDays: z.int().min(1).max(90).describe('days in which a cauda equina sign is new'),
});
type Settings = z.infer<typeof settings>;

/**
 * The cauda equina or several roots enhance in a patient with newly coded leg weakness:
 * Guillain-Barré syndrome is one possibility.
 */
export const rootEnhancementWithAcuteWeakness = definePatternRule({
  id: 'root-enhancement-with-acute-weakness',
  settings,
  evaluateReport,
});

function evaluateReport(picture: LumbarPicture, at: PatternReport, s: Settings): Verdict {
  const { findings, report } = at;
  const isNodular = enhancementPattern(findings) === 'nodular' && severalRootsEnhance(findings);
  if (enhancementPattern(findings) !== 'several-roots' && !isNodular) {
    return silent('finding-not-described');
  }
  const weakness = picture.newDeficit(s.weaknessDays, 'new-leg-weakness');
  if (weakness.status === 'not-recorded') return silent('trigger-not-recorded');

  const { causes, dangers } = picture;
  const stopped = silenced([
    ...saidOfWarning(findings, raised.guillainBarre),
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
      present: when(
        [findings.infection, ...(isNodular ? [] : [findings.mass]), findings.arachnoiditis].some(
          ({ assertion }) => assertion === 'present',
        ),
      ),
    },
    {
      because: 'mechanical-cause-reported',
      present: when(saysMechanicalCause(findings) !== undefined),
    },
    {
      because: 'cause-coded',
      present: anyOf(
        causes.active(
          'guillain-barre',
          'cidp-chronic-inflammatory',
          'leptomeningeal-metastasis',
          'meningitis-infectious',
          'spinal-infection',
        ),
        causes.named('inflammatory-neuropathy'),
      ),
    },
    {
      because: 'cauda-equina-sign',
      present: dangers.caudaEquina(s.caudaEquinaDays),
    },
    {
      because: 'neurology-ordered',
      present: picture.plans.since(picture.today - s.weaknessDays, 'neurology'),
    },
    {
      because: 'cancer-card',
      // Where several cards meet, what is to be done about the weakness is left with them.
      present: mayBeSpread(findings) && !isNodular ? causes.knownCancer : notRecorded,
    },
  ]);
  if (stopped?.outcome === 'silent') return stopped;
  if (weakness.status !== 'known') return undecided(...missingIn(weakness));
  if (stopped) return stopped;

  const { name, dateText, when: since, reference } = weakness.value;
  const weaknessAge = elapsedInWords(since.last, since.first, picture.today);
  const { quotes } = findings.rootEnhancement;
  return {
    outcome: 'advise',
    wording: 'standard',
    slots: { weakness: name },
    why: [
      quotePhrase(quotes, {
        weakness: name,
        weaknessDate: dateText,
        weaknessSource: reference ?? 'the chart',
      }),
    ],
    leaves: { name: 'leaves', slots: { weakness: name, weaknessAge } },
    ...(isNodular && { standsBack: 'nodules-card' }),
    about: aboutReport(report),
    suggestions: [],
    evidence: [...reportRead(report, quotes), ...weakness.evidence],
  };
}
