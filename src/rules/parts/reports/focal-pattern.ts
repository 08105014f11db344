import { enhancingRoots, isAtDisc } from '../../../facts/imaging/enhancing-roots.ts';
import { known, notAvailable, notRecorded, type Signal } from '../../../facts/values/fact.ts';
import type { LumbarPicture } from '../../../facts/lumbar-picture.ts';
import type { LumbarSurgery } from '../../../facts/surgery/lumbar-surgery.ts';
import { withoutDenied } from '../../../facts/imaging/report-words.ts';
import type { ReportFindings } from '../../../facts/imaging/reports.ts';
import { isYoungerThan } from '../age.ts';
import type { PatternReport } from './pattern-reports.ts';
import { when } from './report-gates.ts';
import type { Silencer } from '../../verdict.ts';

/**
 * What keeps the differential silent on a single root of one side: other cards speak of an operated
 * level and of a spine that was never operated on, and of neither when the cohort left the patient
 * out. What remains is a root away from every operated disc.
 *
 * @see docs/decisions, When a card speaks
 */
export function focalPatternSilencers(
  picture: LumbarPicture,
  { report, findings }: PatternReport,
  { minimumAgeYears }: { readonly minimumAgeYears: number },
): readonly Silencer[] {
  const { all } = picture.surgery;
  const before =
    all.status === 'known'
      ? all.value.surgeries.filter((done) => !done.when || done.when.first <= report.dated.last)
      : [];
  return [
    {
      because: 'unoperated-card',
      present: unoperated(all, before.length),
    },
    {
      because: 'unread-operation',
      present: picture.surgery.unreadBetween(undefined, report.dated.last),
    },
    {
      because: 'other-kind-of-surgery',
      present: when(before.some(({ kind }) => kind !== 'disc')),
    },
    {
      because: 'surgery-not-exact',
      present: when(
        before.some(({ readFrom, levels }) => readFrom !== 'code' || levels.length === 0),
      ),
    },
    {
      because: 'operated-level-card',
      present: when(before.some((surgery) => meets(surgery, findings))),
    },
    { because: 'cohort-left-out', present: picture.leftOutOfCohort },
    {
      because: 'under-minimum-age',
      present: isYoungerThan(picture, minimumAgeYears),
    },
    {
      because: 'irritation-described',
      present: when(describesIrritation(findings)),
    },
  ];
}

/** No operation before the scan; a page that is missing may hold one. */
function unoperated(all: LumbarPicture['surgery']['all'], before: number): Signal {
  if (all.status === 'known') {
    if (!all.value.complete) return notAvailable('procedures');
    return before > 0 ? notRecorded : known(true, []);
  }
  return all.status === 'not-recorded' ? known(true, []) : all;
}

const meets = ({ levels }: LumbarSurgery, { rootEnhancement }: ReportFindings): boolean =>
  enhancingRoots(rootEnhancement).names.some((root) => isAtDisc(root, levels));

const irritations = ['recurrentDiscHerniation', 'epiduralFibrosis', 'displacement'] as const;

/** Disc, scar or a root pushed aside: the report has said why the root may enhance. */
const describesIrritation = (findings: ReportFindings): boolean =>
  irritations.some((name) => ['present', 'uncertain'].includes(findings[name].assertion)) ||
  findings.sentences.some(
    ({ section, text }) =>
      (section === 'findings' || section === 'impression') &&
      /\b(?:herniat\w*|protru\w*|extru\w*|sequest\w*|imping\w*|compress\w*|(?:moderate|severe|marked)[^.;]{0,200}stenosis)\b/i.test(
        withoutDenied(text),
      ),
  );
