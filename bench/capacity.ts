import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { benchCases, type BenchCase } from './cases.ts';
import { LoadClient } from './load-client.ts';
import { ServerProcess } from './server-process.ts';
import { textTable } from './statistics.ts';

const usage = `What one process can do, for planning: calls a second for each core by prefetch and by FHIR, memory
of the process afterwards, and disk for 1,000 cards in the embedded store.

  npm run bench:capacity -- [--seconds 10]

Calls a second for each core = calls / processor time of the service; a machine that is busy with other
things makes it slower, not wrong.`;

/** Answers every search at once from the lists that a call brought as prefetch. */
async function fhirServerOf(body: any) {
  const byType = new Map<string, string>();
  for (const value of Object.values<any>(body.prefetch)) {
    const type = value.entry?.[0]?.resource.resourceType ?? value.resourceType;
    byType.set(type, JSON.stringify(value));
  }
  const empty = JSON.stringify({ resourceType: 'Bundle', type: 'searchset', entry: [] });
  const server = createServer((request, response) => {
    const type = /^\/fhir\/(\w+)/.exec(request.url ?? '')?.[1] ?? '';
    response.setHeader('Content-Type', 'application/fhir+json');
    response.end(byType.get(type) ?? empty);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/fhir`,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

interface Row {
  readonly name: string;
  readonly perCore: number;
  readonly residentBytes: number;
  readonly cards: number;
  readonly diskBytes: number;
}

async function measure(one: BenchCase, name: string, seconds: number): Promise<Row> {
  const folder = await mkdtemp(join(tmpdir(), 'cauda-capacity-'));
  const server = await ServerProcess.start({
    name: 'cauda',
    script: '../src/main.ts',
    folder,
    env: {
      PORT: '0',
      DATABASE_URL: `sqlite:${join(folder, 'cauda.db')}`,
      HOOK_BUDGET_MS: '5000',
      LOG_LEVEL: 'info',
    },
  });
  const client = new LoadClient(server.port);
  try {
    // What is compiled and cached on the way is not counted.
    let cards = (await client.load(one, 300, seconds * 500, one.cards)) * one.cards;
    const before = await server.cpuMicroseconds();
    const calls = await client.load(one, 1_000_000, seconds * 1000, one.cards);
    const spent = (await server.cpuMicroseconds()) - before;
    cards += calls * one.cards;
    const metrics = await (await fetch(`http://127.0.0.1:${server.port}/metrics`)).text();
    const resident = Number(/^process_resident_memory_bytes (\S+)$/m.exec(metrics)?.[1]);
    client.close();
    await server.stop();
    const files = (await readdir(folder)).filter((file) => file.startsWith('cauda.db'));
    const sizes = await Promise.all(files.map((file) => stat(join(folder, file))));
    return {
      name,
      perCore: calls / (spent / 1e6),
      residentBytes: resident,
      cards,
      diskBytes: sizes.reduce((sum, { size }) => sum + size, 0),
    };
  } finally {
    client.close();
    await server.stop();
    await rm(folder, { recursive: true });
  }
}

const { values } = parseArgs({
  options: { seconds: { type: 'string', default: '10' }, help: { type: 'boolean' } },
});
if (values.help) {
  console.log(usage);
} else {
  const rows: Row[] = [];
  for (const one of benchCases()) {
    rows.push(await measure(one, `${one.name}, by prefetch`, Number(values.seconds)));
    if (one.cards === 0) continue;
    const body = JSON.parse(one.bodies[0]?.toString() ?? '{}');
    const fhir = await fhirServerOf(body);
    const asking = {
      ...body,
      prefetch: {},
      fhirServer: fhir.url,
      fhirAuthorization: {
        access_token: 'invented',
        token_type: 'Bearer',
        expires_in: 300,
        scope: 'user/*.rs',
        subject: 'cauda',
      },
    };
    const call = { ...one, bodies: [Buffer.from(JSON.stringify(asking))] };
    rows.push(
      await measure(call, `${one.name}, by FHIR`, Number(values.seconds)).finally(() =>
        fhir.close(),
      ),
    );
  }
  console.log(
    textTable(
      ['call', 'calls a second a core', 'memory', 'disk for 1,000 cards'],
      rows.map(({ name, perCore, residentBytes, cards, diskBytes }) => [
        name,
        perCore.toFixed(0),
        `${(residentBytes / 1e6).toFixed(0)} MB`,
        cards === 0 ? '' : `${(((diskBytes / cards) * 1000) / 1e6).toFixed(2)} MB`,
      ]),
    ),
  );
  console.log(`${cpus()[0]?.model ?? 'processor'}, Node ${process.version}, embedded store.`);
}
