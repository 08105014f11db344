import { readFileSync } from 'node:fs';
import type { z } from 'zod';

/**
 * Reads a JSON file and checks it.
 *
 * @param name What to call the file in messages (`CLIENTS_FILE`).
 * @throws {Error} naming every fault at once by its place, never a value: it may be a secret.
 */
export function readJsonFile<S extends z.ZodType>(
  name: string,
  path: string,
  schema: S,
): z.infer<S> {
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(path, 'utf8'));
  } catch (cause) {
    const why = cause instanceof SyntaxError ? 'is not JSON' : 'could not be read';
    throw new Error(`${name} ${why}.`, { cause });
  }
  const result = schema.safeParse(content);
  if (result.success) return result.data;
  const faults = result.error.issues.map(
    ({ path: at, message }) => `${at.map(String).join('.') || 'file'}: ${message}`,
  );
  throw new Error(`${name} is not usable. ${faults.join('; ')}`);
}
