import { describe, expect, test } from '@jest/globals';
import { isActive } from '../../../../src/facts/reading/conditions.ts';
import type { Listed } from '../../../../src/facts/reading/fields/listed.ts';
import { lumbarSurgeries } from '../../../../src/facts/surgery/lumbar-surgery.ts';
import {
  concept,
  CPT,
  ICD10CM,
  ICD10PCS,
  list,
  partOf,
  SNOMED,
  status,
  meanings,
  TODAY,
  unavailable,
  ZONE,
} from '../../charts.ts';

const none = list('conditions');
const history = (procedures: Listed, conditions: Listed = none) =>
  lumbarSurgeries(procedures, conditions, isActive, meanings(), ZONE, TODAY);

/** The operations read from one finished procedure. */
function read(procedure: object) {
  const found = history(list('procedures', { id: 'p1', status: 'completed', ...procedure }));
  return found.status === 'known' ? found.value.surgeries : [];
}

const kinds = (procedure: object) => read(procedure).map(({ kind }) => kind);

describe('Coded operations', () => {
  test.each([
    ['disc', CPT, '63030 63042 63044 62380 63056'],
    ['disc', SNOMED, '178618008 442058009 782391003 178668000'],
    ['disc', ICD10PCS, '0SB20ZZ 0SB24ZZ 0ST40ZZ 0sb40zz'],
    ['decompression', CPT, '63005 63012 63017 63047'],
    ['decompression', SNOMED, '427752004 429377005 442118009'],
    ['decompression', ICD10PCS, '01NB0ZZ 00NY4ZZ'],
    ['fusion', CPT, '22558 22612 22630 22633'],
    ['fusion', SNOMED, '50172003 277764006'],
    ['fusion', ICD10PCS, '0SG00A0 0SG30AJ'],
  ])('%s: %s %s', (kind, system, codes) => {
    for (const code of codes.split(' ')) {
      expect(read({ code: concept(system, code) })).toMatchObject([{ kind, readFrom: 'code' }]);
    }
  });

  test('a disc treated through a needle has the weight of words', () => {
    expect(read({ code: concept(CPT, '62287') })).toMatchObject([
      { kind: 'disc', readFrom: 'text' },
    ]);
  });

  test.each(['V33.3', 'V33.5', 'V33.6', 'V34.3'])(
    'a disc taken out for a fusion, in one code: %s',
    (code) => {
      expect(kinds({ code: concept('https://fhir.hl7.org.uk/CodeSystem/OPCS-4', code) })).toEqual([
        'fusion',
      ]);
    },
  );

  test('an operation coded as disc surgery and as fusion is none of the disc alone', () => {
    const codings = [
      { system: CPT, code: '22612' },
      { system: CPT, code: '63030' },
    ];
    expect(kinds({ code: { coding: codings } })).toEqual(['fusion']);
    expect(kinds({ code: { coding: [...codings].reverse() } })).toEqual(['fusion']);
  });

  test.each([
    ['cervical discectomy', CPT, '63020'],
    ['a further level, cervical or lumbar', CPT, '63035'],
    ['lumbar puncture', CPT, '62270'],
    ['epidural injection', CPT, '62323'],
    ['a code of another system', SNOMED, '63030'],
  ])('no lumbar operation: %s', (_name, system, code) => {
    expect(kinds({ code: concept(system, code) })).toEqual([]);
  });

  test('words beside the code that name another part of the spine take it back', () => {
    expect(kinds({ code: concept(CPT, '63030', 'Discectomy C5-C6') })).toEqual([]);
    expect(kinds({ code: concept(CPT, '63030'), bodySite: [{ text: 'Thoracic spine' }] })).toEqual(
      [],
    );
    expect(
      kinds({ code: concept(CPT, '63030', 'L4-5 discectomy, prior cervical fusion') }),
    ).toEqual(['disc']);
  });

  test('revision without a region counts when the words name the lumbar spine', () => {
    expect(kinds({ code: concept(CPT, '22830') })).toEqual([]);
    expect(kinds({ code: concept(CPT, '22830', 'Exploration at C5-C6') })).toEqual([]);
    expect(kinds({ code: concept(CPT, '22830', 'Exploration at L4-L5') })).toEqual(['disc']);
  });

  test('the name is our label of the code, not the display that came with it', () => {
    const code = { coding: [{ system: SNOMED, code: '178618008', display: '**Anything**' }] };
    expect(read({ code })).toMatchObject([{ name: 'Primary lumbar discectomy' }]);
  });
});

describe('Whether it was done', () => {
  const discectomy = { code: concept(CPT, '63030') };

  test.each([
    'preparation',
    'in-progress',
    'not-done',
    'on-hold',
    'stopped',
    'entered-in-error',
    'unknown',
    undefined,
  ])('status %s: nothing', (value) => {
    expect(history(list('procedures', { ...discectomy, status: value }))).toEqual({
      status: 'not-recorded',
    });
  });

  test('what is still to come has not happened', () => {
    expect(kinds({ ...discectomy, performedDateTime: '2026-11-20' })).toEqual(['disc']);
    expect(kinds({ ...discectomy, performedDateTime: '2026-11-21' })).toEqual([]);
    expect(kinds({ ...discectomy, performedDateTime: '2027' })).toEqual([]);
  });

  test('a list that could not be had says nothing of what is not in it', () => {
    const other = { status: 'completed', code: { text: 'Appendectomy' } };
    const missing = { status: 'not-available', missing: ['procedures'] };
    expect(history(list('procedures', other))).toEqual({ status: 'not-recorded' });
    expect(history(partOf('procedures', other))).toEqual(missing);
    expect(history(unavailable('procedures'))).toEqual(missing);
    expect(history(partOf('procedures', { ...discectomy, status: 'completed' }))).toMatchObject({
      status: 'known',
      value: { complete: false },
    });
  });
});

describe('Postlaminectomy syndrome stands for disc surgery of unknown date', () => {
  const syndrome = (more: object = {}) =>
    list('conditions', { id: 'c1', code: concept(ICD10CM, 'M96.1'), ...more });

  test('when the chart holds no operation', () => {
    const found = history(list('procedures'), syndrome());
    expect(found).toMatchObject({
      status: 'known',
      value: { surgeries: [{ kind: 'disc', readFrom: 'status', levels: [] }], complete: true },
      evidence: [{ reference: 'Condition/c1' }],
    });
    expect(found).toMatchObject({ value: { surgeries: [{ when: undefined, side: undefined }] } });
  });

  test('not of the cervical spine', () => {
    const code = concept(ICD10CM, 'M96.1', 'Cervical postlaminectomy syndrome');
    expect(history(list('procedures'), syndrome({ code }))).toEqual({ status: 'not-recorded' });
  });

  test('not when it is over or refuted, and not beside a recorded operation', () => {
    for (const more of [
      { clinicalStatus: status('resolved') },
      { verificationStatus: status('refuted') },
    ]) {
      expect(history(list('procedures'), syndrome(more))).toEqual({ status: 'not-recorded' });
    }
    const operation = { status: 'completed', code: concept(CPT, '63030') };
    const beside = history(list('procedures', operation), syndrome());
    expect(beside).toMatchObject({ value: { surgeries: [{ readFrom: 'code' }] } });
  });
});
