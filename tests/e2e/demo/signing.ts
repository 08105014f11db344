import { expect } from '@jest/globals';
import { inBrowser, type Stage } from '../browser.ts';
import { anneke, feedbackOf, george, maria, open, sign, texts } from './page.ts';

export function signing(on: Stage): void {
  inBrowser(
    'shows patient, order, title and two lines; the safe action is first and filled; evidence folds',
    async ({ complaints }) => {
      const page = await open(on, maria);
      await sign(page);
      const dialog = page.getByRole('dialog', { name: 'Before you sign' });
      expect(await dialog.locator('.alert-patient').innerText()).toMatch(
        /Maria Invented-Lopes.*female.*Allergies.*eGFR \d+/s,
      );
      expect(await dialog.locator('.card h3').count()).toBe(1);
      expect(await dialog.locator('.card > .detail > *').count()).toBeLessThanOrEqual(2);
      expect(await dialog.getByRole('radio').count()).toBeGreaterThan(2);
      expect(await dialog.locator('details.evidence').getAttribute('open')).toBeNull();
      const actions = dialog.locator('.alert-foot > button');
      expect(await actions.allInnerTexts()).toEqual([
        'Back to the order',
        'Sign the order as it stands',
      ]);
      expect(await actions.first().getAttribute('class')).toContain('primary');
      expect(await page.locator(':focus').innerText()).toBe('Back to the order');

      // Nothing is signed by leaving; the advice stays beside the order, and signing asks again.
      await page.keyboard.press('Escape');
      await page.waitForSelector('[data-hook="order-sign"] .card');
      expect(await texts(page, '.order.signed')).toEqual([]);
      await sign(page);
      expect(complaints).toEqual([]);
    },
    on,
  );

  inBrowser(
    'signed past with a reason and a comment: the feedback says so and is stored; the card folds',
    async ({ cauda }) => {
      const page = await open(on, maria);
      await sign(page);
      await page.getByLabel('Contrast not wanted').check();
      await page.getByText('Add a comment').click();
      await page.getByLabel(/Comment/).fill('said the patient of the demo');
      const [entry, ...more] = await feedbackOf(page, () =>
        page.getByRole('button', { name: 'Sign the order as it stands' }).click(),
      );
      expect([entry, more]).toMatchObject([
        {
          outcome: 'overridden',
          overrideReason: {
            reason: { code: 'contrast-not-wanted' },
            userComment: 'said the patient of the demo',
          },
        },
        [],
      ]);
      await page.getByText('Overridden: Contrast not wanted. Feedback stored.').waitFor();
      expect(await page.locator('.card.folded details').getAttribute('open')).toBeNull();
      expect(await page.locator('.suggestion, .card input').count()).toBe(0);
      // The same once more is known to the store: the row is there.
      const again = await cauda.store.appendFeedback(
        'Demo EHR',
        'lumbar-mri-order-sign',
        [
          {
            cardUuid: entry.card,
            outcome: 'overridden',
            outcomeAt: entry.outcomeTimestamp,
            acceptedSuggestions: [],
          },
        ],
        new Date(),
      );
      expect(again).toMatchObject([{ result: 'repeated' }]);
    },
    on,
  );

  for (const view of ['as a dialog', 'beside the order']) {
    inBrowser(
      `a critical card cannot be signed past without a reason, which is sent (${view})`,
      async () => {
        const page = await open(on, anneke);
        await page.getByLabel(view).check();
        const isDialog = view === 'as a dialog';
        await page.locator('#sign').click();
        const place = isDialog ? 'dialog[open]' : '[data-hook="order-sign"]';
        await page.waitForSelector(`${place} .card.critical`);
        const button = page.locator(isDialog ? '#sign-anyway' : '#sign');
        expect(await button.isDisabled()).toBe(true);
        const radio = page.locator(`${place} .card.critical input[type=radio]`).first();
        const reason = await radio.evaluate((input) => input.parentElement?.textContent?.trim());
        await radio.check();
        const [entry] = await feedbackOf(page, () => button.click());
        expect(entry).toMatchObject({
          outcome: 'overridden',
          overrideReason: { reason: { display: reason } },
        });
        await page.waitForSelector('.order.signed .stored');
      },
      on,
    );
  }

  inBrowser(
    'a critical card whose suggestion is taken can be signed',
    async () => {
      const page = await open(on, anneke);
      await sign(page);
      await page.locator('dialog .suggestion').first().click();
      await page.getByText(/^Accepted: .* feedback stored/).waitFor();
      await page.getByRole('button', { name: 'Sign the changed order' }).click();
      await page.waitForSelector('.order.signed .stored');
      expect(await texts(page, '.order.signed')).toEqual([expect.stringContaining('stat')]);
    },
    on,
  );

  inBrowser(
    'without a card the order is signed at once, and the wire says which rule was silent and why',
    async () => {
      const page = await open(on, george);
      await page.locator('#sign').click();
      await page.waitForSelector('.order.signed .stored');
      expect(await page.locator('dialog[open], .card').count()).toBe(0);
      const [verdicts] = await texts(page, '.exchange[open] .verdicts');
      expect(verdicts).toContain('contrast-option-after-disc-surgery');
      expect(verdicts).toContain('No lumbar disc surgery is recorded');
    },
    on,
  );
}
