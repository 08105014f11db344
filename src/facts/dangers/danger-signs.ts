import type { WordTest } from '../reading/order-words.ts';
import { isUnderIcd10 } from '../../terminology/code-systems.ts';
import type { ChartReading } from '../reading/chart-reading.ts';
import {
  activeCondition,
  conditionEvidence,
  isActive,
  isRecent,
  recentCondition,
} from '../reading/conditions.ts';
import type { ConditionTopic } from '../../clinical-text/topics/condition-words.ts';
import type { Medicines } from '../medicines/medicines.ts';
import { anyOf, known, signal, type Signal } from '../values/fact.ts';
import { codingsOf, type Opaque } from '../reading/fields/fields.ts';
import { highTemperature, raisedMarker } from '../reading/observations.ts';
import { words } from '../reading/order-words.ts';
import { malignantMeningitis } from '../values/words.ts';
import { recordedWound } from './wounds.ts';
import type { ValueSetId } from '../../generated/value-set-ids.ts';

export const caudaEquinaSets = [
  'cauda-equina-syndrome',
  'saddle-anaesthesia',
  'urinary-retention-or-overflow',
  'bowel-incontinence',
] as const;

/** Codes of what must not wait for a scan before a lumbar puncture. */
export const punctureStopSets = [
  'meningitis-infectious',
  'encephalitis',
  'subarachnoid-haemorrhage',
  'sepsis',
  'guillain-barre',
] as const;

/** Codes of diseases that make nerve roots enhance by themselves. */
export const diseaseOfRootsSets = [
  'guillain-barre',
  'cidp-chronic-inflammatory',
  'vzv-radiculitis',
  'cmv-infection',
  'lyme-neuroborreliosis',
  'neurosyphilis',
  'neurosarcoidosis',
  'sarcoidosis',
  'meningitis-infectious',
  'cns-vasculitis',
  'schwannoma',
  'neurofibroma',
  'neurofibromatosis',
  'ependymoma-cauda-tumour',
  'cavernous-malformation',
] as const;

/** Signs and suspicions of something worse than these cards are for. */
export class DangerSigns {
  readonly #reading: ChartReading;
  readonly #medicines: Medicines;

  constructor(reading: ChartReading, medicines: Medicines) {
    this.#reading = reading;
    this.#medicines = medicines;
  }

  /** Coded cauda equina signs of the last `days`, or conditions in words that speak of one. */
  caudaEquina(days: number): Signal {
    return anyOf(
      this.#recent(days, ...caudaEquinaSets),
      this.#reading.conditionWords.caudaEquina((condition) => this.#isRecent(condition, days)),
    );
  }

