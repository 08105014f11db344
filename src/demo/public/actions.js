import { accepted } from './accept.js';
import { chartOf, clearOrders, storeOrder } from './api.js';
import { callService, nothingBroken, send } from './call.js';
import { difference } from './diff.js';
import { announce, byId, goTo, plural } from './dom.js';
import { draft, draftsOf } from './order-list.js';
import { cardsOf, draw, drafts, isDraft, isHeldBack, isOpen, page, replyTo } from './page.js';
import { spoken } from './orders/advice.js';

const MAX_WIRE = 30;

export function addToWire(exchange) {
  page.wire = [exchange, ...page.wire].slice(0, MAX_WIRE);
}

/**
 * Calls the service of a hook and keeps what comes.
 * @param {string} hook
 * @param {{ drafts: any[], selections?: string[], before?: string }} about The drafts as they are sent, now and again.
 */
async function call(hook, about = { drafts: drafts() }) {
  page.again = () => void call(hook, about);
  const service = page.services.find((each) => each.hook === hook);
  if (!service) return undefined;
  const opened = page.opened;
  const exchange = await callService(
    page.setup,
    service,
    {
      patientId: page.patient.id,
      ...(hook !== 'patient-view' && { draftOrders: about.drafts }),
      ...(hook === 'order-select' && {
        selections: about.selections ?? about.drafts.map(({ id }) => `ServiceRequest/${id}`),
      }),
    },
    page.breakage,
    page.resources,
  ).catch(() => undefined);
  if (opened !== page.opened) return undefined;
  // Advice about an order belongs to its latest state only.
  if (hook !== 'patient-view') forgetOrderAdvice();
  page.advice.set(hook, { hook, service, sent: about.drafts, answer: exchange?.answer });
  if (exchange) addToWire(exchange);
  announce([about.before, spoken(hook, exchange?.answer)].filter(Boolean).join(' '));
  draw();
  return exchange?.answer;
}

function forgetOrderAdvice() {
  page.advice.delete('order-select');
  page.advice.delete('order-sign');
}

/** Opens a chart, as an EHR does: the patient-view hook is called at once. What was signed before is taken back. */
export async function openPatient(id) {
  page.opened += 1;
  const opened = page.opened;
  const patient = page.setup.patients.find((each) => each.id === id);
  await clearOrders(id);
  const resources = await chartOf(id);
  if (opened !== page.opened) return;
  Object.assign(page, {
    patient,
    resources,
    phase: 'draft',
    isDialogOpen: false,
    isSigning: false,
    advice: new Map(),
    orders: draftsOf(patient, page.setup.today).map((resource) => order(resource)),
  });
  const query = new URLSearchParams(location.search);
  query.set('patient', id);
  history.replaceState(null, '', `?${query}`);
  document.title = `${patient.name} · Cauda demo EHR`;
  draw();
  for (const scrolled of [document.documentElement, byId('chart'), byId('wire')])
    if (scrolled) scrolled.scrollTop = 0;
  await call('patient-view', { drafts: [], before: `Chart of ${patient.name}.` });
}

const order = (resource, changes = []) => ({ resource, changes, isSigned: false });

/** Signing asks for advice; with nothing to say the orders are signed, else the clinician decides. */
export async function sign() {
  if (page.isSigning) return;
  page.isSigning = true;
  draw();
  const answer = await call('order-sign');
  page.isSigning = false;
  if (!answer) return draw();
  if (answer.status === 200 && cardsOf('order-sign').length === 0) return finish();
  page.phase = answer.status === 200 ? 'advised' : 'failed';
  page.isDialogOpen = page.view === 'dialog';
  draw();
  if (!page.isDialogOpen) goTo(document.querySelector('[data-hook="order-sign"]'));
}

/** Leaves the orders as they are; the advice stays beside them. */
export function backToOrder() {
  if (!page.isDialogOpen) return;
  Object.assign(page, { phase: 'draft', isDialogOpen: false });
  draw();
  goTo(byId('sign'));
}

/** Signs past the cards that were not answered; the service is told, with the reasons that were chosen. */
export async function signAnyway() {
  if (isHeldBack()) return;
  // A card that offers nothing and was given no reason was read; nobody went against it.
  const passed = cardsOf('order-sign').filter((card) => {
    const { outcome, reason, comment } = replyTo(card);
    return (
      isOpen(card) || (outcome === undefined && (reason !== undefined || comment.trim() !== ''))
    );
  });
  await finish();
  if (passed.length > 0) await overrule(page.advice.get('order-sign'), passed);
}

