import { LOINC, ICD10CM, SNOMED, type Patient, type Resource } from '../support/patients.ts';

/**
 * Ordinary charts: people without lumbar disease, as any hospital has them by the thousand. Made by a
 * script with a fixed seed, so that a count that moves means that the service has changed.
 *
 * What may speak was written down before the first run: nothing, but for {@link justified}.
 */

/** Words of a problem, an ICD-10-CM code where the entry is coded, and whether it is over. */
type Problem = readonly [text: string, code?: string | undefined, over?: 'resolved' | 'inactive'];

export const problems: readonly Problem[] = [
  ['Essential hypertension', 'I10'],
  ['Type 2 diabetes mellitus', 'E11.9'],
  ['Hyperlipidaemia', 'E78.5'],
  ['Primary osteoarthritis, right knee', 'M17.11'],
  ['Knee pain', 'M25.561'],
  ['Common cold', 'J00', 'resolved'],
  ['Acute bronchitis', 'J20.9', 'resolved'],
  ['Asthma, mild intermittent'],
  ['Seasonal allergic rhinitis', 'J30.2'],
  ['GERD'],
  ['Irritable bowel syndrome', 'K58.9'],
  ['Migraine without aura', 'G43.009'],
  ['Tension-type headache'],
  ['Anxiety disorder'],
  ['Major depressive disorder, single episode', 'F32.9'],
  ['Hypothyroidism', 'E03.9'],
  ['Iron deficiency anaemia'],
  ['Obesity', 'E66.9'],
  ['Obstructive sleep apnoea'],
  ['Gout, left big toe'],
  ['Carpal tunnel syndrome, right'],
  ['Rotator cuff tear, left shoulder'],
  ['Plantar fasciitis'],
  ['Osteopenia'],
  ['Varicose veins of both legs'],
  ['Cataract, right eye'],
  ['Hearing loss, both ears'],
  ['Impacted cerumen', undefined, 'resolved'],
  ['Otitis media', undefined, 'resolved'],
  ['Acute tonsillitis', undefined, 'resolved'],
  ['Chickenpox in childhood', undefined, 'resolved'],
  ['Measles 1968', undefined, 'resolved'],
  ['Poliomyelitis in childhood, foot drop since', undefined, 'inactive'],
  ['Appendicitis', 'K35.80', 'resolved'],
  ['Cholelithiasis'],
  ['Inguinal hernia, left', undefined, 'resolved'],
  ['Diverticulosis of colon'],
  ['Haemorrhoids'],
  ['Benign prostatic hyperplasia'],
  ['Kidney stone, passed 2014', undefined, 'resolved'],
  ['Simple renal cyst'],
  ['Urinary tract infection', 'N39.0', 'resolved'],
  ['Stress incontinence of urine, longstanding'],
  ['Uterine fibroids'],
  ['Menopause'],
  ['Normal pregnancy', 'Z34.90', 'resolved'],
  ['Normal delivery 2012', 'O80', 'resolved'],
  ['Miscarriage 2009', undefined, 'resolved'],
  ['Laceration of finger', undefined, 'resolved'],
  ['Foot wound nine years ago, healed', undefined, 'resolved'],
  ['Burn of hand', undefined, 'resolved'],
  ['Ingrown toenail'],
  ['Tinea pedis'],
  ['Eczema'],
  ['Psoriasis of elbows'],
  ['Acne'],
  ['Basal cell carcinoma of nose, excised 2015', 'C44.311', 'resolved'],
  ['Seborrhoeic keratosis'],
  ['Benign lipoma of the arm'],
  ['Fear of cancer'],
  ['History of breast cancer 2008, no evidence of disease', 'Z85.3'],
  ['Melanoma of the back, excised 1998', undefined, 'resolved'],
  ['Testicular cancer 2001', undefined, 'resolved'],
  ['Surgical wound of abdomen', undefined, 'resolved'],
  ['Open wound of knee', undefined, 'resolved'],
  ['Pneumonia 2019', undefined, 'resolved'],
  ['Negative HIV test'],
  ['TB screening negative'],
  ['Family history of breast cancer', 'Z80.3'],
  ['Colon polyp, benign'],
  ['Screening for malignant neoplasm of colon', 'Z12.11'],
  ['Ankle sprain', 'S93.401A', 'resolved'],
  ['Fracture of wrist 2003', undefined, 'resolved'],
  ['Concussion 1999', undefined, 'resolved'],
  ['Bell palsy 2011, recovered', undefined, 'resolved'],
  ['Benign paroxysmal positional vertigo'],
  ['Restless legs'],
  ['Insomnia'],
  ['Nicotine dependence'],
  ['Vitamin D deficiency', 'E55.9'],
  ['Atrial fibrillation'],
  ['Old myocardial infarction', 'I25.2'],
  ['Aortic stenosis, mild'],
  ['Raynaud phenomenon'],
  ['Penicillin allergy'],
  ['COVID-19 in 2021', undefined, 'resolved'],
  ['Influenza vaccination declined'],
  ['Arterielle Hypertonie'],
  ['Kniegelenksarthrose links'],
  ['Asma bronquial'],
  ['Hypertension artérielle'],
];

