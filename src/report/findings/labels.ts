import { otherFindings, type ReportFindings } from './report-findings.ts';

/** The labels of one report, in the shape in which labelled texts are kept. */
export function labelsOf(findings: ReportFindings): Record<string, unknown> {
  const { contrast, rootEnhancement } = findings;
  return {
    contrast,
    nerveRootEnhancement: rootEnhancement.assertion,
    nreLocations: rootEnhancement.locations,
    ...(rootEnhancement.pattern && { nrePattern: rootEnhancement.pattern }),
    ...Object.fromEntries(otherFindings.map((name) => [name, findings[name].assertion])),
    other: findings.tags.map(({ tag }) => tag),
  };
}

/** The labels of a report that is not read, because it is in another language than English. */
export function unreadableLabels(): Record<string, unknown> {
  return {
    contrast: 'unknown',
    nerveRootEnhancement: 'not-mentioned',
    nreLocations: [],
    ...Object.fromEntries(otherFindings.map((name) => [name, 'not-mentioned'])),
    other: ['unreadable'],
  };
}
