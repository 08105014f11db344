import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Cauda } from '../support/cauda.ts';
import { bearer, signingClient, type SigningClient } from '../support/tokens.ts';
import { amara, contrastMri } from './corpus.ts';

const sign = 'lumbar-mri-order-sign';
const report = (card: string) => ({
  card,
  outcome: 'overridden',
  outcomeTimestamp: '2026-11-20T12:01:02Z',
});

let guarded: Cauda;
let first: SigningClient;
let second: SigningClient;
beforeAll(async () => {
  first = await signingClient('ES384');
  second = await signingClient('RS384');
  guarded = await Cauda.start({ clients: [first.entry, second.entry] });
});
afterAll(() => guarded.close());

const post = async (client: SigningClient, path: string, body: unknown, aud = path) =>
  guarded.post(path, body, bearer(await client.token(`${guarded.url}/cds-services/${aud}`)));

test('FB-18 the token is for the feedback URL, not for the service', async () => {
  const none = { feedback: [] };
  expect((await post(first, `${sign}/feedback`, none)).status).toBe(200);
  expect((await post(first, `${sign}/feedback`, none, sign)).status).toBe(401);
  expect((await guarded.post(`${sign}/feedback`, none)).status).toBe(401);
});

test('FB-16 a card of another client is not stored, and counted', async () => {
  const { cards } = await post(first, sign, guarded.signBody(amara, contrastMri));
  const body = { feedback: [report(cards[0].uuid)] };
  const [theirs, mine] = [
    await post(second, `${sign}/feedback`, body),
    await post(first, `${sign}/feedback`, body),
  ];
  expect([theirs.status, theirs.body, mine.status]).toEqual([200, undefined, 200]);
  const metrics = await (await fetch(`${guarded.url}/metrics`)).text();
  expect(metrics).toMatch(/cds_feedback_total\{card="unknown",outcome="\w+",result="foreign"\} 1/);
  expect(metrics).toMatch(
    /cds_feedback_total\{card="contrast-mri-under-six-months",outcome="\w+",result="stored"\} 1/,
  );
});
