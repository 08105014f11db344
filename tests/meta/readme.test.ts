import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from '@jest/globals';
import { tablePages, withTables } from '../../scripts/doc-tables.ts';
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

test.each(tablePages)('the tables of %s say what the code says (npm run docs)', (path) => {
  const page = readFileSync(path, 'utf8');
  expect(cells(page).length).toBeGreaterThan(10);
  expect(cells(page)).toEqual(cells(withTables(page)));
});

/** Every page that people read, by path. */
const pages = [
  'README.md',
  'CONTRIBUTING.md',
  'SECURITY.md',
  'cards/README.md',
  'deploy/README.md',
  ...readdirSync('docs', { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
];

test.each(pages)('%s links to what is there', (page) => {
  const text = readFileSync(page, 'utf8').replace(/```[^]*?```/g, '');
  const links = Array.from(text.matchAll(/\]\(([^)\s]+)\)/g), ([, target = '']) => target);
  const missing = links
    .filter((target) => !/^(?:https?:|mailto:|#|\/)/.test(target))
    .map((target) => join(dirname(page), target.replace(/#.*/, '')))
    .filter((path) => !existsSync(path));
  expect(missing).toEqual([]);
});

test('the first screen says what it is, and has the command, the picture and the curl', () => {
  const lines = readme.split('\n');
  const first = lines.slice(0, 24).join('\n');
  expect(first).toContain('npm ci && npm start');
  expect(first).toContain('docs/demo-desktop.png');
  expect(first).toContain('curl -s http://localhost:3000/cds-services/');
  expect(lines.length).toBeLessThan(140);
});

test('every page of docs is linked from the README, by task', () => {
  const linked = Array.from(readme.matchAll(/\]\(([^)\s]+)\)/g), ([, target = '']) => target);
  const left = readdirSync('docs')
    .filter((name) => /\.(?:md|yaml|http)$/.test(name))
    .filter((name) => !linked.includes(`docs/${name}`));
  expect(left).toEqual([]);
});

test('the scopes for reading by FHIR stand where an EHR team looks for them', () => {
  const onboarding = readFileSync('docs/onboarding.md', 'utf8');
  for (const scope of chartScopes) expect(onboarding).toContain(scope);
});

test('every card is named', () => {
  for (const { file } of readKnowledge(siteOf({})).cards)
    expect(readFileSync('docs/cards.md', 'utf8')).toContain(`\`${file.id}\``);
});

test.each(pages)('every npm script that %s names exists', (page) => {
  const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: object };
  for (const [, name] of readFileSync(page, 'utf8').matchAll(/npm run (?:--silent )?([\w:-]+)/g))
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
