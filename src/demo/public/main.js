import { accepted } from './accept.js';
import { drawAnswer, spoken } from './advice.js';
import { chartOf, setup as readSetup } from './api.js';
import { drawBanner, drawFooter } from './banner.js';
import { drawBreakage, nothingBroken } from './breakage.js';
import { callService, discover, send } from './call.js';
import { drawCard } from './cards.js';
import { drawChart, drawTimeline } from './chart.js';
import { difference } from './diff.js';
import { announce, byId, h } from './dom.js';
import { draft, draftsOf } from './order-list.js';
import { drawOrders, signedSays } from './orders.js';
import { openOwnPatient } from './own-patient.js';
import { addToWire } from './wire.js';

/** A story to begin with: it has a draft, a card, and suggestions that change the draft. */
const FIRST = 'maria-discectomy-2024';

const page = {
  /** @type {any} */ setup: undefined,
  /** @type {any[]} */ services: [],
  /** @type {any} */ patient: undefined,
  /** @type {any[]} */ resources: [],
  /** @type {import('./orders.js').Order[]} */ orders: [],
  /** @type {'draft' | 'advised' | 'failed' | 'signed'} */ phase: 'draft',
  selectsAsChosen: true,
  breakage: nothingBroken(),
  /** Advice by the hook that brought it. @type {Map<string, Node>} */
  advice: new Map(),
  /** Sends the last call once more. */
  again: () => {},
  /** Counts the patients that were opened: an answer that comes late is for nobody. */
  opened: 0,
};

const drafts = () =>
  page.orders.filter(({ isSigned }) => !isSigned).map(({ resource }) => resource);

/**
 * Calls the service of a hook and shows what comes.
 * @param {string} hook
 * @param {{ drafts: any[], selections?: string[] }} about The drafts as they are sent, now and again.
 */
async function call(hook, about = { drafts: drafts() }) {
  page.again = () => void call(hook, about);
  const service = page.services.find((each) => each.hook === hook);
  if (!service) return undefined;
  const opened = page.opened;
  const { id: patientId } = page.patient;
  const exchange = await callService(
    page.setup,
    service,
    {
      patientId,
      ...(hook !== 'patient-view' && { draftOrders: about.drafts }),
      ...(hook === 'order-select' && {
        selections: about.selections ?? about.drafts.map(({ id }) => `ServiceRequest/${id}`),
      }),
    },
    page.breakage,
    page.resources,
  ).catch(() => undefined);
  if (opened !== page.opened) return undefined;
  if (!exchange) {
    announce('The service did not answer. Is it still running?');
    page.advice.set(
      hook,
      h('p', { class: 'notice' }, 'The service did not answer. Is it still running?'),
    );
    drawAdvice();
    return undefined;
  }
  addToWire(byId('wire-body'), exchange);
  keepAdvice(hook, exchange, service, about.drafts);
  if (hook === 'order-sign') decide(exchange);
  return exchange;
}

/** At signing: with nothing to say the orders are signed; with cards or a failure the clinician decides. */
function decide({ answer }) {
  // A call that was sent again, about orders that are signed already, decides nothing.
  if (drafts().length === 0) return;
  const isAnswered = answer.status === 200;
  const count = answer.body?.cards?.length ?? 0;
  if (isAnswered && count === 0) finish();
  else page.phase = isAnswered ? 'advised' : 'failed';
  drawAll();
}

function finish() {
  for (const order of page.orders) {
    order.isSigned = true;
    order.resource = { ...order.resource, status: 'active' };
  }
  page.phase = 'signed';
}

/** Shows an answer as advice, and says it. */
function keepAdvice(hook, { answer }, service, sent) {
  // Advice about an order belongs to its latest state only.
  if (hook !== 'patient-view')
    for (const old of ['order-select', 'order-sign']) page.advice.delete(old);
  announce(spoken(hook, answer));
  const cards = (answer.body?.cards ?? []).map((card) =>
    drawCard(card, actions(card, service, sent)),
  );
  page.advice.set(hook, drawAnswer(hook, answer, cards));
  drawAdvice();
}

/**
 * What the buttons of a card do.
 * @param {any[]} sent The drafts that the card speaks of, as they were sent.
 */
function actions(card, service, sent) {
  const feedback = async (entry) => {
    const body = {
      feedback: [{ card: card.uuid, outcomeTimestamp: new Date().toISOString(), ...entry }],
    };
    const exchange = await send(`/cds-services/${service.id}/feedback`, body, nothingBroken());
    addToWire(byId('wire-body'), exchange);
    announce(exchange.answer.ok ? 'Feedback stored.' : 'The feedback was not taken.');
    return exchange.answer.ok;
  };
  return {
    async accept(suggestion) {
      for (const action of suggestion.actions ?? []) apply(action, sent);
      drawOrderPart();
      showChanged();
      return feedback({ outcome: 'accepted', acceptedSuggestions: [{ id: suggestion.uuid }] });
    },
    override: (overrideReason) => feedback({ outcome: 'overridden', overrideReason }),
  };
}

/** Brings the order that a suggestion changed into sight, and into focus. */
function showChanged() {
  const order = document.querySelector('.order.is-changed');
  if (!(order instanceof HTMLElement)) return;
  order.focus({ preventScroll: true });
  order.scrollIntoView({ block: 'nearest' });
}

