import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';

/** Lines of .dockerignore that name files: a later line wins over an earlier one. */
const ignored = readFileSync('.dockerignore', 'utf8')
  .split('\n')
  .map((line) => line.trim())
  .filter((line) => line !== '' && !line.startsWith('#'));

/** Whether a path is left out of what an image is built from. */
function isIgnored(path: string): boolean {
  let result = false;
  for (const line of ignored) {
    const isKept = line.startsWith('!');
    const pattern = (isKept ? line.slice(1) : line)
      .split('*')
      .map((part) => part.replaceAll(/[.+?^${}()|[\]\\]/g, String.raw`\$&`))
      .join('[^/]*');
    if (new RegExp(`^${pattern}(?:/|$)`).test(path)) result = !isKept;
  }
  return result;
}

/** What the Dockerfile copies from the project. */
const sources = readFileSync('Dockerfile', 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('COPY ') && !line.includes('--from='))
  .flatMap((line) => line.split(/\s+/).slice(1, -1));

test('what the image copies is there and is not left out of the build', () => {
  expect(sources).toContain('fhir-fixtures/patients');
  for (const source of sources) {
    expect([source, existsSync(source), isIgnored(source)]).toEqual([source, true, false]);
  }
});

test('tests, fixtures of tests and databases stay outside', () => {
  for (const path of ['tests', 'fhir-fixtures/reports', 'node_modules', '.git', 'data']) {
    expect([path, isIgnored(path)]).toEqual([path, true]);
  }
});

const dockerfile = readFileSync('Dockerfile', 'utf8');

test('any user may run it, and nothing but /data is its own', () => {
  expect(dockerfile).toMatch(/^USER [1-9]\d*:0$/m);
  expect(dockerfile).toMatch(/mkdir -m 0775 \/data && chown \d+:0 \/data/);
});

test('what those who run it need is inside', () => {
  for (const script of ['doctor', 'check-config', 'backup']) {
    expect(sources).toContain(`scripts/${script}.ts`);
  }
});

test('it says what it is', () => {
  for (const label of ['title', 'description', 'licenses', 'version', 'revision', 'created']) {
    expect(dockerfile).toContain(`org.opencontainers.image.${label}=`);
  }
});
