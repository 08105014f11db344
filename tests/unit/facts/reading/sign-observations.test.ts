import { describe, expect, test } from '@jest/globals';
import { presenceIn } from '../../../../src/facts/reading/sign-observations.ts';
import { concept, SNOMED, terminology } from '../../charts.ts';

const sets = ['saddle-anaesthesia', 'urinary-retention-or-overflow'] as const;
const presence = (more: object) =>
  presenceIn({ resourceType: 'Observation', ...more }, sets, terminology);

describe('What an observation says of the sign that its code names', () => {
  test.each([
    ['nothing more: the finding itself', {}],
    ['true', { valueBoolean: true }],
    ['yes, in words', { valueString: 'Yes, since Monday' }],
    ['reduced', { valueString: 'reduced on the left' }],
    ['present, as text', { valueCodeableConcept: { text: 'Present' } }],
    [
      'present, by its display',
      { valueCodeableConcept: { coding: [{ code: '1', display: 'Present' }] } },
    ],
    ['Y', { valueCodeableConcept: { coding: [{ code: 'Y' }] } }],
    ['the sign again', { valueCodeableConcept: concept(SNOMED, '449813001') }],
    ['an amount', { valueQuantity: { value: 400, unit: 'mL' } }],
    ['abnormal', { interpretation: [{ coding: [{ code: 'A' }] }] }],
  ])('%s: present', (_what, more) => {
    expect(presence(more)).toBe('present');
  });

  test.each([
    ['false', { valueBoolean: false }],
    ['no', { valueString: 'no' }],
    ['denied', { valueString: 'Denied by the patient' }],
    ['not present', { valueString: 'Not present' }],
    ['negative', { valueCodeableConcept: { text: 'Negative' } }],
    [
      'absent, beside a code',
      { valueCodeableConcept: { coding: [{ code: '1', display: 'Absent' }] } },
    ],
    ['N', { valueCodeableConcept: { coding: [{ code: 'N' }] } }],
    ['nothing', { valueQuantity: { value: 0, unit: 'mL' } }],
    ['found normal', { interpretation: [{ coding: [{ code: 'N' }] }] }],
    ['found normal, a single interpretation', { interpretation: { text: 'Normal' } }],
    ['not observed', { dataAbsentReason: { text: 'Unknown' } }],
  ])('%s: absent', (_what, more) => {
    expect(presence(more)).toBe('absent');
  });

  test.each([
    ['a code without words', { valueCodeableConcept: { coding: [{ code: 'LA-1' }] } }],
    ['words that say neither', { valueString: 'see letter' }],
    ['a date', { valueDateTime: '2026-11-20' }],
    ['a concept without anything', { valueCodeableConcept: {} }],
  ])('%s: unclear', (_what, more) => {
    expect(presence(more)).toBe('unclear');
  });
});
