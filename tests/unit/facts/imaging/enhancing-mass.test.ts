import { expect, test } from '@jest/globals';
import { enhancingMass } from '../../../../src/facts/imaging/enhancing-mass.ts';
import { readReport } from '../../../../src/report/read-report.ts';

function mass(text: string): string | undefined {
  const found = enhancingMass(readReport(`Technique: with gadolinium.\nFindings: ${text}\n`));
  return found && `${found.isMultiple ? 'several' : 'one'}${found.isNodular ? ', nodular' : ''}`;
}

test.each([
  ['There is a 12 mm enhancing intradural mass at L2.', 'one'],
  ['A 9 mm nodule lies on the left L5 nerve root. It enhances avidly.', 'one, nodular'],
  ['Enhancing dumbbell mass of the right L4 foramen.', 'one'],
  ['Multiple enhancing nodules along the cauda equina.', 'several, nodular'],
  ['Two enhancing nodules on the cauda equina nerve roots.', 'several, nodular'],
  ['Bilateral enhancing foraminal masses at L4.', 'several'],
])('"%s": %s', (text, expected) => {
  expect(mass(text)).toBe(expected);
});

test.each([
  'There is a 12 mm intradural mass at L2.',
  'There is a 12 mm intradural mass at L2. The conus enhances normally.',
  'There is a 12 mm intradural mass at L2. It does not enhance.',
  'Non-enhancing nodule on the left L5 nerve root.',
  'Possible enhancing nodule on the left L5 nerve root.',
  'No enhancing mass on the nerve roots.',
  'Enhancing epidural mass.',
  'Enhancing intramedullary mass.',
  'Enhancing mass of the left kidney.',
  'Enhancing paraspinal mass displacing the L4 nerve root.',
  'Enhancing intradural mass with a dural tail at L2, likely meningioma.',
  'Enhancement of the right L5 nerve root.',
])('none: "%s"', (text) => {
  expect(mass(text)).toBeUndefined();
});
