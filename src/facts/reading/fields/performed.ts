import { readWhen, type Day, type When } from '../../values/calendar.ts';
import { asObject, asText, type Opaque } from './fields.ts';

/**
 * When a procedure ended. A period without a usable end (none, a placeholder such as 9999-12-31, one
 * that cannot be read) began on its start and may have ended any day since; words ("about five years
 * ago"), an age or a range give no date.
 */
export function performedWhen(procedure: Opaque, timeZone: string): When | undefined {
  const at =
    readWhen(procedure['performedDateTime'], timeZone) ??
    readWhen(procedure['performedString'], timeZone) ??
    // So R5 calls them.
    readWhen(procedure['occurrenceDateTime'], timeZone) ??
    readWhen(procedure['occurrenceString'], timeZone);
  if (at) return at;
  const period = asObject(procedure['performedPeriod'] ?? procedure['occurrencePeriod']);
  const end = readWhen(period?.['end'], timeZone);
  if (end) return end;
  const start = readWhen(period?.['start'], timeZone);
  if (!start) return undefined;
  return { first: start.first, last: Number.POSITIVE_INFINITY, text: `${start.text} or later` };
}

/** Statuses of what was never carried out, and leaves no trace. An unknown one may have been. */
export const neverDone: ReadonlySet<string> = new Set([
  'not-done',
  'entered-in-error',
  'preparation',
]);

/**
 * Whether a procedure was done by today. `past`: its status is unknown, and it ended or began by
 * today. `open`: it may have been; it is running, was broken off, or says neither status nor
 * date.
 */
export function whetherDone(
  procedure: Opaque,
  when: When | undefined,
  today: Day,
): 'yes' | 'past' | 'open' | 'no' {
  const status = asText(procedure['status']) ?? '';
  if (neverDone.has(status) || (when && when.first > today)) return 'no';
  if (status === 'completed') return 'yes';
  const isPast = when && (when.last <= today || !Number.isFinite(when.last));
  return status === 'unknown' && isPast === true ? 'past' : 'open';
}
