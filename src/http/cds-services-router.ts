import { Router, type Request, type Response } from 'express';
import type { CdsClient } from '../auth/client.ts';
import { isUnsafe } from '../cards/file/unsafe.ts';
import { CallTrace, serverTiming, type RuleTrace } from '../cds-hooks/call-trace.ts';
import { discoveryOf } from '../cds-hooks/discovery.ts';
import { feedbackRequest, normalised } from '../cds-hooks/feedback.ts';
import { checkPatientCoherence } from '../cds-hooks/request/patient-coherence.ts';
import { UNVERIFIED_CALLER } from '../config/clients.ts';
import { parseOrThrow, parseRequest, type CdsRequest } from '../cds-hooks/request/request.ts';
import type { CdsResponse } from '../cds-hooks/response.ts';
import type { AnyService, ServiceRegistry } from '../cds-hooks/service-registry.ts';
import type {
  FeedbackOutcome,
  FeedbackResult,
  IssuedCard,
  RepeatKeys,
  Store,
} from '../store/store.ts';
import type { Authenticate } from './access/authenticate.ts';
import { CallSource, openFor, type OpenReader } from '../chart/call-source.ts';
import {
  keyedMade,
  outcomesOfCall,
  withheldCards,
  type CountedCall,
} from './observed/count-outcomes.ts';
import { earlierCards, repeatKeys, type EarlierCards } from './earlier-cards.ts';
import { methodNotAllowed } from './answer/error-handler.ts';
import { FairShare, LARGE_BYTES } from './access/fair-share.ts';
import { announcedLength, parseJsonBody, readBody } from './body/json-body.ts';
import type { Metrics } from './observed/metrics.ts';
import { Pseudonyms } from './observed/pseudonyms.ts';
import { idsOf, passedOn } from './observed/request-ids.ts';
import type { CallLog } from './observed/request-log.ts';
import { sendJson } from './answer/send.ts';

/** What is on offer at one moment; it changes when the site's files are read anew. */
export interface OfferedServices {
  readonly services: ServiceRegistry;
  /** The same services with the choices of one client. */
  servicesOf(client: string): ServiceRegistry;
}

export interface CdsServicesDependencies {
  readonly offered: () => OfferedServices;
  readonly store: Store;
  readonly authenticate: Authenticate;
  readonly metrics: Metrics;
  readonly now: () => Date;
  readonly maxBodyBytes: number;
  readonly hookBudgetMs: number;
  readonly openReader: OpenReader;
  /** Secret that turns user ids into pseudonyms; all replicas share it. */
  readonly userKey: string;
  /** Told when cards that went out could not be recorded. */
  readonly onStoreError: (error: unknown) => void;
  /** Told when it could not be looked up which cards were shown before: they are shown again. */
  readonly onEarlierUnread: (error: unknown) => void;
  /** Told when a clinician says that a card is unsafe or its data wrong. */
  readonly onUnsafe: (report: UnsafeReport) => void;
  /** Told when feedback could not be stored. @throws what the caller is answered. */
  readonly onFeedbackLost: (error: unknown) => never;
}

/** Which card was called unsafe, without a word of the clinician. */
export interface UnsafeReport {
  /** Card id; undefined while its record is not there. */
  readonly card: string | undefined;
  readonly uuid: string;
  readonly client: string;
  readonly service: string;
}

/** How long an answer waits for the record of its cards, in milliseconds. */
const RECORD_MS = 40;

