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

const id = 'cord-or-meningeal-pattern';
/** Noor: a trident sign on the spine MRI of 16 November, legs weak since the 12th. */
const noor = patient('noor-trident-sign');
const on = stage([noor]);

const mri = 'noor-spine-mri-2026-11';
const report = (more: object) => withReportMembers(noor, mri, more);
const told = (text: string) => withReport(noor, mri, contrastStudy(text));
/** The same words in a report of the brain. */
const brain = (text: string) =>
  withReport(
    without(noor, (r) => r.id === 'noor-brain-mri-2026-11'),
    mri,
    `MRI brain with contrast.\nFindings: ${text}\n`,
    { code: { coding: [{ system: CPT, code: '70553' }] } },
  );
const weak = (more: object) => withMembers(noor, 'Condition', 'leg-weakness', more);
const calm = without(noor, (r) => r.id === 'noor-leg-weakness');
const status = (system: string, code: string) => ({ coding: [{ system, code }] });
const view = async (p: typeof noor) =>
  (await on.cauda.view(p)).cards.filter(({ source }) => source.topic.code === id);
const indicators = async (p: typeof noor) => (await view(p)).map(({ indicator }) => indicator);

describe('A pattern of the cord or the meninges', () => {
  test.each(['prefetch', 'fhir'] as const)('Noor (%s)', async (via) => {
    const options = via === 'fhir' ? { fhirServer: on.fhir.url } : {};
    const answer = await on.cauda.view(noor, options);
    expect(answer.cards).toMatchObject([
      {
        indicator: 'warning',
        summary: expect.stringMatching(cardWords(id).summary('new-deficit')),
        detail: expect.stringMatching(/16 November 2026: “[^”]*trident sign[^”]*”.*New: /s),
        extension: { 'cauda.about': ['DiagnosticReport/noor-spine-mri-2026-11'] },
      },
    ]);
    expect(answer.cards).toHaveLength(1);
    expect(notChecked(answer)).toEqual({});
  });

  test.each([
    ['a trident sign', told('There is a trident sign of the thoracic cord.'), 'Trident'],
    [
      'its prongs',
      told('Dorsal subpial and central canal enhancement of the thoracic cord.'),
      'Trident sign:',
    ],
    [
      'the skull base',
      brain('Leptomeningeal enhancement along the skull base and the basal cisterns.'),
      'Basal:',
    ],
    ['miliary', brain('Miliary enhancement of both hemispheres.'), 'Miliary:'],
    ['punctate', brain('Punctate enhancement of the pons and the cerebellum.'), 'Miliary:'],
    [
      'ependymal with disease elsewhere',
      brain(
        'Ependymal enhancement of the lateral ventricles. Leptomeningeal enhancement of the brain stem.',
      ),
      'Ependyma:',
    ],
  ])('%s', async (_what, p, name) => {
    const [card] = await view(p);
    expect(card?.detail).toContain(name);
  });

  test.each([
    ['Ependymal enhancement of the left lateral ventricle.', 'one place alone'],
    ['No trident sign.', 'denied'],
    ['No leptomeningeal enhancement at the skull base.', 'denied'],
    ['Possible miliary enhancement of the brain.', 'possible'],
    ['Punctate enhancement of the pons may represent a capillary telangiectasia.', 'possible'],
    ['The earlier punctate enhancement of the pons has resolved.', 'of an earlier study'],
    ['Punctate enhancing subacute infarcts of the left hemisphere.', 'explained'],
    ['Punctate enhancement of the L4-L5 facet joint.', 'elsewhere'],
    ['Dural enhancement at the skull base.', 'dural'],
    ['Enhancing ependymoma of the fourth ventricle.', 'a tumour'],
    ['Enhancement of the thoracic cord.', 'no pattern'],
    ['Leptomeningeal enhancement of the conus.', 'no pattern of these'],
  ])('"%s" (%s): silent', async (text) => {
    expect(await view(brain(text))).toEqual([]);
  });

  test.each([
    ['communicated', 'Findings were communicated to Dr Example by telephone at 17:30.'],
    ['discussed', 'Discussed with the ward team.'],
    ['unchanged', 'The trident sign is unchanged.'],
  ])('%s: silent', async (_what, remark) => {
    expect(await view(told(`There is a trident sign of the thoracic cord. ${remark}`))).toEqual([]);
  });

  test.each([
    'The ward could not be reached: finding not communicated.',
    'A syrinx communicating with the central canal.',
    'Stable degenerative disc disease.',
  ])('"%s" does not silence', async (remark) => {
    const cards = await view(told(`There is a trident sign of the thoracic cord. ${remark}`));
    expect(cards).toHaveLength(1);
  });
});

