import { marked } from './marked.js';
import DOMPurify from './purify.js';
import { h, newId } from './dom.js';

const icons = { info: 'i', warning: '!', critical: '!!' };
const names = { info: 'Information', warning: 'Warning', critical: 'Critical' };

/**
 * A card as an EHR shows it.
 *
 * @param {any} card
 * @param {{
 *   accept: (suggestion: any) => Promise<boolean>,
 *   override: (reason: { reason?: any, userComment?: string }) => Promise<boolean>,
 * }} on
 */
export function drawCard(card, on) {
  const titleId = newId('card');
  const outcome = h('div', { class: 'outcome', tabindex: '-1' });
  /** Says what was done; a card that is answered for good has no controls left. */
  const done = (text, isFinal = true) => {
    if (isFinal) for (const control of controls) control.remove();
    outcome.replaceChildren(h('p', null, h('strong', null, text)));
  };
  const controls = [suggestions(card, on, done), override(card, on, done)].filter(Boolean);
  const [offered, refused] = card.suggestions?.length ? controls : [undefined, ...controls];
  return h(
    'article',
    { class: `card ${card.indicator}`, 'aria-labelledby': titleId },
    h(
      'header',
      null,
      h(
        'span',
        { class: 'indicator' },
        h('span', { 'aria-hidden': 'true' }, icons[card.indicator]),
        h('span', { class: 'visually-hidden' }, `${names[card.indicator]}:`),
      ),
      h('h3', { id: titleId }, card.summary),
    ),
    outcome,
    offered,
    detail(card.detail),
    about(card),
    h(
      'p',
      { class: 'source' },
      'Source: ',
      card.source.url ? outward(card.source.url, card.source.label) : card.source.label,
      (card.links ?? []).map(({ url, label }) => h('span', null, ' · ', outward(url, label))),
    ),
    refused,
  );
}

const outward = (href, text) =>
  h('a', { href, target: '_blank', rel: 'noopener noreferrer' }, text);

/** GitHub-flavoured Markdown; whatever HTML comes of it is cleaned. */
function detail(markdown) {
  if (!markdown) return null;
  const html = marked.parse(markdown, { gfm: true, async: false });
  const clean = DOMPurify.sanitize(html, {
    RETURN_DOM_FRAGMENT: true,
    FORBID_TAGS: ['style', 'form', 'input', 'img', 'iframe'],
    FORBID_ATTR: ['style', 'class', 'id'],
  });
  for (const link of clean.querySelectorAll('a')) {
    link.target = '_blank';
    link.rel = 'noopener noreferrer';
  }
  const why = h('div', { class: 'detail' });
  why.append(clean);
  return why;
}

/** Leads from a card to the report that it is about. */
function about(card) {
  const reports = (card.extension?.['cauda.about'] ?? []).filter((reference) =>
    reference.startsWith('DiagnosticReport/'),
  );
  if (reports.length === 0) return null;
  return h(
    'p',
    { class: 'about' },
    reports.map((reference) =>
      h(
        'button',
        {
          type: 'button',
          class: 'quiet',
          onclick: () => {
            const row = document.getElementById(`chart-${reference.replace('/', '-')}`);
            row?.querySelector('details')?.setAttribute('open', '');
            row?.scrollIntoView({ block: 'center' });
            row?.focus({ preventScroll: true });
          },
        },
        'Show the report in the chart',
      ),
    ),
  );
}

function suggestions(card, on, done) {
  if (!card.suggestions?.length) return undefined;
  return h(
    'div',
    { class: 'suggestions', role: 'group', 'aria-label': 'Suggestions' },
    card.suggestions.map((suggestion) => {
      const button = h(
        'button',
        {
          type: 'button',
          class: 'suggestion',
          onclick: async () => {
            button.disabled = true;
            const ok = await on.accept(suggestion);
            done(
              ok
                ? `Accepted: ${suggestion.label}. The order is changed; feedback stored.`
                : 'Accepted here; the feedback was not taken.',
              card.selectionBehavior === 'at-most-one',
            );
          },
        },
        suggestion.label,
      );
      return button;
    }),
  );
}

function override(card, on, done) {
  const [reasonId, commentId] = [newId(), newId()];
  const reasons = card.overrideReasons ?? [];
  const select = h(
    'select',
    { id: reasonId },
    reasons.map(({ display }, index) => h('option', { value: index }, display)),
  );
  const comment = h('input', {
    id: commentId,
    type: 'text',
    maxlength: '500',
    autocomplete: 'off',
  });
  const submit = async (event) => {
    event.preventDefault();
    const reason = reasons[Number(select.value)];
    const userComment = comment.value.trim();
    const isStored = await on.override({
      ...(reason && {
        reason: { code: reason.code, system: reason.system, display: reason.display },
      }),
      ...(userComment && { userComment }),
    });
    form.closest('article')?.classList.add('overridden');
    done(
      isStored
        ? `Overridden${reason ? `: ${reason.display}` : ''}. Feedback stored.`
        : 'Overridden here; the feedback was not taken.',
    );
  };
  const form = h(
    'form',
    { onsubmit: submit },
    reasons.length > 0 &&
      h('div', { class: 'field' }, h('label', { for: reasonId }, 'Reason'), select),
    h(
      'div',
      { class: 'field' },
      h('label', { for: commentId }, 'Comment (optional; no patient data)'),
      comment,
    ),
    h('button', { type: 'submit' }, 'Override'),
  );
  return h('details', { class: 'override' }, h('summary', null, 'Override…'), form);
}
