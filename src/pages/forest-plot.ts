import { escapeHtml } from './html.ts';
import { line, round, text, wrapped } from './svg.ts';

/** One proportion with its interval, all in percent from 0 to 100. */
export interface ForestRow {
  readonly label: string;
  /** The counts as printed, `10/18`; left out when the source does not give them. */
  readonly counts?: string;
  readonly percent: number;
  readonly low: number;
  readonly high: number;
  /** The row that a reader asked for, among others. */
  readonly isAsked?: boolean;
  /** A light line to read the row against. */
  readonly reference?: { readonly percent: number; readonly label: string };
}

/** The rows of one source, under its name. */
export interface ForestGroup {
  readonly title: string;
  readonly rows: readonly ForestRow[];
}

interface Layout {
  readonly name: 'wide' | 'narrow';
  readonly width: number;
  /** Where 0% and 100% are. */
  readonly zero: number;
  readonly hundred: number;
  /** Characters of a label and of a heading on one line. */
  readonly labelChars: number;
  readonly headingChars: number;
}

/** Label, whisker and value side by side: a page of 46 rem, or paper. */
const wide: Layout = {
  name: 'wide',
  width: 736,
  zero: 300,
  hundred: 580,
  labelChars: 41,
  headingChars: 95,
};
/** Label, value and whisker one below the other: a phone. */
const narrow: Layout = {
  name: 'narrow',
  width: 340,
  zero: 14,
  hundred: 322,
  labelChars: 44,
  headingChars: 42,
};

/** A part of the drawing and how much height it takes. */
interface Drawn {
  readonly svg: string;
  readonly height: number;
}

const TICKS = [0, 25, 50, 75, 100];
const LINE = 17;
/** Space around the rows, so that whiskers of two rows keep apart. */
const GAP = 10;

/**
 * A forest plot as inline SVG: a dot and a whisker for each row on an axis from 0 to 100%, with label
 * and printed value. Two drawings of the same; the style sheet shows the one that fits. Colours come
 * from the style sheet as well: no style stands in the drawing.
 *
 * @param id Distinguishes the plots of a page.
 * @returns nothing when there is no row.
 */
export function forestPlot(id: string, title: string, groups: readonly ForestGroup[]): string {
  if (groups.every(({ rows }) => rows.length === 0)) return '';
  return `<div class="plot">\n${[wide, narrow].map((layout) => draw(layout, id, title, groups)).join('\n')}\n</div>`;
}

function draw(layout: Layout, id: string, title: string, groups: readonly ForestGroup[]): string {
  const marks: string[] = [];
  let y = 6;
  const axisAbove = y + 10;
  y += LINE;
  for (const { title: heading, rows } of groups.filter((group) => group.rows.length > 0)) {
    y += GAP;
    const lines = heading === '' ? [] : wrapped(heading, layout.headingChars);
    marks.push(...lines.map((line, i) => text(0, y + (i + 1) * LINE - 4, line, 'group')));
    y += lines.length * LINE;
    let said: string | undefined;
    for (const row of rows) {
      if (row.reference && row.reference.label !== said) {
        said = row.reference.label;
        const label = referenceLabel(layout, y, row.reference);
        marks.push(label.svg);
        y += label.height;
      }
      const drawn = layout.name === 'wide' ? wideRow(row, y) : narrowRow(row, y);
      marks.push(drawn.svg);
      y += drawn.height;
    }
  }
  const height = y + LINE + 4;
  const axis = TICKS.flatMap((percent) => {
    const x = xOf(layout, percent);
    return [axisAbove, y + LINE - 3].map((base) => text(x, base, `${percent}%`, 'axis', 'middle'));
  });
  const [titleId, descId] = [`plot-${id}-${layout.name}-title`, `plot-${id}-${layout.name}-desc`];
  return `<svg class="${layout.name}" role="img" aria-labelledby="${titleId} ${descId}" viewBox="0 0 ${layout.width} ${round(height)}">
<title id="${titleId}">${escapeHtml(title)}</title>
<desc id="${descId}">${escapeHtml(description(groups))}</desc>
${[...axis, ...marks].join('\n')}
</svg>`;
}

