import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { marked } from 'marked';
import { chromium } from 'playwright-core';
import { escapeHtml } from '../src/pages/html.ts';

/**
 * Makes the pictures of the README (docs/demo-desktop.png, docs/demo-phone.png), and those of docs/cards.md: six
 * cards in the demo's dialog, and the same two in a client that shows only what an answer says.
 */
const patientsOfCards = [
  'anneke-cauda-equina-signs',
  'klara-low-egfr-and-gadobutrol',
  'maria-discectomy-2024',
  'gustav-apixaban-this-morning',
  'nils-pacemaker',
  'elif-pregnant-contrast',
];

/** An answer as the plainest client shows it: summary, and the detail folded or not. */
const plainClient = (
  cards: readonly { summary: string; detail?: string; source: { label: string } }[],
) =>
  `<!doctype html><meta charset="utf-8"><style>body{font:15px/1.4 sans-serif;margin:12px;width:600px}article{border:1px solid #888;padding:4px 12px;margin:0 0 10px}</style>${[
    false,
    true,
  ]
    .flatMap((isOpen) =>
      cards.map(
        ({ summary, detail = '', source }) =>
          `<article><p><b>${escapeHtml(summary)}</b></p><details${isOpen ? ' open' : ''}><summary>Details</summary>${marked.parse(escapeHtml(detail), { async: false })}</details><p>Source: ${escapeHtml(source.label)}</p></article>`,
      ),
    )
    .join('')}`;

const folder = mkdtempSync(join(tmpdir(), 'cauda-screenshots-'));
const server = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', 'src/main.ts'], {
  env: { ...process.env, PORT: '0', DATABASE_URL: `sqlite:${join(folder, 'cauda.db')}` },
  stdio: ['ignore', 'pipe', 'inherit'],
});

try {
  const port = await new Promise<number>((resolve, reject) => {
    server.stdout.once('data', (line: Buffer) => {
      resolve((JSON.parse(line.toString().split('\n')[0] ?? '') as { port: number }).port);
    });
    server.once('exit', () => reject(new Error('The service did not start.')));
  });
  const browser = await chromium.launch({
    executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  });
  for (const [name, width, height] of [
    ['desktop', 1440, 1180],
    ['phone', 390, 844],
  ] as const) {
    const page = await browser.newPage({
      viewport: { width, height },
      deviceScaleFactor: name === 'phone' ? 2 : 1,
      reducedMotion: 'reduce',
    });
    await page.goto(`http://localhost:${port}/demo`);
    await page.getByRole('button', { name: 'Sign order' }).click();
    await page.locator('dialog[open] .card').waitFor();
    await page.waitForTimeout(300);
    await page.screenshot({ path: `docs/demo-${name}.png` });
    console.log(`docs/demo-${name}.png`);
  }
  const page = await browser.newPage({
    viewport: { width: 1024, height: 900 },
    reducedMotion: 'reduce',
  });
  for (const patient of patientsOfCards) {
    await page.goto(`http://localhost:${port}/demo?patient=${patient}`);
    const answered = page.waitForResponse((response) => response.url().endsWith('order-sign'));
    await page.getByRole('button', { name: 'Sign order' }).click();
    await page.locator('dialog[open] .card').first().waitFor();
    await page.waitForTimeout(300);
    const [name = ''] = patient.split('-');
    await page.locator('dialog[open]').screenshot({ path: `docs/images/card-${name}.png` });
    console.log(`docs/images/card-${name}.png`);
    if (name !== 'klara') continue;
    const { cards } = (await (await answered).json()) as {
      cards: Parameters<typeof plainClient>[0];
    };
    const plain = await browser.newPage({ viewport: { width: 640, height: 400 } });
    await plain.setContent(plainClient(cards));
    await plain.screenshot({ path: 'docs/images/cards-plain-client.png', fullPage: true });
    await plain.close();
  }
  await browser.close();
} finally {
  server.kill();
  rmSync(folder, { recursive: true, force: true });
}
