import { describe, expect, test } from '@jest/globals';
import { examinations } from '../silence/ordinary-charts.ts';
import {
  condition,
  ICD10CM,
  patient,
  withResource,
  without,
  type Patient,
} from '../support/patients.ts';
import { withMembers } from '../support/reports.ts';
import { cardIds, notChecked, stage } from '../support/story.ts';

const differs = 'enhancing-root-differs-from-painful-root';
const agreement = 'root-enhancement-after-six-months';

const berit = patient('berit-other-root-examined');
const mateo = patient('mateo-same-root-examined');
const ingeborg = patient('ingeborg-root-by-emg');
const silent = [
  'hugo-residual-weakness',
  'samuel-stocking-feet',
  'petra-strong-inversion',
  'rafaela-brisk-reflexes',
  'otto-both-ankle-jerks',
  'tova-two-roots-examined',
  'lena-quiet-emg',
  'gaston-weak-for-pain',
  'yrsa-weak-before-operation',
].map(patient);
const on = stage([berit, mateo, ingeborg, ...silent]);

const examined = (p: Patient, valueString: string, more: object = {}) =>
  withMembers(p, 'Observation', 'examination', { valueString, component: undefined, ...more });
const both = ['prefetch', 'fhir'] as const;
const options = (via: (typeof both)[number]) => (via === 'fhir' ? { fhirServer: on.fhir.url } : {});

describe('An examined root makes a card speak', () => {
  test.each(both)('Berit: another root than the one that enhances (%s)', async (via) => {
    const { cards } = await on.cauda.view(berit, options(via));
    expect(cards).toMatchObject([
      {
        indicator: 'info',
        summary: expect.stringMatching(/left L5.*left S1/),
        source: { topic: { code: differs } },
      },
    ]);
    const [{ detail, extension }] = cards;
    expect(detail).toContain('Examined on 12 October 2026, before the scan: “');
    expect(detail).toContain('plantar flexion 4/5');
    expect(detail).toContain('By the usual chart these belong to left S1.');
    expect(JSON.stringify(extension['cauda.evidence'])).toContain('Observation/berit-examination');
    expect(extension['cauda.basis'].roots).toEqual([
      { from: 'report', candidates: ['L5'], side: 'left' },
      {
        from: 'examination',
        candidates: ['S1'],
        side: 'left',
        strength: 'concordant',
        kinds: expect.arrayContaining(['motor', 'reflex']),
        on: '2026-10-12',
        toScan: 'before',
      },
    ]);
  });

  test.each(both)('Mateo: the root that enhances (%s)', async (via) => {
    const { cards } = await on.cauda.view(mateo, options(via));
    expect(cards).toMatchObject([{ source: { topic: { code: agreement } } }]);
    const [{ summary, detail }] = cards;
    expect(summary).toContain('same root as examined');
    expect(detail).toContain(
      'Examined on 30 September 2026, before the scan: “R ankle jerk: absent',
    );
    expect(detail).toContain('belong to right S1');
  });

  test.each(both)('Ingeborg: an electromyogram names another root (%s)', async (via) => {
    const { cards } = await on.cauda.view(ingeborg, options(via));
    expect(cards).toMatchObject([{ source: { topic: { code: differs } } }]);
    expect(cards[0].detail).toContain('EMG of 20 October 2026, before the scan: “');
    expect(cards[0].extension['cauda.basis'].roots).toContainEqual(
      expect.objectContaining({ from: 'electrodiagnosis', strength: 'named', on: '2026-10-20' }),
    );
  });
});

describe.each(silent.map((p) => [p.id, p] as const))('%s', (_id, p) => {
  test.each(both)('nothing speaks (%s)', async (via) => {
    const answer = await on.cauda.view(p, options(via));
    expect([answer.status, cardIds(answer), notChecked(answer)]).toEqual([200, [], {}]);
  });
});

describe('Beside the problem list', () => {
  test('one sign that fits the enhancing root holds the card back', async () => {
    const p = examined(
      berit,
      'Left plantar flexion 4/5, left ankle dorsiflexion 4/5. Ankle jerks equal.',
    );
    expect(cardIds(await on.cauda.view(p))).not.toContain(differs);
  });

  test('a root in the problem list and another one examined: both are said, neither is chosen', async () => {
    const p = withMembers(berit, 'Condition', 'radiculopathy', {
      code: { coding: [{ system: ICD10CM, code: 'M54.16' }], text: 'Left L3 radiculopathy' },
    });
    expect(cardIds(await on.cauda.view(p))).toEqual([]);
  });

  test.each([
    ['another root, in words only', 'Left L3 radiculopathy'],
    ['the other side, in words only', 'Right sciatica'],
  ])('%s: silent', async (_what, text) => {
    const p = withResource(ingeborg, {
      ...condition(ICD10CM, 'x'),
      code: { text },
    });
    expect(cardIds(await on.cauda.view(p))).toEqual([]);
  });

  test('a single sign that points elsewhere is shown, as it stands', async () => {
    const p = examined(mateo, 'Right knee jerk absent, left 2+. Sensation intact.');
    const { cards } = await on.cauda.view(p);
    expect(cards).toMatchObject([{ source: { topic: { code: agreement } } }]);
    expect(cards[0].detail).toContain(
      'Also recorded: “Right knee jerk absent”, which the usual chart gives to right L2/L3/L4.',
    );
    expect(cards[0].extension['cauda.basis'].roots).toContainEqual(
      expect.objectContaining({
        candidates: ['L2', 'L3', 'L4'],
        side: 'right',
        strength: 'single',
      }),
    );
  });

  test('an examination that names two roots: both are shown', async () => {
    const p = examined(mateo, 'Right ankle jerk absent, left present. Right knee extension 4/5.');
    const { cards } = await on.cauda.view(p);
    expect(cards).toMatchObject([{ source: { topic: { code: agreement } } }]);
    expect(cards[0].detail).toContain('The record names two roots: “');
    expect(cards[0].detail).toContain('Neither was chosen.');
  });

  test('the other side was examined', async () => {
    const p = examined(mateo, 'Left plantar flexion 4/5, left ankle jerk absent, right present.');
    expect(cardIds(await on.cauda.view(p))).toEqual([]);
  });
});

