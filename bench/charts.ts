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

const some = <T>(count: number, of: readonly T[], make: (item: T, index: number) => Resource) =>
  Array.from({ length: count }, (_, index) => make(of[index % of.length]!, index));

/**
 * A chart of a given size, the same each time but for its dates, which are counted from today.
 *
 * @param surgeryDays Days since the one lumbar disc operation in it.
 */
export function chart(size: ChartSize, surgeryDays: number): Chart {
  return {
    conditions: some(size.conditions, conditions, (code, i) =>
      condition(`condition-${i}`, code, 40 + i * 45, i > 0 && i % 3 === 0 ? 'resolved' : 'active'),
    ),
    procedures: some(size.procedures, procedures, (code, i) =>
      i === 0
        ? procedure('procedure-0', surgery, surgeryDays, 'L4-L5, left')
        : procedure(`procedure-${i}`, code, 20 + i * 60),
    ),
    observations: some(size.observations, results, (result, i) =>
      observation(`observation-${i}`, result, 2 + i * 5),
    ),
    reports: some(size.reports, reports, (code, i) =>
      report(`report-${i}`, code, 75 + i * 120, conclusion.repeat(size.reports > 1 ? 2 : 1)),
    ),
    allergies: some(size.allergies, ['Penicillin', 'Latex', 'Ibuprofen'], (text, i) =>
      allergy(`allergy-${i}`, text),
    ),
    orders: some(size.orders, procedures, (code, i) =>
      order(`active-order-${i}`, code, 'active', 'Follow-up'),
    ),
  };
}
