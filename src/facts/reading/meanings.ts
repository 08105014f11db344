import type { Lexicon } from '../../clinical-text/reading/lexicon.ts';
import { Texts } from '../../clinical-text/reading/texts.ts';
import type { Terminology } from '../../terminology/terminology.ts';
import { dayAt, yearOf } from '../values/calendar.ts';

export type { Lexicon };

/** What codes and words of one call mean. */
export interface Meanings {
  readonly terminology: Terminology;
  /** The words of the call, each text read once. */
  readonly texts: Texts;
}

/** Last year's words are of now while they are no older than this. */
const NEW_DAYS = 31;

/** What codes and words mean in a call: a year that is named is past unless it is this one. */
export function meaningsAt(
  now: Date,
  timeZone: string,
  { terminology, lexicon }: { readonly terminology: Terminology; readonly lexicon: Lexicon },
): Meanings {
  const today = dayAt(now.getTime(), timeZone);
  const currentYears = [yearOf(today), yearOf(today - NEW_DAYS)];
  return { terminology, texts: new Texts(lexicon, { currentYears }) };
}
