import { describe, expect, test } from '@jest/globals';
import { cardWords } from '../support/card-words.ts';
import {
  condition,
  conditionVerification,
  CPT,
  ICD10CM,
  patient,
  SNOMED,
  withResource,
} from '../support/patients.ts';
import { contrastStudy, withReport, withReportMembers } from '../support/reports.ts';
import { cardIds, notChecked, stage } from '../support/story.ts';

const id = 'mass-like-root-enhancement';
/** Rosa: an enhancing mass on the right L3 root in the foramen, 4 November. */
const rosa = patient('rosa-mass-on-root');
const on = stage([rosa]);

const mri = 'rosa-mri-2026-11';
const report = (more: object) => withReportMembers(rosa, mri, more);
const told = (text: string) => withReport(rosa, mri, contrastStudy(text));
const mine = async (p: typeof rosa) =>
  cardIds(await on.cauda.view(p)).filter((card) => card === id);
const mass =
  'There is a 14 mm enhancing mass in the right L3-L4 foramen on the right L3 nerve root.';

describe('An enhancing mass on a nerve root', () => {
  test.each(['prefetch', 'fhir'] as const)('Rosa (%s)', async (via) => {
    const options = via === 'fhir' ? { fhirServer: on.fhir.url } : {};
    const answer = await on.cauda.view(rosa, options);
    expect(answer.cards).toMatchObject([
      {
        indicator: 'info',
        summary: expect.stringMatching(cardWords(id).summary('single')),
        detail: expect.stringMatching(
          /4 November 2026: “.*well-defined enhancing mass in the right L3-L4 foramen/,
        ),
        extension: { 'cauda.about': ['DiagnosticReport/rosa-mri-2026-11'] },
      },
    ]);
    expect(answer.cards).toHaveLength(1);
    expect(answer.cards[0]).not.toHaveProperty('suggestions');
  });

  test('several of them', async () => {
    const { cards } = await on.cauda.view(
      told('Multiple enhancing intradural nodules along the cauda equina.'),
    );
    expect(cards).toMatchObject([
      { summary: expect.stringMatching(cardWords(id).summary('multiple')) },
    ]);
  });

  test.each([
    ['There is a 12 mm enhancing intradural mass at L2.', [id]],
    ['There is a 9 mm nodule on the left L5 nerve root. It enhances avidly.', [id]],
    ['Enhancing right L4 foraminal lesion, likely neurofibroma.', []],
    ['There is a 9 mm mass on the left L5 nerve root. It does not enhance.', []],
    ['There is a 9 mm mass on the left L5 nerve root.', []],
    ['Non-enhancing intradural mass at L2.', []],
    ['No enhancing intradural mass.', []],
    ['Possible enhancing mass on the left L5 nerve root.', []],
    ['Enhancing mass of the left kidney, 3 cm.', []],
    ['Enhancing mass in the left psoas muscle.', []],
    ['Enhancing lesion of the L3 vertebral body, typical of a haemangioma.', []],
    ['Enhancing intramedullary mass of the conus.', []],
    ['Enhancing epidural mass at L4.', []],
    ['Enhancing intradural mass with a dural tail at L2, likely meningioma.', []],
    ['Enhancing nodules on the cauda equina with leptomeningeal enhancement.', []],
    ['Tarlov cyst of the right S2 nerve root.', []],
    ['Synovial cyst with rim enhancement contacting the right L5 nerve root.', []],
    ['Enhancement of the right L3 nerve root without mass.', []],
    [`${mass} Neurosurgical referral is recommended.`, []],
    [`${mass} Follow-up MRI in three months is suggested.`, []],
    [`${mass} Follow-up of the renal cyst is suggested.`, [id]],
    [`${mass} The mass is unchanged since 2022.`, []],
    ['Known enhancing schwannoma of the right L3 nerve root.', []],
    [`${mass} It may represent a sequestrated disc fragment.`, []],
    [`${mass} No sequestrated disc fragment.`, [id]],
  ])('"%s": %j', async (text, expected) => {
    expect(await mine(told(text))).toEqual(expected);
  });

  test.each([
    ['in the history only', `History: ${mass}\nTechnique: with gadobutrol.\nFindings: Normal.`],
    [
      'neurofibromatosis in the history',
      `History: NF1.\nTechnique: with gadobutrol.\nFindings: ${mass}`,
    ],
    [
      'cancer in the history',
      `History: Breast cancer.\nTechnique: with gadobutrol.\nFindings: ${mass}`,
    ],
    ['without contrast', `Technique: Without contrast.\nFindings: ${mass}`],
  ])('%s: silent', async (_what, text) => {
    expect(await mine(withReport(rosa, mri, text))).toEqual([]);
  });
});

describe('What is known of it', () => {
  test.each([
    ['neurofibromatosis', condition(ICD10CM, 'Q85.01'), []],
    ['schwannoma', condition(SNOMED, '404022001'), []],
    ['ependymoma of the cord', condition(SNOMED, '254949006'), []],
    ['in words', { resourceType: 'Condition', code: { text: 'Schwannoma, right L3' } }, []],
    ['active cancer', condition(ICD10CM, 'C50.911'), []],
    ['spread to the meninges', condition(ICD10CM, 'C79.32'), []],
    ['cancer of the skin', condition(ICD10CM, 'C44.311'), [id]],
    ['history of cancer', condition(ICD10CM, 'Z85.3'), [id]],
    [
      'neurofibromatosis, refuted',
      condition(ICD10CM, 'Q85.01', {
        verificationStatus: { coding: [{ system: conditionVerification, code: 'refuted' }] },
      }),
      [id],
    ],
    [
      'of somebody else',
      condition(ICD10CM, 'Q85.01', { subject: { reference: 'Patient/x' } }),
      [id],
    ],
  ])('%s', async (_what, resource, expected) => {
    expect(await mine(withResource(rosa, resource))).toEqual(expected);
  });

  test('a nodule in known cancer is the card about spread', async () => {
    const p = told('There is a 9 mm enhancing nodule on the left L5 nerve root.');
    expect(cardIds(await on.cauda.view(withResource(p, condition(ICD10CM, 'C50.911'))))).toEqual([
      'nodular-enhancement-with-cancer',
    ]);
  });
});

describe('Which report, and what could be had', () => {
  test.each([
    ['30 days old', report({ effectiveDateTime: '2026-10-21' }), [id]],
    ['31 days old', report({ effectiveDateTime: '2026-10-20' }), []],
    ['preliminary', report({ status: 'preliminary' }), []],
    ['entered in error', report({ status: 'entered-in-error' }), []],
    ['of the chest', report({ code: { coding: [{ system: CPT, code: '72157' }] } }), []],
    ['a CT', report({ code: { coding: [{ system: CPT, code: '72132' }] } }), []],
    ['of somebody else', report({ subject: { reference: 'Patient/other' } }), []],
  ])('%s', async (_what, p, expected) => {
    expect(await mine(p)).toEqual(expected);
  });

  test('conditions could not be had: undecided', async () => {
    const keys = ['patient', 'procedures', 'observations', 'reports', 'orders'] as const;
    const answer = await on.cauda.view(rosa, { keys });
    expect(cardIds(answer)).not.toContain(id);
    expect(notChecked(answer)[id]).toEqual(['conditions']);
  });
});
