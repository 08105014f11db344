import type { Egfr } from '../../../facts/contrast-safety/egfr.ts';
import type { KidneyFinding } from '../../../facts/contrast-safety/kidney-function.ts';
import type { Phrase } from '../../verdict.ts';

/** What a card says of each finding: value, unit, formula and date, or name and date, and where. */
export const kidneyPhrase = (finding: KidneyFinding): Phrase =>
  finding.kind === 'low-egfr'
    ? egfrPhrase('low-egfr', finding.egfr)
    : { name: finding.kind, slots: namedSlots(finding) };

/** A finding as it may stand in an order's note. */
export const kidneyNote = (finding: KidneyFinding): Phrase =>
  finding.kind === 'low-egfr'
    ? egfrPhrase('note-low-egfr', finding.egfr)
    : { name: 'note-recorded', slots: namedSlots(finding) };

/** A result with its formula; `-bare` when the laboratory did not say which it was. */
export const egfrPhrase = (
  name: string,
  { value, unit, formula, when, evidence }: Egfr,
): Phrase => ({
  name: formula === undefined ? `${name}-bare` : name,
  slots: {
    value,
    unit,
    formula: formula ?? '',
    date: when?.text ?? 'a date to be checked',
    source: evidence.reference ?? 'the chart',
  },
});

const namedSlots = ({ name, on, evidence }: Exclude<KidneyFinding, { kind: 'low-egfr' }>) => ({
  recorded: on === undefined ? name : `${name}, ${on}`,
  source: evidence.reference ?? 'the chart',
});