/** Discovery, service calls and feedback. Handlers translate; Express passes on what they throw. */
export function cdsServicesRouter(deps: CdsServicesDependencies): Router {
  const { offered, store, authenticate, metrics, now, maxBodyBytes } = deps;
  const router = Router();
  const share = new FairShare();
  const pseudonyms = new Pseudonyms(deps.userKey);

  /** Reads the body within the share of its client, and works at it. */
  const inShare = async (
    request: Request,
    client: CdsClient,
    work: (bytes: Buffer) => Promise<void>,
  ) => {
    const whose = shareOf(client, request);
    const end = await share.begin(whose, announcedLength(request)).catch(async (error: unknown) => {
      await share.discard(whose, request);
      throw error;
    });
    try {
      const bytes = await readBody(request, maxBodyBytes);
      await share.work(whose, bytes.length, () => work(bytes));
    } finally {
      end();
    }
  };

  router.get('/', async (request, response) => {
    // The list holds no patient data, so nobody is asked; who shows a token has it verified.
    if (request.headers.authorization !== undefined) {
      await authenticate(request.headers.authorization, '/cds-services', now());
    }
    response.setHeader('Content-Type', 'application/json');
    response.end(JSON.stringify(discoveryOf(offered().services)));
  });
  router.all('/', methodNotAllowed('GET'));

  router.post('/:id', async (request, response) => {
    const at = now();
    const offer = offered();
    const { id } = offer.services.get(request.params.id);
    const log = callLog(response, id);
    const answered = share.arrive(announcedLength(request));
    try {
      const client = await authenticate(request.headers.authorization, `/cds-services/${id}`, at);
      Object.assign(log, client.audit);
      const service = offer.servicesOf(client.name).get(id);
      await inShare(request, client, (bytes) => answerBody(bytes, client, service));
    } finally {
      answered();
    }

    async function answerBody(
      bytes: Buffer,
      client: CdsClient,
      service: AnyService,
    ): Promise<void> {
      const call = parseRequest(service.hook, parseJsonBody(bytes));
      log.hookInstance = call.hookInstance;
      log.user = pseudonyms.of(call.context.userId);
      checkPatientCoherence(call);
      const warnings = authorizationWarnings(call);
      if (warnings.length > 0) log.warnings = warnings;

      const trace = new CallTrace();
      const counted = {
        service: service.id,
        hook: service.hook,
        client: client.name,
        hookInstance: call.hookInstance,
        at,
      };
      const ids = idsOf(response);
      const startedAt = performance.now();
      // Few calls ask for them.
      const keys = () => repeatKeys(deps.userKey, client.name, call.context);
      const earlier = earlierCards(store, offer.services, keys, deps.onEarlierUnread);
      const answer = await answerCall(service, call, client, at, trace, earlier, {
        ...deps,
        openReader: (options) =>
          deps.openReader({ ...options, ...(ids && { headers: passedOn(ids) }) }),
      }).finally(() => {
        response.setHeader('Server-Timing', serverTiming(trace, performance.now() - startedAt));
        if (trace.keys.length > 0) log.keys = keysUsed(trace);
        metrics.gathered(trace);
        store.count(outcomesOfCall(trace.rules, counted));
      });
      const withheld = withheldCards(trace.rules, counted, deps.userKey);
      // Nobody waits for the record of a card that nobody sees.
      if (withheld.length > 0) store.recordIssued(withheld).catch(deps.onStoreError);
      log.cards = answer.cards.map(
        ({ source, extension }) => `${source.topic.code}@${String(extension?.['cauda.version'])}`,
      );
      const issued = issuedCards(answer, counted, trace.rules, keys, deps.userKey);
      // Before the answer, so that feedback on a card always finds its record; a store that is away costs
      // the record, never the answer.
      if (issued.length > 0) await store.recordIssued(issued, RECORD_MS).catch(deps.onStoreError);
      sendJson(response, 200, answer);
    }
  });
  router.all('/:id', methodNotAllowed('POST'));

  router.post('/:id/feedback', async (request, response) => {
    const at = now();
    const service = offered().services.get(request.params.id);
    const log = callLog(response, service.id);
    const endpoint = `/cds-services/${service.id}/feedback`;
    const client = await authenticate(request.headers.authorization, endpoint, at);
    Object.assign(log, client.audit);
    // Small reports are refused for no share: not every client sends them again.
    if (announcedLength(request) < LARGE_BYTES) await keep(await readBody(request, maxBodyBytes));
    else await inShare(request, client, keep);

    async function keep(bytes: Buffer): Promise<void> {
      const { feedback } = parseOrThrow(feedbackRequest, parseJsonBody(bytes));
      const entries = feedback.map(normalised);
      const results = await store
        .appendFeedback(client.name, service.id, entries, at)
        .catch(deps.onFeedbackLost);
      metrics.feedback(results);
      results.forEach(({ card, result }, i) => {
        const entry = entries[i];
        const isKept = result === 'stored' || result === 'pending';
        if (!entry || !isKept || !isUnsafe(entry.reason)) return;
        deps.onUnsafe({ card, uuid: entry.cardUuid, client: client.name, service: service.id });
      });
      log.feedback = countsOf(results);
      response.statusCode = 200;
      response.end();
    }
  });
  router.all('/:id/feedback', methodNotAllowed('POST'));

  return router;
}

