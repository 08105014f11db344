import type { Terminology } from '../../terminology/terminology.ts';
import { recordedBirths } from './births.ts';
import { isOlderThan, readWhen, type When } from '../values/calendar.ts';
import { dateInWords } from '../values/date-in-words.ts';
import type { ChartReading } from '../reading/chart-reading.ts';
import {
  begunWhen,
  conditionEvidence,
  isActive,
  isAsserted,
  recordedWhen,
} from '../reading/conditions.ts';
import {
  found,
  foundIn,
  notRecorded,
  unreadable,
  type Evidence,
  type Fact,
} from '../values/fact.ts';
import {
  allWordsOf,
  asText,
  referenceTo,
  valueSetsOf,
  type Opaque,
} from '../reading/fields/fields.ts';
import { statusCodes } from '../reading/fields/status.ts';
import { newestWithin, type Measured } from '../reading/observations.ts';
import { performedWhen } from '../reading/fields/performed.ts';
import { isSaidOfNow } from '../reading/said-of-now.ts';

/** A coded pregnancy, or a status "pregnant", that goes on as far as the chart tells. */
export interface RecordedPregnancy {
  readonly name: string;
  /** As precise as it was recorded; undefined when it was not. */
  readonly on: string | undefined;
  readonly evidence: Evidence;
}

/**
 * Recorded pregnancies on which a card may speak: an active coded condition, or a pregnancy status of
 * the last `weeks`. Narrower than what silences: possible, past and undecided ones do not count, nor
 * does one that is known to have begun longer ago than a pregnancy lasts.
 *
 * It ends with a delivery, a loss, an entry of the time after a birth, or a status "not pregnant" on or
 * after its own date.
 * @returns `unreadable` when the dates leave that open, or a status cannot be read.
 */
export function recordedPregnancies(
  reading: ChartReading,
  weeks: number,
): Fact<readonly RecordedPregnancy[]> {
  const { conditions, observations, today, timeZone } = reading;
  const days = weeks * 7;
  const statuses = newestWithin(observations, 'obs-pregnancy-status', days, today, timeZone);
  let known: readonly (When | undefined)[] | undefined;
  // Most charts hold no pregnancy: nobody looks through them for how it ended then.
  const ends = () => (known ??= endings(reading, statuses));

  const coded = codedPregnancies(reading).map((condition): Fact<readonly RecordedPregnancy[]> => {
    const begun = begunWhen(condition, timeZone) ?? recordedWhen(condition, timeZone);
    const daysLeft = days - weeksThen(condition) * 7;
    if (begun && isOlderThan(begun, daysLeft, today)) return notRecorded;
    const isDateOpen = begun !== undefined && begun.first < today - daysLeft;
    const isOver = endedBy(recordedWhen(condition, timeZone), ends(), today - days);
    if (isOver === 'yes') return notRecorded;
    if (isOver === 'maybe' || isDateOpen) return unreadable('date of the pregnancy');
    const evidence = conditionEvidence(condition, conditions);
    return found(
      [{ name: evidence.says, on: recordedWhen(condition, timeZone)?.text, evidence }],
      notRecorded,
    );
  });
  return foundIn<RecordedPregnancy>(
    ...coded,
    conditions.otherwise,
    statusPregnant(statuses, ends, days, reading),
    dueDates(reading, ends, days),
    observations.otherwise,
  );
}

/** "38 weeks gestation of pregnancy" was nearly over when it was entered; 0 when no week is said. */
function weeksThen(condition: Opaque): number {
  const hasOnset = Object.keys(condition).some((member) => member.startsWith('onset'));
  const [, weeks] =
    /\b(\d{1,2}) weeks gestation\b/i.exec(allWordsOf(condition['code']).join(' · ')) ?? [];
  return hasOnset || weeks === undefined ? 0 : Math.min(Number(weeks), 41);
}

function codedPregnancies({ conditions, today, timeZone }: ChartReading): readonly Opaque[] {
  const others = new Set<Opaque>(
    conditions.in('delivery', 'pregnancy-ended', 'possible-pregnancy'),
  );
  return conditions.in('pregnancy').filter((condition) => {
    const isDoubtful = statusCodes(condition['verificationStatus']).some(
      (code) => code === 'unconfirmed' || code === 'provisional' || code === 'differential',
    );
    const abated = readWhen(condition['abatementDateTime'], timeZone);
    return (
      !others.has(condition) &&
      isActive(condition) &&
      !isDoubtful &&
      isSaidOfNow(condition) &&
      !(abated && abated.last <= today)
    );
  });
}

/** Births, losses and later statements of not being pregnant, each with its date if it has one. */
function endings(
  reading: ChartReading,
  statuses: readonly Measured[],
): readonly (When | undefined)[] {
  const { conditions, procedures, terminology, timeZone } = reading;
  return [
    ...recordedBirths(reading),
    ...conditions
      .in('pregnancy-ended')
      .filter(isAsserted)
      .map((condition) => recordedWhen(condition, timeZone)),
    ...procedures.resources
      .filter(
        (procedure) => asText(procedure['status']) === 'completed' && isLossInWords(procedure),
      )
      .map((procedure) => performedWhen(procedure, timeZone)),
    ...statuses
      .filter(({ resource }) => statusOf(resource, terminology) === 'not-pregnant')
      // On the day itself it contradicts, a day later it ends.
      .flatMap(({ when }) =>
        when ? [{ ...when, first: when.first - 1, last: when.last - 1 }] : [],
      ),
  ];
}

