import { describe, expect, test } from '@jest/globals';
import { readReference } from '../../../src/cds-hooks/request/reference.ts';

describe('The target of a reference', () => {
  test.each([
    ['Patient/1', 'Patient', '1'],
    ['Patient/a-b.C', 'Patient', 'a-b.C'],
    ['MedicationRequest/x1', 'MedicationRequest', 'x1'],
    ['Patient/1/_history/2', 'Patient', '1'],
    ['https://ehr.example/fhir/Patient/1', 'Patient', '1'],
    ['https://ehr.example:8443/a/b/fhir/Patient/1/_history/2', 'Patient', '1'],
    ['http://ehr.example/Patient/1', 'Patient', '1'],
  ])('%s: %s %s', (reference, type, id) => {
    expect(readReference(reference)).toEqual({ type, id });
  });

  test.each([
    ['urn:uuid:0d6e3f0e-1f5e-4b57-9d0f-3f1f6f1f6f1f', '0d6e3f0e-1f5e-4b57-9d0f-3f1f6f1f6f1f'],
    ['URN:UUID:abc', 'abc'],
    ['urn:oid:1.2.3', '1.2.3'],
  ])('%s has an id and no type', (reference, id) => {
    expect(readReference(reference)).toEqual({ id });
  });

  test.each([
    '#contained',
    'Patient',
    'Patient/',
    'patient/1',
    '1',
    '',
    ' ',
    'Patient/1#part',
    'Patient?identifier=1',
    'https://ehr.example/fhir/Patient?_id=1',
    'https://ehr.example/fhir/Patient/1?_format=json',
    'Patient/1 2',
    'Patient/1/_history/',
    'urn:uuid:',
    'urn:other:1',
    undefined,
    null,
    1,
    { reference: 'Patient/1' },
    ['Patient/1'],
  ])('nothing can be read from %j', (reference) => {
    expect(readReference(reference)).toBeUndefined();
  });
});
