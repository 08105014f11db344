import { withinDays, type Day } from '../values/calendar.ts';
import type { ChartReading } from '../reading/chart-reading.ts';
import { activeCondition, isActive, isRecent, recordedWhen } from '../reading/conditions.ts';
import {
  anyOf,
  known,
  notRecorded,
  signal,
  unreadable,
  type Evidence,
  type Fact,
  type Signal,
} from '../values/fact.ts';
import {
  allWordsOf,
  codingsOf,
  referenceTo,
  wordsOf,
  type Opaque,
} from '../reading/fields/fields.ts';
import { performedWhen, whetherDone } from '../reading/fields/performed.ts';
import { statusCodes } from '../reading/fields/status.ts';
import { isUnderIcd10 } from '../../terminology/code-systems.ts';
import type { Medicines } from '../medicines/medicines.ts';
import { putsCancerInThePast, takesCancerBack } from './cancer-words.ts';
import type { DangerSigns } from './danger-signs.ts';
import { highTemperature } from '../reading/observations.ts';
import { saysPast } from '../values/past-in-words.ts';
import { needleProcedures } from '../surgery/punctures-and-injections.ts';
import type { SurgicalHistory } from '../surgery/surgical-history.ts';
import type { ValueSetId } from '../../generated/value-set-ids.ts';

/** What a suspicion of infection after an operation or injection rests on. */
export interface InflammationBounds {
  readonly interventionDays: number;
  readonly crpMgPerL: number;
  readonly esrMmPerHour: number;
  readonly inflammationDays: number;
  readonly feverCelsius: number;
  readonly feverDays: number;
}

/**
 * Infection, tumour or immune compromise as the chart plainly codes them: narrow, because here they
 * make a card speak. `DangerSigns` asks the same widely, for silence.
 */
export class SpinalSuspicion {
  readonly #reading: ChartReading;
  readonly #surgery: SurgicalHistory;
  readonly #dangers: DangerSigns;
  readonly #medicines: Medicines;

  constructor(
    reading: ChartReading,
    surgery: SurgicalHistory,
    dangers: DangerSigns,
    medicines: Medicines,
  ) {
    this.#reading = reading;
    this.#surgery = surgery;
    this.#dangers = dangers;
    this.#medicines = medicines;
  }

