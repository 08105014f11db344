import type { CardEvidence } from '../cards/evidence-page.ts';
import { crumbs, foot, linkOut, list, meaningHere, tag } from './card-words.ts';
import { cardPreviews, phraseList, suggestionList } from './card-preview.ts';
import { figureSection } from './figure-section.ts';
import { escapeHtml, htmlPage } from './html.ts';
import type { Page } from './pages-router.ts';
import { thresholdTable } from './threshold-table.ts';

/** The evidence page of one card: what it says, when, on what grounds, and who has read it. */
export function cardPage(card: CardEvidence): Page {
  const body = [
    crumbs,
    `<h1>${escapeHtml(card.title)}</h1>`,
    cardTags(card),
    `<p class="review">${escapeHtml(reviewState(card))}</p>`,
    '<h2>What it says</h2>',
    cardPreviews(card),
    phraseList(card),
    '<h2>When it fires</h2>',
    list(card.fires),
    '<h2>When it stays silent</h2>',
    list(card.silent),
    '<h2>Figures</h2>',
    figureSection(card),
    '<h2>What is disputed</h2>',
    `<p>${escapeHtml(card.disputed)}</p>`,
    '<h2>Thresholds in force</h2>',
    thresholdTable(card),
    '<h2>Changes it may offer</h2>',
    suggestionList(card),
    '<h2>Override reasons</h2>',
    list(card.overrideReasons),
    '<h2>Sources</h2>',
    `<ul>\n${card.sources.map((source) => `<li>${sourceLine(source)}</li>`).join('\n')}\n</ul>`,
    foot,
  ].join('\n');
  return { html: htmlPage(card.title, body), json: card };
}

function cardTags({
  id,
  indicator,
  mode,
  awaitsApproval,
  recalled,
  hooks,
  version,
}: CardEvidence): string {
  const words = [hooks.join(', '), `version ${version}`].map(
    (each) => `<span>${escapeHtml(each)}</span>`,
  );
  return `<p class="tags">${tag(indicator, indicator)} ${tag('mode', meaningHere({ mode, awaitsApproval, recalled }))} ${words.join(' ')} <code>${escapeHtml(id)}</code></p>`;
}

function reviewState({ reviewed }: CardEvidence): string {
  return reviewed === 'none'
    ? 'Nobody outside the project has reviewed this card yet.'
    : `Reviewed by ${reviewed.by} on ${reviewed.on}; next review due ${reviewed.due}.`;
}

function sourceLine({ citation, links, note }: CardEvidence['sources'][number]): string {
  return [
    escapeHtml(citation),
    ...links.map(linkOut),
    ...(note === undefined ? [] : [`<span class="note">${escapeHtml(note)}</span>`]),
  ].join(' · ');
}
