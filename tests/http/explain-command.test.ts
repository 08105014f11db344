import { describe, expect, test } from '@jest/globals';
import { execFile } from 'node:child_process';
import { compiled } from '../support/compiled.ts';

const example = 'fhir-fixtures/hooks/readme-example-order-sign.json';
const explain = (...words: readonly string[]) =>
  new Promise<{ code: number; out: string; err: string }>((resolve) => {
    execFile(
      process.execPath,
      ['--disable-warning=ExperimentalWarning', 'scripts/explain.ts', ...words],
      { env: { PATH: process.env['PATH'], ...compiled }, maxBuffer: 10_000_000 },
      (error, out, err) => resolve({ code: error ? Number(error.code) : 0, out, err }),
    );
  });

describe('npm run explain', () => {
  test('says what was shown, what it rests on, and why the others are silent', async () => {
    const { code, out } = await explain(example, '--now', '2026-11-20T12:00:00Z');
    expect(code).toBe(0);
    expect(out).toMatch(/^SHOWN contrast-option-after-disc-surgery \(info\): .+/m);
    expect(out).toMatch(/rests on:\n {4}Procedure\/.+: .+/);
    expect(out).toMatch(/settings in force: \{.*"contrastOptionMaxMonths"/);
    expect(out).toMatch(/^silent +possible-cauda-equina-routine-order: .+/m);
    expect(out).toMatch(/^ {2}procedures: prefetch$/m);
  });

  test('as JSON, with the settings of each rule', async () => {
    const { out } = await explain(example, '--now', '2026-11-20T12:00:00Z', '--json');
    const { service, response, rules } = JSON.parse(out);
    expect(service).toBe('lumbar-mri-order-sign');
    expect(response.cards).toHaveLength(1);
    expect(rules.length).toBeGreaterThan(2);
    expect(rules.every(({ settings }: any) => typeof settings === 'object')).toBe(true);
  });

  test.each([
    ['no file', [], 2, 'npm run explain'],
    ['a moment that is none', [example, '--now', 'yesterday'], 2, 'npm run explain'],
    ['a file that is no call', ['package.json'], 1, 'no service answers the hook'],
  ])('%s is refused with what to do', async (_what, words, code, says) => {
    const answer = await explain(...words);
    expect([answer.code, answer.err]).toEqual([code, expect.stringContaining(says)]);
  });
}); // prettier-ignore
