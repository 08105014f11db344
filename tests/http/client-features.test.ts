import { execFile } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { grantsIn, mayRead } from '../../src/cds-hooks/scopes.ts';
import { isPublicAddress, publicLookup } from '../../src/chart/fhir/network.ts';
import { Cauda } from '../support/cauda.ts';
import { lumbarMri } from '../support/orders.ts';
import { patient } from '../support/patients.ts';
import { signingClient, type SigningClient } from '../support/tokens.ts';

const amara = patient('amara-contrast-mri-10-weeks');
let ehr: SigningClient;
let cauda: Cauda;
beforeAll(async () => {
  ehr = await signingClient('ES384', {
    features: ['explain', 'actionSelectionBehavior', 'pamaRating'],
  });
  cauda = await Cauda.start({ clients: [ehr.entry], env: { RATE_LIMIT_PER_MINUTE: '5' } });
});
afterAll(() => cauda.close());

const sign = async (orders = lumbarMri('without-and-with')) => {
  const token = await ehr.token(`${cauda.url}/cds-services/lumbar-mri-order-sign`);
  return cauda.sign(amara, orders, { headers: { authorization: `Bearer ${token}` } });
};

describe('What a client may ask for', () => {
  test('explain: silent rules with reasons, prefetch and timings', async () => {
    const { body, headers } = await sign();
    expect(body.extension['cauda.evaluation']).toMatchObject({
      silent: expect.arrayContaining([
        { card: 'mri-before-lumbar-puncture', because: expect.any(String) },
      ]),
      prefetch: { conditions: 'prefetch', procedures: 'prefetch' },
      fhirRequests: [],
      gatherMs: expect.any(Number),
    });
    expect(headers.get('server-timing')).toMatch(
      /^total;dur=[\d.]+, prefetch;desc="\d+ hit, 0 fetched, 0 missing", gather;dur=[\d.]+$/,
    );
  });

  test('actionSelectionBehavior: each of several orders for itself', async () => {
    const two = [
      lumbarMri('without-and-with'),
      { ...lumbarMri('without-and-with'), id: 'second' },
    ] as never;
    const { cards } = await sign(two);
    expect(cards[0].suggestions[0]).toMatchObject({ actionSelectionBehavior: 'any' });
  });

  test('pamaRating does nothing outside demo mode', async () => {
    const { cards } = await sign();
    expect(cards[0].suggestions[0].actions[0].resource).not.toHaveProperty('extension');
  });

  test('pamaRating in demo mode: the rating says that nothing was consulted', async () => {
    const demo = await Cauda.start({ clients: [ehr.entry], env: { DEMO: '1' } });
    try {
      const token = await ehr.token(`${demo.url}/cds-services/lumbar-mri-order-sign`);
      const headers = { authorization: `Bearer ${token}` };
      const { cards } = await demo.sign(amara, lumbarMri('without-and-with'), { headers });
      expect(cards[0].suggestions[0].actions[0].resource.extension).toMatchObject([
        { valueCodeableConcept: { coding: [{ code: 'no-criteria-apply' }] } },
      ]);
    } finally {
      await demo.close();
    }
  });

  test('more calls than agreed: 429 with Retry-After, and the body says nothing more', async () => {
    const answers = [];
    for (let call = 0; call < 6; call += 1) answers.push(await sign());
    expect(answers.at(-1)).toMatchObject({
      status: 429,
      body: { resourceType: 'OperationOutcome', issue: [{ code: 'throttled' }] },
    });
    expect(answers.at(-1)?.headers.get('retry-after')).toBe('60');
  });
});

