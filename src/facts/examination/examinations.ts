import type { ChartReading } from '../reading/chart-reading.ts';
import { ageYears } from '../reading/fields/age.ts';
import { notAvailable, notRecorded, type Fact } from '../values/fact.ts';
import { codedMimics } from './coded-mimics.ts';
import { electrodiagnoses } from './electrodiagnosis.ts';
import { examinedEvidence, type ExaminedEvidence, type ExaminedWindow } from './examined-root.ts';
import type { Examination } from './examination.ts';
import { recordedExaminations } from './recorded-examinations.ts';

/** The examinations of the legs, and the electromyograms, of one chart. */
export class Examinations {
  readonly #reading: ChartReading;
  #all: readonly Examination[] | undefined;
  readonly #around = new Map<string, ExaminedEvidence>();

  constructor(reading: ChartReading) {
    this.#reading = reading;
  }

  /** All of them, whenever they were made; in no order. */
  get all(): readonly Examination[] {
    return (this.#all ??= [
      ...recordedExaminations(this.#reading),
      ...electrodiagnoses(this.#reading),
    ]);
  }

  /** What it means when there is none: not recorded, or the list could not be had. */
  get otherwise(): Fact<never> {
    const { status } = this.#reading.list('examinations').otherwise;
    return status === 'not-available' ? notAvailable('examinations') : notRecorded;
  }

  /** What those after the operation and around the scan say of root and side. */
  around(window: Omit<ExaminedWindow, 'today'>): ExaminedEvidence {
    const { operation, operationFirst, scan, daysBefore, daysAfter } = window;
    const key = [operation, operationFirst, scan.first, scan.last, daysBefore, daysAfter].join();
    const known = this.#around.get(key);
    if (known) return known;
    const { today, timeZone } = this.#reading;
    const [patient] = this.#reading.list('patient').resources;
    const evidence = examinedEvidence(
      this.all,
      { ...window, today },
      {
        age: patient ? ageYears(patient, today, timeZone) : notAvailable('patient'),
        mimics: this.all.length > 0 ? codedMimics(this.#reading) : new Set(),
        otherwise: this.otherwise,
      },
    );
    this.#around.set(key, evidence);
    return evidence;
  }
}
