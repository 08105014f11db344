import { describe, expect, test } from '@jest/globals';
import { statedAbsence } from '../../../src/cards/text/stated-absence.ts';

describe('A card that says that something is not there', () => {
  test.each([
    'No operation on the spine was found in the procedures.',
    'No cause was found in the report or coded in this record.',
    'no CD4 count of the last year in this record',
    'Lumbar fusion (date not recorded)',
    'The operated level is not recorded.',
    'recurrent herniation not stated, scar not stated',
    'Severity: none recorded',
    'Nothing of it is known.',
    'The order does not mention it.',
    'an active order without a result',
    'an unknown side',
    'No INR on record.',
    'no earlier MRI in the chart',
    'not yet documented',
    'The last dose was never recorded.',
    'The reaction is of a kind not stated.',
  ])('%s', (text) => {
    expect(statedAbsence(text)).not.toEqual([]);
  });
});

describe('What may be said', () => {
  test.each([
    'Procedures read: cholecystectomy (2015).',
    'CD4 last read: 240 cells/µL on 2024-05-03.',
    'Please check when it was done.',
    'Postoperative figures do not apply.',
    'Contrast-only MRI has no baseline.',
    'No root enhancement at the operated level makes it less likely to be the painful root.',
    'This says nothing about compression.',
    'No study measured root enhancement after a puncture. The finding was seen elsewhere.',
    'dural enhancement with no other cause was seen in {{figure:dural-enhancement-after-puncture}}',
    'dural enhancement with no other cause was seen in 1/97 (1.0%; 95% interval 0.2–5.6)',
    'This card is not a reason to delay it.',
    'No ranking by probability is supported.',
    'Non-contrast MRI is also appropriate.',
    'Recorded as active: low back pain, no leg symptoms',
  ])('%s', (text) => {
    expect(statedAbsence(text)).toEqual([]);
  });
});
