import { allWordsOf, asObject, asText, type Opaque } from './fields/fields.ts';

/**
 * True for an observation that was made but gives no value: none at all, a quantity without a number,
 * or words that say why there is none ("haemolysed"). Such a one says nothing, and does not take the
 * place of an earlier one that does.
 *
 * @param isResult Of a measurement, which without a value is none. A finding whose code says all needs
 *   none; it is without a value only where a reason for that stands in its place.
 * @see FHIR R4 Observation.value, Observation.dataAbsentReason
 */
export function isWithoutValue(observation: Opaque, isResult: boolean): boolean {
  const values = Object.entries(observation).filter(
    ([member, value]) => /^value[A-Z]/.test(member) && value !== null && value !== undefined,
  );
  if (values.length === 0) return isResult || observation['dataAbsentReason'] !== undefined;
  return values.every(([member, value]) => {
    if (member === 'valueQuantity') {
      const number = asObject(value)?.['value'];
      return number === undefined || number === null || number === '';
    }
    if (member !== 'valueString' && member !== 'valueCodeableConcept') return false;
    const words = member === 'valueString' ? [asText(value) ?? ''] : allWordsOf(value);
    return words.length > 0 && words.every((text) => noValue.test(text));
  });
}

/** How laboratories and forms write that there is no value. */
const noValue =
  /^\W*(?:not (?:done|performed|tested|reported|available|assessed|assessable|calculated|recorded|examined|measured|obtained|determined|sent|received|applicable|known)|unable|unsatisfactory|unknown|cancel+ed|ha?emoly[sz]ed|(?:sample |specimen )?(?:clotted|lost|unsuitable|rejected|insufficient|inadequate|ha?emoly[sz]ed|missing)|pending|awaited|to follow|see (?:note|comment|report|below)|no (?:result|sample|specimen|value)|tnp|qns|n\/a|error|invalid|null)\b|^\W*$/i;
