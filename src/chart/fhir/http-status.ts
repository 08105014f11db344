import { isObject } from '../../cds-hooks/request/json.ts';

/** The HTTP status by which a FHIR server refused a request; undefined when no answer came. */
export function statusOf(error: unknown): number | undefined {
  const response = isObject(error) ? error['response'] : undefined;
  const status = isObject(response) ? response['status'] : undefined;
  return typeof status === 'number' ? status : undefined;
}

/** True when an error says that the deadline of the call was over. */
export const isLate = (error: unknown): boolean =>
  isObject(error) && (error['name'] === 'TimeoutError' || error['name'] === 'AbortError');
