import { describe, expect, test } from '@jest/globals';
import { htmlToText } from '../../../src/clinical-text/text/html-text.ts';
import { plainTextOf } from '../../../src/report/report-text.ts';

describe('The readable text of HTML', () => {
  test.each([
    ['blocks begin lines', '<h3>Findings</h3><p>One.</p><p>Two.</p>', 'Findings\nOne.\nTwo.'],
    ['line breaks', 'One.<br>Two.<br/>Three.', 'One.\nTwo.\nThree.'],
    ['lists', '<ul><li>One.</li><li>Two.</li></ul>', '- One.\n- Two.'],
    ['inline markup joins words', 'the <b>left</b>&nbsp;<i>L5</i> root', 'the left L5 root'],
    ['entities', 'L4&#8209;L5 &amp; S1 &lt;5&nbsp;mm', 'L4‑L5 & S1 <5 mm'],
    [
      'what is struck through is taken back',
      '<del>Enhances.</del><s>A</s> <strike>B</strike>No.',
      'No.',
    ],
    [
      'comments, scripts, styles and titles',
      '<title>T</title><style>p{}</style><script>x()</script><!-- enhances -->Normal.',
      'Normal.',
    ],
    [
      'a row is a line, its cells parted',
      '<table><tr><td>Scar</td><td>None</td></tr></table>',
      'Scar | None',
    ],
    [
      'heading cells end with a rule',
      '<table><tr><th>Level</th><th>Roots</th></tr><tr><td>L4/5</td><td>Normal</td></tr></table>',
      'Level | Roots\n|---|\nL4/5 | Normal',
    ],
    ['what is not closed', '<p>One.<div>Two.', 'One.\nTwo.'],
    ['no markup', 'Root < 5 mm', 'Root < 5 mm'],
    ['nothing', '', ''],
  ])('%s', (_name, html, text) => {
    expect(htmlToText(html)).toBe(text);
  });

  test('only what says that it is HTML, or begins as a page, is read as HTML', () => {
    expect(plainTextOf('<p>x</p>', 'text/html; charset=utf-8')).toBe('x');
    expect(plainTextOf('L5 <p>x</p>', 'text/plain')).toBe('L5 <p>x</p>');
    expect(plainTextOf('L5 <p>x</p>', undefined)).toBe('L5 <p>x</p>');
  });
});
