import { readWhen, type When } from './calendar.ts';
import { asObject, type Opaque } from './fields.ts';

/**
 * When a procedure ended. A period without a usable end (none, a placeholder such as 9999-12-31, one
 * that cannot be read) began on its start and may have ended any day since; words ("about five years
 * ago"), an age or a range give no date.
 */
export function performedWhen(procedure: Opaque, timeZone: string): When | undefined {
  const at =
    readWhen(procedure['performedDateTime'], timeZone) ??
    readWhen(procedure['performedString'], timeZone);
  if (at) return at;
  const period = asObject(procedure['performedPeriod']);
  const end = readWhen(period?.['end'], timeZone);
  if (end) return end;
  const start = readWhen(period?.['start'], timeZone);
  if (!start) return undefined;
  return { first: start.first, last: Number.POSITIVE_INFINITY, text: `${start.text} or later` };
}
