import { Counter, Histogram, Registry } from 'prom-client';
import type { RuleOutcome } from '../cards/advise.ts';
import type { FeedbackCounts } from '../store/store.ts';

/** All metrics, their names and labels. No label ever holds an id of a patient, user or card. */
export class Metrics {
  readonly #registry = new Registry();
  readonly #requests = new Counter({
    name: 'cds_requests_total',
    help: 'Requests by service and status',
    labelNames: ['service', 'status'],
    registers: [this.#registry],
  });
  readonly #seconds = new Histogram({
    name: 'cds_request_seconds',
    help: 'Time to answer a request',
    labelNames: ['service'],
    buckets: [0.001, 0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5],
    registers: [this.#registry],
  });
  readonly #verdicts = new Counter({
    name: 'cds_rule_verdicts_total',
    help: 'Verdicts of the rules: advise, silent, undecided, failed',
    labelNames: ['card', 'outcome'],
    registers: [this.#registry],
  });
  readonly #missing = new Counter({
    name: 'cds_rule_missing_total',
    help: 'What was missing when a rule could not decide',
    labelNames: ['card', 'missing'],
    registers: [this.#registry],
  });
  readonly #feedback = new Counter({
    name: 'cds_feedback_total',
    help: 'Reports of feedback: stored, repeated, unknown card',
    labelNames: ['result'],
    registers: [this.#registry],
  });

  request(service: string, status: number, seconds: number): void {
    this.#requests.inc({ service, status });
    this.#seconds.observe({ service }, seconds);
  }

  rule({ card, outcome, missing }: RuleOutcome): void {
    this.#verdicts.inc({ card, outcome });
    for (const what of missing) this.#missing.inc({ card, missing: what });
  }

  feedback({ stored, repeated, unknown }: FeedbackCounts): void {
    this.#feedback.inc({ result: 'stored' }, stored);
    this.#feedback.inc({ result: 'repeated' }, repeated);
    this.#feedback.inc({ result: 'unknown' }, unknown);
  }

  /** In the Prometheus text format. */
  text(): Promise<string> {
    return this.#registry.metrics();
  }
}
