import { describe, expect, test } from '@jest/globals';
import { lumbarMri } from '../support/orders.ts';
import { changed, condition, CPT, ICD10CM, patient, withResource } from '../support/patients.ts';
import { cardIds, notChecked, stage } from '../support/story.ts';

/**
 * A later operation whose status the system does not know was passed over, and the card counted from
 * the older one.
 */
const late = 'root-enhancement-after-six-months';
const early = 'root-enhancement-under-six-months';
const wen = patient('wen-old-surgery-report');
const maria = patient('maria-discectomy-2024');
const amara = patient('amara-contrast-mri-10-weeks');
const esther = patient('esther-unoperated-root');
const on = stage([]);

const second = (more: object = {}) => ({
  resourceType: 'Procedure',
  status: 'unknown',
  code: { coding: [{ system: CPT, code: '63042' }], text: 'Re-exploration L5-S1' },
  bodySite: [{ text: 'L5-S1, left' }],
  performedDateTime: '2026-09-01',
  ...more,
});

describe('It counts as done, with the weight of words', () => {
  test.each<[string, object]>([
    ['coded', {}],
    ['in words', { code: { text: 'Revision microdiscectomy L5-S1, left' } }],
    ['a period', { performedDateTime: undefined, performedPeriod: { end: '2026-09-01' } }],
    ['known to the month', { performedDateTime: '2026-09' }],
  ])('a scan after it, %s: under six months, quoted, to be confirmed', async (_what, more = {}) => {
    const { cards, ...answer } = await on.cauda.view(withResource(wen, second(more)));
    expect(cardIds({ cards, ...answer })).toEqual([early]);
    expect(cards[0].detail).toMatch(/“Re(?:-exploration|vision microdiscectomy) L5-S1/);
    expect(cards[0].detail).toMatch(/confirm/i);
  });

  test('an order with contrast', async () => {
    const p = changed(amara, 'Procedure', ({ id }) =>
      id.includes('discectomy') ? { status: 'unknown' } : {},
    );
    const { cards } = await on.cauda.sign(p, lumbarMri('without-and-with'));
    expect(cards).toHaveLength(1);
    expect(cards[0].detail).toMatch(/“Microdiscectomy L4-L5, left”.*confirm/is);
    expect(cards[0].suggestions[0].actions[0].resource.note[0].text).toContain('to be confirmed');
  });

  test('an order without contrast', async () => {
    const { cards } = await on.cauda.sign(withResource(maria, second()), lumbarMri('without'));
    expect(cards[0].detail).toMatch(/“Re-exploration L5-S1”.*confirm/is);
  });

  test('late agreement needs more than words', async () => {
    const p = changed(wen, 'Procedure', ({ id }) =>
      id.includes('discectomy') ? { status: 'unknown' } : {},
    );
    expect(cardIds(await on.cauda.view(p))).toEqual([]);
  });
});

describe('What is not past may not have been done', () => {
  test.each<[string, object]>([
    ['no date', { performedDateTime: undefined }],
    ['a year that is not over', { performedDateTime: '2026' }],
    ['a date in words', { performedDateTime: undefined, performedString: 'last autumn' }],
  ])('%s: left open', async (_what, more = {}) => {
    const answer = await on.cauda.view(withResource(wen, second(more)));
    expect(cardIds(answer)).toEqual([]);
    expect(notChecked(answer)[late]).toEqual(['kind of a recorded procedure']);
  });

  test.each<[string, object]>([
    ['still to come', { performedDateTime: '2027-01-10' }],
    ['older than the operation', { performedDateTime: '2020-01-10' }],
    ['of another part', { code: { text: 'Knee arthroscopy' }, bodySite: undefined }],
    ['in preparation', { status: 'preparation' }],
  ])('%s: as before', async (_what, more = {}) => {
    expect(cardIds(await on.cauda.view(withResource(wen, second(more))))).toEqual([late]);
  });
});

test('it makes a spine no unoperated one', async () => {
  expect(cardIds(await on.cauda.view(withResource(esther, second())))).not.toContain(
    'root-enhancement-without-surgery',
  );
});

test('it does not silence an emergency', async () => {
  const sign = condition(ICD10CM, 'G83.4', { recordedDate: '2026-11-16' });
  const operated = second({ performedDateTime: '2026-11-18' });
  const done = await on.cauda.sign(
    withResource(maria, sign, { ...operated, status: 'completed' }),
    lumbarMri('without'),
  );
  const unknown = await on.cauda.sign(withResource(maria, sign, operated), lumbarMri('without'));
  expect(cardIds(done)).toEqual([]);
  expect(cardIds(unknown)).toEqual(['possible-cauda-equina-routine-order']);
});
