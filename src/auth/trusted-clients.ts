import {
  createLocalJWKSet,
  createRemoteJWKSet,
  customFetch,
  errors,
  jwtVerify,
  type JWTPayload,
  type JWTVerifyGetKey,
} from 'jose';
import type { ClientEntry } from '../config/clients.ts';
import { CdsError } from '../errors.ts';
import { agreedBase, namesAddress } from './agreed-servers.ts';
import type { CdsClient } from './client.ts';
import { unverifiedIssuer } from './unverified-issuer.ts';

/** Asymmetric algorithms only: a symmetric one would let a public key sign. */
export const algorithms = ['ES384', 'RS384', 'ES256', 'RS256', 'PS256', 'PS384', 'PS512'];
export const CLOCK_SKEW_SECONDS = 30;
export const MAX_TOKEN_LENGTH = 8192;

/** Why a token was refused: for logs and metrics, never for the answer. */
export class TokenRefused extends CdsError {
  readonly reason: string;
  constructor(reason: string, cause?: unknown) {
    super('client-untrusted', 'The client could not be verified.', { cause });
    this.reason = reason;
  }
}

export interface VerifiedClient extends CdsClient {
  readonly issuer: string;
}

/** Remembers a token id. @returns false when it was used before. */
export type UseTokenId = (issuer: string, tokenId: string, expiresAt: Date) => Promise<boolean>;

/** The network (a dispatcher of fetch, or its promise) by which an address that an entry names may be reached. */
export type DispatcherFor = (entry: ClientEntry, url: string) => unknown;

/** How long a key set is waited for, where a call as a whole has less. */
export const KEYS_TIMEOUT_MS = 1_000;

interface TrustedClient {
  readonly entry: ClientEntry;
  readonly keys: JWTVerifyGetKey;
}

/** The clients of CLIENTS_FILE with their keys. */
export class TrustedClients {
  readonly #byIssuer: ReadonlyMap<string, TrustedClient>;
  readonly #useTokenId: UseTokenId;

