import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { RequestListener } from 'node:http';
import { Cauda } from '../support/cauda.ts';
import { hang, json } from '../support/raw-http.ts';
import { unhurried } from './corpus.ts';
import { signAgainst } from './faulty-fhir.ts';

/** Time enough for what does not hang, on a machine that stands still for seconds too. */
const BUDGET_MS = Number(unhurried.HOOK_BUDGET_MS);
let cauda: Cauda;
beforeAll(async () => {
  cauda = await Cauda.start({ env: unhurried });
});
afterAll(() => cauda.close());

const html: RequestListener = (_request, response) => {
  response.writeHead(200, { 'content-type': 'text/html' }).end('<html>Sign in</html>');
};
const refused = (status: number) =>
  json({ resourceType: 'OperationOutcome', issue: [{ severity: 'error', code: 'x' }] }, status);
const text =
  (body: string): RequestListener =>
  (_request, response) => {
    response.writeHead(200, { 'content-type': 'application/fhir+json' }).end(body);
  };
const breakOff: RequestListener = (_request, response) => {
  response.writeHead(200, { 'content-length': '1000' }).write('{"resourceType":');
  setTimeout(() => response.destroy(), 20);
};

describe('FHIR-14 a fault of the FHIR server', () => {
  const faults: readonly (readonly [string, RequestListener])[] = [
    ['401', refused(401)],
    ['403', refused(403)],
    ['404', refused(404)],
    ['429', refused(429)],
    ['500', refused(500)],
    ['HTML', html],
    ['no JSON', text('{"resourceType":')],
    ['null', text('null')],
    ['an array', text('[]')],
    ['nothing', text('')],
    ['an empty object', text('{}')],
    ['an OperationOutcome with 200', refused(200)],
    ['another resource', json({ resourceType: 'Organization', id: 'x' })],
    ['a connection that breaks', breakOff],
    ['a connection that is cut at once', (request) => request.socket.destroy()],
  ];

  test.each(faults)('%s for required data: 412 naming that key only', async (_name, fault) => {
    const answer = await signAgainst(cauda, { Procedure: fault });
    expect(answer).toMatchObject({
      status: 412,
      body: { issue: [{ expression: ['prefetch.procedures'] }] },
    });
    expect(JSON.stringify(answer.body)).not.toMatch(/amara|invented-access-token|127\.0\.0\.1/);
  });

  test.each(faults)('%s for other data loses none of the rest', async (_name, fault) => {
    const faulty = { AllergyIntolerance: fault, ServiceRequest: fault, Patient: fault };
    const answer = await signAgainst(cauda, faulty);
    expect(answer.status).toBe(200);
    expect(answer.cards).toHaveLength(1);
  });
});

describe('QOS-02 all data of a call stand under one deadline', () => {
  const endless: RequestListener = (_request, response) => {
    response.writeHead(200, { 'content-type': 'application/fhir+json' }).write('{');
  };
  // Each page is a new one: a page that came before would end the list at once.
  let page = 0;
  const slowPage: RequestListener = (request, response) => {
    const url = `http://${request.headers.host ?? ''}/fhir/Procedure?page=${(page += 1)}`;
    const bundle = { resourceType: 'Bundle', entry: [], link: [{ relation: 'next', url }] };
    setTimeout(() => json(bundle)(request, response), BUDGET_MS / 5);
  };
  const calls = {
    'a server that hangs': { Procedure: hang, Condition: hang },
    'one query that hangs': { AllergyIntolerance: hang },
    'a body that does not end': { AllergyIntolerance: endless },
    'slow pages': { Procedure: slowPage },
  } satisfies Readonly<Record<string, Readonly<Record<string, RequestListener>>>>;
  let answers: Readonly<Record<keyof typeof calls, Awaited<ReturnType<typeof signAgainst>>>>;
  beforeAll(async () => {
    // Each waits out the deadline; all wait together. Without one they would wait for ever.
    const all = Object.entries(calls).map(
      async ([name, faults]) => [name, await signAgainst(cauda, faults)] as const,
    );
    answers = Object.fromEntries(await Promise.all(all)) as typeof answers;
  });

  test('a server that hangs: 412 names what it owes', () => {
    const { status, body } = answers['a server that hangs'];
    expect(status).toBe(412);
    expect(body.issue[0].expression).toEqual(['prefetch.procedures', 'prefetch.conditions']);
  });

  test.each(['one query that hangs', 'a body that does not end'] as const)(
    '%s: what came in time is used',
    (name) => {
      expect(answers[name].cards).toHaveLength(1);
    },
  );

  test('slow pages do not add up', () => {
    expect(answers['slow pages'].status).toBe(412);
    // A deadline for each page would go on to the bound of pages. Timers come late, never early: five
    // pages fill the time of the call, and the next one is asked for before it is over.
    expect(page).toBeLessThanOrEqual(6);
  });

  test('FHIR-10 nothing is asked after the answer', async () => {
    const { server } = answers['a server that hangs'];
    const count = server.asked.length;
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(server.asked).toHaveLength(count);
  });
});
