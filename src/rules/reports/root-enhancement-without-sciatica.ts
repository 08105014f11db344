import { z } from 'zod';
import { unreadable } from '../../facts/values/fact.ts';
import type { LumbarPicture } from '../../facts/lumbar-picture.ts';
import { saysLegPain } from '../../facts/imaging/report-history.ts';
import type { LumbarReport } from '../../facts/imaging/reports.ts';
import { enhancementAfterSurgery } from '../parts/reports/enhancement-after-surgery.ts';
import { defineRootRule, when, without } from '../parts/reports/report-gates.ts';
import { lateMonths, reportSettings } from '../parts/reports/report-settings.ts';
import {
  aboutReport,
  quotePhrase,
  reportRead,
  rootsInWords,
} from '../parts/reports/report-phrases.ts';
import { symptomPhrase } from '../parts/symptom-phrase.ts';
import { missingIn, silenced, undecided, type Verdict } from '../verdict.ts';

const settings = z.strictObject({ fromMonths: lateMonths, ...reportSettings });
type Settings = z.infer<typeof settings>;

/**
 * A recent report describes an enhancing root at the operated level six months or more after disc
 * surgery, and the chart states back pain without leg pain: the figures of agreement do not apply.
 */
export const rootEnhancementWithoutSciatica = defineRootRule({
  id: 'root-enhancement-without-sciatica',
  settings,
  evaluateReport,
});

function evaluateReport(picture: LumbarPicture, report: LumbarReport, s: Settings): Verdict {
  const found = enhancementAfterSurgery(picture, report, s, {
    months: s.fromMonths,
    time: 'from',
    mayBeText: false,
    needsLevel: true,
  });
  if ('outcome' in found) return found;
  const { said, roots, operation } = found;
  const axial = report.scan
    ? picture.symptoms.axialPainOnly(report.scan)
    : unreadable('date of the scan');
  const stopped = silenced([
    ...found.gates,
    { because: 'axial-pain-not-stated', present: without(axial) },
    {
      because: 'leg-pain-said',
      present: when(saysLegPain(said) !== undefined || picture.symptoms.orderSpeaksOfLegPain),
    },
    { because: 'arachnoiditis', present: picture.dangers.arachnoiditis },
  ]);
  if (stopped) return stopped;
  if (operation.status !== 'known' || axial.status !== 'known') {
    return undecided(...missingIn(operation), ...missingIn(axial));
  }
  const [backPain, legPain] = axial.evidence;
  const { quotes } = said.rootEnhancement;
  return {
    outcome: 'advise',
    wording: 'standard',
    slots: { roots: rootsInWords(roots) },
    why: [
      quotePhrase(quotes),
      symptomPhrase({ ...axial, evidence: backPain ? [backPain] : [] }, 'back-pain'),
      symptomPhrase({ ...axial, evidence: legPain ? [legPain] : [] }, 'leg-pain'),
    ],
    about: aboutReport(report),
    suggestions: [],
    evidence: [...reportRead(report, quotes), ...operation.evidence, ...axial.evidence],
  };
}
