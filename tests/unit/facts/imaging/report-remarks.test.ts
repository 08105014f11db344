import { describe, expect, test } from '@jest/globals';
import {
  saysCause,
  saysCommunicated,
  saysDiscFragment,
  saysKnownOrUnchanged,
  saysKnownTumour,
  saysMechanicalCause,
  saysPlan,
} from '../../../../src/facts/imaging/report-remarks.ts';
import { readReport } from '../../../../src/report/read-report.ts';

const report = (text: string) =>
  readReport(`Technique: MRI before and after gadobutrol.\nFindings: ${text}\n`);
const remarks = {
  known: saysKnownOrUnchanged,
  told: saysCommunicated,
  plan: saysPlan,
  fragment: saysDiscFragment,
  cause: saysCause,
  mechanical: saysMechanicalCause,
  tumour: saysKnownTumour,
};

const sentences: Record<keyof typeof remarks, readonly [readonly string[], readonly string[]]> = {
  known: [
    [
      'Unchanged enhancement of the cauda equina.',
      'No significant change in the nodular enhancement of the roots.',
      'The enhancement has decreased.',
      'Again seen is enhancement of the cauda equina nerve roots.',
      'The enhancement of the roots is long-standing.',
      'Known CIDP with enhancing roots.',
      'Findings are stable.',
    ],
    [
      'Stable spondylolisthesis.',
      'New enhancement of the cauda equina, disc disease unchanged.',
      'The nodular enhancement has increased, the alignment is unchanged.',
      'Nodular enhancement of the roots in a patient with known breast cancer.',
      'Enhancement of the cauda equina.',
    ],
  ],
  told: [
    [
      'These findings were communicated to Dr Example at 14:10.',
      'Discussed with the on-call team.',
      'The referring physician was notified by telephone.',
      'Critical result called to the ward.',
    ],
    [
      'A synovial cyst communicating with the joint.',
      'No communicating hydrocephalus.',
      'The result could not be communicated.',
      'Enhancement of the cauda equina.',
    ],
  ],
  plan: [
    [
      'Neurosurgical referral is recommended.',
      'Follow-up MRI in six months.',
      'Biopsy should be considered for the mass.',
      'Further evaluation with contrast MRI of the brain.',
    ],
    [
      'Follow-up of the renal cyst in a year.',
      'An enhancing mass on the L3 root.',
      'No biopsy tract.',
    ],
  ],
  fragment: [
    ['This may be a sequestrated disc fragment.', 'Free fragment behind L5.'],
    ['No sequestrated disc fragment.', 'Disc bulge at L4-L5.'],
  ],
  cause: [
    [
      'Consistent with Guillain-Barré syndrome.',
      'The enhancement is likely inflammatory.',
      'Differential includes infection and tumour.',
      'This may be reactive.',
      'Metastatic disease is favoured.',
    ],
    [
      'No evidence of tumour, infection or arachnoiditis.',
      'Enhancement is seen in the cauda equina.',
      'Renal lesion, likely a cyst.',
      'Degenerative disc disease.',
    ],
  ],
  mechanical: [
    [
      'Enhancement of the roots related to stenosis.',
      'The enhancement is likely due to the disc herniation.',
      'This is consistent with postoperative change.',
      'Enhancing roots, probably venous.',
    ],
    [
      'Enhancement of the cauda equina. Disc bulge at L4-L5.',
      'Enhancement consistent with polyradiculitis.',
      'Stenosis at L4-L5.',
    ],
  ],
  tumour: [
    ['Multiple neurofibromas in neurofibromatosis.'],
    ['No features of neurofibromatosis.', 'An enhancing mass, likely schwannoma.'],
  ],
};

describe.each(Object.entries(remarks))('%s', (name, says) => {
  const [yes, no] = sentences[name as keyof typeof remarks];
  test.each(yes)('"%s"', (text) => {
    expect(says(report(text))).toBeDefined();
  });
  test.each(no)('not "%s"', (text) => {
    expect(says(report(text))).toBeUndefined();
  });
});

describe('where it is said', () => {
  test('a plan in the recommendation counts, one in the history does not', () => {
    expect(saysPlan(readReport('Recommendation: Biopsy of the mass.'))).toBeDefined();
    expect(saysPlan(readReport('History: Biopsy of the breast in 2020.'))).toBeUndefined();
  });

  test('a tumour that the history knows', () => {
    expect(saysKnownTumour(readReport('History: Known schwannoma L3.'))).toBeDefined();
    expect(saysKnownTumour(readReport('History: NF1.'))).toBeDefined();
    expect(saysKnownTumour(readReport('Findings: Likely schwannoma of L3.'))).toBeUndefined();
  });
});
