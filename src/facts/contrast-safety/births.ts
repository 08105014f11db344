import type { When } from '../values/calendar.ts';
import type { ChartReading } from '../reading/chart-reading.ts';
import { begunWhen, isAsserted, recordedWhen } from '../reading/conditions.ts';
import { allWordsOf, asText, type Opaque } from '../reading/fields/fields.ts';
import { performedWhen } from '../reading/fields/performed.ts';

/** A birth as charts title it, coded or not. */
export const birthWords =
  /\bc(?:a)?esar(?:e|i)an\b|\bc-?section\b|\bLSCS\b|\bchild-?birth\b|\blive-?births?\b|\bgave birth\b|\b(?:vaginal|breech|forceps|vacuum|ventouse|assisted|spontaneous|instrumental|operative|normal|water|home|twin) (?:\w+ ){0,2}(?:delivery|birth)\b|\b(?:delivery|birth) (?:procedure|of (?:a |an |the )?(?:placenta|products of conception|baby|infant|child|fetus|foetus|twins?|live))\b|\bdelivered (?:of|by|vaginally|a|an)\b|\bSVD\b|\bNVD\b/i;

/** The time after a birth. */
export const afterBirthWords =
  /\bpost-?\s?(?:partum|natal)\b|\blactating mother\b|\b(?:in|during|complicating|with) the puerperium\b/i;

/** What makes a title speak of another birth, or of one to come. */
export const notThisBirth =
  /\b(?:pregnan\w*|history|h\/o|hx|previous|prior|past|old|family|risk|fear|plan\w*|prevent\w*|counsell?ing|consult\w*|education|preparation|classes|declined|requests?|expected|estimated|due|awaiting|scar|maternal care|baby|newborn)\b/i;

/**
 * When births are recorded for this patient: codes of a birth among conditions and procedures, the same
 * in words, and entries of the time after one. The date of the birth goes before the date of the entry,
 * since a birth of years ago may be entered during the next pregnancy.
 *
 * @returns undefined for each without a date.
 */
export function recordedBirths({
  conditions,
  procedures,
  timeZone,
}: Pick<ChartReading, 'conditions' | 'procedures' | 'timeZone'>): readonly (When | undefined)[] {
  const coded = new Set<Opaque>([...conditions.in('delivery'), ...procedures.in('delivery')]);
  return [
    ...conditions.resources
      .filter(
        (condition) =>
          isAsserted(condition) &&
          (coded.has(condition) || says(condition, afterBirthWords) || says(condition, birthWords)),
      )
      .map((condition) => begunWhen(condition, timeZone) ?? recordedWhen(condition, timeZone)),
    ...procedures.resources
      .filter(
        (procedure) =>
          asText(procedure['status'])?.toLowerCase() === 'completed' &&
          (coded.has(procedure) || says(procedure, birthWords)),
      )
      .map((procedure) => performedWhen(procedure, timeZone)),
  ];
}

/** Whether the title of a resource names it, of this birth and as something that was. */
function says(resource: Opaque, pattern: RegExp): boolean {
  const words = allWordsOf(resource['code']).join(' · ');
  return pattern.test(words) && !notThisBirth.test(words);
}
