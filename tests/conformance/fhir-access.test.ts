import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { authorization, Cauda } from '../support/cauda.ts';
import { startFhirServer, type FhirServer } from '../support/fhir-server.ts';
import { keysOfMri } from '../support/patients.ts';
import { amara, contrastMri, george, unhurried } from './corpus.ts';

const sign = 'lumbar-mri-order-sign';
let fhir: FhirServer;
let demo: Cauda;
beforeAll(async () => {
  fhir = await startFhirServer(amara, george);
  demo = await Cauda.start({ env: unhurried });
});
afterEach(() => {
  fhir.asked.length = 0;
});
afterAll(() => Promise.all([demo.close(), fhir.close()]));

/** A call without prefetch, so that everything would have to be fetched. */
const bodyFor = (fhirServer: string, fhirAuthorization: unknown, p = amara) => ({
  ...demo.signBody(p, contrastMri, { keys: [] }),
  fhirServer,
  fhirAuthorization,
});

describe('When the FHIR server is asked', () => {
  test('FHIR-01 REQ-10 a server without an authorization: no call, 412', async () => {
    expect((await demo.post(sign, bodyFor(fhir.url, undefined))).status).toBe(412);
    expect(fhir.asked).toEqual([]);
  });

  test('FHIR-12 every request presents the token', async () => {
    const answer = await demo.post(sign, bodyFor(fhir.url, authorization));
    expect(answer.cards).toHaveLength(1);
    expect(fhir.asked).toHaveLength(keysOfMri.length);
    for (const asked of fhir.asked) {
      expect(asked.authorization).toBe(`Bearer ${authorization.access_token}`);
    }
  });

  test('FHIR-02 an empty token: the server is open, no Authorization goes out', async () => {
    const answer = await demo.post(sign, bodyFor(fhir.url, { ...authorization, access_token: '' }));
    expect(answer.cards).toHaveLength(1);
    expect(fhir.asked.map((asked) => asked.authorization)).toEqual(
      Array(keysOfMri.length).fill(undefined),
    );
  });

  test('FHIR-11 two calls at once: each patient is asked for with the token of the call', async () => {
    const calls = [amara, george].map((p) =>
      demo.post(sign, bodyFor(fhir.url, { ...authorization, access_token: `for-${p.id}` }, p)),
    );
    const [first, second] = await Promise.all(calls);
    expect([first?.cards.length, second?.cards.length]).toEqual([1, 0]);
    expect(fhir.asked).toHaveLength(2 * keysOfMri.length);
    for (const { query, authorization: sent } of fhir.asked) {
      expect(sent).toBe(`Bearer for-${query.includes(amara.id) ? amara.id : george.id}`);
    }
  });

  test('PF-15 an id is encoded, so that it adds nothing to a query', async () => {
    const odd = { id: 'x&_count=1%2F', resources: [] };
    await demo.post(sign, bodyFor(fhir.url, authorization, odd));
    expect(fhir.asked).toHaveLength(keysOfMri.length);
    for (const { query } of fhir.asked) expect(query).toContain('x%26_count%3D1%252F');
  });

  test('SEC-27 only reads are sent', async () => {
    await demo.post(sign, bodyFor(fhir.url, authorization));
    for (const { query } of fhir.asked) expect(query).toMatch(/^GET /);
  });
});

describe('The shape of fhirAuthorization', () => {
  test.each([
    ['FHIR-02 access_token missing', 'access_token', undefined],
    ['FHIR-02 access_token a number', 'access_token', 7],
    ['FHIR-03 token_type missing', 'token_type', undefined],
    ['FHIR-03 another token_type', 'token_type', 'mac-Secret'],
    ['FHIR-04 expires_in a string', 'expires_in', '300'],
    ['FHIR-04 expires_in not whole', 'expires_in', 1.5],
    ['FHIR-05 scope missing', 'scope', undefined],
    ['FHIR-05 scope a list', 'scope', ['user/*.rs']],
    ['FHIR-06 subject a number', 'subject', 7],
    ['FHIR-07 patient a number', 'patient', 7],
  ])('FHIR-17 %s: 400 naming the path and no value', async (_name, member, value) => {
    const answer = await demo.post(sign, bodyFor(fhir.url, { ...authorization, [member]: value }));
    expect(answer).toMatchObject({
      status: 400,
      body: { issue: [{ expression: [`fhirAuthorization.${member}`] }] },
    });
    expect(JSON.stringify(answer.body)).not.toMatch(/Secret|invented-access-token/);
    expect(fhir.asked).toEqual([]);
  });

  test.each([
    ['FHIR-03 bearer in lower case', { token_type: 'bearer' }],
    ['FHIR-05 SMART 1 scopes', { scope: 'user/Observation.read user/*.read launch openid' }],
    ['FHIR-05 SMART 2 scopes', { scope: 'user/Observation.rs?category=laboratory user/*.rs' }],
    ['FHIR-07 patient scopes without a patient', { scope: 'patient/*.rs' }],
    ['FHIR-07 patient scopes with the patient', { scope: 'patient/*.rs', patient: amara.id }],
    ['EXT-04 an extension', { extension: { 'org.example.x': 1 } }],
  ])('%s: taken', async (_name, change) => {
    const answer = await demo.post(sign, bodyFor(fhir.url, { ...authorization, ...change }));
    expect(answer.cards).toHaveLength(1);
  });
});

describe('FHIR-05 FHIR-16 what the scopes exclude is not asked', () => {
  test.each([
    ['user/Patient.read', ['Patient']],
    [
      'patient/Patient.rs patient/Condition.rs?category=problem-list-item',
      ['Condition', 'Patient'],
    ],
    ['user/Procedure.write launch openid', []],
  ])('%s', async (scope, types) => {
    const answer = await demo.post(sign, bodyFor(fhir.url, { ...authorization, scope }));
    expect(answer.status).toBe(412);
    const asked = fhir.asked.map(({ query }) => /^GET (\w+)/.exec(query)?.[1]);
    expect(asked.sort()).toEqual(types);
  });

  test('FHIR-07 cds-r-2 patient scopes without a patient leave a warning in the log', async () => {
    const body = bodyFor(fhir.url, { ...authorization, scope: 'patient/*.rs' });
    await demo.post(sign, body);
    const line = demo.logged.find((text) => text.includes(body.hookInstance));
    expect(line).toContain('cds-r-2');
  });

  test.each([
    ['FHIR-04', 'expires_in', undefined],
    ['FHIR-04', 'expires_in', null],
    ['FHIR-06', 'subject', undefined],
    ['FHIR-06', 'subject', null],
  ])(
    '%s a missing %s (%s) is a warning in the log, and the token is used',
    async (_id, member, value) => {
      const body = bodyFor(fhir.url, { ...authorization, [member]: value });
      const answer = await demo.post(sign, body);
      expect({ status: answer.status, asked: fhir.asked.length }).toEqual({
        status: 200,
        asked: keysOfMri.length,
      });
      const line = demo.logged.find((text) => text.includes(body.hookInstance));
      expect(JSON.parse(line ?? '{}')).toMatchObject({
        level: 40,
        warnings: [`fhirAuthorization.${member} is missing`],
      });
    },
  );
});
