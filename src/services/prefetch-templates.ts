import type { Terminology } from '../terminology/terminology.ts';
import type { ValueSetId } from '../generated/value-set-ids.ts';

/** Value sets of the observations that a rule reads. */
const observationSets: readonly ValueSetId[] = [
  'obs-egfr',
  'obs-body-temperature',
  'obs-crp',
  'obs-esr',
  'obs-pregnancy-status',
  'obs-cd4',
  'saddle-anaesthesia',
  'urinary-retention-or-overflow',
  'bowel-incontinence',
];

/**
 * The queries by which the services ask for a chart, one for each prefetch key. Only what any
 * CDS Hooks 2.0 client and any R4 server can do, no parameter twice.
 *
 * Procedures and conditions are asked for whole and filtered here: EHRs differ in which dates and
 * sorts they support, and an old operation matters as much as a new one. Observations are asked for
 * by code: a chart holds thousands of others, and some EHRs refuse a search without one.
 */
export function prefetchTemplates(terminology: Terminology) {
  return {
    patient: 'Patient/{{context.patientId}}',
    conditions: 'Condition?patient={{context.patientId}}&_count=200',
    procedures: 'Procedure?patient={{context.patientId}}&_count=200',
    observations: `Observation?patient={{context.patientId}}&code=${terminology
      .tokensOf(...observationSets)
      .join(',')}&_sort=-date&_count=100`,
    reports: 'DiagnosticReport?patient={{context.patientId}}&_sort=-date&_count=50',
    allergies: 'AllergyIntolerance?patient={{context.patientId}}&_count=100',
    orders: 'ServiceRequest?patient={{context.patientId}}&status=active&_count=100',
  } as const;
}

export type ChartTemplates = ReturnType<typeof prefetchTemplates>;