/** Words of a procedure and years ago. */
export const procedures: readonly (readonly [string, number])[] = [
  ['Appendectomy', 20],
  ['Laparoscopic cholecystectomy', 9],
  ['Total knee replacement, left', 4],
  ['Knee arthroscopy with partial meniscectomy', 7],
  ['Hip replacement, right', 3],
  ['Carpal tunnel release', 6],
  ['Rotator cuff repair', 5],
  ['Cataract extraction with lens implant', 2],
  ['Tonsillectomy', 30],
  ['Inguinal hernia repair with mesh', 8],
  ['Caesarean section', 12],
  ['Hysterectomy', 10],
  ['Tubal ligation', 15],
  ['Vasectomy', 14],
  ['Colonoscopy', 1],
  ['Colonoscopy with polypectomy', 3],
  ['Upper GI endoscopy', 2],
  ['Coronary angiography', 4],
  ['Coronary artery bypass graft x3', 6],
  ['Percutaneous coronary intervention', 5],
  ['Excision of skin lesion, nose', 11],
  ['Incision and drainage of finger abscess', 2],
  ['Suture of laceration, hand', 1],
  ['Open reduction and internal fixation of wrist', 22],
  ['Bunionectomy', 7],
  ['Removal of ingrown toenail', 1],
  ['Dental extraction of wisdom teeth', 18],
  ['Septoplasty', 16],
  ['Myringotomy with tubes', 33],
  ['Breast biopsy, benign', 6],
  ['Mammogram', 1],
  ['Chest X-ray', 1],
  ['CT abdomen with contrast', 2],
  ['Ultrasound of thyroid', 1],
  ['Electrocardiogram', 0.5],
  ['Spirometry', 1],
  ['Physical therapy evaluation', 0.5],
  ['Influenza vaccination', 0.2],
  ['Blood pressure measurement', 0.1],
  ['Diabetes education', 1],
  ['Smoking cessation counselling', 1],
  ['Medication reconciliation', 0.2],
  ['Thyroidectomy', 13],
  ['Varicose vein stripping', 17],
  ['Cystoscopy', 4],
  ['Extracorporeal lithotripsy', 11],
  ['Transurethral resection of prostate', 5],
  ['Steroid injection of the shoulder', 1],
];

export const reports: readonly (readonly [string, string])[] = [
  ['Chest X-ray', 'The lungs are clear. The heart is of normal size.'],
  ['MRI left knee without contrast', 'Degenerative tear of the medial meniscus. No fracture.'],
  ['CT abdomen with contrast', 'Simple cyst of the right kidney. No lymphadenopathy.'],
  ['Ultrasound thyroid', 'A benign colloid nodule of 8 mm.'],
  ['Mammogram bilateral', 'No suspicious lesion. BI-RADS 1.'],
  ['MRI brain without contrast', 'Normal for age. No acute infarct.'],
  [
    'MRI lumbar spine without contrast',
    'Mild facet arthropathy at L4-L5. The discs are preserved.',
  ],
  ['X-ray right ankle', 'Soft tissue swelling. No fracture.'],
  ['Echocardiogram', 'Ejection fraction 60 %. Mild aortic stenosis.'],
  ['DXA scan', 'T-score of the femoral neck -1.4.'],
];

