import { html, nothing } from 'lit-html';
import { openPatient } from '../actions.js';
import { addPatient, readSetup } from '../api.js';
import { byId } from '../dom.js';
import { draw, page } from '../page.js';

export const openOwnPatient = () => {
  page.faults = [];
  draw();
  byId('own').showModal();
};

async function add(event) {
  event.preventDefault();
  const { status, body } = await addPatient(byId('own-text').value);
  page.faults =
    status === 201
      ? []
      : (body?.faults ?? [body?.issue?.[0]?.details?.text ?? `The answer was ${status}.`]);
  if (status !== 201) return draw();
  byId('own').close();
  page.setup = await readSetup();
  await openPatient(body.id);
}

const take = async (file) => {
  if (file) byId('own-text').value = await file.text();
};

const drop = (event) => {
  event.preventDefault();
  void take(event.dataTransfer.files[0]);
};

/** The dialog in which somebody adds a patient of their own. */
export const ownPatientDialog = () => html`
  <dialog id="own" aria-labelledby="own-title">
    <form @submit=${add} @dragover=${(event) => event.preventDefault()} @drop=${drop}>
      <h2 id="own-title">Add your own patient</h2>
      <p>
        Paste or drop a FHIR R4 Bundle with one Patient. It is checked against R4, kept in memory
        only, and gone when the process ends. <strong>Invented data only.</strong>
      </p>
      <div class="field">
        <label for="own-text">Bundle (JSON)</label>
        <textarea
          id="own-text"
          rows="10"
          spellcheck="false"
          placeholder=${'{ "resourceType": "Bundle", … }'}
        ></textarea>
      </div>
      <div class="field">
        <label for="own-file">or a file</label>
        <input
          id="own-file"
          type="file"
          accept=".json,application/json,application/fhir+json"
          @change=${({ target }) => take(target.files[0])}
        />
      </div>
      <div class="faults" role="alert">
        ${
          page.faults.length > 0
            ? html`<p>The Bundle was not taken:</p>
                <ul>
                  ${page.faults.map((fault) => html`<li>${fault}</li>`)}
                </ul>`
            : nothing
        }
      </div>
      <div class="actions">
        <button type="submit" class="primary">Add</button>
        <button type="button" @click=${() => byId('own').close()}>Cancel</button>
      </div>
    </form>
  </dialog>
`;
