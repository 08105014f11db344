/**
 * What the compiler proves about a service. This file is type-checked and never run: each
 * `@ts-expect-error` fails the check when the line below it compiles after all.
 */
import { defineService, type ServiceCall } from '../../src/cds-hooks/define-service.ts';
import type { HookName } from '../../src/cds-hooks/request/hooks.ts';
import type { Card, CdsResponse } from '../../src/cds-hooks/response.ts';
import { ServiceRegistry } from '../../src/cds-hooks/service-registry.ts';

const words = { title: 'x', description: 'x' };
const nothing = (): Promise<CdsResponse> => Promise.resolve({ cards: [] });

/** True when two types are the same. */
type Same<A, B> =
  (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
const holds = <T extends true>(): T => true as T;

// Every token that a 2.0 client can fill compiles, also several in one template, and none at all.
export const allTokens = defineService({
  ...words,
  id: 'all-tokens',
  hook: 'order-sign',
  prefetch: {
    patient: 'Patient/{{context.patientId}}',
    both: 'Observation?patient={{context.patientId}}&performer={{context.userId}}',
    practitioner: 'Practitioner/{{userPractitionerId}}',
    role: 'PractitionerRole/{{userPractitionerRoleId}}',
    self: 'Patient/{{userPatientId}}',
    related: 'RelatedPerson/{{userRelatedPersonId}}',
    none: 'Questionnaire?_count=1',
  },
  handler: nothing,
});

// The keys of the source are those of the prefetch.
export const keyed = defineService({
  ...words,
  id: 'keyed',
  hook: 'patient-view',
  prefetch: { patient: 'Patient/{{context.patientId}}' },
  handler({ source }) {
    source.query('patient');
    holds<Same<Parameters<typeof source.query>[0], 'patient'>>();
    // @ts-expect-error no such prefetch key
    source.query('conditions');
    // @ts-expect-error no such prefetch key
    return Promise.resolve(source.prefetch.conditions as CdsResponse);
  },
});

// The context follows from the hook.
export const viewed = defineService({
  ...words,
  id: 'viewed',
  hook: 'patient-view',
  prefetch: {},
  handler({ context }) {
    holds<Same<typeof context.patientId, string>>();
    holds<Same<typeof context.userId, string>>();
    // @ts-expect-error the encounter may be missing
    context.encounterId.trim();
    // @ts-expect-error patient-view has no draft orders
    return Promise.resolve(context.draftOrders.entry);
  },
});

export const selected = defineService({
  ...words,
  id: 'selected',
  hook: 'order-select',
  prefetch: {},
  handler({ context }) {
    holds<Same<typeof context.selections, string[]>>();
    holds<Same<typeof context.draftOrders.resourceType, 'Bundle'>>();
    // @ts-expect-error a draft order is opaque until a fact reads it
    return Promise.resolve(context.draftOrders.entry?.[0]?.resource);
  },
});

export const signed = defineService({
  ...words,
  id: 'signed',
  hook: 'order-sign',
  prefetch: {},
  handler({ context }) {
    holds<Same<typeof context.draftOrders.resourceType, 'Bundle'>>();
    // @ts-expect-error order-sign has no selections
    return Promise.resolve(context.selections.length);
  },
});

// Tokens that the hook, or a client of 2.0, cannot fill do not compile.
const signing = { ...words, id: 'x', hook: 'order-sign', handler: nothing } as const;
// @ts-expect-error an encounter may be missing, so nothing may depend on it
defineService({ ...signing, prefetch: { a: 'Encounter/{{context.encounterId}}' } });
// @ts-expect-error draft orders are no primitive field
defineService({ ...signing, prefetch: { a: 'Patient/{{context.draftOrders}}' } });
// @ts-expect-error a path into the context needs 3.0
defineService({ ...signing, prefetch: { a: 'Patient/{{context.draftOrders.entry}}' } });
// @ts-expect-error a function needs 3.0
defineService({ ...signing, prefetch: { a: 'Observation?date=ge{{today()}}' } });
// @ts-expect-error a context token is named context.<field>
defineService({ ...signing, prefetch: { a: 'Patient/{{patientId}}' } });
// @ts-expect-error the token of 1.0
defineService({ ...signing, prefetch: { a: 'Patient/{{Patient.id}}' } });
// @ts-expect-error the second of two tokens
defineService({ ...signing, prefetch: { a: 'A?b={{context.patientId}}&c={{context.wrong}}' } });
// @ts-expect-error one wrong template among good ones
defineService({ ...signing, prefetch: { a: 'Patient/{{context.patientId}}', b: 'B/{{%a.id}}' } });

// @ts-expect-error a hook that is not offered
defineService({ ...signing, hook: 'medication-prescribe', prefetch: {} });
// @ts-expect-error a service has a title
defineService({ id: 'x', hook: 'order-sign', description: 'x', prefetch: {}, handler: nothing });
// @ts-expect-error a handler answers with cards
defineService({ ...signing, prefetch: {}, handler: () => Promise.resolve({ card: [] }) });

// An answer.
const card: Card = {
  uuid: 'x',
  summary: 'x',
  indicator: 'info',
  source: { label: 'x', topic: { system: 'x', code: 'x' } },
};
export const answers: readonly CdsResponse[] = [
  { cards: [] },
  { cards: [card] },
  // @ts-expect-error cards are always there
  {},
  // @ts-expect-error an indicator of 1.0
  { cards: [{ ...card, indicator: 'hard-stop' }] },
  // @ts-expect-error a card has a source
  { cards: [{ ...card, source: undefined }] },
  // @ts-expect-error no empty members: a link that is not there is left out
  { cards: [{ ...card, links: null }] },
  // @ts-expect-error system actions are not used
  { cards: [], systemActions: [] },
];

// Neither a definition nor a call can be changed.
// @ts-expect-error it is read-only
allTokens.id = 'other';
export function unchanged(call: ServiceCall<HookName, 'patient'>): void {
  // @ts-expect-error it is read-only
  call.now = new Date(0);
}

// Services of different hooks stand in one registry.
export const registry = new ServiceRegistry([allTokens, keyed, viewed, selected, signed]);
