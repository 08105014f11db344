import { describe, expect, test } from '@jest/globals';
import { contrastInWords } from '../../../../src/facts/studies/contrast-in-words.ts';
import { studyOf } from '../../../../src/facts/studies/study.ts';
import { concept, CPT, LOINC, RADLEX, SNOMED, meanings } from '../../charts.ts';

const study = (code: object, more: object = {}) => studyOf({ code, ...more }, meanings());

describe('An MRI in words, without a standard code', () => {
  test.each([
    ['MRI lumbar spine', 'lumbar', 'unspecified'],
    ['MR Lumbar Spine WO contrast', 'lumbar', 'without'],
    ['MRI L-spine with contrast', 'lumbar', 'with'],
    ['MRI L SPINE W/WO CONTRAST', 'lumbar', 'without-and-with'],
    ['Magnetic resonance imaging of the lumbosacral spine', 'lumbar', 'unspecified'],
    ['MRI cervical, thoracic and lumbar spine with contrast', 'lumbar', 'with'],
    ['MRI whole spine with and without contrast', 'whole-spine', 'without-and-with'],
    ['MR total spine', 'whole-spine', 'unspecified'],
    ['MRI brain w contrast', 'brain', 'with'],
    ['MRI head', 'brain', 'unspecified'],
    ['MRI thoracic spine with contrast', 'cervical-or-thoracic', 'with'],
    ['MRI cervical spine', 'cervical-or-thoracic', 'unspecified'],
    ['MR C-spine w/o contrast', 'cervical-or-thoracic', 'without'],
  ])('%s: %s, %s', (text, region, contrast) => {
    const expected = { kind: 'mri', region, contrast };
    expect(study({ text })).toEqual(expected);
    expect(
      study({ coding: [{ system: 'urn:example:orders', code: 'A1', display: text }] }),
    ).toEqual(expected);
  });

  test.each([
    'CT lumbar spine without contrast',
    'CT lumbar spine, MRI contraindicated',
    'MRI lumbosacral plexus with contrast',
    'Bed rest after lumbar puncture',
    'X-ray lumbar spine',
    'MRI knee without contrast',
    'MRI sacrum',
    'MR angiography lumbar spine',
    'MRI lumbar spine with intrathecal contrast',
    'Lumbar spine',
    'MRI',
    '',
  ])('none of ours: %s', (text) => {
    expect(study({ text })).toBeUndefined();
  });
});

describe('Contrast in words', () => {
  test.each([
    // without
    ['without contrast', 'without'],
    ['WITHOUT IV CONTRAST', 'without'],
    ['without gadolinium', 'without'],
    ['w/o contrast', 'without'],
    ['WO CONTRAST', 'without'],
    ['non contrast', 'without'],
    ['non-contrast', 'without'],
    ['noncontrast', 'without'],
    ['no contrast', 'without'],
    ['unenhanced', 'without'],
    ['plain', 'without'],
    // with
    ['with contrast', 'with'],
    ['with IV contrast', 'with'],
    ['with intravenous gadolinium', 'with'],
    ['with gadobutrol', 'with'],
    ['w contrast', 'with'],
    ['W IV CONTRAST', 'with'],
    ['post contrast', 'with'],
    ['post-gadolinium', 'with'],
    ['contrast-enhanced', 'with'],
    // both
    ['without and with contrast', 'without-and-with'],
    ['with and without contrast', 'without-and-with'],
    ['WITHOUT & WITH CONTRAST', 'without-and-with'],
    ['without then with contrast', 'without-and-with'],
    ['with/without contrast', 'without-and-with'],
    ['W WO contrast', 'without-and-with'],
    ['W/WO', 'without-and-with'],
    ['W + WO', 'without-and-with'],
    ['W & W/O contrast', 'without-and-with'],
    ['w/o and w/ contrast', 'without-and-with'],
    ['W AND WO IV CONTRAST', 'without-and-with'],
    ['pre and post contrast', 'without-and-with'],
    ['pre/post gadolinium', 'without-and-with'],
    ['unenhanced and enhanced', 'without-and-with'],
    // not said, or open
    ['', 'unspecified'],
    ['contrast as radiology decides', 'unspecified'],
    ['contrast if needed', 'unspecified'],
    ['with sedation', 'unspecified'],
    ['within a week', 'unspecified'],
    ['without contrast last year, now with contrast', 'unspecified'],
  ])('%s: %s', (words, expected) => {
    expect(contrastInWords(words)).toBe(expected);
  });
});

describe('A generic MRI code with a body site', () => {
  const generic = [
    ['http://dicom.nema.org/resources/ontology/DCM', 'MR'],
    [SNOMED, '113091000'],
    [RADLEX, 'RID10312'],
    ['http://terminology.hl7.org/CodeSystem/v2-0074', 'NMR'],
  ] as const;

  test.each(generic)('%s %s: lumbar when the site says so', (system, code) => {
    const sites = [
      concept(SNOMED, '122496007'),
      concept(RADLEX, 'RID34573'),
      { text: 'Lumbar spine' },
      { coding: [{ system: 'urn:example:sites', code: '7', display: 'L-spine' }] },
    ];
    for (const site of sites) {
      expect(study(concept(system, code), { bodySite: [site] })).toEqual({
        kind: 'mri',
        region: 'lumbar',
        contrast: 'unspecified',
      });
    }
  });

  test.each(generic)('%s %s: nothing without a lumbar site', (system, code) => {
    expect(study(concept(system, code))).toBeUndefined();
    expect(study(concept(system, code), { bodySite: [{ text: 'Knee' }] })).toBeUndefined();
    expect(study(concept(system, code), { bodySite: [concept(SNOMED, '72696002')] })).toBe(
      undefined,
    );
  });

  test('its words say whether there is contrast', () => {
    expect(
      study(concept(SNOMED, '113091000', 'MRI with contrast'), {
        bodySite: [concept(SNOMED, '122496007')],
      }),
    ).toMatchObject({ contrast: 'with' });
  });
});

describe('A lumbar puncture and a nerve root block', () => {
  test.each([
    [CPT, '62270', 'diagnostic'],
    [CPT, '62328', 'diagnostic'],
    [SNOMED, '277762005', 'diagnostic'],
    [CPT, '62272', 'therapeutic'],
    [CPT, '62329', 'therapeutic'],
    [LOINC, '24973-0', 'unspecified'],
  ])('%s %s: %s puncture', (system, code, purpose) => {
    expect(study(concept(system, code))).toEqual({ kind: 'lumbar-puncture', purpose });
  });

  test.each([
    ['Lumbar puncture', 'diagnostic'],
    ['Diagnostic spinal tap', 'diagnostic'],
    ['Lumbar puncture, therapeutic', 'therapeutic'],
    ['Lumbar puncture and drainage', 'therapeutic'],
    ['Lumbar puncture with intrathecal methotrexate', 'therapeutic'],
  ])('%s: %s', (text, purpose) => {
    expect(study({ text })).toEqual({ kind: 'lumbar-puncture', purpose });
  });

  test.each([
    ['a blood patch', CPT, '62273'],
    ['a headache after a puncture', SNOMED, '398987004'],
    ['a lumpectomy', SNOMED, '392021009'],
    ['a cervical block', CPT, '64479'],
  ])('%s is neither', (_name, system, code) => {
    expect(study(concept(system, code))).toBeUndefined();
  });

  test.each(['64483', '64484'])('CPT %s: a nerve root block', (code) => {
    expect(study(concept(CPT, code))).toEqual({ kind: 'nerve-root-block' });
  });
});
