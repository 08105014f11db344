import { expect } from '@jest/globals';
import { inBrowser, type Stage } from '../browser.ts';
import { george, open, texts } from './page.ts';

export function composing(on: Stage): void {
  inBrowser(
    'another order is added, changed and removed; order-select is called each time',
    async () => {
      const page = await open(on, george);
      await page.getByLabel('Add an order').selectOption('X-ray of the chest');
      await page.getByRole('button', { name: 'Add order' }).click();
      await page.waitForSelector('[data-hook="order-select"]');
      expect(await texts(page, '.order h3')).toEqual([
        'MRI lumbar spine without contrast',
        'X-ray of the chest',
      ]);
      const body = page.waitForRequest((request) => request.url().endsWith('order-select'));
      await page.getByLabel('Priority').first().selectOption('stat');
      const { context } = (await body).postDataJSON();
      expect(context.draftOrders.entry[0].resource).toMatchObject({ priority: 'stat' });
      expect(context.selections).toEqual([
        `ServiceRequest/${context.draftOrders.entry[0].resource.id}`,
      ]);
      await page.getByRole('button', { name: 'Remove X-ray of the chest' }).click();
      expect(await texts(page, '.order h3')).toEqual(['MRI lumbar spine without contrast']);
    },
    on,
  );
}
