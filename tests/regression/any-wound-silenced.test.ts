import { describe, expect, test } from '@jest/globals';
import { lumbarMri } from '../support/orders.ts';
import { condition, CPT, ICD10CM, patient, SNOMED, withResource } from '../support/patients.ts';
import { cardIds, stage } from '../support/story.ts';

const id = 'contrast-mri-under-six-months';
/** Amara: discectomy ten weeks ago, on 11 September 2026. */
const amara = patient('amara-contrast-mri-10-weeks');
const on = stage([amara]);
const mri = lumbarMri('without-and-with');

const titled = (text: string, recordedDate: string | undefined, more: object = {}) => ({
  ...condition('', ''),
  code: { text },
  ...(recordedDate && { recordedDate }),
  ...more,
});
const fusion = {
  resourceType: 'Procedure',
  id: 'fusion',
  status: 'completed',
  code: { coding: [{ system: CPT, code: '22612' }] },
  performedDateTime: '2026-02-11',
};
const said = async (resources: readonly object[], draft = mri) =>
  cardIds(
    await on.cauda.sign(
      withResource(amara, ...resources.map((resource, i) => ({ id: `w${i}`, ...resource }))),
      draft,
    ),
  );
const noted = (text: string) => lumbarMri('without-and-with', { note: [{ text }] });

describe('A wound that is none of the operation does not silence', () => {
  test.each<[string, object]>([
    [
      'a nail wound of the foot, nine years ago',
      condition(SNOMED, '283680004', {
        code: {
          coding: [{ system: SNOMED, code: '283680004', display: 'Nail wound of sole of foot' }],
        },
        onsetDateTime: '2017-03-30',
      }),
    ],
    ['a wound of the hand last week', titled('Laceration wound of left hand', '2026-11-12')],
    ['a bite', titled('Dog bite wound', '2026-11-12')],
    [
      'a wound whose place is beside the title',
      titled('Wound', '2026-11-12', { bodySite: [{ text: 'Left foot' }] }),
    ],
    ['an ulcer', titled('Pressure wound of heel', '2026-11-12')],
    ['a wound of the back of 2021', titled('Open wound of lower back', '2021-03-01')],
    ['a surgical wound of last winter', titled('Dehiscence of surgical wound', '2026-02-01')],
    [
      'a coded one of 2019',
      condition(ICD10CM, 'T81.41XA', {
        recordedDate: '2019-03-01',
        clinicalStatus: { coding: [{ code: 'resolved' }] },
      }),
    ],
  ])('%s', async (_what, wound) => {
    expect(await said([wound])).toContain(id);
  });

  test('a foot wound in the order', async () => {
    expect(await said([], noted('Old wound of the foot, healing.'))).toContain(id);
  });
});

describe('A wound of the back or of an operation silences', () => {
  test.each<[string, readonly object[]]>([
    ['coded, ten days ago', [condition(ICD10CM, 'T81.49XA', { recordedDate: '2026-11-10' })]],
    ['coded, without a date', [condition(ICD10CM, 'T81.49XA')]],
    ['a wound infection', [titled('Wound infection', '2026-11-10')]],
    ['a wound of the back', [titled('Open wound of lower back', '2026-11-10')]],
    ['a lumbar wound', [titled('Lumbar wound discharge', '2026-10-01')]],
    ['dehiscence', [titled('Wound dehiscence', '2026-10-01')]],
    ['a wound ninety days ago', [titled('Surgical wound breakdown', '2026-08-22')]],
    ['a leak', [titled('CSF leak', '2026-10-05')]],
    ['a surgical wound elsewhere', [titled('Surgical wound infection of abdomen', '2026-11-10')]],
    ['without a date', [titled('Post-operative wound problem', undefined)]],
    ['nine months ago, with hardware', [titled('Wound infection', '2026-02-20'), fusion]],
    [
      'of hardware, nine months ago',
      [
        condition(ICD10CM, 'T84.63XA', {
          recordedDate: '2026-02-20',
          code: {
            coding: [{ system: ICD10CM, code: 'T84.63XA' }],
            text: 'Infection of spinal hardware',
          },
        }),
      ],
    ],
  ])('%s', async (_what, resources) => {
    expect(await said(resources)).not.toContain(id);
  });

  test.each(['Wound discharge since Friday.', 'Wound red and warm', 'Pseudomeningocele?'])(
    'in the order: %s',
    async (text) => {
      expect(await said([], noted(text))).not.toContain(id);
    },
  );
});
