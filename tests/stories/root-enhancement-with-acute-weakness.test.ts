import { describe, expect, test } from '@jest/globals';
import { cardWords } from '../support/card-words.ts';
import {
  condition,
  conditionClinical,
  conditionVerification,
  CPT,
  ICD10CM,
  patient,
  SNOMED,
  withResource,
  without,
} from '../support/patients.ts';
import { contrastStudy, withMembers, withReport, withReportMembers } from '../support/reports.ts';
import { cardIds, notChecked, stage } from '../support/story.ts';

const id = 'root-enhancement-with-acute-weakness';
/** Emil: legs weak since 15 November; his cauda equina enhances on the MRI of the 18th. */
const emil = patient('emil-new-leg-weakness');
const on = stage([emil]);

const mri = 'emil-mri-2026-11';
const report = (more: object) => withReportMembers(emil, mri, more);
const told = (text: string) => withReport(emil, mri, contrastStudy(text));
const weak = (more: object) => withMembers(emil, 'Condition', 'leg-weakness', more);
const cards = async (p: typeof emil) => cardIds(await on.cauda.view(p));

describe('Several roots enhance and the legs have become weak', () => {
  test.each(['prefetch', 'fhir'] as const)('Emil (%s)', async (via) => {
    const options = via === 'fhir' ? { fhirServer: on.fhir.url } : {};
    const answer = await on.cauda.view(emil, options);
    expect(answer.cards).toMatchObject([
      {
        indicator: 'warning',
        summary: expect.stringMatching(cardWords(id).summary('standard')),
        detail: expect.stringMatching(
          /18 November 2026: “The nerve roots of the cauda equina enhance.*Weakness of both legs/s,
        ),
        extension: { 'cauda.about': ['DiagnosticReport/emil-mri-2026-11'] },
      },
    ]);
    expect(answer.cards).toHaveLength(1);
    expect(notChecked(answer)).toEqual({});
  });

  test.each([
    ['The L3, L4, L5 and S1 nerve roots enhance bilaterally.', [id]],
    ['There is diffuse enhancement of the cauda equina.', [id]],
    ['There is no enhancement of the cauda equina nerve roots.', []],
    ['Possible enhancement of the cauda equina nerve roots.', []],
    ['Enhancement of the cauda equina cannot be excluded.', []],
    ['There is enhancement of the left L5 nerve root.', []],
    ['The left L4, L5 and S1 nerve roots enhance.', []],
    ['The cauda equina is unremarkable.', []],
    ['The cauda equina nerve roots are thickened.', []],
    ['Severe canal stenosis at L4-L5. The cauda equina nerve roots enhance diffusely.', []],
    [
      'A large extrusion compresses the cauda equina. The cauda equina nerve roots enhance diffusely.',
      [],
    ],
    ['No compression of the cauda equina. The cauda equina nerve roots enhance diffusely.', [id]],
    ['Unchanged diffuse enhancement of the cauda equina nerve roots.', []],
    ['Diffuse enhancement of the cauda equina nerve roots, decreased since the prior study.', []],
    ['Diffuse enhancement of the cauda equina. Epidural abscess at L3-L4.', []],
    ['Enhancement and clumping of the cauda equina roots, in keeping with arachnoiditis.', []],
    ['The L5 and S1 nerve roots enhance bilaterally, related to foraminal stenosis.', []],
    ['Enhancement of the cervical nerve roots C5 to C8.', []],
  ])('"%s": %j', async (text, expected) => {
    const shown = await cards(told(text));
    expect(shown.filter((card) => card === id)).toEqual(expected);
  });

  test('nodules are another pattern', async () => {
    expect(await cards(told('Nodular enhancement of the cauda equina nerve roots.'))).not.toContain(
      id,
    );
  });

  test.each([
    ['in the history only', 'History: Diffuse cauda equina enhancement.\nFindings: Normal.'],
    [
      'of an earlier study only',
      'Technique: with gadobutrol.\nComparison: Diffuse cauda equina enhancement in May.\nFindings: Normal.',
    ],
    [
      'without contrast',
      'Technique: Without contrast.\nFindings: Diffuse cauda equina enhancement.',
    ],
  ])('%s: silent', async (_what, text) => {
    expect(await cards(withReport(emil, mri, text))).toEqual([]);
  });
});

describe('The weakness', () => {
  test.each([
    ['foot drop', weak({ code: { coding: [{ system: SNOMED, code: '6077001' }] } }), [id]],
    ['ICD-10-CM M21.371', weak({ code: { coding: [{ system: ICD10CM, code: 'M21.371' }] } }), [id]],
    ['begun 28 days ago', weak({ onsetDateTime: '2026-10-23' }), [id]],
    ['begun 29 days ago', weak({ onsetDateTime: '2026-10-22' }), []],
    ['begun long ago, entered now', weak({ onsetDateTime: '2018-03' }), []],
    ['entered now, beginning not said', weak({ onsetDateTime: undefined }), [id]],
    [
      'resolved',
      weak({ clinicalStatus: { coding: [{ system: conditionClinical, code: 'resolved' }] } }),
      [],
    ],
    [
      'refuted',
      weak({
        verificationStatus: { coding: [{ system: conditionVerification, code: 'refuted' }] },
      }),
      [],
    ],
    [
      'entered in error',
      weak({
        verificationStatus: {
          coding: [{ system: conditionVerification, code: 'entered-in-error' }],
        },
      }),
      [],
    ],
    ['in words only', weak({ code: { text: 'Weakness of both legs' } }), []],
    [
      'of the arm',
      weak({ code: { coding: [{ system: SNOMED, code: '713514005' }], text: 'Weak right arm' } }),
      [],
    ],
    ['of somebody else', weak({ subject: { reference: 'Patient/other' } }), []],
    ['none', without(emil, (r) => r.id === 'emil-leg-weakness'), []],
  ])('%s', async (_what, p, expected) => {
    const shown = await cards(p);
    expect(shown.filter((card) => card === id)).toEqual(expected);
  });

  test.each([
    ['in the month', { onsetDateTime: '2026-10' }],
    ['in the year', { onsetDateTime: '2026' }],
    ['undated', { onsetDateTime: undefined, recordedDate: undefined }],
    ['in words', { onsetDateTime: undefined, onsetString: 'a while ago' }],
  ])('begun %s: undecided', async (_what, more) => {
    const answer = await on.cauda.view(weak(more));
    expect(cardIds(answer)).toEqual([]);
    expect(notChecked(answer)[id]).toEqual(['date of a new deficit']);
  });
});

