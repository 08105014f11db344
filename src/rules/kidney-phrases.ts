import type { Egfr } from '../facts/egfr.ts';
import type { KidneyFinding } from '../facts/kidney-function.ts';
import type { Phrase } from './verdict.ts';

/** What a card says of each finding: value, unit, formula and date, or name and date, and where. */
export const kidneyPhrase = (finding: KidneyFinding): Phrase =>
  finding.kind === 'low-egfr'
    ? { name: 'low-egfr', slots: egfrSlots(finding.egfr) }
    : { name: finding.kind, slots: namedSlots(finding) };

/** A finding as it may stand in an order's note. */
export const kidneyNote = (finding: KidneyFinding): Phrase =>
  finding.kind === 'low-egfr'
    ? { name: 'note-low-egfr', slots: egfrSlots(finding.egfr) }
    : { name: 'note-recorded', slots: namedSlots(finding) };

export function egfrSlots({ value, unit, formula, when, evidence }: Egfr) {
  return {
    value,
    unit,
    formula,
    date: when?.text ?? 'date not recorded',
    source: evidence.reference ?? 'the chart',
  };
}

const namedSlots = ({ name, on, evidence }: Exclude<KidneyFinding, { kind: 'low-egfr' }>) => ({
  name,
  date: on ?? 'date not recorded',
  source: evidence.reference ?? 'the chart',
});
