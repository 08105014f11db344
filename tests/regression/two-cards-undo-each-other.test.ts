import { describe, expect, test } from '@jest/globals';
import { afterReplacing, noteTexts, type Suggestion } from '../support/accepting.ts';
import { Cauda } from '../support/cauda.ts';
import { allergy, egfr } from '../support/contrast-safety.ts';
import { lumbarMri, lumbarPuncture, order } from '../support/orders.ts';
import {
  condition,
  ICD10CM,
  patient,
  withResource,
  type Patient,
  type Resource,
} from '../support/patients.ts';
import { siteOf } from '../../src/config/site.ts';
import { readKnowledge } from '../../src/knowledge.ts';
import { cardIds, stage } from '../support/story.ts';

const amara = patient('amara-contrast-mri-10-weeks');
const gwen = patient('gwen-low-egfr');
const elif = patient('elif-pregnant-contrast');
const ruth = patient('ruth-gadobutrol-hives');
const tomasz = patient('tomasz-puncture-and-mri');
const mri = lumbarMri('without-and-with');

const { sharedWords } = readKnowledge(siteOf({}));

const on = stage([amara, gwen, elif, ruth, tomasz], { site: { gadoliniumFormulary: 'mixed' } });

const kidney = 'gadolinium-and-kidney-function';
const pregnancy = 'gadolinium-in-pregnancy';
const reaction = 'prior-gadolinium-reaction';
const underSix = 'contrast-mri-under-six-months';

const labels = (card: any): readonly string[] =>
  (card.suggestions ?? []).map(({ label }: Suggestion) => label);
const taken = (card: any, label: string): Suggestion =>
  card.suggestions.find((suggestion: Suggestion) => suggestion.label === label);

describe('Low eGFR ten weeks after disc surgery: two cards, one order', () => {
  const chart = withResource(amara, egfr(22));

  test.each(['prefetch', 'fhir'] as const)('one of them changes the order (%s)', async (via) => {
    const options = via === 'fhir' ? { fhirServer: on.fhir.url, prefetch: {} } : {};
    const p = via === 'fhir' ? gwen : chart;
    const answer = await on.cauda.sign(p, mri, options);
    const carrying = answer.cards.filter(({ suggestions }) => suggestions);
    expect(carrying).toHaveLength(1);
    expect(carrying[0].selectionBehavior).toBe('at-most-one');
  });

  test('each change, each note, and both together are offered, and labelled so', async () => {
    const { cards } = await on.cauda.sign(chart, mri);
    expect(cards.map(({ source }) => source.topic.code)).toEqual([kidney, underSix]);
    expect(labels(cards[0])).toEqual([
      'Ask radiology for a group II agent',
      'Alternative: change to MRI without contrast',
      'Add the surgery to the order note',
      'Ask radiology for a group II agent; also: add the surgery to the order note',
      'Alternative: change to MRI without contrast; also: add the surgery to the order note',
    ]);
    expect(labels(cards[1])).toEqual([]);
    expect(cards[1]).not.toHaveProperty('selectionBehavior');
  });

  test('the other card says where its note is', async () => {
    const { cards } = await on.cauda.sign(chart, mri);
    expect(cards[1].detail).toContain(sharedWords.takenOver.note);
  });

  test('both notes stand in the order, in one update', async () => {
    const { cards } = await on.cauda.sign(chart, mri);
    const [changed] = afterReplacing(
      [mri],
      [
        taken(
          cards[0],
          'Ask radiology for a group II agent; also: add the surgery to the order note',
        ),
      ],
    );
    expect(noteTexts(changed)).toEqual([
      expect.stringContaining('Group II agent please.'),
      expect.stringContaining('Under 6 months root enhancement can be normal.'),
    ]);
    expect(changed?.['code']).toEqual(mri['code']);
  });

  test('the note of the surgery is had without a change of study', async () => {
    const { cards } = await on.cauda.sign(chart, mri);
    const [changed] = afterReplacing([mri], [taken(cards[0], 'Add the surgery to the order note')]);
    expect(noteTexts(changed)).toEqual([expect.stringContaining('Lumbar disc surgery')]);
    expect(changed?.['code']).toEqual(mri['code']);
  });

  test('once both notes stand there, neither card speaks again', async () => {
    const { cards } = await on.cauda.sign(chart, mri);
    const both = taken(
      cards[0],
      'Ask radiology for a group II agent; also: add the surgery to the order note',
    );
    const again = await on.cauda.sign(chart, afterReplacing([mri], [both]));
    expect(cardIds(again)).toEqual([]);
  });
});

describe('Two cards that would make the same change', () => {
  test('the change is offered once, with the notes of both', async () => {
    const { cards } = await on.cauda.sign(withResource(elif, egfr(22)), mri);
    expect(cards.map(({ source }) => source.topic.code)).toEqual([pregnancy, kidney]);
    expect(labels(cards[0])).toEqual([
      'Change to MRI without contrast',
      'Ask radiology for a group II agent',
      'Change to MRI without contrast, with the notes of both cards',
    ]);
    const [changed] = afterReplacing(
      [mri],
      [taken(cards[0], 'Change to MRI without contrast, with the notes of both cards')],
    );
    expect(noteTexts(changed)).toEqual([
      'Without contrast because of the recorded pregnancy.',
      expect.stringContaining('Without contrast. From the chart: eGFR 22'),
    ]);
    // "Without contrast" and "group II agent please" never stand in one order.
    for (const { actions } of cards[0].suggestions as Suggestion[]) {
      const notes = noteTexts(actions[0]?.resource).join(' ');
      expect(notes.includes('Group II') && notes.includes('Without contrast')).toBe(false);
    }
  });
});

describe('Each card keeps its own updates where they touch different orders', () => {
  const silentPairs: readonly [string, Patient, readonly Resource[], readonly string[]][] = [
    ['the puncture and the MRI', tomasz, [lumbarPuncture(), mri], []],
    ['one card alone', ruth, [mri], [reaction]],
    ['one card alone, two orders', gwen, [mri, order('second', '72158')], [kidney]],
    ['one card alone at ten weeks', amara, [mri], [underSix]],
    ['pregnancy alone', elif, [mri], [pregnancy]],
  ];
  test.each(silentPairs)('%s', async (_what, p, drafts, expected) => {
    const answer = await on.cauda.sign(p, drafts);
    if (expected.length > 0) expect(cardIds(answer)).toEqual(expected);
    for (const card of answer.cards) {
      expect(card.detail).not.toContain('the other card');
      expect(labels(card).filter((label) => label.includes('also:'))).toEqual([]);
    }
  });
});

test('a card that was withheld leaves nothing behind', async () => {
  const chart = withResource(
    amara,
    egfr(22),
    allergy('Gadobutrol', { id: 'allergy' }),
    condition(ICD10CM, 'Z33.1', { id: 'pregnancy', recordedDate: '2026-10-01' }),
  );
  const answer = await on.cauda.sign(chart, mri);
  expect(cardIds(answer)).toEqual([pregnancy, kidney]);
  expect(labels(answer.cards[0]).join(' ')).not.toMatch(/surgery|reaction/);
});

test('a card that a site evaluates silently leaves nothing behind', async () => {
  const cauda = await Cauda.start({
    site: { gadoliniumFormulary: 'mixed', cards: { [underSix]: { mode: 'silent' } } },
  });
  try {
    const answer = await cauda.sign(withResource(amara, egfr(22)), mri);
    expect(cardIds(answer)).toEqual([kidney]);
    expect(labels(answer.cards[0]).join(' ')).not.toContain('surgery');
  } finally {
    await cauda.close();
  }
});
