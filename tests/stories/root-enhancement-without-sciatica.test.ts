import { describe, expect, test } from '@jest/globals';
import { cardWords } from '../support/card-words.ts';
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

const id = 'root-enhancement-without-sciatica';
const agreement = 'root-enhancement-after-six-months';
/** Kofi: L5-S1 discectomy in 2019, sciatica over, back pain now; the right S1 root enhances. */
const kofi = patient('kofi-back-pain-only');
const on = stage([kofi]);

const positive = 'There is enhancement of the right S1 nerve root.';
const told = (findings: string, history?: string) =>
  withReport(kofi, 'kofi-mri-2026-11', contrastStudy(findings, history));
const report = (more: object) => withReportMembers(kofi, 'kofi-mri-2026-11', more);
const legPain = (more: object) => withMembers(kofi, 'Condition', 'sciatica', more);
const backPain = (more: object) => withMembers(kofi, 'Condition', 'back-pain', more);
const operated = (more: object) => withMembers(kofi, 'Procedure', 'discectomy', more);
const also = (...resources: readonly object[]) =>
  withResource(kofi, ...resources.map((resource, i) => ({ id: `also-${i}`, ...resource })));
const status = (code: string) => ({ coding: [{ code }] });
const cpt = (code: string, text?: string) => ({ coding: [{ system: CPT, code }], text });
const order = (more: object) =>
  also({
    resourceType: 'ServiceRequest',
    status: 'active',
    intent: 'order',
    code: cpt('72158'),
    ...more,
  });

describe('A chart is opened: late root enhancement, back pain, no leg pain', () => {
  test.each(['prefetch', 'fhir'] as const)('Kofi (%s)', async (via) => {
    const options = via === 'fhir' ? { fhirServer: on.fhir.url } : {};
    const { cards } = await on.cauda.view(kofi, options);
    expect(cards).toMatchObject([
      {
        indicator: 'info',
        summary: expect.stringMatching(cardWords(id).summary('standard')),
        source: { topic: { code: id } },
        extension: { 'cauda.about': ['DiagnosticReport/kofi-mri-2026-11'] },
      },
    ]);
    const { detail } = cards[0];
    expect(detail).toContain('Active: Low back pain, no leg symptoms');
    expect(detail).toMatch(/over: Sciatica, right/);
    expect(detail).toMatch(/pooled from three small series, 0 of 59 \(0–6%\)/);
  });

  test.each([
    [
      'refuted leg pain',
      legPain({
        clinicalStatus: undefined,
        abatementDateTime: undefined,
        verificationStatus: status('refuted'),
      }),
    ],
    ['leg pain over by an abatement alone', legPain({ clinicalStatus: undefined })],
    ['over the day before the scan', legPain({ abatementDateTime: '2026-11-05' })],
    ['over in a year before', legPain({ abatementDateTime: '2025' })],
    ['inactive', legPain({ clinicalStatus: status('inactive') })],
    [
      'other codes',
      withMembers(
        backPain({ code: { coding: [{ system: ICD10CM, code: 'M54.50' }] } }),
        'Condition',
        'sciatica',
        { code: { coding: [{ system: ICD10CM, code: 'M54.31' }] } },
      ),
    ],
    [
      'leg pain denied in words',
      backPain({
        code: {
          coding: [{ system: SNOMED, code: '279039007' }],
          text: 'Low back pain, no leg pain',
        },
      }),
    ],
    [
      'spondylolisthesis with stenosis',
      also(condition(ICD10CM, 'M43.16'), condition(ICD10CM, 'M48.061')),
    ],
    ['six months before the scan, to the day', operated({ performedDateTime: '2026-05-06' })],
  ])('%s: speaks', async (_what, p) => {
    expect(cardIds(await on.cauda.view(p))).toEqual([id]);
  });
});

