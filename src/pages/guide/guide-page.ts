import {
  figureEvidence,
  type CardEvidence,
  type FigureEvidence,
} from '../../cards/evidence-page.ts';
import type { EvidenceBase } from '../../cards/figures/evidence.ts';
import { crumbs, foot, markdownToHtml, markdownToInlineHtml } from '../card-words.ts';
import { figureRowOfPlot, hasInterval } from '../figure-section.ts';
import { forestPlot, type ForestRow } from '../forest-plot.ts';
import { escapeHtml, htmlPage } from '../html.ts';
import type { Page } from '../send-page.ts';
import type { GuideFile } from './guide-file.ts';

/** The guide with its figures and the cards of each step, as a page and as data. */
export function guidePage(
  guide: GuideFile,
  evidence: EvidenceBase,
  cards: readonly CardEvidence[],
): Page {
  const steps = guide.steps.map((step, i) => ({
    ...step,
    number: i + 1,
    figures: step.figures.map((id) => figureEvidence(evidence.figure(id), evidence)),
    cards: step.cards.flatMap((id) => {
      const card = cards.find((each) => each.id === id);
      if (card === undefined) return [];
      const { title, mode, indicator } = card;
      return [{ id, title, url: `/cards/${id}`, mode, indicator }];
    }),
  }));
  const sources = [
    ...new Set(steps.flatMap(({ figures }) => figures.map(({ sourceId }) => sourceId))),
  ].map((id) => evidence.source(id));
  const { title, lead, caveat } = guide;
  const body = [
    crumbs,
    `<h1>${escapeHtml(title)}</h1>`,
    `<p>${escapeHtml(lead)}</p>`,
    `<ol class="way">${steps.map(({ id, title: name, number }) => `<li><a href="#${id}"><span class="number">${number}</span>${escapeHtml(name)}</a></li>`).join('')}</ol>`,
    `<p class="caveat-line">${escapeHtml(caveat)}</p>`,
    ...steps.map((step) => stepSection(step, evidence)),
    '<h2>Sources</h2>',
    `<ul class="sources">${sources.map(({ citation }) => `<li>${escapeHtml(citation)}</li>`).join('')}</ul>`,
    `<p class="note">Intervals: ${escapeHtml(evidence.interval)}. Figures of different sources are not to be combined. Links to each source stand on the pages of the cards.</p>`,
    foot,
  ].join('\n');
  return {
    html: htmlPage(title, body, { styles: ['/guide/style.css'] }),
    json: {
      title,
      lead,
      caveat,
      steps,
      interval: evidence.interval,
      sources: sources.map(({ id, label, citation }) => ({ id, label, citation })),
    },
  };
}

interface ShownStep {
  readonly id: string;
  readonly number: number;
  readonly title: string;
  readonly asks: string;
  readonly text: string;
  readonly pitfalls: readonly string[];
  readonly figures: readonly FigureEvidence[];
  readonly cards: readonly {
    readonly title: string;
    readonly url: string;
    readonly mode: CardEvidence['mode'];
  }[];
}

function stepSection(
  { id, number, title, asks, text, pitfalls, figures, cards }: ShownStep,
  evidence: EvidenceBase,
): string {
  const plot = forestPlot(id, `Figures of step ${number}`, [
    { title: '', rows: plotRows(figures, evidence) },
  ]);
  return `<section class="step" id="${id}">
<h2><span class="number">${number}</span>${escapeHtml(title)}</h2>
<p class="asks">${escapeHtml(asks)}</p>
<div class="prose">${markdownToHtml(text)}</div>
<aside class="box" aria-label="Pitfalls"><h3>Pitfalls</h3>
<ul>${pitfalls.map((each) => `<li>${markdownToInlineHtml(each)}</li>`).join('\n')}</ul></aside>
${plot}
<h3>Cards of this step</h3>
<ul class="of-step">${cards.map(({ title: name, url, mode }) => `<li><a href="${url}">${escapeHtml(name)}</a>${mode === 'off' ? ' <span class="note">off here</span>' : ''}</li>`).join('')}</ul>
</section>`;
}

/** The figures with an interval, those that are read against another one first. */
function plotRows(figures: readonly FigureEvidence[], evidence: EvidenceBase): ForestRow[] {
  const rows = figures.filter(hasInterval).map((figure) => {
    const against = 'comparedWith' in figure ? figure.comparedWith : undefined;
    return figureRowOfPlot(
      figure,
      against === undefined ? undefined : figureEvidence(evidence.figure(against), evidence),
    );
  });
  // What others are compared with has its label above the first of them: their line is not broken.
  return rows.sort((a, b) => Number(a.reference === undefined) - Number(b.reference === undefined));
}
