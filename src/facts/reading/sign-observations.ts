import {
  allWordsOf,
  asObject,
  asText,
  codesOf,
  valueSetsOf,
  type Opaque,
} from './fields/fields.ts';
import type { Terminology } from '../../terminology/terminology.ts';
import type { ValueSetId } from '../../generated/value-set-ids.ts';

/** What an observation says of the sign that its code names. */
export type Presence = 'present' | 'absent' | 'unclear';

const no =
  /^\W*(?:no|none|nil|not? (?:present|found|detected|reported)|absent|negative|neg|denie[sd]|normal|intact|false|n)\b/i;
const yes =
  /^\W*(?:yes|present|positive|pos|true|y|new|acute|found|detected|confirmed|abnormal|reduced|impaired|partial|complete|mild|moderate|severe|left|right|bilateral)\b/i;

/**
 * Whether an observation whose code names a sign says that the sign is there. A code alone, without
 * a value, is the finding; a code with a value is a question, and the value its answer.
 *
 * @returns `unclear` for an answer that cannot be read, `absent` when nothing was observed.
 * @see FHIR R4 Observation.value, Observation.dataAbsentReason
 */
export function presenceIn(
  observation: Opaque,
  signSets: readonly ValueSetId[],
  terminology: Terminology,
): Presence {
  const yesNo = observation['valueBoolean'];
  if (typeof yesNo === 'boolean') return yesNo ? 'present' : 'absent';
  const answer = observation['valueCodeableConcept'];
  if (answer !== undefined) {
    const sets = valueSetsOf(answer, terminology);
    if (signSets.some((id) => sets.has(id))) return 'present';
    return inWords([...allWordsOf(answer), ...codesOf(answer)]);
  }
  const written = asText(observation['valueString']);
  if (written !== undefined) return inWords([written]);
  const amount = asObject(observation['valueQuantity'])?.['value'] ?? observation['valueInteger'];
  if (typeof amount === 'number') return amount > 0 ? 'present' : 'absent';
  if (Object.keys(observation).some((member) => /^value[A-Z]/.test(member))) return 'unclear';
  if (observation['dataAbsentReason'] !== undefined) return 'absent';
  return isFoundNormal(observation) ? 'absent' : 'present';
}

function inWords(words: readonly string[]): Presence {
  if (words.some((text) => no.test(text))) return 'absent';
  return words.some((text) => yes.test(text)) ? 'present' : 'unclear';
}

/** An interpretation of "negative" or "normal", by its code in HL7's table or in words. */
function isFoundNormal(observation: Opaque): boolean {
  const listed = observation['interpretation'];
  const concepts: readonly unknown[] = Array.isArray(listed) ? listed : [listed];
  return concepts.some(
    (concept) =>
      codesOf(concept).some((code) => ['N', 'NEG', 'ND'].includes(code)) ||
      allWordsOf(concept).some((text) => no.test(text)),
  );
}
