import { hash } from 'node:crypto';

/** Characters of a hash: enough that two contents of one card never share one by chance. */
const HASH_CHARACTERS = 16;

/**
 * A short hash of any value of JSON: the same whatever the order of its members. Members that are
 * undefined count as left out.
 */
export const hashOf = (value: unknown): string =>
  hash('sha256', JSON.stringify(sorted(value ?? null)), 'hex').slice(0, HASH_CHARACTERS);

/** The value with the members of every object in the order of their names. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (value instanceof Map) return sorted(Object.fromEntries(value));
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(members.map(([name, member]) => [name, sorted(member)]));
}

/** The members of an object but those that are named. */
export const without = <T extends object>(
  value: T,
  ...names: readonly string[]
): Readonly<Record<string, unknown>> =>
  Object.fromEntries(Object.entries(value).filter(([name]) => !names.includes(name)));
