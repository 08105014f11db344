import { describe, expect, test } from '@jest/globals';
import { egfr, egfrQuantity, statusConcept } from '../support/contrast-safety.ts';
import { lumbarMri } from '../support/orders.ts';
import { condition, ICD10CM, patient, SNOMED, withResource, without } from '../support/patients.ts';
import { cardIds, notChecked, stage } from '../support/story.ts';

const id = 'gadolinium-and-kidney-function';
const gwen = patient('gwen-low-egfr');
/** A chart with nothing of the kidneys in it. */
const plain = without(gwen, (r) => /gwen-(?:egfr|ckd|aki)/.test(r.id));
const mri = lumbarMri('without-and-with');
const stageFour = condition(ICD10CM, 'N18.4', { recordedDate: '2024-03-14' });
const injury = (recordedDate: string | undefined, more: object = {}) =>
  condition(ICD10CM, 'N17.9', { ...(recordedDate && { recordedDate }), ...more });
const dependence = condition(ICD10CM, 'Z99.2', { recordedDate: '2018-05-02' });
const transplant = condition(ICD10CM, 'Z94.0', { recordedDate: '2021-05-02' });
const on = stage([]);
const mixed = stage([], { site: { gadoliniumFormulary: 'mixed' } });

const chart = (resources: readonly object[]) =>
  withResource(plain, ...resources.map((resource, i) => ({ id: `k${i}`, ...resource })));
const said = async (where: typeof on, resources: readonly object[]) => {
  const answer = await where.cauda.sign(chart(resources), mri);
  expect(notChecked(answer)[id]).toBeUndefined();
  const card = answer.cards.find(({ source }) => source.topic.code === id);
  return card ? card.indicator : 'silent';
};

describe('A coded stage 4 or 5', () => {
  test.each<[string, readonly object[], string]>([
    ['newest eGFR 45', [stageFour, egfr(45)], 'silent'],
    ['newest eGFR 82', [stageFour, egfr(82)], 'silent'],
    ['newest eGFR >60', [stageFour, egfr({ valueQuantity: egfrQuantity(60, '>') })], 'silent'],
    [
      '35, and 38 ninety days before',
      [stageFour, egfr(35), egfr(38, { effectiveDateTime: '2026-08-12' })],
      'silent',
    ],
    [
      '30, and 30 half a year before',
      [stageFour, egfr(30), egfr(30, { effectiveDateTime: '2026-05-10' })],
      'silent',
    ],
    [
      'a low one before both',
      [
        stageFour,
        egfr(35),
        egfr(38, { effectiveDateTime: '2026-06-12' }),
        egfr(22, { effectiveDateTime: '2026-01-12' }),
      ],
      'silent',
    ],
    ['newest eGFR 44.9 alone', [stageFour, egfr(44.9)], 'warning'],
    [
      '35, and 38 eighty-nine days before',
      [stageFour, egfr(35), egfr(38, { effectiveDateTime: '2026-08-13' })],
      'warning',
    ],
    [
      '35, and 38 before, 25 between',
      [
        stageFour,
        egfr(35),
        egfr(38, { effectiveDateTime: '2026-05-12' }),
        egfr(25, { effectiveDateTime: '2026-09-12' }),
      ],
      'warning',
    ],
    [
      '35, and 29 before',
      [stageFour, egfr(35), egfr(29, { effectiveDateTime: '2026-05-12' })],
      'warning',
    ],
    ['82 a year ago', [stageFour, egfr(82, { effectiveDateTime: '2025-11-01' })], 'warning'],
    [
      '82 last week, 22 since',
      [stageFour, egfr(82), egfr(22, { effectiveDateTime: '2026-11-18' })],
      'warning',
    ],
    ['no eGFR', [stageFour], 'warning'],
    ['eGFR <60', [stageFour, egfr({ valueQuantity: egfrQuantity(60, '<') })], 'warning'],
    ['eGFR 82 after a transplant', [stageFour, transplant, egfr(82)], 'warning'],
    [
      'eGFR 82 after a transplant, in words',
      [
        stageFour,
        { ...condition('', ''), code: { text: 'Status post renal transplant' } },
        egfr(82),
      ],
      'warning',
    ],
    [
      'eGFR 82 after a transplant, as a procedure',
      [
        stageFour,
        {
          resourceType: 'Procedure',
          status: 'completed',
          code: { coding: [{ system: SNOMED, code: '70536003' }] },
        },
        egfr(82),
      ],
      'warning',
    ],
    ['eGFR 62 on dialysis since 2018', [stageFour, dependence, egfr(62)], 'warning'],
  ])('%s: %s', async (_what, resources, expected) => {
    expect(await said(mixed, resources)).toBe(expected);
  });
});

