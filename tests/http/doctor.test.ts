import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { compiled } from '../support/compiled.ts';
import { signingClient, type SigningClient } from '../support/tokens.ts';

const run = promisify(execFile);
const url = 'https://cauda.example.org/cds-services/lumbar-mri-order-sign';
let folder: string;
let ehr: SigningClient;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'doctor-'));
  ehr = await signingClient('ES384');
  writeFileSync(join(folder, 'clients.json'), JSON.stringify([ehr.entry]));
});
afterAll(() => rmSync(folder, { recursive: true }));

async function doctor(args: readonly string[]) {
  const options = {
    env: { ...process.env, ...compiled, CLIENTS_FILE: join(folder, 'clients.json') },
  };
  const flags = ['--disable-warning=ExperimentalWarning', 'scripts/doctor.ts', ...args];
  return run(process.execPath, flags, options).then(
    ({ stdout }) => ({ code: 0, out: stdout }),
    (failed: unknown) => {
      const { code, stdout, stderr } = failed as { code: number; stdout: string; stderr: string };
      return { code, out: stdout + stderr };
    },
  );
}

async function examine(token: string) {
  const file = join(folder, 'token.txt');
  writeFileSync(file, token);
  return doctor(['--token', file, '--url', url]);
}

const nowSeconds = () => Math.floor(Date.now() / 1000);

test('a good token: nothing is wrong, and neither token nor key is printed', async () => {
  const token = await ehr.token(url, { iat: nowSeconds(), exp: nowSeconds() + 300 });
  const { code, out } = await examine(token);
  expect({ code, last: out.trim().split('\n').at(-1) }).toEqual({
    code: 0,
    last: 'Nothing is wrong with this token, unless it was used before.',
  });
  expect(out).not.toContain(token.split('.')[2]);
  expect(out).not.toContain((ehr.entry.keys?.[0] as { x?: string }).x);
});

test.each([
  ['aud', { aud: 'https://cauda.example.org' }, {}, /✗ aud: .*put exactly that in aud/],
  ['exp', { exp: 1_600_000_000 }, {}, /✗ exp: exp is 2020-/],
  ['exp in milliseconds', { exp: Date.now() * 10 }, {}, /✗ exp: exp is not in seconds/],
  ['iss', { iss: 'https://other.example.org' }, {}, /✗ iss: .*CLIENTS_FILE: https:\/\/ehr-es384/],
  ['kid', {}, { kid: 'other' }, /✗ signature: No key of this client fits kid other and alg ES384/],
  ['typ', {}, { typ: 'at+jwt' }, /✗ typ: .*Set the header typ to JWT/],
  ['exp as text', { exp: '1900000000' }, {}, /✗ exp/],
  ['a long jti', { jti: 'x'.repeat(600) }, {}, /✗ jti/],
  ['jku', {}, { jku: 'https://evil.example/jwks' }, /✗ jku/],
])('%s: what to change', async (_what, claims, header, expected) => {
  const times = { iat: nowSeconds(), exp: nowSeconds() + 300 };
  const { code, out } = await examine(await ehr.token(url, { ...times, ...claims }, header));
  expect(out).toMatch(expected);
  expect(code).toBe(1);
});

test('a captured request', async () => {
  const token = await ehr.token(url, { iat: nowSeconds(), exp: nowSeconds() + 300 });
  const file = join(folder, 'request.txt');
  writeFileSync(
    file,
    `POST /cds-services/lumbar-mri-order-sign HTTP/1.1\r\nHost: cauda.example.org\r\nAuthorization: Bearer ${token}\r\n\r\n{}`,
  );
  expect((await doctor(['--request', file])).code).toBe(0);
});

test('a clients file that is not usable: every fault by its place', async () => {
  writeFileSync(join(folder, 'clients.json'), JSON.stringify([{ name: 'x', iss: 'y' }]));
  const { code, out } = await doctor([]);
  expect({ code, out }).toEqual({ code: 2, out: expect.stringContaining('0.fhirServers') });
});
