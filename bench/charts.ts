import {
  allergy,
  condition,
  CPT,
  ICD10CM,
  LOINC,
  observation,
  order,
  procedure,
  report,
  SNOMED,
  type Code,
  type Resource,
  type Result,
} from './resources.ts';

/** How many resources of each kind a chart holds. */
export interface ChartSize {
  readonly conditions: number;
  readonly procedures: number;
  readonly observations: number;
  readonly reports: number;
  readonly allergies: number;
  readonly orders: number;
}

/** A chart by prefetch key, the patient apart. */
export type Chart = Readonly<Record<keyof ChartSize, readonly Resource[]>>;

// Nothing of these silences a card: an invented patient who is well but for the back.
const conditions: readonly Code[] = [
  [ICD10CM, 'M54.17', 'Radiculopathy, lumbosacral region', 'Sciatica on the left'],
  [ICD10CM, 'I10', 'Essential (primary) hypertension'],
  [ICD10CM, 'E78.5', 'Hyperlipidemia, unspecified'],
  [SNOMED, '44054006', 'Diabetes mellitus type 2 (disorder)', 'Type 2 diabetes, diet only'],
  [ICD10CM, 'M17.11', 'Unilateral primary osteoarthritis, right knee'],
  [SNOMED, '37796009', 'Migraine (disorder)'],
  [ICD10CM, 'K21.9', 'Gastro-esophageal reflux disease without esophagitis'],
  [ICD10CM, 'J30.1', 'Allergic rhinitis due to pollen', 'Hay fever'],
];
const procedures: readonly Code[] = [
  [CPT, '71046', 'Radiologic examination, chest; 2 views'],
  [CPT, '45378', 'Colonoscopy, flexible; diagnostic', 'Screening colonoscopy'],
  [CPT, '97110', 'Therapeutic exercises, each 15 minutes', 'Physiotherapy'],
  [SNOMED, '80146002', 'Appendectomy (procedure)'],
  [CPT, '93000', 'Electrocardiogram, routine, with at least 12 leads'],
  [CPT, '29881', 'Arthroscopy, knee, surgical; with meniscectomy', 'Arthroscopy, right knee'],
];
const surgery: Code = [
  CPT,
  '63030',
  'Laminotomy with decompression of nerve root(s), including excision of herniated disc',
  'Microdiscectomy L4-L5, left',
];
const loinc = (code: string, display: string, text: string): Code => [LOINC, code, display, text];
const results: readonly Result[] = [
  {
    code: loinc('8310-5', 'Body temperature', 'Temp'),
    category: 'vital-signs',
    value: 36.7,
    unit: 'Cel',
  },
  {
    code: loinc('98979-8', 'Glomerular filtration rate/1.73 sq M.predicted (CKD-EPI 2021)', 'eGFR'),
    category: 'laboratory',
    value: 88,
    unit: 'mL/min/{1.73_m2}',
  },
  {
    code: loinc('1988-5', 'C reactive protein [Mass/volume] in Serum or Plasma', 'CRP'),
    category: 'laboratory',
    value: 2,
    unit: 'mg/L',
  },
  {
    code: loinc('718-7', 'Hemoglobin in Blood', 'Hgb'),
    category: 'laboratory',
    value: 13.1,
    unit: 'g/dL',
  },
  {
    code: loinc('8867-4', 'Heart rate', 'Pulse'),
    category: 'vital-signs',
    value: 68,
    unit: '/min',
  },
  {
    code: loinc('4537-7', 'Erythrocyte sedimentation rate by Westergren method', 'ESR'),
    category: 'laboratory',
    value: 8,
    unit: 'mm/h',
  },
];
const reports: readonly Code[] = [
  [CPT, '72148', 'MRI lumbar spine without contrast', 'MRI LUMBAR SPINE WO CONTRAST'],
  [CPT, '71046', 'Radiologic examination, chest; 2 views', 'XR CHEST 2 VIEWS'],
  [CPT, '73721', 'MRI of a joint of the lower extremity without contrast', 'MRI KNEE RIGHT'],
];
const conclusion =
  'Alignment is preserved and vertebral height is maintained. At L4-L5 there is a left paracentral ' +
  'disc protrusion that narrows the lateral recess. The remaining levels show mild degenerative ' +
  'change. The conus ends at L1 and is of normal signal. No acute abnormality is seen. ';

