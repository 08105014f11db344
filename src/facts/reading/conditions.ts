import type { WordTest } from '../../clinical-text/reading/plain-words.ts';
import { isPlaceholder, readWhen, type Day, type When } from '../values/calendar.ts';
import type { ClinicalText } from '../../clinical-text/reading/clinical-text.ts';
import type { Texts } from '../../clinical-text/reading/texts.ts';
import { readCaudaEquinaSigns } from '../../clinical-text/topics/cauda-equina-signs.ts';
import {
  namesCause,
  readConditionWords,
  type CauseTopic,
  type ConditionTopic,
} from '../../clinical-text/topics/condition-words.ts';
import { signal, unreadable, type Evidence, type Signal } from '../values/fact.ts';
import { allWordsOf, asObject, referenceTo, type Opaque } from './fields/fields.ts';
import { isTakenBack, statusCodes } from './fields/status.ts';
import { byReference, type Listed } from './fields/listed.ts';
import type { ValueSetId } from '../../generated/value-set-ids.ts';

/** Clinical statuses; `relapse` was one before R4. */
const active = new Set(['active', 'recurrence', 'relapse']);
const inactive = new Set(['inactive', 'remission', 'resolved']);

/** False for a condition that was refuted or entered in error, in whichever status that stands. */
export function isAsserted(condition: Opaque): boolean {
  return !['verificationStatus', 'clinicalStatus', 'status'].some((member) =>
    isTakenBack(statusCodes(condition[member])),
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
  if (clinical.some((code) => inactive.has(code))) return false;
  if (clinical.some((code) => active.has(code))) return true;
  return !Object.entries(condition).some(
    ([member, value]) => member.startsWith('abatement') && saysOver(value),
  );
}

/** An abatement says that a condition is over, unless it is "no", or a date that stands for none. */
function saysOver(abatement: unknown): boolean {
  if (abatement === null || abatement === undefined || abatement === false) return false;
  const period = asObject(abatement);
  if (period === undefined || !('start' in period || 'end' in period)) {
    return !isPlaceholder(abatement);
  }
  return [period['start'], period['end']].some(
    (date) => date !== null && date !== undefined && !isPlaceholder(date),
  );
}

/** When a condition was entered in the chart, else when it began; undefined when neither is said. */
export function recordedWhen(condition: Opaque, timeZone: string): When | undefined {
  return enteredWhen(condition, timeZone) ?? begunWhen(condition, timeZone);
}

/** When a condition was entered in the chart; STU3 and DSTU2 have other names for it. */
export function enteredWhen(condition: Opaque, timeZone: string): When | undefined {
  return (
    readWhen(condition['recordedDate'], timeZone) ??
    readWhen(condition['assertedDate'], timeZone) ??
    readWhen(condition['dateRecorded'], timeZone)
  );
}

/** When a condition began, if that is recorded as a date. */
export function begunWhen(condition: Opaque, timeZone: string): When | undefined {
  return (
    readWhen(condition['onsetDateTime'], timeZone) ??
    readWhen(asObject(condition['onsetPeriod'])?.['start'], timeZone)
  );
}

/**
 * False only when a condition is known to have begun and to have been entered before the last `days`.
 * A date after today (a site ahead of our calendar) is recent.
 */
export function isRecent(condition: Opaque, days: number, today: Day, timeZone: string): boolean {
  const dates = [enteredWhen(condition, timeZone), begunWhen(condition, timeZone)];
  const known = dates.filter((when) => when !== undefined);
  return known.length === 0 || known.some(({ last }) => last >= today - days);
}

/** Active conditions coded in any of the value sets. */
export function activeCondition(conditions: Listed, ...valueSets: readonly ValueSetId[]): Signal {
  return signal(
    conditions
      .in(...valueSets)
      .filter(isActive)
      .map((condition) => conditionEvidence(condition, conditions)),
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
  ...valueSets: readonly ValueSetId[]
): Signal {
  const recent = conditions
    .in(...valueSets)
    .filter((condition) => isActive(condition) && isRecent(condition, days, today, timeZone));
  return signal(
    recent.map((condition) => conditionEvidence(condition, conditions)),
    conditions.otherwise,
  );
}

/** The words of the asserted conditions of a chart, gathered once: most charts hold none that match. */
export class ConditionWords {
  readonly #words: readonly { readonly condition: Opaque; readonly words: string }[];
  /** Of every condition, a line each. */
  readonly all: string;
  readonly #conditions: Listed;
  readonly #texts: Texts;
  #speaking: readonly { readonly condition: Opaque; readonly read: ClinicalText }[] | undefined;

  constructor(conditions: Listed, texts: Texts) {
    this.#conditions = conditions;
    this.#texts = texts;
    this.#words = conditions.resources.flatMap((condition) => {
      // Many systems write the display once more as the text.
      const words = [...new Set(allWordsOf(condition['code']))].join(' · ');
      return words === '' ? [] : [{ condition, words }];
    });
    this.all = this.#words.map(({ words }) => words).join('\n');
  }

  /**
   * Active conditions whose words speak of any of the topics, stated or asked about. For silencing only:
   * words are no diagnosis. What is over, denied, screened for or of a relative does not count.
   *
   * @param isInTime Further asks whether a condition counts.
   */
  present(
    topics: readonly ConditionTopic[],
    isInTime: (condition: Opaque) => boolean = () => true,
  ): Signal {
    return this.#saying(
      (read) => readConditionWords(read).present(...topics) !== undefined,
      isInTime,
    );
  }

  /** Active conditions that name a cause of enhancement, of the past too. For silencing only. */
  naming(...topics: readonly CauseTopic[]): Signal {
    return this.#saying(
      (read) => namesCause(read, ...topics),
      () => true,
    );
  }

  /** Active conditions whose words speak of a present cauda equina sign. For silencing only. */
  caudaEquina(isInTime: (condition: Opaque) => boolean): Signal {
    return this.#saying((read) => readCaudaEquinaSigns(read).signs.length > 0, isInTime);
  }

  #saying(says: (read: ClinicalText) => boolean, isInTime: (condition: Opaque) => boolean): Signal {
    const found = this.#thatSpeak.filter(
      ({ condition, read }) => says(read) && isInTime(condition),
    );
    return signal(
      found
        .map(({ condition }) => condition)
        .sort(byReference)
        .map((condition) => conditionEvidence(condition, this.#conditions)),
      // Of more words than are read in a call the rest may have said it.
      this.#texts.isSpent ? unreadable('words of conditions') : this.#conditions.otherwise,
    );
  }

  /** Active conditions whose words mention anything at all, each read once: few of a chart. */
  get #thatSpeak() {
    return (this.#speaking ??= this.#words.flatMap(({ condition, words }) => {
      if (!isActive(condition)) return [];
      const read = this.#texts.read(words);
      return read.isSilent ? [] : [{ condition, read }];
    }));
  }

  /**
   * Active conditions whose words match. For silencing only: words are no diagnosis.
   * @param isInTime Further asks whether a condition is recent enough.
   * @param except Words that are taken out first.
   */
  active(
    pattern: WordTest,
    isInTime: (condition: Opaque) => boolean = () => true,
    except?: RegExp,
  ): Signal {
    if (!pattern.test(this.all)) return signal([], this.#conditions.otherwise);
    const found = this.#words.filter(
      ({ condition, words }) =>
        pattern.test(except ? words.replace(except, ' ') : words) &&
        isActive(condition) &&
        isInTime(condition),
    );
    return signal(
      found
        .map(({ condition }) => condition)
        .sort(byReference)
        .map((condition) => conditionEvidence(condition, this.#conditions)),
      this.#conditions.otherwise,
    );
  }
}

/** Evidence of a condition, by its own words or our label of its code. */
export function conditionEvidence(condition: Opaque, conditions: Listed): Evidence {
  const reference = referenceTo(condition);
  return { ...(reference && { reference }), says: conditions.nameOf(condition) ?? 'condition' };
}
