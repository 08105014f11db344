import { chart, reportChart, type Chart, type ChartSize } from './charts.ts';
import type { Call } from './load-client.ts';
import { CPT, order, patient, PATIENT_ID, type Resource } from './resources.ts';

/** One kind of call, and what Cauda must answer to it. */
export interface BenchCase extends Call {
  readonly name: string;
  /** Cards in Cauda's answer. */
  readonly cards: number;
  /** Calls before anything is measured: V8 settles after some thousands, fewer when they are large. */
  readonly warmUp: number;
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

/** Bodies of one case, with other words, values and dates in each. */
const VARIANTS = 50;
const reasons = [
  'Leg pain on the left again after disc surgery',
  'Recurrent sciatica, was well for weeks after the operation',
  'Burning pain down the left leg to the foot since last month',
  'Back and left leg pain, worse on sitting',
  'Persistent leg pain, physiotherapy without effect',
];

/** The draft order of the bench: a lumbar MRI with contrast. */
export const contrastMri = (variant = 0) =>
  order(
    'draft-mri',
    [CPT, '72158', 'MRI lumbar spine without contrast, followed by contrast', 'MRI L-SPINE W WO'],
    'draft',
    `${reasons[variant % reasons.length] ?? ''} (${variant + 1})`,
  );

const tablets = (variant: number): Resource => ({
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
  note: [
    {
      text: `Blood pressure at home has been about ${140 + (variant % 20)}/95. Recheck in 6 weeks.`,
    },
  ],
});

const viewed: ChartSize = { ...small, reports: 1 };

/**
 * The cases of the bench: a whole chart and a small one, each with a card; a small one to which
 * nothing is said; an order that no card concerns, alone and with the whole prefetch, which is what
 * hooks are mostly called with; and a chart opened on an MRI report of real length.
 */
export function benchCases(): readonly BenchCase[] {
  const ofLarge = (variant: number) => chart(large, RECENT_DAYS, variant);
  const recent = (variant: number) => chart(small, RECENT_DAYS, variant);
  const longAgo = (variant: number) => chart(small, LONG_AGO_DAYS, variant);
  return [
    signing('large, 1 card', contrastMri, ofLarge, 1, 3_000),
    signing('small, 1 card', contrastMri, recent, 1, 10_000),
    signing('small, no card', contrastMri, longAgo, 0, 10_000),
    signing('irrelevant order', tablets, () => undefined, 0, 10_000),
    signing('irrelevant order, full prefetch', tablets, ofLarge, 0, 3_000),
    viewing('report of real length', (variant) => reportChart(viewed, LONG_AGO_DAYS, variant)),
  ];
}

/** An order-sign call with one draft order. @param sent Chart to send along, all keys or none. */
function signing(
  name: string,
  draft: (variant: number) => Resource,
  sent: (variant: number) => Chart | undefined,
  cards: number,
  warmUp: number,
): BenchCase {
  return {
    name,
    path: '/cds-services/lumbar-mri-order-sign',
    bodies: variants((variant) =>
      bodyOf('order-sign', sent(variant), {
        draftOrders: {
          resourceType: 'Bundle',
          type: 'collection',
          entry: [{ resource: draft(variant) }],
        },
      }),
    ),
    cards,
    warmUp,
  };
}

function viewing(name: string, sent: (variant: number) => Chart): BenchCase {
  return {
    name,
    path: '/cds-services/lumbar-mri-patient-view',
    bodies: variants((variant) => bodyOf('patient-view', sent(variant), {})),
    cards: 1,
    warmUp: 10_000,
  };
}

const variants = (make: (variant: number) => unknown) =>
  Array.from({ length: VARIANTS }, (_, variant) => Buffer.from(JSON.stringify(make(variant))));

function bodyOf(hook: string, sent: Chart | undefined, context: object) {
  const lists = Object.entries(sent ?? {}).map(([key, list]) => [key, searchset(list)]);
  return {
    hook,
    hookInstance: crypto.randomUUID(),
    context: { userId: 'Practitioner/dr-example', patientId: PATIENT_ID, ...context },
    prefetch: { patient: patient(), ...Object.fromEntries(lists) },
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