/** A lumbar MRI report as it is dictated, in the length that most have. */
const wholeReport = (variant: number) => `EXAMINATION: MRI LUMBAR SPINE WITHOUT AND WITH CONTRAST

INDICATION: Left leg pain, microdiscectomy at L4-L5 some years ago. Case ${variant + 1}.

TECHNIQUE: Sagittal T1, T2 and STIR and axial T1 and T2 sequences of the lumbar spine. After intravenous
gadolinium sagittal and axial T1 with fat saturation.

COMPARISON: MRI of the lumbar spine before the operation.

FINDINGS:
There are five lumbar type vertebrae. Alignment is normal. Vertebral body heights are preserved. Marrow
signal shows fatty end plate change at L4-L5. The conus ends at L1 and is of normal signal. The
paravertebral muscles are mildly atrophic on the left.

L1-L2: No disc herniation. No canal or foraminal stenosis.
L2-L3: Mild disc desiccation. No significant stenosis.
L3-L4: Mild facet arthropathy. The neural foramina are patent.
L4-L5: Status post left laminotomy and discectomy. There is enhancing scar in the left lateral recess.
The left L5 nerve root is thickened and shows marked enhancement from the recess to the foramen. A small
recurrent protrusion of ${4 + (variant % 4)} mm displaces the root. The right lateral recess is free.
L5-S1: Broad based bulge without contact to the S1 roots. Mild bilateral foraminal narrowing.

There is no epidural collection. No abnormal leptomeningeal enhancement is seen. The sacroiliac joints are
unremarkable as far as included.

IMPRESSION:
1. Postoperative change at L4-L5 with enhancing scar and a small recurrent protrusion.
2. Thickening and enhancement of the left L5 nerve root.
3. No infection and no mass.`;

const some = <T>(count: number, of: readonly T[], make: (item: T, index: number) => Resource) =>
  Array.from({ length: count }, (_, index) => make(of[index % of.length]!, index));

/** As `chart`, with one report of real length in place of its short ones. */
export function reportChart(size: ChartSize, surgeryDays: number, variant: number): Chart {
  const withContrast: Code = [
    CPT,
    '72158',
    'MRI lumbar spine without contrast, followed by contrast',
    'MRI LUMBAR SPINE W WO CONTRAST',
  ];
  return {
    ...chart(size, surgeryDays, variant),
    reports: some(1, [withContrast], (code) => report('report-0', code, 5, wholeReport(variant))),
  };
}

/**
 * A chart of a given size, the same each time but for its dates, which are counted from today.
 *
 * @param surgeryDays Days since the one lumbar disc operation in it.
 * @param variant Charts of another number have other words, values and days.
 */
export function chart(size: ChartSize, surgeryDays: number, variant = 0): Chart {
  const said = (code: Code): Code => [
    code[0],
    code[1],
    code[2],
    variant === 0 ? (code[3] ?? code[2]) : `${code[3] ?? code[2]}, visit ${variant}`,
  ];
  return {
    conditions: some(size.conditions, conditions, (code, i) =>
      condition(
        `condition-${i}`,
        said(code),
        40 + variant + i * 45,
        i > 0 && i % 3 === 0 ? 'resolved' : 'active',
      ),
    ),
    procedures: some(size.procedures, procedures, (code, i) =>
      i === 0
        ? procedure('procedure-0', surgery, surgeryDays, 'L4-L5, left')
        : procedure(`procedure-${i}`, said(code), 20 + variant + i * 60),
    ),
    observations: some(size.observations, results, (result, i) =>
      observation(
        `observation-${i}`,
        { ...result, value: result.value + (variant % 10) / 10 },
        2 + i * 5,
      ),
    ),
    reports: some(size.reports, reports, (code, i) =>
      report(
        `report-${i}`,
        code,
        75 + i * 120,
        `${conclusion.repeat(size.reports > 1 ? 2 : 1)}Reading ${variant}.`,
      ),
    ),
    allergies: some(size.allergies, ['Penicillin', 'Latex', 'Ibuprofen'], (text, i) =>
      allergy(`allergy-${i}`, text),
    ),
    orders: some(size.orders, procedures, (code, i) =>
      order(`active-order-${i}`, code, 'active', 'Follow-up'),
    ),
  };
}
