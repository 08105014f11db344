import { html } from 'lit-html';
import { outward } from '../dom.js';

const SANDBOX = 'https://sandbox.cds-hooks.org/';
/** Her card shows when the chart is opened: nothing has to be chosen to see it. */
const ON_OPENING = 'lucia-report-enhancement-3-months';
/** Her card shows when a study is chosen. */
const ON_ORDERING = 'maria-discectomy-2024';

/** Every step from here to the first cards in the public CDS Hooks Sandbox. */
export function sandboxSteps(setup) {
  const opening = named(setup, ON_OPENING);
  const ordering = named(setup, ON_ORDERING);
  return html`
    <details class="sandbox" open>
      <summary>The public CDS Hooks Sandbox, step by step</summary>
      <ol>
        <li>
          In Chrome or another Chromium browser on this machine, open
          ${link(setup, ON_OPENING, `the sandbox with ${opening}`)}. This leaves this machine: the
          sandbox is a web page of others, and reads these invented charts.
        </li>
        <li>
          The browser asks whether that page may reach this device or the local network:
          <b>allow it</b>. Without it the sandbox asks for another FHIR server instead (“Change FHIR
          Server”): allow it in the browser’s settings for the page, and reload.
        </li>
        <li>Under <b>Patient View</b> the first card is there: ${opening}.</li>
        <li>
          For a card about an order open
          ${link(setup, ON_ORDERING, `the sandbox with ${ordering}`)}, then <b>PAMA Imaging</b>, and
          choose 72148 under <b>Search orders</b>. A button of the card changes the study. Other
          patients are under the gear, Change Patient.
        </li>
        <li>
          Imaging orders cannot be signed there: Rx Sign signs medications only, about which Cauda
          has nothing to say. The cards of signing are shown on this page.
        </li>
      </ol>
    </details>
  `;
}

const named = ({ patients }, id) => patients.find((each) => each.id === id)?.name ?? id;

/** Opens the sandbox with our FHIR server, a patient and our services. */
function link({ fhir, publicUrl }, patientId, text) {
  const query = new URLSearchParams({
    fhirServiceUrl: fhir.base,
    patientId,
    serviceDiscoveryURL: `${publicUrl}/cds-services`,
  });
  return outward(`${SANDBOX}?${query}`, text);
}
