import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pino } from 'pino';
import packageFile from '../package.json' with { type: 'json' };
import { loadFhirReader } from './chart/fhir/open-fhir-server.ts';
import { misspeltSettings } from './config/settings.ts';
import { readConfiguration, readSiteFiles } from './configuration.ts';
import { gracefulStop } from './http/graceful-stop.ts';
import { LogLines } from './http/observed/log-lines.ts';
import { Metrics } from './http/observed/metrics.ts';
import { safeError } from './http/observed/request-log.ts';
import { openTracing } from './http/observed/tracing.ts';
import { cannotListen, whereToLook } from './start-words.ts';
import { atStart } from './store/engines/at-start.ts';
import { openStore } from './store/engines/open-store.ts';
import { codeOf, faultOf } from './store/store-fault.ts';

const DAY_MS = 86_400_000;
const DELETE_EVERY_MS = 600_000;
/** A recall is in force everywhere well within a minute. */
const RECALLS_EVERY_MS = 15_000;

/** The process: settings, store, server, and an end that answers what is in flight. */
async function main(): Promise<void> {
  // A library prints addresses with patient ids when this is set.
  delete process.env['DEBUG'];
  const { createApp } = await import('./app.ts');
  const { settings, clients, site, knowledge } = readConfiguration(process.env);
  const lines = new LogLines(pino.destination({ fd: 1, sync: true }));
  process.on('exit', lines.flush);
  const log = pino({ level: settings.logLevel, base: null }, lines);
  const store = await openStore(settings.databaseUrl, settings.hookBudgetMs);

  const userKey = await atStart(() => store.sharedKey('user-pseudonyms'));

  const server = createServer({
    // Slow senders are cut; headers are bounded.
    requestTimeout: 30_000,
    headersTimeout: 10_000,
    connectionsCheckingInterval: 5_000,
    keepAliveTimeout: 65_000,
    maxHeaderSize: 16_384,
  });
  const ending = gracefulStop(server);
  server.listen(settings.port, settings.host);
  await new Promise<void>((resolve, reject) => {
    server.once('listening', resolve);
    server.once('error', (error) => reject(cannotListen(error, settings)));
  });
  const { port } = server.address() as AddressInfo;
  const publicUrl = settings.publicUrl ?? `http://localhost:${port}`;
  const metrics = new Metrics();
  metrics.watchProcess(packageFile.version, () => store.waiting());
  const { traceEndpoint } = settings;
  const tracing =
    traceEndpoint === undefined ? undefined : await openTracing(traceEndpoint, packageFile.version);
  const app = createApp({
    settings,
    publicUrl,
    clients,
    site,
    knowledge,
    store,
    userKey,
    log,
    metrics,
    isStopping: ending.isStopping,
    traced: tracing?.begin,
    now: () => new Date(),
  });
  await atStart(() => app.readRecalls());
  server.on('request', app.handler);
  const readRecalls = () => {
    app.readRecalls().catch((error: unknown) => {
      log.error({ fault: faultOf(error), code: codeOf(error) }, 'recalls were not read');
    });
  };
  setInterval(readRecalls, RECALLS_EVERY_MS).unref();

  const readAnew = () => {
    readRecalls();
    try {
      app.reconfigure(readSiteFiles(settings, knowledge));
      metrics.reload('taken');
      void app.keepConfiguration('reload');
      log.info('CLIENTS_FILE and SITE_FILE were read anew');
    } catch (error) {
      metrics.reload('refused');
      // Faults name files, lines and members, never a value.
      const faults = error instanceof Error ? error.message.split('\n') : [];
      log.error({ faults }, 'CLIENTS_FILE and SITE_FILE were refused: the old ones stay in force');
    }
  };
  const stop = () => {
    log.info('stopping: answering what is in flight');
    ending
      .stop()
      .then(() => Promise.all([store.close(), tracing?.close()]))
      .then(
        () => process.exit(0),
        () => process.exit(1),
      );
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  const hasFiles = settings.clientsFile !== undefined || settings.siteFile !== undefined;
  // At a terminal without files the signal says that the terminal is gone.
  if (hasFiles || !process.stdout.isTTY) process.on('SIGHUP', readAnew);

  // Whoever reads this line may send a signal: they are listened to already.
  if (settings.isDemo) {
    log.info({ publicUrl, port }, 'Cauda listens in DEMO MODE: unsigned calls are accepted');
    lines.flush();
    if (process.stdout.isTTY) console.log(whereToLook(publicUrl));
  } else log.info({ publicUrl, port }, 'Cauda listens');

  app.announce();
  // While nobody waits for it.
  void loadFhirReader();
  await app.keepConfiguration('start');
  for (const note of misspeltSettings(process.env)) log.warn(note);
  if (!settings.isDemo && settings.demoFhirServers.length > 0) {
    log.warn(
      'DEMO_FHIR_SERVERS is for demo mode and not used: CLIENTS_FILE names the FHIR servers',
    );
  }

  const deleteOld = () => {
    const now = new Date();
    const before = new Date(now.getTime() - settings.retentionDays * DAY_MS);
    store.deleteOld(before, now).catch((error: unknown) => {
      // The store is closed at the end: what is old is deleted after the next start.
      if (ending.isStopping()) return;
      const fault = faultOf(error);
      metrics.storeFault(fault);
      log.error(
        { fault, code: codeOf(error), err: safeError(error) },
        'old records were not deleted',
      );
    });
  };
  deleteOld();
  setInterval(deleteOld, DELETE_EVERY_MS).unref();
}

main().catch((error: unknown) => {
  // Faults of settings and files say by themselves what to change.
  console.error(error instanceof Error ? error.message : 'Cauda could not start.');
  // The server may listen already; without a handler it must not stay.
  process.exit(1);
});
