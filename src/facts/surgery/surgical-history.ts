import type { DiscLevel } from '../values/anatomy.ts';
import { withinDays, type Day, type When } from '../values/calendar.ts';
import type { ChartReading } from '../reading/chart-reading.ts';
import { isActive } from '../reading/conditions.ts';
import { allWordsOf, type Opaque } from '../reading/fields/fields.ts';
import { anyOf, known, notAvailable, notRecorded, signal, unreadable } from '../values/fact.ts';
import type { Fact, Signal } from '../values/fact.ts';
import { latestSurgery, type LatestSurgery } from './latest-surgery.ts';
import { lumbarSurgeries, type LumbarSurgery, type RecordedSurgeries } from './lumbar-surgery.ts';
import { operationOf } from './operation-of-procedure.ts';
import { datedMentionsInProblems, type MentionedOperation } from './operations-in-problems.ts';
import { performedWhen } from '../reading/fields/performed.ts';
import { spineSurgeryTraces } from './spine-surgery-traces.ts';
import { UnreadOperations } from './unread-operations.ts';

/** What is missing where a procedure may have been an operation on the spine. */
const UNREAD = 'kind of a recorded procedure';

/**
 * The same operation is often recorded twice, once as a code without level and once in words with it,
 * or once for each level: the levels of all records of its day count, and a side that they agree on.
 */
function withPlaceOfSameDay(
  latest: LatestSurgery,
  surgeries: readonly LumbarSurgery[],
): LatestSurgery {
  const { surgery } = latest;
  const { when } = surgery;
  if (!when || when.first !== when.last) return latest;
  const sameDay = surgeries.filter(
    (other) => other.when?.first === when.first && other.when.last === when.last,
  );
  const levels = [...new Set(sameDay.flatMap((other) => other.levels))].sort();
  const sides = new Set(sameDay.flatMap(({ side }) => side ?? []));
  const [side] = sides;
  return {
    ...latest,
    surgery: { ...surgery, levels, side: sides.size > 1 ? 'bilateral' : side },
  };
}

/** Whether two operations were on one day; undefined where a date is missing or no single day. */
function isSameDay(one: When | undefined, other: When | undefined): boolean | undefined {
  if (!one || !other) return undefined;
  if (one.last < other.first || other.last < one.first) return false;
  return one.first === one.last && other.first === other.last ? true : undefined;
}

/** Coded before words; then by reference, so that the order of the list changes nothing. */
const codedFirst = (a: LumbarSurgery, b: LumbarSurgery): number =>
  Number(b.readFrom === 'code') - Number(a.readFrom === 'code') ||
  (a.evidence.reference ?? '').localeCompare(b.evidence.reference ?? '', 'en');

/** Procedures by which a needle or a catheter enters the spinal canal. */
const canalSets = [
  'lumbar-puncture',
  'dural-puncture-other',
  'epidural-blood-patch',
  'myelogram',
  'spinal-epidural-anaesthesia',
] as const;

const canalWords =
  /\b(?:epidural|nerve[- ]root|transforaminal|interlaminar|caudal|spinal|lumbar|facet)\b[^.;·]{0,60}\b(?:injections?|block|puncture|an(?:a)?esthe\w*|patch|drain|steroid)\b|\bT?F?ESI\b|\bmyelogra\w*|\bspinal tap\b/i;

/** Whether an operation at these levels is meant. */
export type AtLevels = (levels: readonly DiscLevel[]) => boolean;

/** What was done to this spine before. */
export class SurgicalHistory {
  readonly #reading: ChartReading;
  readonly #operations = new Map<Opaque, LumbarSurgery | undefined>();
  #all: Fact<RecordedSurgeries> | undefined;
  #unread: UnreadOperations | undefined;
  #mentioned: readonly MentionedOperation[] | undefined;

  constructor(reading: ChartReading) {
    this.#reading = reading;
  }

  /** {@link operationOf}, each procedure read once. */
  readonly #operationOf = (procedure: Opaque): LumbarSurgery | undefined => {
    const known = this.#operations.get(procedure);
    if (known !== undefined || this.#operations.has(procedure)) return known;
    const operation = operationOf(procedure, this.#reading, this.#reading.timeZone);
    this.#operations.set(procedure, operation);
    return operation;
  };

  /** Every lumbar operation up to today. */
  get all(): Fact<RecordedSurgeries> {
    const { procedures, conditions, timeZone, today } = this.#reading;
    return (this.#all ??= lumbarSurgeries(
      procedures,
      conditions,
      isActive,
      this.#reading,
      timeZone,
      today,
      this.#operationOf,
    ));
  }

