import { describe, expect, test } from '@jest/globals';
import { read } from '../../support/lexicon.ts';

/** How each mention of fever, weakness or a wound problem is meant, in the order of the text. */
const meant = (text: string) =>
  read(text)
    .of('fever', 'new-weakness', 'wound-problem', 'saddle-numbness', 'urinary-retention')
    .map(({ assertion }) => assertion);

describe('How a mention is meant', () => {
  test.each<[string, string[]]>([
    // denied
    ['no fever', ['denied']],
    ['no fever, weakness or saddle numbness', ['denied', 'denied', 'denied']],
    ['denies fever, weakness, urinary retention', ['denied', 'denied', 'denied']],
    ['no fever but weakness', ['denied', 'affirmed']],
    ['no fever; weakness', ['denied', 'affirmed']],
    ['no fever, now weakness', ['denied', 'affirmed']],
    ['no fever, has weakness', ['denied', 'affirmed']],
    ['no fever, unable to walk', ['denied', 'affirmed']],
    ['no fever, weakness since yesterday', ['denied', 'affirmed']],
    ['never had any fever', ['denied']],
    ["doesn't have fever", ['denied']],
    ['fever and weakness denied', ['denied', 'denied']],
    ['fever resolved', ['denied']],
    ['fever, resolved', ['denied']],
    ['No relief, fever', ['affirmed']],
    ['no change in weakness', ['affirmed']],
    // one answer to a list
    ['Red flags (fever, weakness, saddle numbness): none', ['denied', 'denied', 'denied']],
    ['fever/weakness/saddle numbness - nil', ['denied', 'denied', 'denied']],
    ['fever: no', ['denied']],
    ['fever: no, weakness: yes', ['denied', 'affirmed']],
    ['fever N, weakness Y', ['denied', 'affirmed']],
    ['Fever?: No Weakness?: Yes', ['denied', 'affirmed']],
    ['fever? no', ['denied']],
    ['fever (N)', ['denied']],
    ['(-) fever, (+) weakness', ['denied', 'affirmed']],
    ['fever [ ] weakness [x]', ['denied', 'affirmed']],
    ['Red flags: no fever, no weakness', ['denied', 'denied']],
    // in doubt
    ['?fever', ['in-doubt']],
    ['fever?', ['in-doubt']],
    ['possible saddle numbness', ['in-doubt']],
    ['r/o urinary retention', ['in-doubt']],
    ['urinary retention cannot be excluded', ['in-doubt']],
    ['cannot exclude urinary retention', ['in-doubt']],
    // past and long-standing
    ['saddle numbness 2015', ['past']],
    ['saddle numbness in 2026', ['affirmed']],
    ['previous saddle numbness', ['past']],
    ['previous saddle numbness, now weakness', ['past', 'affirmed']],
    ['saddle numbness 3 years ago', ['past']],
    ['saddle numbness 2015, again since last night', ['affirmed']],
    // warned of
    ['return if fever or weakness', ['hypothetical', 'hypothetical']],
    ['advised to return when saddle numbness develops', ['hypothetical']],
    ['if saddle numbness, go to ED', ['hypothetical']],
    ['warned about urinary retention', ['hypothetical']],
    ['MRI if possible, fever', ['affirmed']],
    // somebody else
    ['mother had weakness', ['other-person']],
    ['family history of weakness', ['other-person']],
    ['wife reports weakness', ['affirmed']],
  ])('%s: %j', (text, expected) => {
    expect(meant(text)).toEqual(expected);
  });

  test.each<[string, string]>([
    ['chronic weakness', 'long-standing'],
    ['weakness for 10 years', 'long-standing'],
    ['new weakness', 'now'],
    ['weakness for 3/7', 'now'],
    ['weakness', 'unsaid'],
    ['aged 45 years, weakness', 'unsaid'],
  ])('%s: %s', (text, said) => {
    expect(read(text).of('new-weakness')[0]?.time.said).toBe(said);
  });

  test('the words that decided are given', () => {
    expect(read('Denies any fever').of('fever')[0]).toMatchObject({ by: 'Denies', words: 'fever' });
  });

  test('the clause of a mention ends at a "but"', () => {
    const text = read('No fever but left leg weakness since Monday. Seen today');
    const [mention] = text.of('new-weakness');
    expect(mention && text.clauseOf(mention)).toBe('left leg weakness since Monday');
  });
});

describe('The language of a text', () => {
  test.each([
    ['MRI of the lumbar spine was performed without contrast.', 'english'],
    ['Die Untersuchung der Lendenwirbelsäule ist ohne Kontrastmittel erfolgt.', 'other'],
    ['Le canal lombaire est étroit, avec une hernie discale et sans conflit.', 'other'],
    ['La resonancia de la columna lumbar con contraste y sin hernia.', 'other'],
    ['Исследование поясничного отдела', 'other'],
    ['腰椎磁共振检查', 'other'],
    ['L5/S1 microdiscectomy', 'unclear'],
  ])('%s: %s', (text, language) => {
    expect(read(text).language).toBe(language);
  });
});