/** Orders become active, in the chart and on the FHIR server. */
async function finish() {
  const { id } = page.patient;
  const opened = page.opened;
  const signed = page.orders.filter(isDraft);
  for (const each of signed) {
    each.isSigned = true;
    each.resource = { ...each.resource, status: 'active' };
  }
  Object.assign(page, { phase: 'signed', isDialogOpen: false });
  draw();
  announce(`${plural(signed.length, 'order')} signed.`);
  goTo(byId('orders'));
  for (const each of signed) {
    const { ok, body } = await storeOrder(id, each.resource).catch(() => ({ ok: false, body: {} }));
    each.stored = ok ? body.reference : '';
  }
  if (opened === page.opened) draw();
}

async function tell(service, entries) {
  const outcomeTimestamp = new Date().toISOString();
  const body = { feedback: entries.map((entry) => ({ outcomeTimestamp, ...entry })) };
  const exchange = await send(`/cds-services/${service.id}/feedback`, body, nothingBroken());
  addToWire(exchange);
  return exchange.answer.ok ? 'Feedback stored.' : 'The feedback was not taken.';
}

/** Takes a suggestion: the order changes, and the service is told. */
export async function accept({ service, sent }, card, suggestion) {
  const reply = replyTo(card);
  Object.assign(reply, {
    outcome: 'accepted',
    isFinal: card.selectionBehavior === 'at-most-one',
    says: `Accepted: ${suggestion.label}. The order is changed.`,
  });
  for (const action of suggestion.actions ?? []) apply(action, sent);
  draw();
  const stored = await tell(service, [
    { card: card.uuid, outcome: 'accepted', acceptedSuggestions: [{ id: suggestion.uuid }] },
  ]);
  reply.says = `Accepted: ${suggestion.label}. The order is changed; ${stored.replace(/^./, (c) => c.toLowerCase())}`;
  announce(`The order is changed. ${stored}`);
  draw();
  goTo(document.querySelector('dialog[open] .proposal, .order.is-changed'));
}

/** Answers cards with the reasons that were chosen for them. */
export async function overrule({ service }, cards) {
  const entries = cards.map((card) => {
    const { reason, comment } = replyTo(card);
    const { code, system, display } = card.overrideReasons?.[reason ?? -1] ?? {};
    const userComment = comment.trim();
    const overrideReason = {
      ...(code && { reason: { code, system, display } }),
      ...(userComment && { userComment }),
    };
    Object.assign(replyTo(card), {
      outcome: 'overridden',
      isFinal: true,
      says: `Overridden${display ? `: ${display}` : ''}.`,
    });
    return {
      card: card.uuid,
      outcome: 'overridden',
      ...(Object.keys(overrideReason).length > 0 && { overrideReason }),
    };
  });
  draw();
  const stored = await tell(service, entries);
  for (const card of cards) replyTo(card).says += ` ${stored}`;
  announce(stored);
  draw();
}

/** Does what a suggestion's action says; what is signed stays as it was signed. */
function apply({ type, resource, resourceId }, sent) {
  if (type === 'create') {
    const id = `${page.patient.id.slice(0, 40)}-advice-${page.orders.length}`;
    const own = { id, ...resource };
    page.orders.push(order(own, difference({}, own)));
  } else if (type === 'delete') {
    page.orders = page.orders.filter(({ resource: r }) => `ServiceRequest/${r.id}` !== resourceId);
  } else {
    const known = page.orders.find(({ resource: r }) => r.id === resource?.id);
    if (!known || known.isSigned) return;
    const before = sent.find(({ id }) => id === resource.id) ?? known.resource;
    const next = accepted(known.resource, before, resource);
    known.changes = [...known.changes, ...difference(known.resource, next)];
    known.resource = next;
  }
}

/** An order changed: advice about the order as it was is out of date. */
function changed(selections) {
  page.phase = 'draft';
  forgetOrderAdvice();
  draw();
  if (page.selectsAsChosen && drafts().length > 0)
    void call('order-select', { drafts: drafts(), selections });
}

export function addOrder({ code }) {
  const resource = draft(page.patient.id, code, 'routine', page.setup.today);
  page.orders.push(order(resource));
  changed([`ServiceRequest/${resource.id}`]);
}

/** Members that are undefined in `change` are taken away. */
export function changeOrder(known, change) {
  const next = { ...known.resource, ...change };
  for (const key of Object.keys(next)) if (next[key] === undefined) delete next[key];
  Object.assign(known, { resource: next, changes: [] });
  changed([`ServiceRequest/${next.id}`]);
}

export function removeOrder(known) {
  page.orders = page.orders.filter((each) => each !== known);
  changed();
  byId('orders').focus();
}
