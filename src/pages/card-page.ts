import type { CardEvidence } from '../cards/evidence-page.ts';
import { crumbs, foot, linkOut, list, markdownToHtml, meaningHere, tag } from './card-words.ts';
import { cardPreviews, phraseList, suggestionList } from './card-preview.ts';
import { figureSection } from './figure-section.ts';
import { escapeHtml, htmlPage } from './html.ts';
import type { Page } from './send-page.ts';
import { thresholdTable } from './threshold-table.ts';

/**
 * The evidence page of one card. It answers in the order in which a reader asks: what made it speak,
 * what it says and why, on what figures, what is disputed, when it is silent, from where, since when,
 * and who has read it.
 *
 * @param versions Those that can be looked at.
 */
export function cardPage(
  card: CardEvidence,
  steps: readonly GuideStepLink[] = [],
  versions: readonly number[] = [],
): Page {
  const body = [
    crumbs,
    `<h1>${escapeHtml(card.title)}</h1>`,
    cardTags(card),
    '<h2>What made it speak</h2>',
    list(card.fires),
    thresholdTable(card),
    '<h2>What it says, and why</h2>',
    cardPreviews(card),
    ...card.explained.map(explanation),
    phraseList(card),
    '<h3>What it may change</h3>',
    suggestionList(card),
    '<h3>Reasons to set it aside</h3>',
    list(card.overrideReasons),
    '<h2>The figures</h2>',
    figureSection(card),
    furtherReading(card, steps),
    '<h2>What is disputed</h2>',
    `<p>${escapeHtml(card.disputed)}</p>`,
    '<h2>When it is silent</h2>',
    silenceList(card),
    '<h2>Sources</h2>',
    `<ul>\n${card.sources.map((source) => `<li>${sourceLine(source)}</li>`).join('\n')}\n</ul>`,
    '<h2>Versions</h2>',
    versionList(card, versions),
    '<h2>Review</h2>',
    `<p class="review">${escapeHtml(reviewState(card))}</p>`,
    `<p><a href="/insights?card=${escapeHtml(card.id)}">What this card did here</a>, for those who look after it.</p>`,
    foot,
  ].join('\n');
  return { html: htmlPage(card.title, body), json: { ...card, versions } };
}

/** A step of the guide and the cards that it names. */
export interface GuideStepLink {
  readonly id: string;
  readonly title: string;
  readonly cards: readonly string[];
}

/** Where the card stands in the guide, and where its study can be looked up. */
function furtherReading({ id, figures }: CardEvidence, steps: readonly GuideStepLink[]): string {
  const inGuide = steps.flatMap((step, i) =>
    step.cards.includes(id)
      ? [`<a href="/guide#${step.id}">step ${i + 1}, ${escapeHtml(firstLower(step.title))}</a>`]
      : [],
  );
  const isAgreement = figures.some(
    (figure) => 'comparedWith' in figure && figure.comparedWith === 'symptomatic-levels',
  );
  const links = [
    ...(inGuide.length === 0 ? [] : [`In the guide: ${inGuide.join('; ')}.`]),
    ...(isAgreement
      ? ['<a href="/agreement">Look up another combination of findings</a> in the same study.']
      : []),
  ];
  return links.length === 0 ? '' : `<p>${links.join(' ')}</p>`;
}

const firstLower = (words: string) => words.charAt(0).toLowerCase() + words.slice(1);

function cardTags({
  id,
  indicator,
  mode,
  awaitsApproval,
  awaitsContact,
  recalled,
  hooks,
  version,
}: CardEvidence): string {
  const words = [hooks.join(', '), `version ${version}`].map(
    (each) => `<span>${escapeHtml(each)}</span>`,
  );
  return `<p class="tags">${tag(indicator, indicator)} ${tag('mode', meaningHere({ mode, awaitsApproval, awaitsContact, recalled }))} ${words.join(' ')} <code>${escapeHtml(id)}</code></p>`;
}

/** A part of the explanation; what is misquoted elsewhere stands in a box of its own. */
function explanation({ heading, text }: CardEvidence['explained'][number]): string {
  const part = `<h3>${escapeHtml(heading)}</h3>\n${markdownToHtml(text)}`;
  return heading === 'You may have read' ? `<aside class="box">\n${part}</aside>` : part;
}

/** In a sentence each, with the id under which `explain` and the counters name it. */
const silenceList = ({ silent }: CardEvidence): string =>
  `<ul>\n${silent.map(({ because, says }) => `<li>${escapeHtml(says)} <code>${escapeHtml(because)}</code></li>`).join('\n')}\n</ul>`;

function versionList({ id, history }: CardEvidence, versions: readonly number[]): string {
  const named = (version: number) =>
    versions.includes(version)
      ? `<a href="/cards/${escapeHtml(id)}?version=${version}">${version}</a>`
      : String(version);
  const items = [...history]
    .reverse()
    .map(
      ({ version, on, changed }) =>
        `<li><strong>${named(version)}</strong>, ${escapeHtml(on)}: ${escapeHtml(changed)}</li>`,
    );
  return `<ul class="plain">\n${items.join('\n')}\n</ul>`;
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
