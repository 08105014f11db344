import { expect } from '@jest/globals';
import { inBrowser, type Stage } from '../browser.ts';
import { calls, maria, open, sign, texts } from './page.ts';

const mishaps = [
  ['FHIR answers 500', '412', 'could not look'],
  ['FHIR sends HTML', '412', 'could not look'],
  ['Expired token', '401', 'The token had expired'],
  ['Replayed token', '401', 'came a second time'],
  ['Forged token', '401', 'does not fit the key'],
  ['No prefetch', '200', 'which Cauda asked itself'],
  ['Half the prefetch', '200', 'from prefetch and the FHIR server'],
  ['Paged lists', '200', 'One card'],
  ['Prefetch says null', '200', 'null means “there is none”'],
  ['Nothing broken', '200', 'One card'],
] as const;

export function breaking(on: Stage): void {
  inBrowser(
    'each mishap has its status and a sentence that says what it means; none signs anything',
    async () => {
      const page = await open(on, maria);
      await sign(page);
      await page.getByRole('button', { name: 'Back to the order' }).click();
      await page.getByText('Break it on purpose').click();
      for (const [mishap, status, meaning] of mishaps) {
        const before = (await calls(page)).length;
        await page.getByRole('button', { name: mishap, exact: true }).click();
        await page.locator('#wire-body .hook').nth(before).waitFor();
        const [said] = await texts(page, '.exchange[open]');
        expect([mishap, said]).toEqual([mishap, expect.stringContaining(meaning)]);
        expect(said).toContain(status);
      }
      expect(await page.locator('dialog[open], .order.signed').count()).toBe(0);
    },
    on,
    600_000,
  );

  inBrowser(
    'advice that could not be had does not stop the doctor, who is told why',
    async () => {
      const page = await open(on, maria);
      await page.getByText('Break it on purpose').click();
      await page.getByRole('button', { name: 'FHIR answers 500' }).click();
      await page.locator('#wire-body .status', { hasText: '412' }).waitFor();
      await page.locator('#sign').click();
      await page.waitForSelector('dialog[open] .notice');
      await page.getByRole('button', { name: 'Sign the order without advice' }).click();
      await page.waitForSelector('.order.signed .stored');
    },
    on,
  );
}