describe('As a warning', () => {
  test.each([
    ['no deficit', calm, ['info']],
    [
      'a cauda equina sign',
      withResource(calm, condition(SNOMED, '267064002', { recordedDate: '2026-11-17' })),
      ['warning'],
    ],
    ['begun 7 days before the scan', weak({ onsetDateTime: '2026-11-09' }), ['warning']],
    ['begun 8 days before the scan', weak({ onsetDateTime: '2026-11-08' }), ['info']],
    ['begun since', weak({ onsetDateTime: '2026-11-19' }), ['warning']],
    ['begun some time in November', weak({ onsetDateTime: '2026-11' }), ['info']],
    ['undated', weak({ onsetDateTime: undefined, recordedDate: undefined }), ['info']],
    ['refuted', weak({ verificationStatus: status(conditionVerification, 'refuted') }), ['info']],
    ['of the arm', weak({ code: { ...noorWeakness(), text: 'Weak right arm' } }), ['info']],
    ['a report of 7 days ago', report({ effectiveDateTime: '2026-11-13' }), ['warning']],
    ['a report of 8 days ago', report({ effectiveDateTime: '2026-11-12' }), ['info']],
  ])('%s', async (_what, p, expected) => {
    expect(await indicators(p)).toEqual(expected);
  });
});

function noorWeakness() {
  return noor.resources.find((r) => r.id === 'noor-leg-weakness')!['code'];
}

describe('What is known', () => {
  const coded = (code: string, more: object = {}) =>
    withResource(calm, condition(ICD10CM, code, more));
  test.each([
    ['sarcoidosis', coded('D86.0'), []],
    ['sarcoidosis of 2010, active', coded('D86.9', { recordedDate: '2010' }), []],
    [
      'sarcoidosis, resolved years ago',
      coded('D86.9', {
        recordedDate: '2010',
        clinicalStatus: status(conditionClinical, 'resolved'),
        abatementDateTime: '2012',
      }),
      ['info'],
    ],
    ['encephalitis', coded('G04.90'), []],
    ['brain metastasis', coded('C79.31'), []],
    ['spread to the meninges', coded('C79.32'), []],
    ['PML', coded('A81.2'), []],
    ['multiple sclerosis', coded('G35'), []],
    [
      'lymphoma by its words',
      withResource(calm, { resourceType: 'Condition', code: { text: 'CNS lymphoma' } }),
      [],
    ],
    ['a bone metastasis', coded('C79.51'), ['info']],
    [
      'hypertension',
      withResource(calm, { resourceType: 'Condition', code: { text: 'Hypertension' } }),
      ['info'],
    ],
  ])('%s', async (_what, p, expected) => {
    expect(await indicators(p)).toEqual(expected);
  });

  test('leptomeningeal enhancement of the spine in known cancer is another card', async () => {
    const p = withResource(
      told('Leptomeningeal enhancement at the skull base and along the conus and cauda equina.'),
      condition(ICD10CM, 'C50.911'),
    );
    expect(cardIds(await on.cauda.view(p))).toEqual(['nodular-enhancement-with-cancer']);
  });
});

describe('Which report, and what could be had', () => {
  const of = (cpt: string) => report({ code: { coding: [{ system: CPT, code: cpt }] } });
  test.each([
    ['a neck MRI', of('72156'), 1],
    ['a chest MRI', of('72157'), 1],
    ['a lumbar MRI', of('72158'), 1],
    ['a neck MRI by its words', report({ code: { text: 'MRI cervical spine with contrast' } }), 1],
    ['a head CT', of('70460'), 0],
    ['a study without contrast', of('72148'), 0],
    ['30 days old', report({ effectiveDateTime: '2026-10-21' }), 1],
    ['31 days old', report({ effectiveDateTime: '2026-10-20' }), 0],
    ['preliminary', report({ status: 'preliminary' }), 0],
    ['entered in error', report({ status: 'entered-in-error' }), 0],
    ['of somebody else', report({ subject: { reference: 'Patient/other' } }), 0],
  ])('%s', async (_what, p, expected) => {
    expect(await view(p)).toHaveLength(expected);
  });

  test('conditions could not be had: undecided', async () => {
    const keys = ['patient', 'procedures', 'observations', 'reports', 'orders'] as const;
    const answer = await on.cauda.view(noor, { keys });
    expect(cardIds(answer)).not.toContain(id);
    expect(notChecked(answer)[id]).toEqual(['conditions']);
  });

  test('hostile words of the report stay words', async () => {
    const [card] = await view(
      told('There is a trident sign ![x](http://evil) <iframe> of the cord.'),
    );
    expect(card?.detail).toContain('\\!\\[x\\]\\(http\\://evil\\) \\<iframe\\>');
  });
});
