import { z } from 'zod';
import { enhancingRoots } from '../../facts/imaging/enhancing-roots.ts';
import { anyOf } from '../../facts/values/fact.ts';
import type { LumbarPicture } from '../../facts/lumbar-picture.ts';
import { saysSpineSurgery } from '../../facts/imaging/report-operations.ts';
import {
  explainsRootEnhancement,
  hedgesEnhancement,
  leavesSideOpen,
  qualifiesEnhancement,
  saysRootCompression,
} from '../../facts/imaging/report-words.ts';
import type { Assertion, LumbarReport, ReportFindings } from '../../facts/imaging/reports.ts';
import { punctureWithin } from '../parts/done-within.ts';
import { plainFindings } from '../parts/reports/enhancement-after-surgery.ts';
import { dangerGates, defineRootRule, reportGates, when } from '../parts/reports/report-gates.ts';
import { reportSettings } from '../parts/reports/report-settings.ts';
import {
  aboutReport,
  quotePhrase,
  reportRead,
  rootsInWords,
} from '../parts/reports/report-phrases.ts';
import { silenced, silent, type Phrase, type Verdict } from '../verdict.ts';

const settings = z.strictObject({
  ...reportSettings,
  interventionDays: z
    .int()
    .min(1)
    .max(180)
    .describe('days in which an injection or a puncture may explain the finding'),
});
type Settings = z.infer<typeof settings>;

/**
 * A recent report describes linear enhancement of one root in a spine that was never operated on: it
 * may be a vein or disc irritation, and the postoperative figures do not apply.
 */
export const rootEnhancementWithoutSurgery = defineRootRule({
  id: 'root-enhancement-without-surgery',
  settings,
  evaluateReport,
});

function evaluateReport(picture: LumbarPicture, report: LumbarReport, s: Settings): Verdict {
  const said = plainFindings(report);
  if ('outcome' in said) return said;
  const { rootEnhancement } = said;
  if (rootEnhancement.assertion !== 'present') {
    return silent('finding-not-described');
  }
  const roots = enhancingRoots(rootEnhancement);
  const stopped = silenced([
    {
      because: 'not-one-root',
      present: when(
        roots.isWidespread || roots.hasUnnamed || roots.names.length !== 1 || leavesSideOpen(said),
      ),
    },
    {
      because: 'hedged',
      present: when(hedgesEnhancement(said) || qualifiesEnhancement(said)),
    },
    {
      because: 'spine-surgery-recorded',
      // An operation after the scan is one too: the finding then has been dealt with.
      present: picture.surgery.traces,
    },
    {
      because: 'surgery-reported',
      present: when(
        saysSpineSurgery(said) !== undefined ||
          mayBe(said.recurrentDiscHerniation.assertion) ||
          mayBe(said.epiduralFibrosis.assertion),
      ),
    },
    { because: 'explained-by-report', present: when(isExplained(said)) },
    {
      because: 'recent-intervention',
      present: anyOf(
        picture.surgery.interventionWithin(s.interventionDays),
        picture.surgery.canalEnteredWithin(s.interventionDays),
        punctureWithin(picture, s.interventionDays),
      ),
    },
    ...reportGates(picture, report, said, s),
    ...dangerGates(picture, s),
  ]);
  if (stopped) return stopped;
  return {
    outcome: 'advise',
    wording: 'standard',
    slots: { roots: rootsInWords(roots) },
    why: [quotePhrase(rootEnhancement.quotes), ...proceduresRead(picture)],
    about: aboutReport(report),
    suggestions: [],
    evidence: reportRead(report, rootEnhancement.quotes),
  };
}

/** More procedures than these are not read in thirty seconds. */
const MAX_NAMED = 2;

/** The operations that were read are of other parts of the body: the reader sees what was looked at. */
function proceduresRead({ read }: LumbarPicture): readonly Phrase[] {
  const { procedures } = read;
  return procedures.length > 0
    ? [
        {
          name: 'procedures-read',
          slots: { procedures: procedures.slice(0, MAX_NAMED).join('; ') },
        },
      ]
    : [];
}

const mayBe = (assertion: Assertion) => assertion === 'present' || assertion === 'uncertain';

/** The radiologist gave the cause, or describes what presses on the root. */
const isExplained = (said: ReportFindings): boolean =>
  explainsRootEnhancement(said) !== undefined ||
  mayBe(said.displacement.assertion) ||
  saysRootCompression(said) !== undefined;
