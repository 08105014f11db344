import express, { type Express } from 'express';
import type { Logger } from 'pino';
import { openFhirServer } from './chart/fhir/open-fhir-server.ts';
import type { ClientEntry } from './config/clients.ts';
import type { Settings } from './config/settings.ts';
import type { Site } from './config/site.ts';
import type { SiteFiles } from './configuration.ts';
import { createDemo } from './demo/index.ts';
import { CdsError } from './errors.ts';
import { authenticateClients, authenticateDemo, limitRate } from './http/access/authenticate.ts';
import { cdsServicesRouter } from './http/cds-services-router.ts';
import { cors, isDemoOrigin } from './http/answer/cors.ts';
import { errorHandler, notFound } from './http/answer/error-handler.ts';
import { inOrder, oneHost, safeHeaders, type Step } from './http/answer/every-answer.ts';
import { onlyKnownHosts } from './http/access/known-host.ts';
import { Metrics } from './http/observed/metrics.ts';
import { operationsRouter } from './http/operations-router.ts';
import { insightsRouter } from './insights/insights-router.ts';
import { agreementRouter } from './pages/agreement/agreement-router.ts';
import { pagesRouter } from './pages/pages-router.ts';
import { identify } from './http/observed/request-ids.ts';
import { requestLog, safeError } from './http/observed/request-log.ts';
import { readKnowledgeFiles, type KnowledgeFiles } from './knowledge.ts';
import { makeOffer, type Offer } from './offer.ts';
import { serviceVersion } from './versions/basis.ts';
import { hashOf } from './versions/canonical.ts';
import { codeOf, faultOf } from './store/store-fault.ts';
import type { Recall, Store } from './store/store.ts';

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
  /** Begins and ends a span for each request, where spans are reported. */
  readonly traced?: Step | undefined;
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
  /** Reads which cards were recalled; what is new is in force for every call that begins afterwards. */
  readRecalls(): Promise<void>;
  /**
   * Keeps what is in force in the store, and writes to the log of changes when it is another configuration
   * than before. Never rejects: a store that is away costs the entry.
   */
  keepConfiguration(kind: 'start' | 'reload'): Promise<void>;
  /** Logs what waits for somebody: cards without approval, recalled ones, unknown studies. */
  announce(): void;
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
  traced,
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
  const offerOf = (files: SiteFiles): Offer =>
    makeOffer(files, {
      knowledge,
      publicUrl,
      isDemo: settings.isDemo,
      hookBudgetMs: settings.hookBudgetMs,
      isApprovalNeeded: settings.isProduction && !settings.isDemo,
      recalls: new Map(recalls.map(({ card, why, at }) => [card, { why, at }])),
      demoClient: demo?.client,
      useTokenId: (...token) =>
        store.useTokenId(...token).catch(storeFailed('the replay guard failed')),
      settingsOf: (card, version) =>
        store.settingsOf(card, version).catch((error: unknown) => {
          storeFault('the settings of an earlier version were not looked up', error);
          return 'not-available' as const;
        }),
      observe(outcome) {
        metrics.rule(outcome);
        if (outcome.outcome === 'failed') {
          log.error({ card: outcome.card, err: safeError(outcome.error) }, 'a card failed');
        }
      },
    });
  let recalls: readonly Recall[] = [];
  let hasAnnounced = false;
  let files: SiteFiles = { clients, site };
  let offer = offerOf(files);
  /** What of the site's choices and of the recalls somebody must know; an operator reads the log. */
  const announce = () => {
    hasAnnounced = true;
    if (offer.unknownStudies.length > 0) {
      log.warn(
        { studies: offer.unknownStudies },
        'orderCodes of SITE_FILE names studies that no card orders',
      );
    }
    if (offer.awaitingApproval.length > 0) {
      log.warn(
        { cards: offer.awaitingApproval },
        'these cards run silent: nobody approved their version (approvals in SITE_FILE)',
      );
    }
    if (offer.awaitingContact.length > 0) {
      log.warn(
        {
          cards: Object.fromEntries(offer.awaitingContact.map(({ card, roles }) => [card, roles])),
        },
        'these cards run silent: they may be critical or a warning, and the site names nobody to turn to (one of these roles under contacts in SITE_FILE)',
      );
    }
    if (offer.changedContent.length > 0) {
      log.warn(
        { cards: offer.changedContent },
        'these cards run silent: what they say or rest on is not what their version says (npm run release-cards)',
      );
    }
    if (recalls.length > 0) {
      log.warn(
        { cards: recalls.map(({ card }) => card) },
        'recalled: not shown until it is taken back',
      );
    }
  };

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
  app.use(
    inOrder(
      identify,
      ...(traced ? [traced] : []),
      safeHeaders,
      requestLog(log, metrics),
      oneHost,
      ...(settings.isDemo ? [onlyKnownHosts(publicUrl)] : []),
    ),
  );
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
      openReader: openFhirServer,
      userKey,
      authenticate: limitRate(
        settings.isDemo
          ? authenticateDemo(() => offer.trusted, publicUrl, log, settings.demoFhirServers)
          : authenticateClients(() => offer.trusted, publicUrl),
        settings.rateLimitPerMinute,
      ),
      onStoreError: (error) => storeFault('cards were not recorded', error),
      onEarlierUnread: (error) => storeFault('earlier cards were not looked up', error),
      onUnsafe(report) {
        metrics.unsafe(report.card ?? 'unknown');
        log.warn(report, 'a clinician says that a card is unsafe or its data wrong');
      },
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
      commentsToken: settings.commentsToken,
      onCommentsShown: (card, count) => log.info({ card, count }, 'comments were shown'),
      replicaKey: userKey,
      now,
      isDemo: settings.isDemo,
      isSecure: publicUrl.startsWith('https:'),
      onStoreError: storeFailed('the insights were not read'),
    }),
  );
  app.use(pagesRouter(() => offer.pages));
  app.use(
    '/agreement',
    agreementRouter(() => offer.agreement),
  );
  if (demo) app.use('/demo', demo.router);
  app.use(notFound);
  app.use(errorHandler);
  const keepConfiguration = async (kind: 'start' | 'reload') => {
    const at = now().toISOString();
    const parts = {
      service: serviceVersion,
      cards: hashOf([...knowledge.files.values()].map(({ id, version }) => [id, version])),
      site: hashOf(files.site),
      clients: hashOf(files.clients),
    };
    try {
      await store.keepSettings(offer.inForce.map((each) => ({ ...each, since: at })));
      await store.logChange({ at, kind, service: serviceVersion, hash: hashOf(parts), parts });
    } catch (error) {
      storeFault('the configuration was not kept', error);
    }
  };
  return {
    handler: app,
    announce,
    keepConfiguration,
    reconfigure(others) {
      offer = offerOf(others);
      files = others;
      announce();
    },
    async readRecalls() {
      const now = await store.recalls();
      metrics.recalled(now.map(({ card }) => card));
      if (JSON.stringify(now) === JSON.stringify(recalls)) return;
      const before = recalls.map(({ card }) => card);
      recalls = now;
      offer = offerOf(files);
      // At the start they are announced with the rest.
      if (!hasAnnounced) return;
      const cards = now.map(({ card }) => card);
      log.warn({ before, now: cards }, 'other cards are recalled than before');
    },
  };
}
