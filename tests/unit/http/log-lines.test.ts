import { expect, test } from '@jest/globals';
import { LogLines } from '../../../src/http/observed/log-lines.ts';

test('lines are written in their order, soon and without being asked', async () => {
  // The timer of the lines keeps no process alive; this one does until they are out.
  const kept = setInterval(() => undefined, 1_000);
  const written = await new Promise<string>((resolve) => {
    const lines = new LogLines({ write: resolve });
    lines.write('first\n');
    lines.write('second\n');
  });
  clearInterval(kept);
  expect(written).toBe('first\nsecond\n');
});

test('at the end of the process what waits is written at once, and once', () => {
  const written: string[] = [];
  const lines = new LogLines({ write: (text) => written.push(text) });
  lines.write('last\n');
  lines.flush();
  lines.flush();
  expect(written).toEqual(['last\n']);
});

test('no more waits than a page', () => {
  const written: string[] = [];
  const lines = new LogLines({ write: (text) => written.push(text) });
  const line = `${'x'.repeat(99)}\n`;
  for (let count = 0; count < 1_000; count += 1) lines.write(line);
  lines.flush();
  expect(written.join('')).toBe(line.repeat(1_000));
  expect(Math.max(...written.map((text) => text.length))).toBeLessThan(10_000);
});
