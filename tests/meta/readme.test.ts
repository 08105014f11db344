import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { readmeTables } from '../../scripts/readme-tables.ts';
import { chartScopes } from '../../src/chart/chart-keys.ts';
import { siteOf } from '../../src/config/site.ts';
import { readKnowledge } from '../../src/knowledge.ts';
import { Cauda } from '../support/cauda.ts';

const readme = readFileSync('README.md', 'utf8');
const cells = (text: string) =>
  text
    .split('\n')
    .filter((line) => /^\|(?![ |-]+$)/.test(line))
    .map((line) => line.replace(/\s+/g, ' '));

test('the tables of settings, errors and prefetch keys say what the code says (npm run docs)', () => {
  expect(cells(readme)).toEqual(cells(readmeTables(readme)));
});

test('the scopes for reading by FHIR stand where an EHR team looks for them', () => {
  const onboarding = readFileSync('docs/onboarding.md', 'utf8');
  for (const scope of chartScopes) expect(onboarding).toContain(scope);
});

test('every card is named', () => {
  for (const { file } of readKnowledge(siteOf({})).cards)
    expect(readme).toContain(`\`${file.id}\``);
});

test('every npm script that the README names exists', () => {
  const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: object };
  for (const [, name] of readme.matchAll(/npm run ([\w:-]+)/g))
    expect(scripts).toHaveProperty([name!]);
});

test('the curl of the README prints a card', async () => {
  const file = /-d @(\S+)/.exec(readme)?.[1] ?? '';
  const cauda = await Cauda.start({ now: () => new Date() });
  try {
    const { cards } = await cauda.post('lumbar-mri-order-sign', readFileSync(file, 'utf8'));
    expect(cards).toHaveLength(1);
    // The time since the operation goes on.
    const timeless = (text: string) => text.replace(/\d+ (?:week|month|year)s?/g, 'some time');
    expect(timeless(readme)).toContain(timeless(cards[0].summary));
  } finally {
    await cauda.close();
  }
});
