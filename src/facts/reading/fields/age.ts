import { DAY_MS, readWhen, type Day } from '../../values/calendar.ts';
import { known, notRecorded, unreadable, type Fact } from '../../values/fact.ts';
import type { Opaque } from './fields.ts';

/** Age in whole years, as a range when the birth date is partial. */
export function ageYears(
  patient: Opaque | undefined,
  today: Day,
  timeZone: string,
): Fact<{ min: number; max: number }> {
  const born = readWhen(patient?.['birthDate'], timeZone);
  if (!born) return patient?.['birthDate'] === undefined ? notRecorded : unreadable('birth date');
  const years = (from: Day) => {
    const [a, b] = [new Date(from * DAY_MS), new Date(today * DAY_MS)];
    const before =
      b.getUTCMonth() < a.getUTCMonth() ||
      (b.getUTCMonth() === a.getUTCMonth() && b.getUTCDate() < a.getUTCDate());
    return b.getUTCFullYear() - a.getUTCFullYear() - (before ? 1 : 0);
  };
  const value = { min: years(born.last), max: years(born.first) };
  return known(value, [{ says: `born ${born.text}` }]);
}
