import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { labelsOf } from '../../src/report/findings/labels.ts';
import { readReport } from '../../src/report/read-report.ts';
import { plainTextOf } from '../../src/report/report-text.ts';
import { findings, precision, recall, scoreOf, tableOf, type Labelled } from './score.ts';

const folder = new URL('../../fhir-fixtures/reports/', import.meta.url);
/**
 * Floors a little below what was reached, so that a change that reads worse is seen. The reader has
 * been made with all of these before its eyes; `held-out` was first read unseen (README).
 */
const sets = [
  { name: 'dev', floors: { contrast: 1, root: 0.98, status: 0.98, core: 0.96 } },
  { name: 'train-a', floors: { contrast: 0.98, root: 0.98, status: 0.97, core: 0.94 } },
  { name: 'train-b', floors: { contrast: 0.98, root: 0.98, status: 0.92, core: 0.92 } },
  { name: 'nasty', floors: { contrast: 0.98, root: 0.98, status: 0.96, core: 0.96 } },
  { name: 'held-out', floors: { contrast: 0.98, root: 0.98, status: 0.97, core: 0.95 } },
  // Read by the finished reader for the first time; nothing was repaired for it.
  { name: 'unread', floors: { contrast: 0.97, root: 0.9, status: 0.73, core: 0.71 } },
].filter(({ name }) => existsSync(new URL(`${name}.json`, folder)));

describe.each(sets)('$name', ({ name, floors }) => {
  const reports = JSON.parse(readFileSync(new URL(`${name}.json`, folder), 'utf8')) as Labelled[];
  const read = reports.map(({ text, contentType }) =>
    labelsOf(readReport(plainTextOf(text, contentType) ?? '')),
  );
  const score = scoreOf(reports, read);

  test('is read as well as it was', () => {
    process.stdout.write(`\n${tableOf(name, score)}\n`);
    // The differences are the message when a floor is missed.
    const reached = {
      contrast: score.contrastAccuracy >= floors.contrast,
      root: score.rootAccuracy >= floors.root,
      status: score.exactStatus >= floors.status,
      core: score.exactCore >= floors.core,
    };
    const differences = Object.values(reached).every(Boolean) ? [] : score.differences;
    expect({ reached, differences }).toEqual({
      reached: { contrast: true, root: true, status: true, core: true },
      differences: [],
    });
  });

  test('roots that were not assessed are never read as without enhancement', () => {
    expect(score.falseReassurances).toEqual([]);
  });

  test('every label is one of the guideline', () => {
    for (const labels of read) {
      expect(['given', 'not-given', 'unknown']).toContain(labels['contrast']);
      for (const finding of findings) {
        expect(['present', 'absent', 'uncertain', 'not-mentioned']).toContain(labels[finding]);
      }
    }
  });
});

describe('The scorer', () => {
  const one = (labels: Labelled['labels']): Labelled => ({ id: 'a', text: '', labels });

  test('counts what is right, wrong and missed', () => {
    const score = scoreOf(
      [one({ contrast: 'given', nerveRootEnhancement: 'present', mass: 'absent' })],
      [{ contrast: 'given', nerveRootEnhancement: 'absent', mass: 'absent' }],
    );
    expect(score.counts.get('nerveRootEnhancement present')).toEqual({
      right: 0,
      wrong: 0,
      missed: 1,
    });
    expect(score.counts.get('nerveRootEnhancement absent')).toEqual({
      right: 0,
      wrong: 1,
      missed: 0,
    });
    expect(score).toMatchObject({ contrastAccuracy: 1, rootAccuracy: 0, exactStatus: 0 });
    expect(precision({ right: 3, wrong: 1, missed: 0 })).toBe(0.75);
    expect(recall({ right: 0, wrong: 0, missed: 0 })).toBeUndefined();
  });

  test('names false reassurance and false alarm', () => {
    const read = (nerveRootEnhancement: string) => ({ nerveRootEnhancement });
    expect(scoreOf([one(read('not-assessed'))], [read('absent')]).falseReassurances).toEqual(['a']);
    expect(scoreOf([one(read('absent'))], [read('present')]).falseAlarms).toEqual(['a']);
    expect(scoreOf([one(read('uncertain'))], [read('present')]).falseAlarms).toEqual([]);
  });

  test('places count in any order, a missing label is silence', () => {
    const places = [
      { level: 'L5', side: 'left' },
      { level: 'S1', side: 'right' },
    ];
    const gold = one({
      contrast: 'given',
      nerveRootEnhancement: 'present',
      nreLocations: places,
      nrePattern: 'multilevel',
    });
    expect(scoreOf([gold], [{ ...gold.labels, nreLocations: places.toReversed() }]).exactCore).toBe(
      1,
    );
    expect(scoreOf([gold], [{ ...gold.labels, nreLocations: [] }])).toMatchObject({
      exactStatus: 1,
      exactCore: 0,
    });
    expect(scoreOf([one({})], [{}]).exactCore).toBe(1);
  });
});
