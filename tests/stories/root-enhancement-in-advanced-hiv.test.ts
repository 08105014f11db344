import { describe, expect, test } from '@jest/globals';
import { cardWords } from '../support/card-words.ts';
import {
  changed,
  condition,
  conditionClinical,
  conditionVerification,
  CPT,
  ICD10CM,
  LOINC,
  patient,
  SNOMED,
  withResource,
  without,
} from '../support/patients.ts';
import { contrastStudy, withMembers, withReport, withReportMembers } from '../support/reports.ts';
import { cardIds, notChecked, stage } from '../support/story.ts';

const id = 'root-enhancement-in-advanced-hiv';
/** Tendai: HIV, CD4 38 in October; his cauda equina enhances on the MRI of 17 November. */
const tendai = patient('tendai-hiv-cauda-equina');
const on = stage([tendai]);

const mri = 'tendai-mri-2026-11';
const report = (more: object) => withReportMembers(tendai, mri, more);
const told = (text: string) => withReport(tendai, mri, contrastStudy(text));
const hiv = (more: object) => withMembers(tendai, 'Condition', 'tendai-hiv', more);
const cd4 = (more: object) => withMembers(tendai, 'Observation', 'cd4-2026', more);
const count = (value: number, code = '{cells}/uL', comparator?: string) =>
  cd4({ valueQuantity: { value, code, ...(comparator !== undefined && { comparator }) } });
const noCd4 = without(tendai, (r) => r.id.includes('cd4'));
const cards = async (p: typeof tendai) => cardIds(await on.cauda.view(p));
const mine = async (p: typeof tendai) => (await cards(p)).filter((card) => card === id);

describe('The cauda equina enhances in advanced HIV', () => {
  test.each(['prefetch', 'fhir'] as const)('Tendai (%s)', async (via) => {
    const options = via === 'fhir' ? { fhirServer: on.fhir.url } : {};
    const answer = await on.cauda.view(tendai, options);
    expect(answer.cards).toMatchObject([
      {
        indicator: 'warning',
        summary: expect.stringMatching(cardWords(id).summary('low-cd4')),
        detail: expect.stringMatching(/17 November 2026: “There is diffuse enhancement/),
        extension: { 'cauda.about': ['DiagnosticReport/tendai-mri-2026-11'] },
      },
    ]);
    expect(answer.cards).toHaveLength(1);
    expect(answer.cards[0]).not.toHaveProperty('suggestions');
  });

  test('without a count the card asks to look at it', async () => {
    const { cards: shown } = await on.cauda.view(noCd4);
    expect(shown).toMatchObject([
      {
        indicator: 'info',
        summary: expect.stringMatching(cardWords(id).summary('no-cd4')),
        detail: expect.not.stringContaining('CD4 last read'),
      },
    ]);
  });

  test('a site names whom to call', async () => {
    const site = {
      contacts: { hiv: { label: 'HIV on call', url: 'https://ehr.example.org/hiv' } },
    };
    const { Cauda } = await import('../support/cauda.ts');
    const cauda = await Cauda.start({ site });
    const { cards: shown } = await cauda.view(tendai);
    await cauda.close();
    expect(shown[0].links).toContainEqual({ ...site.contacts.hiv, type: 'absolute' });
  });

  test.each([
    ['The L3, L4, L5 and S1 nerve roots enhance on both sides.', [id]],
    ['Nodular enhancement of the cauda equina nerve roots.', [id]],
    ['No abnormal enhancement of the cauda equina nerve roots.', []],
    ['Enhancement of the cauda equina nerve roots is questionable.', []],
    ['The cauda equina nerve roots may enhance.', []],
    ['There is enhancement of the right S1 nerve root.', []],
    ['The right L5 and S1 nerve roots enhance.', []],
    ['The conus enhances. The nerve roots do not enhance.', []],
    ['Stable diffuse enhancement of the cauda equina nerve roots.', []],
    ['Diffuse cauda equina enhancement, long-standing.', []],
    ['Diffuse cauda equina enhancement. Discitis at L3-L4.', []],
    ['Nodular enhancement of the right L5 nerve root.', []],
    ['Cauda equina enhancement, likely due to crowding by stenosis.', []],
    ['Diffuse cauda equina enhancement. Stable alignment.', [id]],
    ['Severe spinal canal stenosis at L4-L5 with diffuse cauda equina enhancement.', []],
  ])('"%s": %j', async (text, expected) => {
    expect(await mine(told(text))).toEqual(expected);
  });
});

