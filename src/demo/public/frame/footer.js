import { html } from 'lit-html';
import { show } from '../dates.js';
import { page } from '../page.js';
import { sandboxSteps } from './sandbox-steps.js';

/** What the page is, how the dates were moved, and how another client finds all this. */
export function footer() {
  const { fhir, publicUrl, movedDays, today } = page.setup;
  return html`
    <footer>
      <div>
        <h2>Use it from another client</h2>
        ${
          fhir.isInstalled
            ? html`<p>
                FHIR R4 server, read only, open to any client on this machine:
                <code>${fhir.base}</code> · <a href="/demo/fhir/metadata">capability statement</a>
              </p>`
            : html`<p class="notice">
                The demo’s FHIR server is not installed: its packages are development dependencies.
                “npm ci” brings them. Until then prefetch is taken from the chart, and own patients
                are not checked against R4.
              </p>`
        }
        <p>Discovery: <a href="/cds-services">${publicUrl}/cds-services</a></p>
        ${fhir.isInstalled ? sandboxSteps(page.setup) : ''}
      </div>
      <div>
        <h2>About these data</h2>
        <p>
          ${
            movedDays === 0
              ? `Everybody here is invented. The stories are told on ${show(today)}, which is today.`
              : `Everybody here is invented. The stories were written for one fixed day; every date in them, also within reports, is moved by ${movedDays} days, so that “ten weeks ago” is still ten weeks ago today, ${show(today)}. Partial dates stay partial, and a month named without a year in a report stays as it is.`
          }
          What is signed here is kept in memory until the patient is opened anew.
        </p>
        <p>
          Advice to clinicians from published evidence. It does not decide, and it is not a medical
          device claim. Demo mode: unsigned calls are accepted; not for patient data.
        </p>
      </div>
    </footer>
  `;
}
