import { expect, test } from '@jest/globals';

// A script of the browser's, which has no types of its own.
const script: string = '../../src/demo/public/chart/compared-roots.js';
const { comparedRoots } = await import(script);

const card = (...roots: object[]) => ({
  summary: 'Enhancing right S1 root; examined right L4.',
  extension: { 'cauda.basis': { card: 'any', roots } },
});

test('roots are taken from the data of a card, the report first', () => {
  const sources = comparedRoots(
    card(
      { from: 'report', candidates: ['L5'], side: 'left' },
      { from: 'report', candidates: ['S1'], side: 'left' },
      { from: 'problem-list', candidates: ['L5'], side: 'left' },
      { from: 'electrodiagnosis', candidates: ['S1'], side: 'right', strength: 'named' },
      { from: 'examination', candidates: ['L2', 'L3'], side: 'right', strength: 'single' },
    ),
  );
  expect(sources).toEqual([
    {
      title: 'Report',
      roots: [
        { side: 'left', root: 'L5' },
        { side: 'left', root: 'S1' },
      ],
      remark: '',
    },
    { title: 'Problem list', roots: [{ side: 'left', root: 'L5' }], remark: '' },
    { title: 'EMG', roots: [{ side: 'right', root: 'S1' }], remark: '' },
    {
      title: 'Examination',
      roots: [
        { side: 'right', root: 'L2' },
        { side: 'right', root: 'L3' },
      ],
      remark: 'one of these, one sign',
    },
  ]);
});

test.each([
  ['a card that compares none', card()],
  ['a card of an older version', { summary: 'Enhancing left S1 root' }],
])('%s has no picture, whatever its words say', (_what, each) => {
  expect(comparedRoots(each)).toEqual([]);
});
