import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createPublicKey } from 'node:crypto';
import { exportSPKI, SignJWT, UnsecuredJWT, type JWK } from 'jose';
import { Cauda, NOW } from '../support/cauda.ts';
import { json, startLoopback, type Loopback } from '../support/raw-http.ts';
import { bearer, claimsFor, signingClient, type SigningClient } from '../support/tokens.ts';
import { amara, contrastMri } from './corpus.ts';

const sign = 'lumbar-mri-order-sign';
const now = Math.floor(NOW.getTime() / 1000);
let ec: SigningClient;
let rsa: SigningClient;
/** Trusted, but signs by an algorithm that is not accepted. */
let rs512: SigningClient;
let attacker: SigningClient;
/** Serves the attacker's keys: must never be asked. */
let attackerKeys: Loopback;
let cauda: Cauda;
let audience: string;
beforeAll(async () => {
  ec = await signingClient('ES384', { maxTokenAgeSeconds: 3600 });
  rsa = await signingClient('RS384', {
    tenants: ['north', 'south'],
    audiences: ['urn:agreed-by-this-site'],
    maxTokenAgeSeconds: 86_400,
  });
  rs512 = await signingClient('RS512');
  attacker = await signingClient('ES384');
  attackerKeys = await startLoopback(json({ keys: [attacker.publicKey] }));
  cauda = await Cauda.start({ clients: [ec.entry, rsa.entry, rs512.entry] });
  audience = `${cauda.url}/cds-services/${sign}`;
});
afterAll(() => Promise.all([cauda.close(), attackerKeys.close()]));

const call = (headers: Record<string, string>) =>
  cauda.post(sign, cauda.signBody(amara, contrastMri), headers);
const statusWith = async (token: string) => (await call(bearer(token))).status;

describe('Tokens that are taken', () => {
  test('SEC-06 SEC-10 SEC-13 ES384, audience as a string', async () => {
    const answer = await call(bearer(await ec.token(audience)));
    expect(answer.status).toBe(200);
    expect(answer.cards).toHaveLength(1);
  });

  test.each([
    ['SEC-13 audience in a list', () => ec.token([audience, 'https://other.example.org'])],
    [
      'SEC-09 a jku of the issuer itself, which is not asked',
      () => ec.token(audience, {}, { jku: `${ec.entry.iss}/jwks` }),
    ],
    ['SEC-06 SEC-19 RS384 with a known tenant', () => rsa.token(audience, { tenant: 'north' })],
    [
      'SEC-13 an audience agreed with this client',
      () => rsa.token('urn:agreed-by-this-site', { tenant: 'north' }),
    ],
    [
      'SEC-18 a day long, where that is agreed',
      () => rsa.token(audience, { tenant: 'south', exp: now + 86_400 }),
    ],
    ['SEC-14 expired within the skew', () => ec.token(audience, { iat: now - 300, exp: now - 10 })],
    ['SEC-15 from the future within the skew', () => ec.token(audience, { iat: now + 10 })],
  ])('%s', async (_name, token) => {
    expect(await statusWith(await token())).toBe(200);
    expect(attackerKeys.asked).toEqual([]);
  });
});

