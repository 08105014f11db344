import type { Terminology } from '../terminology/terminology.ts';
import type { Day } from './calendar.ts';
import { conditionEvidence, isActive, isAsserted, recordedWhen } from './conditions.ts';
import { anyOf, signal, type Signal } from './fact.ts';
import { asText, valueSetsOf, type Opaque } from './fields.ts';
import type { Listed } from './listed.ts';
import { codedValue } from './observations.ts';
import { readWhen } from './calendar.ts';

const MAX_PREGNANCY_DAYS = 42 * 7;

/**
 * A recorded, ongoing pregnancy: an active condition with no delivery recorded on or after its own
 * date, or the status "pregnant" within 42 weeks. A test is not a status.
 */
export function pregnancy(
  conditions: Listed,
  procedures: Listed,
  observations: Listed,
  terminology: Terminology,
  today: Day,
  timeZone: string,
): Signal {
  const deliveries = [
    ...conditions
      .in('delivery')
      .filter(isAsserted)
      .map((c) => recordedWhen(c, timeZone)),
    ...procedures
      .in('delivery')
      .filter((p) => asText(p['status']) === 'completed')
      .map((p) => readWhen(p['performedDateTime'], timeZone)),
  ];
  const isOver = (pregnant: Opaque) => {
    const since = recordedWhen(pregnant, timeZone);
    return deliveries.some((delivered) => !since || !delivered || delivered.last >= since.first);
  };
  const deliveryOnly = new Set(conditions.in('delivery'));
  const ongoing = conditions
    .in('pregnancy')
    .filter((c) => !deliveryOnly.has(c) && isActive(c) && !isOver(c));
  return anyOf(
    signal(
      ongoing.map((c) => conditionEvidence(c)),
      conditions.otherwise,
    ),
    deliveries.length > 0
      ? { status: 'not-recorded' }
      : codedValue(
          observations,
          'obs-pregnancy-status',
          (value) => valueSetsOf(value, terminology).has('pregnancy'),
          MAX_PREGNANCY_DAYS,
          today,
          timeZone,
        ),
  );
}
