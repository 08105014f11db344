import { hash } from 'node:crypto';
import { CallTrace, type RuleTrace } from '../cds-hooks/call-trace.ts';
import type { FhirSource } from '../cds-hooks/fhir-source.ts';
import type { CdsResponse } from '../cds-hooks/response.ts';
import type { AnyService, ServiceRegistry } from '../cds-hooks/service-registry.ts';
import { CdsError } from '../errors.ts';
import type { Meanings } from '../facts/reading/meanings.ts';
import { ChartAt } from './chart-at.ts';
import { earlierTypes } from './needs.ts';
import { momentsOf, type AssumedOrder, type Moment } from './moments.ts';
import type { Query } from './query.ts';
import type { PatientRecord } from './record.ts';
import {
  addCall,
  isInSample,
  keepExample,
  keepSample,
  type SampledMoment,
  type Tally,
} from './tally.ts';

/** The services of one configuration, ready to be called without HTTP. */
export class ReplayedServices {
  readonly #sign: AnyService;
  readonly #view: AnyService;
  readonly #charts: Readonly<Record<Moment['hook'], ChartAt>>;

  constructor(services: ServiceRegistry) {
    this.#sign = services.get('lumbar-mri-order-sign');
    this.#view = services.get('lumbar-mri-patient-view');
    this.#charts = {
      'order-sign': new ChartAt(this.#sign.prefetch),
      'patient-view': new ChartAt(this.#view.prefetch),
    };
  }

  /** What they ask for of a chart. */
  get queries(): readonly Query[] {
    return Object.values(this.#charts).flatMap(({ queries }) => queries);
  }

  /** @returns What the rules came to; empty when the moment is about nothing of ours. */
  async at(record: PatientRecord, moment: Moment): Promise<readonly RuleTrace[]> {
    const { hook, at, orders } = moment;
    const service = hook === 'order-sign' ? this.#sign : this.#view;
    const trace = new CallTrace();
    const charts = this.#charts[hook];
    let prefetch: Record<string, unknown> | undefined;
    // Most orders are not ours, and ask for no chart.
    const source: FhirSource = {
      patientId: record.id,
      get prefetch() {
        return (prefetch ??= charts.prefetch(record, at, new Set(orders)));
      },
      query: () => undefined,
      reader: 'no-server-sent',
      trace,
    };
    const call = {
      hook,
      hookInstance: 'replay',
      context: {
        userId: 'Practitioner/replay',
        patientId: record.id,
        ...(hook === 'order-sign' && {
          draftOrders: {
            resourceType: 'Bundle',
            entry: orders.map((resource) => ({ resource: { ...resource, status: 'draft' } })),
          },
        }),
      },
      source,
      now: new Date(at),
      features: new Set<string>(),
    };
    try {
      // Each service is called with the context of its own hook; the union cannot express that.
      await (service.handler as (c: typeof call) => Promise<CdsResponse>)(call);
    } catch (error) {
      // An answer of 412 or 500: what the rules came to stands in the trace.
      if (!(error instanceof CdsError)) throw error;
    }
    return trace.rules;
  }
}

export interface ReplayOptions {
  readonly services: ReplayedServices;
  /** The other configuration, when two are compared. */
  readonly against: ReplayedServices | undefined;
  readonly meaningsAt: (now: Date) => Meanings;
  readonly assumed: readonly AssumedOrder[];
  /** Makes case ids that nobody can trace back without it. */
  readonly salt: string;
}

/** A patient that was walked. */
export interface Walked {
  readonly caseId: string;
  readonly notes: readonly string[];
}

/** What the rules came to at one moment of a patient. */
interface Visit {
  readonly moment: Moment;
  readonly index: number;
  readonly rules: readonly RuleTrace[];
  /** Under the other configuration. */
  readonly other: readonly RuleTrace[];
}

/**
 * Walks one patient through time and adds what became of it: all of it or, when a moment fails, nothing.
 * @returns The case id of the patient, and what about the chart is to be told.
 */
export async function replayPatient(
  record: PatientRecord,
  tally: Tally,
  options: ReplayOptions,
): Promise<Walked> {
  // Which words are of "this year" matters to texts, not to which study a report is of.
  const meanings = options.meaningsAt(new Date(0));
  const { moments, undated, inexact } = momentsOf(record, meanings, options.assumed);
  const visits: Visit[] = [];
  for (const [index, moment] of moments.entries()) {
    const rules = await options.services.at(record, moment);
    const other = options.against ? await options.against.at(record, moment) : [];
    if (rules.length > 0 || other.length > 0) visits.push({ moment, index, rules, other });
  }
  const caseId = hash('sha256', `${options.salt} ${record.id}`).slice(0, 12);
  tally.patients += 1;
  tally.undated += undated;
  for (const { moment, index, rules, other } of visits) {
    tally[moment.hook === 'order-sign' ? 'orders' : 'reports'] += 1;
    addCall(tally.cards, rules);
    const sampled = new SampledAt(caseId, index, moment, options.salt);
    for (const rule of rules) sample(tally, rule, sampled);
    if (options.against) {
      addCall(tally.against, other);
      compare(tally, rules, other, sampled);
    }
  }
  return { caseId, notes: notesOn(record, undated, inexact) };
}

/** What of a chart was taken otherwise than it stands, in words without patient data. */
function notesOn({ byType }: PatientRecord, undated: number, inexact: number): readonly string[] {
  const earlier = earlierTypes.filter((type) => byType.has(type));
  return [
    ...(undated > 0 ? [`orders or reports without a date, which have no moment: ${undated}`] : []),
    ...(inexact > 0
      ? [`orders or reports whose date has no day, the first is taken: ${inexact}`]
      : []),
    ...(earlier.length > 0
      ? [`resources of an earlier FHIR version than R4, not walked: ${earlier.join(', ')}`]
      : []),
  ];
}

const ORDER_CHARACTERS = 16;

/** A moment as a sample shows it. */
class SampledAt {
  readonly #case: string;
  readonly #moment: Moment;
  readonly #digest: string;

  constructor(caseId: string, index: number, moment: Moment, salt: string) {
    this.#case = caseId;
    this.#moment = moment;
    this.#digest = hash('sha256', `${salt} ${caseId} ${index}`);
  }

  /** Where it stands among all: one hash a moment; where it begins to be read differs by card. */
  orderOf(card: string): string {
    let from = 0;
    for (let at = 0; at < card.length; at += 1) from = (from * 31 + card.charCodeAt(at)) % 48;
    return this.#digest.slice(from, from + ORDER_CHARACTERS);
  }

  of(card: string, outcome: string, detail: string): SampledMoment {
    const { hook, at } = this.#moment;
    return {
      order: this.orderOf(card),
      case: this.#case,
      hook,
      month: new Date(at).toISOString().slice(0, 7),
      card,
      outcome,
      detail,
    };
  }
}

function sample(
  tally: Tally,
  { card, outcome, because, withheld, missing }: RuleTrace,
  at: SampledAt,
) {
  const kind = outcome === 'advise' ? 'shown' : outcome === 'silent' ? outcome : 'undecided';
  const kept = tally.sample[kind];
  // Nearly all moments are in no sample.
  if (!isInSample(kept, at.orderOf(card))) return;
  if (outcome === 'advise') keepSample(kept, at.of(card, 'shown', withheld ?? ''));
  else if (outcome === 'silent') keepSample(kept, at.of(card, outcome, because ?? ''));
  else keepSample(kept, at.of(card, outcome, missing.join(', ')));
}

const shownIn = (rules: readonly RuleTrace[]) =>
  new Set(
    rules
      .filter(({ outcome, withheld }) => outcome === 'advise' && withheld === undefined)
      .map(({ card }) => card),
  );

/** Which cards the other configuration shows at this moment, and this one does not, and the reverse. */
function compare(
  tally: Tally,
  rules: readonly RuleTrace[],
  other: readonly RuleTrace[],
  at: SampledAt,
): void {
  const [before, after] = [shownIn(rules), shownIn(other)];
  const because = (all: readonly RuleTrace[], card: string) => {
    const rule = all.find((each) => each.card === card);
    return rule?.withheld ?? rule?.because ?? rule?.missing.join(', ') ?? 'not asked';
  };
  for (const card of new Set([...before, ...after])) {
    const change = (tally.changes[card] ??= { gains: 0, loses: 0, keeps: 0 });
    if (before.has(card) && after.has(card)) change.keeps += 1;
    else if (after.has(card)) {
      change.gains += 1;
      keepExample(tally, `${card} gains`, at.of(card, 'gains', because(rules, card)));
    } else {
      change.loses += 1;
      keepExample(tally, `${card} loses`, at.of(card, 'loses', because(other, card)));
    }
  }
}
