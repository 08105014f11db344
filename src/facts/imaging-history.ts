import { withinHours } from './calendar.ts';
import type { ChartReading } from './chart-reading.ts';
import { doneStudies, type DoneStudy } from './done-studies.ts';
import { notAvailable, notRecorded, type Fact } from './fact.ts';
import { readOrder, type Order } from './orders.ts';
import { recentLumbarReports, type LumbarReport } from './reports.ts';
import { showsLumbarSpine, type Study } from './study.ts';

/** What was imaged or punctured, and what is still ordered. */
export class ImagingHistory {
  readonly #reading: ChartReading;
  #done: readonly DoneStudy[] | undefined;
  #activeOrders: readonly Order[] | undefined;
  readonly #recent = new Map<number, readonly LumbarReport[]>();

  constructor(reading: ChartReading) {
    this.#reading = reading;
  }

  /** Studies and punctures that were made, by report or by procedure. */
  get done(): readonly DoneStudy[] {
    const { procedures, terminology, timeZone } = this.#reading;
    return (this.#done ??= doneStudies(
      this.#reading.list('reports'),
      procedures,
      terminology,
      timeZone,
    ));
  }

  /** Lumbar punctures among them. */
  get punctures(): readonly DoneStudy[] {
    return this.done.filter(({ study }) => study.kind === 'lumbar-puncture');
  }

  /** What it means when a study is not among those done: not recorded, or not known. */
  get otherwise(): Fact<never> {
    const lists = [this.#reading.list('reports').otherwise, this.#reading.procedures.otherwise];
    const gaps = lists.flatMap((gap) => (gap.status === 'not-available' ? gap.missing : []));
    return gaps.length > 0 ? notAvailable(...gaps) : notRecorded;
  }

  /** What it means when a puncture is not among those done. */
  get puncturesOtherwise(): Fact<never> {
    return this.#reading.procedures.otherwise;
  }

  /** Active orders of the chart that name a study of ours. */
  get activeOrders(): readonly Order[] {
    const { terminology, timeZone } = this.#reading;
    return (this.#activeOrders ??= this.#reading.list('orders').resources.flatMap((resource) => {
      if (resource['status'] !== 'active') return [];
      return readOrder(resource, terminology, timeZone) ?? [];
    }));
  }

  /** MRI studies of the lumbar spine that were certainly made within the last `hours`. */
  lumbarMriWithin(hours: number): readonly DoneStudy[] {
    const { nowMs, today } = this.#reading;
    return this.done.filter(
      ({ study, when }) =>
        showsLumbarSpine(study) && when && withinHours(when, hours, nowMs, today) === 'yes',
    );
  }

  /** Whether an MRI of the lumbar spine was ordered above routine within the last `hours`. */
  isUrgentMriOrdered(hours: number): boolean {
    const { nowMs, today } = this.#reading;
    return this.activeOrders.some(
      ({ study, priority, authored }) =>
        showsLumbarSpine(study) &&
        priority !== 'routine' &&
        authored !== undefined &&
        withinHours(authored, hours, nowMs, today) === 'yes',
    );
  }

  /** What it means when an order is not among the active ones. */
  get ordersOtherwise(): Fact<never> {
    return this.#reading.list('orders').otherwise;
  }

  /** Lumbar MRI reports of the last `days` that stand. Each is read once, however many rules ask. */
  recentReports(days: number): readonly LumbarReport[] {
    const read = this.#recent.get(days);
    if (read) return read;
    const { today, terminology, timeZone } = this.#reading;
    const list = this.#reading.list('reports');
    const reports = recentLumbarReports(list, days, today, terminology, timeZone);
    this.#recent.set(days, reports);
    return reports;
  }

  /** MRI reports of the spine, any part of it, or of the brain, of the last `days` that stand. */
  recentSpineAndBrainReports(days: number): readonly LumbarReport[] {
    const { today, terminology, timeZone } = this.#reading;
    const list = this.#reading.list('reports');
    return recentLumbarReports(list, days, today, terminology, timeZone, isMri);
  }
}

const isMri = ({ kind }: Study) => kind === 'mri';
