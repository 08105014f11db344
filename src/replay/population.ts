import { hash } from 'node:crypto';
import { appendFileSync, mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { isResource, type FhirResource } from '../cds-hooks/json.ts';
import { linesOf } from './lines.ts';
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
/** Bytes of lines that one unit holds in memory, about. */
const PARTITION_BYTES = 8 * 1024 * 1024;
/** How much larger a gzip file is when it is unpacked, about. */
const UNPACKED = 10;
const MAX_PARTITIONS = 4096;
/** Bytes that wait for one partition before they are written. */
const BUFFER_BYTES = 64 * 1024;
const MAX_REMEMBERED = 50_000;
/** In the place of a partition: the patient belongs to another share. */
const NOT_OWN = -1;
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

/** Which of `of` parts something belongs to: the same everywhere. */
export const partOf = (name: string, of: number): number =>
  Number.parseInt(hash('sha256', name).slice(0, 8), 16) % of;

/** One of several shares of a population; the first is 0. */
export interface Shard {
  readonly index: number;
  readonly of: number;
}

export const bundleUnits = (files: readonly string[], shard: Shard): readonly Unit[] => {
  const own = files.filter((name) => partOf(name, shard.of) === shard.index);
  return Array.from({ length: Math.ceil(own.length / BUNDLES_A_UNIT) }, (_, unit) => ({
    kind: 'bundles' as const,
    files: own.slice(unit * BUNDLES_A_UNIT, (unit + 1) * BUNDLES_A_UNIT),
  }));
};

/**
 * Sorts a bulk export, which is a file a type, into files a group of patients, so that each fits into
 * memory. Lines that belong to nobody of this share are left out.
 *
 * @param target A new folder, for this account only: the files hold charts.
 * @param fault Told what could not be read, by file and line.
 */
export async function partition(
  folder: string,
  names: readonly string[],
  target: string,
  shard: Shard,
  fault: (says: string) => void,
): Promise<readonly Unit[]> {
  mkdirSync(target, { recursive: true, mode: 0o700 });
  const bytes = names.reduce((sum, name) => {
    const { size } = statSync(join(folder, name));
    return sum + (name.endsWith('.gz') ? size * UNPACKED : size);
  }, 0);
  const count = Math.min(
    MAX_PARTITIONS,
    Math.max(1, Math.ceil(bytes / shard.of / PARTITION_BYTES)),
  );
  const waiting = Array.from({ length: count }, () => ({ text: [] as string[], length: 0 }));
  const used = new Set<number>();
  /** The partition of patients met lately: most lines follow another of the same patient. */
  const parts = new Map<string, number>();
  const write = (part: number) => {
    const buffer = waiting[part];
    if (!buffer || buffer.length === 0) return;
    appendFileSync(join(target, `${part}.lines`), buffer.text.join(''), { mode: 0o600 });
    used.add(part);
    buffer.text = [];
    buffer.length = 0;
  };
  for (const name of names) {
    try {
      for await (const { number, text } of linesOf(join(folder, name))) {
        if (text === undefined) fault(`${name} line ${number}: it is longer than is read`);
        if (text === undefined || text.trim() === '') continue;
        const resource = parsed(text);
        if (!resource) {
          fault(`${name} line ${number}: it is no FHIR resource in JSON`);
          continue;
        }
        const patient = patientOf(resource);
        if (patient === undefined) continue;
        let part = parts.get(patient);
        if (part === undefined) {
          if (parts.size >= MAX_REMEMBERED) parts.clear();
          // By another hash than the share, or some partitions would stay empty.
          const isOwn = partOf(patient, shard.of) === shard.index;
          part = isOwn ? partOf(`partition ${patient}`, count) : NOT_OWN;
          parts.set(patient, part);
        }
        if (part === NOT_OWN) continue;
        const line = `${JSON.stringify([name, number])}\t${text.trimEnd()}\n`;
        const buffer = waiting[part];
        if (!buffer) continue;
        buffer.text.push(line);
        buffer.length += line.length;
        if (buffer.length >= BUFFER_BYTES) write(part);
      }
    } catch {
      fault(`${name}: it could not be read to its end`);
    }
  }
  waiting.forEach((_buffer, part) => write(part));
  return [...used]
    .sort((a, b) => a - b)
    .map((part) => ({ kind: 'patients', file: join(target, `${part}.lines`) }));
}

function parsed(text: string): FhirResource | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isResource(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** A patient of a unit, or why there is none. */
export type Read =
  { readonly record: PatientRecord; readonly where: string } | { readonly fault: string };

/** The patients of a unit, one after the other. */
export async function* patientsOf(folder: string, unit: Unit): AsyncGenerator<Read> {
  if (unit.kind === 'bundles') {
    for (const name of unit.files) yield bundleOf(folder, name);
    return;
  }
  const charts = new Map<string, { resources: FhirResource[]; where: string; ids: Set<string> }>();
  for await (const { text } of linesOf(unit.file)) {
    if (text === undefined || text === '') continue;
    const tab = text.indexOf('\t');
    const [name, number] = JSON.parse(text.slice(0, tab)) as [string, number];
    const resource = parsed(text.slice(tab + 1));
    const id = resource && patientOf(resource);
    if (!resource || id === undefined) continue;
    const chart = charts.get(id) ?? { resources: [], where: '', ids: new Set<string>() };
    charts.set(id, chart);
    const key = `${resource.resourceType}/${String(resource['id'])}`;
    // A resource that an export holds twice is one.
    if (typeof resource['id'] === 'string' && chart.ids.has(key)) {
      yield { fault: `${name} line ${number}: the same resource stands there twice` };
      continue;
    }
    chart.ids.add(key);
    if (resource.resourceType === 'Patient' || chart.where === '') {
      chart.where = `${name} line ${number}`;
    }
    chart.resources.push(resource);
  }
  for (const { resources, where } of charts.values()) yield made(resources, where);
}

function bundleOf(folder: string, name: string): Read {
  const path = join(folder, name);
  try {
    const bytes = readFileSync(path);
    const text = name.endsWith('.gz')
      ? gunzipSync(bytes, { maxOutputLength: MAX_BUNDLE_BYTES }).toString('utf8')
      : bytes.toString('utf8');
    return made(bundleResources(text.replace(/^\ufeff/, '')), relative(folder, path));
  } catch (error) {
    const says =
      error instanceof Error && !('code' in error) ? error.message : 'it could not be read';
    return { fault: `${name}: ${says}` };
  }
}

function made(resources: readonly FhirResource[], where: string): Read {
  try {
    return { record: recordOf(resources), where };
  } catch (error) {
    return {
      fault: `${where}: ${error instanceof Error ? error.message : 'it could not be read'}`,
    };
  }
}