describe('SEC-23 HTTP-08 tokens that are refused, all with the same words', () => {
  const bad: readonly (readonly [string, () => Promise<string> | string])[] = [
    ['SEC-04 alg none', () => new UnsecuredJWT(claimsFor(ec.entry.iss, audience)).encode()],
    ['SEC-05 a shared secret', () => hmac(new TextEncoder().encode('secret'.repeat(9)))],
    [
      'SEC-05 the public key as a secret',
      async () => hmac(new TextEncoder().encode(await pem(rsa)), rsa),
    ],
    ['SEC-06 an algorithm that is not accepted', () => rs512.token(audience)],
    ['SEC-07 no kid', () => ec.token(audience, {}, { kid: undefined })],
    ['SEC-07 an unknown kid', () => ec.token(audience, {}, { kid: 'other' })],
    ['SEC-08 no typ', () => ec.token(audience, {}, { typ: undefined })],
    ['SEC-08 another typ', () => ec.token(audience, {}, { typ: 'at+jwt' })],
    [
      'SEC-09 SEC-11 a foreign jku beside a valid signature',
      () => ec.token(audience, {}, { jku: `${attackerKeys.url}/jwks` }),
    ],
    [
      'SEC-09 SEC-11 keys of the attacker, named by jku',
      () => attacker.token(audience, {}, { jku: `${attackerKeys.url}/jwks`, kid: 'attacker' }),
    ],
    ['SEC-20 keys of the attacker under our kid', () => attacker.token(audience)],
    [
      'SEC-20 keys of the attacker in the header',
      () => attacker.token(audience, {}, { jwk: attacker.publicKey }),
    ],
    [
      'SEC-11 the issuer of another client',
      () => ec.token(audience, { iss: rsa.entry.iss, tenant: 'north' }),
    ],
    ['SEC-12 no iss', () => ec.token(audience, { iss: undefined })],
    ['SEC-12 an unknown iss', () => ec.token(audience, { iss: 'https://sandbox.cds-hooks.org' })],
    ['SEC-12 iss of Object', () => ec.token(audience, { iss: '__proto__' })],
    ['SEC-13 no aud', () => ec.token(undefined as never)],
    ['SEC-13 the base URL', () => ec.token(cauda.url)],
    ['SEC-13 the discovery URL', () => ec.token(`${cauda.url}/cds-services`)],
    ['SEC-13 another service', () => ec.token(`${cauda.url}/cds-services/lumbar-mri-order-select`)],
    ['SEC-13 the feedback URL', () => ec.token(`${audience}/feedback`)],
    ['SEC-13 a longer URL', () => ec.token(`${audience}x`)],
    ['SEC-13 the audience of another client', () => ec.token('urn:agreed-by-this-site')],
    ['SEC-14 no exp', () => ec.token(audience, { exp: undefined })],
    ['SEC-14 expired', () => ec.token(audience, { iat: now - 900, exp: now - 600 })],
    ['SEC-14 exp in milliseconds', () => ec.token(audience, { exp: (now + 300) * 1000 })],
    ['SEC-14 exp a string', () => ec.token(audience, { exp: String(now + 300) })],
    ['SEC-15 no iat', () => ec.token(audience, { iat: undefined })],
    ['SEC-15 iat in the future', () => ec.token(audience, { iat: now + 120, exp: now + 300 })],
    ['SEC-16 no jti', () => ec.token(audience, { jti: undefined })],
    ['SEC-16 an empty jti', () => ec.token(audience, { jti: '' })],
    ['SEC-18 a day long', () => ec.token(audience, { exp: now + 86_400 })],
    ['SEC-19 no tenant', () => rsa.token(audience)],
    ['SEC-19 HTTP-09 an unknown tenant', () => rsa.token(audience, { tenant: 'west' })],
    ['SEC-20 a byte of the payload changed', async () => flip(await ec.token(audience), 1)],
    ['SEC-20 a byte of the signature changed', async () => flip(await ec.token(audience), 2)],
    ['SEC-20 no signature', async () => (await ec.token(audience)).replace(/[^.]+$/, '')],
    ['SEC-03 no token at all', () => 'abc'],
    ['SEC-03 two dots', () => '..'],
  ];

  test.each(bad)('%s', async (_name, token) => {
    const refused = await call(bearer(await token()));
    const unsigned = await call({});
    expect(refused.status).toBe(401);
    expect(refused.body).toEqual(unsigned.body);
    expect(refused.headers.get('www-authenticate')).toBe('Bearer');
    expect(attackerKeys.asked).toEqual([]);
  });

  test.each([
    ['none', {}],
    ['Basic', { authorization: 'Basic eDp5' }],
    ['Bearer alone', { authorization: 'Bearer' }],
  ])('SEC-02 SEC-03 Authorization: %s', async (_name, headers) => {
    expect(await call(headers as Record<string, string>)).toMatchObject({
      status: 401,
      body: { issue: [{ code: 'login', details: { text: 'The client could not be verified.' } }] },
    });
  });

  const hmac = (secret: Uint8Array, client = ec) =>
    new SignJWT({ ...claimsFor(client.entry.iss, audience), tenant: 'north' })
      .setProtectedHeader({ alg: 'HS256', typ: 'JWT', kid: client.publicKey.kid })
      .sign(secret);
  const pem = (client: SigningClient) =>
    exportSPKI(createPublicKey({ key: client.publicKey as JWK, format: 'jwk' } as never));
  const flip = (token: string, part: number) => {
    const parts = token.split('.');
    const text = parts[part]!;
    const at = Math.floor(text.length / 2);
    parts[part] = `${text.slice(0, at)}${text[at] === 'A' ? 'B' : 'A'}${text.slice(at + 1)}`;
    return parts.join('.');
  };
});
