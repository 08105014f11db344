import { describe, expect, test } from '@jest/globals';
import { lumbarMri, order } from '../support/orders.ts';
import { CPT, patient, SNOMED } from '../support/patients.ts';
import { cardIds, stage } from '../support/story.ts';

const id = 'nerve-root-block-selectivity';
const george = patient('george-unoperated');
const on = stage([george], { site: { cards: { [id]: { mode: 'on' } } } });
const asShipped = stage([george]);

const block = (text: string, more: object = {}) =>
  order('block', '64483', { note: [{ text }], ...more });
const diagnostic = block('Diagnostic right L5 selective nerve root block');

describe('A diagnostic block of L5 is signed, where the site turned the card on', () => {
  test.each(['prefetch', 'fhir'] as const)('its contrast may reach S1 (%s)', async (via) => {
    const options = via === 'fhir' ? { fhirServer: on.fhir.url } : {};
    const { cards } = await on.cauda.sign(george, diagnostic, options);
    expect(cards).toMatchObject([
      {
        indicator: 'info',
        summary: expect.stringMatching(/\bL5\b/),
        detail: expect.stringMatching(/57\.7% \(denominator not published\)/),
        source: { topic: { code: id } },
        overrideReasons: [
          { code: 'already-considered' },
          { code: 'not-relevant-to-this-patient' },
          { code: 'discussed-with-radiology' },
          { code: 'unsafe-or-wrong-data' },
        ],
        extension: { 'cauda.about': ['ServiceRequest/block'] },
      },
    ]);
    expect(cards[0]).not.toHaveProperty('suggestions');
  });

  test('the order alone is enough', async () => {
    const { status, cards } = await on.cauda.sign(george, diagnostic, { keys: [] });
    expect({ status, cards: cards.length }).toEqual({ status: 200, cards: 1 });
  });
});

test('as shipped it is off: a block is looked at for what bears on bleeding alone', async () => {
  expect(cardIds(await asShipped.cauda.sign(george, diagnostic))).toEqual([]);
  const { status, body } = await asShipped.cauda.sign(george, diagnostic, { keys: [] });
  expect(status).toBe(412);
  expect(body.issue[0].expression).toEqual(['prefetch.procedures', 'prefetch.conditions']);
});

describe('Which blocks', () => {
  test.each([
    [
      'SNOMED, root in the title',
      order('b', '', {
        code: { coding: [{ system: SNOMED, code: '431928000' }], text: 'Diagnostic L4 block' },
      }),
      [id],
    ],
    ['root at the body site', block('diagnostic', { bodySite: [{ text: 'L4 root, left' }] }), [id]],
    ['body site before words', block('diagnostic; S1 pain', { bodySite: [{ text: 'L5' }] }), [id]],
    ['to identify the painful root', block('L5 SNRB to identify the painful root'), [id]],
    ['L4 and L5', block('Diagnostic L4 and L5 blocks'), [id]],
    ['no intent', block('L5 nerve root block'), []],
    ['therapeutic', block('Therapeutic L5 block'), []],
    ['diagnostic and therapeutic', block('Diagnostic and therapeutic L5 block'), []],
    ['with steroid', block('Diagnostic L5 block with steroid'), []],
    ['not diagnostic', block('Not diagnostic: L5 block'), []],
    ['no root', block('Diagnostic block'), []],
    ['a level, not a root', block('Diagnostic block L4-5'), []],
    ['a level down to the sacrum', block('Diagnostic block L5/S1'), []],
    ['S1', block('Diagnostic S1 block'), []],
    ['L3', block('Diagnostic L3 block'), []],
    ['which of two is not clear', block('Diagnostic S1 block, L5 weakness'), []],
    ['of the neck', order('n', '64479', { note: [{ text: 'Diagnostic C5 block' }] }), []],
    ['an interlaminar injection', order('e', '62323', { note: [{ text: 'Diagnostic L5' }] }), []],
    [
      'a code of another kind',
      order('x', '', {
        code: { coding: [{ system: CPT, code: '64450' }] },
        note: [{ text: 'Diagnostic L5' }],
      }),
      [],
    ],
    ['do not perform', block('Diagnostic L5 block', { doNotPerform: true }), []],
    ['MRI', lumbarMri('without', { note: [{ text: 'before diagnostic L5 block' }] }), []],
  ])('%s', async (_what, draft, expected) => {
    expect(cardIds(await on.cauda.sign(george, draft))).toEqual(expected);
  });

  test('selecting is too early', async () => {
    expect(cardIds(await on.cauda.select(george, diagnostic))).toEqual([]);
  });

  test('hostile words of an order do not reach the card', async () => {
    const { cards } = await on.cauda.sign(
      george,
      block('Diagnostic L5 <script>alert(1)</script> [x](javascript:1)'),
    );
    expect(cards).toHaveLength(1);
    expect(JSON.stringify(cards[0])).not.toMatch(/script/);
  });
});
