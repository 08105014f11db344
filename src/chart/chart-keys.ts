import type { ValueSetId } from '../generated/value-set-ids.ts';

/** Which of the two kinds of service: on orders (select and sign), or on reports (patient view). */
export type Purpose = 'orders' | 'reports';

/** One prefetch key: what it holds, how it is asked for, and what it is for. */
export interface ChartKeyEntry {
  /** FHIR resource type of the list. */
  readonly type: string;
  /**
   * Prefetch template, and the query by FHIR. Only what any CDS Hooks 2.0 client and any R4 server can
   * do, no parameter twice, never an encounter. `{codes}` stands for the codes of `valueSets`.
   */
  readonly query: string;
  /** Value sets whose codes are asked for, where a chart holds thousands of others. */
  readonly valueSets?: readonly ValueSetId[];
  readonly askedFor: readonly Purpose[];
  /** Asked for only where a rule that looks at the order reads it; all others always. */
  readonly onDemand?: true;
  /** No prefetch template: asked of the FHIR server alone, because a template could not ask for it. */
  readonly byFhirOnly?: true;
  /** What rests on it, for whoever decides whether to give it. */
  readonly serves: string;
}

/**
 * The keys of a chart, in the order of discovery: the one place that names them. Templates, gathering,
 * scopes, `usageRequirements` and the lists in the documents come from here.
 *
 * Procedures and conditions are asked for whole and filtered here: EHRs differ in which dates and sorts
 * they support, and an old operation matters as much as a new one. Observations are asked for by code,
 * and some EHRs refuse a search without one. Examinations have local codes, so that they are asked for by
 * category, the newest only.
 */
export const chartKeys = {
  patient: {
    type: 'Patient',
    query: 'Patient/{{context.patientId}}',
    askedFor: ['orders', 'reports'],
    serves: 'age, and whether the patient has died',
  },
  conditions: {
    type: 'Condition',
    query: 'Condition?patient={{context.patientId}}&_count=200',
    askedFor: ['orders', 'reports'],
    serves: 'the problem list: signs, infection, cancer, kidney, pregnancy, sciatica',
  },
  procedures: {
    type: 'Procedure',
    query: 'Procedure?patient={{context.patientId}}&_count=200',
    askedFor: ['orders', 'reports'],
    serves: 'operations on the spine, punctures, injections',
  },
  observations: {
    type: 'Observation',
    query: 'Observation?patient={{context.patientId}}&code={codes}&_sort=-date&_count=200',
    valueSets: [
      'obs-egfr',
      'obs-body-temperature',
      'obs-crp',
      'obs-esr',
      'obs-pregnancy-status',
      'obs-estimated-delivery-date',
      'obs-cd4',
      'obs-hiv-viral-load',
      'obs-inr',
      'obs-platelets',
      'obs-aptt',
      'obs-aptt-ratio',
      'obs-anti-xa',
      'saddle-anaesthesia',
      'urinary-retention-or-overflow',
      'bowel-incontinence',
    ],
    askedFor: ['orders', 'reports'],
    serves: 'laboratory results, temperature, recorded signs',
  },
  examinations: {
    type: 'Observation',
    query: 'Observation?patient={{context.patientId}}&category=exam&_sort=-date&_count=100',
    askedFor: ['reports'],
    serves: 'power, reflexes and sensation of the legs, as they were examined',
  },
  reports: {
    type: 'DiagnosticReport',
    query: 'DiagnosticReport?patient={{context.patientId}}&_sort=-date&_count=50',
    askedFor: ['orders', 'reports'],
    serves: 'MRI reports, earlier imaging, electromyograms',
  },
  allergies: {
    type: 'AllergyIntolerance',
    query: 'AllergyIntolerance?patient={{context.patientId}}&_count=100',
    askedFor: ['orders'],
    serves: 'earlier reactions to gadolinium',
  },
  orders: {
    type: 'ServiceRequest',
    query: 'ServiceRequest?patient={{context.patientId}}&status=active&_count=100',
    askedFor: ['orders', 'reports'],
    serves: 'a puncture or an MRI that is planned already',
  },
  medications: {
    type: 'MedicationRequest',
    query: 'MedicationRequest?patient={{context.patientId}}&_count=200',
    askedFor: ['orders', 'reports'],
    onDemand: true,
    serves:
      'medicines against clotting before a puncture or a spinal injection; treatment that has begun beside a report',
  },
  administrations: {
    type: 'MedicationAdministration',
    query:
      'MedicationAdministration?patient={{context.patientId}}&_sort=-effective-time&_count=100',
    askedFor: ['orders'],
    onDemand: true,
    serves: 'when such a medicine was last given',
  },
  devices: {
    type: 'Device',
    query: 'Device?patient={{context.patientId}}&_count=100',
    askedFor: ['orders'],
    onDemand: true,
    serves: 'pacemakers, stimulators and other implants before an MRI',
  },
  statements: {
    type: 'MedicationStatement',
    query: 'MedicationStatement?patient={{context.patientId}}&_count=100',
    askedFor: ['orders'],
    onDemand: true,
    byFhirOnly: true,
    serves: 'the same medicines where a server keeps its list there',
  },
  encounter: {
    type: 'Encounter',
    query: 'Encounter/{{context.encounterId}}',
    askedFor: ['orders'],
    onDemand: true,
    byFhirOnly: true,
    serves:
      'whether the patient is in the emergency department or in hospital, where nothing holds a puncture back and an eGFR counts for fewer days',
  },
} as const satisfies Record<string, ChartKeyEntry>;

