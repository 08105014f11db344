import { h } from './dom.js';

/** Every leaf of a resource: path → value. */
function leaves(value, path = '', into = new Map()) {
  if (value !== null && typeof value === 'object') {
    for (const [key, child] of Object.entries(value)) {
      leaves(child, Array.isArray(value) ? `${path}[${key}]` : path ? `${path}.${key}` : key, into);
    }
  } else into.set(path, value);
  return into;
}

/**
 * What changed between two resources.
 * @returns {{ path: string, before: unknown, after: unknown }[]}
 */
export function difference(before, after) {
  const [a, b] = [leaves(before), leaves(after)];
  return [...new Set([...a.keys(), ...b.keys()])]
    .filter((path) => a.get(path) !== b.get(path))
    .map((path) => ({ path, before: a.get(path), after: b.get(path) }));
}

/** The changes as a table of what was and what is; extensions fold, they are for machines. */
export function diffTable(changes) {
  const isExtension = ({ path }) => path.startsWith('extension');
  const extensions = changes.filter(isExtension);
  return h(
    'div',
    { class: 'diff' },
    h('p', { class: 'diff-title' }, 'Changed by the suggestion'),
    rows(changes.filter((change) => !isExtension(change))),
    extensions.length > 0 &&
      h('details', null, h('summary', null, 'and an extension'), rows(extensions)),
  );
}

const rows = (changes) =>
  h(
    'table',
    null,
    h(
      'tbody',
      null,
      changes.map(({ path, before, after }) =>
        h(
          'tr',
          null,
          h('th', { scope: 'row' }, path),
          h(
            'td',
            null,
            before !== undefined && h('del', null, String(before)),
            after !== undefined && h('ins', null, String(after)),
          ),
        ),
      ),
    ),
  );
