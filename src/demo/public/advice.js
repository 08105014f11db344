import { h, plural } from './dom.js';

const titles = {
  'patient-view': 'On opening the chart',
  'order-select': 'While choosing',
  'order-sign': 'At signing',
};

/** What an answer comes to, in a few words. */
function summary({ status, body }) {
  if (status !== 200) return `No advice: the service answered ${status}`;
  const count = body?.cards?.length ?? 0;
  if (count > 0) return plural(count, 'card');
  const unchecked = body?.extension?.['cauda.evaluation']?.notChecked?.length ?? 0;
  return unchecked > 0 ? 'No card, and not everything could be checked' : 'No advice is due';
}

/** The same for whoever hears the page, with the cards' own summaries. */
export const spoken = (hook, answer) =>
  [
    `${titles[hook]}: ${summary(answer)}.`,
    ...(answer.body?.cards ?? []).map((card) => card.summary),
  ].join(' ');

/**
 * The answer of a service, where the clinician looks.
 * @param {string} hook
 * @param {import('./api.js').Answer} answer
 * @param {Node[]} cards The cards, drawn.
 */
export function drawAnswer(hook, answer, cards) {
  const { status, body } = answer;
  return h(
    'section',
    { class: 'advice', 'data-hook': hook, tabindex: '-1' },
    h(
      'h3',
      { class: 'advice-title' },
      titles[hook],
      h('span', { class: 'mute' }, ` · ${summary(answer)}`),
    ),
    status !== 200 &&
      h(
        'p',
        { class: 'notice' },
        body?.issue?.[0]?.details?.text ?? 'The answer could not be read.',
        hook !== 'patient-view' && ' The order can still be signed.',
      ),
    status === 200 && cards.length === 0 && silence(answer),
    cards,
  );
}

/** Why nothing is said, in the sentences of the card files; many silent rules fold. */
function silence({ body }) {
  const {
    silent = [],
    silenceReasons = {},
    notChecked = [],
  } = body?.extension?.['cauda.evaluation'] ?? {};
  if (silent.length + notChecked.length === 0) return null;
  const reasons = silent.map(({ card, because }) =>
    h('li', null, h('code', null, card), ` silent: ${silenceReasons[card]?.[because] ?? because}`),
  );
  return h(
    'div',
    { class: 'silence' },
    h(
      'ul',
      null,
      notChecked.map(({ card, missing }) =>
        h('li', null, h('code', null, card), ` not checked: ${missing.join(', ')}`),
      ),
      reasons.length <= 3 && reasons,
    ),
    reasons.length > 3 &&
      h(
        'details',
        null,
        h('summary', null, `${reasons.length} rules silent, and why`),
        h('ul', null, reasons),
      ),
  );
}
