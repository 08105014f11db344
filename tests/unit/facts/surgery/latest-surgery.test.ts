import { describe, expect, test } from '@jest/globals';
import { isActive } from '../../../../src/facts/reading/conditions.ts';
import { latestSurgery } from '../../../../src/facts/surgery/latest-surgery.ts';
import { lumbarSurgeries } from '../../../../src/facts/surgery/lumbar-surgery.ts';
import { concept, CPT, dayOf, dayText, list, partOf, meanings, TODAY, ZONE } from '../../charts.ts';

const discectomy = (performed: object, id = 'p1') => ({
  id,
  status: 'completed',
  code: concept(CPT, '63030'),
  ...performed,
});

/** Days on which the latest of some operations may have ended, and which one that is. */
function latest(operations: readonly object[], upTo: string, complete = true) {
  const procedures = (complete ? list : partOf)('procedures', ...operations);
  const none = list('conditions');
  const history = lumbarSurgeries(procedures, none, isActive, meanings(), ZONE, TODAY);
  if (history.status !== 'known') return undefined;
  const found = latestSurgery(history.value, dayOf(upTo));
  return (
    found && {
      range: [dayText(found.first), dayText(found.last)],
      of: found.surgery.evidence.reference,
    }
  );
}

const on = (performedDateTime: string, id?: string) => discectomy({ performedDateTime }, id);
const today = '2026-11-20';

describe('When one operation ended', () => {
  test.each([
    ['a day', { performedDateTime: '2026-09-11' }, ['2026-09-11', '2026-09-11']],
    ['a moment', { performedDateTime: '2026-09-11T14:00:00Z' }, ['2026-09-11', '2026-09-11']],
    ['a month', { performedDateTime: '2026-05' }, ['2026-05-01', '2026-05-31']],
    ['a year', { performedDateTime: '2024' }, ['2024-01-01', '2024-12-31']],
    ['a year that is not over', { performedDateTime: '2026' }, ['2026-01-01', today]],
    [
      'the end of a period',
      { performedPeriod: { start: '2026-09-10', end: '2026-09-11' } },
      ['2026-09-11', '2026-09-11'],
    ],
    [
      'a period without an end: any day since its start',
      { performedPeriod: { start: '2026-09-10' } },
      ['2026-09-10', today],
    ],
    ['a date as a string', { performedString: '2026-09-11' }, ['2026-09-11', '2026-09-11']],
    ['words: unknown', { performedString: 'about five years ago' }, ['-Infinity', today]],
    ['an age: unknown', { performedAge: { value: 40, unit: 'a' } }, ['-Infinity', today]],
    ['no such day: unknown', { performedDateTime: '2026-02-30' }, ['-Infinity', today]],
    ['nothing: unknown', {}, ['-Infinity', today]],
  ])('%s', (_name, performed, range) => {
    expect(latest([discectomy(performed)], today)?.range).toEqual(range);
  });

  test('the evidence says when, and nothing of a date that is missing', () => {
    const says = (performed: object) => {
      const procedures = list('procedures', discectomy(performed));
      const fact = lumbarSurgeries(
        procedures,
        list('conditions'),
        isActive,
        meanings(),
        ZONE,
        TODAY,
      );
      return fact.status === 'known' ? fact.evidence[0]?.says : undefined;
    };
    expect(says({ performedDateTime: '2026-09' })).toMatch(/, 2026-09$/);
    expect(says({})).not.toMatch(/date|, \d{4}/);
  });
});

describe('The latest of several', () => {
  test.each([
    [['2024-03-01', '2026-09-11'], ['2026-09-11', '2026-09-11'], 1],
    [['2026-09-11', '2024-03-01'], ['2026-09-11', '2026-09-11'], 0],
    // The one of 2024 may have been in spring or in December.
    [['2024', '2024-03'], ['2024-03-01', '2024-12-31'], 1],
    [['2024-12', '2024'], ['2024-12-01', '2024-12-31'], 0],
    [['2023', '2024-03-05'], ['2024-03-05', '2024-03-05'], 1],
  ])('%j: %j', (dates, range, which) => {
    const operations = dates.map((date, index) => on(date, `p${index}`));
    expect(latest(operations, today)).toEqual({ range, of: `Procedure/p${which}` });
  });

  test('a missing date may be any day, but not before a later one was begun', () => {
    expect(latest([discectomy({}, 'a'), on('2024-03-01', 'b')], today)).toEqual({
      range: ['2024-03-01', today],
      of: 'Procedure/b',
    });
    expect(latest([on('2024-03-01', 'b'), discectomy({}, 'a')], today)).toEqual({
      range: ['2024-03-01', today],
      of: 'Procedure/b',
    });
  });
});

describe('Up to a day', () => {
  const operations = [on('2026-02-01', 'a'), on('2026-09-11', 'b')];

  test.each([
    ['2026-09-12', ['2026-09-11', '2026-09-11'], 'b'],
    ['2026-09-10', ['2026-02-01', '2026-02-01'], 'a'],
    ['2026-02-02', ['2026-02-01', '2026-02-01'], 'a'],
  ])('%s', (upTo, range, id) => {
    expect(latest(operations, upTo)).toEqual({ range, of: `Procedure/${id}` });
  });

  test('none, when every operation is later', () => {
    expect(latest(operations, '2026-01-31')).toBeUndefined();
  });
});

test('a list with a missing page may hide a later operation', () => {
  expect(latest([on('2024-03-01')], today, false)?.range).toEqual(['2024-03-01', today]);
  expect(latest([on('2024-03-01')], '2025-01-01', false)?.range).toEqual([
    '2024-03-01',
    '2025-01-01',
  ]);
});
