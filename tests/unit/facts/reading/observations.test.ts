import { describe, expect, test } from '@jest/globals';
import { ageYears } from '../../../../src/facts/reading/fields/age.ts';
import {
  celsius,
  highTemperature,
  raisedMarker,
} from '../../../../src/facts/reading/observations.ts';
import {
  concept,
  list,
  LOINC,
  NOW_MS,
  partOf,
  status,
  TODAY,
  unavailable,
  ZONE,
} from '../../charts.ts';

describe('Degrees Celsius', () => {
  test.each([
    [38, 'Cel', 38],
    [38, '°C', 38],
    [38, '° C', 38],
    [38, 'degC', 38],
    [38, 'C', 38],
    [100.4, '[degF]', 38],
    [100.4, '°F', 38],
    [100.3, '[degF]', 37.94],
    [98.6, 'F', 37],
    [38, undefined, undefined],
    [311, 'K', undefined],
    [38, 'mmol', undefined],
  ])('%d %s: %s', (value, unit, expected) => {
    expect(celsius(value, unit)).toBe(expected);
  });
});

const temperature = (value: number, unit?: string, more: object = {}) => ({
  id: 't1',
  status: 'final',
  code: concept(LOINC, '8310-5'),
  effectiveDateTime: '2026-11-20T08:00:00Z',
  valueQuantity: { value, ...(unit !== undefined && { code: unit }) },
  ...more,
});

/** Whether a temperature of 38 °C or more was measured within 48 hours. */
const fever = (...results: readonly object[]) =>
  highTemperature(list('observations', ...results), 38, 48, NOW_MS, TODAY, ZONE);

describe('Fever, as measured', () => {
  test.each([
    [38, 'Cel', 'known'],
    [37.9, 'Cel', 'not-recorded'],
    [100.4, '[degF]', 'known'],
    [100.3, '[degF]', 'not-recorded'],
    [39, undefined, 'unreadable'],
    [37, undefined, 'unreadable'],
    [39, 'K', 'unreadable'],
  ])('%d %s: %s', (value, unit, expected) => {
    expect(fever(temperature(value, unit)).status).toBe(expected);
  });

  test.each([
    ['2026-11-18T12:00:00Z', 'known'],
    ['2026-11-18T11:59:59Z', 'not-recorded'],
    ['2026-11-18', 'known'],
    ['2026-11-17', 'not-recorded'],
    ['2026-11', 'known'],
    ['2026-11-20T13:00:00Z', 'known'],
  ])('at %s: %s', (effectiveDateTime, expected) => {
    expect(fever(temperature(39, 'Cel', { effectiveDateTime })).status).toBe(expected);
  });

  test('any of several; one that cannot be read is not covered up by a normal one', () => {
    const normal = temperature(36.8, 'Cel');
    expect(fever(normal, temperature(39, 'Cel'))).toMatchObject({
      status: 'known',
      evidence: [{ reference: 'Observation/t1', says: 'temperature 39 °C, 2026-11-20' }],
    });
    expect(fever(normal, temperature(39)).status).toBe('unreadable');
    expect(fever(temperature(39), temperature(39, 'Cel')).status).toBe('known');
  });

  test.each(['8329-5', '8331-1', '8333-7', '8332-9'])('measured elsewhere: %s', (code) => {
    expect(fever(temperature(39, 'Cel', { code: concept(LOINC, code) })).status).toBe('known');
  });

  test('an error is none, and a list that could not be had tells nothing', () => {
    expect(fever(temperature(39, 'Cel', { status: 'entered-in-error' })).status).toBe(
      'not-recorded',
    );
    for (const observations of [unavailable('observations'), partOf('observations')]) {
      expect(highTemperature(observations, 38, 48, NOW_MS, TODAY, ZONE)).toEqual({
        status: 'not-available',
        missing: ['observations'],
      });
    }
  });
});

