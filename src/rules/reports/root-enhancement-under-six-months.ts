import { z } from 'zod';
import type { LumbarPicture } from '../../facts/lumbar-picture.ts';
import { saysPostoperative } from '../../facts/imaging/report-diagnosis.ts';
import { qualifiesEnhancement } from '../../facts/imaging/report-words.ts';
import type { LumbarReport } from '../../facts/imaging/reports.ts';
import { rootsOfReport } from '../parts/reports/compared-roots.ts';
import {
  enhancementAfterSurgery,
  operationPhrases,
} from '../parts/reports/enhancement-after-surgery.ts';
import { cohortGate, defineRootRule, when, without } from '../parts/reports/report-gates.ts';
import { reportSettings } from '../parts/reports/report-settings.ts';
import {
  aboutReport,
  quotePhrase,
  reportRead,
  rootsInWords,
} from '../parts/reports/report-phrases.ts';
import { isRootCompressed } from '../parts/reports/signs-at-root.ts';
import { FIGURE_MONTHS, surgerySlots } from '../parts/surgery-phrases.ts';
import { missingIn, silenced, undecided, type Verdict } from '../verdict.ts';

const settings = z.strictObject(reportSettings);
type Settings = z.infer<typeof settings>;

/**
 * A recent report describes root enhancement on a scan made less than six months after disc surgery:
 * it can be normal then.
 */
export const rootEnhancementUnderSixMonths = defineRootRule({
  id: 'root-enhancement-under-six-months',
  settings,
  evaluateReport,
});

function evaluateReport(picture: LumbarPicture, report: LumbarReport, s: Settings): Verdict {
  const found = enhancementAfterSurgery(picture, report, s, {
    months: FIGURE_MONTHS,
    time: 'under',
    mayBeText: true,
    needsLevel: false,
  });
  if ('outcome' in found) return found;
  const { said, roots, operation } = found;
  const operated = operation.status === 'known' ? operation.value.levels : [];
  const symptom = picture.symptoms.radicular(report.scan?.last ?? picture.today);
  const stopped = silenced([
    ...found.gates,
    {
      because: 'hedged',
      present: when(qualifiesEnhancement(said)),
    },
    {
      because: 'root-compressed',
      present: when(isRootCompressed(said, roots, operated)),
    },
    {
      because: 'put-down-to-operation',
      present: when(saysPostoperative(said) !== undefined),
    },
    { because: 'symptom-not-coded', present: without(symptom) },
    cohortGate(picture),
  ]);
  if (stopped) return stopped;
  if (operation.status !== 'known' || symptom.status !== 'known') {
    return undecided(...missingIn(operation), ...missingIn(symptom));
  }
  const { quotes } = said.rootEnhancement;
  return {
    outcome: 'advise',
    wording: 'standard',
    slots: {
      ...surgerySlots(operation.value.latest, report.scan?.last ?? picture.today),
      roots: rootsInWords(roots),
    },
    why: [quotePhrase(quotes), ...operationPhrases(operation.value, report)],
    about: aboutReport(report),
    suggestions: [],
    evidence: [...reportRead(report, quotes), ...operation.evidence, ...symptom.evidence],
    roots: rootsOfReport(roots),
  };
}
