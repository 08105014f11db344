import { describe, expect, test } from '@jest/globals';
import { lumbarMri } from '../support/orders.ts';
import { CPT, patient, SNOMED, withResource, type Patient } from '../support/patients.ts';
import { withReportMembers } from '../support/reports.ts';
import { cardIds, notChecked, stage } from '../support/story.ts';

/**
 * Months were counted from an operation although the chart held a later procedure that could not be
 * read; and an old agreement was shown for a spine that was operated on again since the scan.
 */
const late = 'root-enhancement-after-six-months';
const early = 'root-enhancement-under-six-months';
const option = 'contrast-option-after-disc-surgery';
const underSix = 'contrast-mri-under-six-months';
const missing = 'kind of a recorded procedure';

/** Wen: L5-S1 discectomy on 2 March 2025, scan of 10 November 2026. */
const wen = patient('wen-old-surgery-report');
/** Lucia: L4-L5 discectomy on 10 August 2026, scan of 12 November 2026. */
const lucia = patient('lucia-report-enhancement-3-months');
/** Maria: discectomy in May 2024; Amara: on 11 September 2026. */
const maria = patient('maria-discectomy-2024');
const amara = patient('amara-contrast-mri-10-weeks');
const on = stage([]);

const masked = {
  extension: [
    {
      url: 'http://hl7.org/fhir/StructureDefinition/data-absent-reason',
      valueCode: 'masked',
    },
  ],
};
const also = (
  p: Patient,
  code: unknown,
  performedDateTime: string | undefined,
  more: object = {},
) =>
  withResource(p, {
    resourceType: 'Procedure',
    status: 'completed',
    code,
    performedDateTime,
    ...more,
  });

const unread: readonly (readonly [string, unknown, object?])[] = [
  ['masked', masked],
  ['masked coding', { coding: [{ system: CPT, _code: masked }] }],
  ['a code within a code', { coding: [{ system: CPT, code: { coding: [{ code: '0SB40ZZ' }] } }] }],
  ['no code', undefined],
  ['lumbar, not understood', { text: 'Lumbar spine procedure' }],
  ['lumbar surgery of a kind that is not said', { text: 'Lumbar spine surgery, elsewhere' }],
  ['another language', { text: 'Bandscheibenoperation L5/S1' }],
  ['another script', { text: '腰椎手術' }],
  [
    'a local code with such a word',
    { coding: [{ system: 'urn:x', code: '1', display: 'Hernie discale L5-S1' }] },
  ],
  ['a level in the site', { text: 'Revision' }, { bodySite: [{ text: 'L5-S1' }] }],
  ['a planned title that is said to be done', { text: 'Scheduled L5-S1 microdiscectomy' }],
  [
    'a CPT code that is not listed, with words',
    { coding: [{ system: CPT, code: '22899', display: 'Unlisted procedure, spine' }] },
  ],
  ['an operation that is running', { text: 'L5-S1 microdiscectomy' }, { status: 'in-progress' }],
  ['one that was broken off', { text: 'L5-S1 microdiscectomy' }, { status: 'stopped' }],
];

describe('A later procedure that could not be read leaves every count of months open', () => {
  test.each(unread)('six months after surgery: %s', async (_what, code, more = {}) => {
    for (const date of ['2026-09-01', '2026', undefined]) {
      const answer = await on.cauda.view(also(wen, code, date, more));
      expect([date, cardIds(answer)]).toEqual([date, []]);
      expect(notChecked(answer)[late]).toEqual([missing]);
    }
  });

  test.each(unread)('under six months: %s', async (_what, code, more = {}) => {
    const answer = await on.cauda.view(also(lucia, code, '2026-10-01', more));
    expect(cardIds(answer)).toEqual([]);
  });

  test.each(unread)('an order: %s', async (_what, code, more = {}) => {
    const plain = await on.cauda.sign(also(maria, code, '2026-10-01', more), lumbarMri('without'));
    expect(cardIds(plain)).toEqual([]);
    expect(notChecked(plain)[option]).toContain(missing);
    const contrast = await on.cauda.sign(
      also(amara, code, '2026-10-01', more),
      lumbarMri('without-and-with'),
    );
    expect(cardIds(contrast)).toEqual([]);
    expect(notChecked(contrast)[underSix]).toContain(missing);
  });
});

