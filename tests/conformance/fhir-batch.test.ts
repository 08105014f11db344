import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { json as bodyOf } from 'node:stream/consumers';
import { Cauda, type Answer } from '../support/cauda.ts';
import { startFhirServer } from '../support/fhir-server.ts';
import { keyOfType, prefetchOf, type Patient } from '../support/patients.ts';
import { closingAfterEach, json, startLoopback, type Loopback } from '../support/raw-http.ts';
import { bearer, signingClient, type SigningClient } from '../support/tokens.ts';
import { amara, contrastMri, george, unhurried } from './corpus.ts';

const opened = closingAfterEach();

interface Entry {
  readonly response?: { readonly status?: string };
  readonly resource?: unknown;
}
interface Faults {
  /** In the place of the batch's answer. */
  readonly batch?: (
    entries: readonly (Entry | undefined)[],
    request: IncomingMessage,
    response: ServerResponse,
  ) => void;
  /** In the place of the entry of a type. */
  readonly entry?: Readonly<Record<string, Entry>>;
  /** In the place of a list, however it is asked for. */
  readonly list?: Readonly<Record<string, unknown>>;
}

/** A FHIR server that takes batches, with faults on purpose. */
async function startBatchServer(p: Patient, { batch, entry = {}, list = {} }: Faults = {}) {
  const lists: Readonly<Record<string, unknown>> = prefetchOf(p);
  const found = (url: string): Entry => {
    const type = /^([A-Z]\w+)/.exec(url)?.[1] ?? '';
    const resource = list[type] ?? lists[keyOfType[type] ?? ''];
    return resource === undefined
      ? { response: { status: '404 Not Found' } }
      : { response: { status: '200 OK' }, resource };
  };
  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = (request.url ?? '').replace(/^\/fhir\/?/, '');
    if (request.method !== 'POST') {
      const { resource } = found(url);
      if (resource === undefined) response.writeHead(404).end();
      else json(resource)(request, response);
      return;
    }
    const sent = (await bodyOf(request)) as { entry: { request: { url: string } }[] };
    const entries = sent.entry.map(({ request: { url: asked } }) => {
      const type = /^([A-Z]\w+)/.exec(asked)?.[1] ?? '';
      return type in entry ? entry[type] : found(asked);
    });
    if (batch) batch(entries, request, response);
    else json(responseOf(entries))(request, response);
  }
  return opened(await startLoopback((request, response) => void serve(request, response)));
}

const responseOf = (entry: readonly unknown[]) => ({
  resourceType: 'Bundle',
  type: 'batch-response',
  entry,
});

const posts = ({ asked }: Loopback) => asked.filter(({ method }) => method === 'POST');
const gets = ({ asked }: Loopback) => asked.filter(({ method }) => method === 'GET');

async function caudaFor(fhirServer: string, features: SigningClient['entry']['features']) {
  const ehr = await signingClient('ES384', { fhirServers: [fhirServer], features });
  const cauda = opened(await Cauda.start({ clients: [ehr.entry], env: unhurried }));
  const headersFor = async (service: string) =>
    bearer(await ehr.token(`${cauda.url}/cds-services/${service}`));
  return {
    cauda,
    sign: async (p: Patient, named = fhirServer) =>
      cauda.sign(p, contrastMri, {
        fhirServer: named,
        headers: await headersFor('lumbar-mri-order-sign'),
      }),
    view: async (p: Patient) =>
      cauda.view(p, { fhirServer, headers: await headersFor('lumbar-mri-patient-view') }),
  };
}

/** What is the same each time. */
const said = ({ status, cards }: Answer) => ({
  status,
  cards: cards.map(({ summary, detail, extension }) => ({ summary, detail, extension })),
});

async function signedWith(faults: Faults, p = amara) {
  const server = await startBatchServer(p, faults);
  const { sign } = await caudaFor(`${server.url}/fhir`, ['fhirBatch']);
  return { server, sign, answer: await sign(p) };
}

/** The answer to the same call with everything sent along. */
let byPrefetch: ReturnType<typeof said>;
let demo: Cauda;
beforeAll(async () => {
  demo = await Cauda.start();
  byPrefetch = said(await demo.sign(amara, contrastMri));
  expect(byPrefetch.cards).toHaveLength(1);
});
afterAll(() => demo.close());

