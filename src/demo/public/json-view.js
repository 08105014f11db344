import { h, plural } from './dom.js';

const OPEN_LEVELS = 2;
const LONG = 160;

/** A JSON value as a tree whose branches fold. */
export function jsonView(value, key, level = 0) {
  const label = key === undefined ? '' : `${key}: `;
  if (value === null || typeof value !== 'object') return leaf(label, value);
  const entries = Array.isArray(value)
    ? value.map((child, index) => [index, child])
    : Object.entries(value);
  const size = Array.isArray(value)
    ? `[ ${entries.length} ]`
    : `{ ${plural(entries.length, 'member')} }`;
  if (entries.length === 0) return h('div', { class: 'leaf' }, h('b', null, label), size);
  // What is folded is drawn when it is opened: a chart has thousands of leaves.
  let isDrawn = false;
  const draw = () => {
    if (isDrawn || !node.open) return;
    isDrawn = true;
    node.append(...entries.map(([k, child]) => jsonView(child, k, level + 1)));
  };
  const type = value.resourceType ? ` ${value.resourceType}` : '';
  const node = h(
    'details',
    { class: 'branch', open: level < OPEN_LEVELS },
    h('summary', null, h('b', null, label), h('span', { class: 'mute' }, size + type)),
  );
  node.addEventListener('toggle', draw);
  draw();
  return node;
}

function leaf(label, value) {
  const text = JSON.stringify(value);
  const isLong = text.length > LONG;
  return h(
    'div',
    { class: 'leaf' },
    h('b', null, label),
    isLong
      ? h('details', { class: 'long' }, h('summary', null, `${text.slice(0, 60)}…`), text)
      : h('span', { class: `json-${value === null ? 'null' : typeof value}` }, text),
  );
}
