/** @typedef {{ status: number, ok: boolean, headers: Headers, body: any, text: string, ms: number }} Answer */

/**
 * One request with its time. A body that is no JSON is kept as text. Never throws for an HTTP status.
 * @param {string} url @param {RequestInit} [options] @returns {Promise<Answer>}
 */
export async function ask(url, options) {
  const startedAt = performance.now();
  const response = await fetch(url, options);
  const text = await response.text();
  const ms = Math.round((performance.now() - startedAt) * 10) / 10;
  let body;
  try {
    body = text === '' ? undefined : JSON.parse(text);
  } catch {
    body = undefined;
  }
  return { status: response.status, ok: response.ok, headers: response.headers, body, text, ms };
}

async function get(url) {
  const answer = await ask(url);
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}`);
  return answer.body;
}

const send = (method, url, body) =>
  ask(url, {
    method,
    headers: { 'content-type': 'application/json' },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });

const patients = '/demo/api/patients';
const addressOf = (id) => `${patients}/${encodeURIComponent(id)}`;

/** What the page needs to begin. */
export const readSetup = () => get('/demo/api/setup');
/** @param {string} id */
export const chartOf = async (id) => (await get(addressOf(id))).resources;
/** A token for one endpoint, with the fault that was asked for. */
export const token = async (endpoint, fault) =>
  (await send('POST', '/demo/api/token', { endpoint, fault })).body.token;
/** @param {string} text A Bundle as it was pasted. */
export const addPatient = (text) => send('POST', patients, text);
/** Keeps a signed order in the chart and on the FHIR server. */
export const storeOrder = (id, order) =>
  send('PUT', `${addressOf(id)}/orders/${encodeURIComponent(order.id)}`, order);
/** Takes back what was signed for a patient. */
export const clearOrders = (id) => ask(`${addressOf(id)}/orders`, { method: 'DELETE' });
