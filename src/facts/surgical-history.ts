import type { DiscLevel } from './anatomy.ts';
import { withinDays, type Day, type When } from './calendar.ts';
import type { ChartReading } from './chart-reading.ts';
import { isActive } from './conditions.ts';
import { allWordsOf } from './fields.ts';
import { anyOf, known, notAvailable, notRecorded, signal, unreadable } from './fact.ts';
import type { Fact, Signal } from './fact.ts';
import { latestSurgery, type LatestSurgery } from './latest-surgery.ts';
import { lumbarSurgeries, type LumbarSurgery, type RecordedSurgeries } from './lumbar-surgery.ts';
import { performedWhen } from './performed.ts';
import { spineSurgeryTraces } from './spine-surgery-traces.ts';

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
  #all: Fact<RecordedSurgeries> | undefined;

  constructor(reading: ChartReading) {
    this.#reading = reading;
  }

  /** Every lumbar operation up to today. */
  get all(): Fact<RecordedSurgeries> {
    const { procedures, conditions, terminology, timeZone, today } = this.#reading;
    return (this.#all ??= lumbarSurgeries(
      procedures,
      conditions,
      isActive,
      terminology,
      timeZone,
      today,
    ));
  }

  /**
   * The latest disc surgery up to a day, as far as the dates tell: today for orders; for a report the
   * day before the scan, and the day of the scan for what may have been over by then. Which operations
   * count is the site's decision (catalogue, ruling 16).
   *
   * @param at Of which levels; an operation whose level is not recorded has none.
   */
  latestDiscSurgery(over: Day, possible = over, at: AtLevels = () => true): Fact<LatestSurgery> {
    const all = this.all;
    if (all.status !== 'known') return all;
    const { surgeries, complete } = all.value;
    // Of two records of one day the coded one is taken, whatever the order of the list.
    const counted = surgeries
      .filter((surgery) => this.#isCounted(surgery) && at(surgery.levels))
      .sort(codedFirst);
    const found = latestSurgery({ surgeries: counted, complete }, over, possible);
    const latest = found && withPlaceOfSameDay(found, counted);
    if (latest) return { status: 'known', value: latest, evidence: [latest.surgery.evidence] };
    return complete ? { status: 'not-recorded' } : notAvailable('procedures');
  }

  /**
   * A lumbar operation of a kind that is not counted as disc surgery, after the one given and not
   * after a scan. One whose date leaves it open cannot be read.
   */
  otherKindAfter(latest: LatestSurgery, scan: When, at: AtLevels): Signal {
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

  /** A lumbar operation after a scan: the images then show a spine that is no longer so. */
  operatedAfter(scan: When): Signal {
    const all = this.all;
    if (all.status !== 'known') return all;
    const later = all.value.surgeries.filter(({ when }) => when && when.first > scan.last);
    return later.length > 0
      ? known(
          true,
          later.map(({ evidence }) => evidence),
        )
      : notRecorded;
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

  /** Any trace of an operation on the spine: see {@link spineSurgeryTraces}. */
  get traces(): Signal {
    return spineSurgeryTraces(this.#reading);
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

  /** Decompression and fusion count where the site says so. */
  #isCounted({ kind }: LumbarSurgery): boolean {
    return kind === 'disc' || this.#reading.settings.includeDecompression;
  }
}
