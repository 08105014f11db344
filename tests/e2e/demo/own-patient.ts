import { expect } from '@jest/globals';
import { conditionClinical, CPT, SNOMED } from '../../support/patients.ts';
import { inBrowser, type Stage } from '../browser.ts';
import { open, texts } from './page.ts';

export function ownPatient(on: Stage): void {
  inBrowser(
    'a Bundle with a fault is refused in words; a good one is opened',
    async ({ page }) => {
      await open(on);
      await page.getByRole('button', { name: 'Add your own…' }).click();
      await page.getByLabel('Bundle (JSON)').fill('{"resourceType":"Patient"}');
      await page.getByRole('button', { name: 'Add', exact: true }).click();
      await page.getByText('This is not a FHIR Bundle').waitFor();
      const patient = {
        resourceType: 'Patient',
        id: 'own-1',
        name: [{ family: 'Own', given: ['Ottilie'] }],
      };
      await page.getByLabel('Bundle (JSON)').fill(
        JSON.stringify({
          resourceType: 'Bundle',
          type: 'collection',
          entry: [{ resource: patient }],
        }),
      );
      await page.getByRole('button', { name: 'Add', exact: true }).click();
      await page.getByRole('heading', { name: 'Ottilie Own' }).waitFor();
      expect(await page.locator('#patient').inputValue()).toBe('own-1');
    },
    on,
  );

  inBrowser(
    'hostile words of a chart stay words, in the chart, on the timeline and on the card',
    async ({ page }) => {
      const hostile = 'Words <img src=x onerror=alert(1)> [x](javascript:alert(2))';
      const subject = { reference: 'Patient/own-2' };
      const resources = [
        {
          resourceType: 'Patient',
          id: 'own-2',
          birthDate: '1970-01-01',
          name: [{ text: '<b onclick=alert(3)>Eve' }],
        },
        {
          resourceType: 'Procedure',
          id: 'own-2-surgery',
          status: 'completed',
          subject,
          code: { coding: [{ system: CPT, code: '63030' }], text: hostile },
          performedDateTime: '2024-10-20',
        },
        {
          resourceType: 'Condition',
          id: 'own-2-sciatica',
          clinicalStatus: { coding: [{ system: conditionClinical, code: 'active' }] },
          subject,
          code: { coding: [{ system: SNOMED, code: '23056005' }], text: hostile },
          onsetDateTime: '2026-10',
        },
      ];
      const asked: string[] = [];
      page.on('dialog', (dialog) => {
        asked.push(dialog.message());
        void dialog.dismiss();
      });
      await open(on);
      await page.getByRole('button', { name: 'Add your own…' }).click();
      await page.getByLabel('Bundle (JSON)').fill(
        JSON.stringify({
          resourceType: 'Bundle',
          type: 'collection',
          entry: resources.map((resource) => ({ resource })),
        }),
      );
      await page.getByRole('button', { name: 'Add', exact: true }).click();
      await page.getByRole('heading', { name: '<b onclick=alert(3)>Eve' }).waitFor();
      await page.getByLabel('Add an order').selectOption('MRI lumbar spine without contrast');
      await page.getByRole('button', { name: 'Add order' }).click();
      await page.waitForSelector('[data-hook="order-select"] .card');
      expect((await texts(page, '.card .detail')).join(' ')).toContain('onerror=alert(1)');
      expect(await page.locator('main img, main [onclick], main [onerror]').count()).toBe(0);
      expect(await page.locator('a[href^="javascript"]').count()).toBe(0);
      expect(asked).toEqual([]);
    },
    on,
  );
}
