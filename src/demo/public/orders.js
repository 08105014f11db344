import { choice, h, newId, plural } from './dom.js';
import { diffTable } from './diff.js';
import { listed, nameOf, orderList, priorities } from './order-list.js';

/**
 * An order on the page.
 * @typedef {{ resource: any, changes: any[], isSigned: boolean }} Order
 */

/**
 * The orders and the button that signs them.
 *
 * @param {{
 *   orders: Order[], resources: any[], phase: 'draft' | 'advised' | 'failed' | 'signed',
 *   selectsAsChosen: boolean,
 * }} state
 * @param {{
 *   add: (item: any) => void, change: (order: Order, change: object) => void,
 *   remove: (order: Order) => void, sign: () => void, startOver: () => void,
 *   toggleSelect: (on: boolean) => void,
 * }} on
 */
export function drawOrders(state, on) {
  const drafts = state.orders.filter(({ isSigned }) => !isSigned);
  const signed = state.orders.filter(({ isSigned }) => isSigned);
  return [
    h(
      'div',
      { class: 'order-list' },
      drafts.map((order) => draftForm(order, state, on)),
      signed.map((order) => signedOrder(order)),
      state.orders.length === 0 &&
        h(
          'p',
          { class: 'mute' },
          'No order yet. This story is about opening the chart; add an order if you like.',
        ),
    ),
    addForm(on),
    signing(drafts, state, on),
  ];
}

function signing(drafts, state, on) {
  const many = drafts.length > 1 ? `${drafts.length} orders` : 'order';
  const isChanged = drafts.some(({ changes }) => changes.length > 0);
  const label =
    state.phase === 'advised'
      ? isChanged
        ? `Sign the changed ${many}`
        : `Sign the ${many} as ${drafts.length > 1 ? 'they stand' : 'it stands'}`
      : state.phase === 'failed'
        ? `Sign the ${many} without advice`
        : `Sign ${many}`;
  const toggle = newId();
  return h(
    'div',
    { class: 'signing' },
    drafts.length > 0 &&
      h('button', { type: 'button', class: 'primary', id: 'sign', onclick: on.sign }, label),
    (state.phase !== 'draft' || drafts.length === 0) &&
      h(
        'button',
        { type: 'button', class: 'quiet', onclick: on.startOver },
        'Start this patient over',
      ),
    drafts.length > 0 &&
      state.phase === 'draft' &&
      h('p', { class: 'hint' }, 'Signing asks Cauda; its advice appears below.'),
    h(
      'p',
      { class: 'check' },
      h('input', {
        id: toggle,
        type: 'checkbox',
        checked: state.selectsAsChosen,
        onchange: (event) => on.toggleSelect(event.target.checked),
      }),
      h('label', { for: toggle }, 'call order-select whenever I change an order'),
    ),
  );
}

function draftForm(order, { resources }, on) {
  const { resource, changes } = order;
  const titleId = newId('order');
  const current = listed(resource);
  const items = [
    ...(current ? [] : [{ value: '', text: nameOf(resource) }]),
    ...orderList.map(({ text }, index) => ({ value: String(index), text })),
  ];
  const reasons = resources.filter(
    ({ resourceType, clinicalStatus }) =>
      resourceType === 'Condition' && clinicalStatus?.coding?.[0]?.code === 'active',
  );
  const reason = reasons.findIndex(
    ({ code }) => JSON.stringify(code) === JSON.stringify(resource.reasonCode?.[0]),
  );
  return h(
    'div',
    {
      class: `order${changes.length > 0 ? ' is-changed' : ''}`,
      role: 'group',
      tabindex: '-1',
      'aria-labelledby': titleId,
    },
    h(
      'div',
      { class: 'order-head' },
      h('h3', { id: titleId }, nameOf(resource)),
      h('span', { class: 'flag' }, 'draft'),
      h(
        'button',
        {
          type: 'button',
          class: 'quiet',
          'aria-label': `Remove ${nameOf(resource)}`,
          onclick: () => on.remove(order),
        },
        'Remove',
      ),
    ),
    h(
      'div',
      { class: 'fields' },
      choice(
        'Study',
        items,
        current ? String(orderList.indexOf(current)) : '',
        (value) => on.change(order, { code: structuredClone(orderList[Number(value)].code) }),
        'wide',
      ),
      choice(
        'Priority',
        priorities.map((value) => ({ value, text: value })),
        resource.priority ?? 'routine',
        (priority) => on.change(order, { priority }),
      ),
      choice(
        'Reason',
        [
          { value: '', text: 'none given' },
          ...reasons.map(({ code }, index) => ({
            value: String(index),
            text: code?.text ?? code?.coding?.[0]?.display ?? 'problem',
          })),
        ],
        reason === -1 ? '' : String(reason),
        (value) =>
          on.change(order, {
            reasonCode: value === '' ? undefined : [structuredClone(reasons[Number(value)].code)],
          }),
      ),
    ),
    notes(resource),
    changes.length > 0 && diffTable(changes),
  );
}

const notes = (resource) =>
  (resource.note ?? []).map(({ text }) => h('p', { class: 'note' }, h('b', null, 'Note: '), text));

const signedOrder = ({ resource, changes }) =>
  h(
    'div',
    { class: 'order signed' },
    h(
      'div',
      { class: 'order-head' },
      h('h3', null, nameOf(resource)),
      h('span', { class: 'flag good' }, 'signed'),
    ),
    h(
      'p',
      { class: 'mute' },
      [resource.priority, resource.reasonCode?.[0]?.text].filter(Boolean).join(' · '),
    ),
    notes(resource),
    changes.length > 0 && diffTable(changes),
  );

function addForm(on) {
  const id = newId();
  const select = h(
    'select',
    { id },
    orderList.map(({ text }, index) => h('option', { value: index }, text)),
  );
  return h(
    'div',
    { class: 'add' },
    h('label', { for: id, class: 'visually-hidden' }, 'Add an order'),
    select,
    h(
      'button',
      { type: 'button', onclick: () => on.add(orderList[Number(select.value)]) },
      'Add order',
    ),
  );
}

/** What happened at signing, for the heading above the cards. */
export const signedSays = (count) => `${plural(count, 'order')} signed`;
