import { html, nothing, svg } from 'lit-html';

/**
 * The skin of one leg from the front, by roots: thigh L2 and L3, inside of the shin L4, outside of the shin
 * and back of the foot L5, outer edge of the foot S1. Where the areas lie is schematic.
 */
const areas = {
  L2: { d: 'M6 4H58Q57 28 53 45L9 34Z', x: -4, y: 24 },
  L3: { d: 'M9 34L53 45Q47 70 46 102L17 90Q12 62 9 34Z', x: -1, y: 68 },
  L4: {
    d: 'M32 96L46 102Q49 124 43 146Q39 164 40 180Q42 188 42 193L34 190Q34 140 32 96Z',
    x: 58,
    y: 140,
  },
  L5: {
    d: 'M17 90L32 96Q34 140 34 190L42 193Q43 203 38 208H23Q19 204 22 192Q25 180 23 170Q14 142 13 120Q13 104 17 90Z',
    x: 2,
    y: 130,
  },
  S1: { d: 'M23 170Q25 180 22 192Q19 204 23 208H13Q9 203 12 194Q20 182 23 170Z', x: 0, y: 196 },
};

/**
 * Both legs, with the roots of one source marked. The patient's right leg stands on the left, as one
 * sees a patient.
 * @param {import('./compared-roots.js').Source} source
 */
export function legs({ title, roots, remark }) {
  const words = roots.map(({ side, root }) => `${side} ${root}`).join(', ');
  return html`
    <div>
      <svg viewBox="-12 0 160 226" role="img" aria-label="${title}: ${words}">
        ${leg('right', roots)} ${leg('left', roots)}
        <text x="30" y="223">R</text>
        <text x="106" y="223">L</text>
      </svg>
      <p><b>${title}</b><br />${words}${remark ? ` (${remark})` : ''}</p>
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
