import type { Logger } from 'pino';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import type { CdsClient } from '../../auth/client.ts';
import { demoFeatures, UNVERIFIED_CALLER } from '../../config/clients.ts';
import { agreedBase, loopbackBase } from '../../auth/agreed-servers.ts';
import { CdsError } from '../../errors.ts';
import { TokenRefused, type TrustedClients } from '../../auth/trusted-clients.ts';

/**
 * Who calls. Resolves to the verified client.
 * @param endpoint Path below PUBLIC_URL, e.g. `/cds-services/x`.
 * @throws {TokenRefused} 401.
 */
export type Authenticate = (
  authorization: string | undefined,
  endpoint: string,
  now: Date,
) => Promise<CdsClient>;

/**
 * Bounds the calls of each signed client; one that is over its bound harms itself only. Unsigned calls
 * of demo mode are not counted.
 *
 * @throws {CdsError} `too-many-requests` (429).
 */
export function limitRate(authenticate: Authenticate, perMinute: number): Authenticate {
  const limiter = new RateLimiterMemory({ points: perMinute, duration: 60 });
  return async (authorization, endpoint, now) => {
    const client = await authenticate(authorization, endpoint, now);
    if (client.name === UNVERIFIED_CALLER) return client;
    await limiter.consume(client.name).catch(() => {
      throw new CdsError('too-many-requests', 'This client called too often within a minute.');
    });
    return client;
  };
}

/**
 * Anybody, in demo mode: has the features of the built-in client, and may send us to a FHIR server on
 * loopback or to one of the public test servers that the operator named, and nowhere else.
 */
function demoCaller(testServers: readonly string[]): CdsClient {
  return {
    name: UNVERIFIED_CALLER,
    audit: { client: UNVERIFIED_CALLER },
    agreedBase: (fhirServer) => loopbackBase(fhirServer) ?? agreedBase(fhirServer, testServers),
    // A test server's name must not lead into the network that this machine stands in.
    mayBePrivate: (fhirServer) => loopbackBase(fhirServer) !== undefined,
    subject: undefined,
    features: new Set(demoFeatures),
  };
}

/**
 * Only verified clients.
 * @param trusted Those of now: the list may be read anew.
 */
export function authenticateClients(
  trusted: () => TrustedClients,
  publicUrl: string,
): Authenticate {
  return async (authorization, endpoint, now) => {
    const token = bearerToken(authorization);
    if (token === undefined) throw new TokenRefused('token-missing');
    return trusted().verify(token, `${publicUrl}${endpoint}`, now);
  };
}

/**
 * Demo mode: unsigned calls are accepted. A token of a known issuer is verified and refused like
 * anybody's; one of an unknown issuer proves nothing and is passed over.
 *
 * @param trusted Those of now: the list may be read anew.
 * @param testServers Bases of public test servers that such a call may name (DEMO_FHIR_SERVERS).
 */
export function authenticateDemo(
  trusted: () => TrustedClients,
  publicUrl: string,
  log: Logger,
  testServers: readonly string[],
): Authenticate {
  const caller = demoCaller(testServers);
  return (authorization, endpoint, now) => {
    if (authorization === undefined) return Promise.resolve(caller);
    const token = bearerToken(authorization);
    if (token === undefined) return Promise.reject(new TokenRefused('token-malformed'));
    if (trusted().claimsKnownIssuer(token))
      return trusted().verify(token, `${publicUrl}${endpoint}`, now);
    log.info('demo mode: a token of an unknown issuer was passed over');
    return Promise.resolve(caller);
  };
}

function bearerToken(authorization: string | undefined): string | undefined {
  return /^Bearer +(\S+)$/i.exec(authorization ?? '')?.[1];
}
