import { describe, expect, test } from '@jest/globals';
import {
  changed,
  condition,
  conditionClinical,
  CPT,
  ICD10CM,
  LOINC,
  patient,
  SNOMED,
  withResource,
} from '../support/patients.ts';
import { contrastStudy, withMembers, withReport, withReportMembers } from '../support/reports.ts';
import { cardIds, notChecked, stage } from '../support/story.ts';

const id = 'root-enhancement-without-surgery';
/** Esther: no operation on the spine; linear enhancement of the left L5 root. */
const esther = patient('esther-unoperated-root');
const on = stage([esther]);

const positive = 'Linear enhancement of the left L5 nerve root.';
const told = (findings: string, history?: string) =>
  withReport(esther, 'esther-mri-2026-11', contrastStudy(findings, history));
const report = (more: object) => withReportMembers(esther, 'esther-mri-2026-11', more);
const also = (...resources: readonly object[]) =>
  withResource(esther, ...resources.map((resource, i) => ({ id: `also-${i}`, ...resource })));
const procedure = (code: object, more: object = {}) =>
  also({
    resourceType: 'Procedure',
    status: 'completed',
    code,
    performedDateTime: '2015-03-02',
    ...more,
  });
const words = (text: string, more: object = {}) =>
  also({ resourceType: 'Condition', code: { text }, ...more });
const cpt = (code: string, text?: string) => ({ coding: [{ system: CPT, code }], text });

describe('A chart is opened with one enhancing root in an unoperated spine', () => {
  test.each(['prefetch', 'fhir'] as const)('Esther (%s)', async (via) => {
    const options = via === 'fhir' ? { fhirServer: on.fhir.url } : {};
    const { cards } = await on.cauda.view(esther, options);
    expect(cards).toMatchObject([
      {
        indicator: 'info',
        summary: expect.stringMatching(/left L5/),
        source: { label: 'Lane et al., AJNR 1994', topic: { code: id } },
        extension: { 'cauda.about': ['DiagnosticReport/esther-mri-2026-11'] },
      },
    ]);
    expect(cards[0].detail).toMatch(/inear enhancement of the left L5 nerve/);
    expect(cards[0].detail).toContain('8 of 17 (26–69%)');
    expect(cards[0]).not.toHaveProperty('suggestions');
  });

  test.each([
    ['coded otherwise', report({ code: { coding: [{ system: LOINC, code: '24967-2' }] } })],
    ['whole spine', report({ code: { text: 'MRI whole spine with and without contrast' } })],
    ['no side', told('Enhancement of the L5 nerve root.')],
    ['surgery denied', told(positive, 'Left leg pain. No prior surgery.')],
    ['an operation elsewhere', procedure({ text: 'Total hip replacement, left' })],
    ['an operation that was not done', procedure(cpt('63030'), { status: 'not-done' })],
    ['an operation entered in error', procedure(cpt('63030'), { status: 'entered-in-error' })],
    [
      'an operation in preparation',
      procedure({ text: 'L4/5 microdiscectomy' }, { status: 'preparation' }),
    ],
    ['an old injection', procedure(cpt('64483'))],
    [
      'no leg pain recorded',
      changed(esther, 'Condition', () => ({
        clinicalStatus: { coding: [{ system: conditionClinical, code: 'resolved' }] },
      })),
    ],
  ])('%s: speaks', async (_what, p) => {
    expect(cardIds(await on.cauda.view(p))).toEqual([id]);
  });
});

