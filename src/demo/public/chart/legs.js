import { html, nothing, svg } from 'lit-html';

/**
 * The skin of one leg from the front, by roots: thigh L2 and L3, inside of the shin L4, outside of the shin
 * and back of the foot L5, outer edge of the foot S1. Where the areas lie is schematic.
 */
const areas = {
  L2: { d: 'M6 4H54L52 48L9 36Z', x: 28, y: 26 },
  L3: { d: 'M9 36L52 48L47 102L16 92Z', x: 30, y: 72 },
  L4: { d: 'M31 97L47 102L42 176L31 172Z', x: 37, y: 136 },
  L5: { d: 'M16 92L31 97V172L36 190L24 200L15 190L20 166Z', x: 24, y: 150 },
  S1: { d: 'M20 166L15 190L24 200H8L4 188Z', x: 12, y: 196 },
};

/**
 * Both legs, with the roots of one source marked. The patient's right leg stands on the left, as one
 * sees a patient.
 * @param {import('./root-words.js').Root[]} roots
 */
export function legs(title, roots) {
  const words = roots.map(({ side, root }) => `${side} ${root}`).join(', ') || 'no root named';
  return html`
    <div>
      <svg viewBox="0 0 136 222" role="img" aria-label="${title}: ${words}">
        ${leg('right', roots)} ${leg('left', roots)}
        <text x="30" y="218">R</text>
        <text x="106" y="218">L</text>
      </svg>
      <p><b>${title}</b><br />${words}</p>
    </div>
  `;
}

const leg = (side, roots) => svg`
  <g transform=${side === 'left' ? 'translate(136 0) scale(-1 1)' : nothing}>
    ${Object.entries(areas).map(([root, { d }]) => {
      const isNamed = roots.some((each) => each.side === side && each.root === root);
      return svg`<path class=${isNamed ? 'is-named' : ''} d=${d}></path>`;
    })}
  </g>
  ${Object.entries(areas)
    .filter(([root]) => roots.some((each) => each.side === side && each.root === root))
    .map(
      ([root, { x, y }]) =>
        svg`<text class="is-named" x=${side === 'left' ? 136 - x : x} y=${y}>${root}</text>`,
    )}
`;
