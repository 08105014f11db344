import { describe, expect, test } from '@jest/globals';
import { brainMriWithContrast, lumbarMri, order } from '../support/orders.ts';
import { patient, withResource } from '../support/patients.ts';
import { cardIds, stage } from '../support/story.ts';

/**
 * Symptom: a lumbar puncture that a site calls "FL GUIDED LP" was no puncture, so that the card on the
 * order of scan and puncture was silent; and a local name of a spine MRI was no MRI.
 */
const tomasz = patient('tomasz-puncture-and-mri');
const maria = patient('maria-discectomy-2024');
const on = stage([tomasz]);
const card = 'mri-before-lumbar-puncture';

const named = (text: string) => order('o', '', { code: { text } });
const local = (display: string) =>
  order('o', '', { code: { coding: [{ system: 'urn:example:orders', code: '77', display }] } });

const punctures = [
  'IR LUMBAR PUNCTURE', 'FL GUIDED LP', 'SPINAL TAP', 'DIAGNOSTIC LP', 'LP under fluoroscopy', 'XR guided lumbar puncture', 'CSF tap', 'Lumbar puncture', 'LUMBAR PUNCTURE DIAGNOSTIC', 'DX LP', 'LP DIAG', 'FLUORO LP', 'FL LUMBAR PUNCTURE',
  'IR LP', 'IR LUMBAR PUNCTURE W FLUORO GUIDANCE', 'US GUIDED LP', 'CT guided lumbar puncture', 'BEDSIDE LP', 'LP PROCEDURE', 'LP with opening pressure', 'Lumbar puncture (procedure)', 'Puncture, spinal, lumbar, diagnostic', 'SPINAL PUNCTURE LUMBAR DIAGNOSTIC',
  'Lumbar tap', 'LP for CSF', 'L.P. diagnostic', 'Neuroradiology LP', 'Lumbar puncture with sedation', 'IMAGE GUIDED LUMBAR PUNCTURE (ADULT)', 'Lumbar_Puncture',
]; // prettier-ignore

const lookAlikes = [
  'LP', 'LP(a)', 'Lp (a)', 'LP-PLA2', 'LP panel', 'Lichen planus (LP)', 'Lumbar plexus block', 'LP shunt', 'LP shunt revision', 'LP shunt tap', 'VP shunt tap', 'Shunt tap CSF', 'Epidural blood patch', 'Blood patch after LP', 'Epidural steroid injection', 'Lumbar epidural', 'Post LP headache', 'Headache after lumbar puncture', 'LP tray',
  'Lumbar puncture kit', 'Lumbar puncture consent', 'CSF cell count', 'CSF protein', 'CSF culture lumbar puncture', 'Spinal anaesthesia', 'Bone marrow tap', 'Lumbar facet injection', 'Lumbar sympathetic block', 'Thoracentesis (tap)', 'Low density lipoprotein LP', 'Lumbar drain care', 'Venipuncture', 'Tap water', 'Nursing: LP results',
]; // prettier-ignore

