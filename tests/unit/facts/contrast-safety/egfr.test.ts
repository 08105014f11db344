import { describe, expect, test } from '@jest/globals';
import { lowEgfr, newestEgfr } from '../../../../src/facts/contrast-safety/egfr.ts';
import {
  concept,
  list,
  LOINC,
  partOf,
  SNOMED,
  terminology,
  TODAY,
  unavailable,
  ZONE,
} from '../../charts.ts';

const egfr = (value: object, more: object = {}) => ({
  id: 'e1',
  status: 'final',
  code: concept(LOINC, '98979-8'),
  effectiveDateTime: '2026-11-19',
  ...value,
  ...more,
});

const quantity = (value: number, comparator?: string, unit = 'mL/min/{1.73_m2}') => ({
  valueQuantity: { value, ...(comparator !== undefined && { comparator }), code: unit },
});

const at = { today: TODAY, timeZone: ZONE, terminology };

/** Whether the newest eGFR of 90 days is below 30. */
const low = (...results: readonly object[]) =>
  lowEgfr(list('observations', ...results), 30, 90, at);

describe('The limit of 30', () => {
  test.each([
    [29.9, undefined, 'known'],
    [30, undefined, 'not-recorded'],
    [30.1, undefined, 'not-recorded'],
    [0, undefined, 'known'],
    // A comparator is a bound.
    [30, '<', 'known'],
    [15, '<', 'known'],
    [31, '<', 'unreadable'],
    [60, '<', 'unreadable'],
    [29, '<=', 'known'],
    [30, '<=', 'unreadable'],
    [60, '>', 'not-recorded'],
    [30, '>', 'not-recorded'],
    [29, '>', 'unreadable'],
    [15, '>', 'unreadable'],
    [30, '>=', 'not-recorded'],
    [60, '>=', 'not-recorded'],
  ])('%d %s: %s', (value, comparator, expected) => {
    expect(low(egfr(quantity(value, comparator))).status).toBe(expected);
  });

  test('the evidence gives value and date', () => {
    expect(low(egfr(quantity(12, '<')))).toEqual({
      status: 'known',
      value: true,
      evidence: [
        { reference: 'Observation/e1', says: 'eGFR <12 mL/min/1.73 m², CKD-EPI 2021, 2026-11-19' },
      ],
    });
  });
});

describe('The unit', () => {
  test.each([
    ['mL/min/{1.73_m2}', 'known'],
    ['mL/min/1.73m2', 'known'],
    ['mL/min/1.73 m²', 'known'],
    ['ml/min/1.73m^2', 'known'],
    ['mL/min per 1.73 m2', 'known'],
    ['mL/min (1,73 m²)', 'known'],
    ['mL/min/173.10*-2.m2', 'known'],
    ['mL/min', 'known'],
    ['mL/min/m2', 'unreadable'],
    ['mL/s/{1.73_m2}', 'unreadable'],
    ['mg/dL', 'unreadable'],
    ['%', 'unreadable'],
  ])('%s: %s', (unit, expected) => {
    expect(low(egfr({ valueQuantity: { value: 12, code: unit } })).status).toBe(expected);
    expect(low(egfr({ valueQuantity: { value: 12, unit } })).status).toBe(expected);
  });

  test('no unit: unreadable, never normal', () => {
    expect(low(egfr({ valueQuantity: { value: 12 } })).status).toBe('unreadable');
    expect(low(egfr({ valueQuantity: { value: 90 } })).status).toBe('unreadable');
  });
});

describe('Other ways to write a result', () => {
  test.each([
    ['>60 mL/min/1.73m2', 'not-recorded'],
    ['> 60 mL/min/1.73m2', 'not-recorded'],
    ['<15 mL/min/1.73m2', 'known'],
    ['12.5 mL/min/1.73m2', 'known'],
    ['30-59 mL/min/1.73m2', 'unreadable'],
    ['see comment', 'unreadable'],
    ['', 'unreadable'],
  ])('as a string, %s: %s', (valueString, expected) => {
    expect(low(egfr({ valueString })).status).toBe(expected);
  });

  test.each([
    ['no value', {}],
    ['a number as text', { valueQuantity: { value: '12', code: 'mL/min/{1.73_m2}' } }],
    ['a reason for its absence', { dataAbsentReason: concept('urn:example:absent', 'error') }],
  ])('%s: unreadable', (_name, value) => {
    expect(low(egfr(value)).status).toBe('unreadable');
  });
});

