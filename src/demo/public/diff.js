import { html, nothing } from 'lit-html';

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
  return html`
    <div class="diff">
      <p class="diff-title">Changed by the suggestion</p>
      ${table(changes.filter((change) => !isExtension(change)))}
      ${
        extensions.length > 0
          ? html`<details>
              <summary>and an extension</summary>
              ${table(extensions)}
            </details>`
          : nothing
      }
    </div>
  `;
}

const table = (changes) => html`
  <table>
    <tbody>
      ${changes.map(
        ({ path, before, after }) => html`
          <tr>
            <th scope="row">${path}</th>
            <td>
              ${before === undefined ? nothing : html`<del>${String(before)}</del>`}
              ${after === undefined ? nothing : html`<ins>${String(after)}</ins>`}
            </td>
          </tr>
        `,
      )}
    </tbody>
  </table>
`;
