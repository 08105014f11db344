import type { LumbarChart } from '../chart/lumbar-chart.ts';
import type { LocalCode, Terminology } from '../terminology/terminology.ts';
import { gadoliniumReaction } from './allergies.ts';
import { dayAt, readWhen, withinDays, type Day } from './calendar.ts';
import {
  activeCondition,
  ConditionWords,
  isActive,
  isRecent,
  recentCondition,
} from './conditions.ts';
import { anyOf, notAvailable, signal, type Fact, type Signal } from './fact.ts';
import { doneStudies, type DoneStudy } from './imaging-history.ts';
import { Listed } from './listed.ts';
import {
  latestSurgery,
  lumbarSurgeries,
  type LatestSurgery,
  type SurgicalHistory,
} from './lumbar-surgery.ts';
import { ageYears, highTemperature, lowEgfr, raisedMarker } from './observations.ts';
import { readOrder, type Order } from './orders.ts';
import { pregnancy } from './pregnancy.ts';
import { recentLumbarReports, type LumbarReport } from './reports.ts';
import { words } from './words.ts';

export type { LocalCode };

/** What a site decides about the facts. */
export interface PictureSettings {
  /** IANA name; "today" is the date there. */
  readonly timeZone: string;
  /** Whether decompression and fusion count as disc surgery. */
  readonly includeDecompression: boolean;
  readonly gadoliniumFormulary: 'unknown' | 'mixed' | 'groupIIOnly';
}

export const caudaEquinaSets = [
  'cauda-equina-syndrome',
  'saddle-anaesthesia',
  'urinary-retention-or-overflow',
  'bowel-incontinence',
] as const;

/**
 * The clinical picture of one patient at the moment of one call: small values with their evidence.
 * FHIR stops here. Each fact is worked out when a rule first asks for it, and once.
 *
 * Windows in days or hours stand in `clinical` terms beside each fact; those that a site may change
 * are settings of the rules.
 */
export class LumbarPicture {
  readonly today: Day;
  readonly #nowMs: number;
  readonly #chart: LumbarChart;
  readonly #terminology: Terminology;
  readonly #settings: PictureSettings;
  readonly #memo = new Map<string, unknown>();

  constructor(chart: LumbarChart, now: Date, terminology: Terminology, settings: PictureSettings) {
    this.#chart = chart;
    this.#nowMs = now.getTime();
    this.today = dayAt(this.#nowMs, settings.timeZone);
    this.#terminology = terminology;
    this.#settings = settings;
  }

  /** Operations that count as disc surgery on this site (catalogue, ruling 16). */
  get discSurgeries(): Fact<SurgicalHistory> {
    return this.#once('discSurgeries', () => {
      const all = this.surgeries;
      if (all.status !== 'known' || this.#settings.includeDecompression) return all;
      const surgeries = all.value.surgeries.filter(({ kind }) => kind === 'disc');
      if (surgeries.length > 0) return { ...all, value: { ...all.value, surgeries } };
      return all.value.complete ? { status: 'not-recorded' } : notAvailable('procedures');
    });
  }

  /**
   * The latest disc surgery up to a day, as far as the dates tell: today for orders, the scan for
   * reports.
   */
  latestDiscSurgery(upTo: Day): Fact<LatestSurgery> {
    const all = this.discSurgeries;
    if (all.status !== 'known') return all;
    const latest = latestSurgery(all.value, upTo);
    if (latest) return { status: 'known', value: latest, evidence: [latest.surgery.evidence] };
    return all.value.complete ? { status: 'not-recorded' } : notAvailable('procedures');
  }

