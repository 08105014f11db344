import { html, nothing } from 'lit-html';
import { diffTable } from '../diff.js';
import { nameOf } from '../order-list.js';

export const notes = ({ note = [] }) =>
  note.map(({ text }) => html`<p class="note"><b>Note: </b>${text}</p>`);

/** An order that is not edited here: what it is, what a suggestion changed. */
export const orderWords = ({ resource, changes }) => html`
  <p class="mute">
    ${[resource.priority, resource.reasonCode?.[0]?.text].filter(Boolean).join(' · ')}
  </p>
  ${notes(resource)} ${changes.length > 0 ? diffTable(changes) : nothing}
`;

/** An order as it would be signed: in a clinician's words, with what was taken over from a card. */
export function proposal({ resource, changes }, sent) {
  const before = sent.find(({ id }) => id === resource.id) ?? resource;
  const [was, is] = [nameOf(before), nameOf(resource)];
  const instead = (text) => html`<span class="was"> instead of ${text}</span>`;
  return html`
    <div class="proposal ${changes.length > 0 ? 'is-changed' : ''}" tabindex="-1">
      <h3>${is}${was === is ? nothing : instead(was)}</h3>
      <p class="mute">
        ${[resource.priority, resource.reasonCode?.[0]?.text].filter(Boolean).join(' · ')}${
          before.priority === resource.priority ? nothing : instead(before.priority)
        }
      </p>
      ${notes(resource)}
    </div>
  `;
}

/** @param {readonly any[]} orders Drafts. */
export const many = (orders) => (orders.length > 1 ? `${orders.length} orders` : 'order');

/** What the button says that signs in spite of the advice, or after it was taken. */
export function signsAs(orders, phase) {
  if (phase === 'failed') return `Sign the ${many(orders)} without advice`;
  return orders.some(({ changes }) => changes.length > 0)
    ? `Sign the changed ${many(orders)}`
    : `Sign the ${many(orders)} as ${orders.length > 1 ? 'they stand' : 'it stands'}`;
}