describe('Silent', () => {
  test.each([
    [
      'leg pain active',
      legPain({ clinicalStatus: status('active'), abatementDateTime: undefined }),
      [agreement],
    ],
    ['another leg pain active', also(condition(SNOMED, '128196005')), [agreement]],
  ])('%s: the figures apply', async (_what, p, expected) => {
    expect(cardIds(await on.cauda.view(p))).toEqual(expected);
  });

  test.each([
    ['leg pain is not spoken of', without(kofi, (r) => r.id === 'kofi-sciatica-right')],
    ['leg pain entered in error', legPain({ verificationStatus: status('entered-in-error') })],
    ['leg pain over after the scan', legPain({ abatementDateTime: '2026-11-10' })],
    ['leg pain over on the day of the scan', legPain({ abatementDateTime: '2026-11-06' })],
    ['leg pain of somebody else', legPain({ subject: { reference: 'Patient/other' } })],
    ['no back pain', without(kofi, (r) => r.id === 'kofi-low-back-pain')],
    ['back pain in words only', backPain({ code: { text: 'Low back pain' } })],
    ['back pain resolved', backPain({ clinicalStatus: status('resolved') })],
    ['back pain refuted', backPain({ verificationStatus: status('refuted') })],
    [
      'leg pain in words of a condition',
      also({ resourceType: 'Condition', code: { text: 'Right leg pain' } }),
    ],
    ['leg pain in the history of the report', told(positive, 'Right leg pain since June.')],
    ['leg pain as the reason of an order', order({ reasonCode: [{ text: 'Right sciatica' }] })],
    [
      'leg pain coded in an order',
      order({ reasonCode: [{ coding: [{ system: ICD10CM, code: 'M54.16' }] }] }),
    ],
    ['hedged', told('Possible enhancement of the right S1 nerve root.')],
    ['denied', told('No root enhancement.')],
    ['several roots', told('Diffuse enhancement of the cauda equina.')],
    ['a root off the operated level', told('The right L3 nerve root enhances.')],
    ['infection in the report', told(`${positive} Discitis at L5-S1.`)],
    ['a mass in the report', told(`${positive} Enhancing intradural mass.`)],
    ['arachnoiditis', also(condition(SNOMED, '8217007'))],
    ['spinal infection', also(condition(ICD10CM, 'M46.46'))],
    ['fever', also(condition(SNOMED, '386661006'))],
    ['cancer', also(condition(ICD10CM, 'C61'))],
    ['a new foot drop', also(condition(SNOMED, '6077001', { recordedDate: '2026-11-10' }))],
    ['a cauda equina sign', also(condition(SNOMED, '449813001', { recordedDate: '2026-11-10' }))],
    ['under 17', withMembers(kofi, 'Patient', 'kofi', { birthDate: '2010-03-01' })],
    ['one day less than six months', operated({ performedDateTime: '2026-05-07' })],
    ['read from words', operated({ code: { text: 'Lumbar discectomy L5-S1 right' } })],
    ['decompression', operated({ code: cpt('63047') })],
    ['not done', operated({ status: 'not-done' })],
    ['never operated', without(kofi, 'Procedure')],
    ['preliminary', report({ status: 'preliminary' })],
    ['31 days old', report({ effectiveDateTime: '2026-10-20' })],
    ['without contrast', report({ code: cpt('72148') })],
  ])('%s', async (_what, p) => {
    expect(cardIds(await on.cauda.view(p))).not.toContain(id);
  });

  test.each([
    ['an order with another reason', order({ reasonCode: [{ text: 'Low back pain' }] })],
    [
      'an order that is over',
      order({ status: 'completed', reasonCode: [{ text: 'Right sciatica' }] }),
    ],
  ])('%s does not silence', async (_what, p) => {
    expect(cardIds(await on.cauda.view(p))).toEqual([id]);
  });
});

describe('Undecided', () => {
  test.each([
    [
      'the end of the leg pain is not dated',
      legPain({ abatementDateTime: undefined }),
      'end of the leg pain',
    ],
    [
      'it ended in the month of the scan',
      legPain({ abatementDateTime: '2026-11' }),
      'end of the leg pain',
    ],
    ['a year that straddles', operated({ performedDateTime: '2026' }), 'date of surgery'],
    ['no date of the scan', report({ effectiveDateTime: undefined }), 'date of the scan'],
  ])('%s', async (_what, p, missing) => {
    const answer = await on.cauda.view(p);
    expect(cardIds(answer)).toEqual([]);
    expect(notChecked(answer)[id]).toEqual(expect.arrayContaining([missing]));
  });

  test.each(['procedures', 'conditions', 'patient', 'observations'] as const)('%s', async (key) => {
    const keys = ['patient', 'conditions', 'procedures', 'observations', 'reports'] as const;
    const answer = await on.cauda.view(kofi, { keys: keys.filter((k) => k !== key) });
    expect(cardIds(answer)).toEqual([]);
    expect(notChecked(answer)[id]).toEqual(expect.arrayContaining([key]));
  });
});

test('hostile words of the chart are escaped', async () => {
  const p = backPain({
    code: {
      coding: [{ system: SNOMED, code: '279039007' }],
      text: 'Back <b>pain</b> [x](http://evil) ![y](z)\u202e',
    },
  });
  const { cards } = await on.cauda.view(p);
  expect(cards[0].source.topic.code).toBe(id);
  expect(cards[0].detail).not.toMatch(/(?<!\\)<|(?<!\\)\]\(|\u202e/);
});