describe('Which result counts', () => {
  const dated = (effectiveDateTime: string) => low(egfr(quantity(12), { effectiveDateTime }));

  test.each([
    ['2026-11-20', 'known'],
    ['2026-08-23', 'known'],
    ['2026-08-22', 'known'],
    ['2026-08-21', 'not-recorded'],
    ['2026-09', 'known'],
    ['2026-08', 'unreadable'],
    ['2026-07', 'not-recorded'],
    ['2026', 'unreadable'],
    ['2025', 'not-recorded'],
  ])('of %s, within 90 days: %s', (date, expected) => {
    expect(dated(date).status).toBe(expected);
  });

  test.each([
    ['final', 'known'],
    ['amended', 'known'],
    ['corrected', 'known'],
    ['preliminary', 'not-recorded'],
    ['registered', 'not-recorded'],
    ['cancelled', 'not-recorded'],
    ['entered-in-error', 'not-recorded'],
    ['unknown', 'not-recorded'],
  ])('%s: %s', (status, expected) => {
    expect(low(egfr(quantity(12), { status })).status).toBe(expected);
  });

  test('the newest one', () => {
    const old = egfr(quantity(12), { effectiveDateTime: '2026-10-01' });
    const recent = egfr(quantity(80), { effectiveDateTime: '2026-11-01' });
    expect(low(old, recent).status).toBe('not-recorded');
    expect(low(recent, old).status).toBe('not-recorded');
    const later = egfr(quantity(12), { effectiveDateTime: '2026-11-19T16:00:00Z' });
    const earlier = egfr(quantity(80), { effectiveDateTime: '2026-11-19T08:00:00Z' });
    expect(low(earlier, later).status).toBe('known');
    expect(low(later, earlier).status).toBe('known');
  });

  test.each([
    ['effectiveInstant', { effectiveInstant: '2026-11-19T08:00:00Z' }],
    ['the end of a period', { effectivePeriod: { start: '2020-01-01', end: '2026-11-19' } }],
    ['issued, when nothing else is said', { issued: '2026-11-19T08:00:00Z' }],
  ])('dated by %s', (_name, when) => {
    expect(low(egfr(quantity(12), { effectiveDateTime: undefined, ...when })).status).toBe('known');
  });

  test.each(['98980-6', '62238-1', '33914-3', '48642-3', '88293-6'])('LOINC %s', (code) => {
    expect(low(egfr(quantity(12), { code: concept(LOINC, code) })).status).toBe('known');
  });

  test('creatinine, or the code in another system, is no eGFR', () => {
    for (const code of [concept(LOINC, '2160-0'), concept(SNOMED, '98979-8'), { text: 'eGFR' }]) {
      expect(low(egfr(quantity(12), { code })).status).toBe('not-recorded');
    }
  });
});

test('what could not be had is not the same as what is not there', () => {
  const missing = { status: 'not-available', missing: ['observations'] };
  const normal = egfr(quantity(80));
  expect(low()).toEqual({ status: 'not-recorded' });
  expect(lowEgfr(unavailable('observations'), 30, 90, at)).toEqual(missing);
  expect(lowEgfr(partOf('observations'), 30, 90, at)).toEqual(missing);
  // A page is missing, and with it perhaps a newer result.
  expect(lowEgfr(partOf('observations', normal), 30, 90, at)).toEqual(missing);
});

describe('What is shown of a result', () => {
  const shown = (...results: readonly object[]) =>
    newestEgfr(list('observations', ...results), 90, at).map(
      (result) => result && [result.value, result.unit, result.formula, result.isInTime],
    );

  test.each([
    ['98979-8', 'CKD-EPI 2021'],
    ['98980-6', 'CKD-EPI 2021, with cystatin C'],
    ['62238-1', 'CKD-EPI'],
    ['88293-6', 'CKD-EPI, older equation with a race term'],
    ['48642-3', 'MDRD, older equation with a race term'],
    ['33914-3', 'MDRD'],
    ['50384-7', 'Schwartz'],
    ['50210-4', 'cystatin C'],
    ['69405-9', undefined],
  ])('LOINC %s: %s', (code, formula) => {
    expect(shown(egfr(quantity(22), { code: concept(LOINC, code) }))).toEqual([
      ['22', 'mL/min/1.73 m²', formula, true],
    ]);
  });

  test.each([
    [{ valueQuantity: { value: 22, unit: 'mL/min' } }, ['22', 'mL/min', 'CKD-EPI 2021', true]],
    [{ valueString: '> 60' }, ['>60', 'mL/min/1.73 m²', 'CKD-EPI 2021', true]],
    [{ valueQuantity: { value: 22 } }, undefined],
    [quantity(-1), undefined],
  ])('%j', (value, expected) => {
    expect(shown(egfr(value))).toEqual([expected]);
  });

  test('a date that does not tell is in the list, and said to be so', () => {
    for (const effectiveDateTime of ['2026', undefined]) {
      expect(shown(egfr(quantity(22), { effectiveDateTime }))).toEqual([
        ['22', 'mL/min/1.73 m²', 'CKD-EPI 2021', false],
      ]);
    }
  });

  test('of one moment the equation of 2021; of different days the newest', () => {
    const older = { code: concept(LOINC, '48642-3') };
    expect(shown(egfr(quantity(28), older), egfr(quantity(33)))).toHaveLength(1);
    expect(
      shown(egfr(quantity(28), { ...older, effectiveDateTime: '2026-11-20' }), egfr(quantity(33))),
    ).toEqual([['28', 'mL/min/1.73 m²', 'MDRD, older equation with a race term', true]]);
    expect(shown(egfr(quantity(28)), egfr(quantity(33)))).toHaveLength(2);
  });
});