describe('A client with the feature fhirBatch', () => {
  test.each([
    ['a server of the shelf', async () => startFhirServer(amara, george)],
    ['another', async () => startBatchServer(amara)],
  ])('is asked once, and answered as ever: %s', async (name, start) => {
    const server = opened((await start()) as Loopback);
    const base = name === 'another' ? `${server.url}/fhir` : server.url;
    const { sign, view } = await caudaFor(base, ['fhirBatch']);
    const signed = await sign(amara);
    expect(said(signed)).toEqual(byPrefetch);
    expect(server.asked).toHaveLength(1);
    expect(server.asked[0]?.authorization).toBe('Bearer invented-access-token');
    const viewed = await view(amara);
    expect(viewed.status).toBe(200);
    expect(server.asked).toHaveLength(2);
  });

  test('what a batch says is what single queries say', async () => {
    for (const p of [amara, george]) {
      const server = await startBatchServer(p);
      const base = `${server.url}/fhir`;
      const [together, apart] = await Promise.all([
        caudaFor(base, ['fhirBatch']),
        caudaFor(base, []),
      ]);
      expect(said(await together.sign(p))).toEqual(said(await apart.sign(p)));
      expect(said(await together.view(p))).toEqual(said(await apart.view(p)));
      expect(posts(server)).toHaveLength(2);
    }
  });

  test('without the feature nothing is posted', async () => {
    const server = await startBatchServer(amara);
    const { sign } = await caudaFor(`${server.url}/fhir`, ['explain']);
    expect(said(await sign(amara)).cards).toHaveLength(1);
    expect(posts(server)).toEqual([]);
    expect(gets(server).length).toBeGreaterThan(5);
  });

  test('callers of demo mode are asked one by one: anybody may name a server there', async () => {
    const server = await startBatchServer(amara);
    await demo.sign(amara, contrastMri, { fhirServer: `${server.url}/fhir` });
    expect(posts(server)).toEqual([]);
  });

  test('a server that is not agreed is sent nothing', async () => {
    const server = await startBatchServer(amara);
    const { sign } = await caudaFor('https://fhir.example.org/r4', ['fhirBatch']);
    expect((await sign(amara, `${server.url}/fhir`)).status).toBe(412);
    expect(server.asked).toEqual([]);
  });
});

describe('An entry of a batch that does not answer its question is asked by itself', () => {
  const outcome = { resourceType: 'OperationOutcome', issue: [{ severity: 'error', code: 'x' }] };
  test.each<[string, Entry]>([
    ['400', { response: { status: '400 Bad Request' }, resource: outcome }],
    ['403', { response: { status: '403' } }],
    ['404', { response: { status: '404 Not Found' } }],
    ['500', { response: { status: '500' }, resource: outcome }],
    ['503', { response: { status: '503 Service Unavailable' } }],
    ['a status that is no text', { response: { status: 500 as never } }],
    ['an outcome under 200', { response: { status: '200 OK' }, resource: outcome }],
    ['an outcome without a status', { resource: outcome }],
    ['another resource', { response: { status: '200' }, resource: { resourceType: 'Patient' } }],
    ['nothing', { response: { status: '200 OK' } }],
    ['no entry', null as never],
    [
      'the list of another type',
      {
        response: { status: '200' },
        resource: {
          resourceType: 'Bundle',
          total: 0,
          link: [{ relation: 'self', url: 'https://x.example/fhir/Condition?patient=1' }],
        },
      },
    ],
  ])('%s', async (_name, entry) => {
    const { server, answer } = await signedWith({ entry: { Procedure: entry } });
    expect(said(answer)).toEqual(byPrefetch);
    expect(posts(server)).toHaveLength(1);
    const asked = gets(server).map(({ path }) => path);
    expect(asked.filter((path) => path.startsWith('/fhir/Procedure?'))).toHaveLength(1);
    expect(asked.filter((path) => path.startsWith('/fhir/Condition?'))).toEqual([]);
  });

  test('an entry without a status that holds what was asked for is an answer', async () => {
    const { procedures } = prefetchOf(amara);
    const { server, answer } = await signedWith({ entry: { Procedure: { resource: procedures } } });
    expect(said(answer)).toEqual(byPrefetch);
    expect(gets(server).filter(({ path }) => path.includes('Procedure'))).toEqual([]);
  });

  test('further pages are followed by themselves', async () => {
    const { entry = [], ...list } = prefetchOf(amara).procedures as { entry?: unknown[] };
    const first = { ...list, link: [{ relation: 'next', url: '?_getpages=2' }] };
    const server = await startBatchServer(amara, {
      entry: { Procedure: { response: { status: '200' }, resource: first } },
      list: { '': { ...list, entry } },
    });
    const { sign } = await caudaFor(`${server.url}/fhir`, ['fhirBatch']);
    expect(said(await sign(amara))).toEqual(byPrefetch);
    expect(gets(server).map(({ path }) => path)).toContain('/fhir?_getpages=2');
  });
});

