import { known, notRecorded, unreadable, type Signal } from '../../facts/values/fact.ts';
import type { LumbarPicture } from '../../facts/lumbar-picture.ts';

/** A birth date that leaves it open cannot be read for this. */
export function isYoungerThan({ age }: LumbarPicture, years: number): Signal {
  if (age.status !== 'known') return age;
  if (age.value.max < years) return known(true, age.evidence);
  return age.value.min >= years ? notRecorded : unreadable('birth date');
}
