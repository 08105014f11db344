import { describe, expect, test } from '@jest/globals';
import { PhraseList, wordsIn } from '../../../../src/facts/values/phrase-list.ts';

const reads = (list: string, text: string) => new PhraseList(list).isIn(wordsIn(text));

describe('A plain list of phrases', () => {
  test.each([
    ['knee', 'Left KNEE replacement', true],
    ['knee', 'kneeling', false],
    ['arthroscop*', 'Arthroscopy of the knee', true],
    ['arthroscop*', 'microarthroscopy', false],
    ['*bandscheib*', 'Lendenbandscheibenoperation', true],
    ['low back', 'low-back pain', true],
    ['low back', 'back, low', false],
    ['spinal an*', 'spinal anaesthesia', true],
    ['spinal an*', 'spinal', false],
    ['cesarienne', 'Césarienne', true],
    ['césarienne', 'Cesarienne', true],
    ['fuss', 'Fuß', true],
    ['kregoslup*', 'kręgosłupa', true],
    ['*腰椎*', '第四腰椎手術', true],
    ['*요추*', '제4요추 수술', true],
    ['позвон*', 'Операция на ПОЗВОНОЧНИКЕ', true],
    ['עמוד שדרה', 'ניתוח עמוד שדרה', true],
    ['a, b c*, *de*', 'x', false],
    ['', 'anything', false],
  ])('%j in "%s": %s', (list, text, expected) => {
    expect(reads(list, text)).toBe(expected);
  });

  test('the longest phrase at a place counts', () => {
    const list = new PhraseList('spinal, spinal tap, spinal tap needle');
    expect(list.lengthAt(wordsIn('spinal tap'), 0)).toBe(2);
    expect(list.lengthAt(wordsIn('a spinal tap needle'), 1)).toBe(3);
    expect(list.lengthAt(wordsIn('a spinal'), 0)).toBe(0);
    expect(list.lengthAt([], 0)).toBe(0);
  });
});

test('words in any script, without accents, figures among them', () => {
  expect(wordsIn('  L4/5-Ärzte, œdème ŁÓDŹ ')).toEqual(['l4', '5', 'arzte', 'oedeme', 'lodz']);
  expect(wordsIn('… --- !')).toEqual([]);
});
