import { html, nothing } from 'lit-html';
import { addOrder, changeOrder, openPatient, removeOrder, sign, signAnyway } from '../actions.js';
import { choice, outward } from '../dom.js';
import { diffTable } from '../diff.js';
import { listed, nameOf, orderList, priorities } from '../order-list.js';
import { draw, isDraft, isHeldBack, page } from '../page.js';
import { adviceView } from './advice.js';
import { cardView } from './card.js';
import { many, notes, orderWords, signsAs } from './order-words.js';

/** What the doctor does: orders, advice about them, the button that signs. */
export function orders() {
  const drafts = page.orders.filter(isDraft);
  return html`
    ${panelOf('patient-view')}
    <div class="order-list">
      ${drafts.map(draftForm)} ${page.orders.filter((order) => !isDraft(order)).map(signedOrder)}
      ${
        page.orders.length === 0
          ? html`<p class="mute">
              No order yet. This story is about opening the chart; add an order if you like.
            </p>`
          : nothing
      }
    </div>
    ${addForm()} ${signing(drafts)} ${panelOf('order-select')}
    ${page.isDialogOpen ? nothing : panelOf('order-sign')}
  `;
}

function panelOf(hook) {
  const advice = page.advice.get(hook);
  if (!advice) return nothing;
  const cards = advice.answer?.body?.cards ?? [];
  return adviceView(
    advice,
    cards.map((card) => cardView(card, advice, 'panel')),
  );
}

function signing(drafts) {
  const isAdvised = page.view === 'panel' && ['advised', 'failed'].includes(page.phase);
  const isHeld = isAdvised && isHeldBack();
  const start = () => void openPatient(page.patient.id);
  return html`
    <div class="signing">
      ${
        drafts.length > 0
          ? html`<button
              type="button"
              class="primary"
              id="sign"
              ?disabled=${page.isSigning || isHeld}
              @click=${isAdvised ? signAnyway : sign}
            >
              ${isAdvised ? signsAs(drafts, page.phase) : `Sign ${many(drafts)}`}
            </button>`
          : nothing
      }
      ${
        page.advice.has('order-sign') || drafts.length === 0
          ? html`<button type="button" class="quiet" @click=${start}>
              Start this patient over
            </button>`
          : nothing
      }
      ${isHeld ? html`<p class="hint">The critical card asks for a reason first.</p>` : nothing}
      <fieldset class="views">
        <legend>Advice at signing</legend>
        ${[
          ['dialog', 'as a dialog'],
          ['panel', 'beside the order'],
        ].map(
          ([view, text]) => html`
            <label>
              <input
                type="radio"
                name="view"
                .checked=${page.view === view}
                @change=${() => {
                  Object.assign(page, { view, ...(drafts.length > 0 && { phase: 'draft' }) });
                  draw();
                }}
              />
              ${text}
            </label>
          `,
        )}
      </fieldset>
      <label class="check">
        <input
          type="checkbox"
          .checked=${page.selectsAsChosen}
          @change=${({ target }) => {
            page.selectsAsChosen = target.checked;
          }}
        />
        call order-select whenever I change an order
      </label>
    </div>
  `;
}

function draftForm(order) {
  const { resource, changes } = order;
  const { id } = resource;
  const current = listed(resource);
  const reasons = page.resources
    .filter(({ resourceType, clinicalStatus }) => {
      return resourceType === 'Condition' && clinicalStatus?.coding?.[0]?.code === 'active';
    })
    .map(({ code }) => code);
  const reason = reasons.findIndex(
    (code) => JSON.stringify(code) === JSON.stringify(resource.reasonCode?.[0]),
  );
  const set = (change) => changeOrder(order, change);
  return html`
    <div
      class="order ${changes.length > 0 ? 'is-changed' : ''}"
      role="group"
      tabindex="-1"
      aria-labelledby="order-${id}"
    >
      <div class="order-head">
        <h3 id="order-${id}">${nameOf(resource)}</h3>
        <span class="flag">draft</span>
        <button
          type="button"
          class="quiet"
          aria-label="Remove ${nameOf(resource)}"
          @click=${() => removeOrder(order)}
        >
          Remove
        </button>
      </div>
      <div class="fields">
        ${choice(
          `study-${id}`,
          'Study',
          [
            ...(current ? [] : [{ value: '', text: nameOf(resource) }]),
            ...orderList.map(({ text }, index) => ({ value: String(index), text })),
          ],
          current ? String(orderList.indexOf(current)) : '',
          (value) => set({ code: structuredClone(orderList[Number(value)].code) }),
          'wide',
        )}
        ${choice(
          `priority-${id}`,
          'Priority',
          priorities.map((value) => ({ value, text: value })),
          resource.priority ?? 'routine',
          (priority) => set({ priority }),
        )}
        ${choice(
          `reason-${id}`,
          'Reason',
          [
            { value: '', text: 'none given' },
            ...reasons.map((code, index) => ({
              value: String(index),
              text: code?.text ?? code?.coding?.[0]?.display ?? 'problem',
            })),
          ],
          reason === -1 ? '' : String(reason),
          (value) =>
            set({
              reasonCode: value === '' ? undefined : [structuredClone(reasons[Number(value)])],
            }),
        )}
      </div>
      ${notes(resource)} ${changes.length > 0 ? diffTable(changes) : nothing}
    </div>
  `;
}

const signedOrder = (order) => html`
  <div class="order signed">
    <div class="order-head">
      <h3>${nameOf(order.resource)}</h3>
      <span class="flag good">signed</span>
    </div>
    ${orderWords(order)}
    ${
      order.stored
        ? html`<p class="stored mute">
            In the chart: ${outward(`/demo/fhir/${order.stored}`, order.stored)}
          </p>`
        : order.stored === ''
          ? html`<p class="notice">The demo’s FHIR server did not take the order.</p>`
          : nothing
    }
  </div>
`;

function addForm() {
  const add = (event) => {
    event.preventDefault();
    addOrder(orderList[Number(new FormData(event.target).get('study'))]);
  };
  return html`
    <form class="add" @submit=${add}>
      <label for="add-order" class="visually-hidden">Add an order</label>
      <select id="add-order" name="study">
        ${orderList.map(({ text }, index) => html`<option value=${index}>${text}</option>`)}
      </select>
      <button type="submit">Add order</button>
    </form>
  `;
}
