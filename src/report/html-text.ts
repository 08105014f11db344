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
  /** The open row has heading cells only. */
  let isHeadingRow = false;
  let isFirstCell = true;
  let cellStart = 0;
  // Only a second <br> in a row makes an empty line: blocks inside blocks do not.
  const breakLine = (isBr = false) => {
    if (line.trim() === '' && !isBr) {
      line = '';
      return;
    }
    lines.push(line.replace(/[ \t\r\n\u00a0]+/g, ' ').trim());
    line = '';
  };
  const parser = new Parser(
    {
      onopentag(name) {
        if (dropped.has(name)) silent++;
        if (silent > 0) return;
        if (blocks.has(name)) breakLine(name === 'br');
        if (name === 'td' || name === 'th') {
          if (!isFirstCell) line += ' | ';
          isFirstCell = false;
          cellStart = line.length;
        }
        if (name === 'tr') {
          isHeadingRow = true;
          isFirstCell = true;
        }
        if (name === 'td') isHeadingRow = false;
        if (name === 'li') line = '- ';
      },
      ontext(text) {
        if (silent === 0) line += text.replace(/\s+/g, ' ');
      },
      onclosetag(name) {
        if (dropped.has(name)) silent = Math.max(0, silent - 1);
        if (silent > 0) return;
        // An empty cell keeps its column.
        if ((name === 'td' || name === 'th') && line.slice(cellStart).trim() === '') line += '–';
        if (!blocks.has(name) || name === 'br') return;
        const isBar = name === 'tr' && isHeadingRow && line.includes('|');
        breakLine();
        if (isBar) lines.push('|---|');
        isHeadingRow = false;
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
