import type { Logger } from 'pino';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import type { CdsClient } from '../auth/client.ts';
import { loopbackBase } from '../auth/agreed-servers.ts';
import { CdsError } from '../errors.ts';
import { TokenRefused, type TrustedClients } from '../auth/trusted-clients.ts';

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
    if (client === demoCaller) return client;
    await limiter.consume(client.name).catch(() => {
      throw new CdsError('too-many-requests', 'This client called too often within a minute.');
    });
    return client;
  };
}

const noFeatures: ReadonlySet<string> = new Set();

/** Anybody, in demo mode: may send us to a FHIR server on loopback and nowhere else. */
const demoCaller: CdsClient = Object.freeze({
  name: 'demo',
  audit: { client: 'demo' },
  agreedBase: loopbackBase,
  mayBePrivate: () => true,
  subject: undefined,
  features: noFeatures,
});

/** Only verified clients. */
export function authenticateClients(trusted: TrustedClients, publicUrl: string): Authenticate {
  return async (authorization, endpoint, now) => {
    const token = bearerToken(authorization);
    if (token === undefined) throw new TokenRefused('token-missing');
    return trusted.verify(token, `${publicUrl}${endpoint}`, now);
  };
}

/**
 * Demo mode: unsigned calls are accepted. A token of a known issuer is verified and refused like
 * anybody's; one of an unknown issuer proves nothing and is passed over.
 */
export function authenticateDemo(
  trusted: TrustedClients,
  publicUrl: string,
  log: Logger,
): Authenticate {
  return (authorization, endpoint, now) => {
    if (authorization === undefined) return Promise.resolve(demoCaller);
    const token = bearerToken(authorization);
    if (token === undefined) return Promise.reject(new TokenRefused('token-malformed'));
    if (trusted.claimsKnownIssuer(token))
      return trusted.verify(token, `${publicUrl}${endpoint}`, now);
    log.info('demo mode: a token of an unknown issuer was passed over');
    return Promise.resolve(demoCaller);
  };
}

function bearerToken(authorization: string | undefined): string | undefined {
  return /^Bearer +(\S+)$/i.exec(authorization ?? '')?.[1];
}
