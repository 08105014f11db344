import { describe, expect, test } from '@jest/globals';
import { sentencesOf } from '../../../src/report/document/sentences.ts';

const texts = (report: string) => sentencesOf(report).map(({ text }) => text);
const sections = (report: string) => sentencesOf(report).map(({ section }) => section);

describe('Sentences', () => {
  test.each([
    ['One. Two.', ['One.', 'Two.']],
    ['One; two! Three?', ['One; two!', 'Three?']],
    ['ENHANCES.NO DISC.', ['ENHANCES.', 'NO DISC.']],
    ['?arachnoiditis. Normal.', ['?arachnoiditis.', 'Normal.']],
    ['A disc of 4.5 mm at L4-5.', ['A disc of 4.5 mm at L4-5.']],
    ['First line.\nSecond line', ['First line.', 'Second line']],
    ['A line that\ngoes on.', ['A line that\ngoes on.']],
    ['No discitis, i.e. no oedema.', ['No discitis, i.e. no oedema.']],
    ['First line\r\n\r\n  Second line  ', ['First line', 'Second line']],
    ['No end', ['No end']],
    ['', []],
    [' \n\t\n ', []],
  ])('%j', (report, expected) => {
    expect(texts(report)).toEqual(expected);
  });
});

describe('Sections', () => {
  test.each([
    ['FINDINGS: Normal.', 'findings'],
    ['Impression: Normal.', 'impression'],
    ['Conclusion:\nNormal.', 'impression'],
    ['ADDENDUM: Corrected.', 'addendum'],
    ['Normal, without a heading.', 'findings'],
    ['L4-5: Disc bulge.', 'findings'],
    ['TECHNIQUE: T1.', 'technique'],
    ['Contrast: 7 ml.', 'technique'],
    ['Exam: MRI.', 'technique'],
    ['CLINICAL HISTORY: Pain.', 'history'],
    ['Comparison: None.', 'comparison'],
    ['Recommendation: Follow up.', 'recommendation'],
  ])('%j: %s', (report, section) => {
    expect(sections(report)).toEqual([section]);
  });

  test('a heading holds until the next one', () => {
    expect(
      sections('HISTORY: Pain.\nOperated 2024.\nTECHNIQUE: T1.\nFINDINGS:\nNormal. Normal.'),
    ).toEqual(['history', 'history', 'technique', 'findings', 'findings']);
  });

  test('the heading is not part of the sentence', () => {
    expect(texts('IMPRESSION: The root enhances.')).toEqual(['The root enhances.']);
  });
});