/** Does what a suggestion's action says; what is signed stays as it was signed. */
function apply({ type, resource, resourceId }, sent) {
  if (type === 'create') {
    const own = { id: `draft-of-advice-${page.orders.length}`, ...resource };
    page.orders.push({ resource: own, changes: difference({}, own), isSigned: false });
  } else if (type === 'delete') {
    page.orders = page.orders.filter(({ resource: r }) => `ServiceRequest/${r.id}` !== resourceId);
  } else {
    const order = page.orders.find(({ resource: r }) => r.id === resource?.id);
    if (!order || order.isSigned) return;
    const before = sent.find((draft) => draft.id === resource.id) ?? order.resource;
    const next = accepted(order.resource, before, resource);
    order.changes = [...order.changes, ...difference(order.resource, next)];
    order.resource = next;
  }
}

function drawAdvice() {
  byId('view-advice')?.replaceChildren(...nodes(['patient-view']));
  byId('order-advice')?.replaceChildren(...nodes(['order-select', 'order-sign']));
}

const nodes = (hooks) => hooks.flatMap((hook) => page.advice.get(hook) ?? []);

/** An order changed: advice about the order as it was is out of date. */
function changed(selections) {
  page.phase = 'draft';
  page.advice.delete('order-select');
  page.advice.delete('order-sign');
  drawAll();
  if (page.selectsAsChosen && page.orders.some(({ isSigned }) => !isSigned)) {
    void call('order-select', { drafts: drafts(), selections });
  }
}

const handlers = {
  add(item) {
    const resource = draft(page.patient.id, item.code, 'routine', page.setup.today);
    page.orders.push({ resource, changes: [], isSigned: false });
    changed([`ServiceRequest/${resource.id}`]);
  },
  change(order, change) {
    const next = { ...order.resource, ...change };
    for (const key of Object.keys(next)) if (next[key] === undefined) delete next[key];
    order.resource = next;
    order.changes = [];
    changed([`ServiceRequest/${next.id}`]);
  },
  remove(order) {
    page.orders = page.orders.filter((each) => each !== order);
    changed();
    byId('orders').focus();
  },
  async sign() {
    if (page.phase === 'draft') {
      byId('sign').disabled = true;
      await call('order-sign');
    } else {
      const count = page.orders.filter(({ isSigned }) => !isSigned).length;
      finish();
      announce(`${signedSays(count)}.`);
      drawAll();
    }
    const advice = document.querySelector('[data-hook="order-sign"]');
    if (advice instanceof HTMLElement) {
      advice.focus({ preventScroll: true });
      advice.scrollIntoView({ block: 'nearest' });
    }
  },
  startOver: () => void openPatient(page.patient.id),
  toggleSelect(on) {
    page.selectsAsChosen = on;
  },
};

function drawOrderPart() {
  byId('order-part').replaceChildren(...drawOrders(page, handlers));
}

function drawAll() {
  drawOrderPart();
  drawAdvice();
}

/** Opens a chart, as an EHR does: the patient-view hook is called at once. */
async function openPatient(id) {
  page.opened += 1;
  const opened = page.opened;
  const patient = page.setup.patients.find((each) => each.id === id);
  const resources = await chartOf(id);
  if (opened !== page.opened) return;
  Object.assign(page, { patient, resources, phase: 'draft', advice: new Map() });
  page.orders = draftsOf(patient, page.setup.today).map((resource) => ({
    resource,
    changes: [],
    isSigned: false,
  }));
  byId('patient').value = id;
  history.replaceState(null, '', `?patient=${encodeURIComponent(id)}`);
  document.title = `${patient.name} · Cauda demo EHR`;
  drawBanner(byId('banner'), patient, resources, page.setup);
  drawTimeline(byId('timeline'), resources, page.setup.today);
  drawChart(byId('chart-body'), resources, page.setup.today);
  byId('orders-body').replaceChildren(
    h('div', { id: 'view-advice' }),
    h('div', { id: 'order-part' }),
    h('div', { id: 'order-advice' }),
  );
  drawAll();
  drawFooter(byId('footer'), page.setup);
  await call('patient-view');
}

function drawPicker() {
  byId('patient').replaceChildren(
    ...page.setup.patients.map(({ id, name, topic }) =>
      h('option', { value: id }, `${name} – ${topic}`),
    ),
  );
}

async function start() {
  const again = () => page.again();
  drawBreakage(byId('breakage'), page.breakage, again);
  byId('wire-body').append(h('p', { class: 'mute empty' }, 'Every call will appear here.'));
  // One after the other: the first setup loads the FHIR server, and nothing else should wait for it.
  const discovery = await discover();
  const setup = await readSetup();
  Object.assign(page, { setup, services: discovery.answer.body.services });
  addToWire(byId('wire-body'), discovery);
  drawPicker();
  byId('patient').addEventListener('change', (event) => void openPatient(event.target.value));
  byId('own-open').addEventListener('click', () =>
    openOwnPatient(byId('own'), async (id) => {
      page.setup = await readSetup();
      drawPicker();
      await openPatient(id);
    }),
  );
  const wanted = new URLSearchParams(location.search).get('patient');
  const known = (id) => setup.patients.find((each) => each.id === id);
  const first = known(wanted) ?? known(FIRST) ?? setup.patients[0];
  if (first) await openPatient(first.id);
  else
    byId('banner').append(h('p', { class: 'notice' }, 'No patients are installed. Add your own.'));
}

start().catch(() => {
  byId('banner').replaceChildren(
    h('p', { class: 'notice' }, 'The demo could not begin: the service did not answer.'),
  );
});
