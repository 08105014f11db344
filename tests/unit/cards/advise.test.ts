import { describe, expect, test } from '@jest/globals';
import { adviseOnOrders, type RuleOutcome, type RunningCard } from '../../../src/cards/advise.ts';
import { siteOf } from '../../../src/config/site.ts';
import { notRecorded } from '../../../src/facts/values/fact.ts';
import { readKnowledge } from '../../../src/knowledge.ts';
import type { OrderRule } from '../../../src/rules/rule.ts';

const { cards, sharedWords } = readKnowledge(siteOf({}));
const shipped = cards.find(({ file }) => file.id === 'contrast-only-without-baseline')!;

/** A card of the catalogue whose rule always gives the same advice. */
const card = (id: string, phrase = 'coded-with'): RunningCard<OrderRule> => ({
  ...shipped,
  file: { ...shipped.file, id },
  rule: {
    ...(shipped.rule as OrderRule),
    id,
    evaluate: () => ({
      outcome: 'advise',
      wording: 'standard',
      why: [{ name: phrase }],
      about: [],
      suggestions: [],
      evidence: [],
    }),
  },
});
const throwing = (id: string): RunningCard<OrderRule> => ({
  ...card(id),
  rule: {
    ...card(id).rule,
    evaluate: () => {
      throw new Error('a rule that fails');
    },
  },
});

function advised(running: readonly RunningCard<OrderRule>[]) {
  const outcomes: RuleOutcome[] = [];
  const response = adviseOnOrders(
    running,
    // No rule of these looks at it.
    undefined as never,
    {
      selected: [],
      background: [],
      sessionWords: '',
      sessionAnticoagulant: notRecorded,
    } as never,
    {
      publicUrl: 'https://cauda.example.org',
      patientId: 'p',
      drafts: [],
      orderCodes: {},
      contacts: {},
      features: new Set(),
      sharedWords,
    },
    (outcome) => outcomes.push(outcome),
  );
  return { response, outcomes };
}

describe('A card that cannot be written loses itself only', () => {
  const first = 'gadolinium-in-pregnancy';
  const second = 'gadolinium-and-kidney-function';
  const third = 'contrast-only-without-baseline';

  test('the others speak, and the next one takes its place', () => {
    const { response, outcomes } = advised([
      card(first, 'no-such-phrase'),
      card(second),
      card(third),
    ]);
    expect(response.cards).toHaveLength(2);
    expect(response.extension).toEqual({
      'cauda.evaluation': { notChecked: [{ card: first, missing: ['failed'] }] },
    });
    expect(outcomes.map(({ card: id, outcome }) => [id, outcome])).toEqual([
      [first, 'failed'],
      [second, 'advise'],
      [third, 'advise'],
    ]);
  });

  test('so does a rule that throws', () => {
    const { response, outcomes } = advised([throwing(first), card(second)]);
    expect(response.cards).toHaveLength(1);
    expect(response.extension).toEqual({
      'cauda.evaluation': { notChecked: [{ card: first, missing: ['failed'] }] },
    });
    expect(outcomes.filter(({ outcome }) => outcome === 'failed')).toHaveLength(1);
  });

  test('where nothing else speaks, the answer is no empty one', () => {
    expect(() => advised([card(first, 'no-such-phrase')])).toThrow('failed');
  });

  test('a card that is evaluated silently is not named', () => {
    const { response } = advised([{ ...throwing(first), mode: 'silent' }, card(second)]);
    expect(response).not.toHaveProperty('extension');
  });
});