export type ChartKey = keyof typeof chartKeys;
type Entries = typeof chartKeys;

/** The keys that the services on `P` ask for. */
export type ChartKeyOf<P extends Purpose> = {
  [K in ChartKey]: P extends Entries[K]['askedFor'][number] ? K : never;
}[ChartKey];

/** The keys of the services on a purpose, in the order of discovery. */
export const keysFor = <P extends Purpose>(purpose: P): readonly ChartKeyOf<P>[] =>
  // The filter is what the type says; the compiler does not follow it.
  entries
    .filter(([, { askedFor }]) => askedFor.includes(purpose))
    .map(([key]) => key) as unknown as readonly ChartKeyOf<P>[];

/**
 * The keys without which the services on a purpose do not say that there is nothing to say: where one
 * could not be had and no card speaks, the answer is 412. All others are optional.
 */
export const neededKeys: Readonly<Record<Purpose, readonly ChartKey[]>> = {
  orders: ['procedures', 'conditions'],
  reports: ['reports'],
};

/** A query with its codes filled in, whatever they are. */
type WithCodes<Q extends string> = Q extends `${infer Before}{codes}${infer After}`
  ? `${Before}${string}${After}`
  : Q;
type IsTemplate<K extends ChartKey> = Entries[K] extends { readonly byFhirOnly: true } ? never : K;
export type ChartTemplates<P extends Purpose> = {
  readonly [K in ChartKeyOf<P> as IsTemplate<K>]: WithCodes<Entries[K]['query']>;
};

/**
 * The prefetch templates of the services on a purpose.
 *
 * @param codes Knows `system|code` of every code of some value sets.
 */
export function chartTemplates<P extends Purpose>(
  purpose: P,
  codes: { tokensOf(...valueSets: readonly ValueSetId[]): readonly string[] },
): ChartTemplates<P> {
  const asked = entries.filter(
    ([, { askedFor, byFhirOnly }]) => askedFor.includes(purpose) && byFhirOnly !== true,
  );
  const filled = asked.map(([key, { query, valueSets = [] }]) => [
    key,
    query.replace('{codes}', () => codes.tokensOf(...valueSets).join(',')),
  ]);
  return Object.fromEntries(filled) as ChartTemplates<P>;
}

/** Queries that only the FHIR server is asked, with tokens as templates have them. */
export const fhirQueries: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries<ChartKeyEntry>(chartKeys).flatMap(([key, { query, byFhirOnly }]) =>
    byFhirOnly === true ? [[key, query]] : [],
  ),
);

/**
 * The keys to gather for orders at which some rules look.
 *
 * @param read What those rules read beside what is always asked for.
 */
export const keysToGather = (read: ReadonlySet<string>): readonly ChartKeyOf<'orders'>[] =>
  keysFor('orders').filter((key) => {
    const { onDemand }: ChartKeyEntry = chartKeys[key];
    return onDemand !== true || read.has(key);
  });

/** The resource types of some keys, each once, in the order of discovery. */
export const typesOf = (isWanted: (entry: ChartKeyEntry) => boolean): readonly string[] => [
  ...new Set(
    Object.values<ChartKeyEntry>(chartKeys)
      .filter(isWanted)
      .map(({ type }) => type),
  ),
];

/** SMART scopes (version 2) by which everything can be read. */
export const chartScopes: readonly string[] = typesOf(() => true).map((type) => `user/${type}.rs`);

const entries = Object.entries(chartKeys) as readonly (readonly [ChartKey, ChartKeyEntry])[];
