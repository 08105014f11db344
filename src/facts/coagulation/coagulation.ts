import { activeCondition } from '../reading/conditions.ts';
import type { ChartReading } from '../reading/chart-reading.ts';
import type { Fact, Signal } from '../values/fact.ts';
import { dosesWithin, type Dose } from '../medicines/doses.ts';
import { againstClotting, kindsNamed, type MedicineKind } from '../medicines/medicine-kinds.ts';
import type { ListedMedicine, Medicines } from '../medicines/medicines.ts';
import { newestResults, type LaboratoryResult } from './result.ts';
import type { LaboratoryTest } from './laboratory-tests.ts';

/** What bears on bleeding where a needle goes near the dura. Narrow: a card speaks on it. */
export class Coagulation {
  readonly #reading: ChartReading;
  readonly #medicines: Medicines;

  constructor(reading: ChartReading, medicines: Medicines) {
    this.#reading = reading;
    this.#medicines = medicines;
  }

  /** The newest result of a test within `days`; see {@link newestResults}. */
  newest(test: LaboratoryTest, days: number): readonly (LaboratoryResult | undefined)[] {
    return newestResults(test, days, this.#reading);
  }

  /** What it means when a result is not among those of the chart. */
  get resultsOtherwise(): Fact<never> {
    return this.#reading.observations.otherwise;
  }

  /** Medicines against clotting that are ordered or stated as current; aspirin is none. */
  get medicines(): Fact<readonly ListedMedicine[]> {
    return this.#medicines.current(...againstClotting);
  }

  /** Doses of such medicines within the last `hours`. */
  doses(hours: number): { readonly doses: readonly Dose[]; readonly otherwise: Fact<never> } {
    return dosesWithin(this.#reading, hours, ...againstClotting);
  }

  /** Kinds of medicines that the words of an order say the patient takes or took. */
  namedIn(words: string): ReadonlySet<MedicineKind> {
    return kindsNamed(words, this.#reading);
  }

  /** A bleeding disorder on the problem list, by its code. */
  get bleedingDisorder(): Signal {
    return activeCondition(this.#reading.conditions, 'coagulation-disorder');
  }

  /** A low platelet count on the problem list, by its code. */
  get thrombocytopenia(): Signal {
    return activeCondition(this.#reading.conditions, 'thrombocytopenia');
  }

  /** Being on an anticoagulant, as a status on the problem list that names no medicine. */
  get anticoagulated(): Signal {
    return activeCondition(this.#reading.conditions, 'anticoagulant-not-named');
  }
}
