import { describe, expect, test } from '@jest/globals';
import {
  condition,
  CPT,
  ICD10CM,
  patient,
  SNOMED,
  withResource,
  without,
} from '../support/patients.ts';
import { contrastStudy, withMembers, withReport, withReportMembers } from '../support/reports.ts';
import { cardIds, notChecked, stage } from '../support/story.ts';

const id = 'no-root-enhancement';
const negative = 'No enhancement of the nerve roots.';
const wen = patient('wen-old-surgery-report');
const dagny = patient('dagny-other-root-painful');
/** Wen and Dagny with reports that deny root enhancement. */
const told = (findings: string, p = wen, report = 'wen-mri-2026-11') =>
  withReport(p, report, contrastStudy(findings));
const denied = told(negative);
const site = { cards: { [id]: { mode: 'on' } } };
const on = stage([denied], { site });

const operated = (more: object) => withMembers(denied, 'Procedure', 'discectomy', more);
const also = (...resources: readonly object[]) =>
  withResource(denied, ...resources.map((resource, i) => ({ id: `also-${i}`, ...resource })));
const cpt = (code: string, text?: string) => ({ coding: [{ system: CPT, code }], text });

describe('Where a site turns it on: a report denies root enhancement', () => {
  test.each(['prefetch', 'fhir'] as const)('Wen (%s)', async (via) => {
    const options = via === 'fhir' ? { fhirServer: on.fhir.url } : {};
    const { cards } = await on.cauda.view(denied, options);
    expect(cards).toMatchObject([
      {
        indicator: 'info',
        summary: expect.stringMatching(/20 months/),
        source: { topic: { code: id } },
        extension: { 'cauda.about': ['DiagnosticReport/wen-mri-2026-11'] },
      },
    ]);
    expect(cards[0].detail).toContain(negative.replace(/\.$/, ''));
    expect(cards[0].detail).toContain('41 of 48 (73–93%)');
  });

  test.each([
    ['Dagny, other codes', told(negative, dagny, 'dagny-mri-2026-11'), [id]],
    ['the operated root by name', told('No enhancement of the left S1 nerve root.'), [id]],
    ['the other side only', told('No enhancement of the right S1 nerve root.'), []],
    ['another root only', told('No enhancement of the left L3 nerve root.'), []],
    ['another level only', told('No nerve root enhancement at L2-3.'), []],
    ['no abnormal enhancement at all: nothing of the roots', told('No abnormal enhancement.'), []],
  ])('%s: %j', async (_what, p, expected) => {
    expect(cardIds(await on.cauda.view(p))).toEqual(expected);
  });
});

describe('Off as shipped', () => {
  const shipped = stage([]);
  test('no card, and nothing that could not be checked', async () => {
    const answer = await shipped.cauda.view(denied);
    expect(answer.cards).toEqual([]);
    expect(notChecked(answer)).toEqual({});
  });
});

describe('Silent', () => {
  test.each([
    ['the roots are not mentioned', told('No disc herniation.')],
    ['only scar is spoken of', told('Enhancing scar at L5-S1.')],
    ['enhancement is hedged', told('Possible enhancement of the left S1 nerve root.')],
    ['could not be judged', told('Nerve root enhancement cannot be assessed because of motion.')],
    [
      'without contrast',
      withReport(wen, 'wen-mri-2026-11', `Technique: without contrast.\nFindings: ${negative}`),
    ],
    [
      'coded as without contrast',
      withReportMembers(denied, 'wen-mri-2026-11', { code: cpt('72148') }),
    ],
    ['preliminary', withReportMembers(denied, 'wen-mri-2026-11', { status: 'preliminary' })],
    [
      '31 days old',
      withReportMembers(denied, 'wen-mri-2026-11', { effectiveDateTime: '2026-10-20' }),
    ],
    ['infection in the report', told(`${negative} Discitis at L5-S1.`)],
    ['haematoma in the report', told(`${negative} Epidural haematoma.`)],
    ['compression of the cauda equina', told(`${negative} Compression of the cauda equina.`)],
    ['no radicular symptom', without(denied, (r) => r.id === 'wen-radiculopathy-left')],
    ['one day less than six months', operated({ performedDateTime: '2026-05-11' })],
    ['decompression', operated({ code: cpt('63047') })],
    ['read from words', operated({ code: { text: 'L5/S1 microdiscectomy' } })],
    ['not done', operated({ status: 'not-done' })],
    ['no operation', without(denied, 'Procedure')],
    [
      'of somebody else',
      withMembers(denied, 'Procedure', 'discectomy', { subject: { reference: 'Patient/other' } }),
    ],
    ['arachnoiditis', also(condition(SNOMED, '8217007'))],
    ['postoperative infection', also(condition(ICD10CM, 'T81.49XA'))],
    ['cauda equina sign', also(condition(SNOMED, '449813001', { recordedDate: '2026-11-15' }))],
    ['under 17', withMembers(denied, 'Patient', 'wen', { birthDate: '2010-03-01' })],
  ])('%s', async (_what, p) => {
    expect(cardIds(await on.cauda.view(p))).not.toContain(id);
  });

  test('six months to the day speaks', async () => {
    expect(cardIds(await on.cauda.view(operated({ performedDateTime: '2026-05-10' })))).toEqual([
      id,
    ]);
  });

  test.each([
    ['a year that straddles', operated({ performedDateTime: '2026' }), 'date of surgery'],
    ['no level', operated({ bodySite: undefined, code: cpt('63030') }), 'operated level'],
  ])('%s: undecided', async (_what, p, missing) => {
    const answer = await on.cauda.view(p);
    expect(cardIds(answer)).toEqual([]);
    expect(notChecked(answer)[id]).toEqual([missing]);
  });
});
