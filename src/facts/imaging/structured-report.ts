import { readReport } from '../../report/read-report.ts';
import { otherFindings, type OtherFinding } from '../../report/findings/report-findings.ts';
import type { StructuredStatement } from '../../report/findings/structured.ts';
import type { Terminology } from '../../terminology/terminology.ts';
import { allWordsOf, asList, asText, valueSetsOf, type Opaque } from '../reading/fields/fields.ts';

/** Findings that a code of our value sets states by itself. */
const byValueSet: Readonly<Record<string, OtherFinding>> = {
  arachnoiditis: 'arachnoiditis',
  'spinal-infection': 'infection',
  'leptomeningeal-metastasis': 'leptomeningealEnhancement',
};

/**
 * What the coded parts of a report state of the findings that are read from its text:
 * `conclusionCode`, and its results. A code is read
 * by our value sets and its words as a sentence would be; an Observation by its name and its value.
 * Values of another kind (a number, a code without words) state nothing.
 *
 * @param observations The results of the report that are no text of it.
 */
export function structuredStatements(
  report: Opaque,
  observations: readonly Opaque[],
  terminology: Terminology,
): readonly StructuredStatement[] {
  const concluded = asList(report['conclusionCode']).flatMap((concept): StructuredStatement[] => {
    const coded = [...valueSetsOf(concept, terminology)].flatMap((id) => byValueSet[id] ?? []);
    if (coded.length > 0) {
      return coded.map((finding) => ({ finding, assertion: 'present', source: 'conclusionCode' }));
    }
    return allWordsOf(concept).flatMap((words) => statementsIn(words, 'conclusionCode'));
  });
  const results = observations.flatMap(statementsOf);
  return [...concluded, ...results];
}

function statementsOf(observation: Opaque): readonly StructuredStatement[] {
  const [name] = allWordsOf(observation['code']);
  const value = valueIn(observation);
  if (name === undefined || value === undefined) return [];
  return statementsIn(`${name}: ${value}`, 'result');
}

function valueIn(observation: Opaque): string | undefined {
  const truth = observation['valueBoolean'];
  if (typeof truth === 'boolean') return truth ? 'yes' : 'no';
  return asText(observation['valueString']) ?? allWordsOf(observation['valueCodeableConcept'])[0];
}

/** What a few words state, read as a report of one line. */
function statementsIn(words: string, source: string): readonly StructuredStatement[] {
  const findings = readReport(words.slice(0, 500));
  return (['rootEnhancement', ...otherFindings] as const).flatMap((finding) => {
    const { assertion } = findings[finding];
    if (assertion === 'not-mentioned' || assertion === 'not-assessed') return [];
    return [{ finding, assertion, source }];
  });
}