/** For those who do not see it; the table says the same in full. */
function description(groups: readonly ForestGroup[]): string {
  const rows = groups.flatMap((group) => group.rows);
  const values = rows.map(({ label, ...row }) => `${label}: ${valueText(row)}.`);
  return `Percent with 95% interval on an axis from 0 to 100%. ${values.join(' ')}`;
}

function wideRow(row: ForestRow, top: number): Drawn {
  const label = wrapped(row.label, labelChars(wide, row));
  const height = Math.max(label.length, 2) * LINE + GAP;
  const middle = top + height / 2;
  // Text stands on its base line: a block of lines is centred around the whisker.
  const firstBase = (lines: number) => middle - (lines * LINE) / 2 + LINE - 4;
  const svg = [
    ...upright(wide, row, top, top + height),
    ...label.map((words, i) => text(0, firstBase(label.length) + i * LINE, words, labelName(row))),
    ...whisker(wide, row, middle),
    ...(row.counts === undefined
      ? [text(wide.width, firstBase(1), valueText({ ...row, counts: undefined }), '', 'end')]
      : [
          text(wide.width, firstBase(2), valueText({ ...row, counts: undefined }), '', 'end'),
          text(wide.width, firstBase(2) + LINE, row.counts, 'counts', 'end'),
        ]),
  ];
  return { svg: svg.join('\n'), height };
}

function narrowRow(row: ForestRow, top: number): Drawn {
  const label = wrapped(row.label, labelChars(narrow, row));
  const words = label.length * LINE;
  const middle = top + words + LINE + 16;
  const svg = [
    ...upright(narrow, row, middle - 11, middle + 11),
    ...label.map((part, i) => text(0, top + (i + 1) * LINE, part, labelName(row))),
    text(0, top + words + LINE, valueText(row), 'counts'),
    ...whisker(narrow, row, middle),
  ];
  return { svg: svg.join('\n'), height: words + LINE + 16 + 8 + GAP };
}

/** Bold letters are wider. */
const labelChars = (layout: Layout, { isAsked }: ForestRow) =>
  Math.floor(layout.labelChars * (isAsked ? 0.88 : 1));

const labelName = ({ isAsked }: ForestRow) => (isAsked ? 'group' : '');

function whisker(layout: Layout, { percent, low, high, isAsked }: ForestRow, y: number): string[] {
  const [x, from, to] = [percent, low, high].map((p) => round(xOf(layout, p))) as [
    number,
    number,
    number,
  ];
  const [above, below] = [round(y - 5), round(y + 5)];
  return [
    `<path class="whisker" d="M${from} ${round(y)}H${to}M${from} ${above}V${below}M${to} ${above}V${below}"/>`,
    `<circle class="dot" cx="${x}" cy="${round(y)}" r="${isAsked ? 7 : 5}"/>`,
  ];
}

/** The lines behind a row: the grid, and what to read the row against. */
function upright(layout: Layout, { reference }: ForestRow, from: number, to: number): string[] {
  const at = (percent: number, name: string) => {
    const x = xOf(layout, percent);
    return line(x, from, x, to, name);
  };
  return [
    ...TICKS.map((percent) => at(percent, 'grid')),
    ...(reference ? [at(reference.percent, 'reference')] : []),
  ];
}

/** Centred over its line where there is room, else from the left edge. */
function referenceLabel(
  layout: Layout,
  top: number,
  { percent, label }: NonNullable<ForestRow['reference']>,
): Drawn {
  const lines = wrapped(label, layout.headingChars);
  // At most seven units to a character of this size.
  const half = Math.max(...lines.map((words) => words.length)) * 3.5;
  const centre = xOf(layout, percent);
  const fits = centre - half >= 0 && centre + half <= layout.width;
  const svg = lines.map((words, i) => {
    const y = top + (i + 1) * LINE - 4;
    return fits
      ? text(centre, y, words, 'reference-label', 'middle')
      : text(0, y, words, 'reference-label');
  });
  return { svg: svg.join('\n'), height: lines.length * LINE };
}

const xOf = ({ zero, hundred }: Layout, percent: number) =>
  zero + ((hundred - zero) * percent) / 100;

const valueText = ({
  counts,
  percent,
  low,
  high,
}: Pick<ForestRow, 'percent' | 'low' | 'high'> & { readonly counts?: string | undefined }) =>
  `${counts === undefined ? '' : `${counts} · `}${percent.toFixed(1)}% (${low.toFixed(1)}–${high.toFixed(1)})`;
