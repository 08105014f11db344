import type { LumbarChart } from '../chart/lumbar-chart.ts';
import type { Day } from './values/calendar.ts';
import { CaudaEquinaSigns } from './neurology/cauda-equina-signs.ts';
import { Coagulation } from './coagulation/coagulation.ts';
import { ChartReading, type PictureSettings } from './reading/chart-reading.ts';
import { activeCondition } from './reading/conditions.ts';
import type { Meanings } from './reading/meanings.ts';
import { ContrastSafety } from './contrast-safety/contrast-safety.ts';
import { DangerSigns } from './dangers/danger-signs.ts';
import { anyOf, notAvailable, type Fact, type Signal } from './values/fact.ts';
import { Examinations } from './examination/examinations.ts';
import { Devices } from './devices/devices.ts';
import { emergencyEncounter, inpatientEncounter } from './encounters/encounter.ts';
import { hasDied } from './reading/fields/deceased.ts';
import { ImagingHistory } from './imaging/imaging-history.ts';
import { ageYears } from './reading/fields/age.ts';
import { KnownCauses } from './dangers/known-causes.ts';
import { intrathecalDoses } from './medicines/intrathecal.ts';
import { Medicines } from './medicines/medicines.ts';
import { newDeficit, type NewDeficit } from './neurology/new-deficit.ts';
import { Plans } from './orders/plans.ts';
import { LegSymptoms } from './neurology/leg-symptoms.ts';
import { needleProcedures, type NeedleProcedure } from './surgery/punctures-and-injections.ts';
import { RetentionOfUrine } from './neurology/retention-of-urine.ts';
import { SpinalSuspicion } from './dangers/spinal-suspicion.ts';
import { SurgicalHistory } from './surgery/surgical-history.ts';
import { WhatWasRead } from './what-was-read.ts';
import type { ValueSetId } from '../generated/value-set-ids.ts';

/**
 * The clinical picture of one patient at the moment of one call: small values with their evidence.
 * FHIR stops here. A fact is worked out when a rule asks for it; windows and thresholds come from the
 * rule's settings.
 */
export class LumbarPicture {
  readonly today: Day;
  readonly surgery: SurgicalHistory;
  readonly dangers: DangerSigns;
  readonly caudaEquina: CaudaEquinaSigns;
  readonly retention: RetentionOfUrine;
  readonly suspicion: SpinalSuspicion;
  readonly contrast: ContrastSafety;
  readonly imaging: ImagingHistory;
  readonly causes: KnownCauses;
  readonly plans: Plans;
  readonly symptoms: LegSymptoms;
  readonly medicines: Medicines;
  readonly coagulation: Coagulation;
  readonly devices: Devices;
  readonly examinations: Examinations;
  /** Names for a card; rules decide nothing by it. */
  readonly read: WhatWasRead;
  readonly #reading: ChartReading;

  constructor(chart: LumbarChart, now: Date, meanings: Meanings, settings: PictureSettings) {
    this.#reading = new ChartReading(chart, now, meanings, settings);
    this.today = this.#reading.today;
    this.surgery = new SurgicalHistory(this.#reading);
    this.medicines = new Medicines(this.#reading);
    this.dangers = new DangerSigns(this.#reading, this.medicines);
    this.caudaEquina = new CaudaEquinaSigns(this.#reading);
    this.retention = new RetentionOfUrine(this.#reading, this.surgery, this.dangers);
    this.suspicion = new SpinalSuspicion(this.#reading, this.surgery, this.dangers, this.medicines);
    this.contrast = new ContrastSafety(this.#reading);
    this.imaging = new ImagingHistory(this.#reading);
    this.causes = new KnownCauses(this.#reading);
    this.plans = new Plans(this.#reading);
    this.symptoms = new LegSymptoms(this.#reading);
    this.coagulation = new Coagulation(this.#reading, this.medicines);
    this.devices = new Devices(this.#reading);
    this.examinations = new Examinations(this.#reading);
    this.read = new WhatWasRead(this.#reading, this.medicines);
  }

  /** Years, as a range when the birth date is partial. */
  get age(): Fact<{ readonly min: number; readonly max: number }> {
    const patient = this.#reading.list('patient').resources[0];
    if (!patient) return notAvailable('patient');
    return ageYears(patient, this.today, this.#reading.timeZone);
  }

  /** The encounter of the call is one of the emergency department: see {@link emergencyEncounter}. */
  get emergencyEncounter(): Signal {
    return emergencyEncounter(this.#reading);
  }

  /** The encounter of the call is a stay in hospital: see {@link inpatientEncounter}. */
  get inpatientEncounter(): Signal {
    return inpatientEncounter(this.#reading);
  }

  /** True when the record says so: see {@link hasDied}. False when the patient could not be had. */
  get patientHasDied(): boolean {
    return hasDied(this.#reading.list('patient').resources[0]);
  }

  /** A coded, active radicular symptom: see {@link LegSymptoms.radicular}. */
  radicularSymptom(by: Day): Signal {
    return this.symptoms.radicular(by);
  }

  /**
   * Lumbar punctures, myelograms, spinal injections and intrathecal doses that were given, in no order,
   * and what it means when a procedure is not among them.
   */
  get needles(): { readonly done: readonly NeedleProcedure[]; readonly otherwise: Fact<never> } {
    const { procedures, timeZone } = this.#reading;
    const reports = this.#reading.list('reports');
    const given = intrathecalDoses(this.#reading).map((dose) => ({
      ...dose,
      kind: 'puncture' as const,
      levels: [],
    }));
    return {
      done: [
        ...needleProcedures(procedures, reports, this.#reading, timeZone, this.today),
        ...given,
      ],
      otherwise: procedures.otherwise,
    };
  }

  /** Populations that the cohort behind the enhancement figures left out (catalogue, RPT-12). */
  get leftOutOfCohort(): Signal {
    const slip = this.#active('spondylolisthesis');
    const stenosis = this.#active('lumbar-spinal-stenosis');
    return anyOf(
      this.dangers.arachnoiditis,
      this.#active('postoperative-infection'),
      this.dangers.spinalInfection,
      slip.status === 'known' ? stenosis : slip,
    );
  }

  /** A coded deficit that is known to have begun within the last `days`. See {@link newDeficit}. */
  newDeficit(days: number, ...valueSets: readonly ValueSetId[]): Fact<NewDeficit> {
    const { conditions, today, timeZone } = this.#reading;
    return newDeficit(conditions, valueSets, days, today, timeZone);
  }

  #active(...valueSets: readonly ValueSetId[]): Signal {
    return activeCondition(this.#reading.conditions, ...valueSets);
  }
}
