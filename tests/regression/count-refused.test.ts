import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Cauda } from '../support/cauda.ts';
import { lumbarMri } from '../support/orders.ts';
import { patient, prefetchOf } from '../support/patients.ts';
import { closingAfterEach, hang, json, startLoopback, type Loopback } from '../support/raw-http.ts';
import { cardIds } from '../support/story.ts';

/**
 * Seen with a server that answers 400 to a `_count` over its own limit: no list could be had, and
 * every order was answered with 412.
 */
const opened = closingAfterEach();
let cauda: Cauda;
beforeAll(async () => {
  cauda = await Cauda.start();
});
afterAll(() => cauda.close());

const amara = patient('amara-contrast-mri-10-weeks');
const lists: Readonly<Record<string, unknown>> = prefetchOf(amara);
const keyOf: Readonly<Record<string, string>> = {
  Patient: 'patient',
  Condition: 'conditions',
  Procedure: 'procedures',
  Observation: 'observations',
  DiagnosticReport: 'reports',
  AllergyIntolerance: 'allergies',
  ServiceRequest: 'orders',
};

/** A server that refuses a `_count` over its limit with a status. */
const refusing = async (status: number, limit: number): Promise<Loopback> =>
  opened(
    await startLoopback((request, response) => {
      const url = new URL(request.url ?? '', 'http://fhir.test');
      const isTooMany = Number(url.searchParams.get('_count') ?? 0) > limit;
      const type = url.pathname.split('/')[2] ?? '';
      const refusal = { resourceType: 'OperationOutcome', issue: [{ severity: 'error' }] };
      if (isTooMany) json(refusal, status)(request, response);
      else json(lists[keyOf[type] ?? ''])(request, response);
    }),
  );
const sign = (server: Loopback, to = cauda) =>
  to.sign(amara, lumbarMri('without-and-with'), { fhirServer: `${server.url}/fhir` });

describe.each([400, 403, 422])('%i to a _count', (status) => {
  test.each([0, 10, 50, 100])('over %i: asked again without it', async (limit) => {
    const server = await refusing(status, limit);
    const answer = await sign(server);
    expect({ status: answer.status, cards: cardIds(answer) }).toEqual({
      status: 200,
      cards: ['contrast-mri-under-six-months'],
    });
    const procedures = server.asked.filter(({ path }) => path.includes('/Procedure'));
    expect(procedures.map(({ path }) => path)).toEqual([
      `/fhir/Procedure?patient=${amara.id}&_count=200`,
      `/fhir/Procedure?patient=${amara.id}`,
    ]);
  });

  test('no other parameter is left out', async () => {
    const server = await refusing(status, 0);
    await sign(server);
    const reports = server.asked.filter(({ path }) => path.includes('/DiagnosticReport'));
    expect(reports.map(({ path }) => path)).toEqual([
      `/fhir/DiagnosticReport?patient=${amara.id}&_sort=-date&_count=50`,
      `/fhir/DiagnosticReport?patient=${amara.id}&_sort=-date`,
    ]);
  });
});

test.each([401, 404, 410, 429, 500, 503])(
  '%i says nothing of _count: asked once',
  async (status) => {
    const server = await refusing(status, 10);
    expect((await sign(server)).status).toBe(412);
    expect(server.asked.filter(({ path }) => path.includes('/Procedure'))).toHaveLength(1);
  },
);

test('a list that is refused without _count too is asked for twice, not more', async () => {
  const server = opened(await startLoopback(json({ resourceType: 'OperationOutcome' }, 403)));
  expect((await sign(server)).status).toBe(412);
  expect(server.asked.filter(({ path }) => path.includes('/Procedure'))).toHaveLength(2);
});

test('the second question stays inside the budget of the call', async () => {
  const hurried = opened(await Cauda.start({ env: { HOOK_BUDGET_MS: '300' } }));
  const server = opened(
    await startLoopback((request, response) => {
      if (request.url?.includes('_count')) json({}, 400)(request, response);
      else hang(request, response);
    }),
  );
  const answer = await sign(server, hurried);
  expect(answer.status).toBe(412);
  expect(answer.body.issue[0].details.text).toContain('did not answer in time');
});
