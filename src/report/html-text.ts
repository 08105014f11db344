import { Parser } from 'htmlparser2';

const blocks = new Set(
  'address article blockquote body br center dd div dl dt fieldset figure footer form h1 h2 h3 h4 h5 h6 header hr html li main nav ol p pre section table tbody thead tr ul'.split(
    ' ',
  ),
);
/** Not shown, or taken back. */
const dropped = new Set([
  'script',
  'style',
  'head',
  'title',
  'template',
  'noscript',
  's',
  'del',
  'strike',
  'svg',
  'textarea',
  'select',
]);

/**
 * The readable text of an HTML report: comments, scripts and what is struck through are left out; a
 * block begins a line; the cells of a row stand in one line, parted by bars.
 */
export function htmlToText(html: string): string {
  const lines: string[] = [];
  let line = '';
  let silent = 0;
  const breakLine = () => {
    lines.push(line.replace(/[ \t\r\n\u00a0]+/g, ' ').trim());
    line = '';
  };
  const parser = new Parser(
    {
      onopentag(name) {
        if (dropped.has(name)) silent++;
        if (silent > 0) return;
        if (blocks.has(name)) breakLine();
        if ((name === 'td' || name === 'th') && line.trim() !== '') line += ' | ';
        if (name === 'li') line = '- ';
      },
      ontext(text) {
        if (silent === 0) line += text.replace(/\s+/g, ' ');
      },
      onclosetag(name) {
        if (dropped.has(name)) silent = Math.max(0, silent - 1);
        if (silent === 0 && blocks.has(name)) breakLine();
      },
    },
    { decodeEntities: true, lowerCaseTags: true },
  );
  parser.write(html);
  parser.end();
  breakLine();
  return lines
    .filter((text, i) => text !== '' || (lines[i - 1] ?? '') !== '')
    .join('\n')
    .trim();
}
