import { exportJWK, generateKeyPair, SignJWT, type CryptoKey, type JWK } from 'jose';
import type { ClientEntry } from '../../src/config/clients.ts';
import { NOW } from './now.ts';

/** A CDS client with a key pair of its own, as CLIENTS_FILE knows it. */
export interface SigningClient {
  readonly entry: ClientEntry;
  readonly publicKey: JWK & { readonly kty: 'EC' | 'RSA'; readonly kid: string };
  readonly privateKey: CryptoKey;
  /** A token as an EHR signs it; a claim or header that is undefined is left out. */
  token(
    aud: string | readonly string[],
    claims?: Readonly<Record<string, unknown>>,
    header?: Readonly<Record<string, unknown>>,
  ): Promise<string>;
}

export async function signingClient(
  alg: 'ES384' | 'RS384' | 'ES256' | 'RS256' | 'RS512',
  more: Partial<ClientEntry> = {},
): Promise<SigningClient> {
  const { publicKey, privateKey } = await generateKeyPair(alg, { extractable: true });
  const jwk = { ...(await exportJWK(publicKey)), kid: `${alg}-key`, alg } as JWK & {
    kty: 'EC' | 'RSA';
    kid: string;
  };
  const entry: ClientEntry = {
    name: `ehr-${alg.toLowerCase()}`,
    iss: `https://ehr-${alg.toLowerCase()}.example.org`,
    ...(more.jwksUrl === undefined && { keys: [jwk] }),
    fhirServers: [],
    maxTokenAgeSeconds: 3600,
    privateNetwork: false,
    features: [],
    ...more,
  };
  return {
    entry,
    publicKey: jwk,
    privateKey,
    token: (aud, claims = {}, header = {}) =>
      new SignJWT({ ...claimsFor(entry.iss, aud), ...claims })
        .setProtectedHeader({ alg, typ: 'JWT', kid: jwk.kid, ...header })
        .sign(privateKey),
  };
}

/** The claims of a good token, five minutes long. */
export function claimsFor(iss: string, aud: string | readonly string[]) {
  const iat = Math.floor(NOW.getTime() / 1000);
  return {
    iss,
    aud: aud as string | string[],
    iat,
    exp: iat + 300,
    jti: crypto.randomUUID(),
  };
}

export const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
