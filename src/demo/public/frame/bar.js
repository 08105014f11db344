import { html } from 'lit-html';
import { openPatient } from '../actions.js';
import { page } from '../page.js';
import { openOwnPatient } from './own-patient.js';

/** The head of the page: which patient is open, the one before and the one after. */
export function bar() {
  const { patients } = page.setup;
  const at = patients.findIndex(({ id }) => id === page.patient?.id);
  const step = (by, label, sign) => {
    const to = patients[at + by];
    return html`<button
      type="button"
      class="quiet"
      aria-label=${label}
      title=${to ? `${label}: ${to.name}` : label}
      ?disabled=${!to}
      @click=${() => void openPatient(to.id)}
    >
      ${sign}
    </button>`;
  };
  const groups = new Map(patients.map(({ group }) => [group, []]));
  for (const patient of patients) groups.get(patient.group).push(patient);
  return html`
    <header class="bar">
      <a class="brand" href="/"><img src="/icon.svg" alt="" width="26" height="26" /> Cauda</a>
      <p class="tag">Demo EHR <span>invented patients only</span></p>
      <div class="picker">
        <label for="patient">Patient</label>
        ${step(-1, 'Previous patient', '‹')}
        <select id="patient" @change=${({ target }) => void openPatient(target.value)}>
          ${[...groups].map(
            ([group, members]) => html`
              <optgroup label=${group}>
                ${members.map(
                  ({ id, name, title }) =>
                    html`<option value=${id} .selected=${id === page.patient?.id}>
                      ${name.replace('Invented-', '')} – ${title}
                    </option>`,
                )}
              </optgroup>
            `,
          )}
        </select>
        ${step(1, 'Next patient', '›')}
        <button type="button" class="quiet own-open" @click=${openOwnPatient}>Add your own…</button>
      </div>
      <nav class="jump" aria-label="Parts of this page">
        <a href="#orders">Orders</a> <a href="#chart">Chart</a>
        <a href="#wire">Wire</a>
      </nav>
    </header>
  `;
}
