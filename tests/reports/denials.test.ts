import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { labelsOf } from '../../src/report/findings/labels.ts';
import { readReport } from '../../src/report/read-report.ts';

/** A sentence that denies uptake and what it truly says; `read`: what is read of it instead so far. */
interface Row {
  readonly kind: string;
  readonly text: string;
  readonly labels: { readonly nerveRootEnhancement: string };
  readonly read?: string;
}

const file = new URL('../../fhir-fixtures/reports/denials.json', import.meta.url);
const rows = JSON.parse(readFileSync(file, 'utf8')) as readonly Row[];
const kinds = [...new Set(rows.map(({ kind }) => kind))];
const read = ({ text }: Row) => String(labelsOf(readReport(text))['nerveRootEnhancement']);

describe.each(kinds)('%s', (kind) => {
  const own = rows.filter((row) => row.kind === kind);

  test('no root that enhances, may enhance or was not judged is read as one that does not', () => {
    const reassured = own.filter(
      (row) => row.labels.nerveRootEnhancement !== 'absent' && read(row) === 'absent',
    );
    expect(reassured.map(({ text }) => text)).toEqual([]);
  });

  test('what is denied is not read as uptake', () => {
    const alarming = own.filter(
      (row) =>
        !/^(?:present|uncertain)$/.test(row.labels.nerveRootEnhancement) &&
        row.read !== 'present' &&
        read(row) === 'present',
    );
    expect(alarming.map(({ text }) => text)).toEqual([]);
  });

  test('each is read as written down', () => {
    const other = own.flatMap((row) => {
      const [now, expected] = [read(row), row.read ?? row.labels.nerveRootEnhancement];
      return now === expected ? [] : [`${row.text} is ${expected}, read ${now}`];
    });
    expect(other).toEqual([]);
  });
});

test('the gate costs few of the denials that are right', () => {
  const denied = rows.filter(({ labels }) => labels.nerveRootEnhancement === 'absent');
  const kept = denied.filter((row) => read(row) === 'absent');
  expect(kept.length / denied.length).toBeGreaterThan(0.9);
});
