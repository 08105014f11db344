import { withinHours } from '../values/calendar.ts';
import type { ChartReading } from '../reading/chart-reading.ts';
import { doneStudies, type DoneStudy } from '../studies/done-studies.ts';
import { notAvailable, notRecorded, type Fact } from '../values/fact.ts';
import type { Opaque } from '../reading/fields/fields.ts';
import { readOrder, type Order } from '../orders/orders.ts';
import {
  readFindings,
  recentMriReports,
  standingReports,
  type LumbarReport,
  type ReportBudget,
  type ReportFindings,
  type StandingReport,
} from './reports.ts';
import { showsLumbarSpine, type Study } from '../studies/study.ts';

/**
 * Characters of report text that are read in one call, and of what was sent for it; a report that goes
 * over them counts as unreadable. Eight long reports of the last months are inside; each character costs
 * some microseconds.
 */
export const MAX_REPORT_TEXT = 40_000;
export const MAX_REPORT_SOURCES = 1_000_000;

/** What was imaged or punctured, and what is still ordered. */
export class ImagingHistory {
  readonly #reading: ChartReading;
  #done: readonly DoneStudy[] | undefined;
  #activeOrders: readonly Order[] | undefined;
  readonly #findings = new Map<Opaque, Fact<ReportFindings>>();
  readonly #standing = new Map<string, readonly StandingReport[]>();
  readonly #recentReports = new Map<string, readonly LumbarReport[]>();
  readonly #budget: ReportBudget = {
    characters: MAX_REPORT_TEXT,
    sources: MAX_REPORT_SOURCES,
  };

  constructor(reading: ChartReading) {
    this.#reading = reading;
  }

  /** Studies and punctures that were made, by report or by procedure. */
  get done(): readonly DoneStudy[] {
    const { procedures, timeZone } = this.#reading;
    return (this.#done ??= doneStudies(
      this.#reading.list('reports'),
      procedures,
      this.#reading,
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
    const { timeZone } = this.#reading;
    return (this.#activeOrders ??= this.#reading.list('orders').resources.flatMap((resource) => {
      if (resource['status'] !== 'active') return [];
      return readOrder(resource, this.#reading, timeZone) ?? [];
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

  /** Lumbar MRI reports of the last `days` that stand. */
  recentReports(days: number): readonly LumbarReport[] {
    return this.#recent('lumbar', days, showsLumbarSpine);
  }

  /** MRI reports of the spine, any part of it, or of the brain, of the last `days` that stand. */
  recentSpineAndBrainReports(days: number): readonly LumbarReport[] {
    return this.#recent('any', days, ({ kind }) => kind === 'mri');
  }

  #recent(
    region: string,
    days: number,
    isMeant: (study: Study) => boolean,
  ): readonly LumbarReport[] {
    // Rules ask for the list again for each report in it.
    const key = `${region} ${days}`;
    const known = this.#recentReports.get(key);
    if (known) return known;
    const reports = this.#readRecent(region, days, isMeant);
    this.#recentReports.set(key, reports);
    return reports;
  }

  #readRecent(
    region: string,
    days: number,
    isMeant: (study: Study) => boolean,
  ): readonly LumbarReport[] {
    const { today, terminology, timeZone, observations } = this.#reading;
    const list = this.#reading.list('reports');
    const standing =
      this.#standing.get(region) ??
      standingReports(list, { meanings: this.#reading, timeZone, isMeant });
    this.#standing.set(region, standing);
    const window = {
      maxAgeDays: days,
      today,
      timeZone,
      meanings: this.#reading,
      isMeant,
      // Several cards ask for the same report, by other windows and regions: it is read once.
      read: (report: Opaque) => {
        const known = this.#findings.get(report);
        if (known) return known;
        const findings = readFindings(report, observations.resources, terminology, this.#budget);
        this.#findings.set(report, findings);
        return findings;
      },
    };
    return recentMriReports(list, window, standing);
  }
}
