import type { ValueSetId } from '../../generated/value-set-ids.ts';
import type { When } from '../values/calendar.ts';
import type { Evidence } from '../values/fact.ts';
import type { ChartReading } from '../reading/chart-reading.ts';
import {
  allWordsOf,
  asList,
  asObject,
  referenceTo,
  type Opaque,
} from '../reading/fields/fields.ts';
import { newestWithin, quantityOf, type Quantity } from '../reading/observations.ts';
import { cut } from '../reading/shown-value.ts';
import { inUnit, laboratoryTests, type LaboratoryTest } from './laboratory-tests.ts';

/** A result as it is shown and compared: one number in one unit. */
export interface LaboratoryResult {
  readonly test: LaboratoryTest;
  /** With its comparator, cut as it is printed: `28`, `<10`, `3.4`. */
  readonly value: string;
  /** Of the number; empty for an INR or a ratio. */
  readonly unit: string;
  readonly when: When | undefined;
  /** Below a limit: undefined when a bound (`<60`) leaves it open. */
  isBelow(limit: number): boolean | undefined;
  /** Above a limit: undefined when a bound leaves it open. */
  isAbove(limit: number): boolean | undefined;
  /** The upper end of the laboratory's own range, in the same unit; undefined when it gives none. */
  readonly upperReference: number | undefined;
  readonly evidence: Evidence;
}

/**
 * The newest standing result of a test within `days`: several when none is known to be older than
 * another. `undefined` in the list stands for a result that cannot be read: another unit, a value that
 * no patient has, words. What is aimed at ("target INR") is no result.
 */
export function newestResults(
  test: LaboratoryTest,
  days: number,
  reading: ChartReading,
): readonly (LaboratoryResult | undefined)[] {
  const { observations, today, timeZone } = reading;
  const { valueSet } = laboratoryTests[test];
  return newestWithin(observations, valueSet, days, today, timeZone, undefined, (resource) =>
    isMeasured(resource, reading),
  ).map(({ resource, when }) => readResult(test, resource, when));
}

const isMeasured = (resource: Opaque, { texts }: ChartReading): boolean =>
  allWordsOf(resource['code']).every((words) => texts.read(words).of('target-value').length === 0);

function readResult(
  test: LaboratoryTest,
  resource: Opaque,
  when: When | undefined,
): LaboratoryResult | undefined {
  const quantity = quantityOf(resource);
  const value = quantity && inUnit(test, quantity);
  if (!quantity || value === undefined) return undefined;
  const { name, unit, decimals } = laboratoryTests[test];
  const shown = `${quantity.comparator ?? ''}${cut(value, decimals)}`;
  const reference = referenceTo(resource);
  return {
    test,
    value: shown,
    unit,
    when,
    isBelow: (limit) => isBelow({ ...quantity, value }, limit),
    isAbove: (limit) => isAbove({ ...quantity, value }, limit),
    upperReference: upperReference(test, resource, quantity),
    evidence: {
      ...(reference !== undefined && { reference }),
      says: [`${name} ${shown} ${unit}`.trimEnd(), when?.text ?? []].flat().join(', '),
    },
  };
}

function isBelow({ value, comparator }: Quantity, limit: number): boolean | undefined {
  if (comparator === '<') return value <= limit ? true : undefined;
  if (comparator === '<=') return value < limit ? true : undefined;
  if (comparator === '>' || comparator === '>=') return value >= limit ? false : undefined;
  return value < limit;
}

function isAbove({ value, comparator }: Quantity, limit: number): boolean | undefined {
  if (comparator === '>') return value >= limit ? true : undefined;
  if (comparator === '>=') return value > limit ? true : undefined;
  if (comparator === '<' || comparator === '<=') return value <= limit ? false : undefined;
  return value > limit;
}

/** A range without a unit is in that of the result. */
function upperReference(
  test: LaboratoryTest,
  resource: Opaque,
  { unit }: Quantity,
): number | undefined {
  for (const range of asList(resource['referenceRange'])) {
    const high = asObject(asObject(range)?.['high']);
    const own = high && quantityOf({ valueQuantity: high });
    const value = own && inUnit(test, { ...own, unit: own.unit ?? unit });
    if (value !== undefined) return value;
  }
  return undefined;
}

/** Value sets of every test: what has to be asked for. */
export const laboratorySets: readonly ValueSetId[] = Object.values(laboratoryTests).map(
  ({ valueSet }) => valueSet,
);
