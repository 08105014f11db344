import { expect } from '@jest/globals';
import type { Page } from 'playwright-core';
import { seriousFaults } from '../axe.ts';
import { inBrowser, type Stage } from '../browser.ts';
import { anneke, maria, open, sign } from './page.ts';

/** How far the page is wider than its window, in pixels. */
const overflow = (page: Page) =>
  page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');

export function everybody(on: Stage): void {
  // Each scheme and each width once: colours do not depend on the width, nor places on the scheme.
  for (const [colorScheme, width] of [
    ['light', 1440],
    ['dark', 390],
  ] as const) {
    inBrowser(
      `axe finds no serious fault (${colorScheme}, ${width} px wide)`,
      async ({ page, cauda }) => {
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
        await page.setViewportSize({ width, height: 844 });
        await page.goto(cauda.url);
        expect(await seriousFaults(page)).toEqual([]);
        await open(on, anneke);
        await sign(page);
        await page.getByText('Evidence and what was read').first().click();
        expect(await seriousFaults(page)).toEqual([]);
        await page.keyboard.press('Escape');
        await page.getByText('Break it on purpose').click();
        await page.getByText('Response', { exact: true }).first().click();
        expect(await seriousFaults(page)).toEqual([]);
        expect(await overflow(page)).toBe(0);
        await open(on, maria, '&present');
        await page.locator('.strip button').nth(7).click();
        await page.waitForSelector('dialog[open] .card');
        expect(await seriousFaults(page)).toEqual([]);
        expect(await overflow(page)).toBe(0);
      },
      on,
    );
  }

  inBrowser(
    'by keyboard alone: skip to the orders, sign, choose a reason, sign past, land on the orders',
    async () => {
      const page = await open(on, maria);
      await page.keyboard.press('Tab');
      await page.keyboard.press('Enter');
      for (let presses = 0; presses < 12; presses += 1) {
        await page.keyboard.press('Tab');
        if ((await page.locator(':focus').getAttribute('id')) === 'sign') break;
      }
      await page.keyboard.press('Enter');
      await page.waitForSelector('dialog[open] button:focus');
      expect(await page.locator('#status').innerText()).toContain('1 card');
      for (let presses = 0; presses < 12; presses += 1) {
        await page.keyboard.press('Shift+Tab');
        if ((await page.locator(':focus').getAttribute('type')) === 'radio') break;
      }
      await page.keyboard.press('Space');
      await page.locator('#sign-anyway').focus();
      await page.keyboard.press('Enter');
      await page.waitForSelector('.order.signed .stored');
      expect(await page.locator(':focus').getAttribute('id')).toBe('orders');
    },
    on,
  );
}
