import { gadoliniumReaction } from './allergies.ts';
import type { ChartReading } from './chart-reading.ts';
import { activeCondition } from './conditions.ts';
import { anyOf, signal, type Signal } from './fact.ts';
import { lowEgfr } from './observations.ts';
import { pregnancy } from './pregnancy.ts';
import { words } from './words.ts';

/** What speaks against gadolinium, or calls for care with it. */
export class ContrastSafety {
  readonly #reading: ChartReading;

  constructor(reading: ChartReading) {
    this.#reading = reading;
  }

  /**
   * eGFR below `limit` mL/min/1.73 m² within `days`, acute kidney injury, chronic kidney disease 4–5
   * or dialysis: what the kidney card would speak of. Where only group II agents are stocked, acute
   * injury alone counts.
   */
  kidneyConcern(limit: number, days: number): Signal {
    const { conditions, conditionWords, observations, procedures, settings, today, timeZone } =
      this.#reading;
    const injury = activeCondition(conditions, 'acute-kidney-injury');
    if (settings.gadoliniumFormulary === 'groupIIOnly') return injury;
    const dialysis = procedures
      .in('dialysis')
      .filter(({ status }) => status === 'completed' || status === 'in-progress');
    return anyOf(
      injury,
      activeCondition(conditions, 'ckd-4-5', 'dialysis'),
      conditionWords.active(words.kidney),
      signal(
        dialysis.map(() => ({ says: 'dialysis' })),
        procedures.otherwise,
      ),
      lowEgfr(observations, limit, days, today, timeZone),
    );
  }

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

  get gadoliniumReaction(): Signal {
    return gadoliniumReaction(
      this.#reading.list('allergies'),
      this.#reading.conditions,
      this.#reading.terminology,
    );
  }
}
