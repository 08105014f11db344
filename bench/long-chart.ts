import { createServer } from 'node:http';
import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import {
  condition,
  CPT,
  ICD10CM,
  order,
  patient,
  PATIENT_ID,
  procedure,
  type Code,
  type Resource,
} from './resources.ts';
import { ServerProcess } from './server-process.ts';
import { median, quantile, textTable } from './statistics.ts';

const usage = `How long an order takes whose chart has to be fetched page by page.

  npm run bench:long-chart -- [--calls 30] [--delays 0,5,20]

The FHIR server holds 260 procedures and 60 reports, gives at most 50 a page, and takes so many
milliseconds for each. The operation of ten weeks ago stands on the last page; the budget of a call is
the default one. Ends with exit code 1 when an answer is not the expected card and nothing was slow.`;

const PAGE = 50;
const CARD = 'contrast-mri-under-six-months';

const film = (id: string) => procedure(id, [CPT, '71045', 'Chest film'], 2000);
const ids = (name: string, count: number) =>
  Array.from({ length: count }, (_, i) => `${name}-${i}`);
const lists: Readonly<Record<string, readonly Resource[]>> = {
  Procedure: [
    ...ids('film', 259).map(film),
    procedure('discectomy', [CPT, '63030', 'Lumbar discectomy'], 70, 'L4-L5, left'),
  ],
  DiagnosticReport: ids('report', 60).map((id) => ({
    ...film(id),
    resourceType: 'DiagnosticReport',
  })),
  Condition: [condition('sciatica', [ICD10CM, 'M54.16', 'Lumbar radiculopathy'], 60, 'active')],
};
const mri: Code = [CPT, '72158', 'MRI lumbar spine without and with contrast'];
const contrastMri = order('mri', mri, 'draft', 'leg pain');

/** Pages as HAPI links them. */
function fhirServer(delayMs: number) {
  const server = createServer((request, response) => {
    const { port } = server.address() as AddressInfo;
    const base = `http://127.0.0.1:${port}/fhir`;
    const url = new URL(request.url ?? '/', base);
    const [type = '', from = '0'] = url.searchParams.get('_getpages')?.split('-') ?? [
      url.pathname.split('/')[2] ?? '',
    ];
    const all = lists[type] ?? [];
    const to = Number(from) + PAGE;
    const page = {
      resourceType: 'Bundle',
      type: 'searchset',
      total: all.length,
      entry: all.slice(Number(from), to).map((resource) => ({ resource })),
      ...(to < all.length && {
        link: [{ relation: 'next', url: `${base}?_getpages=${type}-${to}&_bundletype=searchset` }],
      }),
    };
    const body = type === 'Patient' ? patient() : page;
    void sleep(delayMs).then(() => {
      response.setHeader('Content-Type', 'application/fhir+json');
      response.end(JSON.stringify(body));
    });
  });
  return server;
}

/** One call; how long it took and which cards came. */
async function call(cauda: ServerProcess, fhirPort: number) {
  const startedAt = performance.now();
  const answer = await fetch(`http://127.0.0.1:${cauda.port}/cds-services/lumbar-mri-order-sign`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({
      hook: 'order-sign',
      hookInstance: crypto.randomUUID(),
      fhirServer: `http://127.0.0.1:${fhirPort}/fhir`,
      fhirAuthorization: {
        access_token: 'invented',
        token_type: 'Bearer',
        expires_in: 300,
        scope: 'user/*.rs',
        subject: 'cauda',
      },
      context: {
        userId: 'Practitioner/1',
        patientId: PATIENT_ID,
        draftOrders: { resourceType: 'Bundle', entry: [{ resource: contrastMri }] },
      },
    }),
  });
  const { cards = [] } = (await answer.json()) as {
    cards?: { source: { topic: { code: string } } }[];
  };
  const isRight = cards.some(({ source }) => source.topic.code === CARD);
  return { ms: performance.now() - startedAt, isRight };
}

/** One row of the table. */
async function measure(cauda: ServerProcess, delayMs: number, calls: number) {
  const server = fhirServer(delayMs).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  const results: { ms: number; isRight: boolean }[] = [];
  // The first call warms up.
  for (let i = 0; i <= calls; i += 1) results.push(await call(cauda, port));
  server.closeAllConnections();
  server.close();
  const measured = results.slice(1);
  const times = measured.map(({ ms }) => ms);
  const right = measured.filter(({ isRight }) => isRight).length;
  const row = [
    String(delayMs),
    median(times).toFixed(0),
    quantile(times, 0.95).toFixed(0),
    `${right} of ${calls}`,
  ];
  return { row, isRight: right === calls };
}

const { values } = parseArgs({
  options: {
    calls: { type: 'string', default: '30' },
    delays: { type: 'string', default: '0,5,20' },
    help: { type: 'boolean', default: false },
  },
});
if (values.help) {
  console.log(usage);
} else {
  const folder = await mkdtemp(join(tmpdir(), 'cauda-bench-'));
  const env = { DEMO: '1', PORT: '0', DATABASE_URL: `sqlite:${join(folder, 'cauda.db')}` };
  const cauda = await ServerProcess.start({ name: 'cauda', script: '../src/main.ts', folder, env });
  try {
    const rows: (readonly string[])[] = [];
    for (const delay of values.delays.split(',').map(Number)) {
      const { row, isRight } = await measure(cauda, delay, Number(values.calls));
      rows.push(row);
      if (!isRight && delay === 0) process.exitCode = 1;
    }
    console.log(textTable(['ms a page', 'median ms', '95% ms', 'right card'], rows));
  } finally {
    await cauda.stop();
    await rm(folder, { recursive: true });
  }
}
