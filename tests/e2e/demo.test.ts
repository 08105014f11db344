import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { describe, expect } from '@jest/globals';
import type { Page } from 'playwright-core';
import { conditionClinical, CPT, SNOMED } from '../support/patients.ts';
import { browserStage, inBrowser } from './browser.ts';

const on = browserStage();
const maria = 'maria-discectomy-2024';
const lucia = 'lucia-report-enhancement-3-months';

async function open(page: Page, patient = ''): Promise<void> {
  await page.goto(`${on.cauda!.url}/demo${patient && `?patient=${patient}`}`);
  await page.waitForSelector('[data-hook="patient-view"]');
}

async function sign(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Sign order/ }).click();
  await page.waitForSelector('[data-hook="order-sign"]');
}

const texts = (page: Page, selector: string) => page.locator(selector).allInnerTexts();

/** Ids of the service calls that the wire shows, newest first. */
const calls = (page: Page) => texts(page, '#wire-body .hook');

describe('The first visit', () => {
  inBrowser(
    'one click shows a card; a suggestion changes the order; it is signed as changed',
    async ({ page, cauda }) => {
      await page.goto(cauda.url);
      await page.getByRole('link', { name: 'Open the demo EHR' }).click();
      await page.waitForSelector('[data-hook="patient-view"]');
      expect(await page.locator('h1').innerText()).toContain('Maria');
      expect(await texts(page, '.card')).toEqual([]);
      await sign(page);
      expect(await texts(page, '[data-hook="order-sign"] .card h3')).toEqual([
        expect.stringContaining('and leg pain: contrast can help separate scar from disc'),
      ]);
      expect(await texts(page, '.order h3')).toEqual(['MRI lumbar spine without contrast']);

      await page.getByRole('button', { name: 'Change to MRI without and with contrast' }).click();
      await page.getByText(/^Accepted: .* feedback stored/).waitFor();
      expect(await texts(page, '.order h3')).toEqual([
        'MRI lumbar spine without and with contrast',
      ]);
      expect(await texts(page, '.order .diff del')).toContain('72148');
      expect(await texts(page, '.order .diff ins')).toContain('72158');
      expect(await texts(page, '.suggestion')).toEqual([]);
      expect(await calls(page)).toEqual(['feedback', 'order-sign', 'patient-view', 'discovery']);

      await page.getByRole('button', { name: 'Sign the changed order' }).click();
      expect(await texts(page, '.order.signed h3')).toEqual([
        'MRI lumbar spine without and with contrast',
      ]);
      expect(on.complaints).toEqual([]);
    },
    on,
  );

  inBrowser(
    'nothing is asked of any other host',
    async ({ page, cauda }) => {
      const hosts = new Set<string>();
      page.on('request', (request) => hosts.add(new URL(request.url()).origin));
      await open(page);
      await sign(page);
      expect([...hosts]).toEqual([cauda.url]);
    },
    on,
  );
});

describe('An answer to a card', () => {
  inBrowser(
    'an override with a reason and a comment becomes a row in the store',
    async ({ page, cauda }) => {
      await open(page, maria);
      await sign(page);
      const [, report] = await Promise.all([
        page
          .getByText('Override…')
          .click()
          .then(async () => {
            await page
              .getByLabel('Reason', { exact: true })
              .last()
              .selectOption('Contrast not wanted');
            await page.getByLabel(/Comment/).fill('said the patient of the demo');
            await page.getByRole('button', { name: 'Override', exact: true }).click();
          }),
        page.waitForRequest((request) => request.url().endsWith('/feedback')),
      ]);
      await page.getByText('Overridden: Contrast not wanted. Feedback stored.').waitFor();
      const { feedback } = report.postDataJSON();
      expect(feedback).toMatchObject([
        {
          outcome: 'overridden',
          overrideReason: {
            reason: { code: 'contrast-not-wanted' },
            userComment: 'said the patient of the demo',
          },
        },
      ]);
      // The same once more is known to the store: the row is there.
      const again = await cauda.store.appendFeedback(
        'Demo EHR',
        'lumbar-mri-order-sign',
        [
          {
            cardUuid: feedback[0].card,
            outcome: 'overridden',
            outcomeAt: feedback[0].outcomeTimestamp,
            acceptedSuggestions: [],
          },
        ],
        new Date(),
      );
      expect(again).toMatchObject([{ result: 'repeated' }]);
    },
    on,
  );
});

