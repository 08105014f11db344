import { describe, expect, test } from '@jest/globals';
import { Automaton } from '../../../src/clinical-text/phrases/automaton.ts';
import { NotationFault, parsePhrase } from '../../../src/clinical-text/phrases/notation.ts';
import { Speller } from '../../../src/clinical-text/text/spelling.ts';
import { tokensOf } from '../../../src/clinical-text/text/tokens.ts';

const speller = new Speller({ pieces: [], forms: new Map(), keyWords: [], otherWords: [] });

/** What a phrase finds in a text, as the words found. */
function find(phrase: string, text: string): readonly string[] {
  const lists = new Map([
    ['numb', [parsePhrase('numb*', speller), parsePhrase('pins and needles', speller)]],
    ['itself', [parsePhrase('{itself}', speller), parsePhrase('a b', speller)]],
  ]);
  const automaton = new Automaton<string>(lists, new Set(['no']));
  automaton.add(parsePhrase(phrase, speller), phrase);
  automaton.close();
  const tokens = tokensOf(text, speller);
  return automaton
    .find(tokens)
    .map(({ from, to }) => text.slice(tokens[from]?.start, tokens[to - 1]?.end));
}

describe('Phrases', () => {
  test.each([
    ['foot drop', 'a foot drop today', ['foot drop']],
    ['foot drop', 'foot-drop', ['foot drop'.replace(' ', '-')]],
    ['numb*', 'numbness', ['numbness']],
    ['(left|right) leg', 'the right leg', ['right leg']],
    ['(foot|big toe) drop', 'big toe drop', ['big toe drop']],
    ['loss of [the] power', 'loss of the power', ['loss of the power']],
    ['loss of [the] power', 'loss of power', ['loss of power']],
    ['[new] weakness', 'weakness', ['weakness']],
    ['numb* ~2 saddle', 'numb in the saddle', ['numb in the saddle']],
    ['numb* ~2 saddle', 'numb in and around the saddle', []],
    ['numb* ~2 saddle', 'numb leg, saddle', []],
    ['numb* ~2 saddle', 'numb no saddle', []],
    ['{numb} saddle', 'pins and needles saddle', ['pins and needles saddle']],
    ['{number} years', '12 years', ['12 years']],
    ['{lumbar level} disc', 'L4/5 disc', ['L4/5 disc']],
    ['CES', 'CES', ['CES']],
    ['CES', 'see ces', []],
    ['CES', 'x ces Y', []],
  ])('%s in "%s"', (phrase, text, expected) => {
    expect(find(phrase, text)).toEqual(expected);
  });

  test.each([
    ['(a', 'not closed'],
    ['a)', 'without a beginning'],
    ['a ~', 'not at an end'],
    ['(a|)', 'nothing stands'],
    ['[a]', 'must be there'],
    ['nu*', 'at least 3 letters'],
    ['nu*b', 'at the end of a word'],
    ['a ~9 b', 'a gap is of'],
    ['{Numb} a', 'names no list'],
    ['{nothing}', 'there is no list'],
    ['{itself} c', 'contains itself'],
  ])('%s is refused: %s', (phrase, cause) => {
    expect(() => find(phrase, '')).toThrow(NotationFault);
    expect(() => find(phrase, '')).toThrow(cause);
  });
});
