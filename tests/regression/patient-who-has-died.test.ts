import { describe, expect, test } from '@jest/globals';
import { lumbarMri } from '../support/orders.ts';
import { changed, patient } from '../support/patients.ts';
import { cardIds, notChecked, stage } from '../support/story.ts';

/** Symptom: cards spoke of a patient who has died, and a missing list was asked for. */
const amara = patient('amara-contrast-mri-10-weeks');
const anneke = patient('anneke-cauda-equina-signs');
const lucia = patient('lucia-report-enhancement-3-months');
const on = stage(
  [amara, lucia].map((p) => changed(p, 'Patient', () => ({ deceasedBoolean: true }))),
);

const deaths = [
  { deceasedBoolean: true },
  { deceasedBoolean: 'true' },
  { deceasedDateTime: '2026-11-18' },
  { deceasedDateTime: '2026-11-18T04:10:00Z' },
  { deceasedDateTime: '2026' },
  { deceasedDateTime: 'in the night' },
];

describe.each(deaths)('%j', (death) => {
  const died = (p: typeof amara) => changed(p, 'Patient', () => death);

  test('no card on an order, not even the critical one, and no word of what is missing', async () => {
    for (const p of [amara, anneke]) {
      const answer = await on.cauda.sign(died(p), lumbarMri('without-and-with'));
      expect([answer.status, cardIds(answer), notChecked(answer)]).toEqual([200, [], {}]);
    }
  });

  test('no 412 where lists are missing', async () => {
    const signed = await on.cauda.sign(died(amara), lumbarMri('with'), { keys: ['patient'] });
    expect([signed.status, signed.cards]).toEqual([200, []]);
    const viewed = await on.cauda.view(died(lucia), { keys: ['patient'] });
    expect([viewed.status, viewed.cards]).toEqual([200, []]);
  });

  test('no card on a report', async () => {
    expect((await on.cauda.view(died(lucia))).body.cards).toEqual([]);
  });
});

test('the patient read from the FHIR server has died', async () => {
  const options = { fhirServer: on.fhir.url };
  const signed = await on.cauda.sign(amara, lumbarMri('without-and-with'), options);
  expect([signed.status, signed.cards]).toEqual([200, []]);
  expect((await on.cauda.view(lucia, options)).cards).toEqual([]);
});

test.each([
  { deceasedBoolean: false },
  { deceasedBoolean: 'false' },
  { deceasedBoolean: null },
  { deceasedDateTime: '9999-12-31' },
  { deceasedDateTime: '' },
  {},
])('alive: %j', async (life) => {
  const p = changed(amara, 'Patient', () => life);
  expect(cardIds(await on.cauda.sign(p, lumbarMri('without-and-with')))).toEqual([
    'contrast-mri-under-six-months',
  ]);
});
