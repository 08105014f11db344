/**
 * Why the store could not do something, for logs, metrics and start faults:
 * - `full`: no room on the disk; `corrupt`: the file is damaged or is no database;
 * - `locked`: somebody else holds it; `read-only`: it may not be written;
 * - `absent`: the file or the server cannot be reached; `too-late`: the deadline passed;
 * - `other`: anything else, by its code.
 */
export type StoreFault =
  'full' | 'corrupt' | 'locked' | 'read-only' | 'absent' | 'too-late' | 'other';

/** The deadline passed, or too much waits already. */
export class StoreTooLate extends Error {
  override readonly name = 'StoreTooLate';
  constructor(method: string) {
    super(`The store did not finish ${method} in time.`);
  }
}

/** Primary result codes of SQLite; the extended ones hold them in their low byte. */
const sqliteFaults: Readonly<Record<number, StoreFault>> = {
  5: 'locked',
  6: 'locked',
  8: 'read-only',
  11: 'corrupt',
  13: 'full',
  14: 'absent',
  26: 'corrupt',
};

/** SQLSTATE of PostgreSQL, by the beginning of the code. */
const postgresFaults: readonly (readonly [string, StoreFault])[] = [
  ['53100', 'full'],
  ['53300', 'absent'],
  ['XX00', 'corrupt'],
  ['55P03', 'locked'],
  ['40', 'locked'],
  ['57014', 'too-late'],
  ['57P0', 'absent'],
  ['25006', 'read-only'],
  ['42501', 'read-only'],
  ['08', 'absent'],
  ['3D000', 'absent'],
  ['28', 'absent'],
];

const networkCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENOENT',
  'EACCES',
  'ENOTDIR',
  'EEXIST',
]);

const members = (error: unknown): { readonly code?: unknown; readonly errcode?: unknown } =>
  typeof error === 'object' && error !== null ? error : {};

/** What kind of fault an error of the store is. Never throws. */
export function faultOf(error: unknown): StoreFault {
  if (error instanceof StoreTooLate) return 'too-late';
  const { code, errcode } = members(error);
  if (typeof errcode === 'number') return sqliteFaults[errcode % 256] ?? 'other';
  if (typeof code === 'string') {
    if (networkCodes.has(code)) return 'absent';
    const fault = postgresFaults.find(([prefix]) => code.startsWith(prefix))?.[1];
    if (fault) return fault;
  }
  // The PostgreSQL client gives a connection that broke no code.
  if (
    error instanceof Error &&
    /connection (?:terminated|timeout)|timeout exceeded/i.test(error.message)
  )
    return 'absent';
  return 'other';
}

/** The code of the database, for the log: it names a kind of fault, never data. */
export function codeOf(error: unknown): string | undefined {
  const { code, errcode } = members(error);
  if (typeof errcode === 'number') return `SQLITE ${errcode}`;
  return typeof code === 'string' ? code : undefined;
}

/** True where the same work may succeed a moment later: a lock, a restart, a lost connection. */
export function isPassing(error: unknown): boolean {
  const fault = faultOf(error);
  // A wrong password or database name stays wrong.
  const { code } = members(error);
  if (typeof code === 'string' && /^(?:28|3D)/.test(code)) return false;
  return fault === 'locked' || (fault === 'absent' && members(error).errcode === undefined);
}

/** What to do about it, for a start that is refused. */
export const remedies: Readonly<Record<StoreFault, string>> = {
  full: 'the disk is full: make room, or let DATABASE_URL name another place',
  corrupt: 'this is no usable database: restore a backup, or let DATABASE_URL name a new file',
  locked: 'another process holds it: stop that process, or let DATABASE_URL name another file',
  'read-only': 'it may not be written: give this user the right to write it and its folder',
  absent:
    'it cannot be reached: is the folder there and writable, or the server up and its name right?',
  'too-late': 'it did not answer in time: is it up?',
  other: 'see the cause',
};
