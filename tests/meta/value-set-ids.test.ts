import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { valueSetIdsSource } from '../../scripts/value-set-ids.ts';
import { readValueSets } from '../../src/terminology/value-set-file.ts';

const ids = readValueSets('cards/value-sets').map(({ id }) => id);

test('the union of ids is that of the files: `npm run generate` writes it', () => {
  const source = readFileSync('src/generated/value-set-ids.ts', 'utf8');
  expect(source).toBe(valueSetIdsSource(readdirSync('cards/value-sets')));
  expect(readdirSync('cards/value-sets').sort()).toEqual(ids.map((id) => `${id}.json`).sort());
});

/** Value sets that no code of ours names, and what they are there for. */
const notNamed: Readonly<Record<string, string>> = {
  'nephrogenic-systemic-fibrosis': 'its codes are verified; no card rests on it',
  'spinal-haematoma-bleeding': 'its codes are verified; no card rests on it',
};

const sources = ['src', 'cards'].flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(?:ts|md|ya?ml)$/.test(name) && !name.startsWith('generated'))
    .map((name) => readFileSync(join(folder, name), 'utf8')),
);
const isNamed = (id: string) => sources.some((source) => source.includes(`'${id}'`));

test.each(ids)('%s is used, or said why not', (id) => {
  expect([id, isNamed(id) ? 'used' : (notNamed[id] ?? 'neither')]).not.toEqual([id, 'neither']);
});

test('what is said to be unused is unused, and there', () => {
  expect(Object.keys(notNamed).filter((id) => isNamed(id) || !ids.includes(id))).toEqual([]);
});
