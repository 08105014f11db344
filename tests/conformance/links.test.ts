import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Cauda } from '../support/cauda.ts';
import { amara, answersWithCards } from './corpus.ts';

let cauda: Cauda;
let links: readonly any[];
beforeAll(async () => {
  cauda = await Cauda.start();
  links = (await answersWithCards(cauda)).flatMap(({ cards }) =>
    cards.flatMap((card) => card.links),
  );
});
afterAll(() => cauda.close());

test('CARD-17 LINK-01 every card has a link with a label', () => {
  expect(links.length).toBeGreaterThan(4);
  for (const { label } of links) expect(label).toMatch(/\S/);
});

test('LINK-03 LINK-06 LINK-08 cds-resp-3 links are absolute, without appContext and autolaunch', () => {
  for (const link of links) expect(Object.keys(link).sort()).toEqual(['label', 'type', 'url']);
  for (const { type } of links) expect(type).toBe('absolute');
});

test('LINK-02 LINK-04 LINK-10 each leads to the evidence page of its card under the public URL', async () => {
  for (const { url } of links) {
    expect(url.startsWith(`${cauda.url}/cards/`)).toBe(true);
    expect((await fetch(url)).status).toBe(200);
  }
});

test('CARD-10 LINK-07 no link holds anything of the patient', () => {
  for (const { url } of links) {
    expect(url).not.toContain(amara.id);
    // The version of the card, so that what was shown can be read as it was.
    expect(new URL(url).search + new URL(url).hash).toMatch(/^(\?version=\d+)?$/);
  }
});
