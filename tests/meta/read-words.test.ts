import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { compiled } from '../support/compiled.ts';

const readWords = (...phrases: readonly string[]) =>
  spawnSync(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', 'scripts/read-words.ts', ...phrases],
    { encoding: 'utf8', env: { ...process.env, ...compiled } },
  );

test('what cards/README.md shows is what the command prints', () => {
  const readme = readFileSync('cards/README.md', 'utf8');
  const [, phrase, shown] =
    /read-words -- "([^"]+)"`[^\n]*\n\n((?: {4}[^\n]+\n)+)/.exec(readme) ?? [];
  const { stdout, status } = readWords(phrase ?? '');
  expect(status).toBe(0);
  expect(stdout).toBe(shown?.replace(/^ {4}/gm, ''));
});

test('a phrase of which nothing is understood says so', () => {
  expect(readWords('a cough').stdout).toBe('nothing of any topic\n');
});
