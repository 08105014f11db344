import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Cauda } from '../support/cauda.ts';
import { lumbarMri, lumbarPuncture } from '../support/orders.ts';
import { patient, withResource, type Resource } from '../support/patients.ts';
import { withReport } from '../support/reports.ts';

let cauda: Cauda;
beforeAll(async () => {
  cauda = await Cauda.start();
});
afterAll(() => cauda.close());

const lucia = patient('lucia-report-enhancement-3-months');
const [told] = lucia.resources.filter(({ resourceType }) => resourceType === 'DiagnosticReport');

/** So many reports of different scans, each of so many characters. */
function reports(count: number, length: number): readonly object[] {
  const sentence = 'There is enhancement of the right L5 nerve root. ';
  const conclusion = sentence.repeat(Math.ceil(length / sentence.length)).slice(0, length);
  return Array.from({ length: count }, (_, i) => ({
    ...told,
    id: `another-scan-${i}`,
    identifier: [{ value: `accession-${i}` }],
    effectiveDateTime: new Date(Date.UTC(2026, 10, 1) + i * 60_000).toISOString(),
    issued: undefined,
    presentedForm: undefined,
    conclusion,
  }));
}

describe('a body of five megabytes', () => {
  test('of many long reports is read to a bound; what is left counts as unreadable', async () => {
    const others = lucia.resources.filter(
      ({ resourceType }) => resourceType !== 'DiagnosticReport',
    );
    const thick = withResource({ ...lucia, resources: others }, ...reports(900, 4500));
    const { status, body } = await cauda.view(thick);
    expect(status).toBe(200);
    const notChecked = body.extension['cauda.evaluation'].notChecked as { missing: string[] }[];
    expect(notChecked.some(({ missing }) => missing.includes('report text'))).toBe(true);
  }, 300_000);

  test('a chart of eight long reports of the last weeks is read whole', async () => {
    const chart = withResource(lucia, ...reports(8, 4500));
    const { status, body } = await cauda.view(chart);
    expect(status).toBe(200);
    const notChecked = (body.extension?.['cauda.evaluation'].notChecked ?? []) as {
      missing: string[];
    }[];
    expect(notChecked.filter(({ missing }) => missing.includes('report text'))).toEqual([]);
  });

  test('of more reports than a patient has is looked at from the newest', async () => {
    // By their ids these come first; the report of the story is newer than all of them.
    const older = reports(1000, 49).map((report) => ({ ...report, issued: '2026-11-01' }));
    const { cards } = await cauda.view(withResource(lucia, ...older));
    expect(cards.map(({ extension }) => extension['cauda.about'])).toEqual([
      [`DiagnosticReport/${told!.id}`],
    ]);
  }, 300_000);

  test('of small reports that are versions of one another is sorted without a standstill', async () => {
    const [report = {}] = reports(1, 20);
    const chained = Array.from({ length: 4000 }, (_, i) => ({
      ...report,
      id: `version-${i}`,
      identifier: [{ value: `a-${i}` }, { value: `a-${i + 1}` }],
      effectiveDateTime: '2026-11-01',
    }));
    const { status } = await cauda.view(withResource(lucia, ...chained));
    expect(status).toBe(200);
  }, 300_000);

  test.each(['new ', 'metasta ', 'numb', 'a: b\n', 'incontinence ', 'cytolog'])(
    'of conditions and reasons that repeat %j',
    async (word) => {
      const amara = patient('amara-contrast-mri-10-weeks');
      const text = word.repeat(2000 / word.length);
      const chart = withResource(
        amara,
        ...Array.from({ length: 200 }, (_, i) => ({
          resourceType: 'Condition',
          id: `condition-${i}`,
          code: { text },
        })),
      );
      const asked = { reasonCode: Array.from({ length: 200 }, () => ({ text })) };
      const orders: readonly Resource[] = [lumbarMri('with', asked), lumbarPuncture()];
      const { status } = await cauda.sign(chart, orders);
      // So many words are over a bound: where nothing else can be said, the answer says that.
      expect([200, 412]).toContain(status);
    },
    300_000,
  );
});

test.each([
  ['a cell of spaces', `Level | Enhancement\nL5 | ${' '.repeat(100_000)}x | no\n`],
  ['spaces', `The root${' '.repeat(100_000)}enhances`],
  ['commas', `The scar enhances, the root does not${','.repeat(100_000)}x`],
  ['dashes', '-'.repeat(190_000)],
])(
  'a report with %s is read without a standstill',
  async (_name, text) => {
    const { status } = await cauda.view(withReport(lucia, told!.id, text));
    expect(status).toBe(200);
  },
  300_000,
);