/** What ordinary examinations say: nothing, or something that names no root. */
export const examinations: readonly (readonly [name: string, text: string])[] = [
  [
    'Neurological examination',
    'Power 5/5 throughout, reflexes present and symmetrical, sensation intact.',
  ],
  [
    'Musculoskeletal exam',
    'Full range of movement of both knees. Crepitus on the right. No effusion.',
  ],
  ['Neuro', 'CN II-XII intact. Strength 5/5 in all extremities. DTRs 2+ bilaterally. Gait normal.'],
  ['Foot examination', 'Pulses palpable. Monofilament 10/10 both feet. Ankle reflexes present.'],
  [
    'Back examination',
    'Tender over L4 and L5 paraspinals on the left. Flexion limited by pain. SLR negative both sides.',
  ],
  [
    'Physical exam',
    'Well nourished, no acute distress. Lungs clear. Abdomen soft. Extremities without oedema.',
  ],
  ['Neurology', 'Ankle jerks absent bilaterally, vibration reduced to the ankles, power full.'],
  ['Hand examination', 'Reduced sensation right thumb and index, Tinel positive, grip 4/5.'],
  ['Spine', 'Old left foot drop since polio in childhood, unchanged.'],
  [
    'Physiotherapy assessment',
    'Right hip flexion 4/5, limited by pain in the hip. Knee extension 5/5.',
  ],
  [
    'Neuro exam',
    'Tingling in both feet, no objective sensory loss. Plantars downgoing, no clonus.',
  ],
  ['Knee', 'Left quadriceps wasting after knee surgery; give-way weakness on testing.'],
  ['Stroke clinic', 'Right arm and leg 4/5, reflexes brisk on the right, right plantar upgoing.'],
  ['Heart', 'S1 and S2 normal, no murmur. S3 not heard.'],
];

const observations: readonly ((r: Random) => object)[] = [
  (r) => quantity('98979-8', 62 + r.below(50), 'mL/min/{1.73_m2}'),
  (r) => quantity('8310-5', 36.2 + r.below(8) / 10, 'Cel'),
  (r) => quantity('1988-5', 1 + r.below(7), 'mg/L'),
  (r) => quantity('718-7', 12 + r.below(4), 'g/dL'),
  (r) => quantity('2345-7', 80 + r.below(40), 'mg/dL'),
];

const quantity = (code: string, value: number, unit: string) => ({
  resourceType: 'Observation',
  status: 'final',
  code: { coding: [{ system: LOINC, code }] },
  valueQuantity: { value, unit, code: unit, system: 'http://unitsofmeasure.org' },
});

/** Statuses as charts carry them: as R4 wants, as older releases wrote them, and not at all. */
const statuses = (word: string): readonly (object | undefined)[] => [
  { clinicalStatus: { coding: [{ code: word }] } },
  { clinicalStatus: { coding: [{ code: word }] } },
  { clinicalStatus: { text: word } },
  { clinicalStatus: word },
  { clinicalStatus: word.toUpperCase() },
];

/** Numbers that look random and are the same in every run (mulberry32). */
export class Random {
  #state: number;
  constructor(seed: number) {
    this.#state = seed;
  }
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let t = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  }
  /** A whole number from 0 up to, not including, `n`. */
  below(n: number): number {
    return Math.floor(this.next() * n);
  }
  some<T>(items: readonly T[], n: number): readonly T[] {
    const left = [...items];
    return Array.from(
      { length: Math.min(n, left.length) },
      () => left.splice(this.below(left.length), 1)[0]!,
    );
  }
}

const day = (now: Date, daysAgo: number) =>
  new Date(now.getTime() - daysAgo * 86_400_000).toISOString().slice(0, 10);

/** A medicine as an order writes it, its status, and the days since it was written. */
type Medicine = readonly [text: string, status: string, daysAgo: number];

