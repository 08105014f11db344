import type { FhirResource } from '../../cds-hooks/request/json.ts';
import type { Terminology } from '../../terminology/terminology.ts';
import { recordedBirths } from './births.ts';
import { readWhen, type Day, type When } from '../values/calendar.ts';
import {
  conditionEvidence,
  isActive,
  recordedWhen,
  type ConditionWords,
} from '../reading/conditions.ts';
import { anyOf, known, notRecorded, signal, unreadable, type Signal } from '../values/fact.ts';
import { allWordsOf, asText, referenceTo, valueSetsOf } from '../reading/fields/fields.ts';
import type { Listed } from '../reading/fields/listed.ts';
import { newestWithin } from '../reading/observations.ts';
import { words } from '../reading/order-words.ts';

const MAX_PREGNANCY_DAYS = 42 * 7;

/**
 * A recorded, ongoing pregnancy: an active condition (coded, or in words), or a status within 42
 * weeks. It ends with a delivery that is known to lie on or after its own date; where the dates do
 * not tell, it goes on. A test is not a status.
 */
export function pregnancy(
  conditions: Listed,
  procedures: Listed,
  observations: Listed,
  conditionWords: ConditionWords,
  terminology: Terminology,
  today: Day,
  timeZone: string,
): Signal {
  const deliveries = recordedBirths({ conditions, procedures, timeZone });
  const isOver = (since: When | undefined) =>
    since !== undefined && deliveries.some((delivery) => delivery && delivery.first >= since.first);
  const deliveryOnly = new Set(conditions.in('delivery'));
  const ongoing = conditions
    .in('pregnancy')
    .filter(
      (condition) =>
        !deliveryOnly.has(condition) &&
        isActive(condition) &&
        !isOver(recordedWhen(condition, timeZone)),
    );
  return anyOf(
    signal(
      ongoing.map((condition) => conditionEvidence(condition, conditions)),
      conditions.otherwise,
    ),
    conditionWords.active(
      words.pregnant,
      (condition) =>
        !deliveryOnly.has(condition as FhirResource) && !isOver(recordedWhen(condition, timeZone)),
    ),
    statusPregnant(observations, terminology, today, timeZone, isOver),
    dueDateToCome(observations, today, timeZone, isOver),
  );
}

/** A due date that is still to come, or that cannot be read. */
function dueDateToCome(
  observations: Listed,
  today: Day,
  timeZone: string,
  isOver: (since: When | undefined) => boolean,
): Signal {
  const entered = newestWithin(
    observations,
    'obs-estimated-delivery-date',
    MAX_PREGNANCY_DAYS,
    today,
    timeZone,
  ).filter(({ when }) => !isOver(when));
  const signals = entered.map(({ resource }): Signal => {
    const due = readWhen(resource['valueDateTime'] ?? resource['valueString'], timeZone);
    if (!due) return unreadable('due date');
    if (due.last < today) return notRecorded;
    const reference = referenceTo(resource);
    return known(true, [{ ...(reference && { reference }), says: `due date, ${due.text}` }]);
  });
  return anyOf(...signals, observations.otherwise);
}

function statusPregnant(
  observations: Listed,
  terminology: Terminology,
  today: Day,
  timeZone: string,
  isOver: (since: When | undefined) => boolean,
): Signal {
  const latest = newestWithin(
    observations,
    'obs-pregnancy-status',
    MAX_PREGNANCY_DAYS,
    today,
    timeZone,
  ).filter(({ when }) => !isOver(when));
  const signals = latest.map(({ resource, when }): Signal => {
    const value = resource['valueCodeableConcept'];
    const said = [...allWordsOf(value), asText(resource['valueString']) ?? ''].join(' · ');
    const answer = valueSetsOf(value, terminology);
    if (answer.has('not-pregnant')) return notRecorded;
    if (/\bnot (?:currently )?pregnant\b|\bnegative\b/i.test(said)) return notRecorded;
    const isPregnant = answer.has('pregnancy') || words.pregnant.test(said);
    if (!isPregnant || !when) return unreadable('pregnancy status');
    const reference = referenceTo(resource);
    return known(true, [
      { ...(reference && { reference }), says: `pregnancy status, ${when.text}` },
    ]);
  });
  return anyOf(...signals, observations.otherwise);
}
