import { describe, expect, test } from '@jest/globals';
import { evidenceOf } from '../../../src/cards/evidence-page.ts';
import type { EvidenceBase } from '../../../src/cards/figures/evidence.ts';
import type { SiteCard } from '../../../src/cards/site-card.ts';
import { siteOf } from '../../../src/config/site.ts';
import { readKnowledge } from '../../../src/knowledge.ts';

const { evidence, siteCards } = readKnowledge(siteOf({}));
const card = siteCards.find(({ file }) => file.id === 'root-enhancement-under-six-months')!;
const changed = (more: Partial<SiteCard['file']>): SiteCard => ({
  ...card,
  file: { ...card.file, ...more },
});
/** The evidence with one figure changed. */
const withFigure = (id: string, change: object): EvidenceBase => ({
  ...evidence,
  figure: (asked) =>
    asked === id ? { ...evidence.figure(id), ...change } : evidence.figure(asked),
});

describe('Percent and interval are those of the counts', () => {
  test.each([{ k: 11 }, { n: 19 }, { percent: 55.5 }, { low: 33.8 }, { high: 75.5 }])(
    '%j: the page is refused by the name of the figure',
    (change) => {
      expect(() => evidenceOf(card, withFigure('agreement-under-6-months', change))).toThrow(
        /agreement-under-6-months is 1\d\/1\d, that is/,
      );
    },
  );
});

test('a figure is shown with the one it is compared with, though the card does not print that', () => {
  const one = changed({ figures: ['agreement-under-6-months'] });
  const ids = evidenceOf(one, evidence).figures.map(({ id }) => id);
  expect(ids).toEqual(['agreement-under-6-months', 'symptomatic-levels']);
});

test('each wording has its own indicator where it has one', () => {
  const [name, wording] = Object.entries(card.file.wordings)[0]!;
  const warning = { ...wording, indicator: 'warning' as const };
  const page = evidenceOf(changed({ wordings: { [name]: wording, other: warning } }), evidence);
  expect(page.wordings.map(({ indicator }) => indicator)).toEqual(['info', 'warning']);
});

test('a card that somebody reviewed says who, when and until when', () => {
  const reviewed = { by: 'A. Example, neuroradiology', on: '2026-12-01', due: '2027-12-01' };
  expect(evidenceOf(changed({ reviewed }), evidence).reviewed).toEqual(reviewed);
});

test('slots are shown as what goes into them', () => {
  const { wordings, phrases } = evidenceOf(card, evidence);
  expect(wordings[0]?.detail).toContain('‹report›');
  expect(phrases.map(({ text }) => text).join()).toContain('‹surgery date›');
});
