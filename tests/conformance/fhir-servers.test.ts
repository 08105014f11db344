import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { authorization, Cauda } from '../support/cauda.ts';
import { startFhirServer, type FhirServer } from '../support/fhir-server.ts';
import { closingAfterEach, type Loopback, startLoopback } from '../support/raw-http.ts';
import { bearer, signingClient, type SigningClient } from '../support/tokens.ts';
import { amara, contrastMri, george, unhurried } from './corpus.ts';
import { keysOfMri } from '../support/patients.ts';

const opened = closingAfterEach();
const sign = 'lumbar-mri-order-sign';
let fhir: FhirServer;
/** A server that no client agreed on. */
let stranger: Loopback;
let ehr: SigningClient;
let demo: Cauda;
let guarded: Cauda;
beforeAll(async () => {
  fhir = await startFhirServer(amara, george);
  stranger = await startLoopback((_request, response) => response.end('{}'));
  ehr = await signingClient('ES384', { fhirServers: [fhir.url], subject: 'cauda-at-ehr' });
  demo = await Cauda.start({ env: unhurried });
  guarded = await Cauda.start({ clients: [ehr.entry], env: unhurried });
});
afterEach(() => {
  fhir.asked.length = 0;
  stranger.asked.length = 0;
});
afterAll(async () => {
  await demo.close();
  await guarded.close();
  await fhir.close();
  await stranger.close();
});

/** A call without prefetch, so that everything would have to be fetched. */
const bodyFor = (fhirServer: string | undefined, fhirAuthorization: unknown, p = amara) => ({
  ...demo.signBody(p, contrastMri, { keys: [] }),
  fhirServer,
  fhirAuthorization,
});
const signed = async (body: unknown) =>
  guarded.post(sign, body, bearer(await ehr.token(`${guarded.url}/cds-services/${sign}`)));
const asAgreed = { ...authorization, subject: 'cauda-at-ehr' };

describe('FHIR-13 only agreed servers are contacted', () => {
  test('an agreed server is asked, with or without a slash at its end', async () => {
    for (const url of [fhir.url, `${fhir.url}/`]) {
      expect((await signed(bodyFor(url, asAgreed))).cards).toHaveLength(1);
    }
    expect(fhir.asked).toHaveLength(2 * keysOfMri.length);
  });

  test.each([
    ['another server', () => `${stranger.url}/fhir`],
    ['another path of the agreed origin', () => fhir.url.replace('/fhir', '/other')],
    ['a path below the agreed one', () => `${fhir.url}/tenant`],
    ['another port', () => fhir.url.replace(/:\d+/, ':1')],
    ['another name of the same address', () => fhir.url.replace('127.0.0.1', 'localhost')],
    ['user information', () => fhir.url.replace('http://', 'http://x:y@')],
    ['a query', () => `${fhir.url}?x=1`],
    ['a host that begins like it', () => fhir.url.replace('127.0.0.1', '127.0.0.1.example.org')],
    ['a metadata address', () => 'http://169.254.169.254/latest'],
  ])('%s: no call goes out, 412 says that it is not agreed', async (_name, fhirServer) => {
    const answer = await signed(bodyFor(fhirServer(), asAgreed));
    expect(answer).toMatchObject({ status: 412, body: { resourceType: 'OperationOutcome' } });
    expect(answer.body.issue[0].details.text).toContain('not among those agreed');
    expect(answer.body.issue[0].details.text).not.toContain(fhirServer());
    expect([...fhir.asked, ...stranger.asked]).toEqual([]);
  });

  test('what prefetch gives is used all the same', async () => {
    const answer = await signed({
      ...demo.signBody(amara, contrastMri),
      fhirServer: `${stranger.url}/fhir`,
      fhirAuthorization: asAgreed,
    });
    expect(answer.cards).toHaveLength(1);
    expect(stranger.asked).toEqual([]);
  });

  test('FHIR-06 a subject that is not the agreed one: no call goes out, 412', async () => {
    const answer = await signed(bodyFor(fhir.url, { ...asAgreed, subject: 'somebody-else' }));
    expect(answer.status).toBe(412);
    expect(fhir.asked).toEqual([]);
  });

  test.each([
    'http://169.254.169.254/latest',
    'https://fhir.example.org/r4',
    'http://127.0.0.1.example.org/fhir',
    'http://127.0.0.1@example.org/fhir',
    'http://[::ffff:169.254.169.254]/',
  ])('demo mode goes to loopback only: %s', async (fhirServer) => {
    const answer = await demo.post(sign, bodyFor(fhirServer, authorization));
    expect(answer.status).toBe(412);
    expect(answer.body.issue[0].details.text).toContain('not among those agreed');
  });

  test('REQ-07 production: http is not agreed', async () => {
    const production = opened(
      await Cauda.start({
        clients: [{ ...ehr.entry, fhirServers: ['https://fhir.example.org/r4'] }],
        env: { NODE_ENV: 'production', PUBLIC_URL: 'https://cauda.example.org' },
      }),
    );
    const token = await ehr.token(`${production.url}/cds-services/${sign}`);
    const body = bodyFor('http://fhir.example.org/r4', asAgreed);
    expect((await production.post(sign, body, bearer(token))).status).toBe(412);
  });
});
