import { readFileSync } from 'node:fs';
import { pathShown, whyUnread } from './read-json-file.ts';

/** Settings that are secrets: `<NAME>_FILE` names a file that holds the value, as orchestrators mount them. */
export const secretSettings = [
  'DATABASE_URL',
  'METRICS_TOKEN',
  'INSIGHTS_TOKEN',
  'COMMENTS_TOKEN',
] as const;

const MAX_BYTES = 65_536;

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Puts the content of `<NAME>_FILE` in the place of `<NAME>`, without the line break at its end.
 *
 * @returns The variables, and what is wrong with a file, a line each, never with its content.
 */
export function withFileValues(env: Environment): {
  readonly values: Environment;
  readonly faults: readonly string[];
} {
  const faults: string[] = [];
  const values: Record<string, string | undefined> = { ...env };
  for (const name of secretSettings) {
    const variable = `${name}_FILE`;
    const path = env[variable];
    if (path === undefined || path === '') continue;
    if (env[name]) {
      faults.push(`${variable}: ${name} is set as well. Set one of the two.`);
      continue;
    }
    try {
      const text = readFileSync(path, 'utf8').replace(/\r?\n$/, '');
      if (text.trim() === '') faults.push(`${variable}: ${pathShown(path)} is empty.`);
      else if (text.length > MAX_BYTES || text.includes('\n')) {
        faults.push(`${variable}: ${pathShown(path)} holds more than one line.`);
      } else values[name] = text;
    } catch (cause) {
      faults.push(
        `${variable} could not be read: ${pathShown(path)} ${whyUnread(cause)}. Set ${variable} to the path of the file, or leave it unset.`,
      );
    }
  }
  return { values, faults };
}
