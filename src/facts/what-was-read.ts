import { readWhen, type When } from './values/calendar.ts';
import type { Medicines } from './medicines/medicines.ts';
import type { ChartReading } from './reading/chart-reading.ts';
import { isActive, recordedWhen } from './reading/conditions.ts';
import { codingsOf, asList, asObject, asText, type Opaque } from './reading/fields/fields.ts';
import type { Listed } from './reading/fields/listed.ts';
import { studyOf } from './studies/study.ts';

/** Entries of a list that a card names; more are not read. */
const MAX_NAMED = 3;

/** Conditions that bear on an enhancing root, the most telling first. */
const telling = [
  'malignant-neoplasm',
  'history-of-malignancy',
  'hiv-infection',
  'immunosuppressed-state',
  'systemic-inflammatory-disease',
  'fever',
  'new-leg-weakness',
  'lumbar-radicular-symptom',
  'lumbar-spinal-stenosis',
  'back-pain',
] as const;

/**
 * What a chart holds, by name: for cards that say what was read and never what was not. Rules decide
 * nothing by it.
 */
export class WhatWasRead {
  readonly #reading: ChartReading;
  readonly #medicines: Medicines;

  constructor(reading: ChartReading, medicines: Medicines) {
    this.#reading = reading;
    this.#medicines = medicines;
  }

  /** Immunoglobulin, steroids and intrathecal medicines that are ordered as current; at most three. */
  get medicines(): readonly string[] {
    const listed = this.#medicines.current('immunoglobulin', 'corticosteroid');
    return named([
      ...this.#medicines.intrathecal.map(({ name }) => `intrathecal ${name}`),
      ...(listed.status === 'known' ? listed.value.map(({ name }) => name) : []),
    ]);
  }

  /** Active conditions as the chart names them, at most three; empty when none has a name. */
  get conditions(): readonly string[] {
    const { conditions, timeZone } = this.#reading;
    const rank = ranks(conditions);
    const active = conditions.resources.filter(isActive).map((condition) => ({
      name: conditions.nameOf(condition),
      rank: rank.get(condition) ?? telling.length,
      when: recordedWhen(condition, timeZone),
    }));
    active.sort((a, b) => a.rank - b.rank || newestFirst(a, b));
    return named(active.map(({ name }) => name));
  }

  /** Procedures that were done, studies apart, with their year, the newest first; at most three. */
  get procedures(): readonly string[] {
    const { procedures, timeZone } = this.#reading;
    const done = procedures.resources
      .filter((one) => asText(one['status']) === 'completed' && !isStudy(one))
      .filter((one) => !studyOf(one, this.#reading))
      .map((one) => {
        const period = asObject(one['performedPeriod']);
        const when = readWhen(
          one['performedDateTime'] ?? period?.['end'] ?? period?.['start'],
          timeZone,
        );
        const name = procedures.nameOf(one);
        const year = when?.text.slice(0, 4);
        return { name: name && year ? `${name}, ${year}` : name, when };
      })
      .sort(newestFirst);
    return named(done.map(({ name }) => name));
  }
}

function ranks(conditions: Listed): ReadonlyMap<Opaque, number> {
  const rank = new Map<Opaque, number>();
  telling.forEach((set, index) => {
    for (const condition of conditions.in(set)) {
      if (!rank.has(condition)) rank.set(condition, index);
    }
  });
  return rank;
}

interface Dated {
  readonly name: string | undefined;
  readonly when: When | undefined;
}

/** The undated last; then by name, so that the order of a list changes no word. */
const newestFirst = (a: Dated, b: Dated): number =>
  (b.when?.last ?? 0) - (a.when?.last ?? 0) || (a.name ?? '').localeCompare(b.name ?? '', 'en');

const named = (names: readonly (string | undefined)[]): readonly string[] =>
  [...new Set(names.filter((name) => name !== undefined))].slice(0, MAX_NAMED);

/** SNOMED CT 363679005 "Imaging", as a category. */
const isStudy = (procedure: Opaque): boolean =>
  asList(procedure['category']).some((category) =>
    codingsOf(category).some(({ code }) => code === '363679005'),
  );
