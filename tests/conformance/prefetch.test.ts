import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { Cauda } from '../support/cauda.ts';
import { startFhirServer, type FhirServer } from '../support/fhir-server.ts';
import { prefetchOf, type PrefetchKey } from '../support/patients.ts';
import { amara, contrastMri, george, lucia, unhurried } from './corpus.ts';

const allKeys = Object.keys(prefetchOf(amara)) as PrefetchKey[];
const allBut = (...keys: PrefetchKey[]) => allKeys.filter((key) => !keys.includes(key));
const outcome = {
  resourceType: 'OperationOutcome',
  issue: [{ severity: 'error', code: 'timeout' }],
};
const emptySearch = { resourceType: 'Bundle', type: 'searchset', total: 0 };

let cauda: Cauda;
let fhir: FhirServer;
beforeAll(async () => {
  fhir = await startFhirServer(amara, george);
  cauda = await Cauda.start({ env: unhurried });
});
afterEach(() => {
  fhir.asked.length = 0;
});
afterAll(async () => {
  await cauda.close();
  await fhir.close();
});

const queries = () => fhir.asked.map(({ query }) => query);
/** Signs with every key sent and a FHIR server to ask, but for the keys changed. */
const signWithServer = (prefetch: Record<string, unknown>, keys = allKeys) =>
  cauda.sign(amara, contrastMri, { fhirServer: fhir.url, keys, prefetch });

describe('Whichever way the data come', () => {
  test('PF-24 by prefetch or from the FHIR server: equal cards', async () => {
    const sent = await cauda.sign(amara, contrastMri);
    expect(queries()).toEqual([]);
    const fetched = await cauda.sign(amara, contrastMri, { fhirServer: fhir.url });
    const plain = ({ cards }: typeof sent) =>
      JSON.parse(
        JSON.stringify(cards)
          .replaceAll(/"uuid":"[^"]+"/g, '""')
          .replaceAll('"",', ''),
      );
    expect(sent.cards).toHaveLength(1);
    expect(plain(fetched)).toEqual(plain(sent));
  });

  test('PF-12 PF-15 PF-16 half the keys: exactly the queries of the others, tokens filled', async () => {
    const { services } = (await (await fetch(`${cauda.url}/cds-services`)).json()) as any;
    const { prefetch } = services.find(({ hook }: any) => hook === 'order-sign');
    const answer = await signWithServer({}, allBut('conditions', 'observations', 'patient'));
    expect(answer.cards).toHaveLength(1);
    const expected = (['conditions', 'observations', 'patient'] as const).map((key) =>
      decodeURIComponent(`GET ${prefetch[key].replace('{{context.patientId}}', amara.id)}`),
    );
    expect(queries().map(decodeURIComponent).sort()).toEqual(expected.sort());
  });

  test('PF-13 keys that nobody asked for are ignored and leave no trace', async () => {
    const foreign = { resourceType: 'Observation', id: 'foreign-key-content' };
    const answer = await signWithServer({ egfr: foreign, since: null, '': 'x' });
    expect(answer.cards).toHaveLength(1);
    expect(cauda.logged.join('')).not.toContain('foreign-key');
  });

  test('PF-10 no user key is needed', async () => {
    const answer = await cauda.sign(amara, contrastMri, { prefetch: { user: undefined } });
    expect(answer.cards).toHaveLength(1);
  });
});

