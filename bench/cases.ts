import { chart, type Chart } from './charts.ts';
import type { Call } from './load-client.ts';
import { CPT, order, patient, PATIENT_ID, type Resource } from './resources.ts';

/** One kind of call, and what Cauda must answer to it. */
export interface BenchCase extends Call {
  readonly name: string;
  /** Cards in Cauda's answer. */
  readonly cards: number;
  /** Calls in one round; enough that a round takes the server some tenths of a second. */
  readonly requests: number;
}

const RECENT_DAYS = 61;
const LONG_AGO_DAYS = 2_200;

const small = {
  conditions: 2,
  procedures: 2,
  observations: 3,
  reports: 1,
  allergies: 1,
  orders: 1,
};
const large = {
  conditions: 40,
  procedures: 60,
  observations: 150,
  reports: 10,
  allergies: 3,
  orders: 4,
};

/** The draft order of the bench: a lumbar MRI with contrast. */
export const contrastMri = order(
  'draft-mri',
  [CPT, '72158', 'MRI lumbar spine without contrast, followed by contrast', 'MRI L-SPINE W WO'],
  'draft',
  'Leg pain on the left again after disc surgery',
);

const tablets: Resource = {
  resourceType: 'MedicationRequest',
  id: 'draft-medication',
  status: 'draft',
  intent: 'order',
  medicationCodeableConcept: {
    coding: [
      {
        system: 'http://www.nlm.nih.gov/research/umls/rxnorm',
        code: '197361',
        display: 'amlodipine 5 MG Oral Tablet',
      },
    ],
    text: 'Amlodipine 5 mg tablets',
  },
  subject: { reference: `Patient/${PATIENT_ID}`, display: 'Invented, Bench' },
  requester: { reference: 'Practitioner/dr-example', display: 'Dr. Example' },
  dosageInstruction: [{ text: 'One tablet once a day in the morning, with or without food' }],
  dispenseRequest: { numberOfRepeatsAllowed: 3, quantity: { value: 90, unit: 'tablet' } },
  note: [{ text: 'Blood pressure at home has been about 150/95 for a month. Recheck in 6 weeks.' }],
};

/**
 * The cases of the bench: a whole chart and a small one, each with a card; a small one to which
 * nothing is said; and an order that no card concerns, which is what hooks are mostly called for.
 */
export function benchCases(): readonly BenchCase[] {
  return [
    signing('large, 1 card', contrastMri, chart(large, RECENT_DAYS), 1, 400),
    signing('small, 1 card', contrastMri, chart(small, RECENT_DAYS), 1, 4_000),
    signing('small, no card', contrastMri, chart(small, LONG_AGO_DAYS), 0, 4_000),
    signing('irrelevant order', tablets, undefined, 0, 5_000),
  ];
}

/** An order-sign call with one draft order. @param sent Chart to send along, all keys or none. */
function signing(
  name: string,
  draft: Resource,
  sent: Chart | undefined,
  cards: number,
  requests: number,
): BenchCase {
  const lists = Object.entries(sent ?? {}).map(([key, list]) => [key, searchset(list)]);
  const body = {
    hook: 'order-sign',
    hookInstance: crypto.randomUUID(),
    context: {
      userId: 'Practitioner/dr-example',
      patientId: PATIENT_ID,
      draftOrders: { resourceType: 'Bundle', type: 'collection', entry: [{ resource: draft }] },
    },
    prefetch: { patient: patient(), ...Object.fromEntries(lists) },
  };
  return {
    name,
    path: '/cds-services/lumbar-mri-order-sign',
    body: Buffer.from(JSON.stringify(body)),
    cards,
    requests,
  };
}

/** What a search for these answers. */
export function searchset(resources: readonly Resource[]) {
  return {
    resourceType: 'Bundle',
    type: 'searchset',
    total: resources.length,
    entry: resources.map((resource) => ({
      fullUrl: `https://ehr.example.org/fhir/${resource.resourceType}/${resource.id}`,
      resource,
      search: { mode: 'match' },
    })),
  };
}
