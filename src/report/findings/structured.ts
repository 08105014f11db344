import {
  otherFindings,
  type Assertion,
  type OtherFinding,
  type ReportFindings,
} from './report-findings.ts';

/** What coded data of the report say of a finding, and where: `DiagnosticReport.conclusionCode`, … */
export interface StructuredStatement {
  readonly finding: OtherFinding | 'rootEnhancement';
  readonly assertion: Exclude<Assertion, 'not-mentioned'>;
  readonly source: string;
}

/**
 * Sets coded data beside the text. Where the two disagree, the finding is `uncertain` and named in
 * `disagreements`; what only the data state as present is `uncertain` too, because no sentence can be
 * quoted for it; what only the data deny stays `not-mentioned`.
 */
export function withStructured(
  findings: ReportFindings,
  statements: readonly StructuredStatement[],
): ReportFindings {
  if (statements.length === 0) return findings;
  const changed: Record<string, unknown> = {};
  const disagreements: ReportFindings['disagreements'][number][] = [...findings.disagreements];
  for (const name of ['rootEnhancement', ...otherFindings] as const) {
    const about = statements.filter(({ finding }) => finding === name);
    if (about.length === 0) continue;
    const finding = findings[name];
    const said = new Set(about.map(({ assertion }) => assertion));
    const opposes =
      (finding.assertion === 'present' && (said.has('absent') || said.has('uncertain'))) ||
      (finding.assertion === 'absent' && (said.has('present') || said.has('uncertain'))) ||
      (finding.assertion === 'not-assessed' && said.has('present')) ||
      (said.has('present') && said.has('absent'));
    const isOnlyCoded =
      finding.assertion === 'not-mentioned' && (said.has('present') || said.has('uncertain'));
    if (!opposes && !isOnlyCoded) continue;
    if (opposes) disagreements.push(name);
    const by = [
      ...finding.by,
      ...new Set(about.map(({ source, assertion }) => `structured:${source} ${assertion}`)),
    ];
    changed[name] = {
      ...finding,
      assertion: 'uncertain',
      by,
      ...(name === 'rootEnhancement' && placesOf(findings)),
    };
  }
  return { ...findings, ...changed, disagreements };
}

/** Root enhancement that is uncertain says where, if only that it is not known. */
const placesOf = ({ rootEnhancement: { locations, pattern } }: ReportFindings) => ({
  locations:
    locations.length > 0 ? locations : [{ level: 'unspecified', side: 'unspecified' } as const],
  pattern: pattern ?? 'focal',
});
