import { describe, expect, test } from '@jest/globals';
import { readFindings } from '../../../../src/facts/imaging/reports.ts';
import { concept, CPT, list, SNOMED, terminology } from '../../charts.ts';

const report = (more: object) => ({
  id: 'r1',
  status: 'final',
  code: concept(CPT, '72158'),
  effectiveDateTime: '2026-11-10',
  conclusion: 'There is enhancement of the right L5 nerve root. No arachnoiditis.',
  ...more,
});
function findingsOf(more: object, ...observations: readonly Record<string, unknown>[]) {
  const [read] = list('reports', report(more)).resources;
  const findings = readFindings(read ?? {}, observations, terminology);
  return findings.status === 'known' ? findings.value : undefined;
}
const observation = (name: string, value: object, more: object = {}) => ({
  resourceType: 'Observation',
  id: 'o1',
  status: 'final',
  code: { text: name },
  ...value,
  ...more,
});
const results = { result: [{ reference: 'Observation/o1' }] };

describe('Coded data beside the text of a report', () => {
  test('the text alone', () => {
    const findings = findingsOf({});
    expect(findings).toMatchObject({
      disagreements: [],
      rootEnhancement: { assertion: 'present' },
      arachnoiditis: { assertion: 'absent' },
    });
  });

  test.each([
    ['a code of a value set', { conclusionCode: [concept(SNOMED, '8217007')] }],
    ['words of a conclusion', { conclusionCode: [{ text: 'Arachnoiditis' }] }],
  ])('%s that the text denies: uncertain, and said so', (_name, more) => {
    const findings = findingsOf(more);
    expect(findings).toMatchObject({
      disagreements: ['arachnoiditis'],
      arachnoiditis: { assertion: 'uncertain' },
      rootEnhancement: { assertion: 'present' },
    });
    expect(findings?.arachnoiditis.by).toContain('structured:conclusionCode present');
  });

  test.each([
    ['false', { valueBoolean: false }],
    ['a word', { valueString: 'absent' }],
    ['a concept', { valueCodeableConcept: { text: 'Not present' } }],
    ['no', { valueString: 'No' }],
  ])('an observation that denies what the text states (%s)', (_name, value) => {
    const findings = findingsOf(results, observation('Nerve root enhancement', value));
    expect(findings).toMatchObject({
      disagreements: ['rootEnhancement'],
      rootEnhancement: { assertion: 'uncertain', locations: [{ level: 'L5', side: 'right' }] },
    });
  });

  test('a contained observation', () => {
    const contained = [observation('Nerve root enhancement', { valueBoolean: false })];
    expect(findingsOf({ contained, result: [{ reference: '#o1' }] })?.disagreements).toEqual([
      'rootEnhancement',
    ]);
  });

  test('what agrees changes nothing', () => {
    const findings = findingsOf(
      results,
      observation('Nerve root enhancement', { valueBoolean: true }),
    );
    expect(findings).toMatchObject({
      disagreements: [],
      rootEnhancement: { assertion: 'present' },
    });
  });

  test('what only the data state has no sentence: uncertain, no disagreement', () => {
    const findings = findingsOf(results, observation('Epidural abscess', { valueBoolean: true }));
    expect(findings).toMatchObject({
      disagreements: [],
      infection: { assertion: 'uncertain', quotes: [] },
    });
  });

  test.each([
    ['only denied', observation('Epidural abscess', { valueBoolean: false })],
    [
      'entered in error',
      observation('Epidural abscess', { valueBoolean: true }, { status: 'entered-in-error' }),
    ],
    [
      'preliminary',
      observation('Epidural abscess', { valueBoolean: true }, { status: 'preliminary' }),
    ],
    ['a number', observation('Epidural abscess', { valueInteger: 1 })],
    ['no value', observation('Epidural abscess', {})],
    ['another observation', observation('Epidural abscess', { valueBoolean: true }, { id: 'o2' })],
  ])('%s: nothing', (_name, one) => {
    expect(findingsOf(results, one)).toMatchObject({
      disagreements: [],
      infection: { assertion: 'not-mentioned' },
    });
  });

  test('without text: what the data state is uncertain', () => {
    const only = { conclusion: undefined, conclusionCode: [{ text: 'Arachnoiditis' }] };
    expect(findingsOf(only)).toMatchObject({
      contrast: 'unknown',
      arachnoiditis: { assertion: 'uncertain' },
    });
  });

  test('a form that cannot be read stays so, whatever the codes say', () => {
    expect(
      findingsOf({
        presentedForm: [{ contentType: 'application/pdf', data: 'JVBERi0=' }],
        conclusionCode: [{ text: 'Arachnoiditis' }],
      }),
    ).toBeUndefined();
  });

  test.each([[null], ['x'], [{}], [[null, 1, 'x', {}, { reference: 1 }]], [{ reference: '#' }]])(
    '%j as results: ignored',
    (result) => {
      expect(
        findingsOf({ result, contained: result, conclusionCode: result })?.disagreements,
      ).toEqual([]);
    },
  );
});
