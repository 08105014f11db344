import { ask, token } from './api.js';

/** What is sent in place of a good call. @typedef {{ prefetch: string, fhir: string, token: string }} Breakage */

/** @returns {Breakage} */
export const nothingBroken = () => ({ prefetch: 'all', fhir: 'works', token: 'none' });

/**
 * One call of a service with all that belongs to it.
 * @typedef {{
 *   title: string, endpoint: string, method: string, request: any, requestHeaders: Record<string, string>,
 *   answer: import('./api.js').Answer, breakage: Breakage,
 *   gathered: { key: string, query: string, ms: number, entries: number | string }[],
 * }} Exchange
 */

const NOT_AGREED = 'https://fhir.example.org/r4';
const LEFT_OUT = ['procedures', 'conditions', 'reports'];

/**
 * Calls a service as an EHR does: fills the prefetch templates, signs a token, posts.
 *
 * @param {any} setup What the server said of itself.
 * @param {any} service The service's entry in discovery.
 * @param {{ patientId: string, draftOrders?: any[], selections?: string[] }} about
 * @param {Breakage} breakage
 * @param {any[]} resources The chart, for prefetch where no FHIR server is installed.
 * @returns {Promise<Exchange>}
 */
export async function callService(setup, service, about, breakage, resources) {
  const { patientId, draftOrders, selections } = about;
  const { prefetch, gathered } = await gather(setup, service, patientId, breakage, resources);
  const server = fhirServer(setup, breakage);
  const request = {
    hook: service.hook,
    hookInstance: uuid(),
    ...(server && {
      fhirServer: server,
      fhirAuthorization: {
        access_token: 'demo-access-token',
        token_type: 'Bearer',
        expires_in: 300,
        scope: 'user/*.rs',
        subject: 'cauda',
        patient: patientId,
      },
    }),
    context: {
      userId: 'Practitioner/dr-example',
      patientId,
      ...(selections && { selections }),
      ...(draftOrders && {
        draftOrders: {
          resourceType: 'Bundle',
          type: 'collection',
          entry: draftOrders.map((resource) => ({ resource })),
        },
      }),
    },
    ...(prefetch && { prefetch }),
  };
  const exchange = await send(`/cds-services/${service.id}`, request, breakage);
  return { ...exchange, title: service.hook, gathered };
}

/** Asks which services there are, as an EHR does once. @returns {Promise<Exchange>} */
export async function discover() {
  const endpoint = '/cds-services';
  const requestHeaders = { Accept: 'application/json' };
  return {
    title: 'discovery',
    endpoint,
    method: 'GET',
    request: undefined,
    requestHeaders,
    answer: await ask(endpoint, { headers: requestHeaders }),
    breakage: nothingBroken(),
    gathered: [],
  };
}

/**
 * Posts a body under a token.
 * @returns {Promise<Exchange>}
 */
export async function send(endpoint, request, breakage) {
  const isReplay = breakage.token === 'replayed';
  const fault = isReplay ? 'none' : breakage.token;
  const bearer = fault === 'unsigned' ? undefined : await token(endpoint, fault);
  const requestHeaders = {
    'Content-Type': 'application/json',
    ...(bearer && { Authorization: `Bearer ${bearer}` }),
  };
  const post = () =>
    ask(endpoint, { method: 'POST', headers: requestHeaders, body: JSON.stringify(request) });
  if (isReplay) await post();
  const answer = await post();
  return {
    title: endpoint.endsWith('/feedback') ? 'feedback' : endpoint,
    endpoint,
    method: 'POST',
    request,
    requestHeaders,
    answer,
    breakage: { ...breakage },
    gathered: [],
  };
}

function fhirServer({ fhir }, breakage) {
  switch (breakage.fhir) {
    case 'works':
      return fhir.isInstalled ? fhir.base : undefined;
    case 'unnamed':
      return undefined;
    case 'elsewhere':
      return NOT_AGREED;
    default:
      return fhir.faults[breakage.fhir];
  }
}

/** The prefetch as the chosen breakage has it, and the queries that were made for it. */
async function gather(setup, service, patientId, breakage, resources) {
  const templates = Object.entries(service.prefetch ?? {});
  if (breakage.prefetch === 'none') return { prefetch: undefined, gathered: [] };
  if (breakage.prefetch === 'null') {
    return { prefetch: Object.fromEntries(templates.map(([key]) => [key, null])), gathered: [] };
  }
  if (breakage.prefetch === 'outcome') {
    const outcome = {
      resourceType: 'OperationOutcome',
      issue: [
        { severity: 'error', code: 'timeout', diagnostics: 'The interface engine did not answer.' },
      ],
    };
    return { prefetch: Object.fromEntries(templates.map(([key]) => [key, outcome])), gathered: [] };
  }
  const asked =
    breakage.prefetch === 'some' ? templates.filter(([key]) => !LEFT_OUT.includes(key)) : templates;
  const base = breakage.prefetch === 'paged' ? '/demo/fhir-faults/paged' : '/demo/fhir';
  const answers = await Promise.all(
    asked.map(async ([key, template]) => {
      const query = template.replaceAll('{{context.patientId}}', encodeURIComponent(patientId));
      if (!setup.fhir.isInstalled)
        return { key, query, ms: 0, body: fromChart(template, resources) };
      const { body, ok, ms } = await ask(`${base}/${query}`, {
        headers: { accept: 'application/fhir+json' },
      });
      return { key, query, ms, body: ok ? body : undefined };
    }),
  );
  const had = answers.filter(({ body }) => body !== undefined);
  return {
    prefetch: Object.fromEntries(had.map(({ key, body }) => [key, body])),
    gathered: answers.map(({ key, query, ms, body }) => ({
      key,
      query,
      ms,
      entries: body?.resourceType === 'Bundle' ? (body.entry?.length ?? 0) : body ? 1 : 'failed',
    })),
  };
}

/** Without a FHIR server the EHR looks into its own chart; codes are then not filtered. */
function fromChart(template, resources) {
  const [, type, rest] = /^(\w+)([/?])/.exec(template) ?? [];
  const found = resources.filter(({ resourceType }) => resourceType === type);
  if (rest === '/') return found[0];
  return {
    resourceType: 'Bundle',
    type: 'searchset',
    total: found.length,
    ...(found.length > 0 && { entry: found.map((resource) => ({ resource })) }),
  };
}

/** A page on plain http of another machine has no `randomUUID`. */
const uuid = () =>
  crypto.randomUUID?.() ??
  '10000000-1000-4000-8000-100000000000'.replace(/[018]/g, (c) =>
    (Number(c) ^ (crypto.getRandomValues(new Uint8Array(1))[0] & (15 >> (Number(c) / 4)))).toString(
      16,
    ),
  );