/** Whose share a call is: unsigned callers of demo mode are told apart by their address. */
const shareOf = ({ name }: CdsClient, { ip = '' }: Request) =>
  name === UNVERIFIED_CALLER ? `${name} ${ip}` : name;

/** How many reports came to which end. */
function countsOf(results: readonly FeedbackResult[]): Partial<Record<FeedbackOutcome, number>> {
  const counts: Partial<Record<FeedbackOutcome, number>> = {};
  for (const { result } of results) counts[result] = (counts[result] ?? 0) + 1;
  return counts;
}

/** Prefetch keys by where they came from: for the audit line. */
const keysUsed = ({ keys }: CallTrace) =>
  Object.fromEntries(keys.map(({ key, via }) => [key, via]));

/** What an authorization leaves out without harm; clients that leave it out are to be told. */
function authorizationWarnings({ fhirAuthorization }: CdsRequest): readonly string[] {
  if (!fhirAuthorization) return [];
  const { scope, patient, expires_in, subject } = fhirAuthorization;
  return [
    // An invariant of level warning: scopes of one patient, and the token does not say which.
    ...(scope.includes('patient/') && !patient ? ['cds-r-2'] : []),
    ...(expires_in == null ? ['fhirAuthorization.expires_in is missing'] : []),
    ...(subject == null ? ['fhirAuthorization.subject is missing'] : []),
  ];
}

async function answerCall(
  service: AnyService,
  request: CdsRequest,
  client: CdsClient,
  now: Date,
  trace: CallTrace,
  earlier: EarlierCards,
  { hookBudgetMs, openReader }: CdsServicesDependencies,
): Promise<CdsResponse> {
  const source = new CallSource(service, request, trace, () =>
    openFor(request, client, hookBudgetMs, openReader),
  );
  const call = {
    hook: service.hook,
    hookInstance: request.hookInstance,
    context: request.context,
    source,
    now,
    features: client.features,
    earlierCards: earlier,
  };
  try {
    // Each service was parsed with its own hook's schema; the union cannot express that pairing.
    return await (service.handler as (c: typeof call) => Promise<CdsResponse>)(call);
  } finally {
    source.close();
  }
}

function issuedCards(
  { cards }: CdsResponse,
  { at, service, client, hookInstance }: CountedCall,
  rules: readonly RuleTrace[],
  keys: () => Pick<RepeatKeys, 'patient' | 'user'>,
  key: string,
): readonly IssuedCard[] {
  const shown = rules.filter(
    ({ outcome, withheld }) => outcome === 'advise' && withheld === undefined,
  );
  return cards.map((card) => {
    // One rule may speak of two reports: each of its cards has a trace of its own, in their order.
    const position = shown.findIndex((rule) => rule.card === card.source.topic.code);
    const [rule] = position < 0 ? [] : shown.splice(position, 1);
    return {
      service,
      client,
      hookInstance,
      uuid: card.uuid,
      card: card.source.topic.code,
      version: Number(card.extension?.['cauda.version'] ?? 0),
      suggestions: (card.suggestions ?? []).map(({ uuid }) => uuid),
      issuedAt: at.toISOString(),
      ...(rule?.made && { made: keyedMade(rule.made, key) }),
      ...(rule?.mark && { repeat: { ...keys(), ...rule.mark } }),
    };
  });
}

const callLog = (response: Response, service: string): CallLog => {
  const log: CallLog = { service };
  response.locals['call'] = log;
  return log;
};
