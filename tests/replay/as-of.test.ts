import { describe, expect, test } from '@jest/globals';
import { agreementOf } from '../../src/replay/agreement.ts';
import { asOf, enteredAt, firstInstant } from '../../src/replay/as-of.ts';
import { ChartAt } from '../../src/replay/chart-at.ts';
import { linesOf } from '../../src/replay/lines.ts';
import { recordOf } from '../../src/replay/record.ts';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ms = (iso: string) => Date.parse(iso);

describe('The chart as it stood at a moment', () => {
  test.each([
    ['2024', '2024-01-01'],
    ['2024-05', '2024-05-01'],
    ['2024-05-07', '2024-05-07'],
    ['2024-05-07T10:00:00+02:00', '2024-05-07T08:00:00Z'],
  ])('%s begins at %s', (written, first) => {
    expect(firstInstant(written)).toBe(ms(first));
  });

  test.each(['', 'yesterday', '20240507', '2024-13-01', 7, null, {}])(
    '%s is no date',
    (written) => {
      expect(firstInstant(written)).toBeUndefined();
    },
  );

  test('a result counts from when it was issued, a problem from when it was recorded', () => {
    const observation = {
      resourceType: 'Observation',
      effectiveDateTime: '2024-05-01',
      issued: '2024-05-03T08:00:00Z',
    };
    expect(enteredAt(observation)).toBe(ms('2024-05-03T08:00:00Z'));
    const condition = {
      resourceType: 'Condition',
      onsetDateTime: '2020',
      recordedDate: '2024-02-01',
    };
    expect(enteredAt(condition)).toBe(ms('2024-02-01'));
  });

  test('a problem that ended later was active, one that had ended had not', () => {
    const condition = {
      resourceType: 'Condition',
      clinicalStatus: { coding: [{ code: 'resolved' }] },
      abatementDateTime: '2024-06-01',
    };
    const before = asOf(condition, ms('2024-05-31'));
    expect(before).toMatchObject({ clinicalStatus: { coding: [{ code: 'active' }] } });
    expect(before).not.toHaveProperty('abatementDateTime');
    expect(asOf(condition, ms('2024-06-01'))).toBe(condition);
  });

  test('who died later, or at an unknown time, was alive', () => {
    const died = { resourceType: 'Patient', id: 'a', deceasedDateTime: '2024-06-01' };
    expect(asOf(died, ms('2024-05-01'))).not.toHaveProperty('deceasedDateTime');
    expect(asOf(died, ms('2024-07-01'))).toBe(died);
    expect(asOf({ resourceType: 'Patient', deceasedBoolean: true }, 0)).not.toHaveProperty(
      'deceasedBoolean',
    );
  });

  test('a template brings what a server would: type, codes, status, and nothing of later', () => {
    const chart = new ChartAt({
      patient: 'Patient/{{context.patientId}}',
      observations:
        'Observation?patient={{context.patientId}}&code=http://loinc.org|1,http://loinc.org|2&_sort=-date',
      orders: 'ServiceRequest?patient={{context.patientId}}&status=active&_count=100',
    });
    const observation = (id: string, code: string, effectiveDateTime: string) => ({
      resourceType: 'Observation',
      id,
      code: { coding: [{ system: 'http://loinc.org', code }] },
      effectiveDateTime,
    });
    const signed = {
      resourceType: 'ServiceRequest',
      id: 'signed',
      status: 'active',
      authoredOn: '2024-05-01',
    };
    const record = recordOf([
      { resourceType: 'Patient', id: 'a' },
      observation('before', '2', '2024-04-01'),
      observation('later', '2', '2024-05-02'),
      observation('other', '3', '2024-04-01'),
      {
        resourceType: 'Observation',
        id: 'undated',
        code: { coding: [{ system: 'http://loinc.org', code: '1' }] },
      },
      signed,
      { ...signed, id: 'done', status: 'completed' },
      { ...signed, id: 'standing', authoredOn: '2024-04-01' },
    ]);
    const prefetch = chart.prefetch(record, ms('2024-05-01T12:00:00Z'), new Set([signed]));
    const ids = (key: string) =>
      (prefetch[key] as { entry: { resource: { id: string } }[] }).entry.map(
        ({ resource }) => resource.id,
      );
    expect(prefetch['patient']).toMatchObject({ id: 'a' });
    expect(ids('observations')).toEqual(['before', 'undated']);
    expect(ids('orders')).toEqual(['standing']);
  });
});

test('a line that is longer than is read is told as such, and the next one is read', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'cauda-lines-'));
  const file = join(folder, 'a.ndjson');
  writeFileSync(file, `short\n${'x'.repeat(3_000_000)}\nlast`);
  const lines = [];
  for await (const some of linesOf(file, 1000)) {
    lines.push(...some.map(({ number, bytes }) => ({ number, text: bytes?.toString() })));
  }
  expect(lines).toEqual([
    { number: 1, text: 'short' },
    { number: 2, text: undefined },
    { number: 3, text: 'last' },
  ]);
  rmSync(folder, { recursive: true });
});

test('agreement of two readers is told beyond chance', () => {
  const rows = [
    ...Array<string>(20).fill('right,right'),
    ...Array<string>(5).fill('right,wrong'),
    ...Array<string>(10).fill('wrong,right'),
    ...Array<string>(15).fill('wrong,wrong'),
    ',right',
  ].map((labels) => `c,2024-05,order-sign,card,shown,"a, b",${labels}`);
  const { labelled, same, kappa } = agreementOf(['head', ...rows].join('\r\n'));
  expect([labelled, same]).toEqual([50, 35]);
  // (0.7 − 0.5) / (1 − 0.5)
  expect(kappa).toBeCloseTo(0.4, 10);
});

test('labels are read as a spreadsheet of any country saves them; what is none of ours is named', () => {
  const rows = [
    'c;2024-05;order-sign;card;shown;"a, b";"Right";needless',
    'c,2024-05,order-sign,card,shown,"a, b",right,"right"',
    'c\t2024-05\torder-sign\tcard\tshown\ta\tright\tok',
    'c,2024-05,order-sign,card,shown,"a; b",,',
  ];
  const { labelled, same, used, unknown } = agreementOf(['head', ...rows].join('\n'));
  expect([labelled, same, unknown]).toEqual([3, 1, ['ok']]);
  expect(used).toContainEqual({ label: 'right', times: [3, 1] });
});
