import { isObject, type JsonObject } from '../cds-hooks/request/json.ts';

/** Issue codes by which a server says that something may be missing from its list. */
const dataMayBeMissing: ReadonlySet<unknown> = new Set([
  'incomplete',
  'timeout',
  'throttled',
  'too-costly',
  'transient',
  'lock-error',
  'exception',
  'suppressed',
]);

/**
 * True when an OperationOutcome inside a searchset takes nothing from the list. Epic answers every
 * empty search with a warning (4101, "no results") and adds a disclaimer (4119) to full lists; HL7's
 * own example warns of a parameter that was passed over.
 *
 * @returns false for an error, for an issue whose code says that data may be missing, and for an
 *   outcome that cannot be read: what it tells is not known then.
 * @see FHIR R4 `IssueSeverity` and `IssueType`; checklist PF-20
 */
export function leavesListWhole(outcome: JsonObject): boolean {
  const issues: readonly unknown[] = Array.isArray(outcome['issue']) ? outcome['issue'] : [];
  return issues.length > 0 && issues.every(isHarmless);
}

const isHarmless = (issue: unknown) =>
  isObject(issue) &&
  (issue['severity'] === 'information' || issue['severity'] === 'warning') &&
  !dataMayBeMissing.has(issue['code']);
