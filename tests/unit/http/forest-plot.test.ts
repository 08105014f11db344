import { describe, expect, test } from '@jest/globals';
import { forestPlot, type ForestGroup, type ForestRow } from '../../../src/pages/forest-plot.ts';

const row: ForestRow = {
  label: 'Agreement',
  counts: '10/18',
  percent: 55.6,
  low: 33.7,
  high: 75.4,
};
const groups = (...rows: readonly ForestRow[]): readonly ForestGroup[] => [
  { title: 'A series', rows },
];
const plot = (...rows: readonly ForestRow[]) => forestPlot('x', 'Figures of x', groups(...rows));
/** The two drawings of a plot. */
const drawings = (svg: string) => svg.match(/<svg[\s\S]*?<\/svg>/g) ?? [];
/** x of 0% and 100% by the labels of the axis. */
const scale = (drawing: string) => {
  const at = (percent: string) =>
    Number(new RegExp(`x="([\\d.]+)"[^>]*class="axis"[^>]*>${percent}%<`).exec(drawing)?.[1]);
  return (percent: number) => at('0') + ((at('100') - at('0')) * percent) / 100;
};

describe.each([0, 1])('Drawing %i', (which) => {
  const drawn = (...rows: readonly ForestRow[]) => drawings(plot(...rows))[which]!;

  test('dot and whisker stand at their percent on the axis', () => {
    const drawing = drawn(row);
    const x = scale(drawing);
    expect(Number(/<circle[^>]* cx="([\d.]+)"/.exec(drawing)?.[1])).toBeCloseTo(x(55.6), 0);
    const [, from, to] = /class="whisker" d="M([\d.]+) [\d.]+H([\d.]+)/.exec(drawing) ?? [];
    expect(Number(from)).toBeCloseTo(x(33.7), 0);
    expect(Number(to)).toBeCloseTo(x(75.4), 0);
  });

  test('label, counts and printed value are text', () => {
    const words = drawn(row).replace(/<desc[\s\S]*<\/desc>/, '');
    for (const part of ['A series', 'Agreement', '10/18', '55.6% (33.7–75.4)']) {
      expect(words).toContain(part);
    }
  });

  test('without counts the value stands alone', () => {
    const { label, percent, low, high } = row;
    expect(drawn({ label, percent, low, high })).toContain('>55.6% (33.7–75.4)<');
  });

  test('a reference is a line at its percent, said once for rows that follow one another', () => {
    const reference = { percent: 60, label: 'symptomatic levels 60.0%' };
    const drawing = drawn({ ...row, reference }, { ...row, reference }, row);
    const lines = [...drawing.matchAll(/class="reference" x1="([\d.]+)"/g)];
    expect(lines).toHaveLength(2);
    for (const [, x] of lines) expect(Number(x)).toBeCloseTo(scale(drawing)(60), 0);
    expect(drawing.match(/>symptomatic levels 60\.0%</g)).toHaveLength(1);
    expect(drawn(row)).not.toContain('class="reference"');
  });

  test('everything lies within the drawing, however long the labels and the list', () => {
    const long = {
      ...row,
      label: 'Recurrent herniation with enhancement and thickening '.repeat(3),
    };
    const drawing = drawn(...Array.from({ length: 25 }, () => long), { ...row, low: 0, high: 100 });
    const [, width, height] = /viewBox="0 0 ([\d.]+) ([\d.]+)"/.exec(drawing)!.map(Number);
    for (const [, name, value] of drawing.matchAll(/ ([cxy][xy12]?)="([\d.]+)"/g)) {
      expect(Number(value)).toBeLessThanOrEqual(name!.includes('x') ? width! : height!);
    }
    // Words do not run into one another: no line of text is much longer than its column.
    for (const [, words] of drawing.matchAll(/<text [^>]*>([^<]*)</g)) {
      expect(words!.length).toBeLessThanOrEqual(46);
    }
  });

  test('is an image with a name and a description that holds the values', () => {
    const drawing = drawn(row);
    const [, title, desc] = /role="img" aria-labelledby="(\S+) (\S+)"/.exec(drawing)!;
    expect(drawing).toContain(`<title id="${title}">Figures of x</title>`);
    expect(drawing).toMatch(
      new RegExp(`<desc id="${desc}">[^<]*Agreement: 10/18 · 55\\.6% \\(33\\.7–75\\.4\\)`),
    );
  });
});

test('one drawing for wide screens, one for phones, with ids of their own', () => {
  const svg = plot(row);
  expect(drawings(svg).map((each) => /class="(\w+)"/.exec(each)?.[1])).toEqual(['wide', 'narrow']);
  const ids = Array.from(svg.matchAll(/ id="([^"]+)"/g), ([, id]) => id);
  expect(new Set(ids).size).toBe(ids.length);
});

test('no style and no markup from the words', () => {
  const svg = forestPlot('x', '<b>', [{ title: 'a & b', rows: [{ ...row, label: '<script>"' }] }]);
  expect(svg).not.toMatch(/<script|<b>|style=|<style/);
  expect(svg).toContain('&lt;script&gt;&quot;');
  expect(svg).toContain('a &amp; b');
});

test.each([[[]], [groups()]])('nothing to draw: no plot', (none) => {
  expect(forestPlot('x', 'x', none)).toBe('');
});
