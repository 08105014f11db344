import type { Egfr } from '../../../facts/contrast-safety/egfr.ts';
import type { KidneyFinding } from '../../../facts/contrast-safety/kidney-function.ts';
import type { Phrase } from '../../verdict.ts';

/** What a card says of each finding: value and date, or name and date, and where. */
export function kidneyPhrase(finding: KidneyFinding): Phrase {
  if (finding.kind === 'low-egfr') return egfrPhrase('low-egfr', finding.egfr);
  const { kind, name, on, evidence } = finding;
  const source = evidence.reference ?? 'chart';
  return on === undefined
    ? { name: `${kind}-undated`, slots: { name, source } }
    : { name: kind, slots: { name, date: on, source } };
}

/** What made the card speak, in the words of its summary. */
export function kidneyTrigger(finding: KidneyFinding): Phrase {
  if (finding.kind === 'low-egfr') {
    return { name: 'trigger-low-egfr', slots: { value: finding.egfr.value } };
  }
  return { name: finding.course === 'receding' ? 'trigger-receding' : `trigger-${finding.kind}` };
}

/** A finding as it may stand in an order's note. */
export const kidneyNote = (finding: KidneyFinding): Phrase =>
  finding.kind === 'low-egfr'
    ? egfrNote(finding.egfr)
    : { name: 'note-recorded', slots: namedSlots(finding) };

/** A result with its formula; `-bare` when the laboratory did not say which it was. */
const egfrNote = (egfr: Egfr): Phrase =>
  egfrPhrase(egfr.formula === undefined ? 'note-low-egfr-bare' : 'note-low-egfr', egfr);

export const egfrPhrase = (
  name: string,
  { value, unit, formula, when, evidence }: Egfr,
): Phrase => ({
  name,
  slots: {
    value,
    unit,
    formula: formula ?? '',
    date: when?.text ?? 'undated',
    source: evidence.reference ?? 'the chart',
  },
});

const namedSlots = ({ name, on, evidence }: Exclude<KidneyFinding, { kind: 'low-egfr' }>) => ({
  recorded: on === undefined ? name : `${name}, ${on}`,
  source: evidence.reference ?? 'the chart',
});
