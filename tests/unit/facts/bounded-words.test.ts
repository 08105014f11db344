import { describe, expect, test } from '@jest/globals';
import {
  anticoagulantWords,
  noAnticoagulant,
} from '../../../src/facts/neurology/anticoagulants.ts';
import {
  afterBirthWords,
  birthWords,
  notThisBirth,
} from '../../../src/facts/contrast-safety/births.ts';
import {
  procedureInReason,
  spinalProcedureWords,
} from '../../../src/facts/surgery/recent-spinal-procedure.ts';
import { bothSided } from '../../../src/facts/neurology/retention-of-urine.ts';
import { malignantMeningitis } from '../../../src/facts/values/words.ts';
import {
  backWords,
  elsewhereWords,
  injuryWords,
  operationWords,
} from '../../../src/facts/dangers/wounds.ts';

/** Anything but a sentence's end, any number of times: between two words its time grows as a square. */
const unboundedGap = /(?:\[\^[^\]]*\]|(?<!\\)\.|\\[SWD])(?:[*+]|\{\d+,\})/;

/** Words that a pattern begins or ends with, each as often as a hostile text may say it. */
function hostileTexts(pattern: RegExp): readonly string[] {
  const plain = pattern.source.replace(/\\[a-z]/gi, ' ');
  const named = [...new Set(plain.match(/[a-z]{3,}/gi) ?? [])];
  return [...named, 'a', '1', '-', '\n']
    .flatMap((word) => [`${word} `, word])
    .map((word) => word.repeat(Math.ceil(20_000 / word.length)).slice(0, 20_000));
}

const patterns: Readonly<Record<string, RegExp>> = {
  malignantMeningitis,
  anticoagulantWords,
  noAnticoagulant,
  spinalProcedureWords,
  procedureInReason,
  bothSided,
  birthWords,
  afterBirthWords,
  notThisBirth,
  backWords,
  elsewhereWords,
  injuryWords,
  operationWords,
};

describe.each(Object.entries(patterns))('the words of %s', (_name, pattern) => {
  test('have no gap without a bound', () => {
    expect(pattern.source).not.toMatch(unboundedGap);
  });

  test('are looked for in a long text of one word without a standstill', () => {
    const before = process.cpuUsage();
    // A pattern whose time grows as a square takes tens of seconds for all of these.
    for (const text of hostileTexts(pattern)) text.replace(pattern, ' ');
    // Processor time: a busy machine takes no more of it.
    expect(process.cpuUsage(before).user).toBeLessThan(15_000_000);
  });
});

test('the gap that is looked for is one', () => {
  expect(String.raw`\bnew\b[^.;]*\bweak`).toMatch(unboundedGap);
  expect(String.raw`\bnew\b.+\bweak`).toMatch(unboundedGap);
  expect(String.raw`\bnew\b[^.;]{0,200}\bweak`).not.toMatch(unboundedGap);
  expect(String.raw`temp\.?\s*(?:of)?`).not.toMatch(unboundedGap);
});
