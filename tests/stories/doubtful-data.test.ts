import { describe, expect, test } from '@jest/globals';
import { brainMriWithContrast, lumbarMri, lumbarPuncture, order } from '../support/orders.ts';
import {
  changed,
  condition,
  CPT,
  ICD10CM,
  LOINC,
  patient,
  withResource,
} from '../support/patients.ts';
import { cardIds, notChecked, stage } from '../support/story.ts';

/** What is not dated, not plainly said or taken back is neither present nor absent. */
const amara = patient('amara-contrast-mri-10-weeks');
const maria = patient('maria-discectomy-2024');
const tomasz = patient('tomasz-puncture-and-mri');
const lucia = patient('lucia-report-enhancement-3-months');
const on = stage([]);
const contrastMri = lumbarMri('without-and-with');
const observation = (code: string, valueQuantity: object, more: object = {}) => ({
  resourceType: 'Observation',
  status: 'final',
  code: { coding: [{ system: LOINC, code }] },
  valueQuantity,
  ...more,
});
const egfr = (value: number, more: object) =>
  observation('98979-8', { value, code: 'mL/min/{1.73_m2}' }, more);

describe('A denial ends where it ends', () => {
  test.each([
    'No fever but saddle anaesthesia and urinary retention',
    'no longer able to pass urine',
    'No anal tone',
    'no bladder control',
    'No trauma and new foot drop',
    'denies incontinence but PVR 600 ml',
    'Bladder normal until yesterday, now retention',
    'no power in left foot',
  ])('"%s"', async (text) => {
    const draft = { reasonCode: [{ text }] };
    const ids = cardIds(await on.cauda.sign(amara, lumbarMri('without-and-with', draft)));
    expect(ids).not.toContain('contrast-mri-under-six-months');
  });
});

describe('A result without a date leaves the matter open', () => {
  test.each([
    [
      'temperature',
      amara,
      contrastMri,
      observation('8310-5', { value: 39.5, code: 'Cel' }),
      'body temperature',
    ],
    [
      'CRP',
      amara,
      contrastMri,
      observation('1988-5', { value: 120, code: 'mg/L' }),
      'C-reactive protein',
    ],
    ['eGFR', maria, lumbarMri('without'), egfr(18, {}), 'eGFR'],
  ])('%s', async (_what, p, draft, resource, missing) => {
    const answer = await on.cauda.sign(withResource(p, resource), draft);
    expect(cardIds(answer)).toEqual([]);
    expect(Object.values(notChecked(answer)).flat()).toContain(missing);
  });

  test.each([
    [
      'two on one day, one of them low',
      [
        egfr(80, { effectiveDateTime: '2026-11-15' }),
        egfr(20, { effectiveDateTime: '2026-11-15' }),
      ],
    ],
    [
      'a year beside a day',
      [egfr(90, { effectiveDateTime: '2026' }), egfr(18, { effectiveDateTime: '2026-11-18' })],
    ],
    ['tomorrow, where it is tomorrow already', [egfr(18, { effectiveDateTime: '2026-11-21' })]],
  ])('eGFR: %s', async (_what, results) => {
    const several = results.map((result, index) => ({ ...result, id: `egfr-${index}` }));
    for (const order of [several, [...several].reverse()]) {
      const answer = await on.cauda.sign(withResource(maria, ...order), lumbarMri('without'));
      expect(cardIds(answer)).toEqual([]);
    }
  });
});

