/**
 * An element. Members of `props` that begin with "on" are listeners; the others are attributes; true
 * is an empty attribute; false, null and undefined are left out.
 *
 * @param {string} tag
 * @param {Record<string, any> | null} [props]
 * @param {...(Node | string | number | null | undefined | false | (Node | string | null)[])} children
 * @returns {any}
 */
export function h(tag, props, ...children) {
  return fill(document.createElement(tag), props, children);
}

const SVG = 'http://www.w3.org/2000/svg';

/** The same for SVG. @type {typeof h} */
export function svg(tag, props, ...children) {
  return fill(document.createElementNS(SVG, tag), props, children);
}

function fill(element, props, children) {
  for (const [name, value] of Object.entries(props ?? {})) {
    if (value === false || value === null || value === undefined) continue;
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? '' : String(value));
  }
  element.append(
    ...children.flat().filter((c) => c !== null && c !== undefined && c !== false && c !== ''),
  );
  return element;
}

/** @param {string} id @returns {any} */
export const byId = (id) => document.getElementById(id);

/** Says something to whoever does not see the page. @param {string} text */
export function announce(text) {
  byId('status').textContent = text;
}

let counter = 0;
/** An id for a label and its field. */
export const newId = (prefix = 'f') => `${prefix}-${(counter += 1)}`;

/**
 * A labelled select.
 * @param {string} label
 * @param {readonly { value: string, text: string }[]} options
 * @param {string} value
 * @param {(value: string) => void} onchange
 */
export function choice(label, options, value, onchange, look = '') {
  const id = newId();
  const select = h(
    'select',
    { id, onchange: () => onchange(select.value) },
    options.map(({ value: v, text }) => h('option', { value: v, selected: v === value }, text)),
  );
  return h('div', { class: `field ${look}` }, h('label', { for: id }, label), select);
}

/** "1 card", "2 cards". */
export const plural = (n, one, many = `${one}s`) => `${n} ${n === 1 ? one : many}`;
