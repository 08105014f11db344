import { z } from 'zod';
import { notRecorded } from '../../facts/values/fact.ts';
import type { LumbarPicture } from '../../facts/lumbar-picture.ts';
import { saysSymptomsElsewhere } from '../../facts/imaging/report-diagnosis.ts';
import { saysTransitionalVertebra } from '../../facts/imaging/report-words.ts';
import type { LumbarReport } from '../../facts/imaging/reports.ts';
import { enhancementAfterSurgery } from '../parts/reports/enhancement-after-surgery.ts';
import { areDifferent } from '../parts/reports/painful-and-enhancing-root.ts';
import { cohortGate, defineRootRule, when, without } from '../parts/reports/report-gates.ts';
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
 * A recent report describes an enhancing root six months or more after disc surgery, and the chart
 * names another root, or the other side, as the painful one.
 */
export const enhancingRootDiffersFromPainfulRoot = defineRootRule({
  id: 'enhancing-root-differs-from-painful-root',
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
  const operated = operation.status === 'known' ? operation.value.levels : [];
  const painful = picture.symptoms.painfulRoot(report.scan?.last ?? picture.today);
  const stopped = silenced([
    ...found.gates,
    { because: 'painful-root-not-recorded', present: without(painful) },
    {
      because: 'root-not-named',
      present: when(roots.hasUnnamed || roots.names.length === 0 || roots.side === undefined),
    },
    {
      because: 'may-be-painful-root',
      present:
        painful.status === 'known' && operation.status === 'known'
          ? when(!areDifferent(painful.value, roots, operated))
          : notRecorded,
    },
    {
      because: 'transitional-vertebra',
      present: when(saysTransitionalVertebra(said) !== undefined),
    },
    {
      because: 'difference-reported',
      present: when(saysSymptomsElsewhere(said) !== undefined),
    },
    cohortGate(picture),
  ]);
  if (stopped) return stopped;
  if (operation.status !== 'known' || painful.status !== 'known') {
    return undecided(...missingIn(operation), ...missingIn(painful));
  }
  const { quotes } = said.rootEnhancement;
  return {
    outcome: 'advise',
    wording: 'standard',
    slots: {
      roots: rootsInWords(roots),
      painful: `${painful.value.side} ${painful.value.root}`,
    },
    why: [quotePhrase(quotes), symptomPhrase(painful)],
    about: aboutReport(report),
    suggestions: [],
    evidence: [...reportRead(report, quotes), ...operation.evidence, ...painful.evidence],
  };
}
