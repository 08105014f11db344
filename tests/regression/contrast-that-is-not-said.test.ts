import { describe, expect, test } from '@jest/globals';
import { lumbarMri, order } from '../support/orders.ts';
import { LOINC, patient, SNOMED, type Patient } from '../support/patients.ts';
import { cardIds, stage } from '../support/story.ts';

/**
 * Symptom: an MRI order that does not say whether contrast is given was taken for one without. The cards
 * on kidney, pregnancy and reaction were silent for orders that a radiologist then did with contrast.
 */
const gwen = patient('gwen-low-egfr');
const elif = patient('elif-pregnant-contrast');
const ruth = patient('ruth-gadobutrol-hives');
const maria = patient('maria-discectomy-2024');
const on = stage([gwen, elif, ruth, maria]);

const coded = (system: string, code: string, text?: string) =>
  order('u', '', { code: { coding: [{ system, code }], ...(text && { text }) } });
const named = (text: string) => order('u', '', { code: { text } });

const safety: readonly (readonly [Patient, string])[] = [
  [gwen, 'gadolinium-and-kidney-function'],
  [elif, 'gadolinium-in-pregnancy'],
  [ruth, 'prior-gadolinium-reaction'],
];

const unsaid = [
  ['a code that leaves it open', coded(LOINC, '24968-0')],
  ['another such code', coded(SNOMED, '726546000')],
  ['no word of it', named('MRI lumbar spine')],
  ['a choice', named('MRI LUMBAR SPINE W OR WO CONTRAST')],
  ['a condition', named('MRI lumbar spine, contrast if needed')],
  ['two ways to read it', named('MRI L-spine +/- contrast')],
  ['the radiologist decides', named('MR LUMBAR SPINE CONTRAST PER RADIOLOGIST')],
  ['the whole spine', named('MRI whole spine')],
  ['a spine without a region', named('MRI SPINE')],
  ['two names that contradict', {
    ...named('MRI lumbar spine with contrast'),
    code: {
      text: 'MRI lumbar spine with contrast',
      coding: [{ system: 'urn:example:orders', code: '7', display: 'MRI L SPINE W/O CONTRAST' }],
    },
  }],
] as const; // prettier-ignore

describe.each(safety)('%#: a safety card asks', (p, id) => {
  test.each(unsaid)('%s', async (_what, draft) => {
    const { cards } = await on.cauda.sign(p, draft);
    const card = cards.find(({ source }) => source.topic.code === id);
    expect(card).toMatchObject({ indicator: 'info' });
    expect(card.summary).toMatch(/\bif contrast is (?:given|meant)\b/i);
    // Nobody is offered to take out what was not ordered.
    expect(JSON.stringify(card.suggestions ?? [])).not.toContain('without contrast"');
  });

  test('by a FHIR server', async () => {
    const answer = await on.cauda.sign(p, named('MRI lumbar spine'), { fhirServer: on.fhir.url });
    expect(cardIds(answer)).toContain(id);
    expect(answer.cards.map(({ indicator }) => indicator)).not.toContain('warning');
  });

  test.each([
    ['with', lumbarMri('with')],
    ['both', lumbarMri('without-and-with')],
    ['both in words', named('MRI LUMBAR SPINE W/ + W/O CONTRAST')],
    ['with in words beside a code that leaves it open', coded(LOINC, '24968-0', 'MRI L-spine with contrast')],
  ])('it does not ask where it is said: %s', async (_what, draft) => {
    const { cards } = await on.cauda.sign(p, draft);
    const card = cards.find(({ source }) => source.topic.code === id);
    expect(card.summary).not.toMatch(/\bif contrast is (?:given|meant)\b/i);
  }); // prettier-ignore

  test.each([
    ['without', lumbarMri('without')],
    ['without in words', named('MRI LUMBAR SPINE W/O CONTRAST')],
    ['without in words beside a code that leaves it open', coded(LOINC, '24968-0', 'MRI L-spine w/o contrast')],
    ['another part', named('MRI knee')],
    ['the neck', named('MRI cervical spine')],
    ['no MRI', named('CT lumbar spine')],
  ])('it is silent: %s', async (_what, draft) => {
    expect(cardIds(await on.cauda.sign(p, draft))).not.toContain(id);
  }); // prettier-ignore
});

test('an order that says contrast decides, where another leaves it open', async () => {
  const drafts = [named('MRI whole spine'), lumbarMri('with')];
  const { cards } = await on.cauda.sign(gwen, drafts);
  expect(cards[0]).toMatchObject({
    extension: { 'cauda.about': ['ServiceRequest/lumbar-mri-with'] },
  });
});

test.each(unsaid)('no offer of contrast: %s', async (_what, draft) => {
  const ids = cardIds(await on.cauda.sign(maria, draft));
  expect(ids).not.toContain('contrast-option-after-disc-surgery');
});
