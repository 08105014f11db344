import type { ChartReading } from './chart-reading.ts';
import { activeCondition, isRecent, recentCondition } from './conditions.ts';
import { anyOf, type Signal } from './fact.ts';
import { highTemperature, raisedMarker } from './observations.ts';
import { words } from './words.ts';

export const caudaEquinaSets = [
  'cauda-equina-syndrome',
  'saddle-anaesthesia',
  'urinary-retention-or-overflow',
  'bowel-incontinence',
] as const;

/** Signs and suspicions of something worse than these cards are for. */
export class DangerSigns {
  readonly #reading: ChartReading;

  constructor(reading: ChartReading) {
    this.#reading = reading;
  }

  /** Coded cauda equina signs of the last `days`, or conditions in words that speak of one. */
  caudaEquina(days: number): Signal {
    const { conditions, conditionWords, today, timeZone } = this.#reading;
    return anyOf(
      recentCondition(conditions, days, today, timeZone, ...caudaEquinaSets),
      conditionWords.active(words.caudaEquinaCondition, (condition) =>
        isRecent(condition, days, today, timeZone),
      ),
    );
  }

  newLegWeakness(days: number): Signal {
    const { conditions, today, timeZone } = this.#reading;
    return recentCondition(conditions, days, today, timeZone, 'new-leg-weakness');
  }

  get spinalInfection(): Signal {
    return anyOf(
      this.#active('spinal-infection', 'sepsis'),
      this.#reading.conditionWords.active(words.spinalInfection),
    );
  }

  /** A wound infection or another infection after an operation. */
  get woundProblem(): Signal {
    return this.#active('postoperative-infection');
  }

  /** Cancer with known or suspected spread to the spine or its meninges. */
  get spinalSpread(): Signal {
    return this.#active('spinal-metastasis', 'leptomeningeal-metastasis');
  }

  get suspectedLeptomeningealDisease(): Signal {
    return this.#active('leptomeningeal-metastasis');
  }

  get immuneCompromise(): Signal {
    return this.#active('immunosuppressed-state', 'hiv-infection');
  }

  /** Fever coded, in words, or measured within `hours`. */
  fever(minimumCelsius: number, hours: number): Signal {
    const { conditionWords, observations, nowMs, today, timeZone } = this.#reading;
    return anyOf(
      this.#active('fever'),
      conditionWords.active(words.fever),
      highTemperature(observations, minimumCelsius, hours, nowMs, today, timeZone),
    );
  }

  /** C-reactive protein above mg/L or sedimentation rate above mm/h, or flagged high. */
  raisedInflammation(crpMgPerL: number, esrMmPerHour: number, days: number): Signal {
    const { observations, today, timeZone } = this.#reading;
    const marker = (set: string, limit: number, units: RegExp) =>
      raisedMarker(observations, set, limit, units, days, today, timeZone);
    return anyOf(
      marker('obs-crp', crpMgPerL, /^mg\/L$/i),
      marker('obs-esr', esrMmPerHour, /^mm\/(?:h|hr|1h|\[?h)/i),
    );
  }

  /** Conditions and words that stop the puncture card, beside fever and priority. */
  get punctureHardStop(): Signal {
    const { conditionWords } = this.#reading;
    return anyOf(
      this.#active(
        'meningitis-infectious',
        'encephalitis',
        'subarachnoid-haemorrhage',
        'sepsis',
        'guillain-barre',
      ),
      conditionWords.active(words.meningitis),
      conditionWords.active(words.encephalitis),
      conditionWords.active(words.subarachnoidHaemorrhage),
      conditionWords.active(words.sepsis),
      conditionWords.active(words.guillainBarre),
    );
  }

  /** Raised intracranial pressure: the puncture is then a treatment. */
  get intracranialHypertension(): Signal {
    return this.#active('intracranial-hypertension');
  }

  /** Immune compromise together with new weakness, encephalitis or a cauda equina sign. */
  acuteNeurologyInImmuneCompromise(days: number): Signal {
    const immune = this.immuneCompromise;
    if (immune.status !== 'known') return immune;
    const acute = anyOf(
      this.newLegWeakness(days),
      this.caudaEquina(days),
      this.#active('encephalitis'),
    );
    return acute.status === 'known'
      ? { ...acute, evidence: [...immune.evidence, ...acute.evidence] }
      : acute;
  }

  #active(...valueSets: readonly string[]): Signal {
    return activeCondition(this.#reading.conditions, ...valueSets);
  }
}
