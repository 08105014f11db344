import type { CardEvidence } from '../cards/evidence-page.ts';
import { crumbs, foot, tag, withSlots } from './card-words.ts';
import { escapeHtml, htmlPage } from './html.ts';
import type { Page } from './send-page.ts';

/** All cards: those about orders, those about reports, and those that are off here. */
export function cardListPage(cards: readonly CardEvidence[]): Page {
  const running = cards.filter(({ mode }) => mode !== 'off');
  const body = [
    crumbs,
    '<h1>Cards</h1>',
    '<p>Each page says what the card says, when it speaks and when it does not, its figures with their intervals and sources, and the thresholds in force here. At most two cards answer a call; mostly none does. The <a href="/guide">guide</a> puts them in the order in which a clinician asks; <a href="/agreement">findings can be looked up</a> in the study behind them.</p>',
    section(
      'Before a scan',
      'While an order is selected or signed.',
      running.filter(({ about }) => about === 'orders'),
    ),
    section(
      'After a scan',
      'When a chart with a recent report is opened.',
      running.filter(({ about }) => about === 'reports'),
    ),
    section(
      'Off',
      'Shipped and tested; a site may turn them on.',
      cards.filter(({ mode }) => mode === 'off'),
    ),
    foot,
  ].join('\n');
  return {
    html: htmlPage('Cards', body),
    json: {
      cards: cards.map(
        ({ id, title, version, mode, awaitsApproval, recalled, indicator, about, wordings }) => ({
          id,
          title,
          version,
          mode,
          awaitsApproval,
          ...(recalled && { recalled }),
          indicator,
          about,
          summary: wordings[0]?.summary ?? title,
        }),
      ),
    },
  };
}

function section(heading: string, lead: string, cards: readonly CardEvidence[]): string {
  if (cards.length === 0) return '';
  return `<h2>${heading}</h2>\n<p class="note">${lead}</p>\n<ul class="cards">\n${cards.map(item).join('\n')}\n</ul>`;
}

function item({
  id,
  title,
  mode,
  awaitsApproval,
  recalled,
  indicator,
  wordings,
}: CardEvidence): string {
  const summary = wordings[0]?.summary ?? '';
  return `<li class="${mode === 'off' ? 'off' : indicator}">
<div class="name"><h3><a href="/cards/${escapeHtml(id)}">${escapeHtml(title)}</a></h3>
<p class="tags">${tag(indicator, indicator)} ${tag('mode', recalled ? 'recalled' : awaitsApproval ? 'awaits approval' : mode)}</p></div>
<p>${withSlots(escapeHtml(summary))}</p>
</li>`;
}
