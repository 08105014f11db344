import { describe, expect, test } from '@jest/globals';
import { lumbarMri } from '../support/orders.ts';
import { changed, LOINC, patient, withResource } from '../support/patients.ts';
import { cardIds, notChecked, stage } from '../support/story.ts';

/** Symptom: a newest result that has no value hid the one before it, and the card was lost. */
const maria = patient('maria-discectomy-2024');
const amara = patient('amara-contrast-mri-10-weeks');
const tendai = patient('tendai-hiv-cauda-equina');
const on = stage([]);
const absent = (code: string) => ({ dataAbsentReason: { coding: [{ code }] } });
const result = (code: string, effectiveDateTime: string, more: object, id = effectiveDateTime) => ({
  resourceType: 'Observation',
  id: `${code}-${id}`,
  status: 'final',
  code: { coding: [{ system: LOINC, code }] },
  effectiveDateTime,
  ...more,
});
const quantity = (value: unknown, code: string) => ({ valueQuantity: { value, code } });
const egfr = (value: unknown) => quantity(value, 'mL/min/{1.73_m2}');

const valueless: readonly (readonly [string, object])[] = [
  ['a reason for its absence', absent('error')],
  ['another reason', absent('not-performed')],
  ['a reason in words', { dataAbsentReason: { text: 'Haemolysed' } }],
  ['nothing at all', {}],
  ['a quantity without a number', { valueQuantity: { unit: 'mL/min/1.73m2' } }],
  ['null', { valueQuantity: null, ...absent('unknown') }],
  ['"haemolysed"', { valueString: 'HAEMOLYSED - please repeat' }],
  ['"Not done"', { valueString: 'Not done' }],
  ['"see comment"', { valueString: 'See comment' }],
  ['an empty string', { valueString: ' ' }],
  ['a coded "specimen unsuitable"', { valueCodeableConcept: { text: 'Specimen unsuitable' } }],
];

describe.each(valueless)('Newest with %s', (_what, value) => {
  test('eGFR: the low one before it speaks', async () => {
    const p = withResource(
      maria,
      result('98979-8', '2026-11-19', value),
      result('98979-8', '2026-11-10', egfr(22)),
    );
    expect(cardIds(await on.cauda.sign(p, lumbarMri('with')))).toContain(
      'gadolinium-and-kidney-function',
    );
  });

  test('eGFR: the good one before it leaves nothing open', async () => {
    const p = withResource(
      maria,
      result('98979-8', '2026-11-19', value),
      result('98979-8', '2026-11-10', egfr(88)),
    );
    const answer = await on.cauda.sign(p, lumbarMri('with'));
    expect(cardIds(answer)).not.toContain('gadolinium-and-kidney-function');
    expect(notChecked(answer)).not.toHaveProperty('gadolinium-and-kidney-function');
  });

  test('CD4: the low one before it speaks', async () => {
    expect(cardIds(await on.cauda.view(tendai))).toContain('root-enhancement-in-advanced-hiv');
    const p = withResource(tendai, result('24467-3', '2026-11-18', value));
    expect(cardIds(await on.cauda.view(p))).toContain('root-enhancement-in-advanced-hiv');
  });

  test('CRP: the normal one before it leaves nothing open', async () => {
    const p = withResource(
      amara,
      result('1988-5', '2026-11-19', value),
      result('1988-5', '2026-11-17', quantity(3, 'mg/L')),
    );
    expect(cardIds(await on.cauda.sign(p, lumbarMri('without-and-with')))).toEqual([
      'contrast-mri-under-six-months',
    ]);
  });

  test('CRP: the raised one before it still silences', async () => {
    const p = withResource(
      amara,
      result('1988-5', '2026-11-19', value),
      result('1988-5', '2026-11-17', quantity(120, 'mg/L')),
    );
    expect(cardIds(await on.cauda.sign(p, lumbarMri('without-and-with')))).toEqual([]);
  });
});

describe('What stays as it was', () => {
  test('an older one outside the window is not taken', async () => {
    const noEgfr = changed(maria, 'Observation', () => ({ status: 'cancelled' }));
    const p = withResource(
      noEgfr,
      result('98979-8', '2026-11-19', absent('error')),
      result('98979-8', '2024-11-10', egfr(22)),
    );
    const answer = await on.cauda.sign(p, lumbarMri('with'));
    expect(cardIds(answer)).not.toContain('gadolinium-and-kidney-function');
    expect(notChecked(answer)['gadolinium-and-kidney-function']).toEqual(['eGFR']);
  });

  test('a newer value counts before an older one', async () => {
    const p = withResource(
      maria,
      result('98979-8', '2026-11-19', egfr(88)),
      result('98979-8', '2026-11-10', egfr(22)),
    );
    expect(cardIds(await on.cauda.sign(p, lumbarMri('with')))).not.toContain(
      'gadolinium-and-kidney-function',
    );
  });

  test('a flag of the laboratory tells without a value', async () => {
    const flagged = { ...absent('unknown'), interpretation: [{ coding: [{ code: 'H' }] }] };
    const p = withResource(
      amara,
      result('1988-5', '2026-11-19', flagged),
      result('1988-5', '2026-11-17', quantity(3, 'mg/L')),
    );
    expect(cardIds(await on.cauda.sign(p, lumbarMri('without-and-with')))).toEqual([]);
  });
});

test.each([
  [29.6, '29'],
  [29.999, '29'],
  [22, '22'],
])('an eGFR of %d is shown as %s: cut, never rounded up to a limit', async (value, shown) => {
  const p = withResource(maria, result('98979-8', '2026-11-19', egfr(value)));
  const { cards } = await on.cauda.sign(p, lumbarMri('with'));
  const text = cards.map(({ summary, detail }) => `${summary} ${detail}`).join(' ');
  expect(text).toContain(`eGFR ${shown} on`);
  expect(text).not.toContain('eGFR 30');
  expect(text).not.toMatch(/29\.\d/);
});
