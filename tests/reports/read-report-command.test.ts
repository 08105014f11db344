import { spawnSync } from 'node:child_process';
import { describe, expect, test } from '@jest/globals';
import { compiled } from '../support/compiled.ts';

const run = (input: string, ...args: string[]) =>
  spawnSync(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', 'scripts/read-report.ts', ...args],
    { input, encoding: 'utf8', env: { ...process.env, ...compiled } },
  );
const lines = (text: string) => text.split('\n').filter((line) => line !== '');

describe('read-report', () => {
  test('answers every line with the labels of the guideline', () => {
    const { stdout, stderr, status } = run(
      '{"id":"a","text":"There is enhancement of the right L5 nerve root."}\n\n{"id":2,"text":"<p>MRI without contrast</p>","contentType":"text/html"}\n',
    );
    expect({ stderr, status }).toEqual({ stderr: '', status: 0 });
    const [first, second] = lines(stdout).map(
      (line) => JSON.parse(line) as Record<string, unknown>,
    );
    expect(first).toEqual({
      id: 'a',
      labels: {
        contrast: 'given', nerveRootEnhancement: 'present', nreLocations: [{ level: 'L5', side: 'right' }], nrePattern: 'focal',
        thickening: 'not-mentioned', displacement: 'not-mentioned', recurrentDiscHerniation: 'not-mentioned', epiduralFibrosis: 'not-mentioned', arachnoiditis: 'not-mentioned',
        infection: 'not-mentioned', mass: 'not-mentioned', leptomeningealEnhancement: 'not-mentioned', tridentSign: 'not-mentioned', other: [],
      },
    }); // prettier-ignore
    expect(second).toMatchObject({
      id: 2,
      labels: { contrast: 'not-given', nerveRootEnhancement: 'not-assessed', nreLocations: [] },
    });
  });

  test('reads no part of another language', () => {
    const { stdout } = run(
      '{"id":"a","text":"Keine Anreicherung der Nervenwurzeln, no enhancement."}\n{"id":"b","text":"No enhancement."}\n',
    );
    const [first, second] = lines(stdout).map(
      (line) => (JSON.parse(line) as { labels: Record<string, unknown> }).labels,
    );
    expect(first).toMatchObject({ contrast: 'unknown', other: ['unreadable'] });
    expect(second).toMatchObject({ nerveRootEnhancement: 'absent', other: [] });
  });

  test('names a line that cannot be read, answers the others, and ends with 1', () => {
    const { stdout, stderr, status } = run(
      [
        'nonsense',
        '{"id":"ok","text":"Normal."}',
        '[]',
        '{"text":"x"}',
        '{"id":"b"}',
        '{"id":"c","text":"x","contentType":"application/pdf"}',
      ].join('\n'),
    );
    expect(lines(stdout).map((line) => (JSON.parse(line) as { id: string }).id)).toEqual(['ok']);
    expect(lines(stderr)).toEqual([
      'line 1: not JSON',
      'line 3: not an object',
      'line 4: "id" is missing',
      'line 5: "text" is missing, or not a string',
      'line 6: "contentType" "application/pdf" is not readable; text/plain and text/html are',
    ]);
    expect(status).toBe(1);
  });

  test('nothing in, nothing out', () => {
    expect(run('')).toMatchObject({ stdout: '', stderr: '', status: 0 });
  });

  test('--text tells a person what a report says, with its words', () => {
    const { stdout, status } = run(
      'FINDINGS: The left S1 nerve root enhances. No abscess.',
      '--text',
    );
    expect(status).toBe(0);
    expect(stdout).toContain('root enhancement: present');
    expect(stdout).toContain('“The left S1 nerve root enhances.” (10–42)');
    expect(stdout).toContain('where: S1 left (focal)');
    expect(stdout).toContain('infection: absent');
  });
});
