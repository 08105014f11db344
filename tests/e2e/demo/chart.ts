import { expect } from '@jest/globals';
import type { Page } from 'playwright-core';
import { inBrowser, type Stage } from '../browser.ts';
import { lucia, maria, open, sign, texts } from './page.ts';

interface Box {
  readonly words: string;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** Where the browser put the timeline and its labels, once it is drawn for the width of its place. */
const drawn = (page: Page): Promise<{ plot: Box; labels: Box[] }> =>
  page.evaluate(async () => {
    // Tests know no browser's types.
    const { document, requestAnimationFrame } = globalThis as any;
    const place = document.querySelector('.timeline-box');
    const svg = () => place.querySelector('svg');
    while (svg()?.clientWidth !== place.clientWidth) {
      await new Promise((resolve) => requestAnimationFrame(resolve));
    }
    const box = (element: any) => {
      const { left, right, top, bottom } = element.getBoundingClientRect();
      return { words: element.textContent, left, right, top, bottom };
    };
    return { plot: box(svg()), labels: Array.from(svg().querySelectorAll('text'), box) };
  });

/** Pixels by which boxes may touch; boxes of lines hold room above and below their letters. */
const [ASIDE, ABOVE] = [0.5, 3];

/** Labels of the timeline that lie outside its plot, or on each other. */
async function labelsOffPlace(page: Page): Promise<string[]> {
  const { plot, labels } = await drawn(page);
  const outside = labels.filter(
    (each) =>
      each.left < plot.left - ASIDE ||
      each.right > plot.right + ASIDE ||
      each.top < plot.top - ASIDE ||
      each.bottom > plot.bottom + ASIDE,
  );
  const pairs = labels.flatMap((a, index) =>
    labels
      .slice(index + 1)
      .filter((b) => a.left < b.right - ASIDE && b.left < a.right - ASIDE)
      .filter((b) => a.top < b.bottom - ABOVE && b.top < a.bottom - ABOVE)
      .map((b) => `${a.words} on ${b.words}`),
  );
  return [...outside.map(({ words }) => `${words} outside`), ...pairs];
}

export function chart(on: Stage): void {
  inBrowser(
    'a card on opening quotes the report, leads to it, and the chart marks what was read',
    async ({ complaints }) => {
      const page = await open(on, lucia);
      const [card] = await texts(page, '[data-hook="patient-view"] .card');
      expect(card).toContain(
        '“Following contrast there is enhancement of the right L5 nerve root”',
      );
      await page.getByRole('button', { name: 'Show the report in the chart' }).click();
      const focused = page.locator(':focus');
      expect(await focused.innerText()).toContain('MRI lumbar spine without and with contrast');
      expect(await focused.innerText()).toContain('read by a card');
      expect(await focused.locator('pre').innerText()).toContain(
        'enhancement of the right L5 nerve root',
      );
      expect(complaints).toEqual([]);
    },
    on,
  );

  inBrowser(
    'the rows are marked that a card at signing rests on, and no others',
    async () => {
      const page = await open(on, maria);
      expect(await page.locator('.part .is-read').count()).toBe(0);
      await sign(page);
      const marked = (await texts(page, '.part .is-read')).join(' ');
      expect(marked).toContain('Primary lumbar discectomy');
      expect(marked).not.toContain('Arthroscopy');
    },
    on,
  );

  inBrowser(
    'the roots of report and examination stand side by side as the card names them',
    async () => {
      const page = await open(on, 'berit-other-root-examined');
      const pictures = await page
        .locator('.legs svg')
        .evaluateAll((all) => all.map((each) => each.getAttribute('aria-label')));
      expect(pictures).toEqual(['Report: left L5', 'Examination: left S1']);
      expect(await page.locator('.legs path.is-named').count()).toBe(2);
      await open(on, 'samuel-stocking-feet');
      expect(await page.locator('.legs').count()).toBe(0);
    },
    on,
  );

  inBrowser(
    'units are printed as a laboratory prints them; results that are not final say so',
    async () => {
      const page = await open(on, 'gwen-low-egfr');
      const results = await texts(page, '.part li');
      expect(results).toContainEqual(
        expect.stringMatching(/eGFR.*40 mL\/min\/1\.73 m².*preliminary/s),
      );
      // The banner has the newest final one.
      expect(await page.locator('#banner').innerText()).toMatch(/eGFR\s+22 mL\/min\/1\.73 m²/);
      await open(on, 'amara-contrast-mri-10-weeks');
      expect((await texts(page, '.part li')).join(' ')).toMatch(/\d °C/);
      expect((await texts(page, '.part li')).join(' ')).not.toMatch(/\bCel\b|10\*9|m2\b/);
    },
    on,
  );

  inBrowser(
    'another patient: from the top, said aloud, banner in sight; groups; previous and next',
    async () => {
      const page = await open(on, maria);
      await page.evaluate('window.scrollTo(0, 600)');
      expect(await page.locator('#banner').innerText()).toMatch(/Maria.*Allergies.*eGFR/s);
      const { top } = await page
        .locator('#banner')
        .evaluate((element) => element.getBoundingClientRect().toJSON());
      expect(top).toBeGreaterThanOrEqual(0);
      await page.getByRole('button', { name: 'Next patient' }).click();
      await page.locator('#status', { hasText: 'Chart of Lucia Invented-Ferrari' }).waitFor({
        state: 'attached',
      });
      expect(await page.evaluate('window.scrollY')).toBe(0);
      expect(await page.locator('h1').innerText()).toBe('Lucia Invented-Ferrari');
      await page.getByRole('button', { name: 'Previous patient' }).click();
      await page.locator('h1', { hasText: 'Maria' }).waitFor();
      const groups = await page
        .locator('#patient optgroup')
        .evaluateAll((all) => all.map((each) => each.getAttribute('label')));
      expect(groups.length).toBeGreaterThan(4);
    },
    on,
  );

  inBrowser(
    'every story opens without a complaint; labels of the timeline inside it and off each other',
    async ({ page, complaints }) => {
      await open(on);
      const ids = await page
        .locator('#patient option')
        .evaluateAll((options) => options.map((option) => option.getAttribute('value') ?? ''));
      expect(ids.length).toBeGreaterThanOrEqual(50);
      const faults: unknown[] = [];
      for (const id of ids) {
        await page.locator('#patient').selectOption(id);
        await page.waitForURL(`**/demo?patient=${id}`);
        await page.waitForSelector('[data-hook="patient-view"]');
        const drafts = await page.locator('.order').count();
        const said = await texts(page, '[data-hook="patient-view"]');
        if (drafts === 0 && said[0] === '') faults.push([id, 'nothing to press or to read']);
        for (const width of [390, 1024, 1440, 1920]) {
          await page.setViewportSize({ width, height: 900 });
          for (const fault of await labelsOffPlace(page)) faults.push([id, width, fault]);
        }
      }
      expect(faults).toEqual([]);
      expect(complaints).toEqual([]);
    },
    on,
    600_000,
  );
}
