import { z } from 'zod';
import { enhancingMass } from '../../facts/imaging/enhancing-mass.ts';
import { anyOf, notRecorded } from '../../facts/values/fact.ts';
import type { LumbarPicture } from '../../facts/lumbar-picture.ts';
import { namesInReport, raised } from '../../facts/imaging/report-diagnosis.ts';
import {
  saysDiscFragment,
  saysKnownOrUnchanged,
  saysKnownTumour,
  saysPlan,
} from '../../facts/imaging/report-remarks.ts';
import { saysCancer } from '../../facts/imaging/report-words.ts';
import type { ReportFindings } from '../../facts/imaging/reports.ts';
import { evaluatePatterns, type PatternReport } from '../parts/reports/pattern-reports.ts';
import { when } from '../parts/reports/report-gates.ts';
import { aboutReport, quotePhrase, reportRead } from '../parts/reports/report-phrases.ts';
import { defineReportRule } from '../rule.ts';
import { silenced, silent, type Verdict } from '../verdict.ts';
import type { ValueSetId } from '../../generated/value-set-ids.ts';

const settings = z.strictObject({
  reportDays: z.int().min(1).max(90).describe('days in which a report is recent'),
});
type Settings = z.infer<typeof settings>;

/** Tumours of roots, or what brings them: the mass is then known, or expected. */
export const knownTumours: readonly ValueSetId[] = [
  'schwannoma',
  'neurofibroma',
  'neurofibromatosis',
  'ependymoma-cauda-tumour',
  'leptomeningeal-metastasis',
];

/** A report describes an enhancing mass or nodule on a nerve root and names no plan. */
export const massLikeRootEnhancement = defineReportRule({
  id: 'mass-like-root-enhancement',
  settings,
  evaluate(picture, s: Settings) {
    const reports = picture.imaging.recentReports(s.reportDays);
    return evaluatePatterns(reports, s.reportDays, picture.today, (at) =>
      evaluateReport(picture, at),
    );
  },
});

function evaluateReport(picture: LumbarPicture, at: PatternReport): Verdict {
  const { findings, report } = at;
  const mass = enhancingMass(findings);
  if (!mass) return silent('no enhancing mass on a nerve root is plainly described');
  const { causes } = picture;
  const stopped = silenced([
    {
      because: 'the report names a plan',
      present: when(saysPlan(findings) !== undefined),
    },
    {
      because: 'the report says that the finding is known or unchanged',
      present: when(saysKnownOrUnchanged(findings) !== undefined),
    },
    { because: 'the report names a piece of disc', present: when(isDisc(findings)) },
    {
      because: 'the report describes infection or disease of the leptomeninges',
      present: when(isSaid(findings.infection) || isSaid(findings.leptomeningealEnhancement)),
    },
    {
      because: 'the report knows of a tumour of this kind',
      present: when(saysKnownTumour(findings) !== undefined),
    },
    {
      because: 'the report names what the mass may be, itself',
      present: when(namesInReport(findings, raised.rootTumour) !== undefined),
    },
    {
      because: 'a tumour of this kind is coded',
      present: anyOf(
        causes.ever(...knownTumours),
        causes.inWords(
          /\bschwannoma\w*|\bneurofibroma\w*|\bnerve sheath tumou?r\w*|\bependymoma\w*|\bparaganglioma\w*|\bmeningioma\w*/i,
        ),
      ),
    },
    {
      because: 'cancer gives it another meaning',
      // A nodule is the card about spread, also where the cancer is past.
      present: saysCancer(findings)
        ? when(true)
        : anyOf(causes.knownCancer, mass.isNodular ? causes.pastCancer : notRecorded),
    },
  ]);
  if (stopped) return stopped;
  return {
    outcome: 'advise',
    wording: mass.isMultiple ? 'multiple' : 'single',
    why: [quotePhrase(mass.quotes)],
    about: aboutReport(report),
    suggestions: [],
    evidence: reportRead(report, mass.quotes),
  };
}

const isSaid = ({ assertion }: ReportFindings['infection']) =>
  assertion === 'present' || assertion === 'uncertain';

const isDisc = (findings: ReportFindings) =>
  isSaid(findings.recurrentDiscHerniation) || saysDiscFragment(findings) !== undefined;
