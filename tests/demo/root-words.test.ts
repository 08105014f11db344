import { expect, test } from '@jest/globals';

// A script of the browser's, which has no types of its own.
const script: string = '../../src/demo/public/chart/root-words.js';
const { rootsIn, rootsOfCard } = await import(script);

const words = (roots: { side: string; root: string }[]) =>
  roots.map(({ side, root }) => `${side} ${root}`);

test.each([
  ['Enhancing left S1 root', ['left S1']],
  ['Enhancing right L5 and S1 roots 20 months after L5–S1 disc surgery', ['right L5', 'right S1']],
  ['left L4 and right L5', ['left L4', 'right L5']],
  ['both S1 roots', ['left S1', 'right S1']],
  ['after L4-L5 discectomy on the left', []],
  ['L4/5 disc on the right', []],
  ['S1 without a side', []],
  ['the cauda equina enhances', []],
])('%s', (text, expected) => {
  expect(words(rootsIn(text))).toEqual(expected);
});

test.each([
  [
    'enhancing-root-differs-from-painful-root',
    'Enhancing left L5; examined left S1. Check numbering, side and old deficits.',
    '',
    ['left L5'],
    ['left S1'],
  ],
  [
    'root-enhancement-after-six-months',
    'Enhancing right S1 root 30 months after L5–S1 disc surgery, same root as examined.',
    'Lumbar MRI of 9 November 2026: “right S1 enhances”. By the usual chart these belong to right S1.',
    ['right S1'],
    ['right S1'],
  ],
  [
    'root-enhancement-after-six-months',
    'Enhancing right S1 root 30 months after disc surgery; one sign points elsewhere. Compare root and side.',
    'Also recorded: “left EHL 4/5”, which the usual chart gives to left L5.',
    ['right S1'],
    ['left L5'],
  ],
  ['mri-device-check', 'Left L5 stimulator', '', [], []],
])('%s: %s', (code, summary, detail, report, examined) => {
  const read = rootsOfCard({ summary, detail, source: { topic: { code } } });
  expect([words(read.report), words(read.examined)]).toEqual([report, examined]);
});
