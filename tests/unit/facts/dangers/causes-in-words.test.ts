import { expect, test } from '@jest/globals';
import {
  namesCause,
  type CauseTopic,
} from '../../../../src/clinical-text/topics/condition-words.ts';
import { read } from '../../../support/lexicon.ts';

test.each<[CauseTopic, string]>([
  ['inflammatory-neuropathy', 'Guillain-Barré syndrome'],
  ['inflammatory-neuropathy', 'CIDP, on IVIG'],
  ['inflammatory-neuropathy', 'Acute inflammatory polyradiculoneuropathy'],
  ['inflammatory-neuropathy', 'History of GBS'],
  ['inflammatory-neuropathy', 'suspected GBS'],
  ['meningeal-spread', 'Leptomeningeal carcinomatosis'],
  ['meningeal-spread', 'Neoplastic meningitis'],
  ['meningeal-spread', 'leptomeningeal metastases from breast cancer'],
  ['brain-metastasis', 'Brain mets'],
  ['brain-metastasis', 'Metastasis of melanoma to the brain'],
  ['brain-metastasis', 'Secondary malignant neoplasm of brain'],
  ['meningeal-infection', 'Cryptococcal meningitis'],
  ['meningeal-infection', 'CMV polyradiculitis'],
  ['root-tumour', 'Neurofibromatosis 1'],
  ['root-tumour', 'Schwannomas, multiple'],
  ['root-tumour', 'Nerve sheath tumor of L5'],
  ['other-meningeal-disease', 'Lymphoma'],
  ['other-meningeal-disease', 'Multiple sclerosis'],
  ['other-meningeal-disease', 'PML'],
  ['other-meningeal-disease', 'previous encephalitis'],
  ['cause-of-enhancing-roots', 'Sarcoidosis of lung'],
  ['cause-of-enhancing-roots', 'Borreliosis'],
  ['cause-of-enhancing-roots', 'Diskitis L4/5'],
  ['cause-of-enhancing-roots', 'Spontaneous intracranial hypotension'],
  ['cause-of-enhancing-roots', 'Postoperative CSF leak'],
])('%s is named in "%s"', (topic, text) => {
  expect(namesCause(read(text), topic)).toBe(true);
});

test.each<[CauseTopic, string]>([
  ['inflammatory-neuropathy', 'no GBS'],
  ['inflammatory-neuropathy', 'mother has CIDP'],
  ['inflammatory-neuropathy', 'lumbar radiculopathy'],
  ['meningeal-spread', 'no leptomeningeal disease'],
  ['meningeal-spread', 'bacterial meningitis'],
  ['brain-metastasis', 'bone metastases'],
  ['meningeal-infection', 'meningioma'],
  ['root-tumour', 'Morton neuroma'],
  ['other-meningeal-disease', 'family history of multiple sclerosis'],
  ['other-meningeal-disease', 'spinal stenosis'],
  ['cause-of-enhancing-roots', 'arachnoiditis ruled out'],
  ['cause-of-enhancing-roots', 'intracranial hypertension'],
  ['cause-of-enhancing-roots', 'hereditary haemochromatosis'],
])('%s is not named in "%s"', (topic, text) => {
  expect(namesCause(read(text), topic)).toBe(false);
});
