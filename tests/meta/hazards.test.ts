import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { hazardPage, readHazardLog, TO_BE_ACCEPTED } from '../../scripts/hazard-page.ts';
import { rules } from '../../src/rules/index.ts';
import { silenceReasons } from '../../src/rules/silence-reasons.ts';

const log = readHazardLog();
const { hazards } = log;
const decisions = readFileSync('docs/decisions/README.md', 'utf8').replace(/\s+/g, ' ');
/** Decisions about patients: what they say in bold. Those about the wire and the building are not. */
const clinicalDecisions = [
  ...(readFileSync('docs/decisions/README.md', 'utf8')
    .split('## On the wire')[0]
    ?.matchAll(/^- \*\*(.+?)\*\*/gms) ?? []),
].map(([, title = '']) => title.replace(/\s+/g, ' '));

test('at least forty hazards, each once', () => {
  expect(hazards.length).toBeGreaterThanOrEqual(40);
  expect(new Set(hazards.map(({ id }) => id)).size).toBe(hazards.length);
});

describe.each(hazards.map((hazard) => [hazard.id, hazard] as const))('%s', (_id, hazard) => {
  const { before, after, heldBy } = hazard;

  test('its tests are there', () => {
    const gone = heldBy.tests
      .filter((path) => !existsSync(path))
      .map((path) => `${path} is not there: name the test that holds this hazard, or write it`);
    expect(gone).toEqual([]);
  });

  test('its rules and decisions are there', () => {
    expect(heldBy.rules.filter((id) => !rules.some((rule) => rule.id === id))).toEqual([]);
    expect(heldBy.decisions.filter((text) => !decisions.includes(text))).toEqual([]);
  });

  test('what remains grave has controls of the site, and says who accepts it', () => {
    const isGrave = after.severity * after.likelihood >= TO_BE_ACCEPTED;
    expect([hazard.siteControls.length > 0, hazard.acceptance !== undefined]).toEqual(
      isGrave ? [true, true] : [hazard.siteControls.length > 0, false],
    );
  });

  test('what holds it makes it no worse', () => {
    expect(after.severity * after.likelihood).toBeLessThanOrEqual(
      before.severity * before.likelihood,
    );
  });
});

test.each(rules.map(({ id }) => id))('the rule %s stands against a hazard', (id) => {
  expect(hazards.some(({ heldBy }) => heldBy.rules.includes(id))).toBe(true);
});

const ofAll = (member: 'silences' | 'bounds') => hazards.flatMap(({ heldBy }) => heldBy[member]);
/** What docs/bounds.md bounds: each row of its tables by the first cell, each other part by its heading. */
const bounds = readFileSync('docs/bounds.md', 'utf8')
  .split(/^## /m)
  .slice(1)
  .filter((part) => !/^(Measuring|What was measured)/.test(part))
  .flatMap((part) => {
    const rows = Array.from(part.matchAll(/^\| (?!-|what)(.+?) +\|/gm), ([, cell = '']) => cell);
    return rows.length > 0 ? rows : [part.slice(0, part.indexOf('\n'))];
  });

test('every reason for silence stands against a hazard, and none is named that is not one', () => {
  // A new reason goes to the hazard that it keeps away: heldBy.silences in docs/safety/hazards.yaml.
  expect(silenceReasons.filter((id) => !ofAll('silences').includes(id))).toEqual([]);
  expect(ofAll('silences').filter((id) => !silenceReasons.some((each) => each === id))).toEqual([]);
});

test('every bound stands against a hazard, and none is named that is not one', () => {
  expect(bounds.length).toBeGreaterThan(10);
  expect(bounds.filter((bound) => !ofAll('bounds').includes(bound))).toEqual([]);
  expect(ofAll('bounds').filter((bound) => !bounds.includes(bound))).toEqual([]);
});

test.each(clinicalDecisions)('the decision "%s" stands against a hazard', (title) => {
  const named = hazards.flatMap(({ heldBy }) => heldBy.decisions);
  expect(named.some((text) => title.startsWith(text) || text.startsWith(title))).toBe(true);
});

test('the page is that of the log: `npm run docs` writes it', () => {
  const squeezed = (text: string) => text.replace(/ *\| */g, '|').replace(/-{3,}/g, '---');
  expect(squeezed(readFileSync('docs/safety/hazards.md', 'utf8'))).toBe(squeezed(hazardPage(log)));
});
