import { addMonths } from '../../../facts/values/calendar.ts';
import { isCd4Below } from '../../../facts/dangers/cd4.ts';
import { cordOrMeningealPatterns } from '../../../facts/imaging/cord-or-meningeal.ts';
import { diseaseOfRootsSets } from '../../../facts/dangers/danger-signs.ts';
import {
  enhancementPattern,
  severalRootsEnhance,
} from '../../../facts/imaging/enhancement-pattern.ts';
import {
  anyOf,
  notAvailable,
  notRecorded,
  signal,
  type Signal,
} from '../../../facts/values/fact.ts';
import type { LumbarPicture } from '../../../facts/lumbar-picture.ts';
import { saysCause, saysKnownOrUnchanged } from '../../../facts/imaging/report-remarks.ts';
import { saysCaudaEquinaCompression } from '../../../facts/imaging/report-words.ts';
import type { ReportFindings } from '../../../facts/imaging/reports.ts';
import type { PatternReport } from './pattern-reports.ts';
import { when } from './report-gates.ts';
import type { Silencer } from '../../verdict.ts';
import type { ValueSetId } from '../../../generated/value-set-ids.ts';

interface Bounds {
  readonly causeDays: number;
  readonly surgeryMonths: number;
  readonly weaknessDays: number;
  readonly caudaEquinaDays: number;
  readonly cd4PerMicrolitre: number;
  readonly cd4Days: number;
}

/**
 * What keeps the list of causes of a pattern silent, whatever the pattern: the report has said what it
 * is, a cause is known, or a card that says more speaks, or would but for its own silencers.
 *
 * @param mayBeSpread The pattern is nodular or leptomeningeal.
 */
export function patternSilencers(
  picture: LumbarPicture,
  at: PatternReport,
  mayBeSpread: boolean,
  s: Bounds,
): readonly Silencer[] {
  return [
    ...saidInReport(at.findings),
    ...moreUrgent(picture, at.findings, mayBeSpread, s),
    {
      because: 'cause-coded',
      present: anyOf(
        picture.causes.ofLast(s.causeDays, ...causeSets),
        picture.dangers.diseaseOfRoots,
        picture.causes.named('cause-of-enhancing-roots'),
      ),
    },
    {
      because: 'surgery-recent',
      present:
        enhancementPattern(at.findings) === 'nodular' ? notRecorded : recentSurgery(picture, at, s),
    },
  ];
}

/** What explains an enhancing cauda equina once it is coded. */
const causeSets: readonly ValueSetId[] = [
  ...diseaseOfRootsSets,
  'leptomeningeal-metastasis',
  'arachnoiditis',
  'spinal-infection',
  'postoperative-infection',
  'subarachnoid-haemorrhage',
  'csf-leak-intracranial-hypotension',
];

/** What the report itself says that makes a list of causes needless. */
function saidInReport(findings: ReportFindings): readonly Silencer[] {
  const { arachnoiditis, infection, mass } = findings;
  const isSaid = [arachnoiditis, infection, mass].some(
    ({ assertion }) => assertion === 'present' || assertion === 'uncertain',
  );
  return [
    { because: 'explained-by-report', present: when(isSaid) },
    {
      because: 'explained-by-report',
      present: when(saysCause(findings) !== undefined),
    },
    {
      because: 'known-or-unchanged',
      present: when(saysKnownOrUnchanged(findings) !== undefined),
    },
    {
      because: 'cauda-equina-compression',
      present: when(saysCaudaEquinaCompression(findings) !== undefined),
    },
    {
      because: 'cord-pattern-card',
      present: when(cordOrMeningealPatterns(findings).length > 0),
    },
  ];
}

/** Cards that say more of the same finding: where they speak, or would but for their own silencers. */
function moreUrgent(
  picture: LumbarPicture,
  findings: ReportFindings,
  mayBeSpread: boolean,
  s: Bounds,
): readonly Silencer[] {
  const { causes, dangers } = picture;
  const pattern = enhancementPattern(findings);
  return [
    {
      because: 'cancer-card',
      present: mayBeSpread ? anyOf(causes.knownCancer, causes.pastCancer) : notRecorded,
    },
    {
      because: 'hiv-card',
      present: severalRootsEnhance(findings) ? advancedHiv(picture, s) : notRecorded,
    },
    {
      because: 'weakness-card',
      present:
        pattern === 'several-roots' || pattern === 'one-root'
          ? dangers.newDeficit(s.weaknessDays)
          : notRecorded,
    },
    { because: 'cauda-equina-sign', present: dangers.caudaEquina(s.caudaEquinaDays) },
  ];
}

/** HIV without a CD4 count that is known to be high enough. */
function advancedHiv({ causes }: LumbarPicture, s: Bounds): Signal {
  const { hiv } = causes;
  if (hiv.status !== 'known') return hiv;
  const cd4 = causes.cd4(s.cd4Days);
  if (cd4.status === 'not-available') return cd4;
  const isLow = cd4.status === 'known' ? isCd4Below(cd4.value, s.cd4PerMicrolitre) : true;
  return isLow === false ? notRecorded : hiv;
}

/** In the first months after an operation roots beyond the operated one may enhance: @see Jinkins 1993. */
function recentSurgery(
  { surgery }: LumbarPicture,
  { report: { dated } }: PatternReport,
  s: Bounds,
): Signal {
  const { all } = surgery;
  // A procedure that may have been an operation leaves it open, if it may lie in these months.
  const unread = surgery.unreadBetween(addMonths(dated.first, -s.surgeryMonths) + 1, dated.last);
  if (all.status !== 'known') return all.status === 'not-recorded' ? unread : all;
  const recent = all.value.surgeries.filter(
    ({ when: done }) =>
      done !== undefined &&
      done.first <= dated.last &&
      (!Number.isFinite(done.last) || addMonths(done.last, s.surgeryMonths) > dated.first),
  );
  return anyOf(
    signal(
      recent.map(({ evidence }) => evidence),
      all.value.complete ? notRecorded : notAvailable('procedures'),
    ),
    unread,
  );
}
