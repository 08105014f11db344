import { describe, expect, test } from '@jest/globals';
import { changed, LOINC, patient, type Patient } from '../support/patients.ts';
import { cardIds, stage } from '../support/story.ts';

/**
 * Symptom: a report whose code says no more than "radiology report" was none of ours, although its name
 * said which study it is.
 */
const lucia = patient('lucia-report-enhancement-3-months');
const on = stage([lucia]);
const speaks = 'root-enhancement-under-six-months';

const LUMBAR = 'MRI lumbar spine without and with contrast';
const called = (code: object, more: (report: any) => object = () => ({})): Patient =>
  changed(lucia, 'DiagnosticReport', (report) =>
    report.id === 'lucia-mri-2026-11' ? { code, ...more(report) } : {},
  );
const loinc = (code: string, display?: string) => ({
  system: LOINC,
  code,
  ...(display !== undefined && { display }),
});

describe('The name beside a general code says what the report is of', () => {
  test.each([
    ['Radiology study observation', [loinc('18782-3')]],
    ['Radiology diagnostic study note', [loinc('68604-8')]],
    ['Impression', [loinc('19005-8')]],
    ['Diagnostic imaging study', [loinc('18748-4')]],
    ['Imaging study', [loinc('18726-0')]],
    ['Radiology report', [loinc('11528-7')]],
    ['MRI spine report', [loinc('18756-7')]],
    ['the category as code', [loinc('LP29684-5')]],
    ['a department as code', [{ system: 'http://terminology.hl7.org/CodeSystem/v2-0074', code: 'RAD' }]],
    ['another one, general by its own name', [loinc('99999-0', 'Diagnostic imaging report')]],
    ['one of SNOMED CT, general by its own name', [{ system: 'http://snomed.info/sct', code: '1', display: 'Imaging report' }]],
    ['several', [loinc('18748-4'), loinc('18782-3')]],
    ['under another name of the code system', [{ ...loinc('18782-3'), system: 'urn:oid:2.16.840.1.113883.6.1' }]],
  ])('%s', async (_what, coding) => {
    expect(cardIds(await on.cauda.view(called({ coding, text: LUMBAR })))).toEqual([speaks]);
    const local = { system: 'urn:example:exams', code: '4', display: 'MRI L-SPINE W/WO' };
    expect(cardIds(await on.cauda.view(called({ coding: [...coding, local] })))).toEqual([speaks]);
    expect(cardIds(await on.cauda.view(called({ coding, text: 'XR knee' })))).toEqual([]);
    expect(cardIds(await on.cauda.view(called({ coding, text: 'MRI brain w contrast' })))).toEqual([]);
  }); // prettier-ignore

  test('by a FHIR server', async () => {
    const answer = await on.cauda.view(lucia, { fhirServer: on.fhir.url });
    expect(cardIds(answer)).toEqual([speaks]);
  });
});

describe('So does the report itself, where its code has no name', () => {
  const general = { coding: [loinc('18748-4', 'Diagnostic imaging study')] };
  const base64 = (text: string) => Buffer.from(text).toString('base64');
  const body = 'FINDINGS: After gadolinium the right L5 nerve root enhances.\nIMPRESSION: Enhancement of the right L5 nerve root.';
  const page = (title: string) => `<html><body><p>${title}</p><p>${body}</p></body></html>`;
  const form = (text: string, contentType = 'text/plain') => ({
    conclusion: undefined,
    presentedForm: [{ contentType, data: base64(text) }],
  });

  test.each([
    ['its first line', form(`MRI LUMBAR SPINE W/ + W/O CONTRAST\n${body}`)],
    ['a heading', form(`PATIENT: A. Example\nEXAM: MRI L-SPINE W/WO CONTRAST\n${body}`)],
    ['a page', form(page('Examination: MRI lumbar spine without and with contrast'), 'text/html')],
    ['the conclusion', { conclusion: `STUDY: MRI lumbar spine with contrast\n${body}`, presentedForm: undefined }],
    ['the title of a form', { conclusion: undefined, presentedForm: [{ contentType: 'text/plain', title: 'MRI Spine Lumbar w/ + w/o Contrast', data: base64(body) }] }],
  ])('%s', async (_where, members) => {
    for (const code of [general, { ...general, text: 'Radiology report' }, {}]) {
      expect(cardIds(await on.cauda.view(called(code, () => members)))).toEqual([speaks]);
    }
  });

  test.each([
    ['another study', form(`EXAM: XR KNEE\n${body}`)],
    ['no study', form(body)],
    ['a comparison', form(`COMPARISON: MRI lumbar spine 2024.\n${body}`)],
    ['the brain', form(`EXAM: MRI BRAIN W/WO\n${body}`)],
    ['a sentence', form(`The patient had an MRI of the lumbar spine.\n${body}`)],
  ])('not %s', async (_where, members) => {
    expect(cardIds(await on.cauda.view(called(general, () => members)))).toEqual([]);
  });

  test('a name of another study is not looked past', async () => {
    const members = form(`EXAM: MRI LUMBAR SPINE W/WO\n${body}`);
    for (const code of [{ text: 'X-ray chest' }, { coding: [loinc('36643-5')] }, { coding: [{ system: 'http://www.ama-assn.org/go/cpt', code: '73721', display: 'Imaging' }] }]) {
      expect(cardIds(await on.cauda.view(called(code, () => members)))).toEqual([]);
    }
  });
}); // prettier-ignore
