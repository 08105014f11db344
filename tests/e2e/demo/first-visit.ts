import { expect } from '@jest/globals';
import { inBrowser, type Stage } from '../browser.ts';
import { calls, sign, texts } from './page.ts';

export function firstVisit(on: Stage): void {
  inBrowser(
    'one click shows a card; a suggestion changes the order; it is signed as changed; no other host is asked',
    async ({ page, cauda, complaints }) => {
      const hosts = new Set<string>();
      page.on('request', (request) => hosts.add(new URL(request.url()).origin));
      await page.goto(cauda.url);
      await page.getByRole('link', { name: 'Open the demo EHR' }).click();
      await page.waitForSelector('[data-hook="patient-view"]');
      expect(await page.locator('h1').innerText()).toContain('Maria');
      expect(await texts(page, '.card')).toEqual([]);
      await sign(page);
      expect(await texts(page, 'dialog .card h3')).toEqual([
        expect.stringContaining('contrast can help separate scar from disc'),
      ]);
      expect(await texts(page, 'dialog .proposal h3')).toEqual([
        'MRI lumbar spine without contrast',
      ]);

      await page.getByRole('button', { name: 'Change to MRI without and with contrast' }).click();
      await page.getByText(/^Accepted: .* feedback stored/).waitFor();
      expect(await texts(page, 'dialog .proposal h3')).toEqual([
        'MRI lumbar spine without and with contrast instead of MRI lumbar spine without contrast',
      ]);
      expect(await texts(page, '.suggestion')).toEqual([]);
      await page.getByRole('button', { name: 'Sign the changed order' }).click();
      await page.waitForSelector('.order.signed .stored');
      expect(await texts(page, '.order.signed h3')).toEqual([
        'MRI lumbar spine without and with contrast',
      ]);
      expect(await texts(page, '.order .diff del')).toContain('72148');
      expect(await texts(page, '.order .diff ins')).toContain('72158');
      expect(await calls(page)).toEqual(['feedback', 'order-sign', 'patient-view', 'discovery']);
      expect([...hosts]).toEqual([cauda.url]);
      expect(complaints).toEqual([]);
    },
    on,
  );
}
