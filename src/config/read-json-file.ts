import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { z } from 'zod';
import { faultsOf, PROTOTYPE, shownName, type Fault } from './faults.ts';
import { lineOfSyntaxError, Places } from './json-places.ts';

/**
 * Reads a JSON file and checks it.
 *
 * @param name What to call the file in messages (`CLIENTS_FILE`).
 * @param check What the schema cannot know: whether what is named exists.
 * @throws {Error} naming every fault at once by file, line and member, a line each, never a value: it
 *   may be a secret.
 */
export function readJsonFile<S extends z.ZodType>(
  name: string,
  path: string,
  schema: S,
  check: (data: z.infer<S>) => readonly Fault[] = () => [],
): z.infer<S> {
  const text = readText(name, path);
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch {
    const line = lineOfSyntaxError(text);
    const where = line === undefined ? '' : ` line ${line}`;
    throw new Error(
      `${name} is not JSON: ${resolve(path)}${where}. Compare it with docs/${name.toLowerCase().replace('_', '-')}.example.json.`,
      { cause: 'SyntaxError' },
    );
  }
  const places = new Places(text);
  const refuse = (faults: readonly Fault[]): never => {
    throw new Error(
      faults
        .map(({ at, says, line = places.lineOf(at) }) => {
          const where = `${resolve(path)}${line === undefined ? '' : ` line ${line}`}`;
          const member = at.length === 0 ? 'file' : at.map(shownName).join('.');
          return `${name} is not usable. ${where}, ${member}: ${says}`;
        })
        .join('\n'),
    );
  };
  const early = [...places.repeated(), ...prototypesIn(content)];
  const result = schema.safeParse(content);
  if (!result.success) return refuse([...early, ...faultsOf(result.error, schema, content)]);
  const late = [...early, ...check(result.data)];
  return late.length > 0 ? refuse(late) : result.data;
}

function readText(name: string, path: string): string {
  try {
    const text = readFileSync(path, 'utf8');
    return text.startsWith('\ufeff') ? text.slice(1) : text;
  } catch (cause) {
    throw new Error(
      `${name} could not be read: ${pathShown(path)} ${whyUnread(cause)}. Set ${name} to the path of the file, or leave it unset.`,
      { cause },
    );
  }
}

/** Members called `__proto__`: they say nothing, and could change what every object is. */
function prototypesIn(content: unknown, at: readonly PropertyKey[] = []): readonly Fault[] {
  if (typeof content !== 'object' || content === null) return [];
  return Object.entries(content).flatMap(([name, value]) => [
    ...(name === PROTOTYPE ? [{ at: [...at, name], says: 'no member may have this name' }] : []),
    ...prototypesIn(value, [...at, name]),
  ]);
}

/** The file as the system sees it; what is no path at all may be the content, and is not repeated. */
export const pathShown = (path: string): string =>
  path.length > 1000 || /[\n{[]/.test(path) ? 'its value is no path and' : resolve(path);

export function whyUnread(cause: unknown): string {
  const { code } = cause as { readonly code?: unknown };
  if (code === 'ENOENT' || code === 'ENOTDIR') return 'is not there';
  if (code === 'EISDIR') return 'is a folder';
  if (code === 'EACCES' || code === 'EPERM') return 'may not be read by this account';
  return 'could not be opened';
}