  /** New weakness or another deficit within `days`. */
  newDeficit(days: number): Signal {
    return anyOf(this.#recent(days, 'new-leg-weakness'), this.#recentTopics(days, 'new-weakness'));
  }

  get spinalInfection(): Signal {
    return anyOf(
      this.#active('spinal-infection', 'sepsis'),
      this.#reading.conditionWords.present([
        'spinal-infection',
        'sepsis',
        'endocarditis',
        'wound-infection',
      ]),
    );
  }

  /** A wound infection, another infection after an operation, or a leak: see {@link recordedWound}. */
  get woundProblem(): Signal {
    return recordedWound(this.#reading);
  }

  /** Cancer with known or suspected spread to the spine or its meninges. */
  get spinalSpread(): Signal {
    return anyOf(
      this.#active('spinal-metastasis', 'leptomeningeal-metastasis'),
      this.#reading.conditionWords.present(['spinal-tumour']),
    );
  }

  /**
   * A cancer that is coded or written as active. Basal and squamous cell cancer of the skin (C44) and
   * a family history do not count.
   */
  get activeCancer(): Signal {
    const { conditions, conditionWords } = this.#reading;
    const coded = conditions
      .in('malignant-neoplasm', 'spinal-metastasis', 'leptomeningeal-metastasis')
      .filter((condition) => isActive(condition) && !isSkinCancer(condition));
    return anyOf(
      signal(
        coded.map((condition) => conditionEvidence(condition, conditions)),
        conditions.otherwise,
      ),
      conditionWords.present(
        ['active-cancer', 'blood-cancer', 'spinal-tumour'],
        (condition) => !isSkinCancer(condition),
      ),
    );
  }

  /** A cancer of the past, as a code says. */
  get pastCancer(): Signal {
    return this.#active('history-of-malignancy');
  }

  /** A disease coded or written as active that makes roots enhance by itself. */
  get diseaseOfRoots(): Signal {
    return anyOf(
      this.#active(...diseaseOfRootsSets),
      this.#reading.conditionWords.present(['root-disease']),
    );
  }

  get suspectedLeptomeningealDisease(): Signal {
    return this.#active('leptomeningeal-spread');
  }

  get immuneCompromise(): Signal {
    return anyOf(
      this.#active('immunosuppressed-state', 'hiv-infection'),
      this.#reading.conditionWords.present(['immune-compromise']),
    );
  }

  get guillainBarre(): Signal {
    return this.#active('guillain-barre');
  }

  get arachnoiditis(): Signal {
    return anyOf(
      this.#active('arachnoiditis'),
      this.#reading.conditionWords.present(['arachnoiditis']),
    );
  }

  /** Fever coded, in words, or measured within `hours`. */
  fever(minimumCelsius: number, hours: number): Signal {
    const { conditionWords, observations, nowMs, today, timeZone } = this.#reading;
    return anyOf(
      this.#active('fever'),
      conditionWords.present(['fever']),
      highTemperature(observations, minimumCelsius, hours, nowMs, today, timeZone),
    );
  }

  /** C-reactive protein above mg/L or sedimentation rate above mm/h, or flagged high. */
  raisedInflammation(crpMgPerL: number, esrMmPerHour: number, days: number): Signal {
    const { observations, today, timeZone } = this.#reading;
    return anyOf(
      raisedMarker(observations, 'crp', crpMgPerL, days, today, timeZone),
      raisedMarker(observations, 'esr', esrMmPerHour, days, today, timeZone),
    );
  }

  /** Conditions that stop the puncture card, coded or in words, beside fever and priority. */
  get punctureMustNotWait(): Signal {
    const { conditionWords } = this.#reading;
    return anyOf(
      this.#active(...punctureStopSets),
      conditionWords.active(words.punctureMustNotWaitCondition, undefined, malignantMeningitis),
    );
  }

  /** Raised intracranial pressure, or treatment into the fluid: the puncture is then a treatment. */
  get raisedPressure(): Signal {
    return anyOf(
      this.#active('intracranial-hypertension'),
      this.#reading.conditionWords.active(words.raisedPressure),
    );
  }

  /**
   * Immune compromise, by a disease or by a medicine that is ordered as current, together with acute
   * neurology: new weakness, encephalitis, a sign. The medicines matter only beside acute neurology.
   */
  acuteNeurologyInImmuneCompromise(days: number): Signal {
    const acute = anyOf(
      this.#recent(days, 'new-leg-weakness'),
      this.#recentWords(days, words.acuteNeurology),
      this.caudaEquina(days),
      this.#active('encephalitis'),
    );
    if (acute.status === 'not-recorded') return acute;
    const immune = anyOf(this.immuneCompromise, this.#immunosuppressants);
    if (immune.status !== 'known') return immune;
    return acute.status === 'known'
      ? { ...acute, evidence: [...immune.evidence, ...acute.evidence] }
      : acute;
  }

  /** A medicine that weakens the immune system, ordered as current. */
  get #immunosuppressants(): Signal {
    const taken = this.#medicines.current('immunosuppressant');
    return taken.status === 'known' ? known(true, taken.evidence) : taken;
  }

  #active(...valueSets: readonly ValueSetId[]): Signal {
    return activeCondition(this.#reading.conditions, ...valueSets);
  }

  #recent(days: number, ...valueSets: readonly ValueSetId[]): Signal {
    const { conditions, today, timeZone } = this.#reading;
    return recentCondition(conditions, days, today, timeZone, ...valueSets);
  }

  #recentWords(days: number, pattern: WordTest): Signal {
    return this.#reading.conditionWords.active(pattern, (condition) =>
      this.#isRecent(condition, days),
    );
  }

  #recentTopics(days: number, ...topics: readonly ConditionTopic[]): Signal {
    return this.#reading.conditionWords.present(topics, (condition) =>
      this.#isRecent(condition, days),
    );
  }

  #isRecent(condition: Opaque, days: number): boolean {
    const { today, timeZone } = this.#reading;
    return isRecent(condition, days, today, timeZone);
  }
}

const isSkinCancer = (condition: Opaque) =>
  codingsOf(condition['code']).some(({ system, code }) => isUnderIcd10(system, code, 'C44'));
