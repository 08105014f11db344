import { describe, expect, test } from '@jest/globals';
import { needleProcedures } from '../../../../src/facts/surgery/punctures-and-injections.ts';
import {
  concept,
  CPT,
  dayText,
  ICD10PCS,
  list,
  LOINC,
  SNOMED,
  meanings,
  TODAY,
  ZONE,
} from '../../charts.ts';

const needles = (procedures: readonly object[], reports: readonly object[] = []) =>
  needleProcedures(
    list('procedures', ...procedures),
    list('reports', ...reports),
    meanings(),
    ZONE,
    TODAY,
  );
const done = (system: string, code: string, more: object = {}) => ({
  id: 'p1',
  status: 'completed',
  code: concept(system, code),
  performedDateTime: '2026-11-16',
  ...more,
});

describe('A needle in or beside the lumbar canal', () => {
  test('with its name, day, level and place', () => {
    const bodySite = [{ text: 'L3-4' }];
    expect(needles([done(CPT, '62270', { bodySite })])).toMatchObject([
      {
        kind: 'puncture',
        name: 'Lumbar puncture, diagnostic',
        when: { text: '2026-11-16' },
        levels: ['L3-L4'],
        reference: 'Procedure/p1',
      },
    ]);
  });

  test.each([
    ['therapeutic puncture', done(CPT, '62272'), 'puncture'],
    ['myelogram', done(SNOMED, '241592002'), 'puncture'],
    ['in words', done('', '', { code: { text: 'Lumbar puncture' } }), 'puncture'],
    ['transforaminal', done(CPT, '64483'), 'injection'],
    ['caudal', done(CPT, '62322'), 'injection'],
    [
      'region in its words',
      done(ICD10PCS, '3E0S3BZ', { bodySite: [{ text: 'L5 lumbar' }] }),
      'injection',
    ],
  ])('%s', (_what, procedure, kind) => {
    expect(needles([procedure]).map((item) => item.kind)).toEqual([kind]);
  });

  test.each([
    ['in progress', done(CPT, '62270', { status: 'in-progress' })],
    ['not done', done(CPT, '62270', { status: 'not-done' })],
    ['no status', done(CPT, '62270', { status: undefined })],
    ['tomorrow', done(CPT, '62270', { performedDateTime: '2026-11-21' })],
    ['neck', done(CPT, '64479')],
    ['neck in its words', done(SNOMED, '171787008', { bodySite: [{ text: 'C6-C7' }] })],
    ['region not said', done(ICD10PCS, '3E0T33Z')],
    ['blood patch', done(CPT, '62273')],
    ['cancelled plan', done('', '', { code: { text: 'Lumbar puncture consult' } })],
    ['discectomy', done(CPT, '63030')],
  ])('%s: none', (_what, procedure) => {
    expect(needles([procedure])).toEqual([]);
  });

  test('a report of one counts, unless it was never made', () => {
    const report = { id: 'r1', code: concept(LOINC, '24974-8'), effectiveDateTime: '2026-11-16' };
    expect(needles([], [{ ...report, status: 'final' }])).toMatchObject([{ kind: 'puncture' }]);
    expect(needles([], [{ ...report, status: 'cancelled' }])).toEqual([]);
  });

  test.each([
    [{ performedDateTime: undefined }, undefined],
    [{ performedDateTime: '2026-11' }, ['2026-11-01', '2026-11-20']],
    [
      { performedDateTime: undefined, performedPeriod: { start: '2026-11-10' } },
      ['2026-11-10', '2026-11-20'],
    ],
    [{ performedDateTime: undefined, performedString: 'last week' }, undefined],
  ])('its date %j', (dates, expected) => {
    const [item] = needles([done(CPT, '62270', dates)]);
    const when = item?.when;
    expect(when && [dayText(when.first), dayText(when.last)]).toEqual(expected);
  });
});
