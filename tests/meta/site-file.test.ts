import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { readSite, siteOf } from '../../src/config/site.ts';
import { readKnowledge } from '../../src/knowledge.ts';

const path = 'docs/site-file.example.json';
const example: any = JSON.parse(readFileSync(path, 'utf8'));
const page = readFileSync('docs/settings.md', 'utf8');
const members = Object.keys(siteOf({}));

describe('The example of SITE_FILE', () => {
  test('has one of every member, and the page on settings explains each', () => {
    expect(Object.keys(example).sort()).toEqual([...members].sort());
    for (const member of members.filter((name) => name !== 'cards')) {
      expect(page).toMatch(new RegExp(`^\\| \`${member}\` `, 'm'));
    }
    for (const member of ['mode', 'settings']) expect(page).toContain(`\`cards.<id>.${member}\``);
    expect(page).toContain('(site-file.example.json)');
  });

  test('is accepted as it stands, its cards, thresholds and value sets among it', () => {
    const site = readSite(path);
    const { siteCards, terminology } = readKnowledge(site);
    const inForce = Object.fromEntries(siteCards.map(({ file, ...card }) => [file.id, card]));
    for (const [id, { mode, settings }] of Object.entries<any>(example.cards)) {
      if (mode) expect(inForce[id]?.mode).toBe(mode);
      if (settings) expect(inForce[id]?.settings).toMatchObject(settings);
    }
    for (const { system, code, valueSet } of site.codeMap) {
      expect(terminology.valueSetsOf(system, code)).toEqual([valueSet]);
    }
    for (const [study, { system, code }] of Object.entries(site.orderCodes)) {
      expect(terminology.valueSetsOf(system, code)).toContain(study);
    }
  });

  test('shows every mode that is not the usual one', () => {
    const modes = Object.values<any>(example.cards).map(({ mode }) => mode);
    expect(modes).toEqual(expect.arrayContaining(['silent', 'off', undefined]));
  });
});

const id = 'contrast-mri-under-six-months';
test.each([
  ['a card that does not exist', { cards: { 'no-such-card': {} } }, /unknown card: no-such-card/],
  [
    'a threshold above its bounds',
    { cards: { [id]: { settings: { underMonths: 7 } } } },
    /contrast-mri-under-six-months: underMonths: .*<=6/,
  ],
  [
    'a threshold below its bounds, of a card that is off',
    { cards: { [id]: { mode: 'off', settings: { underMonths: 2 } } } },
    /underMonths: .*>=3/,
  ],
  [
    'a threshold that does not exist',
    { cards: { [id]: { settings: { overMonths: 6 } } } },
    /contrast-mri-under-six-months: .*overMonths/,
  ],
  [
    'a local code for no value set',
    { codeMap: [{ system: 'urn:oid:2.999.1', code: 'x', valueSet: 'no-such-set' }] },
    /unknown value set: no-such-set/,
  ],
])('%s is refused by its name', (_what, site, message) => {
  expect(() => readKnowledge(siteOf(site))).toThrow(message);
});

test('an order code for a study that no card orders is named, not refused', () => {
  const code = { system: 'urn:oid:2.999.1', code: 'x' };
  const orderCodes = { 'no-such-study': code, 'mri-brain-with-contrast': code };
  expect(readKnowledge(siteOf({ orderCodes })).unknownStudies).toEqual(['no-such-study']);
});
