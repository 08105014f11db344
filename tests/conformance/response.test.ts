import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Cauda, type Answer } from '../support/cauda.ts';
import { allKeys } from '../support/patients.ts';
import { closingAfterEach, sendRaw } from '../support/raw-http.ts';
import { bearer, signingClient } from '../support/tokens.ts';
import { amara, answersWithCards, contrastMri, emptyPaths, george, ingrid } from './corpus.ts';

const opened = closingAfterEach();
const sign = 'lumbar-mri-order-sign';
let cauda: Cauda;
let answers: readonly Answer[];
beforeAll(async () => {
  cauda = await Cauda.start();
  answers = await answersWithCards(cauda);
});
afterAll(() => cauda.close());

describe('An answer', () => {
  test('HTTP-01 GEN-02 is 200 with an object that holds cards', () => {
    for (const { status, headers, body } of answers) {
      expect(status).toBe(200);
      expect(headers.get('content-type')).toMatch(/^application\/json/);
      expect(Array.isArray(body.cards)).toBe(true);
      expect(body.cards.length).toBeGreaterThan(0);
    }
  });

  test('GEN-03 GEN-04 GEN-05 holds nothing null or empty', () => {
    // In demo mode everybody is explained what was done; that list may say "nothing" by an empty list.
    for (const { body } of answers) {
      const explained = /^\$\.extension\.cauda\.evaluation\./;
      expect(emptyPaths(body).filter((path) => !explained.test(path))).toEqual([]);
    }
  });

  test('HTTP-02 GEN-05 without guidance is exactly {"cards":[]}', async () => {
    // In demo mode everybody has the feature that explains a silence; a client of its own has not.
    const ehr = await signingClient('ES384');
    const quiet = opened(await Cauda.start({ clients: [ehr.entry] }));
    const { status, body } = await quiet.sign(george, contrastMri, {
      headers: bearer(await ehr.token(`${quiet.url}/cds-services/${sign}`)),
    });
    expect({ status, body }).toEqual({ status: 200, body: { cards: [] } });
  });

  test('HTTP-14 SYS-03 has no systemActions', () => {
    for (const { body } of answers) expect(Object.keys(body)).not.toContain('systemActions');
  });

  test('at most two cards', () => {
    for (const { cards } of answers) expect(cards.length).toBeLessThanOrEqual(2);
  });

  test('CARD-20 each answer is complete in itself: signing repeats what selecting said', async () => {
    const [selected, signed] = [
      await cauda.select(amara, contrastMri),
      await cauda.sign(amara, contrastMri),
    ];
    const ids = ({ cards }: Answer) => cards.map((card) => card.source.topic.code);
    expect(ids(signed)).toEqual(ids(selected));
  });

  test('HTTP-12 what could not be checked is said in the extension, never as a card', async () => {
    const partly = await cauda.sign(ingrid, contrastMri, {
      keys: allKeys.filter((key) => key !== 'observations'),
    });
    expect(partly.status).toBe(200);
    expect(partly.body).toMatchObject({
      cards: [],
      extension: {
        'cauda.evaluation': {
          notChecked: expect.arrayContaining([
            { card: 'contrast-mri-under-six-months', missing: expect.any(Array) },
          ]),
        },
      },
    });
  });
});

/** One request for every status that an EHR may see. */
const refusals: Readonly<Record<number, (accept?: string) => Promise<Response>>> = {
  400: (accept) => send(`/cds-services/${sign}`, '{', accept),
  404: (accept) => send('/cds-services/nope', '{}', accept),
  405: (accept) =>
    fetch(`${cauda.url}/cds-services/${sign}`, { headers: { ...(accept && { accept }) } }),
  412: (accept) =>
    send(
      `/cds-services/${sign}`,
      JSON.stringify(cauda.signBody(amara, contrastMri, { keys: [] })),
      accept,
    ),
  415: (accept) => send(`/cds-services/${sign}`, '{}', accept, 'text/plain'),
};

const send = (path: string, body: string, accept?: string, type = 'application/json') =>
  fetch(`${cauda.url}${path}`, {
    method: 'POST',
    headers: { 'content-type': type, ...(accept && { accept }) },
    body,
  });

describe('A refusal', () => {
  test.each(Object.entries(refusals))(
    'HTTP-05 %s carries an OperationOutcome',
    async (status, call) => {
      const response = await call();
      expect(response.status).toBe(Number(status));
      expect(await response.json()).toEqual({
        resourceType: 'OperationOutcome',
        issue: [
          expect.objectContaining({
            severity: 'error',
            code: expect.stringMatching(/^[a-z-]+$/),
            details: { text: expect.stringMatching(/\S/) },
          }),
        ],
      });
    },
  );

  test.each([
    [undefined, 'application/fhir+json'],
    ['*/*', 'application/fhir+json'],
    ['application/json', 'application/json'],
    ['application/json, text/plain, */*', 'application/json'],
    ['application/fhir+json', 'application/fhir+json'],
    ['application/fhir+json, application/json;q=0.5', 'application/fhir+json'],
    ['application/json;q=0.5, application/fhir+json', 'application/fhir+json'],
    ['text/html', 'application/fhir+json'],
  ])('HTTP-13 Accept %s: %s', async (accept, type) => {
    for (const call of Object.values(refusals)) {
      expect((await call(accept)).headers.get('content-type')).toBe(type);
    }
  });

  test('HTTP-13 without any Accept', async () => {
    const { headers } = await sendRaw(`${cauda.url}/cds-services/nope`, { method: 'POST' });
    expect(headers['content-type']).toBe('application/fhir+json');
  });

  test('HTTP-11 a store that is away is 503 in JSON without a word of its cause', async () => {
    const broken = opened(await Cauda.start());
    const { cards } = await broken.sign(amara, contrastMri);
    await broken.store.close();
    const report = {
      card: cards[0].uuid,
      outcome: 'overridden',
      outcomeTimestamp: '2026-11-20T12:00:00Z',
    };
    const answer = await broken.post(`${sign}/feedback`, { feedback: [report] });
    expect(answer.status).toBe(503);
    expect(answer.body).toMatchObject({
      resourceType: 'OperationOutcome',
      issue: [{ code: 'transient' }],
    });
    expect(JSON.stringify(answer.body)).not.toMatch(/database|sqlite|driver|\.ts|at /i);
  });

  test('HTTP-11 a call is answered although its cards cannot be recorded', async () => {
    const broken = opened(await Cauda.start());
    await broken.store.close();
    expect((await broken.sign(amara, contrastMri)).cards).toHaveLength(1);
    expect(await broken.line('cards were not recorded')).toBeDefined();
  });
});
