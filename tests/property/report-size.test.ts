import { expect, test } from '@jest/globals';
import { fc } from '../support/property.ts';
import { htmlToText } from '../../src/clinical-text/text/html-text.ts';
import { itemsOf } from '../../src/report/notation/items.ts';
import { clausesOf } from '../../src/report/clauses/clauses.ts';
import { MAX_TEXT, readReport } from '../../src/report/read-report.ts';
import { tokensOf } from '../../src/report/notation/tokens.ts';

/** What makes careless readers slow: each alone, a million characters long. */
const units = [
  ' ', '\n', '\t', '.', '?', '<', '(', '|', '-', 'a', '1', 'no ', 'no no no ', 'L4-', 'L5, ', 'S1 and ', 'and ', 'it ', 'which ', 'root ', 'enhancement ', 'enhancing ',
  'x: ', 'a:b:', '| x ', 'Findings: ', 'ADDENDUM: the above is wrong. The L5 root enhances. ', 'other than ', 'This has resolved. ', 'it is not ', 'HISTORY:\n', '<td>', '<!--', '&', 'rn0l1', 'not without ',
  'enhancement of the left L5 nerve root, ', 'no enhancement other than the root ', 'thickened and ',
]; // prettier-ignore

test.each(units)('a million characters of %j are read, up to the longest text', (unit) => {
  const text = unit.repeat(Math.ceil(1_000_000 / unit.length));
  const { text: read, sentences, rootEnhancement } = readReport(text);
  expect(read).toHaveLength(MAX_TEXT);
  expect(sentences.length).toBeLessThanOrEqual(MAX_TEXT);
  expect(rootEnhancement.quotes.length).toBeLessThanOrEqual(sentences.length);
  expect(htmlToText(text.slice(0, MAX_TEXT)).length).toBeLessThanOrEqual(2 * MAX_TEXT);
});

test('twice the text makes twice the tokens and clauses, not more, and no clause grows', () => {
  fc.assert(
    fc.property(fc.constantFrom(...units), (unit) => {
      const once = unit.repeat(200);
      const [one, two] = [once, once + once].map((text) => {
        const tokens = tokensOf(text);
        const clauses = clausesOf(itemsOf(tokens));
        return {
          tokens: tokens.length,
          clauses: clauses.length,
          longest: Math.max(0, ...clauses.map(({ items }) => items.length)),
        };
      });
      expect(two!.tokens).toBeLessThanOrEqual(2 * one!.tokens + 2);
      expect(two!.clauses).toBeLessThanOrEqual(2 * one!.clauses + 2);
      expect(two!.longest).toBeLessThanOrEqual(48);
    }),
  );
});

test('any text at all is read without a fault, also as HTML', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (text) => {
      expect(() => readReport(htmlToText(text))).not.toThrow();
      expect(readReport(text).text).toBe(text);
    }),
    { numRuns: 500 },
  );
});
