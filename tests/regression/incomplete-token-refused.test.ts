import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { authorization, Cauda } from '../support/cauda.ts';
import { lumbarMri } from '../support/orders.ts';
import { patient } from '../support/patients.ts';
import { closingAfterEach, startFaultyFhirServer } from '../support/raw-http.ts';
import { cardIds } from '../support/story.ts';
import { bearer, signingClient } from '../support/tokens.ts';

/**
 * Seen with the HSPC sandbox and others: `expires_in` or `subject` is left out of the authorization,
 * and a call whose prefetch was complete was refused with 400.
 */
const opened = closingAfterEach();
let cauda: Cauda;
beforeAll(async () => {
  cauda = await Cauda.start();
});
afterAll(() => cauda.close());

const amara = patient('amara-contrast-mri-10-weeks');
const contrastMri = lumbarMri('without-and-with');
const expected = { status: 200, cards: ['contrast-mri-under-six-months'] };

const incomplete: readonly (readonly [string, Record<string, unknown>])[] = [
  ['expires_in missing', { expires_in: undefined }],
  ['expires_in null', { expires_in: null }],
  ['subject missing', { subject: undefined }],
  ['subject null', { subject: null }],
  ['both missing', { expires_in: undefined, subject: undefined }],
  ['an empty access_token', { access_token: '' }],
  [
    'an empty access_token, and nothing else but what must be',
    {
      access_token: '',
      expires_in: undefined,
      subject: undefined,
    },
  ],
];

async function sign(more: object, by: 'prefetch' | 'FHIR') {
  const fhir = opened(await startFaultyFhirServer(amara));
  const options = by === 'prefetch' ? {} : { fhirServer: `${fhir.url}/fhir` };
  const body = {
    ...cauda.signBody(amara, contrastMri, options),
    fhirServer: `${fhir.url}/fhir`,
    fhirAuthorization: { ...authorization, ...more },
  };
  const { status, cards } = await cauda.post('lumbar-mri-order-sign', body).then((answer) => ({
    status: answer.status,
    cards: cardIds(answer),
  }));
  return { status, cards, asked: fhir.asked };
}

describe.each(incomplete)('%s', (_name, more) => {
  test('with a full prefetch', async () => {
    const { status, cards, asked } = await sign(more, 'prefetch');
    expect({ status, cards }).toEqual(expected);
    expect(asked).toEqual([]);
  });

  test('without prefetch: the FHIR server is asked', async () => {
    const { status, cards, asked } = await sign(more, 'FHIR');
    expect({ status, cards }).toEqual(expected);
    const isEmpty = 'access_token' in more;
    const header = isEmpty ? undefined : `Bearer ${authorization.access_token}`;
    expect(new Set(asked.map((one) => one.authorization))).toEqual(new Set([header]));
  });
});

describe('where an OAuth client id was agreed', () => {
  const call = async (subject: string | undefined) => {
    const fhir = opened(await startFaultyFhirServer(amara));
    const ehr = await signingClient('ES384', {
      subject: 'cauda-at-the-ehr',
      fhirServers: [`${fhir.url}/fhir`],
    });
    const guarded = opened(await Cauda.start({ clients: [ehr.entry] }));
    const token = await ehr.token(`${guarded.url}/cds-services/lumbar-mri-order-sign`);
    const body = {
      ...guarded.signBody(amara, contrastMri, { fhirServer: `${fhir.url}/fhir` }),
      fhirAuthorization: { ...authorization, subject },
    };
    const answer = await guarded.post('lumbar-mri-order-sign', body, bearer(token));
    return { status: answer.status, asked: fhir.asked.length > 0 };
  };

  test('a subject that is left out is let pass', async () => {
    expect(await call(undefined)).toEqual({ status: 200, asked: true });
  });
  test('another subject is not: nothing is asked', async () => {
    expect(await call('somebody-else')).toEqual({ status: 412, asked: false });
  });
});

test('a token that lives a day and a second is accepted from a client for which two days are agreed', async () => {
  const ehr = await signingClient('ES384', { maxTokenAgeSeconds: 172_800 });
  const guarded = opened(await Cauda.start({ clients: [ehr.entry] }));
  const aud = `${guarded.url}/cds-services/lumbar-mri-order-sign`;
  const iat = Math.floor(Date.parse('2026-11-20T12:00:00Z') / 1000);
  const sent = async (exp: number) => {
    const headers = bearer(await ehr.token(aud, { iat, exp }));
    return (await guarded.sign(amara, contrastMri, { headers })).status;
  };
  expect(await sent(iat + 86_401)).toBe(200);
  expect(await sent(iat + 172_800)).toBe(200);
  expect(await sent(iat + 172_801)).toBe(401);
});
