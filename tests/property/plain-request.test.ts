import { readFileSync, readdirSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { hookContexts, type HookName } from '../../src/cds-hooks/request/hooks.ts';
import { isPlainContext, isPlainEnvelope } from '../../src/cds-hooks/request/plain-request.ts';
import { envelope } from '../../src/cds-hooks/request/request-schema.ts';
import { fc } from '../support/property.ts';

const numRuns = Number(process.env['FUZZ_RUNS'] ?? 600);
const hooks = Object.keys(hookContexts) as readonly HookName[];

/** Now and then what a schema may judge in its own way. */
const odd = fc.oneof(
  fc.jsonValue({ maxDepth: 2 }),
  fc.constantFrom('', ' ', '.', '..', '\ud800', 'a/b', 'Practitioner/a b', 'x\n', null, undefined),
  fc.integer({ min: -2, max: 2 }).map((more) => 'x'.repeat(256 + more)),
  fc.integer({ min: -2, max: 2 }).map((more) => `${'x'.repeat(510 + more)}/x`),
  fc.integer({ min: -1, max: 1 }).map((more) => 'x'.repeat(16_384 + more)),
  fc.integer({ min: -1, max: 2 }).map((more) => wide(200 + more)),
  fc.integer({ min: -1, max: 1 }).map((more) => Array.from({ length: 1_000 + more }, () => 'x')),
  fc.constantFrom(1.5, 2 ** 53, -0, JSON.parse('{"__proto__":{"hook":"x"}}'), { toString: 1 }),
);
const wide = (count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`m${index}`, index]));
const mostly = <T>(usual: fc.Arbitrary<T>): fc.Arbitrary<unknown> =>
  fc.oneof({ weight: 12, arbitrary: usual }, { weight: 1, arbitrary: odd });
const or = (...values: readonly unknown[]) => fc.constantFrom(...values);

const authorization = fc.record(
  {
    access_token: mostly(fc.string()),
    token_type: mostly(or('Bearer', 'bearer', 'BEARER')),
    expires_in: mostly(fc.nat()),
    scope: mostly(or('patient/*.read', '')),
    subject: mostly(fc.string()),
    patient: mostly(fc.string()),
    more: odd,
  },
  { requiredKeys: ['access_token', 'token_type', 'scope'] },
);
const context = fc.record(
  {
    userId: mostly(or('Practitioner/a', 'PractitionerRole/a.b-c')),
    patientId: mostly(or('p1', 'a b', 'é', '…')),
    encounterId: mostly(or('e1', null)),
    selections: mostly(fc.array(mostly(or('ServiceRequest/1', 'urn:uuid:1')))),
    draftOrders: mostly(
      fc.record(
        { resourceType: mostly(or('Bundle')), entry: mostly(fc.array(odd)), type: odd },
        { requiredKeys: ['resourceType'] },
      ),
    ),
    more: odd,
  },
  { requiredKeys: ['userId', 'patientId'] },
);
const call = fc.record(
  {
    hook: mostly(or(...hooks)),
    hookInstance: mostly(fc.uuid().map((id) => (id < '8' ? id : id.toUpperCase()))),
    fhirServer: mostly(
      fc.oneof(
        fc.webUrl(),
        or(
          'http://x',
          'https://ehr.example/fhir',
          ' https://a',
          'http://a:99999',
          'http://999.1.1.1',
        ),
        or(
          'http://',
          'https://[::1]/x',
          'http:// a',
          'HTTP://a',
          'ftp://a',
          'http://xn--a',
          'http:/a',
        ),
      ),
    ),
    fhirAuthorization: mostly(authorization),
    context: mostly(context),
    prefetch: mostly(fc.dictionary(fc.string(), odd)),
    more: odd,
  },
  { requiredKeys: ['hook', 'hookInstance', 'context'] },
);

/** As it comes off the wire. */
const sent = (value: unknown): unknown => JSON.parse(JSON.stringify([value]))[0];

test('what the guard lets pass, the schemas let pass with the same data', () => {
  let passed = 0;
  fc.assert(
    fc.property(fc.oneof({ weight: 20, arbitrary: call }, odd), (value) => {
      const body = sent(value);
      if (!isPlainEnvelope(body)) return;
      const { success, data } = envelope.safeParse(body);
      expect(success).toBe(true);
      expect(data).toStrictEqual(body);
      for (const hook of hooks) {
        if (!isPlainContext(hook, body.context)) continue;
        passed += 1;
        const parsed = hookContexts[hook].safeParse(body.context);
        expect(parsed.success).toBe(true);
        expect(parsed.data).toStrictEqual(body.context);
      }
    }),
    { numRuns },
  );
  // A guard that lets nothing pass would hold anything.
  expect(passed).toBeGreaterThan(numRuns / 20);
});

test.each(readdirSync('fhir-fixtures/hooks').filter((name) => name.endsWith('.json')))(
  'the guard lets the call of a real client pass: %s',
  (name) => {
    const body: unknown = JSON.parse(readFileSync(`fhir-fixtures/hooks/${name}`, 'utf8'));
    const isPlain = isPlainEnvelope(body) && isPlainContext(body.hook as HookName, body.context);
    expect(isPlain).toBe(true);
  },
);
