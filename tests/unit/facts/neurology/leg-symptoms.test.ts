import { describe, expect, test } from '@jest/globals';
import { ChartReading } from '../../../../src/facts/reading/chart-reading.ts';
import { LegSymptoms, rootsIn } from '../../../../src/facts/neurology/leg-symptoms.ts';
import { concept, dayOf, ICD10CM, meanings, SNOMED, status, TODAY } from '../../charts.ts';

const settings = {
  timeZone: 'UTC',
  includeDecompression: false,
  gadoliniumFormulary: 'unknown',
} as const;
function symptoms(...conditions: readonly object[]): LegSymptoms {
  const chart = {
    conditions: {
      status: 'listed',
      complete: true,
      via: 'prefetch',
      resources: conditions.map((c, i) => ({ resourceType: 'Condition', id: `c${i}`, ...c })),
    },
  } as const;
  return new LegSymptoms(
    new ChartReading(chart, new Date('2026-11-20T12:00:00Z'), meanings(), settings),
  );
}
const unavailable = new LegSymptoms(
  new ChartReading({}, new Date('2026-11-20T12:00:00Z'), meanings(), settings),
);
const radicular = (text: string, more: object = {}) => ({
  code: concept(ICD10CM, 'M54.17', text),
  ...more,
});
const painful = (...conditions: readonly object[]) => {
  const fact = symptoms(...conditions).painfulRoot(TODAY);
  return fact.status === 'known' ? fact.value : fact.status;
};

test.each([
  ['Left S1 radiculopathy', ['S1']],
  ['L5 and S1', []],
  ['L4-5 disc with right L5 radiculopathy', ['L5']],
  ['L5/S1', []],
  ['L4/L5, left', []],
  ['L5S1', []],
  ['l 5 root', ['L5']],
  ['C6 radiculopathy, T12', []],
  ['L6', []],
])('roots named one by one in "%s": %j', (words, expected) => {
  expect(rootsIn(words)).toEqual(expected);
});

describe('The painful root', () => {
  test.each([
    ['root and side', [radicular('Left S1 radiculopathy')], { root: 'S1', side: 'left' }],
    [
      'by body site',
      [radicular('Radiculopathy', { bodySite: [{ text: 'Right L5 root' }] })],
      { root: 'L5', side: 'right' },
    ],
    [
      'said twice',
      [radicular('Left S1 radiculopathy'), radicular('S1 radiculitis, left')],
      { root: 'S1', side: 'left' },
    ],
    [
      'with another complaint of the same side',
      [radicular('Left S1 radiculopathy'), radicular('Sciatica, left')],
      { root: 'S1', side: 'left' },
    ],
    ['two roots', [radicular('Left L5 radiculopathy'), radicular('Left S1')], 'not-recorded'],
    ['another side', [radicular('Left S1'), radicular('Sciatica, right')], 'not-recorded'],
    [
      'another side that is only suspected',
      [radicular('Left S1'), radicular('Sciatica, right?')],
      'not-recorded',
    ],
    ['no side', [radicular('S1 radiculopathy')], 'not-recorded'],
    ['both sides', [radicular('Bilateral S1')], 'not-recorded'],
    ['two roots in one breath', [radicular('Left L5 and S1')], 'not-recorded'],
    ['resolved in words', [radicular('Left S1 radiculopathy, resolved')], 'not-recorded'],
    ['not coded', [{ code: { text: 'Left S1 radiculopathy' } }], 'not-recorded'],
    [
      'provisional',
      [radicular('Left S1', { verificationStatus: status('provisional') })],
      'not-recorded',
    ],
    ['begun later', [radicular('Left S1', { onsetDateTime: '2026-12-01' })], 'not-recorded'],
  ])('%s', (_what, conditions, expected) => {
    expect(painful(...conditions)).toEqual(expected);
  });

  test('conditions that could not be had are not "not recorded"', () => {
    expect(unavailable.painfulRoot(TODAY)).toEqual({
      status: 'not-available',
      missing: ['conditions'],
    });
  });
});

describe('Back pain alone', () => {
  const scan = { first: dayOf('2026-11-06'), last: dayOf('2026-11-06'), text: '2026-11-06' };
  const backPain = { code: concept(SNOMED, '279039007') };
  const axial = (...conditions: readonly object[]) =>
    symptoms(...conditions).axialPainOnly(scan).status;
  const over = (more: object) => ({
    code: concept(SNOMED, '23056005'),
    clinicalStatus: status('resolved'),
    ...more,
  });

  test.each([
    [
      'leg pain refuted',
      [backPain, over({ clinicalStatus: undefined, verificationStatus: status('refuted') })],
      'known',
    ],
    ['leg pain over before', [backPain, over({ abatementDateTime: '2026-10' })], 'known'],
    [
      'over in the month of the scan',
      [backPain, over({ abatementDateTime: '2026-11' })],
      'unreadable',
    ],
    ['over after the scan', [backPain, over({ abatementDateTime: '2026-11-07' })], 'not-recorded'],
    ['over, no date', [backPain, over({})], 'unreadable'],
    ['nothing said of the leg', [backPain], 'not-recorded'],
    ['no back pain', [over({ abatementDateTime: '2020' })], 'not-recorded'],
    ['leg pain active', [backPain, { code: concept(SNOMED, '23056005') }], 'not-recorded'],
    [
      'leg pain in words',
      [
        backPain,
        over({ abatementDateTime: '2020' }),
        { code: { text: 'Neurogenic claudication' } },
      ],
      'not-recorded',
    ],
    [
      'leg pain denied in words',
      [backPain, over({ abatementDateTime: '2020' }), { code: { text: 'Back pain, no leg pain' } }],
      'known',
    ],
    [
      'entered in error',
      [backPain, over({ verificationStatus: status('entered-in-error') })],
      'not-recorded',
    ],
  ])('%s: %s', (_what, conditions, expected) => {
    expect(axial(...conditions)).toBe(expected);
  });

  test('conditions that could not be had', () => {
    expect(unavailable.axialPainOnly(scan).status).toBe('not-available');
  });
});
