import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { expect, test } from '@jest/globals';

/** Folder of src → folders it may import. One direction; a cycle cannot be written down here. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  '.': ['*'],
  demo: ['http', 'cds-hooks', 'config', 'errors'],
  http: ['auth', 'store', 'config', 'cds-hooks', 'errors', 'cards'],
  services: ['cards', 'rules', 'facts', 'chart', 'terminology', 'cds-hooks', 'errors'],
  cards: ['rules', 'facts', 'terminology', 'cds-hooks', 'errors'],
  rules: ['facts'],
  facts: ['chart', 'terminology', 'report', 'clinical-text', 'cds-hooks'],
  chart: ['cds-hooks', 'errors'],
  store: ['cds-hooks'],
  auth: ['config', 'errors'],
  'cds-hooks': ['errors'],
  report: ['clinical-text'],
  'clinical-text': [],
  terminology: [],
  config: [],
  errors: [],
};

const files = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((name) =>
  name.endsWith('.ts'),
);
const folderOf = (path: string) => {
  if (dirname(path) === '.') return path === 'errors.ts' ? 'errors' : '.';
  return path.split('/')[0] ?? '.';
};

test.each(files)('%s imports only what its folder may', (file) => {
  const from = folderOf(file);
  const source = readFileSync(join('src', file), 'utf8');
  const targets = [...source.matchAll(/from '(\.[^']+\.ts)'/g)].map(([, target]) =>
    folderOf(normalize(join(dirname(file), target!))),
  );
  const allowed = mayImport[from] ?? [];
  const wrong = targets.filter(
    (to) => to !== from && !allowed.includes(to) && !allowed.includes('*'),
  );
  expect(wrong).toEqual([]);
});

test.each(files)('%s: rules know no FHIR and no clock', (file) => {
  const source = readFileSync(join('src', file), 'utf8');
  if (folderOf(file) === 'rules') {
    expect(source).not.toMatch(/resourceType|coding\b|fhir4|new Date\(|Date\.now/);
  }
  // The clock enters once, in main.
  if (!['main.ts'].includes(file)) expect(source).not.toMatch(/new Date\(\)|Date\.now\(\)/);
});

test('nothing is imported in a circle', () => {
  const below = (folder: string, seen: readonly string[]): readonly string[] => {
    if (seen.includes(folder)) throw new Error([...seen, folder].join(' → '));
    return (mayImport[folder] ?? []).flatMap((next) => below(next, [...seen, folder]));
  };
  for (const folder of Object.keys(mayImport)) {
    if (folder !== '.') expect(() => below(folder, [])).not.toThrow();
  }
});

test('the project depends on nothing beside itself', () => {
  const all = ['src', 'tests', 'bench', 'cards', 'scripts'].flatMap((folder) => {
    try {
      return readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) =>
        join(folder, name),
      );
    } catch {
      return [];
    }
  });
  const outside = new RegExp(['\\.\\./sha', 'red/'].join(''));
  const guilty = all
    .filter((name) => /\.(ts|js|json|md|txt)$/.test(name))
    .filter((name) => outside.test(readFileSync(name, 'utf8')));
  expect(guilty).toEqual([]);
});
