import type { Random } from '../tests/silence/ordinary-charts.ts';
import type { AskedCall } from './equal-calls.ts';

/** Members of the envelope that are bent, each as a path. */
const places = [
  'hook',
  'hookInstance',
  'fhirServer',
  'fhirAuthorization',
  'fhirAuthorization.access_token',
  'fhirAuthorization.token_type',
  'fhirAuthorization.expires_in',
  'fhirAuthorization.scope',
  'fhirAuthorization.subject',
  'fhirAuthorization.patient',
  'context',
  'context.userId',
  'context.patientId',
  'context.encounterId',
  'context.selections',
  'context.draftOrders',
  'context.draftOrders.resourceType',
  'context.draftOrders.entry',
  'prefetch',
  'prefetch.patient',
  'extension',
] as const;

/** What stands there instead; undefined takes the member away. */
const values: readonly unknown[] = [
  undefined,
  null,
  '',
  ' ',
  'x',
  'Practitioner/a b',
  'Patient/1',
  '../..',
  '.',
  'https://ehr.example.org/fhir',
  'https://user:secret@ehr.example.org/fhir',
  'ftp://ehr.example.org',
  'HTTP://127.0.0.1:9/',
  'bearer',
  'BEARER',
  'D1577C69-DFBE-44AD-BA6D-3E05E953B2EA',
  'd1577c69-dfbe-44ad-ba6d-3e05e953b2e',
  '\ud800',
  'x'.repeat(300),
  'x'.repeat(20_000),
  0,
  1.5,
  -1,
  9_007_199_254_740_993,
  true,
  [],
  [null],
  ['x', ''],
  ['ServiceRequest/1', 2],
  Array.from({ length: 1_001 }, () => 'x'),
  {},
  { resourceType: 'Bundle' },
  { resourceType: 'Bundle', entry: null },
  { resourceType: 'Bundle', entry: [null, 1, {}, { resource: null }] },
  { __proto__: null, toString: 1, constructor: 2 },
  Object.fromEntries(Array.from({ length: 201 }, (_, index) => [`m${index}`, index])),
];

/** The call with one to three of its members replaced: most of them are refused, and must be alike. */
export function bent(call: AskedCall, r: Random): AskedCall {
  const body = JSON.parse(call.body);
  const names: string[] = [];
  for (let left = 1 + r.below(3); left > 0; left -= 1) {
    const [place = 'hook'] = r.some(places, 1);
    const at = r.below(values.length);
    names.push(`${place}=${at}`);
    put(body, place.split('.'), values[at]);
  }
  return { ...call, name: `${call.name}, bent ${names.join(' ')}`, body: JSON.stringify(body) };
}

function put(target: unknown, [name = '', ...rest]: readonly string[], value: unknown): void {
  if (typeof target !== 'object' || target === null) return;
  const members = target as Record<string, unknown>;
  if (rest.length > 0) put((members[name] ??= {}), rest, value);
  else if (value === undefined) Reflect.deleteProperty(members, name);
  else members[name] = value;
}