describe('The CD4 count', () => {
  test.each([
    ['99', count(99), [id]],
    ['100', count(100), []],
    ['101', count(101), []],
    ['<20', count(20, '{cells}/uL', '<'), [id]],
    ['38 × 10⁶/L', count(38, '10*6/L'), [id]],
    ['0.038 × 10⁹/L', count(0.038, '10*9/L'), [id]],
    ['0.41 × 10⁹/L', count(0.41, '10*9/L'), []],
    ['of a year ago to the day', cd4({ effectiveDateTime: '2025-11-20' }), [id]],
    [
      'recovered since',
      withResource(tendai, {
        resourceType: 'Observation',
        status: 'final',
        code: { coding: [{ system: LOINC, code: '24467-3' }] },
        effectiveDateTime: '2026-11-10',
        valueQuantity: { value: 210, code: '{cells}/uL' },
      }),
      [],
    ],
  ])('%s', async (_what, p, expected) => {
    expect(await mine(p)).toEqual(expected);
  });

  test.each([
    ['entered in error', cd4({ status: 'entered-in-error' })],
    ['preliminary', cd4({ status: 'preliminary' })],
    ['older than the window', cd4({ effectiveDateTime: '2025-11-19' })],
    ['of somebody else', cd4({ subject: { reference: 'Patient/other' } })],
  ])('%s: as if there were none', async (_what, p) => {
    const { cards: shown } = await on.cauda.view(p);
    expect(shown.map(({ indicator }) => indicator)).toEqual(['info']);
  });

  test.each([
    ['a percentage', count(9, '%')],
    ['no unit', cd4({ valueQuantity: { value: 38 } })],
    ['below a bound that leaves it open', count(200, '{cells}/uL', '<')],
    ['of a year that straddles', cd4({ effectiveDateTime: '2025' })],
    ['undated', cd4({ effectiveDateTime: undefined })],
  ])('%s: undecided', async (_what, p) => {
    const answer = await on.cauda.view(p);
    expect(cardIds(answer)).toEqual([]);
    expect(notChecked(answer)[id]).toEqual(['CD4 count']);
  });
});

describe('The infection, and other causes', () => {
  const status = (system: string, code: string) => ({ coding: [{ system, code }] });
  test.each([
    ['Z21', hiv({ code: { coding: [{ system: ICD10CM, code: 'Z21' }] } }), [id]],
    ['SNOMED', hiv({ code: { coding: [{ system: SNOMED, code: '86406008' }] } }), [id]],
    ['in words only', hiv({ code: { text: 'HIV infection' } }), []],
    ['refuted', hiv({ verificationStatus: status(conditionVerification, 'refuted') }), []],
    ['suspected', hiv({ verificationStatus: status(conditionVerification, 'provisional') }), []],
    ['inactive', hiv({ clinicalStatus: status(conditionClinical, 'inactive') }), []],
    ['of somebody else', hiv({ subject: { reference: 'Patient/other' } }), []],
    ['not recorded', without(tendai, (r) => r.id === 'tendai-hiv'), []],
    ['GBS', withResource(tendai, condition(ICD10CM, 'G61.0')), []],
    ['CIDP', withResource(tendai, condition(ICD10CM, 'G61.81')), []],
    ['neurosyphilis', withResource(tendai, condition(ICD10CM, 'A52.3')), []],
    ['cryptococcal meningitis', withResource(tendai, condition(ICD10CM, 'B45.1')), []],
    [
      'cryptococcal meningitis, resolved',
      withResource(
        tendai,
        condition(ICD10CM, 'B45.1', { clinicalStatus: status(conditionClinical, 'resolved') }),
      ),
      [id],
    ],
    ['spread of a tumour', withResource(tendai, condition(ICD10CM, 'C79.32')), []],
    [
      'CMV coded since the scan',
      withResource(tendai, condition(ICD10CM, 'B25.8', { recordedDate: '2026-11-18' })),
      [],
    ],
    [
      'CMV of the eye, known before',
      withResource(tendai, condition(ICD10CM, 'B25.8', { recordedDate: '2026-08-01' })),
      [id],
    ],
  ])('%s', async (_what, p, expected) => {
    expect(await mine(p)).toEqual(expected);
  });
});

describe('Which report, and what could be had', () => {
  test.each([
    ['14 days old', report({ effectiveDateTime: '2026-11-06' }), [id]],
    ['15 days old', report({ effectiveDateTime: '2026-11-05' }), []],
    ['preliminary', report({ status: 'preliminary' }), []],
    ['amended', report({ status: 'amended' }), [id]],
    ['of the brain', report({ code: { coding: [{ system: CPT, code: '70553' }] } }), []],
    ['coded without contrast', report({ code: { coding: [{ system: CPT, code: '72148' }] } }), []],
    ['of somebody else', report({ subject: { reference: 'Patient/other' } }), []],
    [
      'an order of retinal photographs changes nothing',
      changed(tendai, 'ServiceRequest', () => ({ status: 'draft' })),
      [id],
    ],
  ])('%s', async (_what, p, expected) => {
    expect(await mine(p)).toEqual(expected);
  });

  test('a scan of this month may be older: undecided', async () => {
    const answer = await on.cauda.view(report({ effectiveDateTime: '2026-11' }));
    expect(cardIds(answer)).not.toContain(id);
    expect(notChecked(answer)[id]).toEqual(['date of the scan']);
  });

  test.each(['conditions', 'observations'] as const)('%s: undecided', async (key) => {
    const all = [
      'patient',
      'conditions',
      'procedures',
      'observations',
      'reports',
      'orders',
    ] as const;
    const answer = await on.cauda.view(tendai, { keys: all.filter((k) => k !== key) });
    expect(cardIds(answer)).not.toContain(id);
    expect(notChecked(answer)[id]).toEqual([key]);
  });

  test('hostile words of the report stay words', async () => {
    const text = 'Diffuse enhancement of cauda equina roots <b>`x`</b> *now*.';
    const { cards: shown } = await on.cauda.view(told(text));
    expect(shown[0].detail).toContain('\\<b\\>\\`x\\`\\</b\\>');
  });
});
