import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { rules } from '../../src/rules/index.ts';

const page = readFileSync('docs/safety/intended-use.md', 'utf8');
const named = [...page.matchAll(/^\| `([a-z0-9-]+)`/gm)].map(([, id]) => id);

test.each(rules.map(({ id }) => id))('the intended use of %s is written down, once', (id) => {
  expect(named.filter((name) => name === id)).toEqual([id]);
});

test.each(rules.map(({ id }) => id))('%s stands beside the four criteria, once', (id) => {
  expect(page.split(`| [\`${id}\`](`)).toHaveLength(2);
});
