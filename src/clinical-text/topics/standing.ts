import type { Mention } from '../reading/clinical-text.ts';

/** Whether a title says that something was done, or only speaks of it. */
export type Standing = 'stated' | 'planned' | 'not-done' | 'asked' | 'other-person' | 'around';

/** How a mention of an act stands in a title. What is past was done. */
export function standingOf({ assertion }: Mention): Standing {
  if (assertion === 'affirmed' || assertion === 'past') return 'stated';
  if (assertion === 'denied') return 'not-done';
  if (assertion === 'in-doubt') return 'asked';
  if (assertion === 'other-person') return 'other-person';
  return assertion === 'other-examination' ? 'around' : 'planned';
}
