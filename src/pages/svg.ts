import { escapeHtml } from './html.ts';

/** Lines of at most so many characters, broken at spaces; SVG text does not wrap by itself. */
export function wrapped(words: string, chars: number): readonly string[] {
  return words.split(' ').reduce<readonly string[]>((lines, word) => {
    const last = lines.at(-1);
    return last === undefined || `${last} ${word}`.length > chars
      ? [...lines, word]
      : [...lines.slice(0, -1), `${last} ${word}`];
  }, []);
}

/** Text on its base line. Style comes from the style sheet, by class. */
export const text = (x: number, y: number, words: string, name = '', anchor = '') =>
  `<text x="${round(x)}" y="${round(y)}"${name && ` class="${name}"`}${anchor && ` text-anchor="${anchor}"`}>${escapeHtml(words)}</text>`;

export const line = (x1: number, y1: number, x2: number, y2: number, name: string) =>
  `<line class="${name}" x1="${round(x1)}" y1="${round(y1)}" x2="${round(x2)}" y2="${round(y2)}"/>`;

/** Tenths of a unit are finer than any screen. */
export const round = (units: number) => Math.round(units * 10) / 10;
