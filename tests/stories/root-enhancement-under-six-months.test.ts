import { describe, expect, test } from '@jest/globals';
import {
  changed,
  condition,
  CPT,
  ICD10CM,
  patient,
  SNOMED,
  withResource,
  without,
  type Patient,
} from '../support/patients.ts';
import { cardIds, notChecked, stage } from '../support/story.ts';

const id = 'root-enhancement-under-six-months';
const late = 'root-enhancement-after-six-months';
/** Lucia: L4-5 discectomy three months ago; her contrast MRI shows an enhancing right L5 root. */
const lucia = patient('lucia-report-enhancement-3-months');
const on = stage([lucia]);

/** Lucia with another text in the recent report. */
function told(text: string, more: object = {}): Patient {
  return changed(lucia, 'DiagnosticReport', (report) =>
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
}
const plain = (finding: string) =>
  `Technique: MRI lumbar spine before and after gadobutrol.\nFindings: ${finding}\n`;
const positive = 'There is enhancement of the right L5 nerve root.';
const report = (more: object) =>
  changed(lucia, 'DiagnosticReport', (r) => (r.id === 'lucia-mri-2026-11' ? more : {}));

describe('A chart is opened with a recent report of root enhancement', () => {
  test.each(['prefetch', 'fhir'] as const)('three months after surgery (%s)', async (via) => {
    const options = via === 'fhir' ? { fhirServer: on.fhir.url } : {};
    const { cards } = await on.cauda.view(lucia, options);
    expect(cards).toMatchObject([
      {
        indicator: 'info',
        summary: expect.stringMatching(/right L5.*13 weeks/),
        detail: expect.stringMatching(
          /12 November 2026: “[^”]*right L5 nerve root[^”]*”.*10 August 2026.*10 of 18 \(34–75%\)/s,
        ),
        extension: { 'cauda.about': ['DiagnosticReport/lucia-mri-2026-11'] },
      },
    ]);
    expect(cards[0]).not.toHaveProperty('suggestions');
  });

  test.each([
    [positive, [id]],
    ['The right L5 nerve root enhances.', [id]],
    ['No enhancement of the right L5 nerve root.', []],
    ['Possible enhancement of the right L5 nerve root.', []],
    ['The right L5 nerve root may enhance.', []],
    ['Unchanged enhancement of the right L5 nerve root.', []],
    ['Enhancing scar surrounds the right L5 nerve root.', []],
    ['There is enhancement of the cauda equina nerve roots.', []],
    ['Bilateral enhancement of the L5 nerve roots.', []],
    ['Enhancement of the right L3, L4 and L5 nerve roots.', []],
    [`${positive} The right L5 nerve root enhancement is equivocal.`, []],
    [`${positive} There is an epidural abscess.`, []],
    [`${positive} There is an epidural haematoma.`, []],
    [`${positive} No discitis. No haematoma.`, [id]],
    ['Enhancement of the right L2 nerve root.', []],
    ['Enhancement of the right L5 and S1 nerve roots.', []],
    [`${positive} Unchanged since 2024.`, []],
    [`${positive} Pedicle screws at L4 and L5.`, []],
    [`${positive} No haematoma, collection or abscess.`, [id]],
    ['The nerve roots are unremarkable.', []],
  ])('"%s"', async (finding, expected) => {
    expect(cardIds(await on.cauda.view(told(plain(finding))))).toEqual(expected);
  });

  test.each([
    ['in the history only', `History: ${positive}\nTechnique: with gadobutrol.\nFindings: Normal.`],
    [
      'in the comparison only',
      `Comparison: ${positive}\nTechnique: with gadobutrol.\nFindings: Normal.`,
    ],
    ['contrast was not given', `Technique: Without contrast.\nFindings: ${positive}`],
  ])('%s: silent', async (_what, text) => {
    expect(cardIds(await on.cauda.view(told(text)))).toEqual([]);
  });
});

describe('Which report', () => {
  test.each([
    ['preliminary', report({ status: 'preliminary' }), []],
    ['registered', report({ status: 'registered' }), []],
    ['entered in error', report({ status: 'entered-in-error' }), []],
    ['amended', report({ status: 'amended' }), [id]],
    ['30 days old', report({ effectiveDateTime: '2026-10-21' }), [id]],
    ['31 days old', report({ effectiveDateTime: '2026-10-20' }), []],
    ['of the future', report({ effectiveDateTime: '2026-11-21' }), []],
    ['of the brain', report({ code: { coding: [{ system: CPT, code: '70553' }] } }), []],
    [
      'coded as without contrast',
      report({ code: { coding: [{ system: CPT, code: '72148' }] } }),
      [],
    ],
    ['of somebody else', report({ subject: { reference: 'Patient/other' } }), []],
  ])('%s', async (_what, p, expected) => {
    expect(cardIds(await on.cauda.view(p))).toEqual(expected);
  });

  test('a later version without the finding replaces the earlier one', async () => {
    const earlier = lucia.resources.find((r) => r.id === 'lucia-mri-2026-11')!;
    const text = Buffer.from(plain('No enhancement of the nerve roots.')).toString('base64');
    const corrected = {
      ...earlier,
      id: 'corrected',
      status: 'corrected',
      issued: '2026-11-13T09:00:00Z',
      conclusion: undefined,
      presentedForm: [{ contentType: 'text/plain', data: text }],
    };
    expect(cardIds(await on.cauda.view(withResource(lucia, corrected)))).toEqual([]);
  });

  test.each([
    [
      'a PDF cannot be read',
      { presentedForm: [{ contentType: 'application/pdf', data: 'JVBERi0=' }] },
      'report text',
    ],
    ['no date of the scan', { effectiveDateTime: undefined }, 'date of the scan'],
  ])('%s: undecided', async (_what, more, missing) => {
    const answer = await on.cauda.view(report(more));
    expect({ cards: cardIds(answer), missing: notChecked(answer)[id] }).toEqual({
      cards: [],
      missing: [missing],
    });
  });
});

describe('Surgery, symptom and those left out', () => {
  const operated = (more: object) =>
    changed(lucia, 'Procedure', (p) => (p.id.includes('discectomy') ? more : {}));

  test.each([
    [
      'six months before the scan, to the day',
      operated({ performedDateTime: '2026-05-12' }),
      [late],
    ],
    ['one day less', operated({ performedDateTime: '2026-05-13' }), [id]],
    ['after the scan', operated({ performedDateTime: '2026-11-15' }), []],
    ['known to the year', operated({ performedDateTime: '2026' }), []],
    ['decompression', operated({ code: { coding: [{ system: CPT, code: '63047' }] } }), []],
    [
      'level not recorded',
      operated({ bodySite: undefined, code: { coding: [{ system: CPT, code: '63030' }] } }),
      [id],
    ],
    [
      'another level',
      operated({
        bodySite: [{ text: 'L2-L3' }],
        code: { coding: [{ system: CPT, code: '63030' }] },
      }),
      [],
    ],
    ['free text', operated({ code: { text: 'L4/5 microdiscectomy' } }), [id]],
    ['no radicular symptom', without(lucia, (r) => r.id === 'lucia-sciatica-right'), []],
    ['arachnoiditis', withResource(lucia, condition(SNOMED, '8217007')), []],
    ['spinal infection', withResource(lucia, condition(ICD10CM, 'M46.46')), []],
    ['spondylolisthesis alone', withResource(lucia, condition(ICD10CM, 'M43.16')), [id]],
    [
      'spondylolisthesis with stenosis',
      withResource(
        lucia,
        { ...condition(ICD10CM, 'M43.16'), id: 'a' },
        { ...condition(ICD10CM, 'M48.061'), id: 'b' },
      ),
      [],
    ],
    ['fever', withResource(lucia, condition(SNOMED, '386661006')), []],
    [
      'a new foot drop',
      withResource(lucia, condition(SNOMED, '6077001', { recordedDate: '2026-11-10' })),
      [],
    ],
    ['a wound infection', withResource(lucia, condition(ICD10CM, 'T81.41XA')), []],
    ['cancer', withResource(lucia, condition(ICD10CM, 'C50.911')), []],
    ['immune compromise', withResource(lucia, condition(ICD10CM, 'B20')), []],
    [
      'shingles in words',
      withResource(lucia, { resourceType: 'Condition', code: { text: 'Shingles' } }),
      [],
    ],
    [
      'operated on again since the scan',
      withResource(lucia, {
        resourceType: 'Procedure',
        status: 'completed',
        code: { coding: [{ system: CPT, code: '63042' }], text: 'Lumbar re-exploration L4-L5' },
        performedDateTime: '2026-11-16',
      }),
      [],
    ],
    ['16 years old', changed(lucia, 'Patient', () => ({ birthDate: '2010-01-01' })), []],
    ['Bruno, no contrast', patient('bruno-report-without-contrast'), []],
    ['Wen, old surgery', patient('wen-old-surgery-report'), [late]],
    ['Maria, no recent report', patient('maria-discectomy-2024'), []],
  ])('%s', async (_what, p, expected) => {
    expect(cardIds(await on.cauda.view(p))).toEqual(expected);
  });
});

describe('Who looks and what could be had', () => {
  test.each(['Patient/lucia-report-enhancement-3-months', 'RelatedPerson/son'])(
    '%s opens the chart: nothing for clinicians is shown',
    async (userId) => {
      expect((await on.cauda.view(lucia, { userId })).body).toEqual({ cards: [] });
    },
  );

  test('reports could not be had: 412', async () => {
    const answer = await on.cauda.view(lucia, { keys: ['patient', 'conditions', 'procedures'] });
    expect(answer).toMatchObject({
      status: 412,
      body: { resourceType: 'OperationOutcome', issue: [{ expression: ['prefetch.reports'] }] },
    });
  });

  test.each(['procedures', 'conditions', 'patient'] as const)('%s: undecided', async (key) => {
    const all = ['patient', 'conditions', 'procedures', 'reports'] as const;
    const answer = await on.cauda.view(lucia, { keys: all.filter((k) => k !== key) });
    expect({ status: answer.status, missing: notChecked(answer)[id] }).toEqual({
      status: 200,
      missing: expect.arrayContaining([key]),
    });
  });
});
