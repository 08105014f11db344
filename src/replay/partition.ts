import { hash } from 'node:crypto';
import { appendFileSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { isResource, type FhirResource } from '../cds-hooks/request/json.ts';
import { readReference } from '../cds-hooks/request/reference.ts';
import { linesOf, MAX_LINE_BYTES } from './lines.ts';
import type { Needs } from './needs.ts';
import { patientOf } from './record.ts';

/** Bytes of lines that one unit holds in memory, about. */
const PARTITION_BYTES = 8 * 1024 * 1024;
/** How much larger a gzip file is when it is unpacked, about. */
const UNPACKED = 10;
const MAX_PARTITIONS = 4096;
/** Bytes that wait for one partition before they are written. */
const BUFFER_BYTES = 64 * 1024;
const MAX_REMEMBERED = 50_000;
/** What stands before a line in a partition is shorter. */
const MAX_HEAD_BYTES = 8192;
/** In the place of a partition: the patient belongs to another share. */
const NOT_OWN = -1;
const TAB = 9;
/** Beside the partitions: the names of the files that their lines are from. */
const NAMES = 'names.json';

/** Which of `of` parts something belongs to: the same everywhere. */
export const partOf = (name: string, of: number): number =>
  Number.parseInt(hash('sha256', name).slice(0, 8), 16) % of;

/** One of several shares of a population; the first is 0. */
export interface Shard {
  readonly index: number;
  readonly of: number;
}

/** One part of a sorted export: whole charts, in a file that fits into memory. */
export interface Partition {
  readonly kind: 'patients';
  readonly file: string;
}

/**
 * Sorts a bulk export, which is a file a type, into files a group of patients, so that each fits into
 * memory. Lines that belong to nobody of this share are left out. Most lines are not parsed here.
 *
 * @param target A new folder, for this account only: the files hold charts.
 * @param fault Told what could not be read, by file and line.
 * @param needs Lines that do not matter to it are left out; none are when it is not given.
 */
export async function partition(
  folder: string,
  names: readonly string[],
  target: string,
  shard: Shard,
  fault: (says: string) => void,
  needs?: Needs,
): Promise<readonly Partition[]> {
  mkdirSync(target, { recursive: true, mode: 0o700 });
  writeFileSync(join(target, NAMES), JSON.stringify(names), { mode: 0o600 });
  const bytes = names.reduce((sum, name) => {
    const { size } = statSync(join(folder, name));
    return sum + (name.endsWith('.gz') ? size * UNPACKED : size);
  }, 0);
  const count = Math.min(
    MAX_PARTITIONS,
    Math.max(1, Math.ceil(bytes / shard.of / PARTITION_BYTES)),
  );
  const files = new PartitionFiles(target);
  /** The partition of patients met lately: most lines follow another of the same patient. */
  const places = new Map<string, { readonly part: number; readonly head: string }>();
  const placeOf = (met: string) => {
    const known = places.get(met);
    if (known) return known;
    // A copy: a part of a line would keep all of the file that was read with it.
    const patient = Buffer.from(met).toString();
    if (places.size >= MAX_REMEMBERED) places.clear();
    // By another hash than the share, or some partitions would stay empty.
    const isOwn = partOf(patient, shard.of) === shard.index;
    const part = isOwn ? partOf(`partition ${patient}`, count) : NOT_OWN;
    const place = { part, head: JSON.stringify(patient) };
    places.set(patient, place);
    return place;
  };
  for (const [index, name] of names.entries()) {
    try {
      for await (const lines of linesOf(join(folder, name))) {
        for (const { number, bytes: line, latin1 } of lines) {
          if (line === undefined) {
            fault(`${name} line ${number}: it is longer than is read`);
            continue;
          }
          if (needs?.mayMatter(latin1) === false) continue;
          const patient = patientOfLine(line, latin1);
          if (patient === 'unreadable')
            fault(`${name} line ${number}: it is no FHIR resource in JSON`);
          if (typeof patient !== 'object') continue;
          const { part, head } = placeOf(patient.id);
          if (part !== NOT_OWN) files.add(part, `${head}\t${index} ${number}\t`, line);
        }
      }
    } catch {
      fault(`${name}: it could not be read to its end`);
    }
  }
  return files.close().map((file) => ({ kind: 'patients', file }));
}

/** Whose line it is; `nobody` for an empty one and for what belongs to no patient. */
function patientOfLine(
  line: Buffer,
  latin1: string,
): { readonly id: string } | 'nobody' | 'unreadable' {
  const quick = subjectOfLine(latin1);
  if (quick !== undefined) return { id: quick };
  if (latin1.trim() === '') return 'nobody';
  const resource = parsedLine(line);
  if (!resource) return 'unreadable';
  const id = patientOf(resource);
  return id === undefined ? 'nobody' : { id };
}

const SUBJECT = '"subject"';
const PATIENT = '"patient"';
/** A reference in characters that are the same in every encoding, without an escape. */
const REFERENCE =
  /\s{0,3}:\s{0,3}\{\s{0,3}"reference"\s{0,3}:\s{0,3}"([\x20-\x21\x23-\x5b\x5d-\x7e]{1,300})"/y;
/** The way nearly all references are written. */
const PLAIN = /^Patient\/([A-Za-z0-9.-]+)$/;

/**
 * The patient of a line without parsing it, where there is no doubt: the line names `subject` or
 * `patient` once, so that it is the member of the resource or of nothing that counts. Whoever parses
 * the line later finds the same patient or none.
 */
function subjectOfLine(line: string): string | undefined {
  const [subject, patient] = [line.indexOf(SUBJECT), line.indexOf(PATIENT)];
  if (subject < 0 === patient < 0) return undefined;
  const [name, at] = subject < 0 ? [PATIENT, patient] : [SUBJECT, subject];
  const from = at + name.length;
  if (line.includes(name, from)) return undefined;
  REFERENCE.lastIndex = from;
  const reference = REFERENCE.exec(line)?.[1];
  if (reference === undefined) return undefined;
  const plain = PLAIN.exec(reference)?.[1];
  if (plain !== undefined) return plain;
  const target = readReference(reference);
  return target?.type === 'Patient' ? target.id : undefined;
}

/** The resource of a line; undefined when it is none. */
export function parsedLine(line: Buffer): FhirResource | undefined {
  try {
    const value: unknown = JSON.parse(line.toString('utf8').replace(/^\ufeff/, ''));
    return isResource(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** A line of a sorted export that belongs to one patient. */
export interface ChartLine {
  readonly bytes: Buffer;
  /** File and number of the line it was, in words. */
  where(): string;
}

/** The lines of a partition by patient, not parsed yet: each chart lives only while it is walked. */
export async function sortedCharts(
  file: string,
): Promise<Iterable<readonly [string, readonly ChartLine[]]>> {
  const names = JSON.parse(readFileSync(join(dirname(file), NAMES), 'utf8')) as readonly string[];
  const charts = new Map<string, ChartLine[]>();
  for await (const lines of linesOf(file, MAX_LINE_BYTES + MAX_HEAD_BYTES)) {
    for (const { bytes } of lines) {
      if (bytes === undefined) continue;
      const first = bytes.indexOf(TAB);
      const second = bytes.indexOf(TAB, first + 1);
      if (first < 0 || second < 0) continue;
      const patient = bytes.toString('utf8', 0, first);
      const line: ChartLine = {
        bytes: bytes.subarray(second + 1),
        where() {
          const [index = '', number = ''] = bytes.toString('latin1', first + 1, second).split(' ');
          return `${names[Number(index)] ?? ''} line ${number}`;
        },
      };
      const chart = charts.get(patient);
      if (chart) chart.push(line);
      else charts.set(patient, [line]);
    }
  }
  return Array.from(charts, ([patient, chart]) => [JSON.parse(patient) as string, chart] as const);
}

/** The files of the partitions: what goes to one is gathered and written at once. */
class PartitionFiles {
  readonly #target: string;
  readonly #waiting = new Map<number, { readonly bytes: Buffer; length: number }>();
  readonly #used = new Set<number>();

  constructor(target: string) {
    this.#target = target;
  }

  add(part: number, head: string, line: Buffer): void {
    const headBytes = Buffer.byteLength(head);
    const length = headBytes + line.length + 1;
    if (length > BUFFER_BYTES) {
      this.#write(part);
      this.#append(part, Buffer.concat([Buffer.from(head), line, Buffer.from('\n')]));
      return;
    }
    let buffer = this.#waiting.get(part);
    if (buffer && buffer.length + length > BUFFER_BYTES) this.#write(part);
    if (!buffer) {
      buffer = { bytes: Buffer.allocUnsafe(BUFFER_BYTES), length: 0 };
      this.#waiting.set(part, buffer);
    }
    buffer.bytes.write(head, buffer.length);
    line.copy(buffer.bytes, buffer.length + headBytes);
    buffer.bytes.write('\n', buffer.length + length - 1);
    buffer.length += length;
  }

  /** Writes what waits. @returns The files, in the order of their numbers. */
  close(): readonly string[] {
    for (const part of this.#waiting.keys()) this.#write(part);
    return [...this.#used].sort((a, b) => a - b).map((part) => this.#fileOf(part));
  }

  #write(part: number): void {
    const buffer = this.#waiting.get(part);
    if (!buffer || buffer.length === 0) return;
    this.#append(part, buffer.bytes.subarray(0, buffer.length));
    buffer.length = 0;
  }

  #append(part: number, bytes: Buffer): void {
    appendFileSync(this.#fileOf(part), bytes, { mode: 0o600 });
    this.#used.add(part);
  }

  #fileOf = (part: number) => join(this.#target, `${part}.lines`);
}
