import { describe, expect, test } from '@jest/globals';
import {
  condition,
  CPT,
  ICD10CM,
  patient,
  SNOMED,
  withResource,
  without,
} from '../support/patients.ts';
import { contrastStudy, withMembers, withReport, withReportMembers } from '../support/reports.ts';
import { cardIds, notChecked, stage } from '../support/story.ts';

const id = 'enhancing-root-differs-from-painful-root';
const agreement = 'root-enhancement-after-six-months';
/** Dagny: L4-5 discectomy on the left in 2023; left L5 enhances, left S1 is recorded as painful. */
const dagny = patient('dagny-other-root-painful');
const on = stage([dagny]);

const told = (findings: string, history?: string) =>
  withReport(dagny, 'dagny-mri-2026-11', contrastStudy(findings, history));
const pain = (more: object) => withMembers(dagny, 'Condition', 'radiculopathy', more);
const painText = (text: string, more: object = {}) =>
  pain({ code: { coding: [{ system: ICD10CM, code: 'M54.17' }], text }, ...more });
const operated = (more: object) => withMembers(dagny, 'Procedure', 'discectomy', more);
const also = (...resources: readonly object[]) =>
  withResource(dagny, ...resources.map((resource, i) => ({ id: `also-${i}`, ...resource })));
const cpt = (code: string, text?: string) => ({ coding: [{ system: CPT, code }], text });

describe('The report and the chart name different roots', () => {
  test.each(['prefetch', 'fhir'] as const)('Dagny (%s)', async (via) => {
    const options = via === 'fhir' ? { fhirServer: on.fhir.url } : {};
    const { cards } = await on.cauda.view(dagny, options);
    expect(cards).toMatchObject([
      {
        indicator: 'info',
        summary: expect.stringMatching(/left L5.*left S1/),
        source: { topic: { code: id } },
        overrideReasons: [
          { code: 'numbering-variant' },
          { code: 'multiple-roots-involved' },
          { code: 'recorded-side-wrong' },
          { code: 'already-considered' },
          { code: 'unsafe-or-wrong-data' },
        ],
        extension: { 'cauda.about': ['DiagnosticReport/dagny-mri-2026-11'] },
      },
    ]);
    const { detail } = cards[0];
    expect(detail).toContain('“The left L5 nerve root enhances”');
    expect(detail).toContain('Left S1 radiculopathy (problem list)');
    expect(detail).toContain('15 of 92 (10–25%)');
  });

  test.each([
    ['the other side', painText('Right L5 radiculopathy')],
    ['a body site', painText('Radiculopathy', { bodySite: [{ text: 'S1 nerve root, left' }] })],
    [
      'SNOMED CT, and a disc level beside the root',
      pain({
        code: {
          coding: [{ system: SNOMED, code: '202735001' }],
          text: 'L2-3 disc prolapse with left L3 radiculopathy',
        },
      }),
    ],
    ['a second complaint without root and side', also(condition(SNOMED, '23056005'))],
    [
      'a whole-spine study',
      withReportMembers(dagny, 'dagny-mri-2026-11', {
        code: { text: 'MRI whole spine with contrast' },
      }),
    ],
  ])('%s: speaks, and speaks alone', async (_what, p) => {
    expect(cardIds(await on.cauda.view(p))).toEqual([id]);
  });
});

describe('Both roots of the operated disc are allowed', () => {
  test.each([
    ['the same root', painText('Left L5 radiculopathy'), [agreement]],
    ['the exiting root', painText('Left L4 radiculopathy'), [agreement]],
    [
      'two levels operated',
      withMembers(dagny, 'Procedure', 'discectomy', {
        bodySite: [{ text: 'L4-L5 and L5-S1, left' }],
      }),
      [agreement],
    ],
    [
      'two roots, one may be the painful one',
      told('The left L4 and L5 nerve roots enhance.'),
      [id],
    ],
  ])('%s: %j', async (_what, p, expected) => {
    expect(cardIds(await on.cauda.view(p))).toEqual(expected);
  });
});

