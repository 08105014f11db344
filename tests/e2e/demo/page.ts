import type { Page } from 'playwright-core';
import type { Stage } from '../browser.ts';

export const maria = 'maria-discectomy-2024';
export const lucia = 'lucia-report-enhancement-3-months';
export const anneke = 'anneke-cauda-equina-signs';
export const klara = 'klara-low-egfr-and-gadobutrol';
export const george = 'george-unoperated';

/** Opens the demo with a patient, and waits for what opening the chart brings. */
export async function open(on: Stage, patient = '', query = ''): Promise<Page> {
  const page = on.page!;
  await page.goto(`${on.cauda!.url}/demo?patient=${patient}${query}`);
  await page.waitForSelector('[data-hook="patient-view"]');
  return page;
}

/** Presses the button that signs, and waits for the alert. */
export async function sign(page: Page): Promise<void> {
  await page.locator('#sign').click();
  await page.waitForSelector('dialog[open] .card');
}

export const texts = (page: Page, selector: string) => page.locator(selector).allInnerTexts();

/** Ids of the service calls that the wire shows, newest first. */
export const calls = (page: Page) => texts(page, '#wire-body .hook');

/** The feedback that a click sends. */
export async function feedbackOf(page: Page, click: () => Promise<void>): Promise<any[]> {
  const [request] = await Promise.all([
    page.waitForRequest((each) => each.url().endsWith('/feedback')),
    click(),
  ]);
  return request.postDataJSON().feedback;
}
