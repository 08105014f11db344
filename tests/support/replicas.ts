import { writeFileSync } from 'node:fs';
import { createServer, request as httpRequest, Agent } from 'node:http';
import type { AddressInfo } from 'node:net';
import { startProcess, temporaryFolder, type CaudaProcess } from '../http/cauda-process.ts';
import { lumbarMri } from './orders.ts';
import { patient, prefetchOf } from './patients.ts';
import { signingClient, type SigningClient } from './tokens.ts';

const PUBLIC_URL = 'https://cauda.example.org';
const service = '/cds-services/lumbar-mri-order-sign';
/** Her surgery is years back, so her card does not depend on the day. */
const maria = patient('maria-discectomy-2024');

export interface Answered {
  readonly status: number;
  readonly body: any;
  readonly headers: Headers;
  readonly ms: number;
}

/** Two whole processes on one PostgreSQL, and a proxy that asks them in turn. */
export class Replicas {
  readonly all: readonly CaudaProcess[];
  /** Addresses of the replicas, in their order. */
  readonly urls: readonly string[];
  /** Address of the round robin. */
  readonly url: string;
  readonly #ehr: SigningClient;
  readonly #remove: () => Promise<void>;

  private constructor(
    all: readonly CaudaProcess[],
    urls: readonly string[],
    proxy: { readonly url: string; close(): Promise<void> },
    ehr: SigningClient,
    folder: ReturnType<typeof temporaryFolder>,
  ) {
    this.all = all;
    this.urls = urls;
    this.url = proxy.url;
    this.#ehr = ehr;
    this.#remove = async () => {
      await proxy.close();
      for (const each of all) each.kill('SIGKILL');
      await Promise.all(all.map(({ ended }) => ended));
      folder.remove();
    };
  }

  /**
   * @param envs What differs between the replicas, one member each.
   * @param from Another copy of the project.
   */
  static async start(
    databaseUrl: string,
    env: Readonly<Record<string, string>> = {},
    envs: readonly Readonly<Record<string, string>>[] = [{}, {}],
    from?: string,
  ): Promise<Replicas> {
    const ehr = await signingClient('ES256', { maxTokenAgeSeconds: 3600 });
    const folder = temporaryFolder();
    const clients = folder.file('clients.json');
    writeFileSync(clients, JSON.stringify([ehr.entry]));
    const all = envs.map((own) =>
      startProcess(
        {
          HOST: '127.0.0.1',
          PUBLIC_URL,
          CLIENTS_FILE: clients,
          DATABASE_URL: databaseUrl,
          RATE_LIMIT_PER_MINUTE: '1000000',
          ...env,
          ...own,
        },
        from,
      ),
    );
    const urls = await Promise.all(all.map(({ url }) => url));
    return new Replicas(all, urls, await roundRobin(urls), ehr, folder);
  }

  /** A token as the EHR signs it now, for a call or for feedback. */
  token(path = service): Promise<string> {
    const iat = Math.floor(Date.now() / 1000);
    return this.#ehr.token(`${PUBLIC_URL}${path}`, { iat, exp: iat + 300 });
  }

  /** A call that one card answers. */
  async call(base: string, token?: string): Promise<Answered> {
    return post(`${base}${service}`, token ?? (await this.token()), {
      hook: 'order-sign',
      hookInstance: crypto.randomUUID(),
      context: {
        userId: 'Practitioner/dr-example',
        patientId: maria.id,
        draftOrders: { resourceType: 'Bundle', entry: [{ resource: lumbarMri('without') }] },
      },
      prefetch: prefetchOf(maria),
    });
  }

  /** @param answer The clinician's; an override without a reason unless given. */
  async feedback(
    base: string,
    card: string,
    answer: Readonly<Record<string, unknown>> = { outcome: 'overridden' },
  ): Promise<Answered> {
    const path = `${service}/feedback`;
    const outcomeTimestamp = new Date().toISOString();
    return post(`${base}${path}`, await this.token(path), {
      feedback: [{ card, outcomeTimestamp, ...answer }],
    });
  }

  stop(): Promise<void> {
    return this.#remove();
  }
}

async function post(url: string, token: string, body: unknown): Promise<Answered> {
  const startedAt = performance.now();
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify(body),
  });
  const text = await answer.text();
  return {
    status: answer.status,
    body: text === '' ? undefined : JSON.parse(text),
    headers: answer.headers,
    ms: performance.now() - startedAt,
  };
}

/** Asks the targets in turn. One that cannot be reached is 502, as with any proxy. */
async function roundRobin(targets: readonly string[]) {
  let turn = 0;
  const agent = new Agent({ keepAlive: true });
  const server = createServer((incoming, outgoing) => {
    const target = new URL(targets[(turn += 1) % targets.length] ?? '');
    const passed = httpRequest(
      {
        agent,
        host: target.hostname,
        port: target.port,
        method: incoming.method,
        path: incoming.url,
        headers: incoming.headers,
      },
      (answer) => {
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(outgoing);
        answer.on('error', () => outgoing.destroy());
      },
    );
    passed.on('error', () => {
      if (!outgoing.headersSent) outgoing.writeHead(502).end();
      else outgoing.destroy();
    });
    incoming.pipe(passed);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    async close() {
      agent.destroy();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Runs work for every item, `width` at a time. */
export async function inTurns<T>(
  items: readonly T[],
  width: number,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const left = [...items];
  await Promise.all(
    Array.from({ length: width }, async () => {
      for (let item = left.shift(); item !== undefined; item = left.shift()) await work(item);
    }),
  );
}
