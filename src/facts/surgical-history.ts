import { readWhen, withinDays, type Day } from './calendar.ts';
import type { ChartReading } from './chart-reading.ts';
import { isActive } from './conditions.ts';
import { notAvailable, signal, type Fact, type Signal } from './fact.ts';
import { latestSurgery, type LatestSurgery } from './latest-surgery.ts';
import { lumbarSurgeries, type RecordedSurgeries } from './lumbar-surgery.ts';

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
   * day before the scan, and the day of the scan for what may have been over by then. Which operations count is the site's decision (catalogue, ruling 16).
   */
  latestDiscSurgery(over: Day, possible = over): Fact<LatestSurgery> {
    const all = this.all;
    if (all.status !== 'known') return all;
    const { surgeries, complete } = all.value;
    const counted = this.#reading.settings.includeDecompression
      ? surgeries
      : surgeries.filter(({ kind }) => kind === 'disc');
    const latest = latestSurgery({ surgeries: counted, complete }, over, possible);
    if (latest) return { status: 'known', value: latest, evidence: [latest.surgery.evidence] };
    return complete ? { status: 'not-recorded' } : notAvailable('procedures');
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
        const when = readWhen(procedure['performedDateTime'], timeZone);
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
}
