import type { CardEvidence } from '../cards/evidence-page.ts';
import { cardListPage } from './card-list-page.ts';
import { cardPage } from './card-page.ts';
import { intendedUse } from './card-words.ts';
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

/** The readable pages, made once at start. */
export function makePages({ cards, services, isDemo }: PagesContent): Pages {
  const byId = new Map(cards.map((card) => [card.id, cardPage(card)]));
  return {
    start: startPage({ cards, services, isDemo }),
    cardList: cardListPage(cards),
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