  /** What may have been an operation on the spine, up to today. See {@link UnreadOperations}. */
  get #unreadOperations(): UnreadOperations {
    const { procedures, timeZone, today } = this.#reading;
    return (this.#unread ??= new UnreadOperations(
      procedures,
      this.#reading,
      timeZone,
      today,
      this.#operationOf,
    ));
  }

  /** Operations that the problem list mentions with a date. See {@link datedMentionsInProblems}. */
  get #mentionedOperations(): readonly MentionedOperation[] {
    const { conditions, timeZone, today } = this.#reading;
    return (this.#mentioned ??= datedMentionsInProblems(conditions, timeZone, today));
  }

  /**
   * The latest disc surgery up to a day, as far as the dates tell: today for orders; for a report the
   * day before the scan, and the day of the scan for what may have been over by then. Which operations
   * count is the site's decision.
   *
   * It cannot be read where a later procedure may have been an operation of the lumbar spine, or where
   * a fusion or an implant of the same day leaves it open whether it was one of the disc alone.
   *
   * @param at Of which levels; an operation whose level is not recorded has none.
   */
  latestDiscSurgery(over: Day, possible = over, at: AtLevels = () => true): Fact<LatestSurgery> {
    const all = this.all;
    if (all.status !== 'known') {
      const isHidden =
        all.status === 'not-recorded' && this.#mayHideOperation(undefined, possible, at);
      return isHidden ? unreadable(UNREAD) : all;
    }
    const { surgeries, complete } = all.value;
    // Of two records of one day the coded one is taken, whatever the order of the list.
    const counted = surgeries
      .filter((surgery) => this.#isCounted(surgery) && at(surgery.levels))
      .sort(codedFirst);
    const found = latestSurgery({ surgeries: counted, complete }, over, possible);
    const latest = found && withPlaceOfSameDay(found, counted);
    if (this.#mayHideOperation(latest, possible, at)) return unreadable(UNREAD);
    if (latest && this.#isWithImplant(latest.surgery) === undefined) {
      return unreadable('date of surgery');
    }
    if (latest) return { status: 'known', value: latest, evidence: [latest.surgery.evidence] };
    return complete ? { status: 'not-recorded' } : notAvailable('procedures');
  }

  /** Whether a procedure that was not read may be a lumbar operation after the one given. */
  #mayHideOperation(latest: LatestSurgery | undefined, possible: Day, at: AtLevels): boolean {
    const since = latest?.first ?? Number.NEGATIVE_INFINITY;
    const isMentionedLater = (by: Day) =>
      this.#mentionedOperations.some(
        ({ when, levels }) => when.first > by && when.first <= possible && at(levels),
      );
    if (latest && isMentionedLater(latest.last)) return true;
    return this.#unreadOperations
      .of((when) => when.first <= possible && when.last > since)
      .some(({ why, levels, isOtherSpine }) => why !== 'unknown' && !isOtherSpine && at(levels));
  }

  /**
   * A lumbar operation of a kind that is not counted as disc surgery, after the one given and not
   * after a scan, or today. One whose date leaves it open cannot be read.
   */
  otherKindAfter(latest: LatestSurgery, scan: When, at: AtLevels = () => true): Signal {
    const all = this.all;
    if (all.status !== 'known') return all;
    const others = all.value.surgeries.filter(
      (surgery) => !this.#isCounted(surgery) && at(surgery.levels),
    );
    return anyOf(
      ...others.map(({ when, evidence }): Signal => {
        if (when && (when.first > scan.last || when.last <= latest.first)) return notRecorded;
        return when && when.first > latest.last
          ? known(true, [evidence])
          : unreadable('date of surgery');
      }),
    );
  }

  /**
   * A lumbar operation after a scan: the images then show a spine that is no longer so. It cannot be
   * read where the date leaves it open, or where a later procedure may have been one.
   */
  operatedAfter(scan: When): Signal {
    const all = this.all;
    if (all.status !== 'known' && all.status !== 'not-recorded') return all;
    const surgeries = all.status === 'known' ? all.value.surgeries : [];
    const later = surgeries.filter(({ when }) => when && when.first > scan.last);
    if (later.length > 0) {
      return known(
        true,
        later.map(({ evidence }) => evidence),
      );
    }
    // Known to the month or the year only: it may have been on either side of the scan.
    const mayBeLater = (when: When | undefined) => when !== undefined && when.last > scan.last;
    if (surgeries.some(({ when }) => mayBeLater(when))) return unreadable('date of surgery');
    const isUnread = this.#unreadOperations
      .of(mayBeLater)
      .some(
        ({ why, when, isOtherSpine }) => why !== 'unknown' && !isOtherSpine && mayBeLater(when),
      );
    return isUnread ? unreadable(UNREAD) : notRecorded;
  }

  /** Whether the site counts decompression and fusion as disc surgery. */
  get countsEveryKind(): boolean {
    return this.#reading.settings.includeDecompression;
  }

  /**
   * The canal was entered within `days`: an injection, anaesthesia, a blood patch, a myelogram or
   * another puncture, coded or in words. A date that leaves it open counts. For silencing only.
   */
  canalEnteredWithin(days: number): Signal {
    const { procedures, timeZone, today } = this.#reading;
    const coded = new Set<unknown>(procedures.in(...canalSets));
    const found = procedures.resources.filter((procedure) => {
      if (!coded.has(procedure) && !canalWords.test(allWordsOf(procedure['code']).join(' · '))) {
        return false;
      }
      const when = performedWhen(procedure, timeZone);
      return (
        procedure['status'] === 'completed' && (!when || withinDays(when, days, today) !== 'no')
      );
    });
    return signal(
      found.map((procedure) => ({ says: procedures.nameOf(procedure) ?? 'spinal procedure' })),
      procedures.otherwise,
    );
  }

  /**
   * Any trace of an operation on the spine: see {@link spineSurgeryTraces}. A procedure that may have
   * been one leaves it open.
   */
  get traces(): Signal {
    return anyOf(spineSurgeryTraces(this.#reading), this.unreadBetween());
  }

  /** Whether a procedure between two days, both included, may have been an operation on the spine. */
  unreadBetween(from: Day = Number.NEGATIVE_INFINITY, to: Day = Number.POSITIVE_INFINITY): Signal {
    const unread = this.#unreadOperations.of((when) => when.last >= from && when.first <= to);
    return unread.length > 0 ? unreadable(UNREAD) : notRecorded;
  }

  /** A lumbar operation or a spinal injection within `days`; a date that leaves it open counts. */
  interventionWithin(days: number): Signal {
    const { procedures, timeZone, today } = this.#reading;
    const all = this.all;
    const operations =
      all.status === 'known'
        ? all.value.surgeries.filter(
            ({ when, readFrom }) =>
              readFrom !== 'status' && (!when || withinDays(when, days, today) !== 'no'),
          )
        : [];
    const injections = procedures
      .in('transforaminal-epidural-snrb', 'interlaminar-caudal-epidural')
      .filter((procedure) => {
        const when = performedWhen(procedure, timeZone);
        return (
          procedure['status'] === 'completed' && (!when || withinDays(when, days, today) !== 'no')
        );
      });
    return signal(
      [
        ...operations.map(({ evidence }) => evidence),
        ...injections.map(() => ({ says: 'spinal injection' })),
      ],
      procedures.otherwise,
    );
  }

  /**
   * Decompression and fusion count where the site says so; else only surgery of the disc, and not with
   * a fusion or an implant of the same day.
   */
  #isCounted(surgery: LumbarSurgery): boolean {
    if (this.countsEveryKind) return true;
    return surgery.kind === 'disc' && this.#isWithImplant(surgery) !== true;
  }

  /** Whether a fusion or an implant is of the same day; undefined where the dates leave it open. */
  #isWithImplant(surgery: LumbarSurgery): boolean | undefined {
    if (this.countsEveryKind || this.all.status !== 'known') return false;
    const implants = [
      ...this.all.value.surgeries.filter(({ kind }) => kind === 'fusion'),
      ...this.#unreadOperations
        .of((when) => isSameDay(surgery.when, when) !== false)
        .filter(({ isImplant, isOtherSpine }) => isImplant && !isOtherSpine),
    ].map(({ when }) => isSameDay(surgery.when, when));
    if (implants.includes(true)) return true;
    return implants.includes(undefined) ? undefined : false;
  }
}
