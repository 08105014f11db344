import { afterAll, describe, expect, test } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readClients } from '../../src/config/clients.ts';
import { signingClient } from '../support/tokens.ts';

const folder = mkdtempSync(join(tmpdir(), 'cauda-clients-'));
afterAll(() => rmSync(folder, { recursive: true }));

const { publicKey } = await signingClient('ES384');
const client = (more: object = {}): any => ({
  name: 'General Hospital',
  iss: 'https://ehr.example.org',
  keys: [publicKey],
  fhirServers: ['https://ehr.example.org/fhir'],
  ...more,
});

function read(content: unknown, isProduction = false) {
  const file = join(folder, 'clients.json');
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  return readClients(file, isProduction);
}

describe('What is taken', () => {
  test('the smallest entry, with its defaults', () => {
    expect(read([client()])).toEqual([
      { ...client(), privateNetwork: false, maxTokenAgeSeconds: 3600, features: [] },
    ]);
  });

  test('every member', () => {
    const full = client({
      keys: undefined,
      jwksUrl: 'https://ehr.example.org/jwks.json',
      audiences: ['urn:site'],
      tenants: ['north'],
      subject: 'cauda-client',
      origins: ['https://ehr.example.org'],
      privateNetwork: true,
      maxTokenAgeSeconds: 172_800,
      features: ['explain', 'pamaRating', 'actionSelectionBehavior'],
    });
    expect(read([full])).toEqual([JSON.parse(JSON.stringify(full))]);
  });

  test.each(['http://127.0.0.1:8080/fhir', 'http://localhost/fhir', 'http://[::1]:1/fhir'])(
    'http on loopback, outside production only: %s',
    (url) => {
      const entries = [client({ fhirServers: [url], keys: undefined, jwksUrl: url })];
      expect(read(entries)).toHaveLength(1);
      expect(() => read(entries, true)).toThrow(/fhirServers.*https/s);
    },
  );
});

describe('What is refused, by its place and without its value', () => {
  test.each([
    ['no list', 'file', client()],
    ['an empty list', 'file', []],
    ['name missing', '0.name', [client({ name: undefined })]],
    ['name with a line break', '0.name', [client({ name: 'secret\n' })]],
    ['iss missing', '0.iss', [client({ iss: undefined })]],
    ['an unknown member', '0', [client({ sharedSecret: 'secret' })]],
    ['neither keys nor jwksUrl', '0', [client({ keys: undefined })]],
    ['both', '0', [client({ jwksUrl: 'https://secret.example.org' })]],
    ['no keys', '0.keys', [client({ keys: [] })]],
    ['a key without kid', '0.keys.0.kid', [client({ keys: [{ ...publicKey, kid: undefined }] })]],
    ['a symmetric key', '0.keys.0', [client({ keys: [{ kty: 'oct', kid: 'x', k: 'secret' }] })]],
    ['a private key', '0.keys.0', [client({ keys: [{ ...publicKey, d: 'secret' }] })]],
    ['a key that is none', '0.keys.0', [client({ keys: [{ ...publicKey, x: 'secret' }] })]],
    ['http', '0.fhirServers.0', [client({ fhirServers: ['http://secret.example.org/fhir'] })]],
    ['user information', '0.fhirServers.0', [client({ fhirServers: ['https://u:secret@e.org'] })]],
    ['a query', '0.fhirServers.0', [client({ fhirServers: ['https://e.org/?secret=1'] })]],
    ['a fragment', '0.fhirServers.0', [client({ fhirServers: ['https://e.org/#secret'] })]],
    ['another scheme', '0.fhirServers.0', [client({ fhirServers: ['file:///secret'] })]],
    ['jwksUrl over http', '0.jwksUrl', [client({ keys: undefined, jwksUrl: 'http://secret.org' })]],
    ['no tenants', '0.tenants', [client({ tenants: [] })]],
    ['an unknown feature', '0.features.0', [client({ features: ['secret'] })]],
    ['a lifetime too long', '0.maxTokenAgeSeconds', [client({ maxTokenAgeSeconds: 172_801 })]],
    ['the same name twice', 'name', [client(), client({ iss: 'https://secret.org' })]],
    ['the same iss twice', 'iss', [client(), client({ name: 'secret' })]],
  ])('%s', (_name, place, content) => {
    const message = messageOf(() => read(content));
    expect(message).toMatch(/^CLIENTS_FILE is not usable\. \/.*\.json line \d+, /);
    expect(message).toContain(place);
    expect(message).not.toContain('secret');
  });

  test('a file that is not JSON, and one that is not there', () => {
    expect(messageOf(() => read('[{"iss": secret'))).toMatch(
      /^CLIENTS_FILE is not JSON: \/.*\.json line 1\. Compare it with docs\/clients-file\.example\.json\.$/,
    );
    const missing = join(folder, 'missing.json');
    expect(messageOf(() => readClients(missing, false))).toBe(
      `CLIENTS_FILE could not be read: ${missing} is not there. Set CLIENTS_FILE to the path of the file, or leave it unset.`,
    );
  });
});

function messageOf(call: () => unknown): string {
  try {
    call();
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('This file was taken.');
}
