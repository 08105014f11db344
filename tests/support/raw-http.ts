import { afterEach } from '@jest/globals';
import { createServer, request, type IncomingHttpHeaders, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { keyOfType, prefetchOf, type Patient } from './patients.ts';

/** A server on loopback that remembers what it was asked. */
export interface Loopback {
  readonly url: string;
  readonly asked: {
    readonly method: string;
    readonly path: string;
    readonly authorization: string | undefined;
  }[];
  close(): Promise<void>;
}

export async function startLoopback(answer: RequestListener): Promise<Loopback> {
  const asked: Loopback['asked'] = [];
  const server = createServer((incoming, response) => {
    asked.push({
      method: incoming.method ?? '',
      path: incoming.url ?? '',
      authorization: incoming.headers.authorization,
    });
    answer(incoming, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // A test that fails before it closes this must not keep the run alive.
  server.unref();
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    asked,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/**
 * A FHIR server that answers every search of a type with the patient's resources of that type, but
 * for the types named in `faults`. Its base is `<url>/fhir`.
 */
export function startFaultyFhirServer(
  patient: Patient,
  faults: Readonly<Record<string, RequestListener>> = {},
): Promise<Loopback> {
  const lists = prefetchOf(patient);
  return startLoopback((incoming, response) => {
    const type = /^\/fhir\/(\w+)/.exec(incoming.url ?? '')?.[1] ?? '';
    const fault = faults[type];
    const key = keyOfType[type];
    if (fault) fault(incoming, response);
    else if (key) json(lists[key])(incoming, response);
    else response.writeHead(404).end();
  });
}

/** Answers with JSON. */
export const json =
  (body: unknown, status = 200): RequestListener =>
  (_incoming, response) => {
    response.writeHead(status, { 'content-type': 'application/fhir+json' });
    response.end(JSON.stringify(body));
  };

/** Takes the request and never answers. */
export const hang: RequestListener = () => undefined;

export interface RawAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

/** A request with exactly these headers: `fetch` adds and forbids some. */
export function sendRaw(
  url: string,
  options: { method?: string; headers?: Record<string, string>; body?: string } = {},
): Promise<RawAnswer> {
  const { method = 'GET', headers = {}, body } = options;
  return new Promise((resolve, reject) => {
    const outgoing = request(url, { method, headers, agent: false }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => {
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          text: Buffer.concat(chunks).toString(),
        });
      });
    });
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

/** Closes after each test what it opened, also when it failed. Called once, outside of the tests. */
export function closingAfterEach(): <T extends { close(): Promise<unknown> }>(one: T) => T {
  const opened: { close(): Promise<unknown> }[] = [];
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((one) => one.close()));
  });
  return (one) => {
    opened.push(one);
    return one;
  };
}
