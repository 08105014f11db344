import { z } from 'zod';
import { notRecorded, type Fact } from '../../facts/values/fact.ts';
import type { ExaminedEvidence, ExaminedRoot } from '../../facts/examination/examined-root.ts';
import type { LumbarPicture } from '../../facts/lumbar-picture.ts';
import { saysSymptomsElsewhere } from '../../facts/imaging/report-diagnosis.ts';
import { saysTransitionalVertebra } from '../../facts/imaging/report-words.ts';
import type { LumbarReport } from '../../facts/imaging/reports.ts';
import type { PainfulRoot } from '../../facts/neurology/leg-symptoms.ts';
import { enhancementAfterSurgery } from '../parts/reports/enhancement-after-surgery.ts';
import {
  examinationSettings,
  examinedAround,
  examinedPhrase,
  fitsEnhancing,
  isExaminedElsewhere,
  rootInWords,
} from '../parts/reports/examined.ts';
import { rootExamined, rootOfProblems, rootsOfReport } from '../parts/reports/compared-roots.ts';
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

const settings = z.strictObject({
  fromMonths: lateMonths,
  ...reportSettings,
  ...examinationSettings,
});
type Settings = z.infer<typeof settings>;

/**
 * A recent report describes an enhancing root six months or more after disc surgery, and the chart
 * names another root, or the other side: as the painful one, or as the examined one.
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
  const by = report.scan?.last ?? picture.today;
  const painful = picture.symptoms.painfulRoot(by);
  const evidence = examinedAround(picture, report, operation, s);
  const examined = examinedAlone(picture, evidence, by);
  const stated = painful.status === 'known' ? painful : examined;
  const stopped = silenced([
    ...found.gates,
    {
      because: 'two-roots-recorded',
      present: when(isConflict(painful, evidence)),
    },
    { because: 'painful-root-not-recorded', present: without(stated) },
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
      because: 'may-be-examined-root',
      present: when(
        (painful.status !== 'known' &&
          examined.status === 'known' &&
          !isExaminedElsewhere(examined.value, roots, operated)) ||
          evidence?.counted.some((sign) => fitsEnhancing(sign, roots, operated)) === true,
      ),
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
  if (operation.status !== 'known' || stated.status !== 'known') {
    return undecided(...missingIn(operation), ...missingIn(stated));
  }
  const { quotes } = said.rootEnhancement;
  const isExamined = painful.status !== 'known' && examined.status === 'known';
  return {
    outcome: 'advise',
    wording: isExamined ? 'examined' : 'standard',
    slots: isExamined
      ? { roots: rootsInWords(roots), examined: rootInWords(examined.value) }
      : {
          roots: rootsInWords(roots),
          ...(painful.status === 'known' && {
            painful: `${painful.value.side} ${painful.value.root}`,
          }),
        },
    why: [
      quotePhrase(quotes),
      isExamined ? examinedPhrase(examined.value) : symptomPhrase(painful),
    ],
    about: aboutReport(report),
    suggestions: [],
    evidence: [...reportRead(report, quotes), ...operation.evidence, ...stated.evidence],
    roots: [
      ...rootsOfReport(roots),
      ...(painful.status === 'known' ? [rootOfProblems(painful.value)] : []),
      ...(evidence?.root.status === 'known' ? [rootExamined(evidence.root.value)] : []),
    ],
  };
}

/**
 * The examined root where no condition names one. A condition that names several roots, or another side,
 * contradicts it.
 */
function examinedAlone(
  { symptoms }: LumbarPicture,
  evidence: ExaminedEvidence | undefined,
  by: number,
): Fact<ExaminedRoot> {
  if (!evidence || evidence.conflict) return notRecorded;
  const { root } = evidence;
  // A list that could not be had, or was not understood, may hold the examined root.
  if (root.status !== 'known') return root;
  return symptoms.contradicts(by, root.value) ? notRecorded : root;
}

/** The conditions name one root and the examination another; or the examination names two. */
const isConflict = (
  painful: Fact<PainfulRoot>,
  evidence: ExaminedEvidence | undefined,
): boolean => {
  if (!evidence) return false;
  if (painful.status !== 'known' || evidence.root.status !== 'known')
    return evidence.conflict !== undefined;
  const { roots, side } = evidence.root.value;
  return side !== painful.value.side || !roots.includes(painful.value.root);
};
