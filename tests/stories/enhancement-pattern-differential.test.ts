import { describe, expect, test } from '@jest/globals';
import { cardWords } from '../support/card-words.ts';
import {
  condition,
  conditionClinical,
  conditionVerification,
  CPT,
  ICD10CM,
  LOINC,
  patient,
  SNOMED,
  withResource,
  type Patient,
} from '../support/patients.ts';
import { contrastStudy, withReport, withReportMembers } from '../support/reports.ts';
import { cardIds, notChecked, stage } from '../support/story.ts';

const id = 'enhancement-pattern-differential';
/** Viktor: several roots enhance on the MRI of 9 November; no cause is coded. */
const viktor = patient('viktor-several-roots-enhance');
const on = stage([viktor]);

const mri = 'viktor-mri-2026-11';
const report = (more: object) => withReportMembers(viktor, mri, more);
const told = (text: string, p: Patient = viktor) => withReport(p, mri, contrastStudy(text));
const status = (system: string, code: string) => ({ coding: [{ system, code }] });
const summaries = async (p: Patient) =>
  (await on.cauda.view(p)).cards
    .filter(({ source }) => source.topic.code === id)
    .map(({ summary }) =>
      summary
        .replace(/^([\w ]+?)(?: enhances?| enhance| enhancement)?[:.,].*$/, '$1')
        .toLowerCase(),
    );
const mine = async (p: Patient) => (await summaries(p)).length;
const several = 'There is smooth enhancement of the nerve roots of the cauda equina.';

describe('A pattern, and no cause', () => {
  test.each(['prefetch', 'fhir'] as const)('Viktor (%s)', async (via) => {
    const options = via === 'fhir' ? { fhirServer: on.fhir.url } : {};
    const answer = await on.cauda.view(viktor, options);
    expect(answer.cards).toMatchObject([
      {
        indicator: 'info',
        summary: expect.stringMatching(cardWords(id).summary('multi-root')),
        detail: expect.stringMatching(
          /9 November 2026: “There is smooth enhancement.*20 of 24 \(64–93%\)/s,
        ),
        extension: { 'cauda.about': ['DiagnosticReport/viktor-mri-2026-11'] },
      },
    ]);
    expect(answer.cards).toHaveLength(1);
    expect(answer.cards[0]).not.toHaveProperty('suggestions');
    expect(notChecked(answer)).toEqual({});
  });

  test.each([
    ['The L3, L4 and L5 nerve roots enhance bilaterally.', ['several roots']],
    ['Nodular enhancement of the cauda equina nerve roots.', ['nodular root']],
    ['Leptomeningeal enhancement of the conus.', ['leptomeningeal']],
    ['No enhancement of the cauda equina.', []],
    ['The conus and cauda equina are normal in signal and enhancement.', []],
    ['The cauda equina nerve roots enhance normally.', []],
    ['Nerve roots are of normal calibre, position and enhancement.', []],
    ['Unremarkable enhancement of the nerve roots.', []],
    ['Redundant nerve roots above severe L3-4 stenosis with enhancement.', []],
    ['The conus is normal, with enhancement of the cauda equina nerve roots.', ['several roots']],
    ['Possible enhancement of the cauda equina.', []],
    ['The left L4 and L5 nerve roots enhance.', []],
    ['There is enhancement of a nerve root.', []],
    ['There is enhancement of the right L5 nerve root.', []],
    ['The nerve roots are thickened.', []],
    [`${several} No evidence of arachnoiditis, infection or tumour.`, ['several roots']],
    [`${several} The L4-L5 disc protrusion is likely chronic.`, ['several roots']],
    [`${several} Renal cyst, likely simple.`, ['several roots']],
    [`${several} This may represent an inflammatory polyneuropathy.`, []],
    [`${several} Differential includes infection and tumour.`, []],
    ['Diffuse enhancement of the cauda equina, consistent with Guillain-Barré syndrome.', []],
    ['Smooth enhancement of the cauda equina roots, likely venous.', []],
    [`${several} Correlate for CIDP.`, []],
    [`${several} Arachnoiditis with clumping of the roots.`, []],
    [`${several} Discitis at L3-L4.`, []],
    [`${several} There is an enhancing intradural mass at L2.`, []],
    ['Smooth enhancement of the cauda equina nerve roots, unchanged.', []],
    ['Known enhancement of the cauda equina nerve roots, stable.', []],
    ['Severe central canal stenosis at L3-L4. The cauda equina nerve roots enhance above it.', []],
    ['Leptomeningeal enhancement at the skull base and of the conus.', []],
  ])('"%s": %j', async (text, expected) => {
    expect(await summaries(told(text))).toEqual(expected);
  });
});

