import { describe, expect, test } from '@jest/globals';
import { patient, SNOMED, withResource, without } from '../support/patients.ts';
import { cardIds, stage } from '../support/story.ts';

/**
 * Nodules along the cauda equina in a patient whose lymphoma stood in the chart under a code, or in
 * words, that no list of ours held: the differential spoke as if there were no known cause.
 */
const on = stage([]);
const agnes = without(patient('agnes-cancer-nodular-roots'), 'Condition');
const id = 'nodular-enhancement-with-cancer';
const differential = 'enhancement-pattern-differential';

const having = (code: object, more: object = {}) =>
  withResource(agnes, {
    resourceType: 'Condition',
    clinicalStatus: { coding: [{ code: 'active' }] },
    code,
    ...more,
  });
const shown = async (p: typeof agnes) =>
  (await on.cauda.view(p)).cards.map((card) => [card.source.topic.code, card.indicator]);

describe('A cancer is one by family, list or name', () => {
  test.each([
    [{ text: 'Diffuse large B-cell lymphoma' }],
    [{ text: 'Hodgkin disease' }],
    [{ coding: [{ system: SNOMED, code: '99999999', display: 'Ewing sarcoma' }] }],
    [{ coding: [{ system: 'http://hl7.org/fhir/sid/icd-10', code: 'C83.3' }] }],
    [{ coding: [{ system: 'urn:local', code: 'x', display: 'Malignant melanoma' }] }],
  ])('%j: a warning', async (code) => {
    expect(await shown(having(code))).toEqual([[id, 'warning']]);
  });

  test.each([
    [{ text: 'History of breast cancer' }],
    [{ text: 'Lymphoma in remission' }],
    [{ coding: [{ system: 'http://hl7.org/fhir/sid/icd-10-cm', code: 'Z85.3' }] }],
  ])('%j: information', async (code) => {
    expect(await shown(having(code))).toEqual([[id, 'info']]);
  });
});

test.each([
  'Basal cell carcinoma of nose',
  'Carcinoma in situ of cervix',
  'Cancer screening',
  'Fear of cancer',
  'Family history of lymphoma',
  'Benign neoplasm of colon',
  'Suspected lymphoma',
  'Malignant hypertension',
])('%s is none: the pattern alone is spoken of', async (text) => {
  expect(cardIds(await on.cauda.view(having({ text })))).toEqual([differential]);
});
