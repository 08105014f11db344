import { readFileSync, writeFileSync } from 'node:fs';
import { chartKeys, neededKeys, type ChartKeyEntry } from '../src/chart/chart-keys.ts';
import { settingsSchema } from '../src/config/settings.ts';
import { errorTable } from '../src/errors.ts';

const errorMeanings: Readonly<Record<keyof typeof errorTable, string>> = {
  'request-malformed': 'the body is not JSON or ended early',
  'request-invalid':
    'envelope, hook or context is not as the specification has it; `expression` says where',
  'client-untrusted': 'no token, or one that was refused; the reason is in the log',
  'client-forbidden': 'known, but not allowed here',
  'not-found': 'no such service, card or address',
  'method-not-allowed': 'another method; `Allow` says which',
  'data-unavailable':
    'required data came neither by prefetch nor from the FHIR server; `expression` names the keys',
  'request-too-large': 'the body is larger than `MAX_BODY_BYTES`',
  'media-type-unsupported': 'the body is not `application/json`, or compressed',
  'too-many-requests':
    'more calls than `RATE_LIMIT_PER_MINUTE` or the share of a client ([bounds.md](bounds.md)); `Retry-After` says when',
  internal: 'a fault of ours; the log has the cause',
  unavailable: 'the store cannot be used',
};

/** Pages whose tables say what the code says. */
export const tablePages = ['docs/settings.md', 'docs/endpoints.md'] as const;

/** A page with its tables as the code has them. */
export function withTables(page: string): string {
  const settings = Object.entries(settingsSchema.shape).map(([name, schema]) => {
    const fallback = schema.safeParse(undefined);
    const value =
      fallback.success && fallback.data !== undefined ? `\`${String(fallback.data)}\`` : '';
    return `| \`${name}\` | ${value} | ${schema.description ?? ''} |`;
  });
  const errors = Object.entries(errorTable).map(
    ([code, { status }]) =>
      `| \`${code}\` | ${status} | ${errorMeanings[code as keyof typeof errorTable]} |`,
  );
  const neededFor = (key: string) =>
    Object.entries(neededKeys).flatMap(([purpose, keys]) =>
      keys.some((needed) => needed === key) ? ` (needed for ${purpose})` : [],
    );
  const keys = Object.entries<ChartKeyEntry>(chartKeys).map(
    ([key, { type, serves, byFhirOnly, onDemand }]) => {
      const marks = [...neededFor(key), onDemand && ' (optional)', byFhirOnly && ' (by FHIR only)'];
      return `| \`${key}\` | ${type} | ${serves}${marks.filter(Boolean).join('')} |`;
    },
  );
  return [
    ['settings', settings] as const,
    ['errors', errors] as const,
    ['prefetch-keys', keys] as const,
  ].reduce((text, [name, rows]) => replaceBetween(text, name, rows), page);
}

const headers = {
  settings: '| variable | default | meaning |',
  errors: '| code | status | means |',
  'prefetch-keys': '| key | holds | what rests on it |',
} as const;

function replaceBetween(text: string, name: keyof typeof headers, rows: readonly string[]): string {
  const [start, end] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
  if (!text.includes(start)) return text;
  const from = text.indexOf(start) + start.length;
  // A comment line would end the table for a Markdown reader, so the markers stand around it.
  const head = text.slice(0, from);
  const rest = text.slice(text.indexOf(end));
  return `${head}\n\n${headers[name]}\n|---|---|---|\n${rows.join('\n')}\n\n${rest}`;
}

if (process.argv[1] === import.meta.filename) {
  for (const path of tablePages) writeFileSync(path, withTables(readFileSync(path, 'utf8')));
}
