import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { authorization, Cauda } from '../support/cauda.ts';
import { sendRaw } from '../support/raw-http.ts';
import { amara, contrastMri, george, lucia } from './corpus.ts';

const sign = 'lumbar-mri-order-sign';
/** Small, so that a refused body has arrived before the answer goes out. */
const MAX_BODY_BYTES = 30_000;
let cauda: Cauda;
beforeAll(async () => {
  cauda = await Cauda.start({ env: { MAX_BODY_BYTES: String(MAX_BODY_BYTES) } });
});
afterAll(() => cauda.close());

/** The smallest valid order-sign body for which a card is due, with members changed. */
const body = (more: object = {}): any => ({ ...cauda.signBody(amara, contrastMri), ...more });

describe('Method, address and media type', () => {
  test.each([
    ['REQ-01 GET on a service', 'GET', `/cds-services/${sign}`, 'POST'],
    ['REQ-01 PUT on a service', 'PUT', `/cds-services/${sign}`, 'POST'],
    ['HTTP-10 GET on feedback', 'GET', `/cds-services/${sign}/feedback`, 'POST'],
    ['HTTP-10 POST on discovery', 'POST', '/cds-services', 'GET'],
    ['HTTP-10 DELETE on discovery', 'DELETE', '/cds-services', 'GET'],
  ])('%s: 405 with Allow', async (_name, method, path, allow) => {
    const response = await fetch(`${cauda.url}${path}`, { method });
    expect(response.status).toBe(405);
    expect(response.headers.get('allow')).toBe(allow);
    expect(await response.json()).toMatchObject({ resourceType: 'OperationOutcome' });
  });

  test.each([
    ['a service', '/cds-services/nope', 404],
    ['its feedback', '/cds-services/nope/feedback', 404],
    ['a name of Object', '/cds-services/constructor', 404],
    ['something else', '/no/such/address', 404],
    ['an id that cannot be decoded', '/cds-services/%E0%A4%A', 400],
  ])('REQ-11 unknown: %s (%s) is %i with a JSON body', async (_name, path, status) => {
    const response = await fetch(`${cauda.url}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body()),
    });
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ resourceType: 'OperationOutcome' });
  });

  test.each([
    ['text/plain', 415],
    ['application/x-www-form-urlencoded', 415],
    ['application/jsonp', 415],
    ['application/json; charset=utf-8', 200],
    ['APPLICATION/JSON', 200],
  ])('REQ-12 Content-Type %s: %i', async (type, status) => {
    expect((await cauda.post(sign, body(), { 'content-type': type })).status).toBe(status);
  });

  test('REQ-12 no Content-Type: 415', async () => {
    const { status } = await sendRaw(`${cauda.url}/cds-services/${sign}`, {
      method: 'POST',
      body: '{}',
    });
    expect(status).toBe(415);
  });

  test('REQ-12 a compressed body: 415', async () => {
    expect((await cauda.post(sign, body(), { 'content-encoding': 'gzip' })).status).toBe(415);
  });

  test('REQ-12 a body one byte larger than the limit: 413, at the limit it is read', async () => {
    const room = MAX_BODY_BYTES - JSON.stringify(body({ pad: '' })).length;
    expect((await cauda.post(sign, body({ pad: 'x'.repeat(room) }))).status).toBe(200);
    expect((await cauda.post(sign, body({ pad: 'x'.repeat(room + 1) }))).status).toBe(413);
  });

  test('REQ-12 a body too large that does not say its length: 413', async () => {
    const { status, text } = await sendRaw(`${cauda.url}/cds-services/${sign}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'transfer-encoding': 'chunked' },
      body: JSON.stringify(body({ pad: 'x'.repeat(MAX_BODY_BYTES) })),
    });
    expect(status).toBe(413);
    expect(JSON.parse(text)).toMatchObject({ issue: [{ code: 'too-long' }] });
  });
});

describe('HTTP-07 what is no JSON object', () => {
  test.each([
    ['GEN-08 an open brace', '{'],
    ['GEN-08 nothing', ''],
    ['GEN-08 text', 'amara-contrast-mri-10-weeks'],
    ['GEN-07 a trailing comma', '{"hook":"order-sign",}'],
    ['GEN-07 a comment', '{/* */}'],
    ['REQ-02 null', 'null'],
    ['REQ-02 an array', '[]'],
    ['REQ-02 a string', '"order-sign"'],
    ['REQ-02 a number', '1e999'],
    ['REQ-02 true', 'true'],
    ['REQ-02 an empty object', '{}'],
  ])('%s: 400', async (_name, text) => {
    const answer = await cauda.post(sign, text);
    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject({
      resourceType: 'OperationOutcome',
      issue: [{ severity: 'error' }],
    });
    expect(JSON.stringify(answer.body)).not.toContain('amara');
  });
});

