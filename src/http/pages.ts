import { markdownToHtml, type CardEvidence } from '../cards/evidence-page.ts';
import { escapeHtml, htmlPage } from './html.ts';
import type { Page, Pages } from './pages-router.ts';
import { intendedUse, startPage, type StartPageContent } from './start-page.ts';

/** The readable pages, made once at start. */
export function makePages({ cards, services, isDemo }: StartPageContent): Pages {
  const byId = new Map(cards.map((card) => [card.id, cardPage(card)]));
  return {
    start: startPage({ cards, services, isDemo }),
    cardList: {
      html: htmlPage('Cards', `<h1>Cards</h1>\n${cardTable(cards)}\n<p><a href="/">Start</a></p>`),
      json: {
        cards: cards.map(({ id, title, version, mode, indicator }) => ({
          id,
          title,
          version,
          mode,
          indicator,
        })),
      },
    },
    card: (id) => byId.get(id),
  };
}

function cardTable(cards: readonly CardEvidence[]): string {
  const rows = cards
    .map(
      ({ id, title, indicator, mode }) =>
        `<tr><td><a href="/cards/${id}">${escapeHtml(title)}</a></td><td>${indicator}</td><td>${mode}</td></tr>`,
    )
    .join('\n');
  return `<div class="scroll"><table><thead><tr><th>card</th><th>indicator</th><th>mode</th></tr></thead><tbody>\n${rows}\n</tbody></table></div>`;
}

function cardPage(card: CardEvidence): Page {
  const reviewed =
    card.reviewed === 'none'
      ? 'Not yet reviewed by anybody outside the project.'
      : `Reviewed by ${card.reviewed.by} on ${card.reviewed.on}; next review due ${card.reviewed.due}.`;
  const body = [
    `<h1>${escapeHtml(card.title)}</h1>`,
    `<p class="note"><code>${card.id}</code> · version ${card.version} · ${card.indicator} · ${card.mode} · ${escapeHtml(reviewed)}</p>`,
    '<h2>What it says</h2>',
    ...card.wordings.map(
      ({ summary, detail }) =>
        `<p><strong>${escapeHtml(summary)}</strong></p>\n<blockquote>${markdownToHtml(detail)}</blockquote>`,
    ),
    '<h2>When it fires</h2>',
    list(card.fires),
    '<h2>When it stays silent</h2>',
    list(card.silent),
    '<h2>Figures</h2>',
    figureTable(card),
    `<p class="note">Intervals: ${escapeHtml(card.interval)}.</p>`,
    '<h2>What is disputed</h2>',
    `<p>${escapeHtml(card.disputed)}</p>`,
    '<h2>Thresholds in force</h2>',
    thresholdTable(card),
    '<h2>Sources</h2>',
    `<ul>${card.sources.map((source) => `<li>${sourceLine(source)}</li>`).join('\n')}</ul>`,
    `<p class="note">${escapeHtml(intendedUse)} <a href="/cards">All cards</a></p>`,
  ].join('\n');
  return { html: htmlPage(card.title, body), json: card };
}

const list = (items: readonly string[]) =>
  `<ul>${items.map((item) => `<li>${escapeHtml(item)}</li>`).join('\n')}</ul>`;

function figureTable({ figures }: CardEvidence): string {
  const rows = figures
    .map(
      ({ label, printed, population, caveat, source }) =>
        `<tr><td>${escapeHtml(label)}</td><td>${escapeHtml(printed)}</td><td>${escapeHtml(population)}. ${escapeHtml(caveat)}</td><td>${escapeHtml(source)}</td></tr>`,
    )
    .join('\n');
  return `<div class="scroll"><table><thead><tr><th>figure</th><th>value (95% interval)</th><th>population and caveat</th><th>source</th></tr></thead><tbody>\n${rows}\n</tbody></table></div>`;
}

function thresholdTable({ thresholds }: CardEvidence): string {
  if (thresholds.length === 0) return '<p>The card is off on this site.</p>';
  const rows = thresholds
    .map(
      ({ name, value, meaning }) =>
        `<tr><td><code>${escapeHtml(name)}</code></td><td>${escapeHtml(value === null ? 'none' : JSON.stringify(value))}</td><td>${escapeHtml(meaning)}</td></tr>`,
    )
    .join('\n');
  return `<div class="scroll"><table><thead><tr><th>setting</th><th>value</th><th>meaning</th></tr></thead><tbody>\n${rows}\n</tbody></table></div>`;
}

function sourceLine({ citation, url, note }: CardEvidence['sources'][number]): string {
  const text =
    url === undefined
      ? escapeHtml(citation)
      : `<a href="${escapeHtml(url)}" rel="noreferrer">${escapeHtml(citation)}</a>`;
  return note === undefined ? text : `${text} <span class="note">${escapeHtml(note)}</span>`;
}
