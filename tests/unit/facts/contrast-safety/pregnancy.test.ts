import { describe, expect, test } from '@jest/globals';
import type { Listed } from '../../../../src/facts/reading/fields/listed.ts';
import { ConditionWords } from '../../../../src/facts/reading/conditions.ts';
import { pregnancy } from '../../../../src/facts/contrast-safety/pregnancy.ts';
import {
  concept,
  ICD10CM,
  list,
  LOINC,
  SNOMED,
  status,
  meanings,
  terminology,
  TODAY,
  unavailable,
  ZONE,
} from '../../charts.ts';

interface Chart {
  readonly conditions?: Listed;
  readonly procedures?: Listed;
  readonly observations?: Listed;
}

const signal = (chart: Chart) => {
  const conditions = chart.conditions ?? list('conditions');
  return pregnancy(
    conditions,
    chart.procedures ?? list('procedures'),
    chart.observations ?? list('observations'),
    new ConditionWords(conditions, meanings().texts),
    terminology,
    TODAY,
    ZONE,
  );
};

const pregnant = (more: object = {}) => ({
  id: 'c1',
  code: concept(ICD10CM, 'Z33.1'),
  recordedDate: '2026-09-01',
  ...more,
});
const delivery = (recordedDate: string, more: object = {}) => ({
  id: 'c2',
  code: concept(ICD10CM, 'O80'),
  recordedDate,
  ...more,
});
const pregnancyStatus = (more: object = {}) => ({
  id: 'o1',
  status: 'final',
  code: concept(LOINC, '82810-3'),
  valueCodeableConcept: concept(SNOMED, '77386006'),
  effectiveDateTime: '2026-10-01',
  ...more,
});

describe('An active condition', () => {
  test.each([
    [ICD10CM, 'Z33.1'],
    [ICD10CM, 'O24.410'],
    [ICD10CM, 'Z34.90'],
    [ICD10CM, 'Z3A.20'],
    [SNOMED, '77386006'],
    [SNOMED, '65147003'],
  ])('%s %s', (system, code) => {
    const conditions = list('conditions', pregnant({ code: concept(system, code) }));
    expect(signal({ conditions })).toMatchObject({
      status: 'known',
      evidence: [{ reference: 'Condition/c1' }],
    });
  });

  test.each([
    ['resolved', pregnant({ clinicalStatus: status('resolved') })],
    ['refuted', pregnant({ verificationStatus: status('refuted') })],
    ['entered in error', pregnant({ verificationStatus: status('entered-in-error') })],
    ['an encounter for a test', pregnant({ code: concept(ICD10CM, 'Z32.02') })],
  ])('none: %s', (_name, condition) => {
    expect(signal({ conditions: list('conditions', condition) })).toEqual({
      status: 'not-recorded',
    });
  });
});

describe('A delivery ends a pregnancy from its own date on', () => {
  test.each([
    ['on the same day', '2026-09-01', 'not-recorded'],
    ['later', '2026-11-15', 'not-recorded'],
    ['the day before', '2026-08-31', 'known'],
    ['years before', '2015-03-01', 'known'],
  ])('%s', (_name, date, expected) => {
    expect(signal({ conditions: list('conditions', pregnant(), delivery(date)) }).status).toBe(
      expected,
    );
    const procedure = {
      status: 'completed',
      code: concept(ICD10CM, 'O82'),
      performedDateTime: date,
    };
    expect(
      signal({
        conditions: list('conditions', pregnant()),
        procedures: list('procedures', procedure),
      }).status,
    ).toBe(expected);
  });

  test('a delivery that was refuted, or was not done, ends nothing', () => {
    const refuted = delivery('2026-11-15', { verificationStatus: status('refuted') });
    expect(signal({ conditions: list('conditions', pregnant(), refuted) }).status).toBe('known');
    const notDone = {
      status: 'not-done',
      code: concept(ICD10CM, 'O82'),
      performedDateTime: '2026-11-15',
    };
    expect(
      signal({
        conditions: list('conditions', pregnant()),
        procedures: list('procedures', notDone),
      }).status,
    ).toBe('known');
  });

  test('where the dates do not tell, the pregnancy goes on', () => {
    const undated = { recordedDate: undefined };
    for (const conditions of [
      list('conditions', pregnant(), delivery('2015', undated)),
      list('conditions', pregnant(undated), delivery('2015-03-01')),
      list('conditions', pregnant(undated), delivery('2015', undated)),
    ]) {
      expect(signal({ conditions }).status).toBe('known');
    }
  });

  test('a delivery is no pregnancy itself', () => {
    const conditions = list('conditions', delivery('2026-11-15'));
    expect(signal({ conditions })).toEqual({ status: 'not-recorded' });
  });
});

describe('The status "pregnant"', () => {
  test.each([
    ['2026-11-20', 'known'],
    // 42 weeks are 294 days.
    ['2026-01-30', 'known'],
    ['2026-01-29', 'not-recorded'],
  ])('of %s: %s', (effectiveDateTime, expected) => {
    const observations = list('observations', pregnancyStatus({ effectiveDateTime }));
    expect(signal({ observations }).status).toBe(expected);
  });

  const notPregnant = { coding: [{ system: SNOMED, code: '60001007', display: 'Not pregnant' }] };

  test.each([
    ['not pregnant', { valueCodeableConcept: notPregnant }, 'not-recorded'],
    ['not pregnant, in words', { valueCodeableConcept: { text: 'Not pregnant' } }, 'not-recorded'],
    ['a value nobody knows', { valueCodeableConcept: concept(SNOMED, '1') }, 'unreadable'],
    ['no value', { valueCodeableConcept: undefined }, 'unreadable'],
    ['entered in error', { status: 'entered-in-error' }, 'not-recorded'],
    ['a test instead of a status', { code: concept(LOINC, '2106-3') }, 'not-recorded'],
  ])('%s: %s', (_name, more, expected) => {
    expect(signal({ observations: list('observations', pregnancyStatus(more)) }).status).toBe(
      expected,
    );
  });
});

test('a delivery of years ago leaves the status as it is', () => {
  const observations = list('observations', pregnancyStatus());
  const after = (date: string) =>
    signal({ observations, conditions: list('conditions', delivery(date)) }).status;
  expect(after('2015-03-01')).toBe('known');
  expect(after('2026-10-02')).toBe('not-recorded');
});

describe('What could not be had', () => {
  test('is named', () => {
    expect(signal({ conditions: unavailable('conditions') })).toEqual({
      status: 'not-available',
      missing: ['conditions'],
    });
    expect(signal({ observations: unavailable('observations') })).toEqual({
      status: 'not-available',
      missing: ['observations'],
    });
  });

  test('does not hide what is there', () => {
    expect(
      signal({
        conditions: unavailable('conditions'),
        observations: list('observations', pregnancyStatus()),
      }).status,
    ).toBe('known');
  });
});
