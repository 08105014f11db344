import type { CardEvidence } from '../cards/evidence-page.ts';
import { linkOut, markdownToHtml, markdownToInlineHtml, withSlots } from './card-words.ts';
import { escapeHtml } from './html.ts';

const slotNote =
  '<p class="note">Words in <span class="slot">angle marks</span> are filled in from the order and the chart.</p>';

/** Each wording as an EHR may show it. */
export const cardPreviews = (card: CardEvidence): string =>
  [...card.wordings.map((wording) => preview(card, wording)), slotNote].join('\n');

function preview(card: CardEvidence, wording: CardEvidence['wordings'][number]): string {
  const { name, indicator, summary, detail } = wording;
  const heading =
    card.wordings.length > 1
      ? `<p class="wording">Wording: ${escapeHtml(name.replaceAll('-', ' '))}</p>\n`
      : '';
  const [source] = card.sources;
  return `${heading}<article class="preview ${indicator}">
<p class="preview-kind">${indicator}</p>
<h3>${withSlots(escapeHtml(summary))}</h3>
${markdownToHtml(detail)}
${
  source?.url === undefined
    ? ''
    : `<p class="preview-source">Source: ${linkOut({ label: source.label, url: source.url })}</p>\n`
}</article>`;
}

/** The sentences from which a card says why it speaks. Not every one stands on every card. */
export function phraseList({ phrases }: CardEvidence): string {
  if (phrases.length === 0) return '';
  const items = phrases.map(({ text }) => `<li>${markdownToInlineHtml(text)}</li>`);
  return `<details><summary>The sentences about the patient</summary>\n<ul>\n${items.join('\n')}\n</ul></details>`;
}

/** What a click would change in a draft. Nothing is changed without one. */
export function suggestionList({ suggestions }: CardEvidence): string {
  if (suggestions.length === 0) return '<p>None. The card only informs.</p>';
  const items = suggestions.map(
    ({ label, description, note }) =>
      `<li><span class="choice">${escapeHtml(label)}</span><br>${markdownToInlineHtml(description)}.${
        note === undefined ? '' : `<br>Note in the order: “${markdownToInlineHtml(note)}”`
      }</li>`,
  );
  return `<p>Each is offered where it applies, never chosen beforehand.</p>\n<ul class="plain">\n${items.join('\n')}\n</ul>`;
}
