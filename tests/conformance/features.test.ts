import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { authorization, Cauda, type Answer } from '../support/cauda.ts';
import { startFhirServer, type FhirServer } from '../support/fhir-server.ts';
import { lumbarPuncture } from '../support/orders.ts';
import { keysOfMri, type Patient, type Resource } from '../support/patients.ts';
import { bearer, signingClient, type SigningClient } from '../support/tokens.ts';
import { amara, contrastMri, george, samir, siteWithOrderCodes, unhurried } from './corpus.ts';

const sign = 'lumbar-mri-order-sign';
let fhir: FhirServer;
let plain: SigningClient;
let featured: SigningClient;
let cauda: Cauda;
beforeAll(async () => {
  fhir = await startFhirServer(george);
  const fhirServers = [fhir.url];
  plain = await signingClient('ES384', { fhirServers });
  featured = await signingClient('RS384', {
    fhirServers,
    features: ['explain', 'actionSelectionBehavior'],
  });
  cauda = await Cauda.start({
    clients: [plain.entry, featured.entry],
    site: siteWithOrderCodes,
    env: unhurried,
  });
});
afterAll(() => Promise.all([cauda.close(), fhir.close()]));

async function signBy(client: SigningClient, p: Patient, order: Resource, served = false) {
  const token = await client.token(`${cauda.url}/cds-services/${sign}`);
  const options = served ? { fhirServer: fhir.url } : {};
  return cauda.post(sign, cauda.signBody(p, order, options), bearer(token));
}
const suggestionsOf = ({ cards }: Answer) => cards.flatMap((card) => card.suggestions ?? []);

describe('SUG-07 SUG-08 cds-resp-7 actionSelectionBehavior', () => {
  test('is sent to a client that asked for it, where there is something to choose', async () => {
    const suggestions = suggestionsOf(await signBy(featured, samir, lumbarPuncture()));
    const created = suggestions.filter(({ actions }) => actions.length > 1);
    expect(created).toHaveLength(1);
    for (const { actions, actionSelectionBehavior } of suggestions) {
      expect(actionSelectionBehavior).toBe(actions.length > 1 ? 'any' : undefined);
    }
  });

  test('is not sent to any other', async () => {
    const suggestions = suggestionsOf(await signBy(plain, samir, lumbarPuncture()));
    expect(suggestions.filter(({ actions }) => actions.length > 1)).toHaveLength(1);
    for (const suggestion of suggestions) {
      expect(Object.keys(suggestion)).not.toContain('actionSelectionBehavior');
    }
  });
});

describe('EXT-02 explain', () => {
  test('tells a client that asked for it why the rules were silent and what was fetched', async () => {
    const { body } = await signBy(featured, george, contrastMri, true);
    expect(body.cards).toEqual([]);
    const evaluation = body.extension['cauda.evaluation'];
    expect(evaluation).toMatchObject({
      silent: expect.arrayContaining([
        { card: 'contrast-mri-under-six-months', because: expect.any(String) },
      ]),
      prefetch: { procedures: 'fhir' },
    });
    expect(evaluation.fhirRequests).toHaveLength(keysOfMri.length);
    expect(JSON.stringify(body)).not.toContain(authorization.access_token);
    expect(cauda.logged.join('')).not.toContain(george.id);
  });

  test('HTTP-02 says nothing to any other', async () => {
    expect((await signBy(plain, george, contrastMri, true)).body).toEqual({ cards: [] });
    const { body } = await signBy(plain, amara, contrastMri);
    expect(body.cards).toHaveLength(1);
    expect(body.extension).toBeUndefined();
  });
});

test('Server-Timing holds counts and times, no query and no id', async () => {
  for (const served of [true, false]) {
    const { headers } = await signBy(plain, george, contrastMri, served);
    const timing = headers.get('server-timing') ?? '';
    expect(timing).toMatch(/^total;dur=[\d.]+, prefetch;desc="\d+ hit, \d+ fetched, \d+ missing"/);
    expect(timing).not.toMatch(/george|patient|\?/i);
  }
});
