import { existsSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { readKnowledgeFiles } from '../../src/knowledge.ts';
import { silenceReasons } from '../../src/rules/silence-reasons.ts';
import { rules } from '../../src/rules/index.ts';
import { reasonsOfRule } from '../support/silence-reasons.ts';

const { files: cardFiles } = readKnowledgeFiles();
const given = new Map(
  rules.map(({ id, about }) => [id, reasonsOfRule(`src/rules/${about}/${id}.ts`)]),
);

/** What a card is silent for without its rule. */
const outsideTheRule = (id: string): readonly string[] => {
  const offers = Object.values(cardFiles.get(id)?.suggestions ?? {});
  return [
    'patient-has-died',
    ...(offers.some(({ note }) => note !== undefined) ? ['note-on-order'] : []),
  ];
};

describe('The reasons of a rule and the sentences of its card', () => {
  test.each(rules.map(({ id }) => id))('%s: the same ids, both ways', (id) => {
    const reasons = given.get(id) ?? new Set();
    expect(reasons.size).toBeGreaterThan(1);
    expect(Object.keys(cardFiles.get(id)?.silent ?? {}).sort()).toEqual(
      [...reasons, ...outsideTheRule(id)].sort(),
    );
  });

  test('no id is left that no rule gives', () => {
    const all = new Set([...given].flatMap(([id, own]) => [...own, ...outsideTheRule(id)]));
    expect([...silenceReasons].filter((reason) => !all.has(reason))).toEqual([]);
    expect(new Set(silenceReasons).size).toBe(silenceReasons.length);
  });

  test('a reason in a part that a rule uses is found, and one it does not use is not', () => {
    const file = 'src/rules/reports/no-root-enhancement.ts';
    expect(existsSync(file)).toBe(true);
    expect(reasonsOfRule(file)).toContain('disease-of-roots');
    expect(reasonsOfRule(file)).not.toContain('several-roots');
  });
});
