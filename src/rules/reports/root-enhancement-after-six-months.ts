import { z } from 'zod';
import type { EnhancingRoots } from '../../facts/imaging/enhancing-roots.ts';
import type { LumbarPicture } from '../../facts/lumbar-picture.ts';
import type { LumbarReport } from '../../facts/imaging/reports.ts';
import type { PainfulRoot } from '../../facts/neurology/leg-symptoms.ts';
import type { Fact } from '../../facts/values/fact.ts';
import { agreementRow } from '../parts/reports/agreement-row.ts';
import { enhancementAfterSurgery } from '../parts/reports/enhancement-after-surgery.ts';
import { painIsElsewhere } from '../parts/reports/painful-and-enhancing-root.ts';
import { cohortGate, defineRootRule, when, without } from '../parts/reports/report-gates.ts';
import { lateMonths, reportSettings } from '../parts/reports/report-settings.ts';
import {
  aboutReport,
  quotePhrase,
  reportRead,
  rootsInWords,
} from '../parts/reports/report-phrases.ts';
import { asRootSigns, signsAtRoot } from '../parts/reports/signs-at-root.ts';
import { surgerySlots } from '../parts/surgery-phrases.ts';
import { missingIn, silenced, undecided, type Verdict } from '../verdict.ts';

const settings = z.strictObject({ fromMonths: lateMonths, ...reportSettings });
type Settings = z.infer<typeof settings>;

/**
 * A recent report describes an enhancing root at the operated level six months or more after disc
 * surgery: how often that agreed with the painful level, for the signs that the report gives.
 */
export const rootEnhancementAfterSixMonths = defineRootRule({
  id: 'root-enhancement-after-six-months',
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
  const by = report.scan?.last ?? picture.today;
  const operated = operation.status === 'known' ? operation.value.levels : [];
  const symptom = picture.symptoms.radicular(by);
  const stopped = silenced([
    ...found.gates,
    { because: 'symptom-not-coded', present: without(symptom) },
    {
      because: 'pain-elsewhere',
      present: when(painIsElsewhere(picture, roots, operated, by)),
    },
    cohortGate(picture),
  ]);
  if (stopped) return stopped;
  if (operation.status !== 'known' || symptom.status !== 'known') {
    return undecided(...missingIn(operation), ...missingIn(symptom));
  }
  const signs = signsAtRoot(said, roots, operated);
  const row =
    agreementRow(asRootSigns(signs, said.rootEnhancement.assertion)) ?? 'agreement-any-time';
  const { quotes } = said.rootEnhancement;
  const { latest, levels } = operation.value;
  return {
    outcome: 'advise',
    wording: isPainfulRoot(picture.symptoms.painfulRoot(by), roots) ? 'same-root' : 'leg-pain',
    slots: {
      ...surgerySlots(latest, by),
      roots: rootsInWords(roots),
      levels: levels.join(', '),
      row: { name: `row-${row}` },
    },
    why: [quotePhrase(quotes)],
    about: aboutReport(report),
    suggestions: [],
    evidence: [...reportRead(report, quotes), ...operation.evidence, ...symptom.evidence],
  };
}

/** Whether the chart names the painful root and side, and it is the one that enhances. */
const isPainfulRoot = (painful: Fact<PainfulRoot>, { names, side }: EnhancingRoots): boolean =>
  painful.status === 'known' &&
  painful.value.side === side &&
  names.length === 1 &&
  names[0] === painful.value.root;
