import { namesCause, type CauseTopic } from '../../clinical-text/topics/condition-words.ts';
import { isUnderIcd10 } from '../../terminology/code-systems.ts';
import { readWhen, type Day } from '../values/calendar.ts';
import { recordedCancer, type RecordedCancer } from './cancer.ts';
import { newestCd4, type Cd4Count } from './cd4.ts';
import type { ChartReading } from '../reading/chart-reading.ts';
import { conditionEvidence, isActive, isAsserted, isRecent } from '../reading/conditions.ts';
import { anyOf, signal, type Fact, type Signal } from '../values/fact.ts';
import { allWordsOf, asObject, codingsOf, type Opaque } from '../reading/fields/fields.ts';
import { statusCodes } from '../reading/fields/status.ts';
import { newestViralLoad, type ViralLoad } from './viral-load.ts';
import type { ValueSetId } from '../../generated/value-set-ids.ts';

/**
 * Conditions that give root or meningeal enhancement a meaning of its own. What makes a card fire
 * (cancer, HIV) is read narrowly: active, confirmed, coded. What silences one is read widely.
 */
export class KnownCauses {
  readonly #reading: ChartReading;
  #recorded: RecordedCancer | undefined;

  constructor(reading: ChartReading) {
    this.#reading = reading;
  }

  /** A malignant neoplasm that is not over. See {@link recordedCancer}. */
  get knownCancer(): Signal {
    return this.#cancer.active;
  }

  /** A malignant neoplasm of the past: history, remission, or an entry that was closed. */
  get pastCancer(): Signal {
    return this.#cancer.past;
  }

  /** HIV infection coded as active and confirmed; a test, an exposure or a contact is not. */
  get hiv(): Signal {
    return this.#known(['hiv-infection'], (condition) => !isNoInfection.test(wordsOf(condition)));
  }

  /** The newest CD4 count of the last `days`. See {@link newestCd4}. */
  cd4(days: number): Fact<Cd4Count> {
    const { observations, today, timeZone } = this.#reading;
    return newestCd4(observations, days, today, timeZone);
  }

  /** The newest HIV viral load of the last `days`, for a card to show. */
  hivViralLoad(days: number): ViralLoad | undefined {
    const { observations, today, timeZone } = this.#reading;
    return newestViralLoad(observations, days, today, timeZone);
  }

  /** Active conditions coded in any of the value sets. For silencing. */
  active(...valueSets: readonly ValueSetId[]): Signal {
    return this.#asserted(valueSets, isActive);
  }

  /** Active conditions coded in the sets, or that began, were entered or ended in the last `days`. */
  ofLast(days: number, ...valueSets: readonly ValueSetId[]): Signal {
    const { today, timeZone } = this.#reading;
    return this.#asserted(
      valueSets,
      (condition) =>
        isActive(condition) ||
        isRecent(condition, days, today, timeZone) ||
        (endedOn(condition, timeZone) ?? Number.NEGATIVE_INFINITY) >= today - days,
    );
  }

  /** Conditions coded in the sets at any time: a diagnosis once made stays known. For silencing. */
  ever(...valueSets: readonly ValueSetId[]): Signal {
    return this.#asserted(valueSets, () => true);
  }

  /** Active conditions of the sets entered or begun on or after a day; undated ones count. */
  activeSince(since: Day, ...valueSets: readonly ValueSetId[]): Signal {
    const { today, timeZone } = this.#reading;
    return this.#asserted(
      valueSets,
      (condition) => isActive(condition) && isRecent(condition, today - since, today, timeZone),
    );
  }

  /** Metastasis to the brain or the meninges: ICD-10-CM C79.3, our label of the code, or words. */
  get brainMetastasis(): Signal {
    const { conditions, texts } = this.#reading;
    const coded = conditions
      .in('malignant-neoplasm')
      .filter(
        (condition) =>
          isAsserted(condition) &&
          (isUnder(condition, 'C793') ||
            namesCause(texts.read(conditions.nameOf(condition) ?? ''), 'brain-metastasis')),
      );
    return anyOf(
      signal(
        coded.map((condition) => conditionEvidence(condition, conditions)),
        conditions.otherwise,
      ),
      this.ever('leptomeningeal-metastasis'),
      this.named('brain-metastasis'),
    );
  }

  /** Chemotherapy into the cerebrospinal fluid, done or being done, coded or in words. */
  get intrathecalTreatment(): Signal {
    const { procedures } = this.#reading;
    const coded = new Set<Opaque>(procedures.in('intrathecal-chemotherapy'));
    const given = procedures.resources.filter(
      (procedure) =>
        (procedure['status'] === 'completed' || procedure['status'] === 'in-progress') &&
        (coded.has(procedure) || intrathecal.test(wordsOf(procedure))),
    );
    return signal(
      given.map(() => ({ says: 'treatment into the cerebrospinal fluid' })),
      procedures.otherwise,
    );
  }

  /** Active conditions whose words name a cause: for silencing only, words are no diagnosis. */
  named(...topics: readonly CauseTopic[]): Signal {
    return this.#reading.conditionWords.naming(...topics);
  }

  get #cancer(): RecordedCancer {
    return (this.#recorded ??= recordedCancer(this.#reading.conditions));
  }

  #known(valueSets: readonly ValueSetId[], counts: (condition: Opaque) => boolean): Signal {
    return this.#asserted(
      valueSets,
      (condition) => isActive(condition) && isConfirmed(condition) && counts(condition),
    );
  }

  #asserted(valueSets: readonly ValueSetId[], counts: (condition: Opaque) => boolean): Signal {
    const { conditions } = this.#reading;
    const found = conditions.in(...valueSets).filter((c) => isAsserted(c) && counts(c));
    return signal(
      found.map((condition) => conditionEvidence(condition, conditions)),
      conditions.otherwise,
    );
  }
}

const unconfirmed = new Set(['unconfirmed', 'provisional', 'differential']);
const isConfirmed = (condition: Opaque) =>
  !statusCodes(condition['verificationStatus']).some((code) => unconfirmed.has(code));

const wordsOf = (condition: Opaque) => allWordsOf(condition['code']).join(' · ');

const intrathecal =
  /\b(?:intrathecal|IT)\b[^.;·]{0,200}\b(?:chemo\w*|methotrexate|MTX|cytarabine|thiotepa|trastuzumab)\b|\bommaya\b/i;
const isNoInfection = /\bexpos\w*|\bnegative\b|\bscreen\w*|\bcontact\b|\bprophyla\w*|\bPrEP\b/i;

/** True when any ICD-10 coding of the condition lies under a category, written without a dot. */
const isUnder = (condition: Opaque, category: string) =>
  codingsOf(condition['code']).some(({ system, code }) => isUnderIcd10(system, code, category));

/** The last day on which a condition may have ended, where that is recorded as a date. */
function endedOn(condition: Opaque, timeZone: string): Day | undefined {
  const when =
    readWhen(condition['abatementDateTime'], timeZone) ??
    readWhen(asObject(condition['abatementPeriod'])?.['end'], timeZone);
  return when?.last;
}
