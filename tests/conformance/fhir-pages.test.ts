import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import nock from 'nock';
import type { RequestListener } from 'node:http';
import { MAX_PAGES } from '../../src/chart/gather.ts';
import { authorization, Cauda } from '../support/cauda.ts';
import { nockedInternet } from '../support/nocked-internet.ts';
import { prefetchOf, type Patient } from '../support/patients.ts';
import {
  closingAfterEach,
  json,
  type Loopback,
  startFaultyFhirServer,
  startLoopback,
} from '../support/raw-http.ts';
import { bearer, signingClient } from '../support/tokens.ts';
import { amara, contrastMri, george, unhurried } from './corpus.ts';
import { signAgainst } from './faulty-fhir.ts';

const opened = closingAfterEach();
let cauda: Cauda;
/** A server that was never agreed on: whatever it is asked is a fault. */
let elsewhere: Loopback;
let internet: Awaited<ReturnType<typeof nockedInternet>>;
beforeAll(async () => {
  nock.disableNetConnect();
  nock.enableNetConnect('127.0.0.1');
  internet = await nockedInternet();
  cauda = await Cauda.start({ env: unhurried });
  elsewhere = await startLoopback((_request, response) => response.end('{}'));
});
afterEach(() => {
  expect(elsewhere.asked).toEqual([]);
  expect(nock.pendingMocks()).toEqual([]);
});
afterAll(async () => {
  await Promise.all([cauda.close(), elsewhere.close(), internet.close()]);
  nock.restore();
});

const redirectTo =
  (status: number, location: string): RequestListener =>
  (_request, response) => {
    response.writeHead(status, { location }).end();
  };

/** All procedures of a patient on a page that says there is another one. */
const pageOf = (p: Patient, next: string) => ({
  ...(prefetchOf(p).procedures as { entry: unknown[] }),
  link: [{ relation: 'next', url: next }],
});

describe('FHIR-13 redirects are refused', () => {
  test.each([301, 302, 303, 307, 308])('to another server, %i', async (status) => {
    const redirect = redirectTo(status, `${elsewhere.url}/fhir/Procedure`);
    expect((await signAgainst(cauda, { Procedure: redirect })).status).toBe(412);
  });

  test('on the same server', async () => {
    const redirect = redirectTo(302, '/fhir/Condition');
    const { status, server } = await signAgainst(cauda, { Procedure: redirect });
    expect(status).toBe(412);
    expect(server.asked.filter(({ path }) => path === '/fhir/Condition')).toEqual([]);
  });
});

describe('PF-22 next pages', () => {
  test.each([
    ['absolute', (host: string) => `http://${host}/fhir/Procedure?page=2`],
    ['a path', () => '/fhir/Procedure?page=2'],
  ])('under the base, %s: followed with the token', async (_name, next) => {
    const answer = await signAgainst(cauda, {
      Procedure: (request, response) => {
        const isSecond = request.url?.includes('page=2');
        const first = { ...pageOf(amara, next(request.headers.host ?? '')), entry: [] };
        json(isSecond ? prefetchOf(amara).procedures : first)(request, response);
      },
    });
    expect(answer.cards).toHaveLength(1);
    const second = answer.server.asked.find(({ path }) => path.includes('page=2'));
    expect(second?.authorization).toBe(`Bearer ${authorization.access_token}`);
  });

  test.each([
    ['on another server', () => `${elsewhere.url}/other/Procedure?page=2`],
    ['on another server, without a scheme', () => elsewhere.url.replace('http:', '')],
    ['on another server, with user information', () => elsewhere.url.replace('//', '//x:y@')],
    ['outside the base path', () => '/admin?page=2'],
    ['outside the base path by dots', () => 'http:../admin?page=2'],
    ['of another scheme', () => 'file:///etc/passwd'],
    ['no URL', () => 'http://['],
  ])('%s: not followed; what is listed counts, the rest is not known', async (_name, next) => {
    const speaks = await signAgainst(cauda, { Procedure: json(pageOf(amara, next())) });
    expect(speaks.cards).toHaveLength(1);
    const silent = await signAgainst(cauda, { Procedure: json(pageOf(george, next())) }, george);
    expect(silent.status).toBe(412);
    const asked = [...speaks.server.asked, ...silent.server.asked];
    expect(asked.filter(({ path }) => !path.startsWith('/fhir/'))).toEqual([]);
  });

  test('the next link of a prefetch is held to the same', async () => {
    const server = opened(await startFaultyFhirServer(george));
    const answer = await cauda.sign(george, contrastMri, {
      fhirServer: `${server.url}/fhir`,
      keys: ['procedures', 'conditions'],
      prefetch: { procedures: pageOf(george, `${elsewhere.url}/other/Procedure`) },
    });
    expect(answer.status).toBe(412);
  });

  test('a link with the inner name of the server: its path is asked of the agreed one', async () => {
    const inner = `${elsewhere.url}/fhir/Procedure?page=2`;
    const answer = await signAgainst(cauda, {
      Procedure: (request, response) => {
        const isSecond = request.url?.includes('page=2');
        json(isSecond ? prefetchOf(amara).procedures : { ...pageOf(amara, inner), entry: [] })(
          request,
          response,
        );
      },
    });
    expect(answer.cards).toHaveLength(1);
  });

  test('the next link of a prefetch under the base is followed', async () => {
    const server = opened(await startFaultyFhirServer(amara));
    const next = `${server.url}/fhir/Procedure?page=2`;
    const answer = await cauda.sign(amara, contrastMri, {
      fhirServer: `${server.url}/fhir`,
      prefetch: { procedures: { ...pageOf(amara, next), entry: [] } },
    });
    expect(answer.cards).toHaveLength(1);
  });

  test('pages without end come to an end', async () => {
    let page = 0;
    const endless: RequestListener = (request, response) => {
      page += 1;
      json(pageOf(george, `Procedure?again=${page}`))(request, response);
    };
    const { status, server } = await signAgainst(cauda, { Procedure: endless }, george);
    expect(status).toBe(412);
    expect(server.asked.filter(({ path }) => path.includes('again')).length).toBe(MAX_PAGES - 1);
  });
});

describe('A FHIR server on the internet', () => {
  test('PF-15 FHIR-12 is asked over https with the token of the call', async () => {
    const ehr = await signingClient('RS384', { fhirServers: ['https://fhir.example.org/r4'] });
    const guarded = opened(await Cauda.start({ clients: [ehr.entry], env: unhurried }));
    const server = nock('https://fhir.example.org', {
      reqheaders: { authorization: `Bearer ${authorization.access_token}` },
    });
    server.get(/^\/r4\/Procedure\?/).reply(200, prefetchOf(amara).procedures as nock.Body);
    server.get(/^\/r4\/AllergyIntolerance\?/).reply(503, 'down');
    const url = `${guarded.url}/cds-services/lumbar-mri-order-sign`;
    const answer = await guarded.sign(amara, contrastMri, {
      fhirServer: 'https://fhir.example.org/r4',
      keys: ['patient', 'conditions', 'observations', 'reports', 'orders'],
      headers: bearer(await ehr.token(url)),
    });
    expect(answer.cards).toHaveLength(1);
  });
});
