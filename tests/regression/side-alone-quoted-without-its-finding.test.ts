import { expect, test } from '@jest/globals';
import { readReport } from '../../src/report/read-report.ts';

const quoted = (text: string) => readReport(text).rootEnhancement.quotes.map((quote) => quote.text);

test.each([
  ['Nerve root enhancement. Left.', ['Nerve root enhancement.', 'Left.']],
  ['The L5 roots enhance. On the right side only.', ['The L5 roots enhance.', 'On the right side only.']], // prettier-ignore
  ['The right L5 root enhances. S1 too.', ['The right L5 root enhances.', 'S1 too.']],
])('%s is quoted with the words of uptake', (text, quotes) => {
  expect(quoted(text)).toEqual(quotes);
});

test.each(['Nerve root enhancement on the left.', 'The left L5 root enhances. No fracture. Left.'])(
  '%s is quoted in one sentence',
  (text) => {
    expect(quoted(text)).toHaveLength(1);
  },
);
