import { hash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { isObject, type FhirResource } from '../cds-hooks/request/json.ts';
import { parsedLine, partOf, sortedCharts, type Shard } from './partition.ts';
import { bundleResources, patientOf, recordOf, type PatientRecord } from './record.ts';

/** A part of the work that is done at a time, and done again when it was not finished. */
export type Unit =
  | { readonly kind: 'bundles'; readonly files: readonly string[] }
  /** Lines of a bulk export that belong to some of the patients. */
  | { readonly kind: 'patients'; readonly file: string };

export interface PopulationFiles {
  readonly bundles: readonly string[];
  readonly exports: readonly string[];
  /** Says when any of it changed: name, size and time of each file. */
  readonly fingerprint: string;
}

const BUNDLES_A_UNIT = 64;
const MAX_BUNDLE_BYTES = 256 * 1024 * 1024;

/** The files of a folder and of those in it, in the order of their names. */
export function filesOf(folder: string): PopulationFiles {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => !name.split(/[\\/]/).some((part) => part.startsWith('.')))
    .sort();
  const stats = names.map((name) => {
    const { size, mtimeMs } = statSync(join(folder, name));
    return [name, size, mtimeMs];
  });
  return {
    bundles: names.filter((name) => /\.json(?:\.gz)?$/i.test(name)),
    exports: names.filter((name) => /\.ndjson(?:\.gz)?$/i.test(name)),
    fingerprint: hash('sha256', JSON.stringify(stats)),
  };
}

export const bundleUnits = (files: readonly string[], shard: Shard): readonly Unit[] => {
  const own = files.filter((name) => partOf(name, shard.of) === shard.index);
  return Array.from({ length: Math.ceil(own.length / BUNDLES_A_UNIT) }, (_, unit) => ({
    kind: 'bundles' as const,
    files: own.slice(unit * BUNDLES_A_UNIT, (unit + 1) * BUNDLES_A_UNIT),
  }));
};

/** A patient of a unit, or why there is none. */
export type Read =
  { readonly record: PatientRecord; readonly where: string } | { readonly fault: string };

/** The patients of a unit, one after the other. */
export async function* patientsOf(folder: string, unit: Unit): AsyncGenerator<Read> {
  if (unit.kind === 'bundles') {
    for (const name of unit.files) yield bundleOf(folder, name);
    return;
  }
  for (const [patient, chart] of await sortedCharts(unit.file)) {
    const faults: string[] = [];
    const resources: FhirResource[] = [];
    const ids = new Set<string>();
    let where = '';
    for (const line of chart) {
      const resource = parsedLine(line.bytes);
      if (!resource) {
        faults.push(`${line.where()}: it is no FHIR resource in JSON`);
        continue;
      }
      // A line is sorted by the one patient that it names: the resource may be nobody's after all.
      if (patientOf(resource) !== patient) continue;
      // A resource that an export holds twice is one.
      if (typeof resource['id'] === 'string') {
        const key = `${resource.resourceType}/${resource['id']}`;
        if (ids.has(key)) {
          faults.push(`${line.where()}: the same resource stands there twice`);
          continue;
        }
        ids.add(key);
      }
      if (resource.resourceType === 'Patient' || where === '') where = line.where();
      resources.push(resource);
    }
    for (const fault of faults) yield { fault };
    if (resources.length > 0) yield made(resources, where);
  }
}

/** @param maxBytes Of the file, and of what is packed in it. */
export function bundleOf(folder: string, name: string, maxBytes = MAX_BUNDLE_BYTES): Read {
  const path = join(folder, name);
  try {
    // Asked before it is read: it would not fit into memory.
    if (statSync(path).size > maxBytes) return { fault: `${name}: ${tooLarge(maxBytes)}` };
    const bytes = readFileSync(path);
    const text = name.endsWith('.gz')
      ? gunzipSync(bytes, { maxOutputLength: maxBytes }).toString('utf8')
      : bytes.toString('utf8');
    return made(bundleResources(text.replace(/^\ufeff/, '')), relative(folder, path));
  } catch (error) {
    const isTooLarge = isObject(error) && error['code'] === 'ERR_BUFFER_TOO_LARGE';
    if (isTooLarge) return { fault: `${name}: ${tooLarge(maxBytes)}` };
    const says =
      error instanceof Error && !('code' in error) ? error.message : 'it could not be read';
    return { fault: `${name}: ${says}` };
  }
}

const tooLarge = (maxBytes: number) =>
  `it is larger than a chart that is read (${Math.round(maxBytes / 1024 / 1024)} MB)`;

function made(resources: readonly FhirResource[], where: string): Read {
  try {
    return { record: recordOf(resources), where };
  } catch (error) {
    return {
      fault: `${where}: ${error instanceof Error ? error.message : 'it could not be read'}`,
    };
  }
}
