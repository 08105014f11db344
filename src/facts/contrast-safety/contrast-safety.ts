import { gadoliniumReaction, recordedReactions, type RecordedReaction } from './allergies.ts';
import type { ChartReading } from '../reading/chart-reading.ts';
import { activeCondition } from '../reading/conditions.ts';
import { lowEgfr, type Egfr } from './egfr.ts';
import { anyOf, signal, type Fact, type Signal } from '../values/fact.ts';
import { asText } from '../reading/fields/fields.ts';
import {
  acuteKidneyInjury,
  kidneyFindings,
  latestEgfr,
  type KidneyFinding,
  type KidneyLimits,
} from './kidney-function.ts';
import { pregnancy } from './pregnancy.ts';
import { recordedPregnancies, type RecordedPregnancy } from './recorded-pregnancy.ts';
import { words } from '../reading/order-words.ts';

/**
 * What speaks against gadolinium, or calls for care with it. Each question has two answers: a wide one
 * that silences offers of contrast (words count, and old entries), and a narrow one on which a card
 * may speak. Whatever the narrow one finds, the wide one finds too.
 */
export class ContrastSafety {
  readonly #reading: ChartReading;

  constructor(reading: ChartReading) {
    this.#reading = reading;
  }

  /** Which agents the site says that it stocks. */
  get formulary(): 'unknown' | 'mixed' | 'groupIIOnly' {
    return this.#reading.settings.gadoliniumFormulary;
  }

  /**
   * eGFR below `limit` mL/min/1.73 m² within `days`, acute kidney injury, chronic kidney disease 4–5,
   * dialysis or a line for it: what the kidney card would speak of. Where only group II agents are stocked, acute
   * injury alone counts. For silencing.
   */
  kidneyConcern(limit: number, days: number): Signal {
    const { conditions, conditionWords, observations, procedures, settings } = this.#reading;
    const injury = activeCondition(conditions, 'acute-kidney-injury');
    if (settings.gadoliniumFormulary === 'groupIIOnly') return injury;
    const dialysis = procedures
      .in('dialysis', 'haemodialysis-line')
      .filter(({ status }) => status === 'completed' || status === 'in-progress');
    return anyOf(
      injury,
      activeCondition(conditions, 'ckd-4-5', 'dialysis', 'haemodialysis-line'),
      conditionWords.active(words.kidney),
      signal(
        dialysis.map(() => ({ says: 'dialysis' })),
        procedures.otherwise,
      ),
      lowEgfr(observations, limit, days, this.#reading),
    );
  }

  /** What is recorded of the kidneys, coded or measured; on this a card may speak. */
  kidneyFindings(limits: KidneyLimits): Fact<readonly KidneyFinding[]> {
    return kidneyFindings(this.#reading, limits);
  }

  acuteKidneyInjury(limits: KidneyLimits): Fact<readonly KidneyFinding[]> {
    return acuteKidneyInjury(this.#reading, limits);
  }

  latestEgfr(days: number): Egfr | undefined {
    return latestEgfr(this.#reading, days);
  }

  /** A recorded pregnancy, coded or in words, as long as nothing says that it is over. For silencing. */
  get pregnancy(): Signal {
    const { conditions, procedures, observations, conditionWords, terminology, today, timeZone } =
      this.#reading;
    return pregnancy(
      conditions,
      procedures,
      observations,
      conditionWords,
      terminology,
      today,
      timeZone,
    );
  }

  /** Whether the gender that the chart records is male: no statement about being pregnant. */
  get isRecordedMale(): boolean {
    const [patient] = this.#reading.list('patient').resources;
    return asText(patient?.['gender'])?.toLowerCase() === 'male';
  }

  /** Coded pregnancies that go on, begun within `weeks`; on these a card may speak. */
  recordedPregnancies(weeks: number): Fact<readonly RecordedPregnancy[]> {
    return recordedPregnancies(this.#reading, weeks);
  }

  /** A reaction to gadolinium or to contrast of a kind that is not said. For silencing. */
  get gadoliniumReaction(): Signal {
    return gadoliniumReaction(
      this.#reading.list('allergies'),
      this.#reading.conditions,
      this.#reading.terminology,
    );
  }

  /** The same on the allergy list alone, with what is recorded of it; on these a card may speak. */
  get recordedReactions(): Fact<readonly RecordedReaction[]> {
    const { terminology, timeZone } = this.#reading;
    return recordedReactions(this.#reading.list('allergies'), terminology, timeZone);
  }
}