describe('Any trace of surgery silences', () => {
  test.each([
    ['discectomy, coded', procedure(cpt('63030'))],
    ['discectomy, in words', procedure({ text: 'L4/5 microdiscectomy' })],
    ['decompression', procedure(cpt('63047'))],
    ['fusion', procedure(cpt('22630'))],
    ['vertebral augmentation', procedure({ text: 'Percutaneous vertebral augmentation' })],
    ['disc arthroplasty', procedure({ text: 'Total disc arthroplasty' })],
    ['without a date', procedure(cpt('63030'), { performedDateTime: undefined })],
    ['a status that is not said', procedure(cpt('63030'), { status: 'unknown' })],
    ['a cervical operation', procedure({ text: 'Anterior cervical discectomy C5-C6' })],
    ['back surgery in words', procedure({ text: 'Back surgery, elsewhere' })],
    ['a spinal cord stimulator', procedure({ text: 'Spinal cord stimulator implant' })],
    ['arthrodesis status', also(condition(ICD10CM, 'Z98.1'))],
    ['another postprocedural state', also(condition(ICD10CM, 'Z98.890'))],
    ['history of surgery', also(condition(SNOMED, '161615003'))],
    ['postlaminectomy syndrome', also(condition(ICD10CM, 'M96.1'))],
    [
      'postlaminectomy syndrome, resolved',
      also(condition(SNOMED, '202725007', { clinicalStatus: { coding: [{ code: 'resolved' }] } })),
    ],
    ['failed back surgery in words', words('Failed back surgery syndrome')],
    ['history of lumbar fusion in words', words('History of lumbar fusion 2009')],
    ['postoperative wording in the report', told(`${positive} Left laminotomy defect at L4-L5.`)],
    ['surgery in the history of the report', told(positive, 'Previous L4-L5 discectomy.')],
    ['scar in the report', told(`${positive} Epidural scar.`)],
    ['recurrent herniation in the report', told(`${positive} Recurrent disc herniation at L4-L5.`)],
  ])('%s', async (_what, p) => {
    expect(cardIds(await on.cauda.view(p))).toEqual([]);
  });
});

describe('What the report says silences', () => {
  test.each([
    ['two roots', told('Enhancement of the left L5 and S1 nerve roots.')],
    ['both sides', told('Both L5 nerve roots enhance.')],
    ['cauda equina', told('Enhancement of the cauda equina.')],
    ['nodular', told('Nodular enhancement of the left L5 nerve root.')],
    ['roots of a side that is left open', told('L5 nerve roots enhance.')],
    ['known from before', told(`${positive} Unchanged since 2024.`)],
    ['no root by name', told('There is nerve root enhancement.')],
    ['hedged', told('Questionable enhancement of the left L5 nerve root.')],
    ['denied', told('No enhancement of the left L5 nerve root.')],
    ['a mass', told(`${positive} Enhancing intradural mass.`)],
    ['leptomeningeal', told(`${positive} Leptomeningeal enhancement.`)],
    ['infection', told(`${positive} Discitis at L4-L5.`)],
    [
      'explained as a vein',
      told('Linear enhancement of the left L5 nerve root, likely a radicular vein.'),
    ],
    ['explained as radiculitis', told(`${positive} This is in keeping with radiculitis.`)],
    [
      'a differential',
      told(`${positive} The differential for the root enhancement includes a vein.`),
    ],
    [
      'a herniation that presses on it',
      told(`${positive} L4-L5 extrusion compressing the left L5 nerve root.`),
    ],
    ['the root is displaced', told(`${positive} The left L5 nerve root is displaced.`)],
    ['known cancer', told(positive, 'Known lung cancer.')],
    [
      'without contrast',
      withReport(
        esther,
        'esther-mri-2026-11',
        `Technique: without contrast.\nFindings: ${positive}`,
      ),
    ],
    ['cervical study', report({ code: cpt('72156') })],
    ['CT', report({ code: { text: 'CT lumbar spine with contrast' } })],
    ['preliminary', report({ status: 'preliminary' })],
    ['31 days old', report({ effectiveDateTime: '2026-10-20' })],
    ['of somebody else', report({ subject: { reference: 'Patient/other' } })],
  ])('%s', async (_what, p) => {
    expect(cardIds(await on.cauda.view(p))).not.toContain(id);
  });

  test('30 days old speaks', async () => {
    expect(cardIds(await on.cauda.view(report({ effectiveDateTime: '2026-10-21' })))).toEqual([id]);
  });
});