describe('What is older, or told to be something else, leaves the count as it is', () => {
  test.each<[string, unknown, string | undefined, object?]>([
    ['masked, before the operation', masked, '2024-01-05'],
    ['the spine, before the operation', { text: 'Lumbar spine procedure' }, '2019'],
    ['on the day of the operation', { text: 'Intraoperative monitoring, lumbar' }, '2025-03-02'],
    ['masked, still to come', masked, '2027-01-05'],
    ['not done', masked, '2026-09-01', { status: 'not-done' }],
    ['an operation elsewhere', { text: 'Appendectomy' }, '2026-09-01'],
    ['masked, of the knee', { ...masked, text: 'Knee arthroscopy' }, '2026-09-01'],
    ['a local code without a word', { coding: [{ system: 'urn:x', code: '1' }] }, '2026-09-01'],
    ['a cervical operation', { text: 'Cervical spine procedure C5-C6' }, '2026-09-01'],
    ['imaging', { text: 'MRI lumbar spine' }, '2026-11-10'],
    ['imaging without a date', { text: 'X-ray lumbar spine' }, undefined],
    ['physiotherapy', { text: 'Physiotherapy after lumbar discectomy' }, '2025-06-01'],
    ['a check', { text: 'Post-op visit, L5-S1 discectomy 2025' }, '2025-04-01'],
    ['sutures', { text: 'Suture removal after lumbar discectomy' }, '2025-03-14'],
    ['education', { text: 'Patient education, lumbar disc surgery' }, '2025-03-01'],
    ['an injection', { coding: [{ system: CPT, code: '64483' }] }, '2026-09-01'],
    ['another level', { text: 'Lumbar procedure L2-L3' }, '2026-09-01'],
    [
      'SNOMED CT of another part',
      { coding: [{ system: SNOMED, code: '80146002', display: 'Appendectomy' }] },
      undefined,
    ],
  ])('%s', async (_what, code, date, more = {}) => {
    const answer = await on.cauda.view(also(wen, code, date, more));
    expect(cardIds(answer)).toEqual([late]);
  });
});

describe('Operated on again since the scan', () => {
  const discectomy = { coding: [{ system: CPT, code: '63030' }] };
  test.each<[string, unknown, string, object?]>([
    ['a disc operation', discectomy, '2026-11-15'],
    ['a fusion', { coding: [{ system: CPT, code: '22630' }] }, '2026-11-15'],
    ['in words', { text: 'L5-S1 microdiscectomy' }, '2026-11-15'],
    ['at another level', discectomy, '2026-11-15', { bodySite: [{ text: 'L2-L3' }] }],
    ['known to the month', discectomy, '2026-11'],
    ['of an unknown status', discectomy, '2026-11-15', { status: 'unknown' }],
    ['not understood', { text: 'Lumbar spine procedure' }, '2026-11-15'],
    ['another language', { text: 'Opération du rachis lombaire' }, '2026-11-15'],
    ['masked', masked, '2026-11-15'],
    ['a day after the scan', discectomy, '2026-11-13'],
  ])('%s: both cards are silent', async (_what, code, date, more = {}) => {
    for (const p of [wen, lucia]) {
      expect(cardIds(await on.cauda.view(also(p, code, date, more)))).toEqual([]);
    }
  });

  test.each([
    ['another part of the body', { text: 'Cataract extraction' }],
    ['a cervical operation', { text: 'Anterior cervical discectomy C5-C6' }],
    ['an injection', { text: 'Lumbar epidural steroid injection' }],
  ])('%s since the scan: they speak', async (_what, code) => {
    expect(cardIds(await on.cauda.view(also(wen, code, '2026-11-15')))).toEqual([late]);
    expect(cardIds(await on.cauda.view(also(lucia, code, '2026-11-15')))).toEqual([early]);
  });
});

describe('An enhancing root that neither leaves nor passes at an operated disc', () => {
  const told = (root: string, level?: string) =>
    withReportMembers(lucia, 'lucia-mri-2026-11', {
      conclusion: `After gadolinium the right ${root} nerve root enhances${level ? ` at ${level}` : ''}.`,
    });
  test.each(['L1', 'L2', 'L3', 'S1', 'S2', 'L3 and L5', 'L5 and S1'])(
    '%s: silent',
    async (root) => {
      expect(cardIds(await on.cauda.view(told(root)))).toEqual([]);
    },
  );
  test.each([
    ['L5', undefined],
    ['L5', 'L4-L5'],
    ['L4', 'L4-L5'],
  ])('%s at %s: speaks', async (root, level) => {
    expect(cardIds(await on.cauda.view(told(root, level)))).toEqual([early]);
  });
});
