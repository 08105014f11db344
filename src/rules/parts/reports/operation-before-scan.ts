import type { DiscLevel } from '../../../facts/values/anatomy.ts';
import { formatDay, type When } from '../../../facts/values/calendar.ts';
import {
  known,
  notAvailable,
  notRecorded,
  unreadable,
  type Fact,
} from '../../../facts/values/fact.ts';
import type { LatestSurgery } from '../../../facts/surgery/latest-surgery.ts';
import type { LumbarPicture } from '../../../facts/lumbar-picture.ts';
import {
  operatedLevelsSaid,
  saysFusion,
  saysLaterOperation,
} from '../../../facts/imaging/report-operations.ts';
import type { LumbarReport, ReportFindings } from '../../../facts/imaging/reports.ts';
import type { AtLevels } from '../../../facts/surgery/surgical-history.ts';
import { when, without } from './report-gates.ts';
import { isUnderMonths } from '../surgery-phrases.ts';
import type { Silencer } from '../../verdict.ts';

/** The disc operation whose result a scan shows. */
export interface Operation {
  readonly latest: LatestSurgery;
  /** Operated disc levels; empty when neither the chart nor the report names one. */
  readonly levels: readonly DiscLevel[];
  readonly levelsReadFrom: 'chart' | 'report' | 'nowhere';
}

/** On which side of six months a card speaks, and what it can make do with. */
export interface OperationWanted {
  readonly months: number;
  readonly time: 'under' | 'from';
  /** Only the cards of the first months may take an operation from the words of the chart. */
  readonly mayBeText: boolean;
  /** Whether the card is about the operated level and cannot do without it. */
  readonly needsLevel: boolean;
}

/**
 * The latest lumbar disc operation before a scan among those at the levels that are meant, and why it
 * may not be the one for a card.
 *
 * @param at Whether levels are those meant. An operation without a recorded level is taken with the
 *   levels at which the report says that there was an operation.
 */
export function operationBefore(
  picture: LumbarPicture,
  { scan }: LumbarReport,
  said: ReportFindings,
  at: AtLevels,
  wanted: OperationWanted,
): { readonly operation: Fact<Operation>; readonly gates: readonly Silencer[] } {
  if (!scan) return { operation: unreadable('date of the scan'), gates: [] };
  const mayBeAt: AtLevels = (levels) => levels.length === 0 || at(levels);
  const surgery = picture.surgery.latestDiscSurgery(scan.first - 1, scan.last, mayBeAt);
  const elsewhere = picture.surgery.latestDiscSurgery(scan.first - 1, scan.last);
  const needed: Silencer = {
    because: elsewhere.status === 'known' ? 'other-level-operated' : 'surgery-not-recorded',
    present: without(surgery),
  };
  if (surgery.status !== 'known') return { operation: surgery, gates: [needed] };

  const operation = withLevels(surgery.value, said);
  const { latest, levels } = operation;
  const isUnder = isUnderAtScan(latest, wanted.months, scan);
  const gates: readonly Silencer[] = [
    { because: 'other-level-operated', present: when(!mayBeAt(levels)) },
    {
      because: wanted.time === 'under' ? 'outside-months' : 'outside-months',
      present: when(
        isUnder === undefined ? undefined : isUnder !== (wanted.time === 'under'),
        scan.first === scan.last ? 'date of surgery' : 'date of the scan',
      ),
    },
    {
      because: 'surgery-in-words',
      present: when(!wanted.mayBeText && latest.surgery.readFrom === 'text'),
    },
    {
      because: 'other-kind-of-surgery',
      present: picture.surgery.otherKindAfter(latest, scan, mayBeAt),
    },
    {
      because: 'later-operation-reported',
      present: when(wanted.time === 'from' && tellsOfLaterOperation(said, latest, wanted.months)),
    },
    {
      because: 'other-operation-reported',
      present: when(!picture.surgery.countsEveryKind && saysFusion(said) !== undefined),
    },
    {
      because: undefined,
      present: when(wanted.needsLevel && levels.length === 0 ? undefined : false, 'operated level'),
    },
    // A page that is missing may hold a later operation.
    {
      because: undefined,
      present: isComplete(picture) ? notRecorded : notAvailable('procedures'),
    },
  ];
  return { operation: known(operation, surgery.evidence), gates };
}

const isComplete = ({ surgery: { all } }: LumbarPicture) =>
  all.status !== 'known' || all.value.complete;

function withLevels(latest: LatestSurgery, said: ReportFindings): Operation {
  const { levels } = latest.surgery;
  if (levels.length > 0) return { latest, levels, levelsReadFrom: 'chart' };
  const inReport = operatedLevelsSaid(said);
  return {
    latest,
    levels: inReport,
    levelsReadFrom: inReport.length > 0 ? 'report' : 'nowhere',
  };
}

const tellsOfLaterOperation = (said: ReportFindings, { last }: LatestSurgery, months: number) =>
  saysLaterOperation(said, months, Number(formatDay(last).slice(0, 4))) !== undefined;

/** Calendar months from surgery to scan, of which either may be known to the month only. */
function isUnderAtScan(latest: LatestSurgery, months: number, scan: When): boolean | undefined {
  if (isUnderMonths(latest, months, scan.last) === true) return true;
  return isUnderMonths(latest, months, scan.first) === false ? false : undefined;
}