  /** Every lumbar operation up to today. */
  get surgeries(): Fact<SurgicalHistory> {
    return this.#once('surgeries', () =>
      lumbarSurgeries(
        this.#procedures,
        this.#conditions,
        isActive,
        this.#terminology,
        this.#zone,
        this.today,
      ),
    );
  }

  /** A coded, active radicular symptom of the lumbar or lumbosacral roots. */
  get radicularSymptom(): Signal {
    return this.#once('radicularSymptom', () =>
      activeCondition(this.#conditions, 'lumbar-radicular-symptom'),
    );
  }

  /** Coded signs of the last `days`, or conditions in words that speak of one. */
  caudaEquinaSign(days: number): Signal {
    return this.#once(`caudaEquinaSign ${days}`, () =>
      anyOf(
        recentCondition(this.#conditions, days, this.today, this.#zone, ...caudaEquinaSets),
        this.#conditionWords.active(words.caudaEquinaCondition, (condition) =>
          isRecent(condition, days, this.today, this.#zone),
        ),
      ),
    );
  }

  newLegWeakness(days: number): Signal {
    return recentCondition(this.#conditions, days, this.today, this.#zone, 'new-leg-weakness');
  }

  get spinalInfection(): Signal {
    return this.#once('spinalInfection', () =>
      anyOf(
        activeCondition(this.#conditions, 'spinal-infection', 'sepsis'),
        this.#conditionWords.active(words.spinalInfection),
      ),
    );
  }

  /** A wound infection or another infection after an operation. */
  get woundProblem(): Signal {
    return this.#once('woundProblem', () =>
      activeCondition(this.#conditions, 'postoperative-infection'),
    );
  }

  /** Cancer with known or suspected spread to the spine or its meninges. */
  get spinalSpread(): Signal {
    return this.#once('spinalSpread', () =>
      activeCondition(this.#conditions, 'spinal-metastasis', 'leptomeningeal-metastasis'),
    );
  }

  get suspectedLeptomeningealDisease(): Signal {
    return this.#once('suspectedLeptomeningealDisease', () =>
      activeCondition(this.#conditions, 'leptomeningeal-metastasis'),
    );
  }

  get immuneCompromise(): Signal {
    return this.#once('immuneCompromise', () =>
      activeCondition(this.#conditions, 'immunosuppressed-state', 'hiv-infection'),
    );
  }

  /** Fever coded, in words, or measured within `hours`. */
  fever(minimumCelsius: number, hours: number): Signal {
    return this.#once(`fever ${minimumCelsius} ${hours}`, () =>
      anyOf(
        activeCondition(this.#conditions, 'fever'),
        this.#conditionWords.active(words.fever),
        highTemperature(
          this.#observations,
          minimumCelsius,
          hours,
          this.#nowMs,
          this.today,
          this.#zone,
        ),
      ),
    );
  }

  /** A lumbar operation or a spinal injection within `days`; a date that leaves it open counts. */
  recentSpineIntervention(days: number): Signal {
    return this.#once(`recentSpineIntervention ${days}`, () => {
      const operations = this.surgeries;
      const recent =
        operations.status === 'known'
          ? operations.value.surgeries.filter(
              ({ when, readFrom }) =>
                readFrom !== 'status' && (!when || withinDays(when, days, this.today) !== 'no'),
            )
          : [];
      const injections = this.#procedures
        .in('transforaminal-epidural-snrb', 'interlaminar-caudal-epidural')
        .filter((procedure) => {
          const when = readWhen(procedure['performedDateTime'], this.#zone);
          return (
            procedure['status'] === 'completed' &&
            (!when || withinDays(when, days, this.today) !== 'no')
          );
        });
      return signal(
        [
          ...recent.map(({ evidence }) => evidence),
          ...injections.map(() => ({ says: 'spinal injection' })),
        ],
        this.#procedures.otherwise,
      );
    });
  }

  /** C-reactive protein above mg/L or sedimentation rate above mm/h, or flagged high. */
  raisedInflammation(crpMgPerL: number, esrMmPerHour: number, days: number): Signal {
    const marker = (set: string, limit: number, units: RegExp) =>
      raisedMarker(this.#observations, set, limit, units, days, this.today, this.#zone);
    return this.#once(`raisedInflammation ${crpMgPerL} ${esrMmPerHour} ${days}`, () =>
      anyOf(
        marker('obs-crp', crpMgPerL, /^mg\/L$/i),
        marker('obs-esr', esrMmPerHour, /^mm\/(?:h|hr|1h|\[?h)/i),
      ),
    );
  }

  /**
   * Low eGFR within `days`, acute kidney injury, chronic kidney disease 4–5 or dialysis: what the
   * kidney card would speak of. Where only group II agents are stocked, acute injury alone counts.
   */
  gadoliniumKidneyConcern(limit: number, days: number): Signal {
    const injury = () => activeCondition(this.#conditions, 'acute-kidney-injury');
    if (this.#settings.gadoliniumFormulary === 'groupIIOnly') return injury();
    return this.#once(`gadoliniumKidneyConcern ${limit} ${days}`, () =>
      anyOf(
        injury(),
        activeCondition(this.#conditions, 'ckd-4-5', 'dialysis'),
        lowEgfr(this.#observations, limit, days, this.today, this.#zone),
      ),
    );
  }

  get pregnancy(): Signal {
    return this.#once('pregnancy', () =>
      pregnancy(
        this.#conditions,
        this.#procedures,
        this.#observations,
        this.#terminology,
        this.today,
        this.#zone,
      ),
    );
  }

  get gadoliniumReaction(): Signal {
    return this.#once('gadoliniumReaction', () =>
      gadoliniumReaction(this.#list('allergies'), this.#terminology),
    );
  }

  /** Years, as a range when the birth date is partial. */
  get age(): Fact<{ min: number; max: number }> {
    const patient = this.#list('patient');
    if (patient.resources.length === 0) return notAvailable('patient');
    return ageYears(patient.resources[0], this.today, this.#zone);
  }

  /** Conditions and words that stop the puncture card, beside fever and priority. */
  get punctureHardStop(): Signal {
    const inWords = (pattern: RegExp) => this.#conditionWords.active(pattern);
    return this.#once('punctureHardStop', () =>
      anyOf(
        activeCondition(
          this.#conditions,
          'meningitis-infectious',
          'encephalitis',
          'subarachnoid-haemorrhage',
          'sepsis',
          'guillain-barre',
        ),
        inWords(words.meningitis),
        inWords(words.encephalitis),
        inWords(words.subarachnoidHaemorrhage),
        inWords(words.sepsis),
        inWords(words.guillainBarre),
      ),
    );
  }

  /** Raised intracranial pressure: the puncture is then a treatment. */
  get intracranialHypertension(): Signal {
    return activeCondition(this.#conditions, 'intracranial-hypertension');
  }

  /** Immune compromise together with new weakness, encephalitis or a cauda equina sign. */
  acuteNeurologyInImmuneCompromise(days: number): Signal {
    const immune = this.immuneCompromise;
    if (immune.status !== 'known') return immune;
    const acute = anyOf(
      this.newLegWeakness(days),
      this.caudaEquinaSign(days),
      activeCondition(this.#conditions, 'encephalitis'),
    );
    return acute.status === 'known'
      ? { ...acute, evidence: [...immune.evidence, ...acute.evidence] }
      : acute;
  }

  /** Lumbar punctures that were done or are under way, with their dates. */
  get donePunctures(): readonly DoneStudy[] {
    return this.done.filter(({ study }) => study.kind === 'lumbar-puncture');
  }

  /** Studies that were made, by report or by procedure. */
  get done(): readonly DoneStudy[] {
    return this.#once('done', () =>
      doneStudies(this.#list('reports'), this.#procedures, this.#terminology, this.#zone),
    );
  }

  /** What it means when a study is not among those done: not recorded, or not known. */
  get imagingHistory(): Fact<never> {
    const gaps = [this.#list('reports').otherwise, this.#procedures.otherwise].flatMap((gap) =>
      gap.status === 'not-available' ? gap.missing : [],
    );
    return gaps.length > 0 ? notAvailable(...gaps) : { status: 'not-recorded' };
  }

  /** What it means when a procedure is not in the list. */
  get procedureHistory(): Fact<never> {
    return this.#procedures.otherwise;
  }

  /** Active orders of the chart that name a study of ours. */
  get activeOrders(): readonly Order[] {
    return this.#once('activeOrders', () =>
      this.#list('orders').resources.flatMap((resource) => {
        if (resource['status'] !== 'active') return [];
        return readOrder(resource, this.#terminology, this.#zone) ?? [];
      }),
    );
  }

  /** What it means when an order is not among the active ones. */
  get orderHistory(): Fact<never> {
    return this.#list('orders').otherwise;
  }

  recentReports(days: number): readonly LumbarReport[] {
    return this.#once(`recentReports ${days}`, () =>
      recentLumbarReports(this.#list('reports'), days, this.today, this.#terminology, this.#zone),
    );
  }

  /** Populations that the cohort behind the enhancement figures left out (catalogue, RPT-12). */
  get leftOutOfCohort(): Signal {
    return this.#once('leftOutOfCohort', () => {
      const slip = activeCondition(this.#conditions, 'spondylolisthesis');
      const stenosis = activeCondition(this.#conditions, 'lumbar-spinal-stenosis');
      return anyOf(
        activeCondition(
          this.#conditions,
          'arachnoiditis',
          'postoperative-infection',
          'spinal-infection',
        ),
        slip.status === 'known' ? stenosis : slip,
      );
    });
  }

  get #conditionWords(): ConditionWords {
    return this.#once('words', () => new ConditionWords(this.#conditions, this.#terminology));
  }
  get #zone(): string {
    return this.#settings.timeZone;
  }
  get #procedures(): Listed {
    return this.#list('procedures');
  }
  get #conditions(): Listed {
    return this.#list('conditions');
  }
  get #observations(): Listed {
    return this.#list('observations');
  }

  #list(key: keyof LumbarChart): Listed {
    return this.#once(`list ${key}`, () => new Listed(key, this.#chart[key], this.#terminology));
  }

  #once<T>(name: string, work: () => T): T {
    if (!this.#memo.has(name)) this.#memo.set(name, work());
    // The name decides the type: every call with one name has the same `work`.
    return this.#memo.get(name) as T;
  }
}
