import { Client } from 'fhir-kit-client';
import { Agent } from 'undici';
import type { FhirReader } from '../cds-hooks/fhir-source.ts';
import { isObject, type JsonObject } from '../cds-hooks/json.ts';

/** Largest answer that is read; a page of a chart is a few hundred kilobytes. */
const MAX_RESPONSE_BYTES = 10_000_000;

/**
 * Connections to FHIR servers, shared by all calls of the process. Each call has its own client and
 * token; what is shared holds neither.
 */
const dispatcher = new Agent({
  maxResponseSize: MAX_RESPONSE_BYTES,
  connections: 32,
  connect: { timeout: 2000 },
});

export interface FhirReaderOptions {
  readonly baseUrl: string;
  /** The caller's token; empty when the FHIR server is open. Used for this call, then dropped. */
  readonly accessToken: string;
  /** The one deadline of the hook call. */
  readonly signal: AbortSignal;
}

/**
 * A reader of one FHIR server within one hook call, by fhir-kit-client.
 *
 * The library sends its token to whatever host an absolute URL names, so links are compared with the
 * base first: same origin, under the same path, no user information. Redirects are refused.
 */
export function fhirReader({ baseUrl, accessToken, signal }: FhirReaderOptions): FhirReader {
  const base = new URL(baseUrl.endsWith('/') ? baseUrl : `${baseUrl}/`);
  const client = new Client({
    baseUrl: base.href.slice(0, -1),
    ...(accessToken && { bearerToken: accessToken }),
  });

  return {
    baseUrl: base.href.slice(0, -1),
    async read(query: string): Promise<JsonObject> {
      const url = new URL(query, base);
      if (!isUnder(base, url)) throw new Error('A link leads away from the agreed FHIR server.');
      // The types of undici and of Node's own copy of it differ in a corner that is not used here.
      const answer: unknown = await client.request(url.href, {
        options: { signal, redirect: 'error', dispatcher: dispatcher as never },
      });
      if (!isObject(answer)) throw new Error('The FHIR server answered without a resource.');
      return answer;
    },
  };
}

function isUnder(base: URL, url: URL): boolean {
  return (
    url.origin === base.origin &&
    url.pathname.startsWith(base.pathname) &&
    url.username === '' &&
    url.password === ''
  );
}
