import { describe, expect, test } from '@jest/globals';
import { typedNumbers } from '../../../src/cards/text/typed-numbers.ts';

describe('A number of a study or of a setting that is typed', () => {
  test.each([
    ['of the last 30 days', ['30']],
    ['38.5 °C or more', ['38.5']],
    ['agreed in 63 of 72', ['63', '72']],
    ['63/72 (87.5%)', ['63', '72', '87.5']],
    ['CD4 <100', ['100']],
    ['eGFR below 30', ['30']],
    ['6+ months on', ['6']],
    ['under six months', ['six months']],
    ['twelve calendar months or more', ['twelve calendar months']],
    ['more than a year ago', ['a year']],
    ['Scanned at 0.5 T; none at 3 T', ['0.5', '3']],
    ['on day 2', ['2']],
    ['{{setting:reportDays}} or 90 days', ['90']],
  ])('%s', (text, typed) => {
    expect(typedNumbers(text)).toEqual(typed);
  });
});

describe('What only looks like one', () => {
  test.each([
    '{{figure:agreement-from-6-months:of}} {{setting:fromMonths:words}} months',
    'L5, S1, L4-5, L4–L5, T12/L1, C44, C77–C79, CD4, HTLV-1, T1, Kidney360',
    'ICD-10-CM, ICD-10-PCS, OPCS-4',
    'Lee 2009; Jinkins 1993 (Radiology 2016)',
    'variant 7; variants 1-2; Opinion 723; stage 4 or 5; CKD 4–5',
    'one or two roots of one side, several roots, both sides',
    'the two figures describe the same discs',
  ])('%s', (text) => {
    expect(typedNumbers(text)).toEqual([]);
  });
});
