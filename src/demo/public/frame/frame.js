import { html, nothing } from 'lit-html';
import { keyed } from 'lit-html/directives/keyed.js';
import { chart } from '../chart/chart.js';
import { timelineBox } from '../chart/timeline.js';
import { orders } from '../orders/orders.js';
import { signingDialog } from '../orders/signing-dialog.js';
import { page } from '../page.js';
import { wire } from '../wire/wire.js';
import { bar } from './bar.js';
import { banner, story } from './banner.js';
import { footer } from './footer.js';
import { ownPatientDialog } from './own-patient.js';
import { strip } from './presenter.js';

/** The whole page as things stand. */
export function frame() {
  if (!page.setup) return notice();
  return html`
    <div class="head">
      ${bar()} ${page.isPresented && !page.isDialogOpen ? strip() : nothing}
      ${page.patient ? banner() : nothing}
    </div>
    <main>${notice()} ${page.patient ? keyed(page.opened, columns()) : nothing}</main>
    ${page.patient ? footer() : nothing} ${signingDialog()} ${ownPatientDialog()}
  `;
}

const notice = () => (page.notice ? html`<p class="notice">${page.notice}</p>` : nothing);

const columns = () => html`
  ${story()} ${timelineBox()}
  <div class="columns">
    <section id="chart" aria-labelledby="chart-title" tabindex="0">
      <h2 id="chart-title"><span class="step">1</span> Chart</h2>
      ${chart(page.resources, page.setup.today, readByCards(), shownCards())}
    </section>
    <section id="orders" aria-labelledby="orders-title" tabindex="-1">
      <h2 id="orders-title"><span class="step">2</span> Orders and advice</h2>
      ${orders()}
    </section>
    ${
      page.isPresented
        ? nothing
        : html`<section id="wire" aria-labelledby="wire-title" tabindex="0">
            <h2 id="wire-title"><span class="step">3</span> The wire</h2>
            ${wire()}
          </section>`
    }
  </div>
`;

const shownCards = () =>
  [...page.advice.values()].flatMap(({ answer }) => answer?.body?.cards ?? []);

/** What the cards that are shown read of the chart: reference → what each says of it. */
function readByCards() {
  const read = new Map();
  for (const card of shownCards())
    for (const { reference, says } of card.extension?.['cauda.evidence'] ?? [])
      read.set(reference, [
        ...(read.get(reference) ?? []),
        `${card.source.topic.display}: ${says}`,
      ]);
  return read;
}
