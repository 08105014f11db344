import express, { type Express } from 'express';
import type { Logger } from 'pino';
import { fhirReader } from './chart/fhir-reader.ts';
import type { ClientEntry } from './config/clients.ts';
import type { Settings } from './config/settings.ts';
import type { Site } from './config/site.ts';
import type { SiteFiles } from './configuration.ts';
import { createDemo } from './demo/index.ts';
import { CdsError } from './errors.ts';
import { authenticateClients, authenticateDemo, limitRate } from './http/authenticate.ts';
import { cdsServicesRouter } from './http/cds-services-router.ts';
import { cors, isDemoOrigin } from './http/cors.ts';
import { errorHandler, notFound } from './http/error-handler.ts';
import { oneHost, safeHeaders } from './http/every-answer.ts';
import { onlyKnownHosts } from './http/known-host.ts';
import { Metrics } from './http/metrics.ts';
import { operationsRouter } from './http/operations-router.ts';
import { insightsRouter } from './insights/insights-router.ts';
import { pagesRouter } from './pages/pages-router.ts';
import { identify } from './http/request-ids.ts';
import { requestLog, safeError } from './http/request-log.ts';
import { readKnowledgeFiles, type KnowledgeFiles } from './knowledge.ts';
import { makeOffer, type Offer } from './offer.ts';
import { codeOf, faultOf } from './store/store-fault.ts';
import type { Store } from './store/store.ts';

export interface AppDependencies {
  readonly settings: Settings;
  /** Base under which the EHRs reach us, without a trailing slash. */
  readonly publicUrl: string;
  readonly clients: readonly ClientEntry[];
  readonly site: Site;
  /** What clinicians edit; read from the project's files unless given. */
  readonly knowledge?: KnowledgeFiles;
  readonly store: Store;
  /** Secret that turns user ids into pseudonyms; all replicas share it. */
  readonly userKey: string;
  readonly log: Logger;
  readonly metrics?: Metrics;
  /** True once the process was asked to end: it is not ready any more. */
  readonly isStopping?: () => boolean;
  /** The only clock. */
  readonly now: () => Date;
}

/** A store that cannot be used is said as such: the caller may try again. */
const unavailable = (cause: unknown) =>
  new CdsError('unavailable', 'The store cannot be used.', { cause });

/** The service, and the way to give it other clients and another site while it runs. */
export interface App {
  readonly handler: Express;
  /**
   * Puts clients and site in force for every call that begins afterwards, both or none.
   * @throws {Error} when they are not usable: the old ones stay.
   */
  reconfigure(files: SiteFiles): void;
}

/** Puts the parts together: the only place that knows them all. */
export function createApp({
  settings,
  publicUrl,
  clients,
  site,
  knowledge = readKnowledgeFiles(),
  store,
  userKey,
  log,
  metrics = new Metrics(),
  isStopping = () => false,
  now,
}: AppDependencies): App {
  const storeFault = (what: string, error: unknown) => {
    const fault = faultOf(error);
    metrics.storeFault(fault);
    log.error({ fault, code: codeOf(error), err: safeError(error) }, what);
  };
  const storeFailed =
    (what: string) =>
    (error: unknown): never => {
      storeFault(what, error);
      throw unavailable(error);
    };
  const demo = settings.isDemo
    ? createDemo({ publicUrl, timeZone: site.timeZone, now })
    : undefined;
  const offerOf = (files: SiteFiles): Offer => {
    const made = makeOffer(files, {
      knowledge,
      publicUrl,
      isDemo: settings.isDemo,
      isApprovalNeeded: settings.isProduction && !settings.isDemo,
      demoClient: demo?.client,
      useTokenId: (...token) =>
        store.useTokenId(...token).catch(storeFailed('the replay guard failed')),
      observe(outcome) {
        metrics.rule(outcome);
        if (outcome.outcome === 'failed') {
          log.error({ card: outcome.card, err: safeError(outcome.error) }, 'a card failed');
        }
      },
    });
    if (made.unknownStudies.length > 0) {
      log.warn(
        { studies: made.unknownStudies },
        'orderCodes of SITE_FILE names studies that no card orders',
      );
    }
    if (made.awaitingApproval.length > 0) {
      log.warn(
        { cards: made.awaitingApproval },
        'these cards run silent: nobody approved their version (approvals in SITE_FILE)',
      );
    }
    return made;
  };
  let offer = offerOf({ clients, site });

  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.set('query parser', 'simple');
  if (settings.trustProxy !== undefined) {
    app.set(
      'trust proxy',
      /^\d+$/.test(settings.trustProxy) ? Number(settings.trustProxy) : settings.trustProxy,
    );
  }
  app.use(identify, safeHeaders, requestLog(log, metrics), oneHost);
  if (settings.isDemo) app.use(onlyKnownHosts(publicUrl));
  app.use(
    cors((origin) => offer.isAgreedOrigin(origin) || (settings.isDemo && isDemoOrigin(origin))),
  );
  app.use(
    '/cds-services',
    cdsServicesRouter({
      offered: () => offer,
      store,
      metrics,
      now,
      maxBodyBytes: settings.maxBodyBytes,
      hookBudgetMs: settings.hookBudgetMs,
      openReader: fhirReader,
      userKey,
      authenticate: limitRate(
        settings.isDemo
          ? authenticateDemo(() => offer.trusted, publicUrl, log, settings.demoFhirServers)
          : authenticateClients(() => offer.trusted, publicUrl),
        settings.rateLimitPerMinute,
      ),
      onStoreError: (error) => storeFault('cards were not recorded', error),
      onFeedbackLost: storeFailed('feedback was not stored'),
    }),
  );
  app.use(operationsRouter({ store, metrics, metricsToken: settings.metricsToken, isStopping }));
  app.use(
    '/insights',
    insightsRouter({
      store,
      cards: () => offer.counted,
      token: settings.insightsToken,
      replicaKey: userKey,
      now,
      isDemo: settings.isDemo,
      isSecure: publicUrl.startsWith('https:'),
      onStoreError: storeFailed('the insights were not read'),
    }),
  );
  app.use(pagesRouter(() => offer.pages));
  if (demo) app.use('/demo', demo.router);
  app.use(notFound);
  app.use(errorHandler);
  return {
    handler: app,
    reconfigure(files) {
      offer = offerOf(files);
    },
  };
}