/** What people without a reason for a card take or took. */
export const medicines: readonly Medicine[] = [
  ['Aspirin 75 mg tablets', 'active', 400],
  ['Aspirin 300 mg stat', 'completed', 900],
  ['Dipyridamole 200 mg MR', 'active', 700],
  ['Clopidogrel 75 mg tablets', 'stopped', 800],
  ['Ticagrelor 90 mg', 'completed', 500],
  ['Warfarin 3 mg tablets (stopped)', 'active', 1200],
  ['Warfarin 5 mg', 'cancelled', 300],
  ['Apixaban 5 mg tablets', 'stopped', 200],
  ['Apixaban 2.5 mg after hip replacement', 'completed', 600],
  ['Rivaroxaban 20 mg', 'on-hold', 90],
  ['Edoxaban 60 mg', 'entered-in-error', 30],
  ['Enoxaparin 40 mg prophylaxis', 'completed', 1500],
  ['Heparin 10 units/mL line flush', 'active', 2],
  ['Heparin lock flush 100 unit/mL', 'active', 3],
  ['Heparinoid gel', 'active', 20],
  ['Tranexamic acid 500 mg', 'active', 40],
  ['Vitamin K1 10 mg', 'completed', 700],
  ['Ibuprofen 400 mg as needed', 'active', 15],
  ['Naproxen 500 mg', 'active', 60],
  ['Metformin 500 mg', 'active', 900],
  ['Atorvastatin 40 mg', 'active', 900],
  ['Amlodipine 5 mg', 'active', 900],
  ['Ramipril 5 mg', 'active', 900],
  ['Omeprazole 20 mg', 'active', 500],
  ['Levothyroxine 100 micrograms', 'active', 2000],
  ['Salbutamol inhaler', 'active', 300],
  ['Fluticasone nasal spray', 'active', 100],
  ['Sertraline 50 mg', 'active', 300],
  ['Paracetamol 1 g', 'active', 10],
  ['Codeine 30 mg', 'active', 10],
  ['Pregabalin 75 mg', 'active', 50],
  ['Prednisolone eye drops 1%', 'active', 12],
  ['Hydrocortisone cream 1%', 'active', 25],
  ['Prednisolone 30 mg for 5 days', 'completed', 45],
  ['Methotrexate 15 mg weekly', 'active', 300],
  ['Tacrolimus ointment 0.1%', 'active', 80],
  ['Azathioprine 50 mg', 'stopped', 1000],
  ['Aciclovir 400 mg', 'completed', 100],
  ['Amoxicillin 500 mg', 'completed', 20],
  ['Influenza vaccine', 'completed', 40],
  ['Combined oral contraceptive', 'active', 300],
  ['Allopurinol 300 mg', 'active', 700],
];

/** Drawn apart from the rest of the chart, which stays as it was before there were medicines. */
function medicinesOf(number: number, now: Date, subject: object): readonly object[] {
  const r = new Random(number * 104_729 + 5);
  const own = medicines[number % medicines.length]!;
  return [...new Set([own, ...r.some(medicines, 1 + r.below(6))])].map(
    ([text, status, daysAgo]) => ({
      resourceType: 'MedicationRequest',
      status,
      intent: 'order',
      medicationCodeableConcept: { text },
      authoredOn: day(now, daysAgo),
      subject,
    }),
  );
}

