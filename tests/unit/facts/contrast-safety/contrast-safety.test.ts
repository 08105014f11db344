import { describe, expect, test } from '@jest/globals';
import { LumbarPicture } from '../../../../src/facts/lumbar-picture.ts';
import { concept, ICD10CM, LOINC, NOW_MS, SNOMED, status, meanings, ZONE } from '../../charts.ts';

type Key = 'conditions' | 'procedures' | 'observations' | 'allergies';
const types = {
  conditions: 'Condition',
  procedures: 'Procedure',
  observations: 'Observation',
  allergies: 'AllergyIntolerance',
} as const;

/** What is known of contrast from these lists; a list that is `undefined` could not be had. */
function safety(
  lists: Partial<Record<Key, readonly object[] | undefined>>,
  gadoliniumFormulary: 'unknown' | 'mixed' | 'groupIIOnly' = 'unknown',
) {
  const keys = Object.keys(types) as Key[];
  const chart = Object.fromEntries(
    keys.map((key) => {
      const resources = key in lists ? lists[key] : [];
      return [
        key,
        resources
          ? {
              status: 'listed' as const,
              resources: resources.map((r) => ({ resourceType: types[key], ...r })),
              complete: true,
              via: 'prefetch' as const,
            }
          : { status: 'unavailable' as const, why: 'ehr-error' as const },
      ];
    }),
  );
  return new LumbarPicture(chart, new Date(NOW_MS), meanings(), {
    timeZone: ZONE,
    includeDecompression: false,
    gadoliniumFormulary,
  }).contrast;
}

const limits = {
  minimumEgfr: 30,
  egfrDays: 90,
  acuteKidneyInjuryDays: 90,
  freshInjuryDays: 7,
  recoveredEgfr: 60,
  clearedEgfr: 45,
  steadyDays: 90,
  dialysisDays: 90,
};
const condition = (code: string, more: object = {}) => ({
  id: 'c1',
  code: concept(ICD10CM, code),
  ...more,
});
const egfr = (value: number, effectiveDateTime = '2026-11-10') => ({
  id: 'o1',
  status: 'final',
  code: concept(LOINC, '98979-8'),
  valueQuantity: { value, code: 'mL/min/{1.73_m2}' },
  effectiveDateTime,
});
const session = (more: object) => ({
  id: 'p1',
  status: 'completed',
  code: concept(SNOMED, '302497006'),
  ...more,
});

describe('The kidneys', () => {
  const kinds = (lists: Parameters<typeof safety>[0]) => {
    const fact = safety(lists).kidneyFindings(limits);
    return fact.status === 'known' ? fact.value.map(({ kind }) => kind) : fact.status;
  };

  test('every kind, the acute one first, each with what it rests on', () => {
    const fact = safety({
      conditions: [
        condition('N18.5', { id: 'ckd' }),
        condition('Z99.2', { id: 'hd', recordedDate: '2024-02' }),
        condition('N17.9', { id: 'aki', recordedDate: '2026-11-01' }),
      ],
      observations: [egfr(9)],
      procedures: [session({ performedDateTime: '2026-11-18' })],
    }).kidneyFindings(limits);

    expect(fact).toMatchObject({
      status: 'known',
      value: [
        { kind: 'acute-kidney-injury', on: '2026-11-01', evidence: { reference: 'Condition/aki' } },
        { kind: 'low-egfr', egfr: { value: '9', formula: 'CKD-EPI 2021' } },
        { kind: 'dialysis', on: '2024-02', name: 'Dependence on renal dialysis' },
        { kind: 'dialysis', on: '2026-11-18', name: 'Hemodialysis' },
        { kind: 'chronic-kidney-disease', on: undefined },
      ],
      evidence: { length: 5 },
    });
  });

  test.each([
    ['nothing', {}, 'not-recorded'],
    [
      'a session on the 90th day',
      { procedures: [session({ performedDateTime: '2026-08-22' })] },
      ['dialysis'],
    ],
    [
      'a session on the 91st day',
      { procedures: [session({ performedDateTime: '2026-08-21' })] },
      'not-recorded',
    ],
    ['a session that goes on', { procedures: [session({ status: 'in-progress' })] }, ['dialysis']],
    [
      'a session without an end',
      { procedures: [session({ performedPeriod: { start: '2015' } })] },
      'unreadable',
    ],
    [
      'an injury on the 90th day',
      { conditions: [condition('N17.9', { onsetDateTime: '2026-08-22' })] },
      ['acute-kidney-injury'],
    ],
    [
      'an injury on the 91st day',
      { conditions: [condition('N17.9', { onsetDateTime: '2026-08-21' })] },
      'not-recorded',
    ],
    [
      'an injury of tomorrow, where it is tomorrow already',
      { conditions: [condition('N17.9', { recordedDate: '2026-11-21' })] },
      ['acute-kidney-injury'],
    ],
    ['conditions could not be had', { conditions: undefined }, 'not-available'],
    ['procedures could not be had', { procedures: undefined }, 'not-available'],
    [
      'observations could not be had, stage 4 is known',
      { observations: undefined, conditions: [condition('N18.4')] },
      ['chronic-kidney-disease'],
    ],
    [
      'a gap beside something unreadable is a gap',
      { observations: undefined, procedures: [session({})] },
      'not-available',
    ],
  ])('%s', (_what, lists, expected) => {
    expect(kinds(lists)).toEqual(expected);
  });
});

