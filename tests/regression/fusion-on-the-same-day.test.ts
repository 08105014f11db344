import { describe, expect, test } from '@jest/globals';
import { lumbarMri } from '../support/orders.ts';
import { changed, CPT, patient, withResource, type Patient } from '../support/patients.ts';
import { cardIds, stage } from '../support/story.ts';

/**
 * A discectomy that was part of a fusion was taken for disc surgery alone, because the fusion stood in
 * a procedure of its own. The figures are those of people who had nothing but a disc operation.
 */
const late = 'root-enhancement-after-six-months';
const early = 'root-enhancement-under-six-months';
const option = 'contrast-option-after-disc-surgery';
const underSix = 'contrast-mri-under-six-months';
const wen = patient('wen-old-surgery-report');
const lucia = patient('lucia-report-enhancement-3-months');
const maria = patient('maria-discectomy-2024');
const amara = patient('amara-contrast-mri-10-weeks');
const on = stage([]);
const everyKind = stage([], { site: { includeDecompression: true } });

const also = (p: Patient, code: object, performedDateTime: string | undefined, more: object = {}) =>
  withResource(p, {
    resourceType: 'Procedure',
    status: 'completed',
    code,
    performedDateTime,
    ...more,
  });
const cpt = (code: string, display?: string) => ({
  coding: [{ system: CPT, code, ...(display !== undefined && { display }) }],
});

/** Who, the day of the operation, the card without a fusion, and how it is asked for. */
const cases = [
  [late, wen, '2025-03-02', (p: Patient) => on.cauda.view(p)],
  [early, lucia, '2026-08-10', (p: Patient) => on.cauda.view(p)],
  [option, maria, '2024-05-14', (p: Patient) => on.cauda.sign(p, lumbarMri('without'))],
  [underSix, amara, '2026-09-11', (p: Patient) => on.cauda.sign(p, lumbarMri('without-and-with'))],
] as const;

describe.each(cases)('%s', (id, who, date, ask) => {
  test('speaks for the disc operation alone', async () => {
    expect(cardIds(await ask(who))).toEqual([id]);
  });

  test.each<[string, object, object?]>([
    ['a fusion by code', cpt('22630')],
    ['an additional level of one', cpt('22632')],
    ['at another level', cpt('22612', 'Fusion L2-L3'), { bodySite: [{ text: 'L2-L3' }] }],
    [
      'ICD-10-PCS',
      { coding: [{ system: 'http://www.cms.gov/Medicare/Coding/ICD10', code: '0SG00A0' }] },
    ],
    ['in words', { text: 'TLIF L4-L5' }],
    ['an interbody cage', { text: 'Insertion of interbody cage, lumbar' }],
    [
      'a cage by a code that is not listed',
      cpt('22853', 'Insertion of interbody biomechanical device'),
    ],
    ['pedicle screws', { text: 'Posterior lumbar instrumentation with pedicle screws' }],
    ['a disc prosthesis', { text: 'Lumbar disc replacement with prosthesis' }],
    ['an interspinous device', { text: 'Interspinous device implantation L4-L5' }],
    ['dynamic stabilisation', { text: 'Dynamic stabilisation, lumbar spine' }],
    ['of an unknown status', cpt('22630'), { status: 'unknown' }],
  ])('%s on the same day: silent', async (_what, code, more = {}) => {
    expect(cardIds(await ask(also(who, code, date, more)))).toEqual([]);
  });

  test.each<[string, object, string | undefined]>([
    ['without a date', cpt('22630'), undefined],
    ['known to the year', cpt('22630'), date.slice(0, 4)],
    ['known to the month', { text: 'Lumbar fusion' }, date.slice(0, 7)],
  ])('a fusion %s may be of that day: silent', async (_what, code, when) => {
    expect(cardIds(await ask(also(who, code, when)))).toEqual([]);
  });

  test.each<[string, object, object?]>([
    ['a laminectomy', cpt('63047')],
    ['a further disc', { text: 'Lumbar microdiscectomy without fusion' }],
    ['a cervical fusion', { text: 'Anterior cervical fusion C5-C6 with cage' }],
    ['an implant of the hip', { text: 'Hip prosthesis implantation' }],
    ['a fusion that was not done', cpt('22630'), { status: 'not-done' }],
    ['imaging', { text: 'Intraoperative fluoroscopy' }],
    ['anaesthesia', { text: 'General anaesthesia' }],
  ])('%s on the same day: speaks', async (_what, code, more = {}) => {
    expect(cardIds(await ask(also(who, code, date, more)))).toEqual([id]);
  });

  test('in one procedure with the discectomy: silent', async () => {
    const both = changed(who, 'Procedure', ({ id: own, code }) =>
      own.includes('discectomy')
        ? { code: { ...code, coding: [...code.coding, { system: CPT, code: '22630' }] } }
        : {},
    );
    expect(cardIds(await ask(both))).toEqual([]);
    const inWords = changed(who, 'Procedure', ({ id: own, code }) =>
      own.includes('discectomy')
        ? { code: { ...code, text: 'Discectomy L4-L5 with interbody fusion' } }
        : {},
    );
    expect(cardIds(await ask(inWords))).toEqual([]);
  });
});

test('a later fusion makes the latest operation one of another kind', async () => {
  const p = also(maria, cpt('22630'), '2026-03-02');
  expect(cardIds(await on.cauda.sign(p, lumbarMri('without')))).toEqual([]);
});

test('where a site counts every lumbar operation, a fusion of the day changes nothing', async () => {
  const p = also(maria, cpt('22630'), '2024-05-14');
  expect(cardIds(await everyKind.cauda.sign(p, lumbarMri('without')))).toEqual([option]);
});