  /**
   * @param dispatcherFor Gives the network by which a key set may be fetched.
   * @param keysTimeoutMs How long a key set is waited for.
   */
  constructor(
    entries: readonly ClientEntry[],
    useTokenId: UseTokenId,
    dispatcherFor: DispatcherFor,
    keysTimeoutMs = KEYS_TIMEOUT_MS,
  ) {
    this.#byIssuer = new Map(
      entries.map((entry) => [
        entry.iss,
        { entry, keys: keysOf(entry, dispatcherFor, keysTimeoutMs) },
      ]),
    );
    this.#useTokenId = useTokenId;
  }

  /** Whether a token claims an issuer we know; nothing of it has been verified then. */
  claimsKnownIssuer(token: string): boolean {
    return this.#byIssuer.has(unverifiedIssuer(token) ?? '');
  }

  /**
   * Verifies a client's token for one endpoint. Keys come from the configuration of the issuer only,
   * whatever the token's own `jku` says.
   *
   * @param endpoint Exact URL under PUBLIC_URL that the token must be meant for.
   * @throws {TokenRefused} 401 with a constant text; the reason is for the log.
   * @see CDS Hooks 2.0 "Trusting CDS Clients"; checklist SEC-03…SEC-20
   */
  async verify(token: string, endpoint: string, now: Date): Promise<VerifiedClient> {
    const client = this.#byIssuer.get(unverifiedIssuer(token) ?? '');
    if (!client) throw new TokenRefused('issuer-unknown');
    const { entry, keys } = client;
    if (token.length > MAX_TOKEN_LENGTH) throw new TokenRefused('token-too-long');
    const { payload, protectedHeader } = await jwtVerify(token, keys, {
      algorithms,
      typ: 'JWT',
      issuer: entry.iss,
      audience: [endpoint, ...(entry.audiences ?? [])],
      requiredClaims: ['iss', 'aud', 'exp', 'iat', 'jti'],
      clockTolerance: CLOCK_SKEW_SECONDS,
      currentDate: now,
    }).catch((cause: unknown) => {
      if (cause instanceof KeysUnavailable) throw new TokenRefused('keys-unavailable', cause);
      throw new TokenRefused(cause instanceof errors.JOSEError ? cause.code : 'unreadable', cause);
    });
    if (protectedHeader.kid === undefined) throw new TokenRefused('kid-missing');
    if (!isAgreedKeySet(protectedHeader['jku'], entry)) throw new TokenRefused('jku-not-agreed');
    const { tokenId, expiresAt } = checkLifetime(payload, entry, now);
    const { tenant } = payload;
    if (entry.tenants && !(typeof tenant === 'string' && entry.tenants.includes(tenant))) {
      throw new TokenRefused('tenant-unknown');
    }
    if (!(await this.#useTokenId(entry.iss, tokenId, expiresAt)))
      throw new TokenRefused('replayed');
    return {
      name: entry.name,
      audit: {
        client: entry.name,
        issuer: entry.iss,
        // Whatever else stands there is nothing for a log.
        ...(typeof tenant === 'string' && /^[\w.:-]{1,64}$/.test(tenant) && { tenant }),
      },
      issuer: entry.iss,
      agreedBase: (fhirServer) => agreedBase(fhirServer, entry.fhirServers),
      mayBePrivate: (fhirServer) => entry.privateNetwork || namesAddress(fhirServer),
      subject: entry.subject,
      features: new Set(entry.features),
    };
  }
}

function keysOf(
  entry: ClientEntry,
  dispatcherFor: DispatcherFor,
  timeoutMs: number,
): JWTVerifyGetKey {
  const { keys, jwksUrl } = entry;
  // The schema demands either keys or an address, and checked the shape of the keys.
  if (jwksUrl === undefined) return createLocalJWKSet({ keys: keys ?? [] });
  // Fetched at most once per cool-down, however many unknown key ids come; concurrent callers share
  // one request.
  return createRemoteJWKSet(new URL(jwksUrl), {
    timeoutDuration: timeoutMs,
    cooldownDuration: 30_000,
    cacheMaxAge: 600_000,
    [customFetch]: fetchKeys(entry, jwksUrl, dispatcherFor, timeoutMs),
  });
}

const KEYS_TEXT = 'The keys of this client could not be had.';
const KEYS_COOL_DOWN_MS = 5_000;

/** A key set that does not answer is the key set's fault, not the caller's. */
class KeysUnavailable extends Error {}

/** Fetches a key set; one that failed is left alone for a while, so that nobody can drive requests. */
function fetchKeys(
  entry: ClientEntry,
  jwksUrl: string,
  dispatcherFor: DispatcherFor,
  timeoutMs: number,
) {
  let failedAt = Number.NEGATIVE_INFINITY;
  return async (url: string, options: RequestInit): Promise<Response> => {
    if (performance.now() - failedAt < KEYS_COOL_DOWN_MS) throw new KeysUnavailable(KEYS_TEXT);
    try {
      const response = await fetch(url, {
        ...options,
        signal: AbortSignal.timeout(timeoutMs),
        redirect: 'error',
        dispatcher: (await dispatcherFor(entry, jwksUrl)) as never,
      });
      const text = await response.text();
      JSON.parse(text);
      if (response.status !== 200) throw new Error(`The key set answered ${response.status}.`);
      return new Response(text);
    } catch (cause) {
      failedAt = performance.now();
      throw new KeysUnavailable(KEYS_TEXT, { cause });
    }
  };
}

/**
 * A token's own `jku` is never fetched. It must be the configured key set; where keys are configured
 * inline, one of the issuer's own origin is let pass, since some EHRs always send it.
 */
export function isAgreedKeySet(jku: unknown, { jwksUrl, iss }: ClientEntry): boolean {
  if (jku === undefined) return true;
  if (typeof jku !== 'string') return false;
  if (jwksUrl !== undefined) return jku === jwksUrl;
  return URL.canParse(jku) && URL.canParse(iss) && new URL(jku).origin === new URL(iss).origin;
}

function checkLifetime(payload: JWTPayload, entry: ClientEntry, now: Date) {
  const { exp, iat, jti } = payload;
  if (
    exp === undefined ||
    iat === undefined ||
    typeof jti !== 'string' ||
    jti === '' ||
    jti.length > 512
  ) {
    throw new TokenRefused('claims-missing');
  }
  if (exp - iat > entry.maxTokenAgeSeconds) throw new TokenRefused('lifetime-too-long');
  if (iat * 1000 > now.getTime() + CLOCK_SKEW_SECONDS * 1000)
    throw new TokenRefused('from-the-future');
  return { tokenId: jti, expiresAt: new Date((exp + CLOCK_SKEW_SECONDS) * 1000) };
}