describe('What silences', () => {
  const order = (text: string, more: object = {}) =>
    withResource(emil, {
      resourceType: 'ServiceRequest',
      status: 'active',
      intent: 'order',
      authoredOn: '2026-11-19',
      code: { text },
      ...more,
    });
  test.each([
    ['GBS coded', withResource(emil, condition(ICD10CM, 'G61.0')), []],
    ['GBS in words', withResource(emil, { resourceType: 'Condition', code: { text: 'GBS?' } }), []],
    ['CIDP coded', withResource(emil, condition(SNOMED, '128209004')), []],
    [
      'GBS refuted',
      withResource(
        emil,
        condition(ICD10CM, 'G61.0', {
          verificationStatus: { coding: [{ system: conditionVerification, code: 'refuted' }] },
        }),
      ),
      [id],
    ],
    ['meningitis coded', withResource(emil, condition(ICD10CM, 'G00.1')), []],
    ['spread to the meninges', withResource(emil, condition(ICD10CM, 'C79.32')), []],
    [
      'retention of urine',
      withResource(emil, condition(SNOMED, '267064002', { recordedDate: '2026-11-17' })),
      [],
    ],
    ['neurology called', order('Neurology consult'), []],
    [
      'neurology called four weeks ago',
      order('Neurology consult', { authoredOn: '2026-10-23' }),
      [],
    ],
    ['neurology called before', order('Neurology consult', { authoredOn: '2026-10-22' }), [id]],
    ['neurology revoked', order('Neurology consult', { status: 'revoked' }), [id]],
    ['neurosurgery', order('Neurosurgery referral'), [id]],
    [
      'leptomeningeal enhancement in known cancer',
      withResource(
        told(
          'The cauda equina nerve roots enhance. There is leptomeningeal enhancement of the conus.',
        ),
        condition(ICD10CM, 'C50.911'),
      ),
      ['nodular-enhancement-with-cancer'],
    ],
  ])('%s', async (_what, p, expected) => {
    expect(await cards(p)).toEqual(expected);
  });
});

describe('Which report, and what could be had', () => {
  test.each([
    ['preliminary', report({ status: 'preliminary' }), []],
    ['entered in error', report({ status: 'entered-in-error' }), []],
    ['corrected', report({ status: 'corrected' }), [id]],
    ['30 days old', report({ effectiveDateTime: '2026-10-21' }), [id]],
    ['31 days old', report({ effectiveDateTime: '2026-10-20' }), []],
    ['a CT', report({ code: { coding: [{ system: CPT, code: '72132' }] } }), []],
    ['of the neck', report({ code: { coding: [{ system: CPT, code: '72156' }] } }), []],
    ['coded without contrast', report({ code: { coding: [{ system: CPT, code: '72148' }] } }), []],
    ['of somebody else', report({ subject: { reference: 'Patient/other' } }), []],
  ])('%s', async (_what, p, expected) => {
    expect(await cards(p)).toEqual(expected);
  });

  test('a later study with contrast tells how things are now', async () => {
    const first = emil.resources.find((r) => r.id === 'emil-mri-2026-11')!;
    const later = { ...first, id: 'later', effectiveDateTime: '2026-11-19', issued: undefined };
    const both = withResource(emil, later);
    const cleared = contrastStudy('No enhancement of the cauda equina nerve roots.');
    const repeated = contrastStudy('Diffuse enhancement of the cauda equina nerve roots.');
    expect(await cards(withReport(both, 'later', cleared))).toEqual([]);
    const answer = await on.cauda.view(withReport(both, 'later', repeated));
    expect(answer.cards).toMatchObject([
      { extension: { 'cauda.about': ['DiagnosticReport/later'] } },
    ]);
  });

  test.each(['conditions', 'orders'] as const)('%s could not be had: undecided', async (key) => {
    const all = [
      'patient',
      'conditions',
      'procedures',
      'observations',
      'reports',
      'orders',
    ] as const;
    const answer = await on.cauda.view(emil, { keys: all.filter((k) => k !== key) });
    expect(answer.status).toBe(200);
    expect(notChecked(answer)[id]).toEqual([key]);
  });

  test('a PDF cannot be read', async () => {
    const pdf = [{ contentType: 'application/pdf', data: 'JVBERi0=' }];
    const answer = await on.cauda.view(report({ presentedForm: pdf, conclusion: undefined }));
    expect(notChecked(answer)[id]).toEqual(['report text']);
  });

  test('hostile words of the chart stay words', async () => {
    const text = '<img src=x onerror=alert(1)> **bold** [a](http://evil)\u202e weak legs';
    const { cards: shown } = await on.cauda.view(
      weak({ code: { coding: [{ system: SNOMED, code: '6077001' }], text } }),
    );
    expect(shown[0].detail).toContain('\\<img src=x');
  });
});
