import { html, render } from 'lit-html';
import { plural } from '../dom.js';

const OPEN_LEVELS = 2;
const LONG = 160;

/** A JSON value as a tree whose branches fold. */
export function jsonView(value, key = undefined, level = 0) {
  const label = html`<b>${key === undefined ? '' : `${key}: `}</b>`;
  if (value === null || typeof value !== 'object') return leaf(label, value);
  const entries = Object.entries(value);
  const size = Array.isArray(value)
    ? `[ ${entries.length} ]`
    : `{ ${plural(entries.length, 'member')} }`;
  if (entries.length === 0) return html`<div class="leaf">${label}${size}</div>`;
  // What is folded is drawn when it is opened: a chart has thousands of leaves.
  const fill = ({ target }) =>
    render(
      entries.map(([name, child]) =>
        jsonView(child, Array.isArray(value) ? Number(name) : name, level + 1),
      ),
      target.lastElementChild,
    );
  return html`
    <details class="branch" ?open=${level < OPEN_LEVELS} @toggle=${fill}>
      <summary>
        ${label}<span class="mute"
          >${size}${value.resourceType ? ` ${value.resourceType}` : ''}</span
        >
      </summary>
      <div></div>
    </details>
  `;
}

function leaf(label, value) {
  const text = JSON.stringify(value);
  const type = value === null ? 'null' : typeof value;
  return html`
    <div class="leaf">
      ${label}${
        text.length > LONG
          ? html`<details class="long">
              <summary>${text.slice(0, 60)}…</summary>
              ${text}
            </details>`
          : html`<span class="json-${type}">${text}</span>`
      }
    </div>
  `;
}
