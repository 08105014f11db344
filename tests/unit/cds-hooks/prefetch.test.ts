import { describe, expect, test } from '@jest/globals';
import { fillTemplate, templateFaults } from '../../../src/cds-hooks/prefetch.ts';

const context = { userId: 'Practitioner/dr-1', patientId: 'p-1' };

describe('A template is filled from the context', () => {
  test.each([
    ['Patient/{{context.patientId}}', 'Patient/p-1'],
    ['Condition?patient={{context.patientId}}&_count=200', 'Condition?patient=p-1&_count=200'],
    ['Practitioner/{{userPractitionerId}}', 'Practitioner/dr-1'],
    ['Patient?_id={{context.patientId}}&x={{userPractitionerId}}', 'Patient?_id=p-1&x=dr-1'],
    ['Observation?code=http://loinc.org|98979-8', 'Observation?code=http://loinc.org|98979-8'],
  ])('%s', (template, expected) => {
    expect(fillTemplate(template, context)).toBe(expected);
  });

  test('values are percent-encoded', () => {
    const odd = { ...context, patientId: 'a&b=c/../ü' };
    expect(fillTemplate('Condition?patient={{context.patientId}}', odd)).toBe(
      'Condition?patient=a%26b%3Dc%2F..%2F%C3%BC',
    );
  });

  test.each([
    ['another type of user', 'PractitionerRole/{{userPractitionerRoleId}}'],
    ['another type of user', 'Patient/{{userPatientId}}'],
    ['no encounter', 'Encounter/{{context.encounterId}}'],
    ['an unknown field', 'Patient/{{context.other}}'],
    ['a member of every object', 'Patient/{{context.constructor}}'],
    ['an unknown token', 'Patient/{{patientId}}'],
    ['a token of another version', 'Patient/{{context.draftOrders.entry.resource.id}}'],
    ['one of two', 'Condition?patient={{context.patientId}}&encounter={{context.encounterId}}'],
  ])('no query: %s (%s)', (_name, template) => {
    expect(fillTemplate(template, context)).toBeUndefined();
  });

  test('an empty or absent encounter fills nothing', () => {
    const template = 'Encounter/{{context.encounterId}}';
    expect(fillTemplate(template, { ...context, encounterId: 'e1' })).toBe('Encounter/e1');
    expect(fillTemplate(template, { ...context, encounterId: null })).toBeUndefined();
  });

  test.each([
    ['PractitionerRole/r1', 'userPractitionerRoleId', 'r1'],
    ['Patient/p2', 'userPatientId', 'p2'],
    ['RelatedPerson/rp', 'userRelatedPersonId', 'rp'],
  ])('the user %s as {{%s}}', (userId, token, id) => {
    expect(fillTemplate(`X/{{${token}}}`, { ...context, userId })).toBe(`X/${id}`);
    expect(fillTemplate('X/{{userPractitionerId}}', { ...context, userId })).toBeUndefined();
  });
});

describe('What a client of CDS Hooks 2.0 can do', () => {
  test.each([
    'Patient/{{context.patientId}}',
    'Condition?patient={{context.patientId}}',
    'Observation?patient={{context.patientId}}&code=http://loinc.org|1,http://loinc.org|2',
    'Observation?patient={{context.patientId}}&date=ge2026-01-01&_sort=-date&_count=50',
    'Condition?patient={{context.patientId}}&code:in=http://example.org/vs',
    'Practitioner/{{userPractitionerId}}',
  ])('fine: %s', (template) => {
    expect(templateFaults(template)).toEqual([]);
  });

  test.each([
    ['an absolute address', 'https://ehr.example/Patient/{{context.patientId}}'],
    ['a leading slash', '/Patient/{{context.patientId}}'],
    ['a type alone', 'Patient'],
    ['lower case', 'patient/{{context.patientId}}'],
    ['a bare token', 'Patient/{{patientId}}'],
    ['a token of version 1', 'Patient/{{Patient.id}}'],
    ['a deep path', 'ServiceRequest/{{context.draftOrders.entry.resource.id}}'],
    ['a key of the prefetch', 'Patient/{{%patient.id}}'],
    ['an encounter', 'Encounter/{{context.encounterId}}'],
    ['a repeated parameter', 'Observation?patient={{context.patientId}}&date=ge2025&date=le2026'],
    ['an include', 'Condition?patient={{context.patientId}}&_include=Condition:subject'],
    ['a reverse include', 'Condition?patient={{context.patientId}}&_revinclude=X:y'],
    ['a reverse chain', 'Patient?_id={{context.patientId}}&_has:Condition:patient:code=1'],
    ['a chain', 'Condition?subject.name={{context.patientId}}'],
    ['a modifier', 'Condition?patient={{context.patientId}}&code:not=1'],
    ['a sort of the examples', 'Condition?patient={{context.patientId}}&sort:desc=date'],
  ])('faulty: %s', (_name, template) => {
    expect(templateFaults(template)).not.toEqual([]);
  });
});
