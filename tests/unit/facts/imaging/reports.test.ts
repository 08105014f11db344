import { describe, expect, test } from '@jest/globals';
import { readFindings, recentMriReports } from '../../../../src/facts/imaging/reports.ts';
import { showsLumbarSpine } from '../../../../src/facts/studies/study.ts';
import {
  concept,
  CPT,
  dayText,
  list,
  LOINC,
  meanings,
  terminology,
  TODAY,
  ZONE,
} from '../../charts.ts';

const report = (id: string, more: object = {}) => ({
  id,
  status: 'final',
  code: concept(CPT, '72158'),
  effectiveDateTime: '2026-11-10',
  issued: '2026-11-10T10:00:00Z',
  conclusion: 'There is enhancement of the right L5 nerve root.',
  ...more,
});
const found = (...reports: readonly object[]) =>
  recentMriReports(list('reports', ...reports), {
    maxAgeDays: 30,
    today: TODAY,
    timeZone: ZONE,
    meanings: meanings(),
    isMeant: showsLumbarSpine,
    read: (one) => readFindings(one, [], terminology),
  });
const ids = (...reports: readonly object[]) =>
  found(...reports).map(({ reference }) => reference?.split('/')[1]);

describe('Reports that stand', () => {
  test.each([
    ['final', ['r1']],
    ['amended', ['r1']],
    ['corrected', ['r1']],
    ['appended', ['r1']],
    ['preliminary', []],
    ['registered', []],
    ['partial', []],
    ['cancelled', []],
    ['entered-in-error', []],
    [undefined, []],
  ])('%s: %j', (status, expected) => {
    expect(ids(report('r1', { status }))).toEqual(expected);
  });
});

describe('Of a lumbar or whole-spine MRI of the last 30 days', () => {
  test.each([
    ['lumbar', concept(LOINC, '24967-2'), ['r1']],
    ['whole spine', concept(LOINC, '30855-1'), ['r1']],
    ['in words', { text: 'MRI lumbar spine with contrast' }, ['r1']],
    ['thoracic', concept(CPT, '72157'), []],
    ['brain', concept(CPT, '70553'), []],
    ['CT', concept(LOINC, '24963-1'), []],
  ])('%s: %j', (_name, code, expected) => {
    expect(ids(report('r1', { code }))).toEqual(expected);
  });

  test.each([
    ['2026-11-20', ['r1']],
    ['2026-10-21', ['r1']],
    ['2026-10-20', []],
    ['2025-11-10', []],
  ])('scan of %s: %j', (effectiveDateTime, expected) => {
    expect(ids(report('r1', { effectiveDateTime }))).toEqual(expected);
  });

  test('without a scan date, by the day of issue; the scan then has no date', () => {
    const undated = report('r1', { effectiveDateTime: undefined });
    expect(found(undated)).toMatchObject([{ reference: 'DiagnosticReport/r1', scan: undefined }]);
    const [whenever] = found({ ...undated, issued: undefined });
    expect(whenever).toMatchObject({
      scan: undefined,
      dated: { first: -Infinity, last: Infinity },
    });
  });

  test('the scan is dated by its end', () => {
    const [scanned] = found(
      report('r1', {
        effectiveDateTime: undefined,
        effectivePeriod: { start: '2026-11-09', end: '2026-11-10' },
      }),
    );
    expect(scanned?.scan && dayText(scanned.scan.first)).toBe('2026-11-10');
  });
});

describe('Of several versions the one issued last counts', () => {
  const later = { issued: '2026-11-12T10:00:00Z' };
  const one = { identifier: [{ system: 'urn:example:acc', value: 'A1' }] };

  test.each([
    ['amended', ['r2']],
    ['entered-in-error', []],
    ['cancelled', []],
  ])('a newer one, %s: %j', (status, expected) => {
    const [first, second] = [report('r1', one), report('r2', { ...one, ...later, status })];
    expect(ids(first, second)).toEqual(expected);
    expect(ids(second, first)).toEqual(expected);
  });

  test('by code and time of the study, where there is no identifier', () => {
    expect(ids(report('r1'), report('r2', { ...later, status: 'corrected' }))).toEqual(['r2']);
  });

  test('other studies are no versions', () => {
    const other = { identifier: [{ system: 'urn:example:acc', value: 'A2' }] };
    const another = { ...other, ...later, effectiveDateTime: '2026-11-12' };
    expect(ids(report('r1', one), report('r2', another))).toEqual(['r1', 'r2']);
    expect(ids(report('r1'), report('r2', { effectiveDateTime: '2026-11-12' }))).toEqual([
      'r1',
      'r2',
    ]);
  });
});

describe('What the report says', () => {
  test('known, with the sentence as evidence', () => {
    expect(found(report('r1'))).toMatchObject([
      {
        findings: {
          status: 'known',
          value: { rootEnhancement: { assertion: 'present' } },
          evidence: [
            {
              reference: 'DiagnosticReport/r1',
              says: 'There is enhancement of the right L5 nerve root.',
            },
          ],
        },
      },
    ]);
  });

  test.each([
    [
      'a PDF',
      { presentedForm: [{ contentType: 'application/pdf', data: 'JVBERg==' }] },
      'unreadable',
    ],
    ['no text', { conclusion: undefined }, 'not-available'],
  ])('%s: %s, which is not "nothing found"', (_name, more, status) => {
    expect(found(report('r1', more))).toMatchObject([{ findings: { status } }]);
  });
});
