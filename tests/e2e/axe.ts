import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Serious and critical faults that axe finds on a page, with where they are. */
export async function seriousFaults(page: Page): Promise<unknown> {
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
  await session.detach();
  return JSON.parse(result.value as string);
}