describe('An acute kidney injury', () => {
  test.each<[string, readonly object[], string]>([
    ['coded today, eGFR 90', [injury('2026-11-20'), egfr(90)], 'warning'],
    [
      'coded seven days ago, eGFR 90 since',
      [injury('2026-11-13'), egfr(90, { effectiveDateTime: '2026-11-19' })],
      'warning',
    ],
    ['without a date', [injury(undefined), egfr(90)], 'warning'],
    ['three weeks old, eGFR 22 since', [injury('2026-10-30'), egfr(22)], 'warning'],
    [
      'three weeks old, no eGFR since',
      [injury('2026-10-30'), egfr(90, { effectiveDateTime: '2026-10-20' })],
      'warning',
    ],
    ['three weeks old, eGFR 44 since', [injury('2026-10-30'), egfr(44)], 'info'],
    ['three weeks old, eGFR 59.9 since', [injury('2026-10-30'), egfr(59.9)], 'info'],
    [
      'eight days old, eGFR 30 since',
      [injury('2026-11-12'), egfr(30, { effectiveDateTime: '2026-11-19' })],
      'info',
    ],
    [
      'three weeks old, eGFR 44 since, on dialysis',
      [injury('2026-10-30'), dependence, egfr(44)],
      'warning',
    ],
    ['three weeks old, eGFR 60 since', [injury('2026-10-30'), egfr(60)], 'silent'],
    ['three weeks old, eGFR 88 since', [injury('2026-10-30'), egfr(88)], 'silent'],
    [
      'eight days old, eGFR 75 since',
      [injury('2026-11-12'), egfr(75, { effectiveDateTime: '2026-11-19' })],
      'silent',
    ],
    [
      '91 days old, never closed',
      [injury('2026-08-21', { onsetDateTime: '2026-08-21' })],
      'silent',
    ],
    [
      'resolved yesterday',
      [injury('2026-11-15', { clinicalStatus: statusConcept('resolved') })],
      'silent',
    ],
    ['of 2019, entered last week', [injury('2026-11-15', { onsetDateTime: '2019' })], 'silent'],
  ])('%s: %s', async (_what, resources, expected) => {
    expect(await said(mixed, resources)).toBe(expected);
  });
});

describe('A site that has not said what it stocks', () => {
  test.each<[string, readonly object[], string]>([
    ['a low eGFR', [egfr(22)], 'info'],
    ['a coded stage', [stageFour], 'info'],
    ['an injury of three weeks', [injury('2026-10-30')], 'info'],
    ['an injury that recedes', [injury('2026-10-30'), egfr(44)], 'info'],
    ['an injury of this week', [injury('2026-11-18')], 'warning'],
    ['dialysis', [dependence], 'warning'],
    ['dialysis and a low eGFR', [dependence, egfr(9)], 'warning'],
    ['eGFR 30', [egfr(30)], 'silent'],
    ['stage 4 cleared', [stageFour, egfr(50)], 'silent'],
    ['nothing', [], 'silent'],
    ['stage 3', [condition(ICD10CM, 'N18.31')], 'silent'],
    ['a transplant alone, eGFR 70', [transplant, egfr(70)], 'silent'],
  ])('%s: %s', async (_what, resources, expected) => {
    expect(await said(on, resources)).toBe(expected);
  });

  test.each([[[egfr(22)]], [[dependence]], [[injury('2026-11-18')]], [[stageFour]]])(
    'nobody is told of group I',
    async (resources) => {
      const { cards } = await on.cauda.sign(chart(resources), mri);
      expect(cards).toHaveLength(1);
      expect(`${cards[0].summary} ${cards[0].detail}`).toContain('group II');
      expect(`${cards[0].summary} ${cards[0].detail}`).not.toMatch(/group I\b|contraindicat/);
    },
  );

  test('a site that stocks both is told', async () => {
    const { cards } = await mixed.cauda.sign(chart([egfr(22)]), mri);
    expect(cards[0].summary).toContain('contraindicated');
    expect(cardIds(await mixed.cauda.sign(chart([egfr(82)]), mri))).toEqual([]);
  });
});
