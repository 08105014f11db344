import { Client } from 'fhir-kit-client';
import type { FhirDocument, FhirReader } from '../../cds-hooks/fhir-source.ts';
import { isObject, type JsonObject } from '../../cds-hooks/json.ts';
import { mayRead } from '../../cds-hooks/scopes.ts';
import { documentIn, documentTypes, documentUrl, MAX_DOCUMENT_BYTES } from './document.ts';
import { exchange, refusal, type Way } from './exchange.ts';
import { knownServer } from './known-servers.ts';
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
  const { baseUrl, accessToken, signal, mayBePrivate } = options;
  const base = new URL(baseUrl.endsWith('/') ? baseUrl : `${baseUrl}/`);
  const headers = {
    ...options.headers,
    ...(accessToken && { authorization: `Bearer ${accessToken}` }),
  };
  const way: Way = { signal, dispatcher: mayBePrivate ? anyNetwork : publicNetwork };
  const client = clientOver(way, base.href.slice(0, -1), headers);
  // One caller's faults, or another path's, are nobody else's.
  const { breaker } = knownServer(`${options.caller} ${base.href}`);

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

/** A kept connection that the server had closed: nothing was processed, so asking again is safe. */
function isBrokenConnection(error: unknown): boolean {
  const code = isObject(error) ? error['code'] : undefined;
  return code === 'ECONNRESET' || code === 'UND_ERR_SOCKET' || code === 'EPIPE';
}
