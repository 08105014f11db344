import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { cardTextFaults } from '../../src/cards/file/card-text-faults.ts';
import { isDraft, readCardText, shownTexts } from '../../src/cards/file/card-text.ts';
import { readCards, type CardFile } from '../../src/cards/file/card-file.ts';
import { readEvidence, sourceUrl } from '../../src/cards/figures/evidence.ts';
import { priority } from '../../src/cards/file/priority.ts';
import type { Template } from '../../src/cards/file/template.ts';
import { thresholdsOf } from '../../src/cards/thresholds.ts';
import { siteOf } from '../../src/config/site.ts';
import { readKnowledge } from '../../src/knowledge.ts';
import { rules } from '../../src/rules/index.ts';

const evidence = readEvidence('cards/evidence.json');
const cards = readCards('cards', evidence);
const ids = [...cards.keys()];
const files = readdirSync('cards').filter((name) => name.endsWith('.md') && name !== 'README.md');
const drafts = files
  .filter((name) => isDraft(readFileSync(`cards/${name}`, 'utf8')))
  .map((name) => name.replace('.md', ''));

test('rules, card files and the order of priority name the same cards', () => {
  const ruleIds = rules.map(({ id }) => id).filter((id) => !drafts.includes(id));
  expect(ruleIds).toEqual([...ruleIds].sort());
  expect([...ids].sort()).toEqual([...ruleIds].sort());
  expect(priority).toEqual(expect.arrayContaining(ids));
});

test('every threshold of every card, of those that are off too, is within the bounds of its rule', () => {
  expect(
    readKnowledge(siteOf({ cards: Object.fromEntries(ids.map((id) => [id, { mode: 'on' }])) }))
      .cards.map(({ file }) => file.id)
      .sort(),
  ).toEqual([...ids].sort());
});

describe.each(ids)('%s', (id) => {
  const text = readFileSync(`cards/${id}.md`, 'utf8');
  const card = cards.get(id)!;

  test('has a rule, a story and an address of its source', () => {
    expect(
      ['orders', 'reports'].filter((room) => existsSync(`src/rules/${room}/${id}.ts`)),
    ).toHaveLength(1);
    expect(existsSync(`tests/stories/${id}.test.ts`)).toBe(true);
    // The patient's own record has no address.
    if (card.source.id !== 'patient-record') {
      expect(sourceUrl(card.source)).toMatch(/^https:\/\//);
    }
  });

  test('prints no number of a study or of a setting that is typed', () => {
    expect(cardTextFaults(shownTexts(readCardText(text)))).toEqual([]);
  });

  test('has room for every threshold that a site may choose', () => {
    const rule = rules.find((each) => each.id === id)!;
    const thresholds = thresholdsOf({
      rule,
      file: card,
      settings: card.settings,
      mode: 'on',
      awaitsApproval: false,
    });
    for (const { name, minimum, maximum } of thresholds) {
      for (const value of [minimum, maximum].filter((bound) => bound !== undefined)) {
        const other = card.withSettings({ ...card.settings, [name]: value });
        expect(other.settings).toEqual(card.settings);
      }
    }
  });

  test('says another threshold wherever it says the threshold', () => {
    const said = (of: CardFile) =>
      JSON.stringify([
        of.title,
        of.fires,
        of.silent,
        of.disputed,
        Object.values(of.wordings).map(({ summary, detail }) => [summary, blank(detail)]),
        Object.values(of.phrases).map(blank),
        Object.values(of.suggestions).map(({ label, note }) => [label, note && blank(note)]),
      ]);
    for (const name of card.printedSettings) {
      const printed = (value: number) =>
        said(card.withSettings({ ...card.settings, [name]: value }));
      // 10007 fits nothing else, so that it must have come from the slot.
      expect(printed(10007)).toContain('10007');
    }
  });

  test('uses no word that promises more than the evidence', () => {
    const said = text.replace(/^overrideReasons:[\s\S]*?^\w/m, '');
    expect(said).not.toMatch(
      /\bindicates?\b|\bconfirms\b|\brules? out\b|\bis safe\b|\bno red flags\b|\bis normal\b|\bproves\b(?! nothing either way)|\bdiagnostic of\b|\bshould (?:be operated|undergo surgery)\b/i,
    );
  });

  test('says of every figure of the cohort that it is one, and its year', () => {
    const cohort = evidence.figures.flatMap((figure) =>
      figure.kind === 'fraction' && figure.source === 'lee-2009' ? `${figure.k}/${figure.n} (` : [],
    );
    const prints = (shown: string) => cohort.some((figure) => shown.includes(figure));
    // A phrase stands within the detail of any wording.
    const isInPhrases = Object.values(card.phrases).some((phrase) => prints(blank(phrase)));
    for (const { detail } of Object.values(card.wordings)) {
      const shown = blank(detail);
      if (isInPhrases || prints(shown)) {
        expect(shown).toContain('Lee 2009');
        expect(shown).toContain('single retrospective cohort, symptomatic patients');
      }
    }
  });

  test('says what changed with its version, on its page', () => {
    expect(card.history.at(-1)?.version).toBe(card.version);
  });

  test('has no HTML, and a review with a name, a day and the day of the next', () => {
    expect(text).not.toMatch(/<\/?[a-z]/i);
    if (card.reviewed === 'none') return;
    const { by, on, due } = card.reviewed;
    expect(by).toMatch(/\p{L}{2}/u);
    expect(on < due).toBe(true);
  });

  test('only one card may be critical', () => {
    if (id !== 'possible-cauda-equina-routine-order') expect(card.indicator).not.toBe('critical');
  });
});

describe('evidence.json', () => {
  test.each(evidence.figures.map((figure) => [figure.id, figure] as const))('%s', (_id, figure) => {
    expect(figure.caveat).not.toBe('');
    if (figure.kind !== 'fraction') return;
    const { k, n, percent, low, high } = figure;
    const [lower, upper] = wilson(k, n);
    expect({ percent, low, high }).toEqual({
      percent: round((100 * k) / n),
      low: round(100 * lower),
      high: round(100 * upper),
    });
  });

  test('every figure is used by a card', () => {
    const used = new Set([...cards.values()].flatMap(({ figures }) => figures));
    expect(evidence.figures.map(({ id }) => id).filter((id) => !used.has(id))).toEqual([]);
  });
});

test('what clinicians read about editing cards names every card', () => {
  const names = files.map((name) => name.replace('.md', ''));
  expect(names.sort()).toEqual([...ids, ...drafts].sort());
});

const blank = (template: Template) =>
  template.fill(Object.fromEntries([...template.slots].map((slot) => [slot, ''])));

/** Wilson 95% interval of k out of n. Wilson, J Am Stat Assoc 1927;22:209-12. */
function wilson(k: number, n: number): readonly [number, number] {
  const z = 1.959963984540054;
  const p = k / n;
  const centre = p + (z * z) / (2 * n);
  const half = z * Math.sqrt((p * (1 - p)) / n + (z * z) / (4 * n * n));
  const scale = 1 + (z * z) / n;
  return [(centre - half) / scale, (centre + half) / scale];
}

const round = (value: number) => Math.round(value * 10) / 10 + 0;