describe('A cause that is coded', () => {
  const over = (more: object) => ({
    clinicalStatus: status(conditionClinical, 'resolved'),
    ...more,
  });
  test.each([
    ['GBS', condition(ICD10CM, 'G61.0'), 0],
    ['CIDP', condition(SNOMED, '128209004'), 0],
    [
      'meningitis within the year',
      condition(ICD10CM, 'G00.1', over({ abatementDateTime: '2026-03-02' })),
      0,
    ],
    [
      'meningitis over for long',
      condition(
        ICD10CM,
        'G00.1',
        over({ recordedDate: '2019-02-01', abatementDateTime: '2019-03-02' }),
      ),
      1,
    ],
    ['CMV', condition(ICD10CM, 'B25.9'), 0],
    ['Lyme disease', condition(ICD10CM, 'A69.22'), 0],
    ['neurosyphilis', condition(ICD10CM, 'A52.3'), 0],
    ['sarcoidosis', condition(ICD10CM, 'D86.9'), 0],
    ['neurofibromatosis', condition(ICD10CM, 'Q85.01'), 0],
    ['spread to the meninges', condition(ICD10CM, 'C79.32'), 0],
    ['arachnoiditis', condition(SNOMED, '426055002'), 0],
    ['discitis', condition(ICD10CM, 'M46.46'), 0],
    ['in words', { resourceType: 'Condition', code: { text: 'Neurosarcoidosis' } }, 0],
    [
      'GBS, refuted',
      condition(ICD10CM, 'G61.0', { verificationStatus: status(conditionVerification, 'refuted') }),
      1,
    ],
    [
      'GBS, entered in error',
      condition(ICD10CM, 'G61.0', {
        verificationStatus: status(conditionVerification, 'entered-in-error'),
      }),
      1,
    ],
    [
      'GBS of somebody else',
      condition(ICD10CM, 'G61.0', { subject: { reference: 'Patient/x' } }),
      1,
    ],
    ['radiculopathy', condition(ICD10CM, 'M54.16'), 1],
    ['diabetes', { resourceType: 'Condition', code: { text: 'Diabetes' } }, 1],
  ])('%s', async (_what, resource, expected) => {
    expect(await mine(withResource(viktor, resource))).toBe(expected);
  });
});

describe('Where another card says more', () => {
  const hiv = withResource(viktor, condition(ICD10CM, 'B20'));
  const withCd4 = (value: number) =>
    withResource(hiv, {
      resourceType: 'Observation',
      id: 'cd4',
      status: 'final',
      code: { coding: [{ system: LOINC, code: '24467-3' }] },
      effectiveDateTime: '2026-10-20',
      valueQuantity: { value, code: '{cells}/uL' },
    });
  const cancer = (p: Patient) => withResource(p, condition(ICD10CM, 'C50.911'));
  const nodular = told('Nodular enhancement of the cauda equina nerve roots.');

  test.each([
    ['nodules and cancer', cancer(nodular), ['nodular-enhancement-with-cancer']],
    ['smooth and cancer', cancer(viktor), [id]],
    ['HIV, low CD4 count', withCd4(40), ['root-enhancement-in-advanced-hiv']],
    ['HIV, no CD4 count', hiv, ['root-enhancement-in-advanced-hiv']],
    ['HIV, CD4 count of 400', withCd4(400), [id]],
    [
      'new weakness',
      withResource(viktor, condition(SNOMED, '6077001', { recordedDate: '2026-11-12' })),
      ['root-enhancement-with-acute-weakness'],
    ],
    [
      'weakness of last year',
      withResource(
        viktor,
        condition(SNOMED, '6077001', { onsetDateTime: '2025-06-01', recordedDate: '2025-06-02' }),
      ),
      [id],
    ],
    [
      'a mass',
      told('Multiple enhancing intradural nodules along the cauda equina.'),
      ['mass-like-root-enhancement'],
    ],
    [
      'the skull base too',
      told('Leptomeningeal enhancement at the skull base and of the conus.'),
      ['cord-or-meningeal-pattern'],
    ],
    [
      'retention of urine',
      withResource(viktor, condition(SNOMED, '267064002', { recordedDate: '2026-11-12' })),
      [],
    ],
  ])('%s', async (_what, p, expected) => {
    expect(cardIds(await on.cauda.view(p))).toEqual(expected);
  });
});

