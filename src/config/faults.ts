import { closest, distance } from 'fastest-levenshtein';
import type { z } from 'zod';

/** What is wrong at one place of a settings file. It names places and what is allowed, never a value. */
export interface Fault {
  /** Members from the top of the file, as zod names them. */
  readonly at: readonly PropertyKey[];
  readonly says: string;
  /** Where the place alone does not tell the line. */
  readonly line?: number;
}

/** What somebody has typed may be long or hold anything; of a name only this much is repeated. */
const MAX_NAME_LENGTH = 60;

/** No member of a file may have this name: it could change what every object is. */
export const PROTOTYPE = '__proto__';

/** A member's name as it may be printed. */
export const shownName = (name: PropertyKey): string => {
  const text = String(name).replaceAll(/[^\p{L}\p{N} $._:-]/gu, '?');
  return text.length > MAX_NAME_LENGTH ? `${text.slice(0, MAX_NAME_LENGTH)}…` : text;
};

/**
 * The closest of the allowed names, when it is so close that it was probably meant.
 *
 * @param most Letters that may differ; a third of the name unless given.
 */
export function probablyMeant(
  name: string,
  allowed: readonly string[],
  most = Math.max(1, Math.floor(name.length / 3)),
): string | undefined {
  if (allowed.length === 0 || name.length > MAX_NAME_LENGTH) return undefined;
  const lower = name.toLowerCase();
  const nearest = closest(
    lower,
    allowed.map((each) => each.toLowerCase()),
  );
  const found = allowed.find((each) => each.toLowerCase() === nearest);
  return distance(lower, nearest) <= most ? found : undefined;
}

/** As {@link probablyMeant}, or the only one that begins alike: `issuer` for `iss`. */
function likely(name: string, allowed: readonly string[]): string | undefined {
  const begun = allowed.filter((each) => name.startsWith(each) || each.startsWith(name));
  return probablyMeant(name, allowed) ?? (begun.length === 1 ? begun[0] : undefined);
}

/** `; did you mean x?`, or what is allowed where nothing is close. */
export function orWhat(name: string, allowed: readonly string[]): string {
  const meant = likely(name, allowed);
  return meant === undefined ? `; allowed: ${allowed.join(', ')}` : `; did you mean ${meant}?`;
}

/** The faults that a schema found, with what is allowed instead. */
export function faultsOf(error: z.ZodError, schema: z.ZodType, content: unknown): readonly Fault[] {
  return error.issues.flatMap((issue): readonly Fault[] => {
    const at = issue.path;
    switch (issue.code) {
      case 'unrecognized_keys': {
        const allowed = membersAt(schema, at);
        return issue.keys
          .filter((name) => name !== PROTOTYPE)
          .map((name) => ({ at: [...at, name], says: `no such member${orWhat(name, allowed)}` }));
      }
      case 'invalid_value': {
        const given = valueAt(content, at);
        const allowed = issue.values.map(String);
        const meant = typeof given === 'string' ? likely(given, allowed) : undefined;
        const hint = meant === undefined ? '' : `; did you mean ${meant}?`;
        return [{ at, says: `expected one of ${allowed.join(', ')}${hint}` }];
      }
      case 'invalid_type':
        return [{ at, says: valueAt(content, at) === undefined ? 'is missing' : plain(issue) }];
      default:
        return [{ at, says: plain(issue) }];
    }
  });
}

/** What zod says, without the words that are the same everywhere. */
export const plain = ({ message }: { readonly message: string }): string =>
  message
    .replace(/^Invalid (?:input|option): /, '')
    .replace('expected number, received NaN', 'expected a number')
    .replace(/, received undefined$/, '');

const valueAt = (content: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>(
    (value, name) =>
      typeof value === 'object' && value !== null && Object.hasOwn(value, name)
        ? (value as Record<PropertyKey, unknown>)[name]
        : undefined,
    content,
  );

interface SchemaDefinition {
  readonly type: string;
  readonly innerType?: { readonly def: SchemaDefinition };
  readonly in?: { readonly def: SchemaDefinition };
  readonly element?: { readonly def: SchemaDefinition };
  readonly valueType?: { readonly def: SchemaDefinition };
  readonly shape?: Readonly<Record<string, { readonly def: SchemaDefinition }>>;
}

/** The members that the object at a place of a schema may have; none where it is no object. */
function membersAt(schema: z.ZodType, path: readonly PropertyKey[]): readonly string[] {
  let definition: SchemaDefinition | undefined = bare(schema.def);
  for (const name of path) {
    const next: { readonly def: SchemaDefinition } | undefined =
      definition?.element ?? definition?.valueType ?? definition?.shape?.[String(name)];
    definition = next && bare(next.def);
  }
  return Object.keys(definition?.shape ?? {});
}

/** Without what only says that a value may be left out, or is changed afterwards. */
function bare(definition: SchemaDefinition): SchemaDefinition {
  const inner = definition.innerType ?? definition.in;
  return inner ? bare(inner.def) : definition;
}
