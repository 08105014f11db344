import { expect, test } from '@jest/globals';
import { fc } from '../support/property.ts';
import { marked } from 'marked';
import { markdownChartText, plainChartText } from '../../src/cards/text/chart-text.ts';

/** Any text, and text made of what Markdown, HTML and direction marks are made of. */
const chartText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 400 }),
  fc
    .array(
      fc.constantFrom(
        ...'\\`*_{}[]()<>#|~&!@$^:.-+=/"\' \n\r\t'.split(''),
        '\u202e',
        '\u200b',
        '\u2028',
        'http',
        'https://evil.example',
        ' www.',
        'javascript:',
        '&lt;',
        '&#60;',
        '<b>',
        '<!--',
        'a',
        'L5',
        '1.',
      ),
      { maxLength: 60 },
    )
    .map((parts) => parts.join('')),
);

const unescaped = (html: string) =>
  html
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');

test('in Markdown a text is shown as itself: no tag, no link, no emphasis, no entity', () => {
  fc.assert(
    fc.property(chartText, (text) => {
      const html = marked.parseInline(markdownChartText(text), { async: false });
      expect(html).not.toContain('<');
      expect(unescaped(html)).toBe(plainChartText(text));
    }),
    { numRuns: 3000 },
  );
});

test('within a sentence it stays in its paragraph', () => {
  fc.assert(
    fc.property(chartText, (text) => {
      const html = marked.parse(`The chart says “${markdownChartText(text)}”.`, { async: false });
      expect(html).toMatch(/^<p>The chart says “[^<]*”\.<\/p>\n$/);
    }),
    { numRuns: 2000 },
  );
});

test('plain text is one line of bounded length, and stays as it is', () => {
  fc.assert(
    fc.property(chartText, (text) => {
      const plain = plainChartText(text);
      expect(plain).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/);
      expect(plain).not.toMatch(/[\u200e\u200f\u202a-\u202e\u2066-\u2069\u200b\u2060\ufeff]/u);
      expect([...plain].length).toBeLessThanOrEqual(301);
      expect(plainChartText(plain)).toBe(plain);
    }),
  );
});
