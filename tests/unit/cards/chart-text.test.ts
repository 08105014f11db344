import { describe, expect, test } from '@jest/globals';
import { marked } from 'marked';
import { markdownChartText, plainChartText } from '../../../src/cards/text/chart-text.ts';

const rendered = (text: string) => marked.parseInline(markdownChartText(text), { async: false });

describe('Chart text on one line', () => {
  test.each([
    ['line breaks', 'a\nb\r\nc\rd', 'a b c d'],
    ['line and paragraph separators', 'a\u2028b\u2029c', 'a b c'],
    ['control characters', 'a\u0000b\u0007c\u001bd\u007fe\u0085f', 'a b c d e f'],
    ['tabs and runs of space', ' a \t  b\u00a0c ', 'a b c'],
    ['characters that turn the direction', 'a\u202eb\u202ac\u2066d\u2069e\u200ef', 'abcdef'],
    ['characters that hide', 'L\u200b4\u200c-\u200d5\u2060\ufeff', 'L4-5'],
    ['letters of any script stay', 'Größe 裂 שלום 🦴', 'Größe 裂 שלום 🦴'],
    ['Markdown and HTML stay in plain text', '**a** <b>', '**a** <b>'],
    ['nothing', '', ''],
    ['nothing visible', '\u200b\n\u202e', ''],
  ])('%s', (_name, text, expected) => {
    expect(plainChartText(text)).toBe(expected);
  });

  test('is cut after 300 characters, never within one', () => {
    expect(plainChartText('x'.repeat(300))).toBe('x'.repeat(300));
    expect(plainChartText('x'.repeat(301))).toBe(`${'x'.repeat(300)}…`);
    expect(plainChartText('🦴'.repeat(400))).toBe(`${'🦴'.repeat(300)}…`);
    // Cut before escaping: no half of an escape is left.
    expect(rendered('*'.repeat(400))).toBe(`${'*'.repeat(300)}…`);
  });
});

describe('Chart text in Markdown stays the text it is', () => {
  test.each([
    '**bold** __bold__ *em* _em_ ~~gone~~',
    '`code` ``code`` ```\nfence\n```',
    '[text](https://evil.example)',
    '[text](javascript:alert)',
    '![image](https://evil.example/x.png)',
    '[text][ref] [ref]: https://evil.example',
    '](javascript:alert(1))',
    'https://evil.example/path?x=y#z',
    'http://evil.example',
    'ftp://evil.example',
    'www.evil.example',
    'WWW.EVIL.EXAMPLE',
    'w\u200bww.evil.example',
    'mailto:someone@evil.example',
    'someone@evil.example',
    'javascript:alert(1)',
    '# heading',
    '> quote',
    '| a | b |',
    '\\* backslash \\',
    '\\\\',
    '$x^2$',
    '{{surgery}} {{figure:agreement-under-6-months}}',
    '@team # !',
    'L4-5 discectomy (left), 2026-09-11: done.',
  ])('%s', (text) => {
    // What is left of it, with the five characters that HTML must escape.
    expect(unescaped(rendered(text))).toBe(plainChartText(text));
    expect(rendered(text)).not.toMatch(/<[a-z/!]/i);
  });

  test.each([
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    '<a href="https://evil.example">x</a>',
    '<!-- comment -->',
    '<https://evil.example>',
    '&lt;b&gt; &#60;b&#62; &amp;',
    '<b\n>',
  ])('no tag, no entity: %s', (text) => {
    expect(rendered(text)).not.toMatch(/<[a-z/!]/i);
    expect(unescaped(rendered(text))).toBe(plainChartText(text));
  });

  test('within a sentence of a card it opens no block', () => {
    for (const text of ['# x', '- x', '1. x', '> x', '| a |\n|---|', '```', '    x', '---']) {
      const html = marked.parse(`**Why now:** the chart says “${markdownChartText(text)}”.`, {
        async: false,
      });
      expect(html).toMatch(/^<p><strong>Why now:<\/strong> the chart says “[^<]*”\.<\/p>\n$/);
    }
  });

  test('with plain words nothing is escaped that need not be', () => {
    expect(markdownChartText('L4-5 discectomy, left; 2026-09-11: done.')).toBe(
      'L4-5 discectomy, left; 2026-09-11: done.',
    );
  });
});

const unescaped = (html: string) =>
  html
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');
