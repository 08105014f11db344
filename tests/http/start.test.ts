import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { cannotListen, whereToLook } from '../../src/start-words.ts';
import { readJsonFile } from '../../src/config/read-json-file.ts';
import { authorization } from '../support/cauda.ts';
import { lumbarMri } from '../support/orders.ts';
import { patient, prefetchOf } from '../support/patients.ts';
import { closingAfterEach, json, startFaultyFhirServer } from '../support/raw-http.ts';
import { startProcess, temporaryFolder, type CaudaProcess } from './cauda-process.ts';
import { z } from 'zod';

const opened = closingAfterEach();
const maria = patient('maria-discectomy-2024');

let folder: ReturnType<typeof temporaryFolder>;
let started: CaudaProcess[];
beforeEach(() => {
  folder = temporaryFolder();
  started = [];
});
afterEach(async () => {
  for (const program of started) program.kill('SIGKILL');
  await Promise.all(started.map(({ ended }) => ended));
  folder.remove();
});

async function refusal(env: Record<string, string>): Promise<string> {
  const program = startProcess({ DATABASE_URL: `sqlite:${folder.file('cauda.db')}`, ...env });
  started.push(program);
  expect(await program.ended).toEqual({ code: 1, signal: null });
  expect(program.stderr().trim().split('\n')).toHaveLength(1);
  return program.stderr().trim();
}

describe('A start that cannot succeed names the variable, what is in its way, and the remedy', () => {
  test('a port that is taken', async () => {
    const other = createServer().unref();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const { port } = other.address() as AddressInfo;
    expect(await refusal({ PORT: String(port) })).toBe(
      `PORT: ${port} on 127.0.0.1 is taken by another program. Set PORT to a free port, or PORT=0 for any. (EADDRINUSE)`,
    );
    other.close();
  });

  test('an address of another machine', async () => {
    expect(await refusal({ HOST: '192.0.2.1', DEMO: '1' })).toMatch(
      /^HOST: 192\.0\.2\.1 is no address of this machine\. Set HOST/,
    );
  });

  test.each([
    [
      'a folder in the place of the file',
      (at: string) => mkdirSync(at),
      'is the folder there and writable',
    ],
    [
      'a file that is no database',
      (at: string) => writeFileSync(at, 'x'.repeat(4096)),
      'let DATABASE_URL name a new file',
    ],
  ])('DATABASE_URL: %s', async (_name, make, says) => {
    const file = folder.file('other.db');
    make(file);
    const reason = await refusal({ DATABASE_URL: `sqlite:${file}` });
    expect(reason).toContain(`DATABASE_URL: the store ${file} cannot be used`);
    expect(reason).toContain(says);
  });

  test('DATABASE_URL: a folder that cannot be made', async () => {
    writeFileSync(folder.file('plain'), '');
    const file = folder.file('plain/below/cauda.db');
    expect(await refusal({ DATABASE_URL: `sqlite:${file}` })).toContain(
      `DATABASE_URL: the store ${file} cannot be used (absent`,
    );
  });

  test.each(['CLIENTS_FILE', 'SITE_FILE'])('%s that is not there, or a folder', async (name) => {
    const missing = folder.file('missing.json');
    expect(await refusal({ [name]: missing })).toBe(
      `${name} could not be read: ${missing} is not there. Set ${name} to the path of the file, or leave it unset.`,
    );
    mkdirSync(missing);
    expect(await refusal({ [name]: missing })).toContain(`${missing} is a folder`);
  });

  test('the content in the place of the path is not printed', () => {
    const content = JSON.stringify([{ name: 'the-secret', keys: [{ d: 'the-secret' }] }]);
    expect(() => readJsonFile('CLIENTS_FILE', content, z.any())).toThrow(/CLIENTS_FILE.*no path/);
    expect(() => readJsonFile('CLIENTS_FILE', content, z.any())).not.toThrow(/the-secret/);
  });

  test.each([
    ['EACCES', 'PORT: this account may not listen on 80. Set PORT to 1024 or above. (EACCES)'],
    ['ENOTFOUND', 'HOST: cds is not known as a name.'],
    ['ELSE', 'anything else'],
  ])('%s', (code, says) => {
    const error = Object.assign(new Error('anything else'), { code });
    expect(cannotListen(error, { port: 80, host: 'cds' }).message).toContain(says);
  });
});

describe('npm start', () => {
  /** The program as people start it: npm, its shell, and Node below. */
  function npmStart() {
    const env = {
      DATABASE_URL: `sqlite:${folder.file('cauda.db')}`,
      PORT: '0',
      HOOK_BUDGET_MS: '20000',
    };
    const npm = spawn('npm', ['start'], {
      env: { PATH: process.env['PATH'], HOME: process.env['HOME'], ...env },
    });
    let output = '';
    const ended = new Promise<void>((resolve) => npm.on('close', () => resolve()));
    const listening = new Promise<{ port: number; pid: number }>((resolve, reject) => {
      npm.stdout.on('data', (chunk: Buffer) => {
        output += chunk.toString();
        const line = output.split('\n').find((each) => each.includes('"port"'));
        if (line !== undefined) resolve(JSON.parse(line));
      });
      void ended.then(() => reject(new Error(`npm start ended before it listened. ${output}`)));
    });
    return { npm, ended, listening, output: () => output };
  }

  // Windows has no signals, and its own script.
  const onPosix = process.platform === 'win32' ? test.skip : test;
  onPosix(
    'SIGTERM to npm reaches the service: what is in flight is answered, Node is gone',
    async () => {
      let isAsked: () => void;
      const asked = new Promise<void>((resolve) => (isAsked = resolve));
      let answerLate: () => void;
      const late = new Promise<void>((resolve) => (answerLate = resolve));
      const fhir = opened(
        await startFaultyFhirServer(maria, {
          Procedure(request, response) {
            isAsked();
            void late.then(() => json(prefetchOf(maria).procedures)(request, response));
          },
        }),
      );
      const program = npmStart();
      const { port } = await program.listening;
      const url = `http://127.0.0.1:${port}`;
      const call = fetch(`${url}/cds-services/lumbar-mri-order-sign`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({
          hook: 'order-sign',
          hookInstance: crypto.randomUUID(),
          fhirServer: `${fhir.url}/fhir`,
          fhirAuthorization: authorization,
          context: {
            userId: 'Practitioner/dr-example',
            patientId: maria.id,
            draftOrders: { resourceType: 'Bundle', entry: [{ resource: lumbarMri('without') }] },
          },
          prefetch: { ...prefetchOf(maria), procedures: undefined },
        }),
      });
      await asked;
      program.npm.kill('SIGTERM');
      // The service says that it heard the signal before the data come.
      while (!program.output().includes('stopping')) {
        await new Promise((resolve) => program.npm.stdout.once('data', resolve));
      }
      answerLate!();
      const answer = await call;
      expect([answer.status, ((await answer.json()) as any).cards.length]).toEqual([200, 1]);
      await program.ended;
      await expect(fetch(`${url}/health/live`)).rejects.toThrow();
    },
  );

  test('Windows, whose shell has neither, has the same command without exec and cache', () => {
    const { scripts } = JSON.parse(readFileSync('package.json', 'utf8'));
    expect(scripts.start.replace(/^NODE_COMPILE_CACHE=\S+ /, '')).toBe(
      `exec ${scripts['start:windows']}`,
    );
  });
});

test('at a terminal the address of the demo stands on a line of its own, to be clicked', () => {
  expect(whereToLook('http://localhost:3000').split('\n')).toContain(
    '  Demo EHR:  http://localhost:3000/demo',
  );
});