describe('Contrast MRI of the brain beside', () => {
  test.each(punctures)('%s: the card speaks', async (name) => {
    for (const puncture of [named(name), local(name)]) {
      expect(cardIds(await on.cauda.sign(tomasz, [puncture, brainMriWithContrast()]))).toContain(card);
    }
  }); // prettier-ignore

  test.each(lookAlikes)('%s: silent', async (name) => {
    for (const other of [named(name), local(name)]) {
      expect(cardIds(await on.cauda.sign(tomasz, [other, brainMriWithContrast()]))).not.toContain(card);
    }
  }); // prettier-ignore

  test.each([
    'Therapeutic LP', 'THERAPEUTIC LUMBAR PUNCTURE', 'LP with intrathecal chemo', 'IT methotrexate LP', 'Large volume LP', 'High volume tap test', 'Lumbar puncture for nusinersen', 'LP drain',
  ])('%s, which is to treat: silent', async (name) => {
    expect(cardIds(await on.cauda.sign(tomasz, [named(name), brainMriWithContrast()]))).not.toContain(card);
  }); // prettier-ignore

  test('a puncture that was done under its local name silences, by prefetch and by a FHIR server', async () => {
    const done = withResource(tomasz, {
      resourceType: 'Procedure',
      status: 'completed',
      code: { text: 'FL GUIDED LP' },
      performedDateTime: '2026-11-19',
    });
    const both = [named('DIAGNOSTIC LP'), brainMriWithContrast()];
    expect(cardIds(await on.cauda.sign(done, both))).not.toContain(card);
    expect(cardIds(await on.cauda.sign(tomasz, both, { fhirServer: on.fhir.url }))).toContain(card);
  });

  test('and it is told before a contrast MRI of the lumbar spine', async () => {
    const done = withResource(tomasz, {
      resourceType: 'Procedure',
      status: 'completed',
      code: { text: 'IR LUMBAR PUNCTURE' },
      performedDateTime: '2026-11-17',
    });
    const ids = cardIds(await on.cauda.sign(done, lumbarMri('without-and-with')));
    expect(ids).toContain('recent-puncture-or-injection');
  });
});

describe('A spine or brain MRI by its local name', () => {
  test.each([
    'MRI SPINE LUMBAR W/O CONTRAST', 'MR LUMB SPINE WO', 'MRI L-SPINE W/O', 'MRI LSPINE WO CON', 'MRI L/S SPINE W/O', 'MR LS SPINE WO', 'MRI L S SPINE WO', 'LUMBAR SPINE MRI W/O', 'MRI LUMBOSACRAL SPINE NON CON', 'MRI_LUMBAR_SPINE_WO_CONTRAST',
    'MRI LUMBAR AND SACRAL SPINE W/O', 'NMR lumbar spine plain', 'MRI SPINE, LUMBAR; WITHOUT CONTRAST', 'MRI low back without contrast', 'MRI L1-S1 w/o', 'MRI SP LUMB W/O', 'MRI whole spine w/o', 'MRI SPINE COMPLETE W/O', 'MRI TOTAL SPINE WO', 'MRI C/T/L SPINE W/O', 'MRI SPINE W/O',
  ])('%s: contrast can be offered', async (name) => {
    for (const draft of [named(name), local(name)]) {
      expect(cardIds(await on.cauda.sign(maria, draft))).toEqual(['contrast-option-after-disc-surgery']);
    }
  }); // prettier-ignore

  test.each([
    'MRI BRAIN W/WO', 'MR HEAD W + WO', 'MRI CRANIAL WITH CONTRAST', 'MRI BRAIN W/ + W/O CONTRAST (DEMENTIA)', 'MRI BRAIN WWO', 'MRI SPINE W/WO', 'MRI TOTAL SPINE W/WO', 'MRI BRAIN AND SPINE W WO', 'MRI NEURAXIS W/WO', 'MR L-SPINE COMBO',
  ])('%s: goes before a puncture', async (name) => {
    expect(cardIds(await on.cauda.sign(tomasz, [named(name), named('IR LP')]))).toContain(card);
  }); // prettier-ignore

  test.each([
    'MRI KNEE W/O', 'MRI PELVIS W/O', 'MRI FEMORAL HEAD W/O', 'MRI lumbar plexus w/o', 'MRI CERVICAL SPINE W/O', 'MRI T-SPINE W/O', 'MRI SACRUM W/O', 'CT L-SPINE W/O', 'MRA LUMBAR W/O', 'MRI safety questionnaire', 'XR LUMBAR SPINE', 'MR myelogram lumbar', 'MRI fetal spine w/o', 'MRI guided lumbar biopsy', 'L-spine',
  ])('%s: none of ours', async (name) => {
    expect(cardIds(await on.cauda.sign(maria, named(name)))).toEqual([]);
  }); // prettier-ignore
});