/** One ordinary chart. The same number always gives the same chart. */
export function ordinaryChart(number: number, now: Date): Patient {
  const r = new Random(number * 7919 + 17);
  const id = `ordinary-${number}`;
  const subject = { reference: `Patient/${id}` };
  const born = now.getFullYear() - 24 - r.below(60);
  const chart: object[] = [
    {
      resourceType: 'Patient',
      id,
      gender: r.below(2) ? 'female' : 'male',
      birthDate: `${born}-0${1 + r.below(9)}-1${r.below(9)}`,
    },
  ];
  // Two entries by number make no two charts alike; the others are drawn.
  const fixed = [
    problems[number % problems.length]!,
    problems[(number * 5 + Math.floor(number / problems.length)) % problems.length]!,
  ];
  for (const [text, code, over] of [...new Set([...fixed, ...r.some(problems, 2 + r.below(6))])]) {
    chart.push({
      resourceType: 'Condition',
      ...r.some(statuses(over ?? 'active'), 1)[0],
      code: { ...(code && { coding: [{ system: ICD10CM, code }] }), text },
      recordedDate: day(now, over ? 400 + r.below(4000) : r.below(3000)),
      subject,
    });
  }
  const operation = procedures[number % procedures.length]!;
  for (const [text, years] of [...new Set([operation, ...r.some(procedures, r.below(5))])]) {
    const local = r.below(3) === 0;
    chart.push({
      resourceType: 'Procedure',
      status: r.below(5) === 0 ? 'COMPLETED' : 'completed',
      code: local
        ? {
            coding: [
              { system: 'urn:example:local-procedures', code: `P${r.below(9000)}`, display: text },
            ],
          }
        : { text },
      performedDateTime: day(now, Math.round(years * 365) + r.below(300)),
      subject,
    });
  }
  for (const make of r.some(observations, r.below(4))) {
    chart.push({ ...make(r), effectiveDateTime: day(now, r.below(60)), subject });
  }
  for (const [title, text] of r.some(reports, r.below(3))) {
    chart.push({
      resourceType: 'DiagnosticReport',
      status: 'final',
      category: [
        { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v2-0074', code: 'RAD' }] },
      ],
      code: { text: title },
      effectiveDateTime: day(now, r.below(29)),
      presentedForm: [{ contentType: 'text/plain', data: Buffer.from(text).toString('base64') }],
      subject,
    });
  }
  if (r.below(4) === 0) {
    chart.push({
      resourceType: 'AllergyIntolerance',
      clinicalStatus: { coding: [{ code: 'active' }] },
      code: {
        text: r.some(['Penicillin', 'Peanut', 'House dust mite', 'Latex', 'Ibuprofen'], 1)[0],
      },
      patient: subject,
    });
  }
  // Behind all that is drawn, so that no chart of before becomes another one.
  const [name, valueString] = examinations[number % examinations.length]!;
  chart.push({
    resourceType: 'Observation',
    status: 'final',
    category: [{ coding: [{ code: 'exam' }] }],
    code: { text: name },
    valueString,
    effectiveDateTime: day(now, number % 60),
    subject,
  });
  chart.push(...medicinesOf(number, now, subject));
  return {
    id,
    resources: chart.map((resource, index) => ({ id: `${id}-${index}`, ...resource }) as Resource),
  };
}

/** Reasons of a lumbar MRI that any clinic writes; none of them is a sign of alarm. */
export const reasons = [
  'Low back pain for three months, no red flags',
  'LBP, denies bladder or bowel symptoms',
  'back pain after gardening',
  'Mechanical low back pain. No saddle anaesthesia, no weakness.',
  'chronic LBP, ?degenerative change',
  'LBP and stiffness, neuro intact',
] as const;

const coded = (system: string, code: string, more: object) => ({
  resourceType: 'Condition',
  clinicalStatus: { coding: [{ code: 'active' }] },
  code: { coding: [{ system, code }] },
  ...more,
});

/** What is added to some charts, and the one card that has a reason to speak then. */
export const justified: readonly {
  readonly because: string;
  readonly every: number;
  readonly on: 'with contrast' | 'puncture';
  readonly card: string;
  readonly add: (now: Date) => object;
}[] = [
  {
    because: 'an eGFR of 19 ten days ago, with contrast ordered',
    every: 50,
    on: 'with contrast',
    card: 'gadolinium-and-kidney-function',
    add: (now) => ({
      ...quantity('98979-8', 19, 'mL/min/{1.73_m2}'),
      effectiveDateTime: day(now, 10),
    }),
  },
  {
    because: 'a current pregnancy, with contrast ordered',
    every: 75,
    on: 'with contrast',
    card: 'gadolinium-in-pregnancy',
    add: (now) => coded(SNOMED, '77386006', { recordedDate: day(now, 30) }),
  },
  {
    because: 'apixaban that is ordered as current, with a puncture ordered',
    every: 60,
    on: 'puncture',
    card: 'coagulation-before-lumbar-puncture',
    add: (now) => ({
      resourceType: 'MedicationRequest',
      status: 'active',
      intent: 'order',
      medicationCodeableConcept: { text: 'Apixaban 5 mg twice daily' },
      authoredOn: day(now, 20),
    }),
  },
];

/** A fresh lumbar MRI report in which one root enhances, of somebody who was never operated on. */
export const reportOfEnhancingRoot = (now: Date) => ({
  resourceType: 'DiagnosticReport',
  status: 'final',
  code: { text: 'MRI lumbar spine without and with contrast' },
  effectiveDateTime: day(now, 3),
  presentedForm: [
    {
      contentType: 'text/plain',
      data: Buffer.from(
        'MRI LUMBAR SPINE WITHOUT AND WITH CONTRAST\nFINDINGS: The right L5 nerve root enhances after gadolinium. The discs are preserved. No mass.\nIMPRESSION: Enhancing right L5 root.',
      ).toString('base64'),
    },
  ],
});