describe('Callers of demo mode without a verified token', () => {
  let demo: Cauda;
  beforeAll(async () => {
    demo = await Cauda.start();
  });
  afterAll(() => demo.close());

  test('have the features of the built-in client', async () => {
    const { body, cards } = await demo.sign(amara, lumbarMri('without-and-with'));
    expect(body.extension['cauda.evaluation']).toMatchObject({
      silent: expect.any(Array),
      fhirRequests: [],
    });
    expect(cards[0].suggestions[0].actions[0].resource.extension).toMatchObject([
      { valueCodeableConcept: { coding: [{ code: 'no-criteria-apply' }] } },
    ]);
  });

  test('an order of no concern is still answered with nothing but an empty list', async () => {
    const knee = { ...lumbarMri('without'), code: { text: 'X-ray of the left knee' } };
    expect((await demo.sign(amara, knee)).body).toEqual({ cards: [] });
  });

  const update = async (more: object) => {
    const { cards } = await demo.sign(amara, { ...lumbarMri('without-and-with'), ...more });
    return cards[0].suggestions[0].actions[0].resource;
  };

  test.each([[[]], [[null]], [[{}]], [[{ coding: [] }]]])(
    'a list of reasons that says nothing, %j, comes back empty: the sandbox reads it',
    async (reasonCode) => {
      expect(await update({ reasonCode })).toHaveProperty('reasonCode', []);
    },
  );

  test('reasons come back as they were; a list that was not sent is not made up', async () => {
    const reasonCode = [{ coding: [{ system: 'urn:x', code: 'y', display: 'Back pain' }] }];
    expect(await update({ reasonCode })).toHaveProperty('reasonCode', reasonCode);
    expect(await update({ reasonCode: undefined })).not.toHaveProperty('reasonCode');
  });

  test('an order that was changed before has one rating, beside its other extensions', async () => {
    const mine = { url: 'https://ehr.example.org/priority-note', valueString: 'x' };
    const first = await update({ extension: [mine] });
    expect(first.extension).toHaveLength(2);
    expect((await update({ extension: first.extension })).extension).toEqual(first.extension);
  });

  test('outside demo mode an empty list of reasons is left out: R4 does not allow it', async () => {
    const guarded = await Cauda.start({ clients: [ehr.entry] });
    const token = await ehr.token(`${guarded.url}/cds-services/lumbar-mri-order-sign`);
    const answer = await guarded.sign(
      amara,
      { ...lumbarMri('without-and-with'), reasonCode: [] },
      { headers: { authorization: `Bearer ${token}` } },
    );
    expect(answer.cards[0].suggestions[0].actions[0].resource).not.toHaveProperty('reasonCode');
    await guarded.close();
  });
});

describe('Scopes', () => {
  test.each([
    ['user/Patient.read', 'Patient', true],
    ['user/Patient.read', 'Procedure', false],
    ['patient/*.*', 'Procedure', true],
    ['patient/*.rs', 'Procedure', true],
    ['user/Observation.rs?category=laboratory', 'Observation', true],
    ['user/Observation.cud', 'Observation', false],
    ['user/Observation.write', 'Observation', false],
    ['system/Procedure.cruds', 'Procedure', true],
    ['launch openid profile', 'Procedure', true],
    ['', 'Procedure', true],
  ])('"%s" for %s: %s', (scope, type, expected) => {
    expect(mayRead(grantsIn(scope), type)).toBe(expected);
  });
});

describe('The network', () => {
  test.each([
    ['93.184.216.34', true],
    ['2606:2800:220:1::1', true],
    ['127.0.0.1', false],
    ['10.1.2.3', false],
    ['172.16.0.1', false],
    ['192.168.1.1', false],
    ['169.254.169.254', false],
    ['::1', false],
    ['fe80::1', false],
    ['fd00::1', false],
    ['::ffff:10.0.0.1', false],
    ['0.0.0.0', false],
    ['100.64.0.1', false],
    ['not an address', false],
  ])('%s is public: %s', (address, expected) => {
    expect(isPublicAddress(address)).toBe(expected);
  });

  test.each([true, false])('a name that leads home is not followed (all: %s)', async (all) => {
    const error = await new Promise((resolve) => publicLookup('localhost', { all }, resolve));
    expect(error).toBeInstanceOf(Error);
  });
});

describe('A FHIR server that drops a kept connection', () => {
  // In a process of its own: a test runner's realm hides the cause of a network error.
  test('is asked once more', async () => {
    const script = `
      import { createServer } from 'node:http';
      import { fhirReader } from './src/chart/fhir/fhir-reader.ts';
      let requests = 0;
      const server = createServer((request, response) => {
        requests += 1;
        if (requests === 1) request.socket.destroy();
        else response.end('{"resourceType":"Bundle"}');
      }).listen(0, '127.0.0.1', async () => {
        const baseUrl = 'http://127.0.0.1:' + server.address().port + '/fhir';
        const signal = AbortSignal.timeout(60_000);
        const reader = fhirReader({ baseUrl, accessToken: 'x', signal, scope: '', mayBePrivate: true, caller: 'ehr' });
        console.log((await reader.read('Condition')).resourceType, requests);
        process.exit(0);
      });`;
    const flags = ['--disable-warning=ExperimentalWarning', '--input-type=module', '-e', script];
    const { stdout } = await promisify(execFile)(process.execPath, flags);
    expect(stdout.trim()).toBe('Bundle 2');
  });

  test('is left alone after failing again and again', async () => {
    let requests = 0;
    const server = createServer((_request, response) => {
      requests += 1;
      response.writeHead(500).end('{}');
    }).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const demo = await Cauda.start();
    try {
      const fhirServer = `http://127.0.0.1:${(server.address() as AddressInfo).port}/fhir`;
      for (let call = 0; call < 8; call += 1) {
        expect((await demo.sign(amara, lumbarMri('without-and-with'), { fhirServer })).status).toBe(
          412,
        );
      }
      expect(requests).toBeLessThan(35);
    } finally {
      await demo.close();
      server.closeAllConnections();
      server.close();
    }
  });
});
