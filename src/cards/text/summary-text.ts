import { plainChartText } from './chart-text.ts';

/** A summary has fewer characters than this. */
export const SUMMARY_END = 140;

/**
 * Text of a chart in a summary, which is plain: nothing in it is a sign of Markdown or HTML, or looks
 * like an address, for the client that reads it as such. A comparator is said in words.
 */
export function summaryChartText(text: string): string {
  return plainChartText(text)
    .replace(/[<>]=?\s?(?=\d)/g, (sign) => `${comparators[sign.trim()] ?? ''} `)
    .replace(/[<>`*_[\]\\|#{}~^$!&]/g, ' ')
    .replace(/:\/\/|@/g, ' ')
    .replace(/\bwww\./gi, 'www ')
    .replace(/\s+/g, ' ')
    .trim();
}

const comparators: Readonly<Record<string, string>> = {
  '<': 'below',
  '<=': 'at most',
  '>': 'above',
  '>=': 'at least',
};

/** A sentence begins with a capital letter; `eGFR` and `L5` stay as they are. */
export const asSentence = (text: string): string =>
  /^[a-z]+(?![A-Za-z])/.test(text) ? `${text.charAt(0).toUpperCase()}${text.slice(1)}` : text;
