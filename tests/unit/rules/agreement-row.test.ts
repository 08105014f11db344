import { describe, expect, test } from '@jest/globals';
import { readEvidence } from '../../../src/cards/figures/evidence.ts';
import type { Assertion } from '../../../src/report/findings/report-findings.ts';
import {
  agreementRow,
  type AgreementRow,
  type RootSigns,
} from '../../../src/rules/parts/reports/agreement-row.ts';

const said = ['present', 'absent', 'uncertain', 'not-mentioned'] as const satisfies Assertion[];
const unsupported = ['absent', 'uncertain', 'not-mentioned'] as const satisfies Assertion[];
const withEnhancement = [...said, 'not-assessed'] as const;

/** Every combination of what a report may say of the five signs. */
const all: readonly RootSigns[] = withEnhancement.flatMap((enhancement) =>
  said.flatMap((thickening) =>
    said.flatMap((displacement) =>
      said.flatMap((recurrentHerniation) =>
        said.map((epiduralFibrosis) => ({
          enhancement,
          thickening,
          displacement,
          recurrentHerniation,
          epiduralFibrosis,
        })),
      ),
    ),
  ),
);

type Group = 'herniation' | 'fibrosis' | 'neither';
const groupOf = ({ recurrentHerniation: rdh, epiduralFibrosis: pef }: RootSigns): Group => {
  if (rdh === 'present') return 'herniation';
  return pef === 'present' && rdh !== 'uncertain' ? 'fibrosis' : 'neither';
};

/** The table as it is printed: group, enhancement, thickening, displacement present or not. */
const enhancing: Record<Group, Record<string, AgreementRow>> = {
  herniation: {
    alone: 'herniation-and-enhancement',
    thickened: 'herniation-and-enhancement',
    displaced: 'herniation-and-enhancement',
    both: 'herniation-and-all-three',
  },
  fibrosis: {
    alone: 'fibrosis-and-enhancement',
    thickened: 'fibrosis-and-enhancement',
    displaced: 'fibrosis-and-enhancement',
    both: 'fibrosis-and-all-three',
  },
  neither: {
    alone: 'agreement-any-time',
    thickened: 'thickening-and-enhancement',
    displaced: 'agreement-any-time',
    both: 'thickening-and-enhancement',
  },
};
const enhancementNotTold: Record<Group, Record<string, AgreementRow | undefined>> = {
  herniation: {
    alone: undefined,
    thickened: 'herniation-and-thickening',
    displaced: 'herniation-and-displacement',
    both: 'herniation-and-thickening',
  },
  fibrosis: {
    alone: undefined,
    thickened: 'fibrosis-and-thickening',
    displaced: 'fibrosis-and-displacement',
    both: 'fibrosis-and-thickening',
  },
  neither: {
    alone: undefined,
    thickened: 'thickening-any',
    displaced: 'displacement-any',
    both: 'thickening-any',
  },
};
function expected(signs: RootSigns): AgreementRow | undefined {
  const isThick = signs.thickening === 'present';
  const isDisplaced = signs.displacement === 'present';
  const shape = isThick
    ? isDisplaced
      ? 'both'
      : 'thickened'
    : isDisplaced
      ? 'displaced'
      : 'alone';
  if (signs.enhancement === 'present') return enhancing[groupOf(signs)][shape];
  if (signs.enhancement === 'absent') return 'no-enhancement';
  return enhancementNotTold[groupOf(signs)][shape];
}

test('all 1280 combinations', () => {
  expect(all).toHaveLength(5 * 4 ** 4);
  for (const signs of all) expect([signs, agreementRow(signs)]).toEqual([signs, expected(signs)]);
});

describe('Whatever is said besides', () => {
  test('a row never rests on a sign that is not present', () => {
    for (const signs of all) {
      const row = agreementRow(signs) ?? '';
      if (row.startsWith('herniation')) expect(signs.recurrentHerniation).toBe('present');
      if (row.startsWith('fibrosis')) expect(signs.epiduralFibrosis).toBe('present');
      if (row.includes('thickening')) expect(signs.thickening).toBe('present');
      if (row.includes('displacement')) expect(signs.displacement).toBe('present');
      if (row.endsWith('-enhancement') && row !== 'no-enhancement') {
        expect(signs.enhancement).toBe('present');
      }
      if (row.endsWith('all-three')) {
        expect(signs).toMatchObject({
          enhancement: 'present',
          thickening: 'present',
          displacement: 'present',
        });
      }
      if (row === 'no-enhancement') expect(signs.enhancement).toBe('absent');
    }
  });

  test('absent, uncertain and not stated support the same: nothing', () => {
    for (const signs of all) {
      for (const other of unsupported) {
        const same = (sign: 'thickening' | 'displacement' | 'epiduralFibrosis') =>
          expect([signs, agreementRow({ ...signs, [sign]: other })]).toEqual([
            signs,
            agreementRow({ ...signs, [sign]: 'not-mentioned' }),
          ]);
        same('thickening');
        same('displacement');
        same('epiduralFibrosis');
      }
    }
  });

  test('recurrent herniation wins over fibrosis, and while it is uncertain neither group is used', () => {
    for (const signs of all) {
      if (signs.recurrentHerniation === 'present' || signs.recurrentHerniation === 'uncertain') {
        expect(agreementRow(signs) ?? '').not.toMatch(/^fibrosis/);
        expect(agreementRow(signs)).toBe(agreementRow({ ...signs, epiduralFibrosis: 'present' }));
      }
    }
  });

  test('every row is a figure of the study, and what may not be printed is none', () => {
    const rows = new Set(all.map((signs) => agreementRow(signs)));
    rows.delete(undefined);
    const evidence = readEvidence('cards/evidence.json');
    for (const row of rows) expect(evidence.figure(row!)).toMatchObject({ kind: 'fraction' });
    expect(rows.size).toBe(13);
    expect([...rows]).not.toContain('displacement-and-enhancement');
  });
});