describe('What a key may hold', () => {
  test.each([
    ['PF-17 null', null],
    ['PF-18 a searchset without entry', emptySearch],
    ['PF-18 a searchset with an empty entry', { ...emptySearch, entry: [] }],
    ['PF-18 a Bundle with a null entry', { resourceType: 'Bundle', entry: null }],
  ])('%s: none recorded, and not asked for again', async (_name, nothing) => {
    const answer = await signWithServer({ procedures: nothing });
    expect(answer).toMatchObject({ status: 200, body: { cards: [] } });
    expect(answer.body.extension['cauda.evaluation']).not.toHaveProperty('notChecked');
    expect(answer.body.extension['cauda.evaluation'].prefetch.procedures).toBe('prefetch');
    expect(queries()).toEqual([]);
  });

  test.each([
    ['PF-14 a stray string', '123'],
    ['PF-14 a number', 7],
    ['PF-14 an array', []],
    ['PF-14 an object without a type', { id: 'x' }],
    ['PF-23 another resource', { resourceType: 'Observation', id: 'x' }],
    [
      'PF-23 a Bundle of other resources',
      {
        resourceType: 'Bundle',
        entry: [{ resource: { resourceType: 'Observation', id: 'x' } }],
      },
    ],
  ])('%s: as if not sent', async (_name, value) => {
    const served = await signWithServer({ procedures: value });
    expect(served.cards).toHaveLength(1);
    expect(queries()).toEqual([expect.stringMatching(/^GET Procedure\?/)]);

    const alone = await cauda.sign(amara, contrastMri, { prefetch: { procedures: value } });
    expect(alone).toMatchObject({
      status: 412,
      body: { issue: [{ expression: ['prefetch.procedures'] }] },
    });
  });

  test('PF-14 a Bundle of another type, without fullUrl or search, is read', async () => {
    const { entry } = prefetchOf(amara).procedures as any;
    const procedures = {
      resourceType: 'Bundle',
      type: 'collection',
      entry: entry.map(({ resource }: any) => ({ resource })),
    };
    expect((await signWithServer({ procedures })).cards).toHaveLength(1);
    expect(queries()).toEqual([]);
  });

  test('PF-19 an OperationOutcome for required data: not asked for again, 412', async () => {
    for (const sent of [
      await signWithServer({ procedures: outcome }),
      await cauda.sign(amara, contrastMri, { prefetch: { procedures: outcome } }),
    ]) {
      expect(sent.status).toBe(412);
      expect(sent.body.issue[0].expression).toEqual(['prefetch.procedures']);
    }
    expect(queries()).toEqual([]);
  });

  test('PF-19 an OperationOutcome for data that can be done without: 200', async () => {
    const answer = await signWithServer({ allergies: outcome, orders: outcome, patient: outcome });
    expect(answer.cards).toHaveLength(1);
    expect(queries()).toEqual([]);
  });

  test('PF-20 an OperationOutcome inside a searchset: the list may be partial', async () => {
    const { entry } = prefetchOf(george).procedures as any;
    const warned = [...entry, { resource: outcome, search: { mode: 'outcome' } }];
    const answer = await cauda.sign(george, contrastMri, {
      prefetch: { procedures: { ...emptySearch, entry: warned, total: undefined } },
    });
    expect(answer).toMatchObject({ status: 412 });
    expect((await cauda.sign(george, contrastMri)).status).toBe(200);
  });
});

describe('PF-21 HTTP-04 CTX-15 required data that cannot be had: 412 naming the keys', () => {
  test.each([
    ['nothing sent', [], ['procedures', 'conditions']],
    ['conditions missing', allBut('conditions'), ['conditions']],
    ['procedures missing', allBut('procedures'), ['procedures']],
  ] as const)('order hooks, %s', async (_name, keys, missing) => {
    for (const hook of ['sign', 'select'] as const) {
      const answer = await cauda[hook](george, contrastMri, { keys });
      expect(answer.status).toBe(412);
      expect(answer.body).toMatchObject({
        resourceType: 'OperationOutcome',
        issue: [
          {
            severity: 'error',
            code: 'processing',
            expression: missing.map((k) => `prefetch.${k}`),
          },
        ],
      });
      expect(JSON.stringify(answer.body)).not.toContain(george.id);
    }
  });

  test('patient-view needs reports', async () => {
    const answer = await cauda.view(lucia, { keys: allBut('reports') });
    expect(answer.body.issue[0].expression).toEqual(['prefetch.reports']);
    expect((await cauda.view(lucia, { keys: ['reports'] })).status).toBe(200);
  });

  test('an order that is not ours needs nothing', async () => {
    const head = { resourceType: 'ServiceRequest', id: 'ct', code: { text: 'CT head' } };
    const answer = await cauda.sign(george, head, { keys: [], fhirServer: fhir.url });
    expect(answer).toMatchObject({ status: 200, body: { cards: [] } });
    expect(queries()).toEqual([]);
  });
});

describe('PF-22 paged prefetch without a way to the next page', () => {
  const paged = (key: PrefetchKey, p = amara) => ({
    [key]: {
      ...(prefetchOf(p)[key] as object),
      link: [{ relation: 'next', url: 'http://127.0.0.1:9/fhir?page=2' }],
    },
  });

  test('what is listed counts', async () => {
    const answer = await cauda.sign(amara, contrastMri, { prefetch: paged('procedures') });
    expect(answer.cards).toHaveLength(1);
  });

  test('what is not listed proves nothing: 412', async () => {
    const answer = await cauda.sign(george, contrastMri, { prefetch: paged('procedures', george) });
    expect(answer.status).toBe(412);
  });

  test('fewer resources than the total says, and no next link: the same', async () => {
    const procedures = { ...(prefetchOf(george).procedures as object), total: 99 };
    expect((await cauda.sign(george, contrastMri, { prefetch: { procedures } })).status).toBe(412);
  });
});
