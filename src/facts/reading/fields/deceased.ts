import { isPlaceholder } from '../../values/calendar.ts';
import { asText, type Opaque } from './fields.ts';

/**
 * True when the record says that the patient has died: by `deceasedBoolean`, or by a date of death,
 * be it readable or not. A placeholder (9999-12-31) is no date of death.
 *
 * @see FHIR R4 Patient.deceased[x]
 */
export function hasDied(patient: Opaque | undefined): boolean {
  if (patient === undefined) return false;
  const said = patient['deceasedBoolean'];
  if (said === true || asText(said)?.toLowerCase() === 'true') return true;
  const date = asText(patient['deceasedDateTime']);
  return date !== undefined && !isPlaceholder(date);
}
