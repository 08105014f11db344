import { html } from 'lit-html';
import { allergies } from './allergies.js';
import { devices } from './devices.js';
import { examination } from './examination.js';
import { medicines } from './medicines.js';
import { openOrders } from './open-orders.js';
import { problems } from './problems.js';
import { procedures } from './procedures.js';
import { reports } from './reports.js';
import { results } from './results.js';
import { row } from './row.js';

/**
 * A part of the chart: a list of lines about the resources of some types.
 * @typedef {{
 *   title: string, types: string[], isOwn?: (resource: any) => boolean,
 *   sorted?: (resources: any[]) => any[],
 *   line: (resource: any, today: string) => Parameters<typeof row>[0],
 *   picture?: (cards: any[]) => unknown,
 * }} Section
 */

/** The parts of the chart, from the top. A new one is a file and a line here. @type {Section[]} */
const sections = [
  problems,
  procedures,
  reports,
  examination,
  results,
  allergies,
  openOrders,
  medicines,
  devices,
];

/**
 * The chart as a clinician would see it.
 * @param {ReadonlyMap<string, string[]>} read What the cards read of it.
 * @param {any[]} cards
 */
export const chart = (resources, today, read, cards) =>
  sections.map(({ title, types, isOwn = () => true, sorted = (list) => list, line, picture }) => {
    const own = sorted(
      resources.filter((each) => types.includes(each.resourceType) && isOwn(each)),
    );
    return html`
      <section class="part">
        <h3>${title}</h3>
        ${
          own.length > 0
            ? html`<ul>
                ${own.map((resource) => row(line(resource, today), read))}
              </ul>`
            : html`<p class="mute">none recorded</p>`
        }
        ${picture?.(cards)}
      </section>
    `;
  });
