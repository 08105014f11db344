import { html, nothing, svg } from 'lit-html';
import { show } from '../dates.js';
import { page } from '../page.js';
import { timelineLayout } from './timeline-layout.js';

const legend = {
  operation: 'operation',
  scan: 'scan',
  injection: 'injection',
  problem: 'problem began',
  order: 'open order',
  band: 'under 6 months',
};

/** The timeline, as wide as its place. */
export const timelineBox = () => html`
  <section id="timeline" aria-label="Timeline">
    <div class="timeline-box">
      ${page.width > 0 ? timeline(page.resources, page.setup.today, page.width) : nothing}
    </div>
    <p class="legend" aria-hidden="true">
      ${Object.entries(legend).map(
        ([kind, text]) => html`<span class="key key-${kind}">${text}</span>`,
      )}
    </p>
  </section>
`;

const canvas = document.createElement('canvas').getContext('2d');

/** Letters grow with the page's own. */
const letterSize = () =>
  Math.max(11, 0.72 * Number.parseFloat(getComputedStyle(document.documentElement).fontSize));

function measuring(size) {
  const family = getComputedStyle(document.body).fontFamily;
  return (text, isBold) => {
    canvas.font = `${isBold ? 600 : 400} ${size}px ${family}`;
    return canvas.measureText(text).width;
  };
}

/** Operations, scans and injections against time, with the half year after the latest spine operation. */
function timeline(resources, today, width) {
  const size = letterSize();
  const layout = timelineLayout(resources, today, width, size, measuring(size));
  const { height, base, top, halfYear, labels, ticks } = layout;
  const now = layout.today;
  return html`
    <svg
      class="timeline"
      viewBox="0 0 ${width} ${height}"
      width=${width}
      height=${height}
      font-size=${size}
      role="img"
      aria-label=${spoken(layout, today)}
    >
      ${halfYear ? halfBand(halfYear, base, top) : nothing}
      <line class="axis" x1="1" x2=${width - 1} y1=${base} y2=${base}></line>
      ${ticks.map(
        (tick) => svg`<g class="tick">
          <line x1=${tick.x} x2=${tick.x} y1=${base} y2=${base + 5}></line>
          <text x=${tick.left} y=${tick.y}>${tick.text}</text>
        </g>`,
      )}
      <line class="today" x1=${now.x} x2=${now.x} y1=${top - 3} y2=${base + 6}></line>
      <text class="today-label" x=${now.left} y=${now.y}>${now.text}</text>
      ${labels.map((label) => mark(label, layout.span(label), base))}
    </svg>
  `;
}

/** The six months after the operation; where its date is partial, the line is somewhere in a range. */
const halfBand = ({ from, sure, to, isSure, left, y, text }, base, top) => svg`
  <rect class="band" x=${from} y=${top} width=${Math.max(0, sure - from)} height=${base - top}></rect>
  ${
    isSure
      ? nothing
      : svg`<rect class="band unsure" x=${sure} y=${top} width=${to - sure} height=${base - top}></rect>`
  }
  <line class="half-year" x1=${to} x2=${to} y1=${top} y2=${base}></line>
  <text class="half-year-label" x=${left} y=${y}>${text}</text>
`;

function mark({ kind, text, left, y, at, label, date, isSpine, isVoid }, { from, to }, base) {
  return svg`
    <g class="mark ${kind} ${isSpine ? 'spine' : ''} ${isVoid ? 'void' : ''}">
      <title>${label}, ${show(date)}</title>
      <line class="stem" x1=${at} x2=${at} y1=${y + 4} y2=${base}></line>
      ${to > from ? svg`<line class="range" x1=${from} x2=${to} y1=${base} y2=${base}></line>` : nothing}
      ${shape(kind, at, base)}
      <text x=${left} y=${y}>${text}</text>
    </g>
  `;
}

function shape(kind, at, base) {
  switch (kind) {
    case 'problem':
      return svg`<path d="M${at} ${base - 9}v18"></path>`;
    case 'scan':
      return svg`<circle cx=${at} cy=${base} r="5.5"></circle>`;
    case 'operation':
      return svg`<rect x=${at - 5.5} y=${base - 5.5} width="11" height="11" rx="2"></rect>`;
    case 'injection':
      return svg`<path d="M${at} ${base - 7}l6.5 11h-13z"></path>`;
    default:
      return svg`<path d="M${at} ${base - 7}l7 7l-7 7l-7-7z"></path>`;
  }
}

const spoken = ({ shown, operation }, today) =>
  `Timeline up to ${show(today)}: ${
    shown
      .map(({ label, date, isVoid }) => `${label} ${show(date)}${isVoid ? ' (not valid)' : ''}`)
      .join('; ') || 'nothing dated'
  }.${operation ? ' The six months after the latest spine operation are shaded.' : ''}`;
