import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { problemCount } from '../../docs/sdk-example.ts';
import { discoveryOf } from '../../src/cds-hooks/discovery.ts';
import { cdsResponse } from '../../src/cds-hooks/response.ts';
import { ServiceRegistry } from '../../src/cds-hooks/service-registry.ts';
import { source } from '../unit/chart/source.ts';

const condition = (id: string) => ({
  resourceType: 'Condition',
  id,
  subject: { reference: 'Patient/p1' },
});
const call = (conditions: unknown) =>
  problemCount.handler({
    hook: 'patient-view',
    hookInstance: '00000000-0000-4000-8000-000000000000',
    context: { userId: 'Practitioner/x', patientId: 'p1' },
    source: source({ conditions }),
    now: new Date('2026-11-20T12:00:00Z'),
    features: new Set(),
  });

test('the document shows the example as it is', () => {
  expect(readFileSync('docs/sdk.md', 'utf8')).toContain(
    readFileSync('docs/sdk-example.ts', 'utf8').trim(),
  );
});

test('it can be discovered, and answers in the form of the standard', async () => {
  expect(discoveryOf(new ServiceRegistry([problemCount])).services).toMatchObject([
    { id: 'problem-count', hook: 'patient-view' },
  ]);
  const entry = ['a', 'b'].map((id) => ({ resource: condition(id) }));
  const answer = cdsResponse.parse(
    await call({ resourceType: 'Bundle', type: 'searchset', entry }),
  );
  expect(answer.cards).toMatchObject([{ summary: '2 problems are on the list.' }]);
});

test('a list that could not be had is not an empty list', async () => {
  expect(await call({ resourceType: 'OperationOutcome', issue: [] })).toMatchObject({
    cards: [],
    extension: { 'cauda.evaluation': { notChecked: [{ missing: ['conditions'] }] } },
  });
});
