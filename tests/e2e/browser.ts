import { afterAll, beforeAll, beforeEach, test } from '@jest/globals';
import { existsSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { Cauda, type CaudaOptions } from '../support/cauda.ts';

/** Where Debian, Ubuntu and the usual installers put it; CHROMIUM names another. */
const places = [
  process.env['CHROMIUM'],
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
];
export const chromiumPath = places.find((path) => path !== undefined && existsSync(path));

if (chromiumPath === undefined) {
  process.stderr.write(
    'Browser tests SKIPPED: no Chromium on this machine (apt-get install chromium).\n',
  );
}

type Body = (on: { page: Page; cauda: Cauda; complaints: string[] }) => Promise<void>;

/** A test in a real browser; on a machine without Chromium it is skipped and says so. */
export function inBrowser(name: string, body: Body, on: Stage, timeoutMs = 240_000): void {
  if (chromiumPath === undefined) {
    test.skip(`SKIPPED, no Chromium on this machine (apt-get install chromium): ${name}`, () =>
      undefined);
  } else test(name, () => body(on as Required<Stage>), timeoutMs);
}

export interface Stage {
  page?: Page;
  cauda?: Cauda;
  /** What the browser complained of. */
  readonly complaints: string[];
}

/**
 * One server, one browser and one page for a file. Each test finds the page empty and as large as
 * ever: closing a window and opening the next costs Chromium more than most tests do.
 */
export function browserStage(options: CaudaOptions = {}): Stage {
  const on: Stage = { complaints: [] };
  if (chromiumPath === undefined) return on;
  let browser: Browser;
  let page: Page;
  beforeAll(async () => {
    const { chromium } = await import('playwright-core');
    on.cauda = await Cauda.start(options);
    browser = await chromium.launch({
      executablePath: chromiumPath,
      // Chromium's own sandbox cannot be used by root, which a container's user often is.
      args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
    });
    page = await browser.newPage();
    // A bound for what never comes; a busy machine takes long.
    page.setDefaultTimeout(90_000);
    on.page = page;
  }, 180_000);
  beforeEach(async () => {
    // The last test's page is gone before anybody listens to this one's.
    await page.goto('about:blank');
    page.removeAllListeners();
    on.complaints.length = 0;
    await page.context().clearCookies();
    await page.emulateMedia({ colorScheme: null, reducedMotion: null });
    await page.setViewportSize({ width: 1440, height: 900 });
    page.on('pageerror', (error) => on.complaints.push(error.message));
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) on.complaints.push(message.text());
    });
  });
  afterAll(async () => {
    await browser.close();
    await on.cauda?.close();
  });
  return on;
}
