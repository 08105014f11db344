import { describe, expect, test } from '@jest/globals';
import { ChartAt } from '../../src/replay/chart-at.ts';
import { momentsOf } from '../../src/replay/moments.ts';
import { earlierTypes, Needs } from '../../src/replay/needs.ts';
import { recordOf } from '../../src/replay/record.ts';
import { replayServices } from '../../src/replay-services.ts';
import { fc } from '../support/property.ts';

const LOINC = 'http://loinc.org';
const templates = {
  patient: 'Patient/{{context.patientId}}',
  conditions: 'Condition?patient={{context.patientId}}',
  observations: `Observation?patient={{context.patientId}}&code=${LOINC}|98979-8,urn:local|E"GFR`,
  examinations: 'Observation?patient={{context.patientId}}&category=exam',
  devices: `Device?patient={{context.patientId}}&code=${LOINC}|1,urn:é|2`,
};
/** Without a code that JSON writes in another way. */
const plain = {
  ...templates,
  observations: `Observation?patient={{context.patientId}}&code=${LOINC}|98979-8`,
};
const bytesOf = (line: string) => Buffer.from(line).toString('latin1');
const at = Date.UTC(2024, 0, 1);
const patient = { resourceType: 'Patient', id: 'p' };

function isFound(prefetch: Record<string, string>, resource: { resourceType: string }): boolean {
  const chart = new ChartAt(prefetch).prefetch(recordOf([patient, resource]), at, new Set());
  return Object.values(chart).some(
    (list) => (list as { entry?: readonly unknown[] }).entry?.length === 1,
  );
}

describe('What of an export can matter is told by its text', () => {
  const needs = new Needs(new ChartAt(plain).queries);
  const line = (resource: object) => bytesOf(JSON.stringify(resource));
  const coded = (code: string) => ({
    resourceType: 'Observation',
    code: { coding: [{ system: LOINC, code }] },
  });

  test('results of codes that are asked for, and of categories', () => {
    expect(needs.mayMatter(line(coded('98979-8')))).toBe(true);
    expect(
      needs.mayMatter(line({ ...coded('718-7'), category: [{ coding: [{ code: 'exam' }] }] })),
    ).toBe(true);
    expect(needs.mayMatter(line(coded('718-7')))).toBe(false);
    // Beside the code of the result, anywhere in it.
    expect(needs.mayMatter(line({ ...coded('718-7'), valueQuantity: { code: 'g/L' } }))).toBe(
      false,
    );
  });

  test('whole lists, what moments are made of, and what is only told', () => {
    for (const resourceType of ['Condition', 'Patient', 'ServiceRequest', 'DiagnosticReport']) {
      expect(needs.mayMatter(line({ resourceType }))).toBe(true);
    }
    for (const resourceType of earlierTypes) {
      expect(needs.mayMatter(line({ resourceType }))).toBe(true);
    }
    expect(needs.mayMatter(line({ resourceType: 'Claim' }))).toBe(false);
  });

  test.each([
    ['is not closed', '{"resourceType":"Claim","id":"1"'],
    ['is none', 'Claim'],
    ['is empty', ''],
    ['has its type elsewhere', '{"id":"1","resourceType":"Claim"}'],
    ['writes a code with escapes', '{"resourceType":"Observation","code":"98979\\u002d8"}'],
    ['escapes a letter', '{"resourceType":"Observation","code":"98979\\-8"}'],
  ])('a line that %s is for whoever parses it', (_, text) => {
    expect(needs.mayMatter(text)).toBe(true);
  });

  test('where a code cannot be looked for by its bytes the whole list is asked for', () => {
    const all = new Needs(new ChartAt(templates).queries);
    expect(all.mayMatter(line(coded('718-7')))).toBe(true);
    expect(all.mayMatter(line({ resourceType: 'Claim' }))).toBe(false);
  });

  test('a result with laboratory codes alone matters to none of the services', () => {
    const services = new Needs(replayServices(undefined, undefined).services.queries);
    expect(services.mayMatter(line(coded('718-7')))).toBe(false);
    expect(services.mayMatter(line(coded('98979-8')))).toBe(true);
    expect(services.mayMatter(line({ resourceType: 'Procedure' }))).toBe(true);
    expect(services.mayMatter(line({ resourceType: 'Encounter' }))).toBe(false);
  });

  test('whatever a template finds or a moment is made of does matter', () => {
    const concept = fc.record({
      coding: fc.array(
        fc.record(
          {
            system: fc.constantFrom(LOINC, 'urn:local', 'urn:é'),
            code: fc.constantFrom('98979-8', '718-7', 'exam', 'E"GFR', '1', '2', 'ü'),
            display: fc.constantFrom('eGFR', '"code":"718-7"', 'µ'),
          },
          { requiredKeys: [] },
        ),
        { maxLength: 3 },
      ),
    });
    const resources = fc.record({
      resourceType: fc.constantFrom(
        ...['Observation', 'Condition', 'Device', 'ServiceRequest', 'Claim'],
      ),
      code: concept,
      category: fc.array(concept, { maxLength: 2 }),
      text: fc.string(),
      authoredOn: fc.constantFrom('2023-01-01', 'unknown'),
    });
    const meanings = replayServices(undefined, undefined).meaningsAt(new Date(at));
    fc.assert(
      fc.property(
        resources,
        fc.constantFrom(templates, plain),
        fc.constantFrom('', ' '),
        fc.boolean(),
        (resource, prefetch, indent, isReversed) => {
          const members = Object.entries(resource);
          const ordered = Object.fromEntries(isReversed ? members.reverse() : members);
          // One line, with or without blanks.
          const text = JSON.stringify(ordered, undefined, indent).replaceAll('\n', '');
          const matters = new Needs(new ChartAt(prefetch).queries).mayMatter(bytesOf(text));
          const { moments, undated } = momentsOf(recordOf([patient, resource]), meanings, []);
          const isOfUse = isFound(prefetch, resource) || moments.length + undated > 0;
          expect(matters || !isOfUse).toBe(true);
        },
      ),
    );
  });
});
