import { readdirSync, writeFileSync } from 'node:fs';

const target = 'src/generated/value-set-ids.ts';

/** The source of the union of all value sets' ids, from the names of their files. */
export function valueSetIdsSource(files: readonly string[]): string {
  const ids = files.filter((name) => name.endsWith('.json')).map((name) => name.slice(0, -5));
  return `// Written by \`npm run generate\` from the files of cards/value-sets. Do not edit.

/** Ids of the value sets of the project. */
export type ValueSetId =
${ids.sort().map((id) => `  | '${id}'`).join('\n')};
`; // prettier-ignore
}

if (import.meta.main) writeFileSync(target, valueSetIdsSource(readdirSync('cards/value-sets')));
