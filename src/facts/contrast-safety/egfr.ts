import type { Terminology } from '../../terminology/terminology.ts';
import type { Day, When } from '../values/calendar.ts';
import {
  anyOf,
  known,
  notRecorded,
  unreadable,
  type Evidence,
  type Signal,
} from '../values/fact.ts';
import { codingsOf, referenceTo, type Opaque } from '../reading/fields/fields.ts';
import type { Listed } from '../reading/fields/listed.ts';
import { cut } from '../reading/shown-value.ts';
import {
  everyWithin,
  newestWithin,
  quantityOf,
  type Measured,
  type Quantity,
} from '../reading/observations.ts';

/** An estimated glomerular filtration rate as the laboratory reported it. */
export interface Egfr {
  /** Whole, with its comparator: `22`, `<15`. */
  readonly value: string;
  /** `mL/min/1.73 m²`, or as recorded. */
  readonly unit: string;
  /** `CKD-EPI 2021`, `MDRD, race-based` …; undefined when it is not stated. */
  readonly formula: string | undefined;
  readonly when: When | undefined;
  /** False when its date does not tell whether it lies within the days that were asked for. */
  readonly isInTime: boolean;
  /** Below a limit: undefined when a bound (`<60`) leaves it open. */
  isBelow(limit: number): boolean | undefined;
  readonly evidence: Evidence;
}

/** The day and place of a call, by which dates and codes are read. */
export interface ReadAt {
  readonly today: Day;
  readonly timeZone: string;
  readonly terminology: Terminology;
}

/**
 * The newest eGFR of the last `days`: several when none is known to be older than another, or when
 * one moment has several formulas; the CKD-EPI formula of 2021 then goes before the older ones.
 *
 * `undefined` in the list stands for a result that cannot be read.
 */
export function newestEgfr(
  observations: Listed,
  days: number,
  at: ReadAt,
): readonly (Egfr | undefined)[] {
  const newest = newestWithin(observations, 'obs-egfr', days, at.today, at.timeZone);
  if (newest.length === 1) return newest.map((item) => readEgfr(item, days, at));
  const is2021 = newest.map(({ resource }) =>
    formulaOf(resource, at.terminology)?.includes('2021'),
  );
  return newest
    .filter((item, i) => is2021[i] || !newest.some((o, j) => is2021[j] && isSameTime(o, item)))
    .map((item) => readEgfr(item, days, at));
}

/** Every eGFR of the last `days` that can be read and has a date, in no order. */
export const everyEgfr = (observations: Listed, days: number, at: ReadAt): readonly Egfr[] =>
  everyWithin(observations, 'obs-egfr', days, at.today, at.timeZone).flatMap((item) => {
    const egfr = readEgfr(item, days, at);
    return egfr?.when ? [egfr] : [];
  });

const isSameTime = ({ when: a }: Measured, { when: b }: Measured) =>
  a !== undefined && a.first === b?.first && a.last === b.last && a.atMs === b.atMs;

/**
 * Whether the newest eGFR of the last `days` is below `limit` mL/min/1.73 m².
 *
 * A comparator is read as a bound: `>60` is not below 30, `<15` is, `<60` cannot be told.
 * @returns `not-recorded` when there is none in time, or it is not below; `unreadable` when the unit
 *   is another, the bound leaves it open, or the date does.
 */
export function lowEgfr(observations: Listed, limit: number, days: number, at: ReadAt): Signal {
  const signals = newestEgfr(observations, days, at).map((egfr): Signal => {
    const isLow = egfr?.isBelow(limit);
    if (isLow === false) return notRecorded;
    return isLow && egfr?.isInTime ? known(true, [egfr.evidence]) : unreadable('eGFR');
  });
  return anyOf(...signals, observations.otherwise);
}

function readEgfr({ resource, when }: Measured, days: number, at: ReadAt): Egfr | undefined {
  const quantity = quantityOf(resource);
  const unit = quantity && unitOf(quantity, resource);
  if (!quantity || unit === undefined || quantity.value < 0) return undefined;
  const value = `${quantity.comparator ?? ''}${cut(quantity.value, 0)}`;
  const formula = formulaOf(resource, at.terminology);
  const reference = referenceTo(resource);
  return {
    value,
    unit,
    formula,
    when,
    isInTime: when !== undefined && when.first >= at.today - days,
    isBelow: (limit) => isBelow(quantity, limit),
    evidence: {
      ...(reference && { reference }),
      says: [`eGFR ${value} ${unit}`, formula ?? [], when?.text ?? []].flat().join(', '),
    },
  };
}

/** `mL/min/{1.73_m2}` in the ways it is written; a result in mL/s, or for each m², is another number. */
function unitOf({ unit }: Quantity, resource: Opaque): string | undefined {
  // A laboratory that writes ">60" as text leaves the unit to the code.
  if (unit === undefined) {
    return resource['valueQuantity'] === undefined ? 'mL/min/1.73 m²' : undefined;
  }
  const written = unit.replace(/\s+/g, '');
  if (/^ml\/min\D{0,5}1[.,]?73/i.test(written)) return 'mL/min/1.73 m²';
  return /^ml\/min$/i.test(written) ? 'mL/min' : undefined;
}

function isBelow({ value, comparator }: Quantity, limit: number): boolean | undefined {
  if (comparator === '<') return value <= limit ? true : undefined;
  if (comparator === '<=') return value < limit ? true : undefined;
  if (comparator === '>' || comparator === '>=') return value >= limit ? false : undefined;
  return value < limit;
}

const namesEquation = /\([^()]*\)\s*$|cystatin|\b(?:CKD-EPI|MDRD)\b/i;

/** The equation, by our own labels of the codes. */
function formulaOf(resource: Opaque, terminology: Terminology): string | undefined {
  const labels = codingsOf(resource['code']).flatMap(
    ({ system, code }) => terminology.labelOf(system, code) ?? [],
  );
  const label = labels.find((text) => namesEquation.test(text));
  return label === undefined ? undefined : equationIn(label);
}

function equationIn(label: string): string {
  const equation = /\(([^()]*)\)\s*$/.exec(label)?.[1] ?? /\b(?:CKD-EPI|MDRD)\b/.exec(label)?.[0];
  return [
    equation,
    /cystatin/i.test(label) && (/creatinine/i.test(label) ? 'with cystatin C' : 'cystatin C'),
    /\bblacks\b|\bAfrican American\b/i.test(label) && 'older equation with a race term',
  ]
    .filter((part) => typeof part === 'string')
    .join(', ');
}