describe('A server that does not take the batch is asked one by one', () => {
  test.each([400, 403, 404, 405, 415, 501])(
    '%i: and is sent no other for a while',
    async (status) => {
      const { server, sign, answer } = await signedWith({
        batch: (_entries, _request, response) => response.writeHead(status).end('{}'),
      });
      expect(said(answer)).toEqual(byPrefetch);
      expect(said(await sign(amara))).toEqual(byPrefetch);
      expect(posts(server)).toHaveLength(1);
    },
  );

  test.each<[string, NonNullable<Faults['batch']>]>([
    ['500', (_entries, _request, response) => response.writeHead(500).end('{}')],
    ['a connection that breaks', (_entries, request) => request.socket.destroy()],
  ])('%s: the next call tries again', async (_name, batch) => {
    const { server, sign, answer } = await signedWith({ batch });
    expect(said(answer)).toEqual(byPrefetch);
    const before = posts(server).length;
    expect(said(await sign(amara))).toEqual(byPrefetch);
    expect(posts(server).length).toBeGreaterThan(before);
  });

  test.each<[string, (entries: readonly unknown[]) => unknown]>([
    ['an entry too few', (entries) => responseOf(entries.slice(1))],
    ['no entries', () => ({ resourceType: 'Bundle', type: 'batch-response' })],
    ['an outcome', () => ({ resourceType: 'OperationOutcome', issue: [] })],
    ['no resource', () => []],
  ])('an answer that is none: %s', async (_name, wrong) => {
    const { answer } = await signedWith({
      batch: (entries, request, response) => json(wrong(entries))(request, response),
    });
    expect(said(answer)).toEqual(byPrefetch);
  });

  test('a redirect is not followed', async () => {
    const elsewhere = opened(await startLoopback((_request, response) => response.end('{}')));
    const { answer } = await signedWith({
      batch: (_entries, _request, response) =>
        response.writeHead(307, { location: `${elsewhere.url}/fhir` }).end(),
    });
    expect(said(answer)).toEqual(byPrefetch);
    expect(elsewhere.asked).toEqual([]);
  });
});

describe('Where asking again would not help', () => {
  test.each([401, 429])('%i: nothing more is asked, 412', async (status) => {
    const { server, answer } = await signedWith({
      batch: (_entries, _request, response) => response.writeHead(status).end('{}'),
    });
    expect(answer.status).toBe(412);
    expect(gets(server)).toEqual([]);
  });

  test('a batch that hangs: 412 when the time of the call is over', async () => {
    const server = await startBatchServer(amara, { batch: () => undefined });
    const fhirServer = `${server.url}/fhir`;
    const ehr = await signingClient('ES384', {
      fhirServers: [fhirServer],
      features: ['fhirBatch'],
    });
    const cauda = opened(
      await Cauda.start({ clients: [ehr.entry], env: { HOOK_BUDGET_MS: '300' } }),
    );
    const token = await ehr.token(`${cauda.url}/cds-services/lumbar-mri-order-sign`);
    const answer = await cauda.sign(amara, contrastMri, { fhirServer, headers: bearer(token) });
    expect(answer.status).toBe(412);
    expect(gets(server)).toEqual([]);
  });
});
