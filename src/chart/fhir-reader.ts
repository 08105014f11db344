import { BrokenCircuitError, circuitBreaker, ConsecutiveBreaker, handleWhen } from 'cockatiel';
import { Client } from 'fhir-kit-client';
import type { FhirDocument, FhirReader } from '../cds-hooks/fhir-source.ts';
import { isObject, type JsonObject } from '../cds-hooks/json.ts';
import { mayRead } from '../cds-hooks/scopes.ts';
import { documentIn, documentTypes, documentUrl } from './document.ts';
import { statusOf } from './http-status.ts';
import { anyNetwork, publicNetwork } from './network.ts';
import { urlUnder } from './page-link.ts';

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
  const { baseUrl, accessToken, signal, mayBePrivate, headers } = options;
  const base = new URL(baseUrl.endsWith('/') ? baseUrl : `${baseUrl}/`);
  const client = new Client({
    baseUrl: base.href.slice(0, -1),
    ...(accessToken && { bearerToken: accessToken }),
    customHeaders: { ...headers },
  });
  const dispatcher = mayBePrivate ? anyNetwork : publicNetwork;
  // One caller's faults, or another path's, are nobody else's.
  const breaker = breakerOf(`${options.caller} ${base.href}`);

  async function request(href: string): Promise<JsonObject> {
    // The types of undici and of Node's own copy of it differ in a corner that is not used here.
    const answer: unknown = await client.request(href, {
      options: { signal, redirect: 'error', dispatcher: dispatcher as never },
    });
    if (!isObject(answer)) throw new Error('The FHIR server answered without a resource.');
    return answer;
  }

  /** Not by the library, which takes every answer for JSON. */
  async function requestDocument(href: string): Promise<FhirDocument> {
    const response = await fetch(href, {
      headers: {
        ...headers,
        accept: documentTypes,
        ...(accessToken && { authorization: `Bearer ${accessToken}` }),
      },
      signal,
      redirect: 'error',
      dispatcher: dispatcher as never,
    });
    return documentIn(response);
  }

  async function guarded<T>(
    url: string | undefined,
    ask: (href: string) => Promise<T>,
  ): Promise<T> {
    if (url === undefined) throw new Error('A link leads away from the agreed FHIR server.');
    return breaker.execute(() =>
      ask(url).catch((error: unknown) => {
        if (signal.aborted || !isBrokenConnection(error)) throw error;
        return ask(url);
      }),
    );
  }

  return {
    baseUrl: base.href.slice(0, -1),
    mayRead: (resourceType) => accessToken === '' || mayRead(options.scope, resourceType),
    read: (query) => guarded(urlUnder(base, query), request),
    readDocument: (address) => guarded(documentUrl(base, address), requestDocument),
  };
}

/** Failures in a row after which a server is left alone: about three calls' worth of queries. */
const FAILURES_IN_A_ROW = 20;
const LEAVE_ALONE_MS = 10_000;
const MAX_HOSTS = 200;

const breakers = new Map<string, ReturnType<typeof newBreaker>>();

const newBreaker = () =>
  circuitBreaker(
    handleWhen((error) => isServersFault(error)),
    { halfOpenAfter: LEAVE_ALONE_MS, breaker: new ConsecutiveBreaker(FAILURES_IN_A_ROW) },
  );

function breakerOf(key: string) {
  const known = breakers.get(key);
  if (known) return known;
  // Only agreed servers come here; in demo mode any loopback port is one.
  if (breakers.size >= MAX_HOSTS) breakers.clear();
  const breaker = newBreaker();
  breakers.set(key, breaker);
  return breaker;
}

/** Slow, broken or 5xx; a 4xx is an answer, and about this call only. */
function isServersFault(error: unknown): boolean {
  if (error instanceof BrokenCircuitError) return false;
  const status = statusOf(error);
  return status === undefined || status >= 500;
}

/** A kept connection that the server had closed: nothing was processed, so asking again is safe. */
function isBrokenConnection(error: unknown): boolean {
  const cause = isObject(error) ? error['cause'] : undefined;
  const code = isObject(cause) ? cause['code'] : undefined;
  return code === 'ECONNRESET' || code === 'UND_ERR_SOCKET' || code === 'EPIPE';
}