describe('What clients write otherwise', () => {
  test.each(['STAT', 'Urgent', 'emergency'])('priority %s is not routine', async (priority) => {
    expect(
      cardIds(await on.cauda.sign(amara, lumbarMri('without-and-with', { priority }))),
    ).toEqual([]);
    const drafts = [lumbarPuncture({ priority }), brainMriWithContrast()];
    expect(cardIds(await on.cauda.sign(tomasz, drafts))).toEqual([]);
  });

  test('a null abatement does not end a condition', async () => {
    const sepsis = condition(ICD10CM, 'A41.9', {
      clinicalStatus: undefined,
      abatementDateTime: null,
    });
    expect(cardIds(await on.cauda.sign(withResource(amara, sepsis), contrastMri))).toEqual([]);
  });

  test.each([
    'MRI lumbar spine with or without contrast, radiology to decide',
    'MRI lumbar spine plain and contrast',
    'MRI lumbar spine unenhanced followed by enhanced',
    'MRI lumbar spine with and w/o contrast',
    'MRI lumbar spine without sedation',
    'MRI lumbar spine contrast if needed, otherwise without',
  ])('"%s" is not "without contrast"', async (text) => {
    const answer = await on.cauda.sign(maria, order('o', '', { code: { text } }));
    expect(cardIds(answer)).not.toContain('contrast-option-after-disc-surgery');
  });

  test('the EHR’s own code is not lost in an exchange', async () => {
    const coding = [{ system: CPT, code: '72148' }, { code: 'IMG12' }];
    const { cards } = await on.cauda.sign(maria, order('o', '', { code: { coding } }));
    expect(cards[0].suggestions).toMatchObject([{ actions: [{ resource: { code: { coding } } }] }]);
  });
});

describe('A scan and an operation', () => {
  const operated = (performedDateTime: string) =>
    changed(lucia, 'Procedure', (p) => (p.id.includes('discectomy') ? { performedDateTime } : {}));
  test.each([
    ['the month of the scan', '2026-11'],
    ['the day of the scan, later', '2026-11-12T16:00:00Z'],
    ['the day of the scan', '2026-11-12'],
  ])('operated in %s: before or after is not known', async (_what, date) => {
    expect(cardIds(await on.cauda.view(operated(date)))).toEqual([]);
  });
});

describe('A report', () => {
  const told = (text: string, more: object = {}) =>
    changed(lucia, 'DiagnosticReport', (report) =>
      report.id === 'lucia-mri-2026-11'
        ? {
            conclusion: undefined,
            presentedForm: [
              { contentType: 'text/plain', data: Buffer.from(text).toString('base64') },
            ],
            ...more,
          }
        : {},
    );
  const plain = 'There is enhancement of the right L5 nerve root.';
  const technique = 'Technique: MRI with and without contrast.\n';

  test('"with and without contrast" is a contrast study', async () => {
    expect(cardIds(await on.cauda.view(told(`${technique}Findings:\n${plain}`)))).toHaveLength(1);
  });

  test.each([
    'Findings: There is no evidence of\nenhancement of the right L5 nerve root.',
    'Findings: Please assess for\nenhancement of the right L5 nerve root.',
    `CLINICAL HISTORY\n${plain}`,
    `Background:\n${plain}`,
    `Outside MRI 2025:\n${plain}`,
    `Findings: ${plain} This has resolved.`,
    `Findings: ${plain} This is likely artefact.`,
    `Findings: ${plain}\nAddendum: the above statement is wrong.`,
  ])('%j: silent', async (text) => {
    expect(cardIds(await on.cauda.view(told(technique + text)))).toEqual([]);
  });

  test('a version that shares only the second identifier replaces it', async () => {
    const id = (value: string) => ({ system: 'urn:example:acc', value });
    const first = changed(lucia, 'DiagnosticReport', (report) =>
      report.id === 'lucia-mri-2026-11' ? { identifier: [id('a'), id('b')] } : {},
    );
    const earlier = first.resources.find((r) => r.id === 'lucia-mri-2026-11')!;
    const withdrawn = {
      ...earlier,
      id: 'withdrawn',
      status: 'entered-in-error',
      identifier: [id('b')],
      issued: '2026-11-14T08:00:00Z',
    };
    expect(cardIds(await on.cauda.view(withResource(first, withdrawn)))).toEqual([]);
  });
});
