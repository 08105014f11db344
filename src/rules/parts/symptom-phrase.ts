import type { Fact } from '../../facts/values/fact.ts';
import type { Phrase } from '../verdict.ts';

/** A recorded symptom in the words of the chart, with where it stands. */
export function symptomPhrase(symptom: Fact<unknown>, name = 'symptom'): Phrase {
  const [evidence] = symptom.status === 'known' ? symptom.evidence : [];
  return {
    name,
    slots: {
      symptom: evidence?.says ?? 'a condition',
      symptomSource: evidence?.reference ?? 'the chart',
    },
  };
}
