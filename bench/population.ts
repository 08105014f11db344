import { createWriteStream, mkdirSync, writeFileSync, type WriteStream } from 'node:fs';
import { once } from 'node:events';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createGzip, gzipSync, type Gzip } from 'node:zlib';

/**
 * Invented patients over years, and how often each card should fire for them. It imports nothing of the
 * service and reads no card: what it knows of the rules is written down here once more, in a plainer way.
 */

/** What a population is made of. */
export interface PopulationOptions {
  readonly patients: number;
  readonly seed: number;
  /** Resources that have nothing to do with the spine, for each patient. */
  readonly fillers: number;
  /** Months from which a contrast MRI is no longer early; the cards as shipped have 6. */
  readonly underMonths?: number;
  /** False leaves out what reports say: nothing then fires for a report. */
  readonly hasReportText?: boolean;
}

/** What a replay must find. */
export interface Truth {
  readonly patients: number;
  readonly orders: number;
  readonly reports: number;
  readonly fired: Record<string, number>;
}

type Resource = Readonly<Record<string, unknown>> & { readonly resourceType: string };

const CPT = 'http://www.ama-assn.org/go/cpt';
const LOINC = 'http://loinc.org';
const ICD10CM = 'http://hl7.org/fhir/sid/icd-10-cm';
const DAY_MS = 86_400_000;
const FIRST_DAY = Date.UTC(2017, 0, 1) / DAY_MS;
const LAST_DAY = Date.UTC(2025, 5, 30) / DAY_MS;

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const dateOf = (day: number) => new Date(day * DAY_MS).toISOString().slice(0, 10);

/** Whether `day` lies before the same day so many calendar months after `from`. */
function isUnderMonths(from: number, day: number, months: number): boolean {
  const start = new Date(from * DAY_MS);
  const month = start.getUTCMonth() + months;
  const lastOfMonth = new Date(Date.UTC(start.getUTCFullYear(), month + 1, 0)).getUTCDate();
  const limit = Date.UTC(start.getUTCFullYear(), month, Math.min(start.getUTCDate(), lastOfMonth));
  return day < limit / DAY_MS;
}

const concept = (system: string, code: string, text: string) => ({
  coding: [{ system, code, display: text }],
  text,
});

/** One patient: the chart, and what the cards should do about it. */
interface Invented {
  readonly resources: readonly Resource[];
  readonly orders: number;
  readonly reports: number;
  readonly fired: readonly string[];
}

