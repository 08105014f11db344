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
import { definePatternRule, type PatternReport } from '../parts/reports/pattern-reports.ts';
import { when } from '../parts/reports/report-gates.ts';
import { aboutReport, quotePhrase, reportRead } from '../parts/reports/report-phrases.ts';
import { silenced, silent, type Verdict } from '../verdict.ts';
import type { ValueSetId } from '../../generated/value-set-ids.ts';

const settings = z.strictObject({
  reportDays: z.int().min(1).max(90).describe('days in which a report is recent'),
});

/** Tumours of roots, or what brings them: the mass is then known, or expected. */
export const knownTumours: readonly ValueSetId[] = [
  'schwannoma',
  'neurofibroma',
  'neurofibromatosis',
  'ependymoma-cauda-tumour',
  'leptomeningeal-metastasis',
];

/** A report describes an enhancing mass or nodule on a nerve root and names no plan. */
export const massLikeRootEnhancement = definePatternRule({
  id: 'mass-like-root-enhancement',
  settings,
  evaluateReport,
});

function evaluateReport(picture: LumbarPicture, at: PatternReport): Verdict {
  const { findings, report } = at;
  const mass = enhancingMass(findings);
  if (!mass) return silent('finding-not-described');
  const { causes } = picture;
  const stopped = silenced([
    {
      because: 'plan-reported',
      present: when(saysPlan(findings) !== undefined),
    },
    {
      because: 'known-or-unchanged',
      present: when(saysKnownOrUnchanged(findings) !== undefined),
    },
    { because: 'disc-fragment', present: when(isDisc(findings)) },
    {
      because: 'infection-reported',
      present: when(isSaid(findings.infection) || isSaid(findings.leptomeningealEnhancement)),
    },
    {
      because: 'known-tumour-reported',
      present: when(saysKnownTumour(findings) !== undefined),
    },
    {
      because: 'named-by-report',
      present: when(namesInReport(findings, raised.rootTumour) !== undefined),
    },
    {
      because: 'cause-coded',
      present: anyOf(causes.ever(...knownTumours), causes.named('root-tumour')),
    },
    {
      because: 'cancer-card',
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