describe('HTTP-07 the envelope', () => {
  const value = 'Value-Of-The-Request';
  test.each([
    ['REQ-02 hook missing', 'hook', { hook: undefined }],
    ['REQ-02 hook of another type', 'hook', { hook: 7 }],
    ['REQ-03 hook of another service', 'hook', { hook: 'order-select' }],
    ['REQ-03 a hook that does not exist', 'hook', { hook: value }],
    ['REQ-04 hookInstance missing', 'hookInstance', { hookInstance: undefined }],
    ['REQ-04 hookInstance no UUID', 'hookInstance', { hookInstance: value }],
    [
      'REQ-06 cds-r-1 authorization without a server',
      'fhirServer',
      { fhirAuthorization: authorization },
    ],
    ['REQ-06 fhirServer no URL', 'fhirServer', { fhirServer: value }],
    ['REQ-06 fhirServer of another scheme', 'fhirServer', { fhirServer: `file:///${value}` }],
    ['REQ-08 context missing', 'context', { context: undefined }],
    ['REQ-08 context null', 'context', { context: null }],
    ['REQ-08 context an array', 'context', { context: [value] }],
    ['REQ-09 prefetch an array', 'prefetch', { prefetch: [value] }],
    ['REQ-09 prefetch a string', 'prefetch', { prefetch: value }],
  ])('REQ-13 %s: 400 naming the path and no value', async (_name, path, change) => {
    const answer = await cauda.post(sign, body(change));
    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject({
      resourceType: 'OperationOutcome',
      issue: [{ severity: 'error', expression: [path] }],
    });
    expect(JSON.stringify(answer.body)).not.toContain(value);
    expect(JSON.stringify(answer.body)).not.toContain(amara.id);
  });

  test('REQ-03 a patient-view body at an order service: 400', async () => {
    const answer = await cauda.post(sign, {
      hook: 'patient-view',
      hookInstance: crypto.randomUUID(),
      context: { userId: 'Practitioner/1', patientId: amara.id },
    });
    expect(answer).toMatchObject({ status: 400, body: { issue: [{ expression: ['hook'] }] } });
  });

  test('REQ-04 a hookInstance in upper case is taken and kept as sent', async () => {
    const hookInstance = crypto.randomUUID().toUpperCase();
    expect((await cauda.post(sign, body({ hookInstance }))).status).toBe(200);
    expect(cauda.logged.join('')).toContain(hookInstance);
  });

  test('REQ-05 SEC-29 the same hookInstance with other data gets another answer', async () => {
    const hookInstance = crypto.randomUUID();
    const first = await cauda.post(sign, body({ hookInstance }));
    const second = await cauda.post(sign, { ...cauda.signBody(george, contrastMri), hookInstance });
    expect(first.cards).toHaveLength(1);
    expect(second.cards).toHaveLength(0);
  });

  test('GEN-09 unknown members anywhere are ignored', async () => {
    const { context, ...rest } = body();
    const answer = await cauda.post(sign, {
      ...rest,
      bar: [{ deep: null }],
      context: { ...context, foo: 1, appointments: [] },
    });
    expect(answer.status).toBe(200);
    expect(answer.cards).toHaveLength(1);
  });

  test('GEN-09 null for a member that may be missing is as if it were', async () => {
    const { context, ...rest } = body({
      fhirServer: null,
      fhirAuthorization: null,
      extension: null,
    });
    const answer = await cauda.post(sign, { ...rest, context: { ...context, encounterId: null } });
    expect(answer.cards).toHaveLength(1);
  });
});

describe('CTX-16 a chart is opened twice', () => {
  test('equal cards, new uuids', async () => {
    const [first, second] = [await cauda.view(lucia), await cauda.view(lucia)];
    const plain = (cards: readonly any[]) => cards.map((card) => ({ ...card, uuid: '' }));
    expect(first.cards).toHaveLength(1);
    expect(plain(first.cards)).toEqual(plain(second.cards));
    expect(first.cards[0].uuid).not.toBe(second.cards[0].uuid);
  });
});
