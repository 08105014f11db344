import { readFileSync } from 'node:fs';
import { expect } from '@jest/globals';
import { inBrowser, type Stage } from '../browser.ts';
import { maria, open, texts } from './page.ts';

export function presenting(on: Stage): void {
  inBrowser(
    'the steps of the script are buttons, the wire is hidden, letters are larger; each step works',
    async ({ page, complaints }) => {
      const size = () =>
        page.evaluate('parseFloat(getComputedStyle(document.documentElement).fontSize)');
      const step = (title: string) =>
        page.getByRole('button', { name: new RegExp(`^\\d+ ${title}$`) });
      await open(on, maria);
      const usual = await size();
      await open(on, maria, '&present');
      expect(await size()).toBeGreaterThan(Number(usual));
      expect(await page.locator('#wire').count()).toBe(0);
      const titles = await texts(page, '.strip button span');
      expect(titles.length).toBeGreaterThan(7);
      const script = readFileSync('docs/demo-script.md', 'utf8');
      expect(titles.filter((title) => !script.includes(`## ${title}`))).toEqual([]);
      for (const [index, title] of titles.entries()) {
        const button = step(title);
        await button.click();
        await page.locator('.strip [aria-current="step"]', { hasText: title }).waitFor();
        expect([index, await texts(page, '.notice')]).toEqual([index, []]);
      }
      await page.waitForSelector('dialog[open] .card.critical');
      // A step in the middle begins where its part begins.
      await step('The advice is taken').click();
      await page.getByText(/^Accepted: .* feedback stored/).waitFor();
      expect(complaints).toEqual([]);
    },
    on,
    600_000,
  );
}
