import { z } from 'zod';
import { discLevelsIn, sideIn } from '../../facts/values/anatomy.ts';
import { isAtDisc } from '../../facts/imaging/enhancing-roots.ts';
import type { Fact } from '../../facts/values/fact.ts';
import { rootsIn } from '../../facts/neurology/leg-symptoms.ts';
import type { LumbarPicture } from '../../facts/lumbar-picture.ts';
import type { LumbarReport, RootEnhancement } from '../../facts/imaging/reports.ts';
import type { AtLevels } from '../../facts/surgery/surgical-history.ts';
import { plainFindings } from '../parts/reports/enhancement-after-surgery.ts';
import { operationBefore, type Operation } from '../parts/reports/operation-before-scan.ts';
import {
  cohortGate,
  dangerGates,
  defineRootRule,
  reportGates,
  when,
  without,
} from '../parts/reports/report-gates.ts';
import { lateMonths, reportSettings } from '../parts/reports/report-settings.ts';
import { aboutReport, quotePhrase, reportRead } from '../parts/reports/report-phrases.ts';
import { surgerySlots } from '../parts/surgery-phrases.ts';
import { missingIn, silenced, silent, undecided, type Verdict } from '../verdict.ts';

const settings = z.strictObject({ fromMonths: lateMonths, ...reportSettings });
type Settings = z.infer<typeof settings>;

/**
 * A recent report of a study with contrast says in so many words that no root enhances, six months or
 * more after disc surgery, in a patient with leg pain. Silence about the roots is no such statement.
 */
export const noRootEnhancement = defineRootRule({
  id: 'no-root-enhancement',
  settings,
  evaluateReport,
});

function evaluateReport(picture: LumbarPicture, report: LumbarReport, s: Settings): Verdict {
  const said = plainFindings(report);
  if ('outcome' in said) return said;
  const { rootEnhancement } = said;
  if (rootEnhancement.assertion !== 'absent') {
    return silent('finding-not-described');
  }
  // "No abnormal enhancement" denies it of everything, and says nothing of having looked at the roots.
  if (!rootEnhancement.quotes.some(({ text }) => namesRoots.test(text))) {
    return silent('denied-in-general');
  }
  const { operation, gates } = operationBefore(picture, report, said, deniedAt(rootEnhancement), {
    months: s.fromMonths,
    time: 'from',
    mayBeText: false,
    needsLevel: true,
  });
  const symptom = picture.symptoms.radicular(report.scan?.last ?? picture.today);
  const stopped = silenced([
    ...reportGates(picture, report, said, s),
    ...gates,
    {
      because: 'denied-on-other-side',
      present: when(isDeniedElsewhere(rootEnhancement, operation)),
    },
    { because: 'symptom-not-coded', present: without(symptom) },
    ...dangerGates(picture, s),
    cohortGate(picture),
  ]);
  if (stopped) return stopped;
  if (operation.status !== 'known' || symptom.status !== 'known') {
    return undecided(...missingIn(operation), ...missingIn(symptom));
  }
  return {
    outcome: 'advise',
    wording: 'standard',
    slots: surgerySlots(operation.value.latest, report.scan?.last ?? picture.today),
    why: [quotePhrase(rootEnhancement.quotes)],
    about: aboutReport(report),
    suggestions: [],
    evidence: [
      ...reportRead(report, rootEnhancement.quotes),
      ...operation.evidence,
      ...symptom.evidence,
    ],
  };
}

const namesRoots = /\broots?\b|\brootlets?\b|\bcauda equina\b|\bsleeves?\b|\bnerves?\b/i;

function isDeniedElsewhere({ quotes }: RootEnhancement, operation: Fact<Operation>): boolean {
  const operated = operation.status === 'known' ? operation.value.latest.surgery.side : undefined;
  const other = operated === 'left' ? 'right' : operated === 'right' ? 'left' : undefined;
  return other !== undefined && quotes.every(({ text }) => sideIn(text) === other);
}

/** Where enhancement is denied: everywhere, unless the sentence names roots or levels. */
function deniedAt({ quotes }: RootEnhancement): AtLevels {
  const roots = quotes.flatMap(({ text }) => rootsIn(text));
  const discs = quotes.flatMap(({ text }) => discLevelsIn(text));
  return (levels) =>
    (roots.length === 0 && discs.length === 0) ||
    roots.some((root) => isAtDisc(root, levels)) ||
    discs.some((disc) => levels.includes(disc));
}
