import { describe, expect, test } from '@jest/globals';
import { changed, CPT, patient } from '../support/patients.ts';
import { order } from '../support/orders.ts';
import { cardIds, stage } from '../support/story.ts';

/**
 * Symptom: a CPT code with the modifiers of a bill (`63030-50`) was no code of ours, for orders and for
 * operations.
 */
const maria = patient('maria-discectomy-2024');
const on = stage([maria]);
const speaks = 'contrast-option-after-disc-surgery';
const coded = (code: string) => ({ code: { coding: [{ system: CPT, code }] } });

describe('Modifiers stand beside the code', () => {
  test.each(['72148-26', '72148-TC', '72148 26', '7214826', '72148-26-LT', '72148, 26, 59'])(
    'of an order: %s',
    async (code) => {
      expect(cardIds(await on.cauda.sign(maria, order('mri', '', coded(code))))).toEqual([speaks]);
    },
  );

  test.each(['63030-LT', '63030 RT', '63030-50', '6303050', '63030:LT'])(
    'of an operation: %s',
    async (code) => {
      const operated = changed(maria, 'Procedure', () => coded(code));
      const { cards } = await on.cauda.sign(operated, order('mri', '', coded('72148')));
      expect(cards.map(({ source }) => source.topic.code)).toContain(speaks);
    },
  );

  test.each(['721480', '72148-', '172148', '72148-ABC', '72148X-26'])(
    'but %s is another code, or none',
    async (code) => {
      expect(cardIds(await on.cauda.sign(maria, order('mri', '', coded(code))))).toEqual([]);
    },
  );
});
