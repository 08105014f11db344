import { describe, expect, test } from '@jest/globals';
import { isCd4Below, newestCd4 } from '../../../../src/facts/dangers/cd4.ts';
import { concept, list, LOINC, partOf, TODAY, unavailable, ZONE } from '../../charts.ts';

const cd4 = (value: object, more: object = {}) => ({
  id: 'c1',
  status: 'final',
  code: concept(LOINC, '24467-3'),
  effectiveDateTime: '2026-10-01',
  ...value,
  ...more,
});
const count = (value: number, code = '{cells}/uL', comparator?: string) => ({
  valueQuantity: { value, code, ...(comparator !== undefined && { comparator }) },
});

const newest = (...results: readonly object[]) =>
  newestCd4(list('observations', ...results), 365, TODAY, ZONE);
/** Whether the newest count is below 100: yes, no, open, or how there is none. */
function below(...results: readonly object[]) {
  const fact = newest(...results);
  if (fact.status !== 'known') return fact.status;
  const isBelow = isCd4Below(fact.value, 100);
  return isBelow === undefined ? 'open' : isBelow;
}

describe('The limit of 100 cells/µL', () => {
  test.each([
    [99, undefined, true],
    [100, undefined, false],
    [101, undefined, false],
    [0, undefined, true],
    [100, '<', true],
    [20, '<', true],
    [101, '<', 'open'],
    [200, '<', 'open'],
    [99, '<=', true],
    [100, '<=', 'open'],
    [500, '>', false],
    [100, '>', false],
    [99, '>', 'open'],
    [100, '>=', false],
    [50, '>=', 'open'],
  ])('%d %s: %s', (value, comparator, expected) => {
    expect(below(cd4(count(value, '{cells}/uL', comparator)))).toBe(expected);
  });
});

describe('The unit', () => {
  test.each([
    '{cells}/uL',
    'cells/uL',
    'cells/µL',
    'cells/μL',
    'cells/mcL',
    'cells/mm3',
    'cells/mm^3',
    'cells/mm³',
    'cells/cu mm',
    '/uL',
    '/mm3',
    '10*6/L',
    '10^6/L',
    '10⁶/L',
    'x10^6/L',
    '× 10⁶/L',
  ])('42 %s is 42 cells/µL', (unit) => {
    expect(newest(cd4(count(42, unit)))).toMatchObject({
      status: 'known',
      value: { text: '42 cells/µL', dateText: '2026-10-01' },
      evidence: [{ reference: 'Observation/c1', says: 'CD4 42 cells/µL, 2026-10-01' }],
    });
  });

  test.each([
    ['10*9/L', '42 cells/µL'],
    ['10^9/L', '42 cells/µL'],
    ['x10⁹/L', '42 cells/µL'],
    ['10*3/uL', '42 cells/µL'],
    ['K/uL', '42 cells/µL'],
  ])('0.042 %s is %s', (unit, text) => {
    expect(newest(cd4(count(0.042, unit)))).toMatchObject({ value: { text } });
  });

  test.each([
    [42, '%'],
    [42, 'g/L'],
    [42, 'cells/L'],
    [42, '{ratio}'],
    // Counts that no blood holds: the unit is not what it says.
    [0.042, 'cells/uL'],
    [420, '10*9/L'],
    [-1, 'cells/uL'],
  ])('%d %s cannot be read', (value, unit) => {
    expect(newest(cd4(count(value, unit)))).toEqual({ status: 'unreadable', what: 'CD4 count' });
  });

  test.each([
    [{ valueString: '<20 cells/uL' }, true],
    [{ valueString: '450 cells/mm3' }, false],
    [{ valueString: '42' }, 'unreadable'],
    [{ valueString: 'see report' }, 'unreadable'],
    [{ valueInteger: 42 }, 'unreadable'],
    [{ dataAbsentReason: concept('x', 'unknown') }, 'unreadable'],
    [{ valueQuantity: { value: 42 } }, 'unreadable'],
    [{ valueQuantity: { value: 42, unit: 'cells/uL' } }, true],
  ])('%j: %s', (value, expected) => {
    expect(below(cd4(value))).toBe(expected);
  });

  test('a percentage of lymphocytes has a code of its own', () => {
    expect(below({ ...cd4(count(9, '%')), code: concept(LOINC, '8123-2') })).toBe('not-recorded');
  });
});

describe('Which count', () => {
  test.each([
    ['2025-11-20', true],
    ['2025-11-19', 'not-recorded'],
    ['2026-11-20', true],
    ['2026-02', true],
    // November 2025 began before the window; a year straddles it too.
    ['2025-11', 'unreadable'],
    ['2025', 'unreadable'],
    ['2024', 'not-recorded'],
    ['2026-11-25', 'unreadable'],
  ])('of %s: %s', (effectiveDateTime, expected) => {
    expect(below(cd4(count(42), { effectiveDateTime }))).toBe(expected);
  });

  test('the newest decides, whatever the order', () => {
    const old = cd4(count(42), { id: 'old', effectiveDateTime: '2026-02-01' });
    const recovered = cd4(count(340), { id: 'new', effectiveDateTime: '2026-09-01' });
    expect(below(old, recovered)).toBe(false);
    expect(below(recovered, old)).toBe(false);
    expect(below({ ...old, effectiveDateTime: '2026-09-02' }, recovered)).toBe(true);
  });

  test('of two on one day either may be the newest', () => {
    expect(below(cd4(count(90)), cd4(count(110), { id: 'c2' }))).toBe('open');
    expect(below(cd4(count(40)), cd4(count(50), { id: 'c2' }))).toBe(true);
    expect(below(cd4(count(240)), cd4(count(250), { id: 'c2' }))).toBe(false);
  });

  test('one without a date may be the newest', () => {
    const undated = cd4(count(42), { id: 'u', effectiveDateTime: undefined });
    expect(below(undated)).toBe('unreadable');
    expect(below(undated, cd4(count(340)))).toBe('unreadable');
  });

  test.each(['preliminary', 'entered-in-error', 'cancelled', 'registered'])(
    '%s: none',
    (status) => {
      expect(below(cd4(count(42), { status }))).toBe('not-recorded');
    },
  );

  test.each(['amended', 'corrected'])('%s counts', (status) => {
    expect(below(cd4(count(42), { status }))).toBe(true);
  });

  test('what is missing stays missing', () => {
    expect(newestCd4(unavailable('observations'), 365, TODAY, ZONE)).toEqual({
      status: 'not-available',
      missing: ['observations'],
    });
    expect(newestCd4(partOf('observations'), 365, TODAY, ZONE).status).toBe('not-available');
    expect(newest().status).toBe('not-recorded');
  });
});
