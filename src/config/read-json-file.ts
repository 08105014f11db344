import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
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
    const where = pathShown(path);
    throw new Error(
      cause instanceof SyntaxError
        ? `${name} is not JSON: ${where}. Compare it with the example in README.md.`
        : `${name} could not be read: ${where} ${whyUnread(cause)}. Set ${name} to the path of the file, or leave it unset.`,
      { cause },
    );
  }
  const result = schema.safeParse(content);
  if (result.success) return result.data;
  const faults = result.error.issues.map(
    ({ path: at, message }) => `${at.map(String).join('.') || 'file'}: ${message}`,
  );
  throw new Error(`${name} is not usable. ${faults.join('; ')}`);
}

/** The file as the system sees it; what is no path at all may be the content, and is not repeated. */
const pathShown = (path: string): string =>
  path.length > 1000 || /[\n{[]/.test(path) ? 'its value is no path and' : resolve(path);

function whyUnread(cause: unknown): string {
  const { code } = cause as { readonly code?: unknown };
  if (code === 'ENOENT' || code === 'ENOTDIR') return 'is not there';
  if (code === 'EISDIR') return 'is a folder';
  if (code === 'EACCES' || code === 'EPERM') return 'may not be read by this account';
  return 'could not be opened';
}