describe('What does not count', () => {
  test.each([
    ['entered in error', { status: 'entered-in-error' }],
    ['preliminary', { status: 'preliminary' }],
    ['more than ninety days before the scan', { effectiveDateTime: '2026-07-01' }],
    ['before the operation', { effectiveDateTime: '2023-05-01' }],
    ['of somebody else', { subject: { reference: 'Patient/other' } }],
    ['of another category', { category: [{ coding: [{ code: 'vital-signs' }] }] }],
  ])('%s', async (_what, more) => {
    const p = withMembers(berit, 'Observation', 'examination', more);
    expect(cardIds(await on.cauda.view(p))).toEqual([agreement]);
  });

  test.each([
    ['an examination of the arm', 'Left grip 4/5, left biceps jerk absent, C6 sensation reduced.'],
    ['a grade out of range', 'Left plantar flexion 7/5.'],
    ['findings that contradict each other', 'Left plantar flexion 4/5. Left plantar flexion 5/5.'],
  ])('%s is unread, and said where the card rests on it', async (_what, text) => {
    const answer = await on.cauda.view(examined(berit, text));
    expect(cardIds(answer)).toEqual([agreement]);
    expect(notChecked(answer)).toEqual({ [differs]: ['examination'] });
  });

  test('a label and a value that name different sides', async () => {
    const p = examined(berit, 'absent on the left', { code: { text: 'Right ankle jerk' } });
    expect(notChecked(await on.cauda.view(p))).toEqual({ [differs]: ['examination'] });
  });

  test('a plexus disease among the conditions', async () => {
    const p = withResource(berit, condition(ICD10CM, 'G54.1'));
    expect(cardIds(await on.cauda.view(p))).toEqual([agreement]);
  });

  test('an examination that could not be had is said where the card rests on it', async () => {
    const p = without(berit, 'Observation');
    const answer = await on.cauda.view(p, { prefetch: { examinations: undefined } });
    expect(cardIds(answer)).toEqual([agreement]);
    expect(notChecked(answer)).toEqual({ [differs]: ['examinations'] });
  });
});

describe('An ordinary examination beside an enhancing root', () => {
  test.each(examinations)('%s: %s', async (name, text) => {
    const p = examined(berit, text, { code: { text: name } });
    expect(cardIds(await on.cauda.view(p))).toEqual([agreement]);
  });
});

describe('Reports', () => {
  test('an electromyogram is no MRI report, whatever its text says', async () => {
    const p = withMembers(ingeborg, 'DiagnosticReport', 'emg', {
      code: { text: 'EMG/NCS legs (see MRI lumbar spine with contrast)' },
      conclusion: 'MRI lumbar spine with contrast: the left L5 nerve root enhances. Normal study.',
    });
    expect(cardIds(await on.cauda.view(p))).toEqual([]);
  });

  test.each([
    ['denied', 'No electrodiagnostic evidence of a left S1 radiculopathy.'],
    ['in doubt', 'Findings suggestive of a left S1 radiculopathy.'],
    ['chronic', 'Chronic left S1 radiculopathy.'],
    ['two roots', 'Active left L5-S1 radiculopathy.'],
    ['both sides', 'Active bilateral S1 radiculopathies.'],
    ['beside the spine only', 'Fibrillations in the left S1 paraspinal muscles, S1 radiculopathy.'],
  ])('%s: silent', async (_what, conclusion) => {
    const p = withMembers(ingeborg, 'DiagnosticReport', 'emg', { conclusion });
    expect(cardIds(await on.cauda.view(p))).toEqual([]);
  });

  test('a note is read below the heading of its examination', async () => {
    const note = {
      resourceType: 'DiagnosticReport',
      id: 'berit-note',
      status: 'final',
      code: { coding: [{ system: 'http://loinc.org', code: '11506-3' }] },
      effectiveDateTime: '2026-10-12',
      conclusion:
        'History: numb right foot since May.\nExamination: Left plantar flexion 4/5, left ankle jerk absent, right present.\nPlan: MRI.',
    };
    const p = withResource(
      withMembers(berit, 'Observation', 'examination', { status: 'entered-in-error' }),
      note,
    );
    expect(cardIds(await on.cauda.view(p))).toEqual([differs]);
  });
});
