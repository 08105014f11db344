import { describe, expect, test } from '@jest/globals';
import { lumbarMri } from '../support/orders.ts';
import { changed, patient, withResource } from '../support/patients.ts';
import { cardIds, notChecked, stage } from '../support/story.ts';

/**
 * Symptom: a date that is one character off, or whose end is a placeholder, was no date. An operation
 * of ten weeks ago then had none, lay in the year 9999, or left the one before it as the latest.
 */
const amara = patient('amara-contrast-mri-10-weeks');
const wen = patient('wen-old-surgery-report');
const gwen = patient('gwen-low-egfr');
const on = stage([]);
const operated = (performed: object) =>
  changed(amara, 'Procedure', (r) =>
    r.id.includes('discectomy') ? { performedDateTime: undefined, ...performed } : {},
  );
const signed = (performed: object) =>
  on.cauda.sign(operated(performed), lumbarMri('without-and-with'));
const card = 'contrast-mri-under-six-months';

describe('An operation of ten weeks ago', () => {
  test.each([
    '2026-09-11T12:00:00-0500',
    '2026-09-11T12:00:00+0100',
    '2026-09-11T12:00:00+01',
    '2026-09-11 12:00:00',
    '2026-09-11 12:00:00Z',
    '2026-09-11 12:00:00.000 +0100',
    '2026-09-11t12:00:00z',
    '2026-09-11T12:00:00z',
    '2026-09-11T12:00Z',
    '2026-09-11 12:00',
    '2026-09-11T12:00:00,123Z',
  ])('on %s', async (performedDateTime) => {
    expect(cardIds(await signed({ performedDateTime }))).toEqual([card]);
  });

  test.each([
    { start: '2026-09-11', end: '9999-12-31' },
    { start: '2026-09-11', end: '9999-12-31T23:59:59Z' },
    { start: '2026-09-11', end: '9999' },
    { start: '2026-09-11', end: '0001-01-01' },
    { start: '2026-09-11', end: '0001-01-01T00:00:00Z' },
    { start: '2026-09-11', end: '1900-01-01' },
    { start: '2026-09-11', end: '2999-12-31' },
    { start: '2026-09-11', end: 'unknown' },
    { start: '2026-09-11', end: '' },
    { start: '2026-09-11', end: null },
    { start: '2026-09-11' },
    { start: '1900-01-01', end: '2026-09-11' },
    { start: '0001-01-01', end: '2026-09-11 12:00:00' },
  ])('in the period %j', async (performedPeriod) => {
    expect(cardIds(await signed({ performedPeriod }))).toEqual([card]);
  });

  test('in a period, beside a date that is a placeholder', async () => {
    const performed = {
      performedDateTime: '1900-01-01',
      performedPeriod: { start: '2026-09-11', end: '2026-09-11' },
    };
    expect(cardIds(await signed(performed))).toEqual([card]);
  });
});

describe('An operation of which the date is a placeholder, or cannot be read, has no date', () => {
  test.each([
    { performedDateTime: '9999-12-31' },
    { performedDateTime: '1900-01-01' },
    { performedDateTime: '1900-01-01T00:00:00Z' },
    { performedDateTime: '0001-01-01T00:00:00' },
    { performedPeriod: { start: '1900-01-01', end: '9999-12-31' } },
    { performedDateTime: '2026-09-11T12:00:00 somewhere' },
    { performedDateTime: '11/09/2026' },
    { performedDateTime: '2026-02-30' },
  ])('%j', async (performed) => {
    const answer = await signed(performed);
    expect(cardIds(answer)).toEqual([]);
    expect(notChecked(answer)).toHaveProperty(card);
  });
});

describe('A second operation is the latest, whatever stands for its end', () => {
  test.each([
    { start: '2026-10-10', end: '9999-12-31' },
    { start: '2026-10-10', end: '1900-01-01' },
    { start: '2026-10-10 08:00:00', end: '0001-01-01 00:00:00' },
    { start: '2026-10-10T08:00:00+0100' },
  ])('%j', async (performedPeriod) => {
    const [first] = wen.resources.filter((r) => r.resourceType === 'Procedure');
    const again = { ...first, id: 'again', performedDateTime: undefined, performedPeriod };
    expect(cardIds(await on.cauda.view(wen))).toEqual(['root-enhancement-after-six-months']);
    expect(cardIds(await on.cauda.view(withResource(wen, again)))).not.toContain(
      'root-enhancement-after-six-months',
    );
  });
});

describe('A result', () => {
  const told = (more: object) =>
    changed(gwen, 'Observation', (r) =>
      r.id === 'gwen-egfr-2026-11-10' ? { effectiveDateTime: undefined, ...more } : {},
    );
  test.each([
    { effectiveDateTime: '2026-11-10 08:00:00' },
    { effectiveDateTime: '2026-11-10T08:00:00+0000' },
    { effectivePeriod: { start: '2026-11-10', end: '9999-12-31' } },
    { effectiveDateTime: '1900-01-01', issued: '2026-11-10T08:00:00z' },
  ])('dated %j', async (more) => {
    expect(cardIds(await on.cauda.sign(told(more), lumbarMri('with')))).toContain(
      'gadolinium-and-kidney-function',
    );
  });
});
