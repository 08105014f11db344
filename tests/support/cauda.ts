import { expect } from '@jest/globals';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Writable } from 'node:stream';
import { pino } from 'pino';
import { createApp } from '../../src/app.ts';
import { cdsResponse } from '../../src/cds-hooks/response.ts';
import type { ClientEntry } from '../../src/config/clients.ts';
import { readSettings } from '../../src/config/settings.ts';
import { siteOf } from '../../src/config/site.ts';
import { readKnowledgeFiles, type KnowledgeFiles } from '../../src/knowledge.ts';
import { openSqlite } from '../../src/store/engines/open-sqlite.ts';
import type { Store } from '../../src/store/store.ts';
import { NOW } from './now.ts';
import { prefetchOf, type Patient, type PrefetchKey, type Resource } from './patients.ts';
import { absencesIn, hardToRead } from './readable.ts';

export { NOW };

/** Read once for a test file: it is the same for every server. */
let knowledge: KnowledgeFiles | undefined;

export interface CaudaOptions {
  readonly site?: unknown;
  readonly env?: Record<string, string>;
  readonly clients?: readonly ClientEntry[];
  readonly now?: () => Date;
  /** Base that the EHRs are told; the address of the server unless given. */
  readonly publicUrl?: string;
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: any;
  readonly cards: any[];
}

/** A whole server in this process, on a port of its own, with a real store in memory. */
export class Cauda {
  readonly url: string;
  readonly store: Store;
  /** Everything that was logged. */
  readonly logged: string[];
  readonly close: () => Promise<void>;
  readonly #sink: Writable;

  private constructor(
    url: string,
    store: Store,
    logged: string[],
    sink: Writable,
    close: () => Promise<void>,
  ) {
    this.url = url;
    this.store = store;
    this.logged = logged;
    this.#sink = sink;
    this.close = close;
  }

  static async start(options: CaudaOptions = {}): Promise<Cauda> {
    const logged: string[] = [];
    const sink = new Writable({
      write(chunk: Buffer, _encoding, done) {
        logged.push(chunk.toString());
        sink.emit('line');
        done();
      },
    });
    const store = await openSqlite(':memory:', 20_000);
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const url = `http://127.0.0.1:${port}`;
    const settings = readSettings({
      ...(options.clients && { CLIENTS_FILE: 'given.json' }),
      // A test machine may be busy; what a budget does has tests of its own.
      HOOK_BUDGET_MS: '20000',
      ...options.env,
    });
    try {
      const app = createApp({
        settings,
        publicUrl: options.publicUrl ?? url,
        clients: options.clients ?? [],
        site: siteOf(options.site ?? {}),
        knowledge: (knowledge ??= readKnowledgeFiles()),
        store,
        userKey: 'key of the tests',
        log: pino({ level: 'info' }, sink),
        now: options.now ?? (() => NOW),
      });
      app.announce();
      server.on('request', app.handler);
    } catch (error) {
      server.close();
      throw error;
    }
    return new Cauda(url, store, logged, sink, async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await store.close();
    });
  }

  /** Resolves to the first line of the log that has these words, as soon as it is there. */
  async line(words: string): Promise<string> {
    for (;;) {
      const found = this.logged.find((line) => line.includes(words));
      if (found !== undefined) return found;
      await once(this.#sink, 'line');
    }
  }

  /** Posts any body to any service. A 200 is held to the response schema and its invariants. */
  async post(
    service: string,
    body: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer> {
    const response = await fetch(`${this.url}/cds-services/${service}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
    const text = await response.text();
    const answer = text === '' ? undefined : JSON.parse(text);
    if (response.status === 200 && answer !== undefined) {
      cdsResponse.parse(answer);
      expect(absencesIn(answer.cards ?? [])).toEqual([]);
      expect(hardToRead(answer.cards ?? [])).toEqual([]);
    }
    return {
      status: response.status,
      headers: response.headers,
      body: answer,
      cards: answer?.cards ?? [],
    };
  }

  sign(p: Patient, orders: Resource | readonly Resource[], options: CallOptions = {}) {
    return this.post('lumbar-mri-order-sign', this.signBody(p, orders, options), options.headers);
  }

  signBody(p: Patient, orders: Resource | readonly Resource[], options: CallOptions = {}) {
    return {
      ...envelope('order-sign', p, options),
      context: { ...contextOf(p), draftOrders: draftBundle(p, orders) },
    };
  }

  select(
    p: Patient,
    orders: Resource | readonly Resource[],
    options: CallOptions & { selections?: readonly string[] } = {},
  ) {
    const all = listOf(orders);
    return this.post('lumbar-mri-order-select', {
      ...envelope('order-select', p, options),
      context: {
        ...contextOf(p),
        selections: options.selections ?? all.map((o) => `ServiceRequest/${o.id}`),
        draftOrders: draftBundle(p, orders),
      },
    });
  }

  view(p: Patient, options: CallOptions = {}) {
    return this.post(
      'lumbar-mri-patient-view',
      {
        ...envelope('patient-view', p, options),
        context: { ...contextOf(p), ...(options.userId && { userId: options.userId }) },
      },
      options.headers,
    );
  }
}

export interface CallOptions {
  /** FHIR server to name, with an authorization; then nothing is sent along unless `keys` says so. */
  readonly fhirServer?: string;
  /** Prefetch keys to send. Default: all, or none when a FHIR server is named. */
  readonly keys?: readonly PrefetchKey[];
  /** Prefetch values to send instead. */
  readonly prefetch?: Record<string, unknown>;
  readonly userId?: string;
  readonly headers?: Record<string, string>;
}

export const authorization = {
  access_token: 'invented-access-token',
  token_type: 'Bearer',
  expires_in: 300,
  scope: 'user/*.rs',
  subject: 'cauda',
};

function envelope(hook: string, p: Patient, { fhirServer, keys, prefetch }: CallOptions) {
  const all = prefetchOf(p);
  const sent = keys ?? (fhirServer ? [] : (Object.keys(all) as PrefetchKey[]));
  return {
    hook,
    hookInstance: crypto.randomUUID(),
    ...(fhirServer && { fhirServer, fhirAuthorization: authorization }),
    prefetch: { ...Object.fromEntries(sent.map((key) => [key, all[key]])), ...prefetch },
  };
}

const contextOf = (p: Patient) => ({ userId: 'Practitioner/dr-example', patientId: p.id });

const listOf = (orders: Resource | readonly Resource[]): readonly Resource[] =>
  Array.isArray(orders) ? (orders as readonly Resource[]) : [orders as Resource];

function draftBundle(p: Patient, orders: Resource | readonly Resource[]) {
  return {
    resourceType: 'Bundle',
    entry: listOf(orders).map((resource) => ({
      resource: { subject: { reference: `Patient/${p.id}` }, ...resource },
    })),
  };
}
