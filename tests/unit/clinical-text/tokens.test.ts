import { describe, expect, test } from '@jest/globals';
import { Speller } from '../../../src/clinical-text/text/spelling.ts';
import { MAX_CHARACTERS, tokensOf } from '../../../src/clinical-text/text/tokens.ts';

const speller = new Speller({
  pieces: [['ae', 'e']],
  forms: new Map([
    ["can't", ['cannot']],
    ["doesn't", ['does', 'not']],
    ['w/o', ['without']],
    ['-ve', ['negative']],
  ]),
  keyWords: ['discectomy', 'perineal', 'anaesthesia'],
  otherWords: ['peroneal'],
});
const words = (text: string) => tokensOf(text, speller).map(({ word }) => word);
const kinds = (text: string) => tokensOf(text, speller).map(({ kind }) => kind);

describe('Tokens', () => {
  test.each([
    ["Can't void, doesn't feel", ['cannot', 'void', ',', 'does', 'not', 'feel']],
    ['w/o contrast', ['without', 'contrast']],
    ['-ve', ['negative']],
    ['foot-drop', ['foot', 'drop']],
    ['C-/C+', ['C', '-', '/', 'C', '+'].map((word) => word.toLowerCase())],
    ['i.v. L.P.', ['iv', 'lp']],
    ['500ml x2', ['500', 'ml', 'x', '2']],
    ['[x] [ ] (-) ✗', ['[x]', '[ ]', '[-]', '[-]']],
  ])('%s', (text, expected) => {
    expect(words(text)).toEqual(expected);
  });

  test.each(['L4/5', 'L45', 'L5S1', 'L4-L5', 'l5 / s1', 'S1', 'C5/6', 'T8-9', 'D12'])(
    '%s is a level',
    (text) => {
      expect(kinds(text)).toEqual(['level']);
    },
  );

  test.each([
    ['T1', ['word']],
    ['3/7', ['number', 'mark', 'number']],
    ['12/03/2019', ['date']],
    ['2019-04-01', ['date']],
    ['2019', ['year']],
    ["'19", ['year']],
  ])('%s: %j', (text, expected) => {
    expect(kinds(text)).toEqual(expected);
  });

  test('years of dates are read', () => {
    expect(tokensOf("12/03/19 '98 2007", speller).map(({ year }) => year)).toEqual([
      2019, 1998, 2007,
    ]);
  });

  test('offsets count in the text', () => {
    const text = 'No  anaesthesia,\n“L4–L5”';
    for (const { start, end } of tokensOf(text, speller)) {
      expect(text.slice(start, end)).toMatch(/^\S+$/);
    }
    expect(tokensOf(text, speller).map(({ start, end }) => text.slice(start, end))).toContain(
      'L4–L5',
    );
  });

  test('a line that its width broke goes on', () => {
    const wrapped = `numbness of the left leg and foot and then also, saddle\nanaesthesia`;
    expect(tokensOf(wrapped, speller).some(({ opensLine }) => opensLine)).toBe(false);
    expect(tokensOf('Weak\nNumb', speller).map(({ opensLine }) => opensLine)).toEqual([
      false,
      true,
    ]);
  });

  test('what is too long is not read', () => {
    const [token] = tokensOf('a'.repeat(MAX_CHARACTERS + 10), speller);
    expect(token?.end).toBe(MAX_CHARACTERS);
  });
});

describe('Misprints', () => {
  test.each([
    ['discetomy', 'discectomy'],
    ['discectomyy', 'discectomy'],
    ['discetcomy', 'discectomy'],
    ['discextomy', 'discectomy'],
    ['anasthesia', 'anesthesia'],
    ['perinal', 'perineal'],
  ])('%s is read as %s', (written, meant) => {
    expect(words(written)).toEqual([meant]);
  });

  test.each(['peroneal', 'meniscectomy', 'vertebrectomy', 'xdiscectomy', 'disectom'])(
    '%s stays',
    (written) => {
      expect(words(written)).toEqual([written]);
    },
  );
});
