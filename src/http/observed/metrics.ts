import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { RuleOutcome } from '../../cards/advise.ts';
import type { CallTrace } from '../../cds-hooks/call-trace.ts';
import type { StoreFault } from '../../store/store-fault.ts';
import type { FeedbackResult } from '../../store/store.ts';
import { Tally } from './tally.ts';

/** All metrics, their names and labels. No label ever holds an id of a patient, user or card. */
export class Metrics {
  readonly #registry = new Registry();
  readonly #requests = new Counter({
    name: 'cds_requests_total',
    help: 'Requests by service, client and status',
    labelNames: ['service', 'client', 'status'],
    registers: [this.#registry],
  });
  readonly #refusals = new Counter({
    name: 'cds_token_refusals_total',
    help: 'Refused tokens by reason',
    labelNames: ['reason'],
    registers: [this.#registry],
  });
  readonly #keysUsed = new Tally();
  readonly #prefetch = new Counter({
    name: 'cds_prefetch_keys_total',
    help: 'Prefetch keys by where their data came from: prefetch, fhir, unavailable',
    labelNames: ['key', 'via'],
    registers: [this.#registry],
    collect: () => {
      this.#keysUsed.take((key, via, n) => this.#prefetch.inc({ key, via }, n));
    },
  });
  readonly #fhirRequests = new Counter({
    name: 'cds_fhir_requests_total',
    help: 'Requests to FHIR servers by result',
    labelNames: ['result'],
    registers: [this.#registry],
  });
  readonly #codings = new Counter({
    name: 'cds_codings_total',
    help: 'Codings met in charts and draft orders, in code systems that are known or unknown',
    labelNames: ['system'],
    registers: [this.#registry],
  });
  readonly #seconds = new Histogram({
    name: 'cds_request_seconds',
    help: 'Time to answer a request',
    labelNames: ['service'],
    buckets: [0.001, 0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5],
    registers: [this.#registry],
  });
  readonly #verdictsGiven = new Tally();
  readonly #verdicts = new Counter({
    name: 'cds_rule_verdicts_total',
    help: 'Verdicts of the rules: advise, silent, undecided, failed',
    labelNames: ['card', 'outcome'],
    registers: [this.#registry],
    collect: () => {
      this.#verdictsGiven.take((card, outcome, n) => this.#verdicts.inc({ card, outcome }, n));
    },
  });
  readonly #recalled = new Gauge({
    name: 'cds_recalled',
    help: '1 for each card that was recalled; * for all cards',
    labelNames: ['card'],
    registers: [this.#registry],
  });
  readonly #missingFacts = new Tally();
  readonly #missing = new Counter({
    name: 'cds_rule_missing_total',
    help: 'What was missing when a rule could not decide',
    labelNames: ['card', 'missing'],
    registers: [this.#registry],
    collect: () => {
      this.#missingFacts.take((card, missing, n) => this.#missing.inc({ card, missing }, n));
    },
  });
  readonly #feedback = new Counter({
    name: 'cds_feedback_total',
    help: 'Reports of feedback by card and outcome: stored, repeated, pending (card not known yet), foreign, dropped',
    labelNames: ['card', 'outcome', 'result'],
    registers: [this.#registry],
  });

  readonly #unsafe = new Counter({
    name: 'cds_unsafe_reports_total',
    help: 'Cards that a clinician called unsafe, or their data wrong',
    labelNames: ['card'],
    registers: [this.#registry],
  });
  readonly #storeFaults = new Counter({
    name: 'cds_store_faults_total',
    help: 'What the store could not do, by the kind of fault',
    labelNames: ['fault'],
    registers: [this.#registry],
  });
  readonly #reloads = new Counter({
    name: 'cds_configuration_reloads_total',
    help: 'CLIENTS_FILE and SITE_FILE read anew: taken or refused',
    labelNames: ['result'],
    registers: [this.#registry],
  });

  /**
   * Adds what is about the process: processor time, memory, delay of the event loop, time since the
   * start, and what waits for the store. Once in a process.
   */
  watchProcess(version: string, storeWaiting: () => number): void {
    const registers = [this.#registry];
    collectDefaultMetrics({ register: this.#registry });
    new Gauge({
      name: 'cds_build_info',
      help: 'Always 1; the labels say what runs',
      labelNames: ['version', 'node'],
      registers,
    }).set({ version, node: process.version }, 1);
    new Gauge({
      name: 'process_uptime_seconds',
      help: 'Time since the process began',
      registers,
      collect() {
        this.set(process.uptime());
      },
    });
    new Gauge({
      name: 'cds_store_waiting',
      help: 'Records and token ids that wait for the store',
      registers,
      collect() {
        this.set(storeWaiting());
      },
    });
  }

  storeFault(fault: StoreFault): void {
    this.#storeFaults.inc({ fault });
  }

  reload(result: 'taken' | 'refused'): void {
    this.#reloads.inc({ result });
  }

  /** @param card Card id, or `unknown` while its record is not there. */
  unsafe(card: string): void {
    this.#unsafe.inc({ card });
  }

  /** The cards that are recalled now. */
  recalled(cards: readonly string[]): void {
    this.#recalled.reset();
    for (const card of cards) this.#recalled.set({ card }, 1);
  }

  request(service: string, client: string, status: number, seconds: number): void {
    this.#requests.inc({ service, client, status });
    this.#seconds.observe({ service }, seconds);
  }

  /** @param reason One of the fixed reasons of {@link TokenRefused}. */
  refusal(reason: string): void {
    this.#refusals.inc({ reason });
  }

  /** Where the data of one call came from. */
  gathered({ keys, reads, codings }: CallTrace): void {
    for (const { key, via } of keys) this.#keysUsed.add(key, via);
    for (const { outcome } of reads) this.#fhirRequests.inc({ result: outcome });
    if (codings === undefined) return;
    this.#codings.inc({ system: 'known' }, codings.known);
    this.#codings.inc({ system: 'unknown' }, codings.unknown);
  }

  rule({ card, outcome, missing }: RuleOutcome): void {
    this.#verdictsGiven.add(card, outcome);
    for (const what of missing) this.#missingFacts.add(card, what);
  }

  feedback(results: readonly FeedbackResult[]): void {
    for (const { card, outcome, result } of results) {
      this.#feedback.inc({ card: card ?? 'unknown', outcome, result });
    }
  }

  /** In the Prometheus text format. */
  text(): Promise<string> {
    return this.#registry.metrics();
  }
}