const marker = (loinc: string, more: object) => ({
  id: 'm1',
  status: 'final',
  code: concept(LOINC, loinc),
  effectiveDateTime: '2026-11-19',
  ...more,
});
const value = (n: number, unit: string, comparator?: string) => ({
  valueQuantity: { value: n, unit, ...(comparator !== undefined && { comparator }) },
});
const raisedCrp = (...results: readonly object[]) =>
  raisedMarker(list('observations', ...results), 'crp', 10, 14, TODAY, ZONE);
const raisedEsr = (...results: readonly object[]) =>
  raisedMarker(list('observations', ...results), 'esr', 30, 14, TODAY, ZONE);

describe('A raised marker of inflammation', () => {
  test.each([
    ['above', value(10.1, 'mg/L'), 'known'],
    ['at the limit', value(10, 'mg/L'), 'not-recorded'],
    ['below', value(3, 'mg/L'), 'not-recorded'],
    ['below a bound', value(5, 'mg/L', '<'), 'not-recorded'],
    ['above, in mg/dL', value(1.1, 'mg/dL'), 'known'],
    ['below, in mg/dL', value(0.9, 'mg/dL'), 'not-recorded'],
    ['without a unit', { valueQuantity: { value: 120 } }, 'unreadable'],
    ['in a unit that cannot be compared', value(120, 'nmol/L'), 'unreadable'],
    ['without a value', {}, 'unreadable'],
    ['above a bound', value(300, 'mg/L', '>'), 'known'],
    ['flagged high, in any unit', { ...value(5, 'mg/dL'), interpretation: [status('H')] }, 'known'],
    ['flagged very high, without a value', { interpretation: [status('HH')] }, 'known'],
    ['flagged normal', { ...value(3, 'mg/L'), interpretation: [status('N')] }, 'not-recorded'],
    ['flagged low', { ...value(3, 'mg/L'), interpretation: [status('L')] }, 'not-recorded'],
  ])('CRP %s: %s', (_name, more, expected) => {
    expect(raisedCrp(marker('1988-5', more)).status).toBe(expected);
  });

  test.each([
    [31, 'mm/h', 'known'],
    [30, 'mm/h', 'not-recorded'],
    [31, 'mm/hr', 'known'],
  ])('ESR %d %s: %s', (n, unit, expected) => {
    expect(raisedEsr(marker('4537-7', value(n, unit))).status).toBe(expected);
  });

  test.each([
    ['2026-11-06', 'known'],
    ['2026-11-05', 'not-recorded'],
    ['2026-11', 'known'],
    ['2026-10', 'not-recorded'],
  ])('of %s: %s', (effectiveDateTime, expected) => {
    const result = marker('1988-5', { ...value(120, 'mg/L'), effectiveDateTime });
    expect(raisedCrp(result).status).toBe(expected);
  });

  test('one is not the other', () => {
    expect(raisedCrp(marker('4537-7', value(90, 'mm/h'))).status).toBe('not-recorded');
    expect(raisedEsr(marker('1988-5', value(90, 'mg/L'))).status).toBe('not-recorded');
  });
});

describe('Age', () => {
  const age = (birthDate: unknown) => ageYears({ birthDate }, TODAY, ZONE);

  test.each([
    ['2008-11-20', 18, 18],
    ['2008-11-21', 17, 17],
    ['2008-12-01', 17, 17],
    ['2008-10-31', 18, 18],
    ['2008-11', 17, 18],
    ['2008-10', 18, 18],
    ['2008', 17, 18],
    ['1930-02-28', 96, 96],
  ])('born %s: %i to %i', (birthDate, min, max) => {
    expect(age(birthDate)).toMatchObject({ status: 'known', value: { min, max } });
  });

  test('not recorded, or not readable', () => {
    expect(age(undefined)).toEqual({ status: 'not-recorded' });
    expect(ageYears(undefined, TODAY, ZONE)).toEqual({ status: 'not-recorded' });
    expect(age('in the war')).toEqual({ status: 'unreadable', what: 'birth date' });
  });
});
