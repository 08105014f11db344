import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { writeFileSync } from 'node:fs';
import { signingClient } from '../support/tokens.ts';
import { startProcess, temporaryFolder, type CaudaProcess } from './cauda-process.ts';

// Windows has no signals.
const onPosix = process.platform === 'win32' ? test.skip : test;

let folder: ReturnType<typeof temporaryFolder>;
let program: CaudaProcess;
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(async () => {
  program.kill('SIGKILL');
  await program.ended;
  folder.remove();
});

/** A path of the log: the line that a signal led to. */
async function afterHangUp(expected: RegExp): Promise<any> {
  const before = program.lines.length;
  program.kill('SIGHUP');
  for (;;) {
    const found = program.lines.slice(before).find((line) => expected.test(line));
    if (found !== undefined) return JSON.parse(found);
    await program.nextLine();
  }
}

onPosix(
  'SIGHUP puts changed files in force, and keeps the old ones when the new are refused',
  async () => {
    const ehr = await signingClient('ES384');
    const late = await signingClient('ES256');
    const clients = folder.file('clients.json');
    const site = folder.file('site.json');
    const card = 'mri-before-lumbar-puncture';
    writeFileSync(clients, JSON.stringify([ehr.entry]));
    writeFileSync(site, JSON.stringify({ cards: { [card]: { mode: 'on' } } }));
    program = startProcess({
      DATABASE_URL: `sqlite:${folder.file('cauda.db')}`,
      CLIENTS_FILE: clients,
      SITE_FILE: site,
      HOST: '127.0.0.1',
      PUBLIC_URL: 'https://cauda.example.org',
    });
    const url = await program.url;
    const modeOf = async () => {
      const page = await fetch(`${url}/cards/${card}`, { headers: { accept: 'application/json' } });
      return ((await page.json()) as { mode: string }).mode;
    };
    const isKnown = async (client: typeof ehr) => {
      const iat = Math.floor(Date.now() / 1000);
      const endpoint = 'https://cauda.example.org/cds-services';
      const token = await client.token(endpoint, { iat, exp: iat + 300 });
      const answer = await fetch(`${url}/cds-services`, {
        headers: { authorization: `Bearer ${token}` },
      });
      return answer.status === 200;
    };
    expect([await modeOf(), await isKnown(ehr), await isKnown(late)]).toEqual(['on', true, false]);

    writeFileSync(clients, JSON.stringify([ehr.entry, late.entry]));
    writeFileSync(site, JSON.stringify({ cards: { [card]: { mode: 'off' } } }));
    await afterHangUp(/read anew/);
    expect([await modeOf(), await isKnown(ehr), await isKnown(late)]).toEqual(['off', true, true]);

    // One of the two is faulty: neither is taken, and the log says why.
    writeFileSync(clients, JSON.stringify([ehr.entry]));
    writeFileSync(site, '{"cards": {"mri-before-lumbar-punctur": {}},\n "timeZone": "the-secret"}');
    const line = await afterHangUp(/refused/);
    expect(line).toMatchObject({
      level: 50,
      msg: 'CLIENTS_FILE and SITE_FILE were refused: the old ones stay in force',
      faults: [expect.stringContaining('site.json line 2, timeZone: expected an IANA time zone')],
    });
    expect(JSON.stringify(line)).not.toContain('the-secret');
    expect([await modeOf(), await isKnown(ehr), await isKnown(late)]).toEqual(['off', true, true]);

    writeFileSync(site, '{');
    expect((await afterHangUp(/refused/)).faults).toEqual([expect.stringContaining('is not JSON')]);

    writeFileSync(site, '{}');
    await afterHangUp(/read anew/);
    expect([await modeOf(), await isKnown(ehr), await isKnown(late)]).toEqual(['on', true, false]);
  },
);

onPosix('without files a signal changes nothing and ends nothing', async () => {
  program = startProcess({ DATABASE_URL: `sqlite:${folder.file('cauda.db')}` });
  const url = await program.url;
  await afterHangUp(/read anew/);
  expect((await fetch(`${url}/health/live`)).status).toBe(200);
});