export function inventedPatient(index: number, options: PopulationOptions): Invented {
  const random = randomFrom(options.seed * 1_000_003 + index);
  const between = (low: number, high: number) => low + Math.floor(random() * (high - low + 1));
  const id = `p${index}`;
  const subject = { reference: `Patient/${id}` };
  const resources: Resource[] = [
    {
      resourceType: 'Patient',
      id,
      gender: index % 2 ? 'female' : 'male',
      birthDate: `19${between(40, 85)}-0${between(1, 9)}-1${between(0, 9)}`,
    },
  ];
  const fired: string[] = [];

  const surgery = random() < 0.65 ? between(FIRST_DAY + 400, LAST_DAY - 900) : undefined;
  if (surgery !== undefined) {
    resources.push({
      resourceType: 'Procedure',
      id: `${id}-discectomy`,
      status: 'completed',
      code: concept(CPT, '63030', 'Microdiscectomy L4-L5, left'),
      subject,
      performedDateTime: dateOf(surgery),
      bodySite: [{ text: 'L4-L5, left' }],
    });
  }
  const sciatica = random() < 0.6 ? between(FIRST_DAY, LAST_DAY - 300) : undefined;
  const relieved =
    sciatica !== undefined && random() < 0.4 ? sciatica + between(100, 900) : undefined;
  if (sciatica !== undefined) {
    resources.push({
      resourceType: 'Condition',
      id: `${id}-sciatica`,
      clinicalStatus: {
        coding: [
          {
            system: 'http://terminology.hl7.org/CodeSystem/condition-clinical',
            code: relieved === undefined ? 'active' : 'resolved',
          },
        ],
      },
      verificationStatus: {
        coding: [
          {
            system: 'http://terminology.hl7.org/CodeSystem/condition-ver-status',
            code: 'confirmed',
          },
        ],
      },
      code: concept(ICD10CM, 'M54.16', 'Left sciatica'),
      subject,
      onsetDateTime: dateOf(sciatica),
      recordedDate: dateOf(sciatica),
      ...(relieved !== undefined && { abatementDateTime: dateOf(relieved) }),
    });
  }
  const hasSciatica = (day: number) =>
    sciatica !== undefined && sciatica <= day && (relieved === undefined || relieved > day);
  const isOperated = (day: number): boolean => surgery !== undefined && surgery <= day;

  let orders = 0;
  let reports = 0;
  if (random() < 0.7) {
    let day = between(FIRST_DAY + 200, LAST_DAY - 1500);
    for (let left = between(1, 3); left > 0; left -= 1, day += between(300, 600)) {
      // No event of another kind on the day of an order or beside it.
      while (
        [surgery, sciatica, relieved].some((at) => at !== undefined && Math.abs(at - day) < 2)
      ) {
        day += 1;
      }
      const hasContrast = random() < 0.5;
      const kidney = random();
      // Twenty days before: counts. Four months before: too old. Ten days after: not known yet.
      const before = kidney < 0.15 ? 20 : kidney < 0.25 ? 120 : kidney < 0.35 ? -10 : undefined;
      const egfr = between(0, 1) === 0 ? between(15, 29) : between(30, 90);
      if (before !== undefined) {
        resources.push({
          resourceType: 'Observation',
          id: `${id}-egfr-${orders}`,
          status: 'final',
          code: concept(LOINC, '98979-8', 'eGFR (CKD-EPI 2021)'),
          subject,
          effectiveDateTime: dateOf(day - before),
          valueQuantity: {
            value: egfr,
            unit: 'mL/min/1.73 m2',
            system: 'http://unitsofmeasure.org',
            code: 'mL/min/{1.73_m2}',
          },
        });
      }
      resources.push({
        resourceType: 'ServiceRequest',
        id: `${id}-mri-${orders}`,
        status: 'completed',
        intent: 'order',
        priority: 'routine',
        code: hasContrast
          ? concept(CPT, '72158', 'MRI lumbar spine without and with contrast')
          : concept(CPT, '72148', 'MRI lumbar spine without contrast'),
        subject,
        authoredOn: `${dateOf(day)}T10:00:00Z`,
      });
      orders += 1;
      const isKidneyLow = before === 20 && egfr < 30;
      if (hasContrast && isKidneyLow) fired.push('gadolinium-and-kidney-function');
      if (
        hasContrast &&
        surgery !== undefined &&
        isOperated(day) &&
        isUnderMonths(surgery, day, options.underMonths ?? 6)
      ) {
        fired.push('contrast-mri-under-six-months');
      }
      if (!hasContrast && isOperated(day) && hasSciatica(day) && !isKidneyLow) {
        fired.push('contrast-option-after-disc-surgery');
      }
    }
  } else if (surgery !== undefined) {
    let day = surgery + between(20, 700);
    while ([sciatica, relieved].some((at) => at !== undefined && Math.abs(at - day) < 2)) day += 1;
    resources.push({
      resourceType: 'DiagnosticReport',
      id: `${id}-report`,
      status: 'final',
      code: concept(CPT, '72158', 'MRI lumbar spine without and with contrast'),
      subject,
      effectiveDateTime: dateOf(day),
      issued: `${dateOf(day)}T15:00:00Z`,
      ...(options.hasReportText !== false && {
        conclusion:
          'MRI of the lumbar spine without and with gadolinium. Postoperative changes at L4-L5. No recurrent disc herniation. Enhancement of the left L5 nerve root.',
      }),
    });
    reports += 1;
    if (hasSciatica(day) && options.hasReportText !== false) {
      fired.push(
        isUnderMonths(surgery, day, 6)
          ? 'root-enhancement-under-six-months'
          : 'root-enhancement-after-six-months',
      );
    }
  }
  for (let n = 0; n < options.fillers; n += 1) {
    resources.push(filler(id, n, dateOf(between(FIRST_DAY, LAST_DAY)), between(1, 99)));
  }
  return { resources, orders, reports, fired };
}

