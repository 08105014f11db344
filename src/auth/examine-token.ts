import {
  createLocalJWKSet,
  decodeJwt,
  decodeProtectedHeader,
  errors,
  jwtVerify,
  type JWTPayload,
  type ProtectedHeaderParameters,
} from 'jose';
import type { ClientEntry } from '../config/clients.ts';
import {
  algorithms,
  CLOCK_SKEW_SECONDS,
  isAgreedKeySet,
  MAX_TOKEN_LENGTH,
} from './trusted-clients.ts';

/** One thing that was looked at, and what to change when it is wrong. */
export interface Examined {
  readonly check: string;
  readonly result: 'ok' | 'wrong' | 'not checked';
  readonly says: string;
}

/**
 * Looks at a token as the service would, step by step, without asking anybody: for the people of an
 * EHR whose calls are refused. Says claims and places, never the token or a key.
 *
 * @param url Endpoint that the token was meant for.
 * @param clients Entries of CLIENTS_FILE; empty when none is set.
 */
export async function examineToken(
  token: string,
  url: string,
  clients: readonly ClientEntry[],
  now: Date,
): Promise<readonly Examined[]> {
  let header: ProtectedHeaderParameters;
  let claims: JWTPayload;
  try {
    header = decodeProtectedHeader(token);
    claims = decodeJwt(token);
  } catch {
    return [wrong('form', 'This is not a JWT: three base64url parts with dots between.')];
  }
  const entry = clients.find(({ iss }) => iss === claims.iss);
  return [
    check(
      'length',
      token.length <= MAX_TOKEN_LENGTH,
      `${token.length} characters`,
      `At most ${MAX_TOKEN_LENGTH}.`,
    ),
    check(
      'alg',
      algorithms.includes(header.alg ?? ''),
      `alg is ${header.alg ?? 'missing'}`,
      `Sign with one of ${algorithms.join(', ')}.`,
    ),
    check(
      'typ',
      /^(?:application\/)?jwt$/i.test(header.typ ?? ''),
      `typ is ${header.typ ?? 'missing'}`,
      'Set the header typ to JWT.',
    ),
    check(
      'kid',
      header.kid !== undefined,
      `kid is ${header.kid ?? 'missing'}`,
      'Name the signing key in the header kid.',
    ),
    check(
      'iss',
      entry !== undefined,
      `iss is ${claims.iss ?? 'missing'}`,
      `Use one of the issuers of CLIENTS_FILE: ${clients.map(({ iss }) => iss).join(', ') || 'none is set'}.`,
    ),
    ...(entry ? await ofClient(token, url, entry, header, claims, now) : []),
    ...timesOf(claims, entry?.maxTokenAgeSeconds ?? 3600, now),
    check(
      'jti',
      typeof claims.jti === 'string' && claims.jti !== '' && claims.jti.length <= 512,
      claims.jti === undefined ? 'jti is missing' : 'jti is there',
      'Give each token an id of its own, of at most 512 characters; a token is accepted once.',
    ),
  ];
}

async function ofClient(
  token: string,
  url: string,
  entry: ClientEntry,
  header: ProtectedHeaderParameters,
  claims: JWTPayload,
  now: Date,
): Promise<readonly Examined[]> {
  const said = [claims.aud ?? []].flat();
  const accepted = [url, ...(entry.audiences ?? [])];
  const tenant = claims['tenant'];
  const isTenant = !entry.tenants || (typeof tenant === 'string' && entry.tenants.includes(tenant));
  return [
    check(
      'aud',
      said.some((aud) => accepted.includes(aud)),
      `aud is ${said.join(', ') || 'missing'}`,
      `The endpoint is ${url}: put exactly that in aud, or aud in "audiences" of this client.`,
    ),
    check(
      'tenant',
      isTenant,
      `tenant is ${typeof tenant === 'string' ? tenant : 'missing'}`,
      'Send a tenant that stands in "tenants" of this client.',
    ),
    check(
      'jku',
      isAgreedKeySet(header.jku, entry),
      header.jku === undefined ? 'no jku' : `jku is ${header.jku}`,
      `The key set agreed for this client is ${entry.jwksUrl ?? 'inline'}; the token’s own is never asked.`,
    ),
    await signatureOf(token, entry, header, now),
  ];
}

async function signatureOf(
  token: string,
  entry: ClientEntry,
  { kid, alg = 'none' }: ProtectedHeaderParameters,
  now: Date,
): Promise<Examined> {
  if (!entry.keys) {
    return {
      check: 'signature',
      result: 'not checked',
      says: `The keys are at ${entry.jwksUrl ?? ''}, which is not asked here. See that it holds the key ${kid ?? '(no kid)'}.`,
    };
  }
  try {
    await jwtVerify(token, createLocalJWKSet({ keys: [...entry.keys] }), {
      algorithms,
      currentDate: now,
    });
  } catch (error) {
    if (error instanceof errors.JWKSNoMatchingKey) {
      return wrong(
        'signature',
        `No key of this client fits kid ${kid ?? '(missing)'} and alg ${alg}: it has ${entry.keys.map((key) => `${key.kid} (${key.kty})`).join(', ')}.`,
      );
    }
    if (error instanceof errors.JWSSignatureVerificationFailed) {
      return wrong(
        'signature',
        'The signature does not fit the key: another private key signed, or the token was changed.',
      );
    }
    // Times have checks of their own.
    if (!(error instanceof errors.JWTExpired || error instanceof errors.JWTClaimValidationFailed)) {
      return wrong('signature', 'The signature could not be checked with the configured keys.');
    }
  }
  return { check: 'signature', result: 'ok', says: `signed by ${kid ?? 'a configured key'}` };
}

function timesOf({ iat, exp, nbf }: JWTPayload, maxAge: number, now: Date): readonly Examined[] {
  const seconds = now.getTime() / 1000;
  const at = (time: number | undefined) =>
    time === undefined
      ? 'missing'
      : isNumber(time) && isReadable(time)
        ? new Date(time * 1000).toISOString()
        : 'not in seconds';
  return [
    check(
      'exp',
      isNumber(exp) && exp + CLOCK_SKEW_SECONDS > seconds && isReadable(exp),
      `exp is ${at(exp)}`,
      'Make the token just before the call; exp is in seconds; compare the clocks.',
    ),
    check(
      'iat',
      isNumber(iat) && iat - CLOCK_SKEW_SECONDS <= seconds,
      `iat is ${at(iat)}`,
      'Set iat to the time of signing, in seconds.',
    ),
    check(
      'nbf',
      nbf === undefined || (isNumber(nbf) && nbf - CLOCK_SKEW_SECONDS <= seconds),
      `nbf is ${at(nbf)}`,
      'The token is not valid yet.',
    ),
    check(
      'lifetime',
      isNumber(exp) && isNumber(iat) && exp - iat <= maxAge,
      !isNumber(exp) || !isNumber(iat) ? 'unknown' : `${exp - iat} seconds`,
      `At most ${maxAge} seconds ("maxTokenAgeSeconds" of this client).`,
    ),
  ];
}

const isReadable = (seconds: number) => seconds < 1e11;
/** A library's types say number; a token may hold anything. */
const isNumber = (value: unknown): value is number => typeof value === 'number';
const wrong = (what: string, says: string): Examined => ({ check: what, result: 'wrong', says });
const check = (what: string, isRight: boolean, says: string, remedy: string): Examined =>
  isRight ? { check: what, result: 'ok', says } : wrong(what, `${says}. ${remedy}`);
