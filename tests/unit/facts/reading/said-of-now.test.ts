import { expect, test } from '@jest/globals';
import { isSaidOfNow, putsItNow } from '../../../../src/facts/reading/said-of-now.ts';
import { status } from '../../charts.ts';

test.each([
  'Acute kidney injury',
  'CKD stage 4, not on dialysis',
  'CKD 4 due to a long history of hypertension',
  'ESRD, previous transplant failed',
  'Pregnant, first child by previous partner',
  'Chronic kidney disease stage 5 (no dialysis yet)',
  'Normal pregnancy',
  'Northern clinic: pregnancy',
  'Supervision of pregnancy with other poor obstetric history',
  'Supervision of pregnancy with history of molar pregnancy',
  'Anaemia complicating pregnancy, childbirth and the puerperium',
  'Pregnancy, previous miscarriage',
  'Threatened miscarriage',
  'High risk pregnancy',
])('now: %s', (words) => {
  expect(putsItNow(words)).toBe(true);
});

test.each([
  'History of acute kidney injury',
  'Past history of AKI',
  'H/o AKI',
  'Previous pregnancy',
  'AKI in 2021, resolved',
  'AKI (recovered)',
  'Family history of kidney failure',
  'Mother on dialysis',
  'At risk of AKI',
  'Possible pregnancy',
  '?pregnant',
  'Pregnant?',
  'Query AKI',
  'Rule out AKI',
  'Not pregnant',
  'No longer on dialysis',
  'Pregnancy - history',
  'Planning pregnancy',
  'Postpartum',
  'Gestational diabetes mellitus in the puerperium',
  'Obesity complicating childbirth',
  'Mastitis associated with lactation',
  'Missed miscarriage',
  'Ectopic pregnancy',
])('not now: %s', (words) => {
  expect(putsItNow(words)).toBe(false);
});

test('a long text is looked through once', () => {
  expect(putsItNow(`AKI ${'?'.repeat(1_000_000)}x`)).toBe(true);
});

test('any of the words, and a differential diagnosis', () => {
  const code = { coding: [{ display: 'Pregnant' }], text: 'History of pregnancy' };
  expect(isSaidOfNow({ code })).toBe(false);
  expect(isSaidOfNow({ code: { text: 'AKI' }, verificationStatus: status('differential') })).toBe(
    false,
  );
  expect(isSaidOfNow({ code: { text: 'AKI' }, verificationStatus: status('provisional') })).toBe(
    true,
  );
  expect(isSaidOfNow({})).toBe(true);
});
