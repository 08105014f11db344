import { describe, expect, test } from '@jest/globals';
import { withNarrativeName } from '../../src/facts/reading/fields/narrative.ts';
import { lumbarMri, order } from '../support/orders.ts';
import { patient, withResource } from '../support/patients.ts';
import { withReportMembers } from '../support/reports.ts';
import { cardIds, stage } from '../support/story.ts';

/**
 * Symptom: a server sent procedures, conditions and orders whose only words stand in `text.div`; they
 * were unread, so that an operation of last summer and numbness of today brought nothing.
 */
const george = patient('george-unoperated');
const xhtml = (inner: string) => `<div xmlns="http://www.w3.org/1999/xhtml">${inner}</div>`;
const told = (inner: string) => ({ text: { status: 'generated', div: xhtml(inner) } });
const operation = (inner: string, more: object = {}) => ({
  resourceType: 'Procedure',
  id: 'narrated',
  status: 'completed',
  performedDateTime: '2026-08-20',
  ...told(inner),
  ...more,
});
const operated = withResource(george, operation('<p>Lumbar microdiscectomy L5/S1</p>'));
const on = stage([operated]);
const underSix = 'contrast-mri-under-six-months';
const contrastMri = lumbarMri('without-and-with');
const signed = async (resources: readonly object[], draft: object = contrastMri) =>
  cardIds(await on.cauda.sign(withResource(george, ...resources), draft as never));

describe('An operation that only the narrative names', () => {
  test.each([
    ['a line', '<p>Lumbar microdiscectomy L5/S1 left</p>'],
    [
      'as HAPI writes it',
      '<p class="res-header-id"><b>Generated Narrative: Procedure p1</b></p><p><b>status</b>: Completed</p><p><b>code</b>: <span title="Codes:">Lumbar discectomy L5/S1</span> (SNOMED CT#1)</p><p><b>subject</b>: <a href="x">George</a></p>',
    ],
    [
      'a table',
      '<table><tr><th>Procedure</th><th>Date</th></tr><tr><td>L5/S1 microdiscectomy, left</td><td>20 Aug 2026</td></tr></table>',
    ],
    ['with entities', 'Lumbar&#32;discectomy&nbsp;L4/5 &amp; wound closure'],
  ])('is read with the weight of words: %s', async (_how, inner) => {
    expect(await signed([operation(inner)])).toEqual([underSix]);
  });

  test('by a FHIR server', async () => {
    const answer = await on.cauda.sign(operated, contrastMri, { fhirServer: on.fhir.url });
    expect(cardIds(answer)).toEqual([underSix]);
  });

  test.each([
    ['planned', operation('Lumbar microdiscectomy planned')],
    ['declined', operation('Lumbar microdiscectomy: declined by patient')],
    ['of the neck', operation('Cervical discectomy C5/6')],
    ['of the knee', operation('Right knee arthroscopy')],
    ['said to be empty', operation('Lumbar microdiscectomy', { text: { status: 'empty', div: xhtml('Lumbar microdiscectomy') } })],
    ['of a server, without a name', operation('<p><b>Generated Narrative: Procedure</b></p><p>status: completed</p><p>note: after lumbar discectomy</p>')],
    ['struck through', operation('<p><s>Lumbar microdiscectomy L5/S1</s> Physiotherapy</p>')],
    ['in a script', operation('<script>Lumbar microdiscectomy L5/S1</script>')],
    ['of somebody else', operation('Mother had lumbar discectomy')],
    ['masked', operation('Lumbar microdiscectomy', { code: { extension: [{ url: 'http://hl7.org/fhir/StructureDefinition/data-absent-reason', valueCode: 'masked' }] } })],
    ['beside a code, which counts', operation('Lumbar microdiscectomy', { code: { text: 'Appendicectomy' } })],
    ['too long a story', operation(`Lumbar microdiscectomy ${'and so on '.repeat(90)}`)],
    ['no markup of text', operation('', { text: { status: 'generated', div: 7 } })],
  ])('silent: %s', async (_what, procedure) => {
    expect(await signed([procedure])).toEqual([]);
  }); // prettier-ignore

  test('hostile markup is bounded, and what it holds is shown as text', async () => {
    const deep = operation(`${'<div>'.repeat(3000)}Lumbar microdiscectomy${'</div>'.repeat(3000)}`);
    expect(await signed([deep])).toEqual([]);
    expect(await signed([operation(`Lumbar microdiscectomy${'<i></i>'.repeat(9000)}`)])).toEqual(
      [],
    );
    const many = Array.from({ length: 400 }, (_, i) => ({
      ...operation('<b>x</b>'.repeat(1500)),
      id: `n${i}`,
    }));
    expect(await signed(many)).toEqual([]);
    const { cards } = await on.cauda.sign(
      withResource(george, operation('Lumbar microdiscectomy &lt;img src=x onerror=alert(1)&gt;')),
      contrastMri,
    );
    expect(JSON.stringify(cards)).not.toContain('<img');
  });
});

