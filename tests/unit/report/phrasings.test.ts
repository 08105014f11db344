import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { labelsOf } from '../../../src/report/findings/labels.ts';
import { readReport } from '../../../src/report/read-report.ts';
import { plainTextOf } from '../../../src/report/report-text.ts';

/** One way of saying something, with what it says; labels that are left out are not looked at. */
interface Phrasing {
  readonly text: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly places?: readonly string[];
  readonly pattern?: string;
  readonly tags?: readonly string[];
}

const url = new URL('../../../fhir-fixtures/reports/phrasings.json', import.meta.url);
const phrasings = JSON.parse(readFileSync(url, 'utf8')) as readonly Phrasing[];

test.each(phrasings)('$text', ({ text, labels, places, pattern, tags }) => {
  const findings = readReport(
    plainTextOf(text, text.startsWith('<') ? 'text/html' : undefined) ?? '',
  );
  const read = labelsOf(findings);
  const { locations } = findings.rootEnhancement;
  const seen = {
    labels: Object.fromEntries(Object.keys(labels).map((name) => [name, read[name]])),
    ...(places && { places: locations.map(({ level, side }) => `${level} ${side}`).toSorted() }),
    ...(pattern && { pattern: read['nrePattern'] }),
    ...(tags && { tags: tags.filter((tag) => (read['other'] as string[]).includes(tag)) }),
  };
  expect(seen).toEqual({
    labels,
    ...(places && { places: places.toSorted() }),
    ...(pattern && { pattern }),
    ...(tags && { tags }),
  });
});