/** What fills charts and says nothing of the spine. */
function filler(patient: string, n: number, date: string, value: number): Resource {
  const id = `${patient}-f${n}`;
  const subject = { reference: `Patient/${patient}` };
  const category = (code: string) => [
    { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/observation-category', code }] },
  ];
  if (n % 10 === 0) {
    return {
      resourceType: 'Condition',
      id,
      clinicalStatus: {
        coding: [
          { system: 'http://terminology.hl7.org/CodeSystem/condition-clinical', code: 'active' },
        ],
      },
      code: concept(ICD10CM, 'I10', 'Essential (primary) hypertension'),
      subject,
      onsetDateTime: date,
      recordedDate: date,
    };
  }
  if (n % 10 === 1) {
    return {
      resourceType: 'Procedure',
      id,
      status: 'completed',
      code: concept(CPT, '45378', 'Screening colonoscopy'),
      subject,
      performedDateTime: date,
    };
  }
  if (n % 10 === 2) {
    return {
      resourceType: 'ServiceRequest',
      id,
      status: 'completed',
      intent: 'order',
      code: concept(CPT, '71046', 'Chest X-ray, two views'),
      subject,
      authoredOn: `${date}T08:30:00Z`,
    };
  }
  return {
    resourceType: 'Observation',
    id,
    status: 'final',
    category: category('laboratory'),
    code: concept(LOINC, '718-7', 'Haemoglobin'),
    subject,
    effectiveDateTime: `${date}T07:00:00Z`,
    issued: `${date}T09:00:00Z`,
    valueQuantity: {
      value: 100 + value,
      unit: 'g/L',
      system: 'http://unitsofmeasure.org',
      code: 'g/L',
    },
    referenceRange: [{ low: { value: 120, unit: 'g/L' }, high: { value: 160, unit: 'g/L' } }],
  };
}

/** How a population is written. */
export type PopulationFormat = 'bundles' | 'ndjson' | 'ndjson.gz';

/** Writes a population into a new folder. @returns What a replay of it must find. */
export async function writePopulation(
  folder: string,
  format: PopulationFormat,
  options: PopulationOptions,
): Promise<Truth> {
  mkdirSync(folder, { recursive: true });
  const truth: Truth & { orders: number; reports: number } = {
    patients: options.patients,
    orders: 0,
    reports: 0,
    fired: {},
  };
  const outputs = new Map<string, { stream: WriteStream | Gzip; file: WriteStream }>();
  for (let index = 0; index < options.patients; index += 1) {
    const { resources, orders, reports, fired } = inventedPatient(index, options);
    truth.orders += orders;
    truth.reports += reports;
    for (const card of fired) truth.fired[card] = (truth.fired[card] ?? 0) + 1;
    if (format === 'bundles') {
      const entry = resources.map((resource) => ({ resource }));
      const text = JSON.stringify({ resourceType: 'Bundle', type: 'collection', entry });
      const place = join(folder, String(Math.floor(index / 1000)));
      mkdirSync(place, { recursive: true });
      if (index % 50 === 49) writeFileSync(join(place, `${index}.json.gz`), gzipSync(text));
      else writeFileSync(join(place, `${index}.json`), text);
      continue;
    }
    for (const resource of resources) {
      const output = outputs.get(resource.resourceType) ?? outputFor(folder, resource, format);
      outputs.set(resource.resourceType, output);
      if (!output.stream.write(`${JSON.stringify(resource)}\n`)) await once(output.stream, 'drain');
    }
  }
  await Promise.all(
    [...outputs.values()].map(async ({ stream, file }) => {
      stream.end();
      await once(file, 'close');
    }),
  );
  // A name that a reader of charts passes over.
  writeFileSync(join(folder, '.truth.json'), JSON.stringify(truth, undefined, 1));
  return truth;
}

function outputFor(folder: string, { resourceType }: Resource, format: PopulationFormat) {
  const file = createWriteStream(join(folder, `${resourceType}.${format}`));
  if (format !== 'ndjson.gz') return { stream: file, file };
  const gzip = createGzip();
  gzip.pipe(file);
  return { stream: gzip, file };
}

if (import.meta.main) {
  const { values } = parseArgs({
    options: {
      patients: { type: 'string', default: '10000' },
      out: { type: 'string', default: 'population' },
      format: { type: 'string', default: 'ndjson' },
      seed: { type: 'string', default: '1' },
      fillers: { type: 'string', default: '145' },
    },
  });
  const truth = await writePopulation(values.out, values.format as PopulationFormat, {
    patients: Number(values.patients),
    seed: Number(values.seed),
    fillers: Number(values.fillers),
  });
  console.log(JSON.stringify(truth, undefined, 1));
}
