import type { ChartReading } from './chart-reading.ts';
import { doneStudies, type DoneStudy } from './done-studies.ts';
import { notAvailable, notRecorded, type Fact } from './fact.ts';
import { readOrder, type Order } from './orders.ts';
import { recentLumbarReports, type LumbarReport } from './reports.ts';

/** What was imaged or punctured, and what is still ordered. */
export class ImagingHistory {
  readonly #reading: ChartReading;
  #done: readonly DoneStudy[] | undefined;
  #activeOrders: readonly Order[] | undefined;

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

  /** What it means when an order is not among the active ones. */
  get ordersOtherwise(): Fact<never> {
    return this.#reading.list('orders').otherwise;
  }

  /** Lumbar MRI reports of the last `days` that stand. */
  recentReports(days: number): readonly LumbarReport[] {
    const { today, terminology, timeZone, observations } = this.#reading;
    const reports = this.#reading.list('reports');
    return recentLumbarReports(reports, days, today, terminology, timeZone, observations.resources);
  }
}
