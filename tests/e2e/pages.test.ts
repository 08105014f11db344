import { afterEach, describe, expect } from '@jest/globals';
import type { Page } from 'playwright-core';
import { seriousFaults } from './axe.ts';
import { browserStage, inBrowser } from './browser.ts';

const on = browserStage();
afterEach(() => expect(on.complaints).toEqual([]));

const lookedUp =
  '/agreement?months=20&enhancement=present&thickening=present&displacement=present&fibrosis=absent';
const paths = ['/', '/cards', '/cards/root-enhancement-after-six-months', '/guide', lookedUp];
const go = (page: Page, path: string) => page.goto(`${on.cauda!.url}${path}`);

describe.each(['light', 'dark'] as const)('In the %s', (colorScheme) => {
  for (const width of [1440, 390]) {
    inBrowser(
      `no serious fault, nothing to scroll sideways, ${width} px wide`,
      async ({ page }) => {
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
        await page.setViewportSize({ width, height: 844 });
        for (const path of paths) {
          await go(page, path);
          const overflow = await page.evaluate(
            'document.documentElement.scrollWidth - document.documentElement.clientWidth',
          );
          expect([path, await seriousFaults(page), overflow]).toEqual([path, [], 0]);
        }
      },
      on,
      180_000,
    );
  }
});

/** Sides of paper that a page takes, as Chromium prints it. */
async function sides(page: Page, format: 'A4' | 'Letter'): Promise<number> {
  const pdf = (await page.pdf({ format, printBackground: true })).toString('latin1');
  return (pdf.match(/\/Type\s*\/Page\b/g) ?? []).length;
}

describe('On paper', () => {
  /** The longest pages, and the sides that each may take: a sheet has two. */
  const atMost = [
    ['/guide', 2],
    ['/cards/coagulation-before-lumbar-puncture', 4],
    ['/cards/enhancing-root-differs-from-painful-root', 2],
    ['/cards/root-enhancement-after-six-months', 4],
  ] as const;

  inBrowser(
    'the guide and the longest cards take two sheets of A4 or Letter, the guide one',
    async ({ page }) => {
      for (const [path, most] of atMost) {
        await go(page, path);
        const taken = [await sides(page, 'A4'), await sides(page, 'Letter')];
        expect([path, taken.filter((count) => count > most)]).toEqual([path, []]);
      }
    },
    on,
    180_000,
  );
});

const fraction = (page: Page) => page.locator('.fraction').innerText();
const tick = (page: Page, finding: string, told: string) =>
  page
    .getByRole('group', { name: finding })
    .getByRole('radio', { name: told, exact: true })
    .check();

describe('The look-up', () => {
  inBrowser(
    'answers at each tick, keeps the address, and says the same as a page loaded anew',
    async ({ page }) => {
      await go(page, '/agreement');
      expect(await fraction(page)).toBe('84 of 140');
      const steps = [
        ['Root enhancement', 'present', '77 of 92'],
        ['Root thickening', 'present', '50 of 57'],
        ['Recurrent herniation', 'present', '29 of 33'],
        ['Root displacement', 'present', '16 of 17'],
        ['Root enhancement', 'not told', '23 of 27'],
        ['Root enhancement', 'absent', '41 of 48'],
        ['Root enhancement', 'present', '16 of 17'],
      ] as const;
      for (const [finding, told, expected] of steps) {
        await tick(page, finding, told);
        await page.locator('.fraction', { hasText: expected }).waitFor();
      }
      await page.getByLabel('Months from disc surgery to the scan').fill('4');
      await page.locator('.fraction', { hasText: '10 of 18' }).waitFor();
      const live = await page.locator('#answer').innerText();
      expect(await page.locator('#said').textContent()).toContain('10 of 18');
      expect(new URL(page.url()).search).toBe(
        '?months=4&enhancement=present&thickening=present&displacement=present&herniation=present',
      );
      await page.reload();
      expect(await page.locator('#answer').innerText()).toBe(live);
    },
    on,
    180_000,
  );

  inBrowser(
    'works by keyboard',
    async ({ page }) => {
      await go(page, '/agreement');
      await page.getByLabel('Months from disc surgery to the scan').focus();
      await page.keyboard.press('Tab');
      // "not told" is chosen; one step back in a group of radio buttons is "absent".
      await page.keyboard.press('ArrowLeft');
      await page.locator('.fraction', { hasText: '41 of 48' }).waitFor();
    },
    on,
    180_000,
  );

  inBrowser(
    'works without JavaScript, and without a month that is no number',
    async ({ page, cauda }) => {
      const context = await page.context().browser()!.newContext({ javaScriptEnabled: false });
      try {
        const plain = await context.newPage();
        await plain.goto(`${cauda.url}/agreement`);
        await plain.getByLabel('Months from disc surgery to the scan').fill('20');
        await tick(plain, 'Root enhancement', 'present');
        await plain.getByRole('button', { name: 'Look up' }).click();
        await plain.waitForURL(/months=20/);
        expect(await fraction(plain)).toBe('63 of 72');
        await plain.goto(`${cauda.url}/agreement?months=soon&enhancement=present`);
        expect(await plain.getByRole('alert').innerText()).toContain('months is a number');
        expect(await plain.getByRole('button', { name: 'Look up' }).isVisible()).toBe(true);
      } finally {
        await context.close();
      }
    },
    on,
    180_000,
  );
});