test('a sign that only the narrative of a condition names', async () => {
  const condition = {
    resourceType: 'Condition',
    clinicalStatus: { coding: [{ code: 'active' }] },
    recordedDate: '2026-11-19',
    ...told('<p>Saddle anaesthesia since yesterday</p>'),
  };
  expect(await signed([condition], lumbarMri('without'))).toEqual([
    'possible-cauda-equina-routine-order',
  ]);
  expect(
    await signed([{ ...condition, ...told('No saddle anaesthesia') }], lumbarMri('without')),
  ).toEqual([]);
});

test('an order that only its narrative names', async () => {
  const maria = patient('maria-discectomy-2024');
  const draft = order('o', '', { code: undefined, ...told('MRI lumbar spine without contrast') });
  expect(cardIds(await on.cauda.sign(maria, draft))).toContain(
    'contrast-option-after-disc-surgery',
  );
  const knee = order('o', '', { code: undefined, ...told('MRI right knee') });
  expect(cardIds(await on.cauda.sign(maria, knee))).toEqual([]);
});

describe('A report that stands in its narrative alone', () => {
  const lucia = patient('lucia-report-enhancement-3-months');
  const opened = async (inner: string, more: object = {}) => {
    const p = withReportMembers(lucia, 'lucia-mri-2026-11', {
      conclusion: undefined,
      presentedForm: undefined,
      ...told(inner),
      ...more,
    });
    return cardIds(await on.cauda.view(p));
  };
  const technique = '<p>Technique: MRI lumbar spine before and after gadobutrol.</p>';

  test('is read', async () => {
    expect(await opened(`${technique}<p>Findings: The right L5 nerve root enhances.</p>`)).toEqual([
      'root-enhancement-under-six-months',
    ]);
  });

  test.each([
    ['denied', `${technique}<p>Findings: No nerve root enhancement.</p>`],
    ['struck through', `${technique}<p>Findings: <del>The right L5 nerve root enhances.</del></p>`],
    ['a line made of its members', '<p><b>Report</b>: MRI lumbar spine, status: final</p>'],
    ['in another language', `${technique}<p>Befund: Die rechte Wurzel L5 zeigt Anreicherung.</p>`],
  ])('%s: silent', async (_what, inner) => {
    expect(await opened(inner)).toEqual([]);
  });

  test('counts for nothing beside a text that was sent', async () => {
    expect(
      await opened(`${technique}<p>Findings: The right L5 nerve root enhances.</p>`, {
        conclusion: 'No nerve root enhancement.',
      }),
    ).toEqual([]);
  });
});

describe('The name of a narrative', () => {
  const nameOf = (resource: object) =>
    (withNarrativeName(resource as never) as { code?: { text?: string } }).code?.text;

  test('is left as it is where there is a name', () => {
    const coded = {
      resourceType: 'Procedure',
      code: { coding: [{ code: 'x' }] },
      ...told('Other'),
    };
    expect(withNarrativeName(coded as never)).toBe(coded);
    const ordered = {
      resourceType: 'MedicationRequest',
      medicationReference: { reference: 'Medication/1' },
      ...told('Apixaban'),
    };
    expect(withNarrativeName(ordered as never)).toBe(ordered);
  });

  test('is bounded by what may be read of a list', () => {
    const one = { resourceType: 'Procedure', ...told('Lumbar discectomy') };
    const budget = { markup: 100 };
    expect(nameOf(withNarrativeName(one as never, budget))).toBe('Lumbar discectomy');
    expect(withNarrativeName(one as never, budget)).toBe(one);
  });
});
