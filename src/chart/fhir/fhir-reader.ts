import type { EventLoopUtilization } from 'node:perf_hooks';
import { BrokenCircuitError } from 'cockatiel';
import { Client } from 'fhir-kit-client';
import type { FhirDocument, FhirReader } from '../../cds-hooks/fhir-source.ts';
import { isObject, type JsonObject } from '../../cds-hooks/request/json.ts';
import { grantsIn, mayRead, type Grant } from '../../cds-hooks/scopes.ts';
import { BatchedReads, isBatchResponse, isQuery } from './batch.ts';
import { documentIn, documentTypes, documentUrl, MAX_DOCUMENT_BYTES } from './document.ts';
import { exchange, refusal, type Way } from './exchange.ts';
import { isLate, statusOf } from './http-status.ts';
import { knownServer, LateByUs, type KnownServer } from './known-servers.ts';
import { anyNetwork, publicNetwork } from './network.ts';
import { urlUnder } from './page-link.ts';
import { baseOf, serverKey } from './server-key.ts';

export interface FhirReaderOptions {
  /** Name of the CDS client. */
  readonly caller: string;
  /** Scopes of the token, as granted. Without a token the server is open and they mean nothing. */
  readonly scope: string;
  readonly baseUrl: string;
  /** The caller's token; empty when the FHIR server is open. Used for this call, then dropped. */
  readonly accessToken: string;
  /** The one deadline of the hook call. */
  readonly signal: AbortSignal;
  /** Whether the server may stand on a private or loopback address. */
  readonly mayBePrivate: boolean;
  /** Whether the server takes what is asked at one moment as one Bundle of type batch. */
  readonly inBatches?: boolean;
  /** Headers of every request beside the usual ones: id and trace of the call. */
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * A reader of one FHIR server within one hook call, by fhir-kit-client.
 *
 * The library sends its token to whatever host an absolute URL names, so it is only ever given a URL
 * of the agreed origin and under the agreed base. Redirects are refused. A connection that breaks at
 * once is tried once more; a server that fails again and again is left alone for a while.
 */
export function fhirReader(options: FhirReaderOptions): FhirReader {
  const { accessToken, signal, mayBePrivate } = options;
  const base = baseOf(options.baseUrl);
  const headers = {
    ...options.headers,
    ...(accessToken && { authorization: `Bearer ${accessToken}` }),
  };
  const way: Way = { signal, dispatcher: mayBePrivate ? anyNetwork : publicNetwork };
  const client = clientOver(way, base.href.slice(0, -1), headers);
  const server = knownServer(serverKey(options));
  const begun = performance.eventLoopUtilization();

  async function request(href: string): Promise<JsonObject> {
    const answer: unknown = await client.request(href);
    if (!isObject(answer)) throw new Error('The FHIR server answered without a resource.');
    return answer;
  }

  /** Not by the library, which takes every answer for JSON. */
  const requestDocument = async (url: string): Promise<FhirDocument> =>
    documentIn(
      await exchange(
        { method: 'GET', url, headers: { accept: documentTypes, ...headers } },
        way,
        MAX_DOCUMENT_BYTES,
      ),
    );

  async function guarded<T>(
    url: string | undefined,
    ask: (href: string) => Promise<T>,
  ): Promise<T> {
    if (url === undefined) throw new Error('A link leads away from the agreed FHIR server.');
    return server.breaker.execute(() =>
      ask(url).catch((error: unknown) => {
        if (isLate(error) && isProcessBusy(begun)) {
          throw new LateByUs('This process had no time.', { cause: error });
        }
        if (signal.aborted || !isBrokenConnection(error)) throw error;
        return ask(url);
      }),
    );
  }

  const alone = (query: string) => guarded(urlUnder(base, query), request);
  const batched = new BatchedReads({
    entryUrl: (query) => urlUnder(base, query)?.slice(base.href.length),
    post: (bundle) => postBatch(server, guarded, client, bundle),
    alone,
  });
  const maySend = (query: string) =>
    options.inBatches === true && isQuery(query) && server.noBatchBefore <= performance.now();
  let granted: readonly Grant[] | undefined;

  return {
    baseUrl: client.baseUrl,
    mayRead: (resourceType) =>
      accessToken === '' || mayRead((granted ??= grantsIn(options.scope)), resourceType),
    read: (query) => (maySend(query) ? batched.read(query) : alone(query)),
    readDocument: (address) => guarded(documentUrl(base, address), requestDocument),
  };
}

/** How long a server that refused a batch is asked one by one. */
const NO_BATCH_MS = 600_000;
/** Answers that are about the call or the moment, not about batches. */
const meantForAll: ReadonlySet<number | undefined> = new Set([401, 429]);

/**
 * @returns undefined when the questions are to be asked one by one.
 * @throws when that would not help: the time is over, the token is refused, or it is too much for the
 *   server.
 */
async function postBatch(
  server: KnownServer,
  guarded: Guarded,
  client: Client,
  bundle: JsonObject,
): Promise<unknown> {
  const questions = (bundle['entry'] as readonly unknown[]).length;
  try {
    const answer = await guarded(client.baseUrl, (href) =>
      client.request(href, { method: 'POST', body: bundle }),
    );
    if (isBatchResponse(answer, questions)) return answer;
    server.noBatchBefore = performance.now() + NO_BATCH_MS;
  } catch (error) {
    const status = statusOf(error);
    if (isLate(error) || error instanceof BrokenCircuitError || meantForAll.has(status)) {
      throw error;
    }
    // What a server says that does not know batches, 501 or 4xx, it says again.
    const isFinal = status !== undefined && (status < 500 || status === 501);
    if (isFinal) server.noBatchBefore = performance.now() + NO_BATCH_MS;
  }
  return undefined;
}

type Guarded = <T>(url: string | undefined, ask: (href: string) => Promise<T>) => Promise<T>;

const FHIR_JSON = 'application/fhir+json';

/**
 * The library's client with its requests sent over our connections. It has no setting for that, so the
 * one method by which everything goes is put in the place of its own, which is by `fetch`.
 */
function clientOver(way: Way, baseUrl: string, headers: Readonly<Record<string, string>>): Client {
  const client = new Client({ baseUrl });
  client.httpClient.request = async (method, url, _options, body) => {
    const answer = await exchange(
      {
        method: method === 'POST' ? 'POST' : 'GET',
        url,
        headers: {
          accept: FHIR_JSON,
          ...(body !== undefined && { 'content-type': FHIR_JSON }),
          ...headers,
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      },
      way,
    );
    if (answer.status < 200 || answer.status > 299) throw refusal(answer.status);
    try {
      return JSON.parse(answer.bytes.toString('utf8').replace(/^\uFEFF/, '')) as FhirAnswer;
    } catch {
      throw refusal(answer.status, 'The FHIR server answered with something else than JSON.');
    }
  };
  return client;
}
type FhirAnswer = Awaited<ReturnType<Client['request']>>;

/** Share of the time of a call in which this process worked, from which on its own work made it late. */
const BUSY = 0.5;
const isProcessBusy = (begun: EventLoopUtilization) =>
  performance.eventLoopUtilization(begun).utilization > BUSY;

/** A kept connection that the server had closed: nothing was processed, so asking again is safe. */
function isBrokenConnection(error: unknown): boolean {
  const code = isObject(error) ? error['code'] : undefined;
  return code === 'ECONNRESET' || code === 'UND_ERR_SOCKET' || code === 'EPIPE';
}
