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

/** Elements inside one another: reports have a dozen; the parser's time grows with their number. */
const MAX_DEPTH = 1_000;

/**
 * The readable text of an HTML report: comments, scripts and what is struck through are left out; a
 * block begins a line; the cells of a row stand in one line, parted by bars.
 *
 * @throws {RangeError} when elements stand in one another more than a thousand deep.
 */
export function htmlToText(html: string): string {
  const lines: string[] = [];
  let line = '';
  let silent = 0;
  let depth = 0;
  /** The open row has heading cells only. */
  let isHeadingRow = false;
  let isFirstCell = true;
  /** Nothing was written since the open cell, or the line in it, began. */
  let isBlank = true;
  // Only a second <br> in a row makes an empty line: blocks inside blocks do not.
  const breakLine = (isBr = false) => {
    isBlank = true;
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
        depth++;
        if (depth > MAX_DEPTH) throw new RangeError('The markup is nested too deeply.');
        if (dropped.has(name)) silent++;
        if (silent > 0) return;
        if (blocks.has(name)) breakLine(name === 'br');
        if (name === 'td' || name === 'th') {
          if (!isFirstCell) line += ' | ';
          isFirstCell = false;
          isBlank = true;
        }
        if (name === 'tr') {
          isHeadingRow = true;
          isFirstCell = true;
        }
        if (name === 'td') isHeadingRow = false;
        if (name === 'li') line = '- ';
      },
      ontext(text) {
        if (silent > 0) return;
        line += text.replace(/\s+/g, ' ');
        isBlank &&= text.trim() === '';
      },
      onclosetag(name) {
        depth--;
        if (dropped.has(name)) silent = Math.max(0, silent - 1);
        if (silent > 0) return;
        // An empty cell keeps its column.
        if ((name === 'td' || name === 'th') && isBlank) {
          line += '–';
          isBlank = false;
        }
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
