import DOMPurify from 'dompurify';
import { html, nothing } from 'lit-html';
import { marked } from 'marked';
import { accept, overrule } from '../actions.js';
import { byId, goTo, outward } from '../dom.js';
import { draw, holdsBack, page, replyTo } from '../page.js';

const icons = { info: 'i', warning: '!', critical: '!!' };
const names = { info: 'Information', warning: 'Warning', critical: 'Critical' };
/** Paragraphs of a card that a dialog shows; the rest folds. */
const LEAD = 2;

/**
 * A card as an EHR shows it.
 * @param {any} card
 * @param {import('../page.js').Advice} advice The answer that it came with.
 * @param {'panel' | 'dialog'} look
 */
export function cardView(card, advice, look) {
  const reply = replyTo(card);
  const isOver = advice.hook === 'order-sign' && page.phase === 'signed';
  const titleId = `title-${card.uuid}`;
  const head = html`
    <span class="indicator">
      <span aria-hidden="true">${icons[card.indicator]}</span>
      <span class="visually-hidden">${names[card.indicator]}:</span>
    </span>
    <h3 id=${titleId}>${card.summary}</h3>
  `;
  const outcome = html`<div class="outcome" tabindex="-1">
    ${reply.says ? html`<p><strong>${reply.says}</strong></p>` : nothing}
  </div>`;
  const blocks = detail(card, look);
  // The last line of a card whose offers another card took over says where they are.
  const isBeside = !card.suggestions?.length && (advice.answer?.body?.cards.length ?? 0) > 1;
  const shown = blocks.filter((_block, at) => at < LEAD || (isBeside && at === blocks.length - 1));
  const looks = `card ${card.indicator} ${look} ${reply.outcome ?? ''}`;
  if (isOver) {
    return html`
      <article class="${looks} folded" aria-labelledby=${titleId}>
        <details>
          <summary>${head}</summary>
          <div class="detail">${blocks}</div>
          ${source(card)}
        </details>
        ${outcome}
      </article>
    `;
  }
  const isOpen = !reply.isFinal;
  return html`
    <article class=${looks} aria-labelledby=${titleId}>
      <header>${head}</header>
      ${outcome}
      ${
        look === 'dialog'
          ? html`
              <div class="detail">${shown}</div>
              ${isOpen ? suggestions(card, advice) : nothing}
              ${isOpen && reply.outcome === undefined ? reasons(card) : nothing}
              <details class="evidence">
                <summary>Evidence and what was read</summary>
                <div class="detail">${blocks.filter((block) => !shown.includes(block))}</div>
                ${read(card)} ${source(card)}
              </details>
            `
          : html`
              ${isOpen ? suggestions(card, advice) : nothing}
              <div class="detail">${blocks}</div>
              ${about(card)} ${source(card)} ${isOpen ? override(card, advice) : nothing}
            `
      }
    </article>
  `;
}

/** Made once for each card and place: a paragraph can stand in one place only. @type {WeakMap<any, Record<string, Element[]>>} */
const made = new WeakMap();

/** GitHub-flavoured Markdown, block by block; whatever HTML comes of it is cleaned. */
function detail(card, look) {
  const known = made.get(card) ?? {};
  made.set(card, known);
  return (known[look] ??= cleaned(card.detail ?? ''));
}

function cleaned(markdown) {
  const clean = DOMPurify.sanitize(marked.parse(markdown, { gfm: true, async: false }), {
    RETURN_DOM_FRAGMENT: true,
    FORBID_TAGS: ['style', 'form', 'input', 'img', 'iframe'],
    FORBID_ATTR: ['style', 'class', 'id'],
  });
  for (const link of clean.querySelectorAll('a')) {
    link.target = '_blank';
    link.rel = 'noopener noreferrer';
  }
  return [...clean.children];
}

const source = (card) => html`
  <p class="source">
    Source: ${card.source.url ? outward(card.source.url, card.source.label) : card.source.label}
    ${(card.links ?? []).map(({ url, label }) => html`<span> · ${outward(url, label)}</span>`)}
  </p>
`;

/** What of the chart the card rests on. */
const read = (card) => html`
  <ul class="read">
    ${(card.extension?.['cauda.evidence'] ?? []).map(
      ({ reference, says }) => html`<li>${says} <code>${reference}</code></li>`,
    )}
  </ul>
`;

/** Leads from a card to the report that it is about. */
const about = (card) =>
  (card.extension?.['cauda.about'] ?? [])
    .filter((reference) => reference.startsWith('DiagnosticReport/'))
    .map(
      (reference) => html`
        <p class="about">
          <button type="button" class="quiet" @click=${() => showInChart(reference)}>
            Show the report in the chart
          </button>
        </p>
      `,
    );

function showInChart(reference) {
  const line = byId(`chart-${reference.replace('/', '-')}`);
  line?.querySelector('details')?.setAttribute('open', '');
  goTo(line, 'center');
}

const suggestions = (card, advice) =>
  card.suggestions?.length
    ? html`
        <div class="suggestions" role="group" aria-label="Suggestions">
          ${card.suggestions.map(
            (suggestion) => html`
              <button
                type="button"
                class="suggestion"
                @click=${() => accept(advice, card, suggestion)}
              >
                ${suggestion.label}
              </button>
            `,
          )}
        </div>
      `
    : nothing;

/** Why the card is not followed. A critical card needs it before its order is signed. */
function reasons(card) {
  const reply = replyTo(card);
  const isNeeded = card.indicator === 'critical';
  const set = (change) => {
    Object.assign(reply, change);
    draw();
  };
  return html`
    <fieldset class="reasons ${holdsBack(card) ? 'is-needed' : ''}">
      <legend>
        ${isNeeded ? 'To sign as it stands, a reason is needed' : 'Reason for signing as it stands'}
      </legend>
      <div class="radios">
        ${(card.overrideReasons ?? []).map(
          ({ display }, index) => html`
            <label>
              <input
                type="radio"
                name="reason-${card.uuid}"
                .checked=${reply.reason === index}
                @change=${() => set({ reason: index })}
              />
              ${display}
            </label>
          `,
        )}
      </div>
      <details class="comment" ?open=${isNeeded && !card.overrideReasons?.length}>
        <summary>Add a comment</summary>
        <div class="field">
          <label for="comment-${card.uuid}">Comment (no patient data)</label>
          <input
            id="comment-${card.uuid}"
            type="text"
            maxlength="500"
            autocomplete="off"
            .value=${reply.comment}
            @input=${({ target }) => set({ comment: target.value })}
          />
        </div>
      </details>
    </fieldset>
  `;
}

const override = (card, advice) =>
  replyTo(card).outcome === undefined
    ? html`
        <details class="override" ?open=${holdsBack(card)}>
          <summary>Override…</summary>
          ${reasons(card)}
          <button
            type="button"
            ?disabled=${holdsBack(card)}
            @click=${() => overrule(advice, [card])}
          >
            Override
          </button>
        </details>
      `
    : nothing;
