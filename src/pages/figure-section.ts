import type { CardEvidence, FigureEvidence } from '../cards/evidence-page.ts';
import { linkOut } from './card-words.ts';
import { forestPlot, type ForestGroup, type ForestRow } from './forest-plot.ts';
import { escapeHtml } from './html.ts';

/** The figures of a card: a forest plot of those with an interval, and a table of all of them. */
export function figureSection(card: CardEvidence): string {
  if (card.figures.length === 0) return '<p>This card prints no figure.</p>';
  const plotted = card.figures.filter(hasInterval);
  const left = card.figures.length - plotted.length;
  return [
    forestPlot(card.id, `Figures of the card “${card.title}”`, plotGroups(card, plotted)),
    plotted.length > 0 && left > 0
      ? `<p class="note">Not drawn: ${left === 1 ? 'one figure' : `${left} figures`} without a published interval. The table has all of them.</p>`
      : '',
    figureTable(card),
    `<p class="note">Intervals: ${escapeHtml(card.interval)}. Figures of different sources are not to be combined.</p>`,
  ].join('\n');
}

export type WithInterval = FigureEvidence & Pick<ForestRow, 'percent' | 'low' | 'high'>;
/** A figure that can be drawn. */
export const hasInterval = (figure: FigureEvidence): figure is WithInterval =>
  'percent' in figure && 'low' in figure && 'high' in figure;

const plotGroups = (card: CardEvidence, plotted: readonly WithInterval[]): ForestGroup[] =>
  Array.from(
    groupedBy(plotted, ({ sourceId }) => sourceId),
    (figures) => ({
      title: figures[0]?.source ?? '',
      // What others are compared with stands below them: their line is not broken.
      rows: figures
        .map((figure) => plotRow(card, figure))
        .sort((a, b) => Number(a.reference === undefined) - Number(b.reference === undefined)),
    }),
  );

const plotRow = (card: CardEvidence, figure: WithInterval): ForestRow =>
  figureRowOfPlot(
    figure,
    'comparedWith' in figure
      ? card.figures.find(({ id }) => id === figure.comparedWith)
      : undefined,
  );

/**
 * A figure with an interval as a row of a plot.
 * @param prior What it is read against, drawn as a line; undefined where there is nothing.
 */
export function figureRowOfPlot(
  figure: WithInterval,
  prior: FigureEvidence | undefined,
): ForestRow {
  const { label, percent, low, high } = figure;
  if (figure.kind !== 'fraction') return { label, percent, low, high };
  return {
    label,
    counts: `${counts(figure)}${dagger(figure)}`,
    percent,
    low,
    high,
    ...(prior?.kind === 'fraction' && {
      reference: {
        percent: prior.percent,
        label: `┆ ${prior.percent.toFixed(1)}% (${counts(prior)}): ${firstLower(prior.label)}`,
      },
    }),
  };
}

/** One table; a head row for each source and population, so that neither is said for every figure. */
export function figureTable({ figures }: Pick<CardEvidence, 'figures'>): string {
  const bodies = groupedBy(figures, (f) => JSON.stringify([f.sourceId, f.population])).map(
    (group) => {
      const [first] = group;
      if (!first) return '';
      const { source, sourceLinks, population } = first;
      const where = sourceLinks.length === 0 ? '' : ` · ${sourceLinks.map(linkOut).join(' · ')}`;
      return `<tbody>
<tr><th colspan="4" scope="rowgroup"><strong>${escapeHtml(source)}</strong>${where}<span class="caveat">${escapeHtml(population)}</span></th></tr>
${group.map(figureRow).join('\n')}
</tbody>`;
    },
  );
  return `<table class="figures stacked"><thead><tr><th>figure</th><th class="number">count</th><th class="number">percent</th><th class="number">95% interval</th></tr></thead>
${bodies.join('\n')}
</table>`;
}

function figureRow(figure: FigureEvidence): string {
  if (figure.kind !== 'fraction') {
    // A percent without counts, or a sentence: it takes the whole row, and no column promises more.
    const says = `${figure.label}: ${figure.printed}`;
    return `<tr><td colspan="4">${withCaveat(says, figure.caveat)}</td></tr>`;
  }
  const { label, percent, low, high, p } = figure;
  const caveats = [
    figure.caveat,
    ...(p === undefined ? [] : [`P=${p}.`]),
    ...(figure.dagger === undefined ? [] : [`† ${figure.dagger}.`]),
  ];
  const numbers = [counts(figure), `${percent.toFixed(1)}%${dagger(figure)}`].map(
    (value) => `<td class="number">${value}</td>`,
  );
  const interval = `<td class="number" data-column="95% interval">${low.toFixed(1)}–${high.toFixed(1)}</td>`;
  return `<tr><td>${withCaveat(label, caveats.join(' '))}</td>${numbers.join('')}${interval}</tr>`;
}

const withCaveat = (words: string, caveat: string) =>
  `${escapeHtml(words)}<span class="caveat">${escapeHtml(caveat)}</span>`;

const counts = ({ k, n }: { readonly k: number; readonly n: number }) => `${k}/${n}`;

/** The mark of a figure beside which something must be said; the table says it. */
const dagger = (figure: { readonly dagger?: string | undefined }) =>
  figure.dagger === undefined ? '' : '†';

const firstLower = (words: string) => words.charAt(0).toLowerCase() + words.slice(1);

/** Groups in the order in which they first appear. */
function groupedBy<T>(items: readonly T[], key: (item: T) => string): readonly (readonly T[])[] {
  return [...Map.groupBy(items, key).values()];
}
