import { expect, test } from '@jest/globals';
import { MAX_MENTIONS } from '../../src/clinical-text/reading/lexicon.ts';
import { MAX_CHARACTERS } from '../../src/clinical-text/text/tokens.ts';
import { lexicon } from '../support/lexicon.ts';

/** What makes careless readers slow: each alone, as long as the longest text. */
const units = [
  ' ', '\n', '.', '?', '(', '[ ', '-', 'a', '1', '1/', 'L4-', 'L4/5, ', 'w/', 'no ', 'no fever ', 'fever, ', 'fever ', 'numb ', 'numb in the ',
  'saddle ', 'or ', 'if ', 'x: ', 'fever: no ', '2019 ', 'discetomy ', 'anaesthesiaa ', "can't ", 'i.v.', 'with and ', 'without with ',
]; // prettier-ignore

test.each(units)('a text of %j only is read to its bound', (unit) => {
  const text = unit.repeat(Math.ceil((MAX_CHARACTERS + 1) / unit.length));
  const { mentions, tokens, isCut } = lexicon.read(text, { currentYears: [2026] });
  expect(isCut).toBe(true);
  expect(mentions.length).toBeLessThanOrEqual(MAX_MENTIONS);
  expect(tokens.length).toBeLessThanOrEqual(MAX_CHARACTERS);
  for (const { start, end, words } of mentions) expect(text.slice(start, end)).toBe(words);
});
