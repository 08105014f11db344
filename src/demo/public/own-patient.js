import { addPatient } from './api.js';
import { h, newId } from './dom.js';

/**
 * The dialog in which somebody adds a patient of their own.
 * @param {any} dialog
 * @param {(id: string) => void} onAdded
 */
export function openOwnPatient(dialog, onAdded) {
  const [textId, fileId] = [newId(), newId()];
  const text = h('textarea', {
    id: textId,
    rows: '10',
    spellcheck: 'false',
    placeholder: '{ "resourceType": "Bundle", … }',
  });
  const faults = h('div', { class: 'faults', role: 'alert' });
  const take = async (file) => {
    if (file) text.value = await file.text();
  };
  const submit = async (event) => {
    event.preventDefault();
    faults.replaceChildren();
    const { status, body } = await addPatient(text.value);
    if (status === 201) {
      dialog.close();
      onAdded(body.id);
      return;
    }
    const said = body?.faults ?? [body?.issue?.[0]?.details?.text ?? `The answer was ${status}.`];
    faults.replaceChildren(
      h('p', null, 'The Bundle was not taken:'),
      h(
        'ul',
        null,
        said.map((fault) => h('li', null, fault)),
      ),
    );
  };
  const form = h(
    'form',
    {
      onsubmit: submit,
      ondragover: (event) => event.preventDefault(),
      ondrop: (event) => {
        event.preventDefault();
        void take(event.dataTransfer.files[0]);
      },
    },
    h('h2', { id: 'own-title' }, 'Add your own patient'),
    h(
      'p',
      null,
      'Paste or drop a FHIR R4 Bundle with one Patient. It is checked against R4, kept in memory only, and gone when the process ends. ',
      h('strong', null, 'Invented data only.'),
    ),
    h('div', { class: 'field' }, h('label', { for: textId }, 'Bundle (JSON)'), text),
    h(
      'div',
      { class: 'field' },
      h('label', { for: fileId }, 'or a file'),
      h('input', {
        id: fileId,
        type: 'file',
        accept: '.json,application/json,application/fhir+json',
        onchange: (event) => take(event.target.files[0]),
      }),
    ),
    faults,
    h(
      'div',
      { class: 'actions' },
      h('button', { type: 'submit', class: 'primary' }, 'Add'),
      h('button', { type: 'button', onclick: () => dialog.close() }, 'Cancel'),
    ),
  );
  dialog.replaceChildren(form);
  dialog.showModal();
}