const loss =
  /\bterminat(?:ion|ed) (?:of )?pregnancy\b|\b(?:medical|surgical|induced|elective) abortion\b|\bevacuation of (?:the )?(?:uterus|retained products)\b/i;

const isLossInWords = (procedure: Opaque): boolean => {
  const words = allWordsOf(procedure['code']).join(' · ');
  return loss.test(words) && !/\b(?:history|h\/o|plan\w*|consult\w*|declined)\b/i.test(words);
};

/**
 * Whether a pregnancy of this date was ended. One ending without a date says nothing; a pregnancy
 * without a date may be the one that ended within the last weeks.
 */
function endedBy(
  since: When | undefined,
  ends: readonly (When | undefined)[],
  oldest: number,
): 'yes' | 'no' | 'maybe' {
  const dated = ends.filter((end) => end !== undefined);
  if (since === undefined) return dated.some((end) => end.last >= oldest) ? 'maybe' : 'no';
  if (dated.some((end) => end.first >= since.first)) return 'yes';
  return dated.some((end) => end.last >= since.first) ? 'maybe' : 'no';
}

function statusPregnant(
  statuses: readonly Measured[],
  ends: () => readonly (When | undefined)[],
  days: number,
  { terminology, today }: ChartReading,
): Fact<readonly RecordedPregnancy[]> {
  const said = statuses.map((item) => ({ ...item, status: statusOf(item.resource, terminology) }));
  const isContradicted = said.some(({ status }) => status === 'not-pregnant');
  return foundIn<RecordedPregnancy>(
    ...said.map(({ resource, when, status }): Fact<readonly RecordedPregnancy[]> => {
      if (status === 'unreadable') return unreadable('pregnancy status');
      if (status !== 'pregnant') return notRecorded;
      const isOver = when ? endedBy(when, ends(), today - days) : 'maybe';
      if (isOver === 'yes') return notRecorded;
      if (isOver === 'maybe' || isContradicted || !when || when.first < today - days) {
        return unreadable('pregnancy status');
      }
      const reference = referenceTo(resource);
      const evidence = { ...(reference && { reference }), says: 'Pregnancy status: pregnant' };
      return found([{ name: evidence.says, on: when.text, evidence }], notRecorded);
    }),
    notRecorded,
  );
}

/** From the first day of the last period to the due date (Naegele), and what a date may be off. */
const DAYS_TO_DUE_DATE = 280;
const DAYS_OFF = 21;

/**
 * A due date that is still to come, entered within `days`: the pregnancy goes on. One that is further
 * off than a pregnancy lasts is no due date.
 */
function dueDates(
  { observations, today, timeZone }: ChartReading,
  ends: () => readonly (When | undefined)[],
  days: number,
): Fact<readonly RecordedPregnancy[]> {
  const entered = newestWithin(observations, 'obs-estimated-delivery-date', days, today, timeZone);
  return foundIn<RecordedPregnancy>(
    ...entered.map(({ resource, when }): Fact<readonly RecordedPregnancy[]> => {
      const due = readWhen(resource['valueDateTime'] ?? resource['valueString'], timeZone);
      if (!due || due.first > today + DAYS_TO_DUE_DATE + DAYS_OFF) return unreadable('due date');
      if (due.last < today) return notRecorded;
      const isOver = when ? endedBy(when, ends(), today - days) : 'maybe';
      if (isOver === 'yes') return notRecorded;
      if (isOver === 'maybe' || due.first < today) return unreadable('due date');
      const reference = referenceTo(resource);
      const evidence = {
        ...(reference && { reference }),
        says: `Due date ${dateInWords(due.text)}`,
      };
      return found([{ name: evidence.says, on: when?.text, evidence }], notRecorded);
    }),
    notRecorded,
  );
}

type PregnancyStatus = 'pregnant' | 'not-pregnant' | 'possible' | 'unreadable';

function statusOf(resource: Opaque, terminology: Terminology): PregnancyStatus {
  const value = resource['valueCodeableConcept'];
  const sets = valueSetsOf(value, terminology);
  const words = [...allWordsOf(value), asText(resource['valueString']) ?? ''].join(' · ');
  if (/\bnot (?:currently |now )?pregnant\b|\bno pregnancy\b|\bnegative\b/i.test(words))
    return 'not-pregnant';
  if (
    sets.has('possible-pregnancy') ||
    /\bpossib\w*|\bmay be\b|\bsuspect\w*|\bnot (?:yet )?confirmed\b|\bunconfirmed\b|\bunsure\b|\?/i.test(
      words,
    )
  ) {
    return 'possible';
  }
  return sets.has('pregnancy') || /\bpregnan(?:t|cy)\b/i.test(words) ? 'pregnant' : 'unreadable';
}
