import { z } from 'zod';
import type { LumbarPicture } from '../../facts/lumbar-picture.ts';
import type { LumbarReport, ReportFindings } from '../../facts/imaging/reports.ts';
import { agreementRow, type AgreementRow } from '../parts/reports/agreement-row.ts';
import {
  enhancementAfterSurgery,
  operationPhrases,
} from '../parts/reports/enhancement-after-surgery.ts';
import { painIsElsewhere } from '../parts/reports/painful-and-enhancing-root.ts';
import { cohortGate, forRecentReports, when, without } from '../parts/reports/report-gates.ts';
import { lateMonths, reportSettings } from '../parts/reports/report-settings.ts';
import { aboutReport, quotePhrase } from '../parts/reports/report-phrases.ts';
import { defineReportRule } from '../rule.ts';
import {
  asRootSigns,
  signsAtRoot,
  type SignAtRoot,
  type SignsAtRoot,
} from '../parts/reports/signs-at-root.ts';
import { symptomPhrase } from '../parts/symptom-phrase.ts';
import { missingIn, silenced, undecided, type Phrase, type Verdict } from '../verdict.ts';

const settings = z.strictObject({ fromMonths: lateMonths, ...reportSettings });
type Settings = z.infer<typeof settings>;

/**
 * A recent report describes an enhancing root at the operated level six months or more after disc
 * surgery: how often that agreed with the painful level, for the signs that the report gives.
 */
export const rootEnhancementAfterSixMonths = defineReportRule({
  id: 'root-enhancement-after-six-months',
  settings,
  evaluate: (picture, s) =>
    forRecentReports(picture, s, (report) => evaluateReport(picture, report, s)),
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
    { because: 'no radicular symptom is coded', present: without(symptom) },
    {
      because: 'the pain is recorded elsewhere',
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
  return {
    outcome: 'advise',
    wording: row === 'agreement-any-time' ? 'overall' : 'subgroup',
    why: [
      quotePhrase(report, said.rootEnhancement.quotes),
      ...operationPhrases(operation.value, report),
      symptomPhrase(symptom),
      notStudied(picture, said),
      ...rowPhrases(signs, row),
    ],
    about: aboutReport(report),
    suggestions: [],
    evidence: [...operation.evidence, ...symptom.evidence],
  };
}

/** What was read beside the enhancement, the row it leads to, and what the study does not tell. */
function rowPhrases(signs: SignsAtRoot, row: AgreementRow): readonly Phrase[] {
  const isWithinGroup = row.startsWith('herniation') || row.startsWith('fibrosis');
  const isThick = signs.thickening === 'present';
  return [
    ...signPhrases(signs),
    ...(isWithinGroup && isThick && !row.endsWith('all-three')
      ? [{ name: 'thickening-alone-not-reported' }]
      : []),
    ...(signs.displacement === 'present' && !row.endsWith('all-three')
      ? [{ name: 'displacement-not-derivable' }]
      : []),
    ...(signs.recurrentHerniation === 'uncertain' ? [{ name: 'herniation-open' }] : []),
    { name: `row-${row}` },
    { name: 'time' },
  ];
}

/** What the report says of each sign. "Not stated" is never "absent", and is not printed either. */
function signPhrases(signs: SignsAtRoot): readonly Phrase[] {
  const read = [
    ['recurrent herniation', signs.recurrentHerniation],
    ['scar', signs.epiduralFibrosis],
    ['root thickening', signs.thickening],
    ['root displacement', signs.displacement],
  ] as const;
  const said = read.flatMap(([name, sign]) =>
    sign === 'not-mentioned' ? [] : [`${name} ${inWords[sign]}`],
  );
  return said.length > 0 ? [{ name: 'signs', slots: { signs: said.join(', ') } }] : [];
}

const inWords: Readonly<Record<Exclude<SignAtRoot, 'not-mentioned'>, string>> = {
  present: 'present',
  absent: 'absent',
  uncertain: 'left open',
  elsewhere: 'described elsewhere',
};

/** Groups that the cohort left out and that this record does not settle (catalogue, RPT-12). */
function notStudied({ age }: LumbarPicture, said: ReportFindings): Phrase {
  const groups = [
    ...(said.arachnoiditis.assertion === 'absent' ? [] : ['arachnoiditis']),
    ...(said.infection.assertion === 'absent' ? [] : ['infection after the operation']),
    'spondylolisthesis with stenosis',
    ...(age.status === 'known' ? [] : ['patients under 17']),
  ];
  return { name: 'not-studied', slots: { groups: groups.join(', ') } };
}