  /** An infection of the spine; not one that is known to be older than `days` and was never closed. */
  infection(days: number): Signal {
    const { conditions, today, timeZone } = this.#reading;
    return this.#signalOf(
      this.#standing('spinal-infection').filter((condition) =>
        isRecent(condition, days, today, timeZone),
      ),
      conditions.otherwise,
    );
  }

  /** A metastasis of the spine or its meninges, known or suspected. */
  get spread(): Signal {
    return this.#coded('spinal-metastasis', 'leptomeningeal-metastasis');
  }

  /** An immunosuppressed state or HIV disease; not HIV that our label calls without symptoms. */
  get immuneCompromise(): Signal {
    return this.#coded('immunosuppressed-state', 'hiv-infection');
  }

  /**
   * What puts infection of the spine in question beside back pain: an infection of the blood or the
   * heart valves within `days`, a line for haemodialysis that was put in or gave trouble in them, or
   * injected drugs.
   */
  infectionRisk(days: number): Signal {
    const { conditions, today, timeZone } = this.#reading;
    const recent = this.#standing('bloodstream-or-heart-infection', 'haemodialysis-line').filter(
      (condition) => isRecent(condition, days, today, timeZone),
    );
    return anyOf(
      this.#signalOf([...recent, ...this.#standing('injecting-drug-use')], conditions.otherwise),
      ...this.#haemodialysisLines(days),
    );
  }

  /** Lines that are known to have been put in within `days`; whether one was taken out is not asked. */
  #haemodialysisLines(days: number): readonly Signal[] {
    const { procedures, today, timeZone } = this.#reading;
    return procedures.in('haemodialysis-line').map((procedure): Signal => {
      const when = performedWhen(procedure, timeZone);
      if (whetherDone(procedure, when, today) !== 'yes') return notRecorded;
      const isWithin = when ? withinDays(when, days, today) : 'maybe';
      if (isWithin === 'maybe') return unreadable('date of a haemodialysis line');
      if (isWithin === 'no') return notRecorded;
      const reference = referenceTo(procedure);
      const name = procedures.nameOf(procedure) ?? 'haemodialysis line';
      return known(true, [
        { ...(reference && { reference }), says: when ? `${name}, ${when.text}` : name },
      ]);
    });
  }

  /** A medicine that weakens the immune system, ordered or stated as current. */
  get immunosuppressant(): Signal {
    const taken = this.#medicines.current('immunosuppressant');
    return taken.status === 'known' ? known(true, taken.evidence) : taken;
  }

  /** A cancer that is coded and active, of the skin (C44) apart, whose words do not put it in the past. */
  get activeCancer(): Signal {
    const { conditions } = this.#reading;
    const active = this.#standing('malignant-neoplasm').filter((condition) => {
      const words = allWordsOf(condition['code']);
      return (
        !isUnconfirmed(condition) &&
        !codingsOf(condition['code']).some(({ system, code }) =>
          isUnderIcd10(system, code, 'C44'),
        ) &&
        !words.some((text) => putsCancerInThePast(text) || takesCancerBack(text))
      );
    });
    return this.#signalOf(active, conditions.otherwise);
  }

  get backPain(): Signal {
    return activeCondition(this.#reading.conditions, 'back-pain');
  }

  /** Fever coded within `days`, or a temperature of at least `celsius` °C measured in them. */
  fever(celsius: number, days: number): Signal {
    const { conditions, observations, nowMs, today, timeZone } = this.#reading;
    const coded = conditions.in('fever').map((condition): Signal => {
      if (!isActive(condition) || this.#isPast(condition)) return notRecorded;
      const when = recordedWhen(condition, timeZone);
      const isWithin = when ? withinDays(when, days, today) : 'maybe';
      if (isWithin === 'maybe') return unreadable('date of fever');
      return isWithin === 'yes' ? known(true, [this.#evidence(condition)]) : notRecorded;
    });
    const measured = highTemperature(observations, celsius, days * 24, nowMs, today, timeZone);
    return anyOf(...coded, conditions.otherwise, measured);
  }

  /**
   * A lumbar operation or spinal injection that is known to lie within the days, and a raised marker
   * of inflammation or a temperature measured since. Markers of before the operation prove nothing.
   */
  inflammationAfterIntervention(s: InflammationBounds): Signal {
    const { observations, nowMs, today, timeZone } = this.#reading;
    const intervention = this.#intervention(s.interventionDays);
    if (intervention.status === 'not-recorded') return notRecorded;
    const since =
      intervention.status === 'known' ? today - intervention.value : Number.POSITIVE_INFINITY;
    const inflamed = anyOf(
      this.#dangers.raisedInflammation(
        s.crpMgPerL,
        s.esrMmPerHour,
        Math.min(s.inflammationDays, since),
      ),
      highTemperature(
        observations,
        s.feverCelsius,
        Math.min(s.feverDays, since) * 24,
        nowMs,
        today,
        timeZone,
      ),
    );
    if (inflamed.status !== 'known') return inflamed;
    if (intervention.status !== 'known') return intervention;
    return known(true, [...inflamed.evidence, ...intervention.evidence]);
  }

  /** The first day of the latest operation or injection that certainly lies within the days. */
  #intervention(days: number): Fact<Day> {
    const { procedures, timeZone, today } = this.#reading;
    const { all } = this.#surgery;
    const operations = (all.status === 'known' ? all.value.surgeries : []).flatMap((surgery) =>
      surgery.readFrom === 'code' ? [{ when: surgery.when, evidence: surgery.evidence }] : [],
    );
    // What is read from words serves no card about infection: it leaves the question open.
    const isInWords =
      all.status === 'known' &&
      all.value.surgeries.some(
        ({ readFrom, when }) =>
          readFrom === 'text' && (!when || withinDays(when, days, today) !== 'no'),
      );
    const needles = needleProcedures(
      procedures,
      this.#reading.list('reports'),
      this.#reading,
      timeZone,
      today,
    );
    const injections = needles.flatMap(({ kind, name, when, reference }) =>
      kind === 'injection'
        ? [
            {
              when,
              evidence: {
                ...(reference && { reference }),
                says: when ? `${name}, ${when.text}` : name,
              },
            },
          ]
        : [],
    );
    let latest: { day: Day; evidence: Evidence } | undefined;
    let isOpen = isInWords;
    for (const { when, evidence } of [...operations, ...injections]) {
      const isWithin = when ? withinDays(when, days, today) : 'maybe';
      if (isWithin === 'maybe') isOpen = true;
      if (isWithin === 'yes' && when && (!latest || when.first > latest.day)) {
        latest = { day: when.first, evidence };
      }
    }
    if (latest) return known(latest.day, [latest.evidence]);
    return isOpen ? unreadable('date of surgery or injection') : procedures.otherwise;
  }

  #coded(...valueSets: readonly ValueSetId[]): Signal {
    return this.#signalOf(this.#standing(...valueSets), this.#reading.conditions.otherwise);
  }

  #standing(...valueSets: readonly ValueSetId[]): readonly Opaque[] {
    return this.#reading.conditions
      .in(...valueSets)
      .filter(
        (condition) =>
          isActive(condition) && !this.#isPast(condition) && !this.#isSymptomless(condition),
      );
  }

  #signalOf(found: readonly Opaque[], otherwise: Fact<never>): Signal {
    return signal(
      found.map((condition) => this.#evidence(condition)),
      otherwise,
    );
  }

  #isPast(condition: Opaque): boolean {
    return saysPast(wordsOf(condition['code'], this.#reading.terminology).join(' · '));
  }

  #isSymptomless(condition: Opaque): boolean {
    const { terminology } = this.#reading;
    return codingsOf(condition['code']).some(({ system, code }) =>
      /\basymptomatic\b|\bcarrier\b/i.test(terminology.labelOf(system, code) ?? ''),
    );
  }

  #evidence(condition: Opaque): Evidence {
    const { conditions, timeZone } = this.#reading;
    const reference = referenceTo(condition);
    const name = conditions.nameOf(condition) ?? 'condition';
    const date = recordedWhen(condition, timeZone)?.text;
    return {
      ...(reference && { reference }),
      says: date === undefined ? name : `${name}, ${date}`,
    };
  }
}

const unconfirmed: ReadonlySet<string> = new Set(['unconfirmed', 'provisional', 'differential']);

/** An entry that may yet turn out to be something else. */
const isUnconfirmed = (condition: Opaque): boolean =>
  statusCodes(condition['verificationStatus']).some((code) => unconfirmed.has(code));
