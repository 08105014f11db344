import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Rule } from '../rules/rule.ts';
import { hashOf } from './canonical.ts';

const RULES = new URL('../rules/', import.meta.url);
const known = new Map<string, string>();

/**
 * What tells one state of a rule from another: a hash of its source and of everything under `src/rules`
 * that it takes its logic from. The facts below it are told by the version of the service.
 */
export function ruleVersion({ id, about }: Pick<Rule, 'id' | 'about'>): string {
  const version = known.get(id) ?? hashOf(sourcesOf(new URL(`${about}/${id}.ts`, RULES)));
  known.set(id, version);
  return version;
}

/** A file and what it imports of the rules, types apart, by path below `src/rules`. */
function sourcesOf(file: URL, read = new Map<string, string>()): ReadonlyMap<string, string> {
  const name = fileURLToPath(file).slice(fileURLToPath(RULES).length);
  if (read.has(name)) return read;
  const source = readFileSync(file, 'utf8');
  read.set(name, source);
  for (const target of runtimeImports(source)) {
    const next = new URL(target, file);
    if (next.href.startsWith(RULES.href)) sourcesOf(next, read);
  }
  return read;
}

const TARGET = /from '(\.[^']+)'/;

/** The relative imports of a source that are there at run time. */
export const runtimeImports = (source: string): readonly string[] =>
  source
    .split(';')
    .map((statement) => statement.trimStart())
    .filter((statement) => /^(?:import|export)\b(?!\s*type\b)/.test(statement))
    .flatMap((statement) => TARGET.exec(statement)?.[1] ?? []);