describe('Surgery', () => {
  const done = (cpt: string, performedDateTime: string, level?: string, n = 0) => ({
    resourceType: 'Procedure',
    id: `operation-${n}`,
    status: 'completed',
    code: { coding: [{ system: CPT, code: cpt }] },
    ...(level !== undefined && { bodySite: [{ text: level }] }),
    performedDateTime,
  });
  const operated = (...operations: readonly object[]) => withResource(viktor, ...operations);
  const discectomy = '63030';

  test.each([
    ['discectomy five months before', operated(done(discectomy, '2026-06-09', 'L4-L5')), 0],
    ['to the day six months before', operated(done(discectomy, '2026-05-09', 'L4-L5')), 1],
    ['one day less', operated(done(discectomy, '2026-05-10', 'L4-L5')), 0],
    ['fusion three months before', operated(done('22612', '2026-08-09', 'L4-L5')), 0],
    ['in the same year, no more is known', operated(done(discectomy, '2026', 'L4-L5')), 0],
    ['years before', operated(done(discectomy, '2019-05-09', 'L4-L5')), 1],
    ['after the scan', operated(done(discectomy, '2026-11-15', 'L4-L5')), 1],
  ])('several roots, %s', async (_what, p, expected) => {
    expect(await mine(p)).toBe(expected);
  });

  const focal = (p: Patient, root = 'right L2') =>
    told(`There is enhancement of the ${root} nerve root.`, p);
  test.each([
    ['another level', focal(operated(done(discectomy, '2023-05-09', 'L4-L5'))), 1],
    ['the operated level', focal(operated(done(discectomy, '2023-05-09', 'L2-L3'))), 0],
    ['the root that passes', focal(operated(done(discectomy, '2023-05-09', 'L1-L2'))), 0],
    ['level not recorded', focal(operated(done(discectomy, '2023-05-09'))), 0],
    ['never operated on', focal(viktor), 0],
    ['operated on after the scan', focal(operated(done(discectomy, '2026-11-15', 'L4-L5'))), 0],
    ['fusion', focal(operated(done('22612', '2023-05-09', 'L4-L5'))), 0],
    [
      'disc surgery, then fusion',
      focal(
        operated(done(discectomy, '2023-05-09', 'L4-L5'), done('22612', '2024-05-09', 'L5-S1', 1)),
      ),
      0,
    ],
    [
      'surgery in words',
      focal(
        operated({
          resourceType: 'Procedure',
          status: 'completed',
          code: { text: 'L4/5 microdiscectomy' },
          performedDateTime: '2023-05-09',
        }),
      ),
      0,
    ],
    [
      'entered in error',
      focal(operated({ ...done(discectomy, '2023-05-09', 'L4-L5'), status: 'entered-in-error' })),
      0,
    ],
    ['both sides', focal(operated(done(discectomy, '2023-05-09', 'L4-L5')), 'bilateral L2'), 0],
    ['no side', focal(operated(done(discectomy, '2023-05-09', 'L4-L5')), 'L2'), 0],
    [
      'a protrusion beside it',
      told(
        'There is enhancement of the right L2 nerve root. Right protrusion at L2-L3.',
        operated(done(discectomy, '2023-05-09', 'L4-L5')),
      ),
      0,
    ],
    [
      'spondylolisthesis with stenosis',
      withResource(
        focal(operated(done(discectomy, '2023-05-09', 'L4-L5'))),
        { ...condition(ICD10CM, 'M43.16'), id: 'a' },
        { ...condition(ICD10CM, 'M48.061'), id: 'b' },
      ),
      0,
    ],
  ])('one root, %s', async (_what, p, expected) => {
    expect(await mine(p)).toBe(expected);
  });
});

describe('Which report, and what could be had', () => {
  test.each([
    ['30 days old', report({ effectiveDateTime: '2026-10-21' }), 1],
    ['31 days old', report({ effectiveDateTime: '2026-10-20' }), 0],
    ['preliminary', report({ status: 'preliminary' }), 0],
    ['cancelled', report({ status: 'cancelled' }), 0],
    ['appended', report({ status: 'appended' }), 1],
    ['of the brain', report({ code: { coding: [{ system: CPT, code: '70553' }] } }), 0],
    ['of the neck', report({ code: { coding: [{ system: CPT, code: '72156' }] } }), 0],
    ['coded without contrast', report({ code: { coding: [{ system: CPT, code: '72148' }] } }), 0],
    ['a sacroiliac study', report({ code: { text: 'MRI sacroiliac joints with contrast' } }), 0],
    ['of somebody else', report({ subject: { reference: 'Patient/other' } }), 0],
  ])('%s', async (_what, p, expected) => {
    expect(await mine(p)).toBe(expected);
  });

  test.each(['conditions', 'procedures'] as const)('%s: undecided', async (key) => {
    const all = [
      'patient',
      'conditions',
      'procedures',
      'observations',
      'reports',
      'orders',
    ] as const;
    const answer = await on.cauda.view(viktor, { keys: all.filter((k) => k !== key) });
    expect(cardIds(answer)).not.toContain(id);
    expect(notChecked(answer)[id]).toEqual([key]);
  });

  test('the year of the scan alone: undecided', async () => {
    const answer = await on.cauda.view(report({ effectiveDateTime: '2026' }));
    expect(notChecked(answer)[id]).toEqual(['date of the scan']);
  });
});
