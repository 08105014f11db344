import { escapeHtml } from '../pages/html.ts';
import { line, round, text } from '../pages/svg.ts';
import type { CardWeek } from './insight-types.ts';

/** A point of a p-chart: a share, and the limits within which chance alone would keep it. */
export interface ControlPoint {
  readonly from: string;
  readonly k: number;
  readonly n: number;
  /** Undefined in a week without calls. */
  readonly share: number | undefined;
  readonly low: number;
  readonly high: number;
  readonly isOutside: boolean;
}

/** Standard deviations between the mean and a limit, as Shewhart has it. */
const SIGMAS = 3;

/**
 * The weekly shares with three-sigma limits around the share of all weeks together (a p-chart).
 * Shewhart, Economic Control of Quality of Manufactured Product, 1931.
 */
export function controlPoints(
  weeks: readonly CardWeek[],
  countOf: (week: CardWeek) => readonly [k: number, n: number],
): { readonly mean: number; readonly points: readonly ControlPoint[] } {
  const counts = weeks.map(countOf);
  const n = counts.reduce((sum, [, each]) => sum + each, 0);
  const mean = n === 0 ? 0 : counts.reduce((sum, [each]) => sum + each, 0) / n;
  const points = weeks.map(({ from }, index): ControlPoint => {
    const [k, of] = counts[index] ?? [0, 0];
    if (of === 0) return { from, k, n: of, share: undefined, low: 0, high: 1, isOutside: false };
    const sigma = Math.sqrt(Math.max(0, mean * (1 - mean)) / of);
    const low = Math.max(0, mean - SIGMAS * sigma);
    const high = Math.min(1, mean + SIGMAS * sigma);
    const share = Math.min(1, k / of);
    return { from, k, n: of, share, low, high, isOutside: share < low || share > high };
  });
  return { mean, points };
}

const WIDTH = 340;
const HEIGHT = 96;
const [LEFT, RIGHT, TOP, BOTTOM] = [34, 8, 14, 20];

/**
 * A small chart of weekly shares with their limits as inline SVG; its numbers stand beside it in a
 * table. Weeks in which another version began are marked.
 */
export function controlChart(
  title: string,
  weeks: readonly CardWeek[],
  countOf: (week: CardWeek) => readonly [k: number, n: number],
): string {
  const { mean, points } = controlPoints(weeks, countOf);
  const top = Math.max(
    0.05,
    ...points.map(({ share, high, n }) => (n === 0 ? 0 : Math.max(share ?? 0, high))),
  );
  const max = Math.min(1, Math.ceil(top * 20) / 20);
  const x = (week: number) =>
    LEFT + ((week + 0.5) * (WIDTH - LEFT - RIGHT)) / Math.max(1, points.length);
  const y = (share: number) => TOP + (1 - share / max) * (HEIGHT - TOP - BOTTOM);
  const half = (WIDTH - LEFT - RIGHT) / Math.max(1, points.length) / 2;
  const band = points.map(({ n, low, high }, week) =>
    n === 0
      ? ''
      : `<rect class="limits" x="${round(x(week) - half)}" width="${round(2 * half)}" y="${round(y(high))}" height="${round(y(low) - y(high))}"/>`,
  );
  const shown = points.flatMap(({ share }, week) =>
    share === undefined ? [] : [[x(week), y(share)] as const],
  );
  const path = shown
    .map(([px, py], i) => `${i === 0 ? 'M' : 'L'}${round(px)} ${round(py)}`)
    .join('');
  const dots = points.map(({ share, isOutside, k, n, from }, week) =>
    share === undefined
      ? ''
      : `<circle class="point${isOutside ? ' outside' : ''}" cx="${round(x(week))}" cy="${round(y(share))}" r="${isOutside ? 4.5 : 3}"><title>week of ${from}: ${k} of ${n}</title></circle>`,
  );
  const versions = weeks.flatMap(({ versions: own }, week) => {
    const newest = own.at(-1);
    const before = weeks
      .slice(0, week)
      .findLast((each) => each.versions.length > 0)
      ?.versions.at(-1);
    if (newest === undefined || before === undefined || newest === before) return [];
    return [
      line(x(week) - half, TOP, x(week) - half, HEIGHT - BOTTOM, 'version'),
      text(x(week) - half + 2, TOP - 3, `v${newest}`, 'axis'),
    ];
  });
  const percent = (share: number) => `${Math.round(share * 1000) / 10}%`;
  const said = points.map(({ k, n }) => `${k} of ${n}`).join(', ');
  return `<svg class="control" role="img" aria-label="${escapeHtml(`${title}, week by week: ${said}`)}" viewBox="0 0 ${WIDTH} ${HEIGHT}">
${[
  ...band,
  line(LEFT, y(mean), WIDTH - RIGHT, y(mean), 'mean'),
  line(LEFT, y(0), WIDTH - RIGHT, y(0), 'grid'),
  `<path class="run" d="${path}"/>`,
  ...dots,
  ...versions,
  text(LEFT - 4, y(max) + 4, percent(max), 'axis', 'end'),
  text(LEFT - 4, y(0) + 3, '0%', 'axis', 'end'),
  text(LEFT, HEIGHT - 5, points[0]?.from.slice(5) ?? '', 'axis'),
  text(WIDTH - RIGHT, HEIGHT - 5, points.at(-1)?.from.slice(5) ?? '', 'axis', 'end'),
]
  .filter((part) => part !== '')
  .join('\n')}
</svg>`;
}