describe('Silent', () => {
  test.each([
    ['no side of the pain', painText('S1 radiculopathy')],
    ['no root of the pain', painText('Radiculopathy, left')],
    ['a disc level is no root', painText('Left L5/S1 radiculopathy')],
    ['two painful roots', painText('Left L5 and S1 radiculopathy')],
    ['both sides', painText('Bilateral S1 radiculopathy')],
    ['suspected only', painText('Left S1 radiculopathy?')],
    [
      'provisional',
      painText('Left S1 radiculopathy', {
        verificationStatus: { coding: [{ code: 'provisional' }] },
      }),
    ],
    [
      'differential',
      painText('Left S1 radiculopathy', {
        verificationStatus: { coding: [{ code: 'differential' }] },
      }),
    ],
    ['a history of it', painText('History of left S1 radiculopathy')],
    [
      'two conditions, two roots',
      also(
        condition(ICD10CM, 'M54.16', {
          code: { coding: [{ system: ICD10CM, code: 'M54.16' }], text: 'Left L5 radiculopathy' },
        }),
      ),
    ],
    [
      'another complaint on the other side',
      also(
        condition(SNOMED, '23056005', {
          code: { coding: [{ system: SNOMED, code: '23056005' }], text: 'Sciatica, right' },
        }),
      ),
    ],
    ['pain without a code', pain({ code: { text: 'Left S1 radiculopathy' } })],
    ['pain resolved', pain({ clinicalStatus: { coding: [{ code: 'resolved' }] } })],
    ['pain refuted', pain({ verificationStatus: { coding: [{ code: 'refuted' }] } })],
    [
      'pain entered in error',
      pain({ verificationStatus: { coding: [{ code: 'entered-in-error' }] } }),
    ],
    ['pain begun after the scan', pain({ onsetDateTime: '2026-11-10' })],
    ['pain of somebody else', pain({ subject: { reference: 'Patient/other' } })],
    ['no side in the report', told('The L5 nerve root enhances.')],
    ['no root in the report', told('Left nerve root enhancement at L4-5.')],
    ['both sides in the report', told('Both L5 nerve roots enhance.')],
    ['hedged in the report', told('Possible enhancement of the left L5 nerve root.')],
    ['a root off the operated level', told('The left L3 nerve root enhances.')],
    [
      'a transitional vertebra',
      told('Transitional lumbosacral vertebra. The left L5 nerve root enhances.'),
    ],
    ['a sacralised L5', told('Sacralised L5. The left L5 nerve root enhances.')],
    ['arachnoiditis', also(condition(SNOMED, '8217007'))],
    ['spinal infection', also(condition(ICD10CM, 'M46.46'))],
    ['a new foot drop', also(condition(SNOMED, '6077001', { recordedDate: '2026-11-12' }))],
    ['active cancer', also(condition(ICD10CM, 'C61'))],
    ['under 17', withMembers(dagny, 'Patient', 'dagny', { birthDate: '2010-03-01' })],
    ['operation not done', operated({ status: 'not-done' })],
    ['decompression', operated({ code: cpt('63047') })],
    ['read from words', operated({ code: { text: 'Microdiscectomy L4-L5 left' } })],
    ['no operation', without(dagny, 'Procedure')],
    ['preliminary', withReportMembers(dagny, 'dagny-mri-2026-11', { status: 'preliminary' })],
    [
      '31 days old',
      withReportMembers(dagny, 'dagny-mri-2026-11', { effectiveDateTime: '2026-10-20' }),
    ],
  ])('%s', async (_what, p) => {
    expect(cardIds(await on.cauda.view(p))).not.toContain(id);
  });

  test.each([
    ['six months before the scan, to the day', '2026-05-09', [id]],
    ['one day less', '2026-05-10', ['root-enhancement-under-six-months']],
    ['the month, before', '2026-04', [id]],
  ])('%s', async (_what, performedDateTime, expected) => {
    expect(cardIds(await on.cauda.view(operated({ performedDateTime })))).toEqual(expected);
  });

  test.each([
    ['a year that straddles', operated({ performedDateTime: '2026' }), 'date of surgery'],
    [
      'no operated level anywhere',
      withReport(
        withMembers(painText('Left L2 radiculopathy'), 'Procedure', 'discectomy', {
          bodySite: undefined,
          code: cpt('63030'),
        }),
        'dagny-mri-2026-11',
        contrastStudy('The left L5 nerve root enhances.'),
      ),
      'operated level',
    ],
  ])('%s: undecided', async (_what, p, missing) => {
    const answer = await on.cauda.view(p);
    expect({ cards: cardIds(answer), missing: notChecked(answer)[id] }).toEqual({
      cards: [],
      missing: expect.arrayContaining([missing]),
    });
  });

  test.each(['procedures', 'conditions', 'patient', 'observations'] as const)(
    '%s missing: undecided',
    async (key) => {
      const keys = ['patient', 'conditions', 'procedures', 'observations', 'reports'] as const;
      const answer = await on.cauda.view(dagny, { keys: keys.filter((k) => k !== key) });
      expect(cardIds(answer)).toEqual([]);
      expect(notChecked(answer)[id]).toEqual(expect.arrayContaining([key]));
    },
  );
});

test('hostile words of the chart are escaped', async () => {
  const { cards } = await on.cauda.view(painText('Left S1 [x](http://evil) <img src=x>\u202e'));
  expect(cards[0].source.topic.code).toBe(id);
  expect(cards[0].detail).not.toMatch(/(?<!\\)<|(?<!\\)\]\(|\u202e/);
});
