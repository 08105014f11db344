import { affirmsInReport, saysSomebodyWasTold } from '../../../facts/imaging/report-diagnosis.ts';
import type { ReportFindings } from '../../../facts/imaging/reports.ts';
import { when } from './report-gates.ts';
import type { Silencer } from '../../verdict.ts';

/**
 * What of a report makes a warning needless: it affirms the diagnosis that the warning raises, or
 * records that somebody was told. A possibility among others, or a "less likely", does not.
 */
export const saidOfWarning = (findings: ReportFindings, diagnosis: RegExp): readonly Silencer[] => [
  {
    because: 'affirmed-by-report',
    present: when(affirmsInReport(findings, diagnosis) !== undefined),
  },
  {
    because: 'somebody-told',
    present: when(saysSomebodyWasTold(findings) !== undefined),
  },
];
