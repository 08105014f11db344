import {
  createLocalJWKSet,
  createRemoteJWKSet,
  errors,
  jwtVerify,
  type JWTPayload,
  type JWTVerifyGetKey,
} from 'jose';
import type { ClientEntry } from '../config/clients.ts';
import { CdsError } from '../errors.ts';
import { isAgreedServer } from './agreed-servers.ts';
import type { CdsClient } from './client.ts';
import { unverifiedIssuer } from './unverified-issuer.ts';

/** Asymmetric algorithms only: a symmetric one would let a public key sign. */
const algorithms = ['ES384', 'RS384', 'ES256', 'RS256', 'PS256', 'PS384', 'PS512'];
const CLOCK_SKEW_SECONDS = 30;

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

interface TrustedClient {
  readonly entry: ClientEntry;
  readonly keys: JWTVerifyGetKey;
}

/** The clients of CLIENTS_FILE with their keys. */
export class TrustedClients {
  readonly #byIssuer: ReadonlyMap<string, TrustedClient>;
  readonly #useTokenId: UseTokenId;

  constructor(entries: readonly ClientEntry[], useTokenId: UseTokenId) {
    this.#byIssuer = new Map(entries.map((entry) => [entry.iss, { entry, keys: keysOf(entry) }]));
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
    const { payload, protectedHeader } = await jwtVerify(token, keys, {
      algorithms,
      typ: 'JWT',
      issuer: entry.iss,
      audience: [endpoint, ...(entry.audiences ?? [])],
      requiredClaims: ['iss', 'aud', 'exp', 'iat', 'jti'],
      clockTolerance: CLOCK_SKEW_SECONDS,
      currentDate: now,
    }).catch((cause: unknown) => {
      throw new TokenRefused(cause instanceof errors.JOSEError ? cause.code : 'unreadable', cause);
    });
    if (protectedHeader.kid === undefined) throw new TokenRefused('kid-missing');
    const { tokenId, expiresAt } = checkLifetime(payload, entry, now);
    if (entry.tenants && !entry.tenants.includes(String(payload['tenant']))) {
      throw new TokenRefused('tenant-unknown');
    }
    if (!(await this.#useTokenId(entry.iss, tokenId, expiresAt)))
      throw new TokenRefused('replayed');
    return {
      name: entry.name,
      issuer: entry.iss,
      isAgreedServer: (fhirServer) => isAgreedServer(fhirServer, entry.fhirServers),
      subject: entry.subject,
      features: new Set(entry.features),
    };
  }
}

function keysOf({ keys, jwksUrl }: ClientEntry): JWTVerifyGetKey {
  if (jwksUrl !== undefined) {
    return createRemoteJWKSet(new URL(jwksUrl), {
      timeoutDuration: 2000,
      cooldownDuration: 30_000,
    });
  }
  // The schema demands either keys or an address, and checked the shape of the keys.
  return createLocalJWKSet({ keys: keys ?? [] });
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
