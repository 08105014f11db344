import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readdirSync } from 'node:fs';
import { readReleasedCard, versionsFolder } from '../../src/versions/released-cards.ts';
import { Cauda } from '../support/cauda.ts';
import { lumbarMri } from '../support/orders.ts';
import { patient } from '../support/patients.ts';

const id = 'contrast-mri-under-six-months';
let cauda: Cauda;
beforeAll(async () => {
  cauda = await Cauda.start();
});
afterAll(() => cauda.close());

const get = (path: string, accept = 'application/json') =>
  fetch(cauda.url + path, { headers: { accept } });
const json = async (path: string): Promise<any> => (await get(path)).json();
const currentOf = async (card: string): Promise<number> => (await json(`/cards/${card}`)).version;

describe('A card as it was', () => {
  test('every version that is kept is served, as data and as a page that says that it is old', async () => {
    for (const card of readdirSync(versionsFolder).filter((name) => !name.endsWith('.json'))) {
      const { version: current, versions } = await json(`/cards/${card}`);
      expect(versions.at(-1)).toBe(current);
      for (const version of versions.filter((each: number) => each < current)) {
        const path = `/cards/${card}?version=${version}`;
        const kept = readReleasedCard(card, version).page;
        expect(await json(path)).toMatchObject({
          id: card,
          version,
          isCurrent: false,
          currentVersion: current,
          wordings: kept.wordings,
          figures: kept.figures.map(({ label, printed }) => ({ label, printed })),
          thresholds: kept.thresholds.map(({ name }) => ({ name })),
        });
        const html = await (await get(path, 'text/html')).text();
        expect(html).toContain('This is not the current version.');
        expect(html).toContain(`href="/cards/${card}"`);
        expect(html).not.toMatch(/undefined|\[object|\{\{/);
      }
    }
  });

  test('its words and figures are those of then', async () => {
    const first = await json(`/cards/${id}?version=1`);
    const now = await json(`/cards/${id}`);
    expect(first.wordings[0].summary).toMatch(/^Under 6 months after disc surgery/);
    expect(now.wordings[0].summary).not.toBe(first.wordings[0].summary);
    expect(first.figures.map(({ printed }: any) => printed)).toContain(
      '10/18 (55.6%; 95% interval 33.7–75.4; P=.35)',
    );
  });

  test('the current one, asked for by its number, is the page itself', async () => {
    const current = await currentOf(id);
    expect(await json(`/cards/${id}?version=${current}`)).toEqual(await json(`/cards/${id}`));
    const html = await (await get(`/cards/${id}?version=${current}`, 'text/html')).text();
    expect(html).not.toContain('not the current version');
    expect(html).toContain(`/cards/${id}?version=1`);
  });

  test.each(['0', '999', '007000'])('version %s is 404 and says which there are', async (asked) => {
    const answer = await get(`/cards/${id}?version=${asked}`);
    expect(answer.status).toBe(404);
    const { issue } = (await answer.json()) as any;
    expect(JSON.stringify(issue)).toMatch(/There are 1, 2, .*is the current one/);
  });

  test.each(['', 'two', '-1', '1.5', '1&version=2', '1e1', '../1', '99999999999'])(
    'version=%s is no number of a version: 400',
    async (asked) => {
      expect((await get(`/cards/${id}?version=${asked}`)).status).toBe(400);
    },
  );

  test('an unknown card is 404, whatever its version', async () => {
    expect((await get('/cards/no-such-card?version=1')).status).toBe(404);
    expect((await get('/cards/..%2Fevidence?version=1')).status).toBe(404);
  });
});

describe('A card that goes out', () => {
  test('links to the page of its version, and says what it was made of', async () => {
    const amara = patient('amara-contrast-mri-10-weeks');
    const { cards } = await cauda.sign(amara, lumbarMri('without-and-with'));
    const version = await currentOf(id);
    expect(cards[0].links[0]).toMatchObject({ url: `${cauda.url}/cards/${id}?version=${version}` });
    expect((await fetch(cards[0].links[0].url)).status).toBe(200);
    expect(cards[0].extension['cauda.basis']).toEqual({
      card: id,
      version,
      ruleVersion: expect.stringMatching(/^[0-9a-f]{16}$/),
      settingsHash: expect.stringMatching(/^[0-9a-f]{16}$/),
      serviceVersion: expect.stringMatching(/^\d+\.\d+\.\d+/),
      wording: 'standard',
      sourceAttributes: {
        bibliographicCitation: expect.arrayContaining([
          { citation: expect.stringContaining('Lee YS'), url: expect.stringMatching(/^https:/) },
        ]),
        developer: 'The Cauda project',
        fundingSource: 'none',
        releasedOn: '2026-11-20',
        revisedOn: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
        reviewed: 'none',
      },
    });
  });

  test('other thresholds are another settings hash; the same ones the same', async () => {
    const amara = patient('amara-contrast-mri-10-weeks');
    const hashAt = async (site: object) => {
      const other = await Cauda.start({ site });
      const { cards } = await other.sign(amara, lumbarMri('without-and-with'));
      await other.close();
      return cards[0].extension['cauda.basis'].settingsHash;
    };
    const settings = { underMonths: 5 };
    const usual = await hashAt({});
    const changed = await hashAt({ cards: { [id]: { settings } } });
    expect(changed).not.toBe(usual);
    expect(await hashAt({ cards: { [id]: { settings } } })).toBe(changed);
    // What facts are read by belongs to it, a contact does not.
    expect(await hashAt({ includeDecompression: true })).not.toBe(usual);
    expect(
      await hashAt({ contacts: { neurology: { label: 'N', url: 'https://n.example.org' } } }),
    ).toBe(usual);
  });
});