describe('Whatever a card may speak on silences the offer of contrast too', () => {
  test.each([
    ['eGFR', { observations: [egfr(29)] }],
    ['injury', { conditions: [condition('N17.9', { recordedDate: '2026-11-01' })] }],
    ['stage 4', { conditions: [condition('N18.4')] }],
    ['dialysis', { conditions: [condition('Z99.2')] }],
    ['a session', { procedures: [session({ performedDateTime: '2026-11-18' })] }],
  ])('kidneys: %s', (_what, lists) => {
    const contrast = safety(lists);
    expect(contrast.kidneyFindings(limits).status).toBe('known');
    expect(contrast.kidneyConcern(30, 90).status).toBe('known');
  });

  test.each([
    ['stage 4', { conditions: [condition('N18.4')] }, 'not-recorded'],
    ['injury', { conditions: [condition('N17.9', { recordedDate: '2026-11-01' })] }, 'known'],
  ])('kidneys, group II only: %s', (_what, lists, expected) => {
    const contrast = safety(lists, 'groupIIOnly');
    expect([
      contrast.acuteKidneyInjury(limits).status,
      contrast.kidneyConcern(30, 90).status,
    ]).toEqual([expected, expected]);
  });

  test.each([
    ['coded', { conditions: [condition('Z33.1')] }],
    [
      'a status',
      {
        observations: [
          {
            status: 'final',
            code: concept(LOINC, '82810-3'),
            valueCodeableConcept: concept(SNOMED, '77386006'),
            effectiveDateTime: '2026-10-01',
          },
        ],
      },
    ],
  ])('pregnancy: %s', (_what, lists) => {
    const contrast = safety(lists);
    expect(contrast.recordedPregnancies(42).status).toBe('known');
    expect(contrast.pregnancy.status).toBe('known');
  });

  test.each(['58281002', '385420005'])('reaction: SNOMED %s', (code) => {
    const contrast = safety({ allergies: [{ code: concept(SNOMED, code) }] });
    expect(contrast.recordedReactions.status).toBe('known');
    expect(contrast.gadoliniumReaction.status).toBe('known');
  });
});

test('a pregnancy in words, or one never closed, silences and does not speak', () => {
  for (const more of [{ code: { text: 'Pregnant' } }, { recordedDate: '2019-01-01' }]) {
    const contrast = safety({ conditions: [condition('Z33.1', more)] });
    expect([contrast.pregnancy.status, contrast.recordedPregnancies(42).status]).toEqual([
      'known',
      'not-recorded',
    ]);
  }
  const refuted = condition('Z33.1', { verificationStatus: status('refuted') });
  expect(safety({ conditions: [refuted] }).pregnancy.status).toBe('not-recorded');
});
