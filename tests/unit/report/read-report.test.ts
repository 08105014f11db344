import { describe, expect, test } from '@jest/globals';
import { mentionsOtherProcess } from '../../../src/facts/imaging/report-words.ts';
import { readReport } from '../../../src/report/read-report.ts';

const technique = 'TECHNIQUE: T1 before and after intravenous contrast.\nFINDINGS:\n';
const roots = (text: string) => readReport(technique + text).rootEnhancement;

describe('A plain positive sentence, with root and side', () => {
  test.each([
    ['There is enhancement of the right L5 nerve root.', [['L5', 'right']]],
    ['Enhancement of the left S1 nerve root.', [['S1', 'left']]],
    ['There is mild enhancement of the right L4 nerve root.', [['L4', 'right']]],
    ['The right L5 nerve root enhances.', [['L5', 'right']]],
    ['The left L5 nerve root shows enhancement.', [['L5', 'left']]],
    ['THE RIGHT S1 NERVE ROOT ENHANCES.', [['S1', 'right']]],
    ['There is enhancement of the L3 nerve root.', [['L3', 'unspecified']]],
    [
      'There is enhancement of the right L4 nerve root. The right L5 nerve root enhances.',
      [
        ['L4', 'right'],
        ['L5', 'right'],
      ],
    ],
  ])('%s', (text, expected) => {
    const found = roots(text);
    expect(found.assertion).toBe('present');
    expect(found.locations.map(({ level, side }) => [level, side])).toEqual(expected);
  });

  test('is quoted word for word', () => {
    const quote = 'There is enhancement of the right L5 nerve root.';
    expect(roots(`Alignment is normal. ${quote} The conus ends at L1.`)).toMatchObject({
      quotes: [{ text: quote }],
    });
  });

  test('said twice, in findings and impression, is said once', () => {
    const text = 'The right L5 nerve root enhances.\nIMPRESSION: The right L5 nerve root enhances.';
    expect(roots(text)).toMatchObject({ locations: [{ level: 'L5', side: 'right' }] });
  });
});

describe('Never taken as present', () => {
  test.each([
    // negated
    'There is no enhancement of the right L5 nerve root.',
    'No abnormal nerve root enhancement.',
    'The right L5 nerve root does not enhance.',
    'The L5 nerve root is normal without enhancement.',
    'Absence of enhancement of the right L5 nerve root.',
    'The left S1 nerve root is free of enhancement.',
    'Non-enhancing right L5 nerve root.',
    'The right L5 nerve root is unenhancing.',
    'Negative for enhancement of the L5 nerve root.',
    'The enhancement of the right L5 nerve root has resolved.',
    'Neither the L5 nor the S1 nerve root enhances.',
    'The enhancement of the right L5 nerve root is no longer seen.',
    "The right L5 nerve root doesn't enhance.",
    'The right L5 nerve root fails to enhance.',
    'Enhancement of the right L5 nerve root: none.',
    'Interval resolution of right L5 nerve root enhancement.',
    // hedged
    'Enhancement of the right L5 nerve root is unlikely.',
    'Motion limits assessment of enhancement of the right L5 nerve root.',
    'Possible enhancement of the right L5 nerve root.',
    'There may be enhancement of the right L5 nerve root.',
    'Enhancement of the right L5 nerve root cannot be excluded.',
    'Questionable enhancement of the right L5 nerve root.',
    'Enhancement of the right L5 nerve root is suspected.',
    'Findings suggest enhancement of the right L5 nerve root.',
    'Equivocal enhancement of the left S1 root.',
    'Enhancement of the right L5 nerve root?',
    'Enhancement of the right L5 nerve root versus partial volume.',
    // of an earlier study
    'The prior study showed enhancement of the right L5 nerve root.',
    'On the previous examination the right L5 nerve root enhanced.',
    'The enhancement of the L5 nerve root in the earlier scan has resolved.',
    // conditional, or advice
    'If the right L5 nerve root enhances, consider radiculitis.',
    'Consider contrast to look for enhancement of the right L5 nerve root.',
    'Contrast should show enhancement of the L5 root.',
    // of another structure
    'Enhancing scar surrounds the right L5 nerve root.',
    'Enhancing granulation tissue around the left S1 nerve root.',
    'Peridural fibrosis with enhancement, adjacent to the right L5 nerve root.',
    'The recurrent disc fragment enhances and displaces the left S1 nerve root.',
    'Enhancement of the L5 dorsal root ganglion.',
    'An enhancing vein runs along the right L5 nerve root.',
    'Facet enhancement abuts the right L4 root.',
    'Enhancement of the lumbosacral plexus and its roots at L5.',
    'Enhancing epidural tissue encases the right L5 nerve root.',
    'An enhancing synovial cyst contacts the right L5 nerve root.',
    'Peripherally enhancing extrusion compresses the left S1 nerve root.',
    'The right L5 pedicle enhances and the nerve roots are normal.',
    'There is endplate enhancement at L5 and the nerve roots are unremarkable.',
    // of the images, not of the root
    'The right L5 nerve root is normal on contrast-enhanced images.',
    'Contrast-enhanced images show a normal right L5 nerve root.',
    // of no lumbar root
    'Enhancement of the right C6 nerve root.',
    // nothing of the kind
    'The nerve roots are normal.',
    'Vertebral body enhancement at L4.',
    '',
  ])('%s', (text) => {
    expect(roots(text).assertion).not.toBe('present');
    expect(roots(`The alignment is normal. ${text} The conus is normal.`).assertion).not.toBe(
      'present',
    );
  });

  test.each([
    'HISTORY',
    'CLINICAL HISTORY',
    'Clinical information',
    'INDICATION',
    'Reason for exam',
    'Question',
    'COMPARISON',
    'Previous examination',
    'RECOMMENDATION',
    'Technique',
    'Protocol',
  ])('in a section "%s"', (heading) => {
    const text = `${heading}: The right L5 nerve root enhances.\nFINDINGS: Normal alignment.`;
    expect(readReport(text).rootEnhancement.assertion).toBe('not-mentioned');
    const below = `${heading}:\nThe right L5 nerve root enhances.\nFINDINGS:\nNormal alignment.`;
    expect(readReport(below).rootEnhancement.assertion).toBe('not-mentioned');
  });
});

