import { html, nothing } from 'lit-html';
import { plural } from '../dom.js';

const titles = {
  'patient-view': 'On opening the chart',
  'order-select': 'While choosing',
  'order-sign': 'At signing',
};
const NO_ANSWER = 'The service did not answer. Is it still running?';

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
  answer === undefined
    ? NO_ANSWER
    : [
        `${titles[hook]}: ${summary(answer)}.`,
        ...(answer.body?.cards ?? []).map((card) => card.summary),
      ].join(' ');

/** Why there is no advice although it was asked for. @param {import("../page.js").Advice} advice */
export const failure = ({ hook, answer }) => html`
  <p class="notice">
    ${answer?.body?.issue?.[0]?.details?.text ?? 'The answer could not be read.'}
    ${hook === 'patient-view' ? nothing : ' The order can still be signed.'}
  </p>
`;

/**
 * The answer of a service, where the clinician looks.
 * @param {import('../page.js').Advice} advice
 * @param {unknown} cards The cards, drawn.
 */
export function adviceView(advice, cards) {
  const { hook, answer } = advice;
  if (answer === undefined) return html`<p class="notice">${NO_ANSWER}</p>`;
  const isSilent = answer.status === 200 && !answer.body?.cards?.length;
  return html`
    <section class="advice" data-hook=${hook} tabindex="-1">
      <h3 class="advice-title">${titles[hook]}<span class="mute"> · ${summary(answer)}</span></h3>
      ${answer.status === 200 ? nothing : failure(advice)} ${isSilent ? silence(answer) : nothing}
      ${cards}
    </section>
  `;
}

/** More silent rules than this fold. */
const MAX_SILENT = 3;

/** Why nothing is said, in the sentences of the card files. */
function silence({ body }) {
  const {
    silent = [],
    silenceReasons = {},
    notChecked = [],
  } = body?.extension?.['cauda.evaluation'] ?? {};
  if (silent.length + notChecked.length === 0) return nothing;
  const reasons = silent.map(
    ({ card, because }) =>
      html`<li><code>${card}</code> silent: ${silenceReasons[card]?.[because] ?? because}</li>`,
  );
  const isShort = reasons.length <= MAX_SILENT;
  return html`
    <div class="silence">
      <ul>
        ${notChecked.map(
          ({ card, missing }) =>
            html`<li><code>${card}</code> not checked: ${missing.join(', ')}</li>`,
        )}
        ${isShort ? reasons : nothing}
      </ul>
      ${
        isShort
          ? nothing
          : html`<details>
              <summary>${reasons.length} rules silent, and why</summary>
              <ul>
                ${reasons}
              </ul>
            </details>`
      }
    </div>
  `;
}
