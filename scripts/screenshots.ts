import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

/** Makes the pictures of the README: docs/demo-desktop.png and docs/demo-phone.png. */

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
  await browser.close();
} finally {
  server.kill();
  rmSync(folder, { recursive: true, force: true });
}
