import { describe, expect, test } from '@jest/globals';
import { recordedCancer } from '../../../../src/facts/dangers/cancer.ts';
import { concept, ICD10CM, list, SNOMED, status, unavailable } from '../../charts.ts';

const read = (code: object, more: object = {}) => {
  const { active, past } = recordedCancer(
    list('conditions', { id: 'k1', clinicalStatus: status('active'), code, ...more }),
  );
  return active.status === 'known' ? 'active' : past.status === 'known' ? 'past' : 'none';
};
const named = (text: string) => ({ text });
const ICD10 = 'http://hl7.org/fhir/sid/icd-10';
const GM = 'http://fhir.de/CodeSystem/bfarm/icd-10-gm';

describe('By code family or list', () => {
  test.each([
    [ICD10CM, 'C34.90'],
    [ICD10CM, 'C7A.00'],
    [ICD10CM, 'C96.9'],
    [ICD10, 'C81.1'],
    [ICD10, 'C97'],
    [GM, 'C50.9'],
    ['urn:oid:2.16.840.1.113883.6.90', 'C61'],
    [SNOMED, '363346000'],
  ])('%s %s', (system, code) => {
    expect(read(concept(system, code))).toBe('active');
  });

  test.each([
    [ICD10CM, 'C44.91'],
    [ICD10, 'C44.3'],
    [ICD10CM, 'D05.1'],
    [ICD10CM, 'D36.10'],
    [ICD10CM, 'Z12.31'],
    [ICD10CM, 'Z80.3'],
    ['urn:local', 'C50.9'],
  ])('not %s %s', (system, code) => {
    expect(read(concept(system, code))).toBe('none');
  });
});

describe('By name, whatever the code', () => {
  test.each([
    'Lung cancer',
    'Breast Ca metastatic to bone',
    'Adenocarcinoma of sigmoid colon',
    'Diffuse large B-cell lymphoma',
    'DLBCL',
    'Hodgkin disease, nodular sclerosis',
    "Non-Hodgkin's lymphoma",
    'Acute myeloid leukaemia',
    'CLL - chronic lymphocytic leukemia',
    'Multiple myeloma not having achieved remission',
    'Malignant melanoma of the back',
    'Ewing sarcoma',
    'Leiomyosarcoma of uterus',
    'Neuroblastoma',
    'Glioblastoma multiforme (disorder)',
    'Optic nerve glioma',
    'Brain metastases',
    'Malignant neoplasm of upper lobe, right bronchus or lung',
    'Malignant tumour of prostate',
    'Mesothelioma',
    'Squamous cell carcinoma of lung',
    'High-risk prostate cancer',
    'Triple-negative breast cancer',
    'Screen-detected breast cancer',
    'Cancer of unknown primary',
  ])('%s', (text) => {
    expect(read(named(text))).toBe('active');
    expect(read(concept(SNOMED, '99999999', text))).toBe('active');
  });

  test.each([
    'Ductal carcinoma in situ of breast',
    'DCIS left breast',
    'Melanoma in situ',
    'Benign neoplasm of colon',
    'Basal cell carcinoma of nose',
    'BCC, left cheek',
    'Squamous cell carcinoma of skin of scalp',
    'Skin cancer, excised',
    'Non-melanoma skin cancer',
    'Family history of breast cancer',
    'FH: bowel cancer',
    'Mother had ovarian cancer',
    'Encounter for screening for malignant neoplasm of colon',
    'Cancer screening',
    'Fear of cancer',
    'Cancerophobia',
    'Increased risk of breast cancer',
    'At risk for melanoma',
    'BRCA1 gene mutation carrier, breast cancer',
    'Suspected lung cancer',
    '?lymphoma',
    'Possible myeloma',
    'No evidence of malignancy',
    'Lung cancer ruled out',
    'Premalignant lesion of larynx, cancer excluded',
    'Cervical intraepithelial neoplasia',
    'Malignant hypertension',
    'Malignant hyperthermia',
    'Malignant otitis externa',
    'Paraganglioma',
    'Hemangioblastoma of cerebellum',
    'Osteoblastoma',
    'Adenolymphoma of parotid',
    'Lymphangioma',
    'Cancer antigen 125 raised',
    'Neoplasm of uncertain behavior of bladder',
    'Lipoma of back',
    'Sarcoidosis',
    'Melanocytic naevus',
    'Leukocytosis',
    'Cancun traveller’s diarrhoea',
  ])('not %s', (text) => {
    expect(read(named(text))).toBe('none');
  });
});

describe('Past', () => {
  test.each([
    [named('History of breast cancer')],
    [named('H/O lymphoma')],
    [named('Hx melanoma 2011')],
    [named('CML in remission')],
    [named('Leukaemia, in complete remission')],
    [named('Breast cancer survivor')],
    [named('Colon cancer, NED')],
    [named('Colon cancer - no evidence of disease')],
    [named('Previous testicular cancer')],
    [concept(ICD10CM, 'Z85.3')],
    [concept(SNOMED, '266987004')],
    [concept(ICD10CM, 'C50.911', 'Personal history of breast cancer')],
  ])('%j', (code) => {
    expect(read(code)).toBe('past');
  });

  test.each(['remission', 'resolved', 'inactive'])('%s as a status', (clinical) => {
    expect(read(named('Lymphoma'), { clinicalStatus: status(clinical) })).toBe('past');
  });

  test('an end', () => {
    const over = { clinicalStatus: undefined, abatementDateTime: '2015' };
    expect(read(concept(ICD10CM, 'C50.9'), over)).toBe('past');
  });

  test('a history of chemotherapy is none of cancer', () => {
    expect(read(concept(SNOMED, '161653008', 'History of chemotherapy'))).toBe('none');
  });
});

test.each(['refuted', 'entered-in-error', 'provisional', 'differential', 'unconfirmed'])(
  'what is %s is none',
  (verification) => {
    const more = { verificationStatus: status(verification) };
    expect(read(concept(ICD10CM, 'C34.9'), more)).toBe('none');
    expect(read(named('Lung cancer'), more)).toBe('none');
  },
);

test('what could not be had is not "none"', () => {
  const { active, past } = recordedCancer(unavailable('conditions'));
  expect([active.status, past.status]).toEqual(['not-available', 'not-available']);
});

test('names of any length are read within a bound', () => {
  const before = process.cpuUsage();
  for (const word of ['cancer ', 'a', 'malignant ', 'phobia', 'squamous cell ', '?']) {
    read(named(word.repeat(20_000)));
  }
  // Processor time: a busy machine takes no more of it.
  expect(process.cpuUsage(before).user).toBeLessThan(5_000_000);
});
