import { expect, test } from '@jest/globals';
import { contrastInWords } from '../../src/clinical-text/contrast/contrast-in-words.ts';
import { order } from '../support/orders.ts';
import { patient } from '../support/patients.ts';
import { cardIds, stage } from '../support/story.ts';

/**
 * Symptom: "without contrast followed by contrast" was read as without, and a low eGFR went unsaid.
 */
const gwen = patient('gwen-low-egfr');
const on = stage([gwen]);

test.each([
  'MRI lumbar spine without contrast followed by contrast',
  'MRI lumbar w/o contrast then gadolinium',
  'MRI L-spine without contrast plus contrast',
])('"%s" is both', async (text) => {
  const { cards } = await on.cauda.sign(gwen, order('o', '', { code: { text } }));
  expect(cards.map((card) => card.source.topic.code)).toContain('gadolinium-and-kidney-function');
  expect(contrastInWords(text)).toBe('without-and-with');
});

test.each([
  'MRI lumbar without contrast, contrast allergy',
  'MRI lumbar without contrast and contrast allergy on file',
  'MRI lumbar without contrast and no gadolinium',
  'MRI lumbar without IV contrast and without gadolinium',
])('"%s" is without', async (text) => {
  const answer = await on.cauda.sign(gwen, order('o', '', { code: { text } }));
  expect(cardIds(answer)).not.toContain('gadolinium-and-kidney-function');
  expect(contrastInWords(text)).toBe('without');
});
