import { describe, expect, test } from '@jest/globals';
import { lumbarMri, lumbarPuncture, order } from '../support/orders.ts';
import { changed, CPT, patient, type Patient } from '../support/patients.ts';
import { cardIds, stage } from '../support/story.ts';
import { withReport } from '../support/reports.ts';

/**
 * Symptom: an order or a report called "W/ + W/O CONTRAST" was read as one without contrast. A low eGFR
 * went unsaid, contrast was offered where it was ordered, and a report after contrast said nothing.
 */
const gwen = patient('gwen-low-egfr');
const maria = patient('maria-discectomy-2024');
const tomasz = patient('tomasz-puncture-and-mri');
const lucia = patient('lucia-report-enhancement-3-months');
// A formulary with group I agents: there a low eGFR is a warning with contrast, and a question without.
const on = stage([gwen, maria, tomasz, lucia], { site: { gadoliniumFormulary: 'mixed' } });

const both = [
  'W/ + W/O CONTRAST', 'w/ + w/o Contrast', 'W/+ W/O CONTRAST', 'W/ & W/O CONTRAST', 'w/, w/o contrast', 'WWO CONTRAST', 'WOW', 'W-W/O', 'C-/C+', 'pre and post', 'COMBO', 'before and after contrast',
  'plain and enhanced', 'W/WO IV CONTRAST', 'WITHOUT AND WITH CONTRAST', 'WO & W GAD', 'non-contrast and contrast', 'W AND WO', 'w/ contrast + w/o contrast (DEMENTIA)',
]; // prettier-ignore
const named = (text: string, more: object = {}) => order('o', '', { code: { text }, ...more });
/** A local code, with its name as display, as text, or both. */
const forms = (title: string) => [
  { text: title },
  { coding: [{ system: 'urn:oid:1.2.840.114350.1.13.0.1.7.2.696580', code: '4711', display: title }] },
  { coding: [{ code: 'IMG4711', display: title }], text: title },
]; // prettier-ignore

describe.each(both)('called "%s"', (spelling) => {
  test.each(forms(`MRI SPINE LUMBAR ${spelling}`))('an order is one with contrast (%#)', async (code) => {
    const low = await on.cauda.sign(gwen, named('', { code }));
    expect(low.cards[0]).toMatchObject({
      indicator: 'warning',
      source: { topic: { code: 'gadolinium-and-kidney-function' } },
    });
    expect(cardIds(await on.cauda.sign(maria, named('', { code })))).not.toContain(
      'contrast-option-after-disc-surgery',
    );
  }); // prettier-ignore

  test('an order of the brain goes before the puncture', async () => {
    const answer = await on.cauda.sign(tomasz, [lumbarPuncture(), named(`MRI BRAIN ${spelling}`)]);
    expect(cardIds(answer)).toContain('mri-before-lumbar-puncture');
  });

  test.each(forms(`MRI Spine Lumbar ${spelling}`))('a report is one after contrast (%#)', async (code) => {
    const p = changed(lucia, 'DiagnosticReport', () => ({ code }));
    expect(cardIds(await on.cauda.view(p))).toEqual(['root-enhancement-under-six-months']);
  }); // prettier-ignore

  test('so is a technique', async () => {
    const text = (technique: string) =>
      `EXAM: MRI lumbar spine\nTECHNIQUE: ${technique}\nFINDINGS: Linear enhancement of the right L5 nerve root.\n`;
    const seen = async (p: Patient) => cardIds(await on.cauda.view(p));
    const [report] = lucia.resources.filter(({ resourceType }) => resourceType === 'DiagnosticReport');
    expect(await seen(withReport(lucia, report!.id, text(`MRI ${spelling}.`)))).toEqual([
      'root-enhancement-under-six-months',
    ]);
    expect(await seen(withReport(lucia, report!.id, text('MRI W/O CONTRAST.')))).toEqual([]);
  }); // prettier-ignore
});

describe('What stays without', () => {
  test.each([
    'W/O CONTRAST', 'w/o', 'WO', 'without contrast', 'NON CONTRAST', 'non con', 'NC', 'C-', 'unenhanced', 'plain', 'no contrast', 'W O CONTRAST', 'contrast: none', 'w/o contrast w/ sedation', 'WITHOUT GAD',
  ])('MRI SPINE LUMBAR %s', async (spelling) => {
    const draft = named(`MRI SPINE LUMBAR ${spelling}`);
    expect(cardIds(await on.cauda.sign(gwen, draft))).not.toContain('gadolinium-and-kidney-function');
    expect(cardIds(await on.cauda.sign(maria, draft))).toEqual(['contrast-option-after-disc-surgery']);
  }); // prettier-ignore

  test('a code beside the name decides', async () => {
    const coding = [{ system: CPT, code: '72148' }];
    const text = 'MRI LUMBAR SPINE W/ + W/O CONTRAST';
    const answer = await on.cauda.sign(gwen, named('', { code: { coding, text } }));
    expect(cardIds(answer)).not.toContain('gadolinium-and-kidney-function');
    const other = { ...lumbarMri('with'), code: { coding: [{ system: CPT, code: '72149' }], text: 'MRI W/O' } };
    expect(cardIds(await on.cauda.sign(gwen, other))).toContain('gadolinium-and-kidney-function');
  }); // prettier-ignore
});
