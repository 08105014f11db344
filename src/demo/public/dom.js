import { html } from 'lit-html';

/** @param {string} id @returns {any} */
export const byId = (id) => document.getElementById(id);

/** Says something to whoever does not see the page. @param {string} text */
export function announce(text) {
  byId('status').textContent = text;
}

/** Brings an element into sight, and the keyboard to it. @param {any} element */
export function goTo(element, block = 'nearest') {
  element?.focus({ preventScroll: true });
  element?.scrollIntoView({ block });
}

/** "1 card", "2 cards". */
export const plural = (n, one, many = `${one}s`) => `${n} ${n === 1 ? one : many}`;

/** A link that leaves the page. */
export const outward = (href, text) =>
  html`<a href=${href} target="_blank" rel="noopener noreferrer">${text}</a>`;

/** A list with a label. @param {readonly { value: string, text: string }[]} options */
export const choice = (id, label, options, value, onchange, look = '') => html`
  <div class="field ${look}">
    <label for=${id}>${label}</label>
    <select id=${id} @change=${({ target }) => onchange(target.value)}>
      ${options.map(
        (each) =>
          html`<option value=${each.value} .selected=${each.value === value}>${each.text}</option>`,
      )}
    </select>
  </div>
`;
