import { markdownToHtml, type CardEvidence } from '../cards/evidence-page.ts';
import { escapeHtml, htmlPage } from './html.ts';
import type { Page, Pages } from './pages-router.ts';

export interface PagesContent {
  readonly cards: readonly CardEvidence[];
  readonly services: readonly {
    readonly id: string;
    readonly hook: string;
    readonly title: string;
  }[];
  readonly isDemo: boolean;
}

const intendedUse =
  'Advice to clinicians from published evidence. It does not decide, and it is not a medical device claim.';

/** The readable pages, made once at start. */
export function makePages({ cards, services, isDemo }: PagesContent): Pages {
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

function startPage({ cards, services, isDemo }: PagesContent): Page {
  const links = {
    discovery: '/cds-services',
    cards: '/cards',
    live: '/health/live',
    ready: '/health/ready',
    metrics: '/metrics',
  };
  const demoNotice = isDemo
    ? '<p><strong>Demo mode:</strong> unsigned calls are accepted. Not for patient data.</p>'
    : '';
  const rows = services
    .map(
      ({ id, hook, title }) =>
        `<tr><td><code>${escapeHtml(id)}</code></td><td>${escapeHtml(hook)}</td><td>${escapeHtml(title)}</td></tr>`,
    )
    .join('\n');
  return {
    html: htmlPage(
      'Cauda',
      `<h1>Cauda</h1>
<p>A CDS Hooks service: advisory cards about lumbar spine MRI, after surgery and before lumbar puncture.</p>
${demoNotice}
<h2>Services</h2>
<div class="scroll"><table><thead><tr><th>id</th><th>hook</th><th>title</th></tr></thead><tbody>
${rows}
</tbody></table></div>
<p>Discovery: <a href="/cds-services">/cds-services</a></p>
<h2>Cards</h2>
${cardTable(cards)}
<h2>Operation</h2>
<p><a href="/health/live">live</a> · <a href="/health/ready">ready</a> · <a href="/metrics">metrics</a></p>
<p class="note">${escapeHtml(intendedUse)}</p>`,
    ),
    json: { name: 'Cauda', intendedUse, demoMode: isDemo, services, links },
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
