import { expect } from '@jest/globals';
import type { Page } from 'playwright-core';
import { noteTexts, waysToAccept, type Suggestion } from '../../support/accepting.ts';
import { inBrowser, type Stage } from '../browser.ts';
import { klara, open, texts } from './page.ts';

/** Signs, and gives the cards of the answer. */
async function signing(page: Page): Promise<any[]> {
  const [response] = await Promise.all([
    page.waitForResponse((each) => each.url().endsWith('order-sign')),
    page.locator('#sign').click(),
  ]);
  await page.waitForSelector('dialog[open] .card');
  return (await response.json()).cards;
}

export function twoCards(on: Stage): void {
  inBrowser(
    'whatever is taken, in whatever order, stands in the order on the FHIR server',
    async ({ page, cauda, complaints }) => {
      await open(on, klara);
      const cards = await signing(page);
      expect(cards.map(({ source }) => source.topic.code).sort()).toEqual([
        'gadolinium-and-kidney-function',
        'prior-gadolinium-reaction',
      ]);
      await page.getByRole('button', { name: 'Back to the order' }).click();
      const ways = waysToAccept(cards);
      expect(ways.length).toBeGreaterThan(4);
      const studies: unknown[] = [];
      const told: string[] = [];
      page.on('request', (request) => {
        if (!request.url().endsWith('/feedback')) return;
        told.push(...request.postDataJSON().feedback.map(({ outcome }: any) => outcome));
      });
      for (const way of ways) {
        const [order, taken] = await signedAfter(page, way);
        const read: any = await (await fetch(`${cauda.url}/demo/fhir/${order}`)).json();
        expect(read).toMatchObject({
          status: 'active',
          subject: { reference: `Patient/${klara}` },
        });
        for (const { actions } of taken) {
          for (const { resource } of actions) {
            expect(noteTexts(read)).toEqual(expect.arrayContaining([...noteTexts(resource)]));
            expect(read.code).toEqual(resource['code']);
          }
        }
        expect(new Set(noteTexts(read)).size).toBe(noteTexts(read).length);
        studies.push([way.length, noteTexts(read).length, read.code.coding[0].code]);
      }
      // Nothing was taken once; the card that offers nothing of its own is never said to be overridden.
      expect(told.filter((outcome) => outcome === 'overridden')).toHaveLength(1);
      expect(told.filter((outcome) => outcome === 'accepted')).toHaveLength(ways.length - 1);
      // A note can be had without a change of the study, and both notes together.
      expect(studies).toContainEqual([1, 1, '72158']);
      expect(studies).toContainEqual([1, 2, '72158']);
      expect(studies).toContainEqual([1, 2, '72148']);
      expect(complaints).toEqual([]);
    },
    on,
    600_000,
  );

  inBrowser(
    'what is signed stands in the chart’s searches until the patient is opened anew',
    async ({ page, cauda }) => {
      await open(on, klara);
      await signing(page);
      await page.locator('#sign-anyway').click();
      await page.waitForSelector('.order.signed .stored');
      const search = async (): Promise<any> =>
        (
          await fetch(`${cauda.url}/demo/fhir/ServiceRequest?patient=${klara}&status=active`)
        ).json();
      expect(await search()).toMatchObject({ total: 1 });
      await page.getByRole('button', { name: 'Start this patient over' }).click();
      await page.locator('.order:not(.signed)').waitFor();
      expect(await search()).toMatchObject({ total: 0 });
      expect(await texts(page, '.order .flag')).toEqual(['draft']);
    },
    on,
  );
}

/** Begins anew, signs, takes the offers of a way by their labels, and signs what came of it. */
async function signedAfter(
  page: Page,
  way: readonly Suggestion[],
): Promise<[string, readonly Suggestion[]]> {
  await page.getByRole('button', { name: 'Start this patient over' }).click();
  await page.waitForSelector('[data-hook="order-sign"]', { state: 'detached' });
  const offered: Suggestion[] = (await signing(page)).flatMap(
    ({ suggestions = [] }) => suggestions,
  );
  for (const { label } of way) {
    await page.getByRole('button', { name: label, exact: true }).click();
    await page.getByText(`Accepted: ${label}. The order is changed; feedback stored.`).waitFor();
  }
  await page.locator('#sign-anyway').click();
  const stored = page.locator('.order.signed .stored a');
  await stored.waitFor();
  return [
    await stored.innerText(),
    way.map(({ label }) => offered.find((each) => each.label === label)!),
  ];
}
