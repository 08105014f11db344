import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from '@jest/globals';
import { reportExampleFaults } from '../../src/report/example-faults.ts';
import { readReportWords, reportWords } from '../../src/report/lexicon/report-words.ts';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

/** The word files with one of those of reports changed. */
function withChanged(name: string, change: (text: string) => string): string {
  const folder = mkdtempSync(join(tmpdir(), 'report-words-'));
  folders.push(folder);
  cpSync('cards/words', folder, { recursive: true });
  const path = join(folder, 'en/report', name);
  writeFileSync(path, change(readFileSync(path, 'utf8')));
  return folder;
}

test('every example is read as it says', () => {
  expect(reportExampleFaults()).toEqual([]);
});

test('examples of both kinds stand in every file of phrases', () => {
  const { examples } = reportWords();
  for (const file of new Set(examples.map((one) => one.file))) {
    // Its lists are asked of stretches that others have parted.
    if (file === 'denials') continue;
    const own = examples.filter((one) => one.file === file);
    expect([file, own.some(({ says }) => says.length > 0)]).toEqual([file, true]);
    expect([file, own.some(({ not }) => not.length > 0)]).toEqual([file, true]);
  }
});

describe('A phrase that is added', () => {
  test('is known', () => {
    const folder = withChanged('uptake.yaml', (text) =>
      text.replace('      nre\n', '      nre\n      (rosy|pink) [little] flare\n'),
    );
    const added = readReportWords(folder).vocabulary;
    expect(added.has('flare')).toBe(true);
    expect(added.has('pink')).toBe(true);
    expect(reportWords().vocabulary.has('flare')).toBe(false);
  });
});

describe('What is wrong is said with file, line and cause:', () => {
  const wrong = (file: string, change: (text: string) => string) => {
    const folder = withChanged(file, change);
    return expect(() => readReportWords(folder));
  };

  test('a bracket left open', () => {
    const line = readFileSync('cards/words/en/report/uptake.yaml', 'utf8').split('\n');
    const at = line.indexOf('      nre') + 1;
    wrong('uptake.yaml', (text) => text.replace('      nre\n', '      (nre|x\n')).toThrow(
      `en/report/uptake.yaml:${at}: "(" is not closed`,
    );
  });

  test.each([
    ['a stem', 'enhanc*', 'neither "~" nor "*"'],
    ['a gap', 'nre ~3 root', 'neither "~" nor "*"'],
    ['a list', '{saddle} nre', 'reports have only {number} and {month}'],
    ['capitals', 'NRE', 'in small letters'],
  ])('%s', (_what, phrase, says) => {
    wrong('uptake.yaml', (text) => text.replace('      nre\n', `      ${phrase}\n`)).toThrow(says);
  });

  test('a list that nobody asks for', () => {
    wrong('findings.yaml', (text) => `${text}  madeUp:\n    about: x\n    phrases: x\n`).toThrow(
      'en/report/findings.yaml',
    );
  });

  test('a list that is missing', () => {
    wrong('places.yaml', (text) => text.replace('  exiting:', '  leaving:')).toThrow(
      'lists.exiting',
    );
  });

  test('a form without what it stands for', () => {
    wrong('spelling.yaml', (text) => text.replace('disk = disc', 'disk')).toThrow('is expected');
  });
});
