import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { readElectrodiagnosis } from '../../src/clinical-text/examination/read-electrodiagnosis.ts';
import { lexicon } from '../support/lexicon.ts';
import { casesOf, isRight, readCase } from './score.ts';

/** Of these the conditions decide, and a story tells it. */
const byConditions = 'another root in the problem list';

describe('Examples', () => {
  test.each(
    casesOf('examinations/examples.json')
      .filter(({ id }) => id !== byConditions)
      .map((one) => [one.id, one] as const),
  )('%s', (_id, one) => {
    const read = readCase(one);
    expect([read, isRight(read, one.expected)]).toEqual([read, true]);
  });
});

/** Nine in ten; the first reading stands in the README of the room. */
const FLOOR = 0.9;

describe.each(['unseen3', 'unseen4', 'unseen5'])('The set %s, seen by now', (set) => {
  const cases = casesOf(`${set}/examinations.json`).map((one) => ({ one, read: readCase(one) }));

  test('root and side are right in nine of ten', () => {
    const right = cases.filter(({ one, read }) => isRight(read, one.expected));
    console.log(`${set}, examinations: ${right.length} of ${cases.length}`);
    expect(right.length / cases.length).toBeGreaterThanOrEqual(FLOOR);
  });

  test('nothing that should say nothing makes a card speak', () => {
    const spoken = cases.filter(
      ({ one, read }) => !one.expected.may.startsWith('speak') && read.may === 'speak',
    );
    expect(spoken.map(({ one }) => one.id)).toEqual([]);
  });

  test('electrodiagnosis: roots that are affirmed, and nothing else', () => {
    const reports = JSON.parse(
      readFileSync(new URL(`../../fhir-fixtures/${set}/emg.json`, import.meta.url), 'utf8'),
    ) as readonly EmgCase[];
    const wrong = reports.filter(({ text, input, expected }) => {
      // A withdrawn report is not read at all.
      if (input.status === 'entered-in-error') return false;
      const { named } = readElectrodiagnosis(lexicon.findings(text));
      const affirmed = named.filter(({ is }) => is === 'affirmed');
      const roots = [...new Set(affirmed.flatMap((one) => one.roots))].sort();
      const wanted = expected.affirmed === 'affirmed' ? [...expected.roots].sort() : [];
      const sides = new Set(affirmed.map(({ side }) => (side === 'both' ? 'bilateral' : side)));
      const isSide =
        wanted.length === 0 || (sides.size === 1 && sides.has(expected.side ?? undefined));
      return roots.join() !== wanted.join() || !isSide;
    });
    console.log(`${set}, electrodiagnosis: ${reports.length - wrong.length} of ${reports.length}`);
    expect(1 - wrong.length / reports.length).toBeGreaterThanOrEqual(FLOOR);
  });
});

interface EmgCase {
  readonly text: string;
  readonly input: { readonly status: string };
  readonly expected: {
    readonly roots: readonly string[];
    readonly side: 'left' | 'right' | 'bilateral' | null;
    readonly affirmed: string;
  };
}
