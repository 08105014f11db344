import { isPlaceholder, withinDays, type Day, type When } from '../values/calendar.ts';
import { begunWhen, conditionEvidence, enteredWhen, isActive } from '../reading/conditions.ts';
import { known, unreadable, type Fact } from '../values/fact.ts';
import { allWordsOf, asList, asObject, type Opaque } from '../reading/fields/fields.ts';
import type { Listed } from '../reading/fields/listed.ts';
import type { ValueSetId } from '../../generated/value-set-ids.ts';

/** A deficit that is known to be new. */
export interface NewDeficit {
  readonly name: string;
  /** When it began, else when it was entered, as recorded. */
  readonly dateText: string;
  readonly when: When;
  readonly reference: string | undefined;
}

/**
 * The newest active condition of the value sets that began within the last `days`. For firing, so
 * that the date must say so: when it began, if that is recorded at all, else when it was entered.
 * Weakness that the words place in the arm or the face is another matter.
 *
 * @returns `unreadable` when there is one whose date is missing, no date, or straddles the window.
 */
export function newDeficit(
  conditions: Listed,
  valueSets: readonly ValueSetId[],
  days: number,
  today: Day,
  timeZone: string,
): Fact<NewDeficit> {
  const active = conditions
    .in(...valueSets)
    .filter((condition) => isActive(condition) && !isElsewhere(condition))
    .map((condition) => ({ condition, when: beginning(condition, timeZone) }));
  const isNew = (when: When | undefined) => (when ? withinDays(when, days, today) : 'maybe');
  const newest = active
    .flatMap(({ condition, when }) => (when && isNew(when) === 'yes' ? [{ condition, when }] : []))
    .sort((a, b) => b.when.first - a.when.first)[0];
  if (newest) {
    const evidence = conditionEvidence(newest.condition, conditions);
    return known(
      {
        name: evidence.says,
        dateText: newest.when.text,
        when: newest.when,
        reference: evidence.reference,
      },
      [evidence],
    );
  }
  if (active.some(({ when }) => isNew(when) === 'maybe'))
    return unreadable('date of a new deficit');
  return conditions.otherwise;
}

/** When it began; when it was entered, if nothing at all is said of its beginning. */
function beginning(condition: Opaque, timeZone: string): When | undefined {
  const isSaid = Object.entries(condition).some(
    ([member, value]) =>
      member.startsWith('onset') &&
      value !== null &&
      value !== undefined &&
      !isPlaceholder(asObject(value)?.['start'] ?? value),
  );
  return isSaid ? begunWhen(condition, timeZone) : enteredWhen(condition, timeZone);
}

function isElsewhere(condition: Opaque): boolean {
  const words = [condition['code'], ...asList(condition['bodySite'])]
    .flatMap((concept) => allWordsOf(concept))
    .join(' · ');
  return (
    /\b(?:arms?|hands?|wrists?|grip|fingers?|elbows?|shoulders?|upper (?:limb|extremit\w*)|facial|face|eyelids?|tongue|neck)\b/i.test(
      words,
    ) &&
    !/\b(?:legs?|foot|feet|ankles?|knees?|hips?|lower (?:limb|extremit\w*)|all (?:four )?(?:limbs|extremities))\b/i.test(
      words,
    )
  );
}
