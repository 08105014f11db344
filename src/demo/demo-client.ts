import { generateKeyPairSync, randomUUID, type KeyObject } from 'node:crypto';
import { SignJWT, type JWK } from 'jose';
import { demoFeatures, type ClientEntry } from '../config/clients.ts';
import { fhirFaults } from './faults.ts';

const KEY_ID = 'demo';
const LIFETIME_SECONDS = 300;

/** What is wrong with a token, on purpose. */
export const tokenFaults = [
  'none',
  'expired',
  'wrong-audience',
  'forged',
  'unknown-issuer',
] as const;
export type TokenFault = (typeof tokenFaults)[number];

/**
 * The built-in client of demo mode. Its keys are made at start and never leave the process; its tokens
 * are verified and refused like anybody's.
 */
export class DemoClient {
  readonly entry: ClientEntry;
  readonly #publicUrl: string;
  readonly #key: KeyObject;
  readonly #foreignKey: KeyObject;

  constructor(publicUrl: string) {
    const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-384' });
    this.#publicUrl = publicUrl;
    this.#key = privateKey;
    this.#foreignKey = generateKeyPairSync('ec', { namedCurve: 'P-384' }).privateKey;
    this.entry = {
      name: 'Demo EHR',
      iss: `${publicUrl}/demo`,
      keys: [{ ...(publicKey.export({ format: 'jwk' }) as JWK), kty: 'EC', kid: KEY_ID }],
      fhirServers: fhirBases(publicUrl),
      // The FHIR server is this process, wherever its public name leads from here.
      privateNetwork: true,
      maxTokenAgeSeconds: LIFETIME_SECONDS,
      features: [...demoFeatures],
    };
  }

  /**
   * A signed token for one endpoint.
   *
   * @param endpoint Path below PUBLIC_URL.
   */
  mint(endpoint: string, fault: TokenFault, now: Date): Promise<string> {
    const seconds = Math.floor(now.getTime() / 1000);
    const iat = fault === 'expired' ? seconds - 2 * LIFETIME_SECONDS : seconds;
    return new SignJWT({
      iss: fault === 'unknown-issuer' ? 'https://unknown.example.org' : this.entry.iss,
      aud: this.#publicUrl + (fault === 'wrong-audience' ? '/cds-services' : endpoint),
      iat,
      exp: iat + LIFETIME_SECONDS,
      jti: randomUUID(),
    })
      .setProtectedHeader({ alg: 'ES384', typ: 'JWT', kid: KEY_ID })
      .sign(fault === 'forged' ? this.#foreignKey : this.#key);
  }
}

const fhirBases = (publicUrl: string) => [
  `${publicUrl}/demo/fhir`,
  ...fhirFaults.map((fault) => `${publicUrl}/demo/fhir-faults/${fault}`),
];
