import type { Query } from './query.ts';

/** Orders and requests of FHIR versions before R4, which have other names there: told, not walked. */
export const earlierTypes = [
  'DeviceUseRequest',
  'DiagnosticOrder',
  'MedicationOrder',
  'ProcedureRequest',
  'ReferralRequest',
] as const;

/** What a walk needs whatever the services ask for: whose chart it is, and its moments. */
const walkedTypes = ['Patient', 'ServiceRequest', 'DiagnosticReport', ...earlierTypes];

/** The name of the member, which stands first in nearly all lines. */
const TYPE = /^\s*\{\s*"resourceType"\s*:\s*"([A-Za-z]+)"/;
/** Every code of a line; with a backslash in it where it may mean another one. */
const CODES = /"code"\s*:\s*"((?:[^"\\]|\\.)*)"/g;
/** A code that stands in JSON as it is. */
const IS_PLAIN = /^[\x20-\x21\x23-\x5b\x5d-\x7e]+$/;

/**
 * Which resources of an export can matter to a replay, told by their text: of the results of a chart most
 * have codes that no template asks for, and parsing them is most of the work.
 */
export class Needs {
  /** By type, the codes of which one must occur; `all` where a template asks for the whole list. */
  readonly #types = new Map<string, Set<string> | 'all'>();

  constructor(queries: readonly Query[]) {
    for (const type of walkedTypes) this.#types.set(type, 'all');
    for (const { type, codes, categories } of queries) {
      const asked = categories?.map(codeOf) ?? (codes && [...codes].map(codeOf));
      const known = this.#types.get(type);
      if (known === 'all') continue;
      if (!asked?.every((code) => IS_PLAIN.test(code))) this.#types.set(type, 'all');
      else this.#types.set(type, new Set([...(known ?? []), ...asked]));
    }
  }

  /**
   * False only where a line is a resource that no template finds and no moment is made of. In doubt true:
   * another order of members, escaped names and what may be no JSON are for whoever parses it.
   *
   * @param line Its bytes, each a character.
   */
  mayMatter(line: string): boolean {
    const type = TYPE.exec(line)?.[1];
    if (type === undefined || !isClosed(line)) return true;
    const codes = this.#types.get(type);
    if (codes === 'all') return true;
    if (codes === undefined) return false;
    // A name or a code with escaped letters is seen by whoever parses the line.
    if (line.includes('\\u')) return true;
    CODES.lastIndex = 0;
    for (let found = CODES.exec(line); found !== null; found = CODES.exec(line)) {
      const code = found[1] ?? '';
      if (codes.has(code) || code.includes('\\')) return true;
    }
    return false;
  }
}

/** A whole object, as far as its end says. */
const isClosed = (line: string) => line.endsWith('}') || line.trimEnd().endsWith('}');

/** The code of `system|code`, or of a code alone. */
const codeOf = (token: string) => token.slice(token.lastIndexOf('|') + 1);