describe('What the chart says silences', () => {
  const temperature = (value: number, effectiveDateTime: string) =>
    also({
      resourceType: 'Observation',
      status: 'final',
      code: { coding: [{ system: LOINC, code: '8310-5' }] },
      valueQuantity: { value, code: 'Cel' },
      effectiveDateTime,
    });
  test.each([
    ['active cancer', also(condition(ICD10CM, 'C34.90'))],
    ['a history of cancer', also(condition(SNOMED, '266987004'))],
    ['cancer in words', words('Carcinoma of the breast')],
    ['fever, coded', also(condition(SNOMED, '386661006'))],
    ['fever, measured', temperature(38, '2026-11-10T08:00:00Z')],
    ['weakness, 28 days', also(condition(SNOMED, '26544005', { recordedDate: '2026-10-23' }))],
    ['a cauda equina sign', also(condition(ICD10CM, 'G83.4', { recordedDate: '2026-11-18' }))],
    ['spinal infection', also(condition(ICD10CM, 'M46.46'))],
    ['HIV', also(condition(ICD10CM, 'B20'))],
    ['shingles', words('Herpes zoster, left leg')],
    ['sarcoidosis', also(condition(ICD10CM, 'D86.0'))],
    ['neurofibromatosis', also(condition(ICD10CM, 'Q85.01'))],
    ['CIDP', words('CIDP')],
    ['an injection three weeks ago', procedure(cpt('64483'), { performedDateTime: '2026-10-30' })],
    [
      'an injection in words, three weeks ago',
      procedure(
        { text: 'L5 transforaminal epidural steroid injection' },
        { performedDateTime: '2026-10-30' },
      ),
    ],
    ['a lumbar puncture last week', procedure(cpt('62270'), { performedDateTime: '2026-11-12' })],
    [
      'spinal anaesthesia three weeks ago',
      procedure(
        { coding: [{ system: SNOMED, code: '231249005' }] },
        { performedDateTime: '2026-10-30' },
      ),
    ],
    ['under 17', withMembers(esther, 'Patient', 'esther', { birthDate: '2010-03-01' })],
  ])('%s', async (_what, p) => {
    expect(cardIds(await on.cauda.view(p))).toEqual([]);
  });

  test.each([
    ['a temperature below', temperature(37.9, '2026-11-10T08:00:00Z')],
    ['a fever three weeks ago', temperature(39, '2026-10-29T08:00:00Z')],
    [
      'weakness 29 days ago',
      also(
        condition(SNOMED, '26544005', { recordedDate: '2026-10-22', onsetDateTime: '2026-10-22' }),
      ),
    ],
    ['an injection 31 days ago', procedure(cpt('64483'), { performedDateTime: '2026-10-20' })],
    [
      'cancer refuted',
      also(condition(ICD10CM, 'C34.90', { verificationStatus: { coding: [{ code: 'refuted' }] } })),
    ],
    ['a family history', words('Family history of lung cancer')],
  ])('%s does not', async (_what, p) => {
    expect(cardIds(await on.cauda.view(p))).toEqual([id]);
  });
});

describe('What could not be had', () => {
  test.each(['procedures', 'conditions', 'patient', 'observations'] as const)(
    '%s: undecided, never "no surgery"',
    async (key) => {
      const keys = ['patient', 'conditions', 'procedures', 'observations', 'reports'] as const;
      const answer = await on.cauda.view(esther, { keys: keys.filter((k) => k !== key) });
      expect(cardIds(answer)).toEqual([]);
      expect(notChecked(answer)[id]).toEqual(expect.arrayContaining([key]));
    },
  );

  test('no procedure is recorded: it was looked for', async () => {
    const p = {
      ...esther,
      resources: esther.resources.filter((r) => r.resourceType !== 'Procedure'),
    };
    expect(cardIds(await on.cauda.view(p))).toEqual([id]);
  });
});

test('hostile words of the report are escaped', async () => {
  const { cards } = await on.cauda.view(
    told(
      'Linear enhancement of the left L5 nerve root <script>alert(1)</script> [x](http://evil).',
    ),
  );
  for (const { detail } of cards) expect(detail).not.toMatch(/(?<!\\)<|(?<!\\)\]\(/);
});