describe('Opening a chart', () => {
  inBrowser(
    'the card quotes the report, and leads to it',
    async ({ page }) => {
      await open(page, lucia);
      const [card] = await texts(page, '[data-hook="patient-view"] .card');
      expect(card).toContain(
        '“Following contrast there is enhancement of the right L5 nerve root”',
      );
      await page.getByRole('button', { name: 'Show the report in the chart' }).click();
      const focused = page.locator(':focus');
      expect(await focused.innerText()).toContain('MRI lumbar spine without and with contrast');
      expect(await focused.locator('pre').innerText()).toContain(
        'enhancement of the right L5 nerve root',
      );
      expect(on.complaints).toEqual([]);
    },
    on,
  );

  inBrowser(
    'a patient without lumbar surgery: no card, and the wire says which rule was silent and why',
    async ({ page }) => {
      await open(page, 'george-unoperated');
      await sign(page);
      expect(await texts(page, '.card')).toEqual([]);
      expect(await texts(page, '.order.signed h3')).toEqual(['MRI lumbar spine without contrast']);
      const [verdicts] = await texts(page, '.exchange[open] .verdicts');
      expect(verdicts).toContain('contrast-option-after-disc-surgery');
      expect(verdicts).toContain('no lumbar disc surgery is recorded');
    },
    on,
  );

  inBrowser(
    'every story opens without a complaint and has something to press or to read',
    async ({ page }) => {
      await open(page);
      const ids = await page
        .locator('#patient option')
        .evaluateAll((options) => options.map((option) => option.getAttribute('value') ?? ''));
      expect(ids.length).toBeGreaterThanOrEqual(12);
      for (const id of ids) {
        await page.locator('#patient').selectOption(id);
        await page.waitForURL(`**/demo?patient=${id}`);
        await page.waitForSelector('[data-hook="patient-view"]');
        const drafts = await page.locator('.order').count();
        const said = await texts(page, '[data-hook="patient-view"]');
        expect([id, drafts > 0 || said[0] !== '']).toEqual([id, true]);
      }
      expect(on.complaints).toEqual([]);
    },
    on,
    180_000,
  );
});

describe('An order that is composed', () => {
  inBrowser(
    'a nerve root block and an X-ray are added, changed and removed; order-select is called each time',
    async ({ page }) => {
      await open(page, 'george-unoperated');
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
});

describe('Broken on purpose', () => {
  const broken = async (page: Page, mishap: string) => {
    await open(page, maria);
    await sign(page);
    await page.getByText('Break it on purpose').click();
    const before = (await calls(page)).length;
    await page.getByRole('button', { name: mishap, exact: true }).click();
    await page.locator('#wire-body .hook').nth(before).waitFor();
    return (await texts(page, '.exchange[open]'))[0] ?? '';
  };

  for (const [mishap, status, meaning] of [
    ['FHIR answers 500', '412', 'could not look'],
    ['FHIR sends HTML', '412', 'could not look'],
    ['Expired token', '401', 'The token had expired'],
    ['Replayed token', '401', 'came a second time'],
    ['Forged token', '401', 'does not fit the key'],
    ['No prefetch', '200', 'which Cauda asked itself'],
    ['Half the prefetch', '200', 'from prefetch and the FHIR server'],
    ['Paged lists', '200', 'One card'],
    ['Prefetch says null', '200', 'null means “there is none”'],
  ] as const) {
    inBrowser(
      `${mishap}: ${status}, and a sentence that says what it means`,
      async ({ page }) => {
        const said = await broken(page, mishap);
        expect(said).toContain(status);
        expect(said).toContain(meaning);
      },
      on,
    );
  }
});

describe('Everybody can use it', () => {
  const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
  /** Serious and critical faults that axe finds. */
  async function seriousFaults(page: Page): Promise<unknown> {
    // As a devtool would: the page's own policy allows no foreign script.
    const session = await page.context().newCDPSession(page);
    await session.send('Runtime.evaluate', { expression: axe });
    const { result } = await session.send('Runtime.evaluate', {
      expression: `axe.run(document).then(({ violations, passes }) => JSON.stringify([
        ...(passes.length < 8 ? ['axe did not look'] : []),
        ...violations
          .filter(({ impact }) => impact === 'serious' || impact === 'critical')
          .map(({ id, nodes }) => [id, ...nodes.map(({ target }) => target.join(' '))])]))`,
      awaitPromise: true,
    });
    return JSON.parse(result.value);
  }

  for (const colorScheme of ['light', 'dark'] as const) {
    for (const width of [1440, 390]) {
      inBrowser(
        `axe finds no serious fault (${colorScheme}, ${width} px wide)`,
        async ({ page }) => {
          await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
          await page.setViewportSize({ width, height: 844 });
          await page.goto(on.cauda!.url);
          expect(await seriousFaults(page)).toEqual([]);
          await open(page, maria);
          await sign(page);
          await page.getByText('Break it on purpose').click();
          await page.getByText('Override…').click();
          await page.getByText('Response', { exact: true }).first().click();
          expect(await seriousFaults(page)).toEqual([]);
          const overflow = await page.evaluate(
            'document.documentElement.scrollWidth - document.documentElement.clientWidth',
          );
          expect(overflow).toBe(0);
        },
        on,
      );
    }
  }

  inBrowser(
    'by keyboard alone: skip to the orders, sign, land on the advice',
    async ({ page }) => {
      await open(page, maria);
      await page.keyboard.press('Tab');
      await page.keyboard.press('Enter');
      for (let presses = 0; presses < 12; presses += 1) {
        await page.keyboard.press('Tab');
        if ((await page.locator(':focus').getAttribute('id')) === 'sign') break;
      }
      await page.keyboard.press('Enter');
      await page.waitForSelector('[data-hook="order-sign"]:focus');
      expect(await page.locator('#status').innerText()).toContain('1 card');
    },
    on,
  );
});

describe('A patient of one’s own', () => {
  inBrowser(
    'a Bundle with a fault is refused in words; a good one is opened',
    async ({ page }) => {
      await open(page);
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
      await open(page);
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
});