describe('Intravenous contrast', () => {
  test.each([
    ['TECHNIQUE: T1 before and after contrast.', 'given'],
    ['Post-contrast images.', 'given'],
    ['MRI lumbar spine without and with contrast.', 'given'],
    ['After administration of 7 ml gadobutrol.', 'given'],
    ['There is no abnormal enhancement.', 'given'],
    ['TECHNIQUE: Without contrast.', 'not-given'],
    ['Non-contrast MRI.', 'not-given'],
    ['Unenhanced study.', 'not-given'],
    ['Plain MRI of the lumbar spine.', 'not-given'],
    ['Without IV contrast.', 'not-given'],
    ['No contrast was given.', 'not-given'],
    ['Contrast was not administered.', 'not-given'],
    ['COMPARISON: MRI with contrast of 2024.\nFINDINGS: Normal.', 'unknown'],
    ['RECOMMENDATION: MRI with contrast.', 'unknown'],
    ['Sagittal T1 and T2.', 'unknown'],
    ['TECHNIQUE: Without contrast.\nFINDINGS: The right L5 nerve root enhances.', 'not-given'],
    ['', 'unknown'],
  ])('%s: %s', (text, expected) => {
    expect(readReport(text).contrast).toBe(expected);
  });
});

describe('Another process, which gives the finding another meaning', () => {
  test.each([
    'Discitis at L4-5.',
    'Discitis at L4-5 without epidural abscess.',
    'Epidural abscess.',
    'Possible osteomyelitis.',
    'An epidural haematoma is seen.',
    'Large epidural hematoma, no fracture.',
    'Clumping of the roots.',
    'Arachnoiditis.',
    'Intradural mass at L2.',
    'Schwannoma of the L3 root.',
    'Findings are consistent with metastatic disease.',
    'Lymphoma.',
    'Leptomeningeal enhancement.',
    'Nodular enhancement.',
  ])('%s', (text) => {
    expect(mentionsOtherProcess(readReport(text))).toBe(true);
    expect(mentionsOtherProcess(readReport(`HISTORY: ${text}\nFINDINGS: Normal.`))).toBe(false);
  });

  test.each([
    'No discitis.',
    'There is no epidural abscess.',
    'No mass.',
    'No discitis, no abscess.',
    'Normal.',
    '',
  ])('not: %s', (text) => {
    expect(mentionsOtherProcess(readReport(text))).toBe(false);
  });
});
