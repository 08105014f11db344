import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { moveDate, moveDates, moveDatesInText, type Shift } from '../../src/demo/story-dates.ts';
import { Cauda, NOW } from '../support/cauda.ts';
import { prefetchOf, type Patient } from '../support/patients.ts';
import { cardIds, notChecked } from '../support/story.ts';

const by = (days: number): Shift => ({ from: '2026-11-20', days });

describe('A date', () => {
  test.each([
    ['2026-09-11', 70, '2026-11-20'],
    ['2026-12-31', 1, '2027-01-01'],
    ['2024-02-28', 1, '2024-02-29'],
    ['2026-11-12T16:40:00Z', 30, '2026-12-12T16:40:00Z'],
    ['2026-11-12T23:30:00+02:00', 1, '2026-11-13T23:30:00+02:00'],
    ['1972-02-09', 366, '1973-02-09'],
    ['2026-08', 0, '2026-08'],
    ['2026-08', 16, '2026-08'],
    ['2026-08', 17, '2026-09'],
    ['2026-12', 31, '2027-01'],
    ['2026', 0, '2026'],
    ['2026', 365, '2027'],
    ['1999', 365, '2000'],
    ['2026-11-20', -20, '2026-10-31'],
    ['not a date', 20, 'not a date'],
    ['2026-13-01', 20, '2026-13-01'],
  ])('%s moved by %i days is %s: as precise as before', (date, days, moved) => {
    expect(moveDate(date, by(days))).toBe(moved);
  });

  test('a year that straddles half a year on the day of the story does so on every day but 30 June', () => {
    const sixMonthsAfter = (year: string) => ({
      first: `${year}-07-01`,
      last: `${Number(year) + 1}-06-30`,
    });
    const wrong = Array.from({ length: 1500 }, (_, days) =>
      moveDate('2026-11-20', by(days)),
    ).filter((today, days) => {
      const { first, last } = sixMonthsAfter(moveDate('2026', by(days)));
      return today < first || today >= last;
    });
    expect(new Set(wrong.map((day) => day.slice(5)))).toEqual(new Set(['06-30']));
  });
});

describe('Words', () => {
  test.each([
    ['Discectomy on 11 September 2026.', 70, 'Discectomy on 20 November 2026.'],
    ['Since March 2025, seen 2026-11-12.', 31, 'Since April 2025, seen 2026-12-13.'],
    ['Three weeks ago, in May, 7 mL.', 31, 'Three weeks ago, in May, 7 mL.'],
    ['Only 2026 is known.', 365, 'Only 2026 is known.'],
  ])('%s by %i days: %s', (text, days, moved) => {
    expect(moveDatesInText(text, by(days))).toBe(moved);
  });

  test('a resource: dates, words and plain-text attachments move; codes, ids and other data do not', () => {
    const encoded = (text: string) => Buffer.from(text).toString('base64');
    const report = {
      resourceType: 'DiagnosticReport',
      id: 'mri-2026-11-12',
      code: { coding: [{ code: '2026-11-12' }], text: 'MRI of 12 November 2026' },
      effectiveDateTime: '2026-11-12',
      presentedForm: [
        { contentType: 'text/plain', data: encoded('Seen 12 November 2026 – é.') },
        { contentType: 'application/pdf', data: encoded('12 November 2026') },
      ],
    };
    expect(moveDates(report, by(1))).toEqual({
      ...report,
      code: { ...report.code, text: 'MRI of 13 November 2026' },
      effectiveDateTime: '2026-11-13',
      presentedForm: [
        { contentType: 'text/plain', data: encoded('Seen 13 November 2026 – é.') },
        report.presentedForm[1],
      ],
    });
  });
});

describe('The stories', () => {
  let cauda: Cauda;
  let now = NOW;
  beforeAll(async () => {
    cauda = await Cauda.start({ now: () => now });
  });
  afterAll(() => cauda.close());

  /** What each story brings, told on a day. */
  async function told(days: number) {
    now = new Date(NOW.getTime() + days * 86_400_000);
    const { patients, movedDays } = await getJson('/demo/api/setup');
    expect(movedDays).toBe(days);
    const outcomes: Record<string, unknown> = {};
    for (const { id, drafts } of patients) {
      const { resources } = await getJson(`/demo/api/patients/${id}`);
      const chart: Patient = { id, resources };
      const orders = drafts.map(({ system, code, priority }: any, index: number) => ({
        resourceType: 'ServiceRequest',
        id: `draft-${index}`,
        status: 'draft',
        intent: 'order',
        priority,
        code: { coding: [{ system, code }] },
      }));
      const view = await cauda.view(chart, { prefetch: prefetchOf(chart) });
      const sign = orders.length > 0 ? await cauda.sign(chart, orders) : view;
      outcomes[id] = [cardIds(view), notChecked(view), cardIds(sign), notChecked(sign)];
    }
    return outcomes;
  }
  /** Ends of months, a leap day, turns of the year; never 30 June, see above. */
  const days = [
    '2026-10-18', '2026-11-30', '2026-12-31', '2027-01-01', '2027-02-28', '2027-05-31', '2027-07-01', '2027-08-31', '2027-11-20', '2028-02-29', '2028-03-01', '2028-04-30', '2028-12-31', '2029-02-03',
  ]; // prettier-ignore
  const getJson = async (path: string): Promise<any> => (await fetch(cauda.url + path)).json();

  test('bring the same cards whenever the demo is given: month ends, leap day and all', async () => {
    const onTheDay = await told(0);
    expect(Object.keys(onTheDay).length).toBeGreaterThanOrEqual(12);
    expect(JSON.stringify(onTheDay)).toContain('contrast-mri-under-six-months');
    for (const day of days) {
      const days = Math.round((Date.parse(day) - Date.parse('2026-11-20')) / 86_400_000);
      expect([days, await told(days)]).toEqual([days, onTheDay]);
    }
  }, 120_000);
});
