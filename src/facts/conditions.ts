import type { Terminology } from '../terminology/terminology.ts';
import { readWhen, withinDays, type Day, type When } from './calendar.ts';
import { signal, type Evidence, type Fact, type Signal } from './fact.ts';
import { asText, referenceTo, statusCodes, wordsOf, type Opaque } from './fields.ts';
import type { Listed } from './listed.ts';

const inactive = new Set(['inactive', 'remission', 'resolved']);

/** False for a condition that was refuted or entered in error. */
export function isAsserted(condition: Opaque): boolean {
  return !statusCodes(condition['verificationStatus']).some(
    (code) => code === 'refuted' || code === 'entered-in-error',
  );
}

/**
 * True unless the chart says that a condition is over, was refuted or was entered in error. Many
 * charts leave the clinical status out; an abatement then decides. Provisional and differential
 * conditions count: what is suspected matters to these cards.
 */
export function isActive(condition: Opaque): boolean {
  if (!isAsserted(condition)) return false;
  const clinical = statusCodes(condition['clinicalStatus']);
  if (clinical.length > 0) return !clinical.some((code) => inactive.has(code));
  return !Object.keys(condition).some((member) => member.startsWith('abatement'));
}

/** When a condition was entered in the chart, else when it began; undefined when neither is said. */
export function recordedWhen(condition: Opaque, timeZone: string): When | undefined {
  return (
    readWhen(condition['recordedDate'], timeZone) ??
    readWhen(condition['onsetDateTime'], timeZone) ??
    readWhen((condition['onsetPeriod'] as Opaque | undefined)?.['start'], timeZone)
  );
}

/** False only when a condition is known to have been entered before the last `days`. */
export function isRecent(condition: Opaque, days: number, today: Day, timeZone: string): boolean {
  const when = recordedWhen(condition, timeZone);
  return !when || withinDays(when, days, today) !== 'no';
}

/** Active conditions coded in any of the value sets. */
export function activeCondition(conditions: Listed, ...valueSets: readonly string[]): Signal {
  return signal(
    conditions
      .in(...valueSets)
      .filter(isActive)
      .map((condition) => conditionEvidence(condition)),
    conditions.otherwise,
  );
}

/**
 * Active conditions of the value sets entered within `days`; one without a date counts, since a
 * silence too many does less harm than a card too many. For silencing only.
 */
export function recentCondition(
  conditions: Listed,
  days: number,
  today: Day,
  timeZone: string,
  ...valueSets: readonly string[]
): Signal {
  const recent = conditions
    .in(...valueSets)
    .filter((condition) => isActive(condition) && isRecent(condition, days, today, timeZone));
  return signal(
    recent.map((condition) => conditionEvidence(condition)),
    conditions.otherwise,
  );
}

/** The words of the asserted conditions of a chart, gathered once: most charts hold none that match. */
export class ConditionWords {
  readonly #words: readonly { readonly condition: Opaque; readonly words: string }[];
  readonly #all: string;
  readonly #otherwise: Fact<never>;

  constructor(conditions: Listed, terminology: Terminology) {
    this.#words = conditions.resources.flatMap((condition) => {
      const words = wordsOf(condition['code'], terminology).join(' · ');
      return words === '' ? [] : [{ condition, words }];
    });
    this.#all = this.#words.map(({ words }) => words).join('\n');
    this.#otherwise = conditions.otherwise;
  }

  /**
   * Active conditions whose words match. For silencing only: words are no diagnosis.
   * @param isInTime Further asks whether a condition is recent enough.
   */
  active(pattern: RegExp, isInTime: (condition: Opaque) => boolean = () => true): Signal {
    if (!pattern.test(this.#all)) return signal([], this.#otherwise);
    const found = this.#words.filter(
      ({ condition, words }) => pattern.test(words) && isActive(condition) && isInTime(condition),
    );
    return signal(
      found.map(({ condition }) => conditionEvidence(condition)),
      this.#otherwise,
    );
  }
}

export function conditionEvidence(condition: Opaque): Evidence {
  const reference = referenceTo(condition);
  const text = asText((condition['code'] as Opaque | undefined)?.['text']);
  return { ...(reference && { reference }), says: text ?? 'coded condition' };
}
