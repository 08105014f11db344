import type { ObserveRule, RuleOutcome, RunningCard } from '../cards/advise.ts';
import type { CallTrace } from '../cds-hooks/call-trace.ts';
import type { ServiceCall } from '../cds-hooks/define-service.ts';
import type { HookName } from '../cds-hooks/request/hooks.ts';
import { isObject } from '../cds-hooks/request/json.ts';
import type { CdsResponse } from '../cds-hooks/response.ts';

/** Characters of a query that `explain` shows: page links may be as long as a page. */
const MAX_QUERY = 1_000;

/** Collects what the rules decided, in the trace of the call too, beside whoever else observes them. */
export function collectOutcomes(
  observe: ObserveRule,
  trace: CallTrace,
): {
  readonly outcomes: readonly RuleOutcome[];
  readonly observe: ObserveRule;
} {
  const outcomes: RuleOutcome[] = [];
  return {
    outcomes,
    observe(outcome) {
      outcomes.push(outcome);
      trace.rules.push(outcome);
      observe(outcome);
    },
  };
}

/** The answer for a patient who has died: no card, and no word of what could not be had. */
export function noCardAfterDeath(cards: readonly RunningCard[], observe: ObserveRule): CdsResponse {
  for (const { file } of cards) {
    observe({
      card: file.id,
      version: file.version,
      outcome: 'silent',
      missing: [],
      because: 'patient-has-died',
    });
  }
  return { cards: [] };
}

/**
 * Adds to `cauda.evaluation` the lists of which a part was not read, with the bound that it is over; and
 * for a client that has the feature `explain`: the rules that were silent and why, by the ids of the
 * card files and in their sentences, what became of each prefetch key, the FHIR requests and the time they took, and the code systems that were not
 * understood, so that a site can map them. The queries hold the patient's id, which the client knows;
 * none of it is logged.
 */
export function explained<H extends HookName, Key extends string>(
  response: CdsResponse,
  { features, source }: ServiceCall<H, Key>,
  outcomes: readonly RuleOutcome[],
  cards: readonly RunningCard[],
): CdsResponse {
  const { keys, reads, gatherMs, codings } = source.trace;
  const notRead = keys.flatMap(({ key, beyond }) =>
    beyond === undefined ? [] : [{ prefetch: key, bound: beyond }],
  );
  const isAsked = features.has('explain');
  if (!isAsked && notRead.length === 0) return response;
  const evaluation = {
    ...asMembers(response.extension?.['cauda.evaluation']),
    ...(notRead.length > 0 && { notRead }),
  };
  if (!isAsked) {
    return { ...response, extension: { ...response.extension, 'cauda.evaluation': evaluation } };
  }
  return {
    ...response,
    extension: {
      ...response.extension,
      'cauda.evaluation': {
        ...evaluation,
        silent: outcomes.flatMap(({ card, because }) =>
          because === undefined ? [] : [{ card, because }],
        ),
        silenceReasons: sentencesOf(outcomes, cards),
        withheld: outcomes.flatMap(({ card, withheld }) =>
          withheld === undefined ? [] : [{ card, because: withheld }],
        ),
        prefetch: Object.fromEntries(keys.map(({ key, via }) => [key, via])),
        fhirRequests: reads.map((read) => ({ ...read, query: read.query.slice(0, MAX_QUERY) })),
        ...(codings && { codings }),
        ...(gatherMs !== undefined && { gatherMs: Math.round(gatherMs * 10) / 10 }),
      },
    },
  };
}

/** What the reasons mean, by card and id: the sentences of its card file. */
function sentencesOf(outcomes: readonly RuleOutcome[], cards: readonly RunningCard[]) {
  const given = new Map<string, NonNullable<RuleOutcome['because']>[]>();
  for (const { card, because } of outcomes) {
    if (because === undefined) continue;
    const reasons = given.get(card);
    if (reasons) reasons.push(because);
    else given.set(card, [because]);
  }
  const sentences: Record<string, Record<string, string>> = {};
  for (const { file } of cards) {
    const reasons = given.get(file.id);
    if (!reasons) continue;
    sentences[file.id] = Object.fromEntries(
      reasons.map((reason) => [reason, file.silent[reason] ?? reason]),
    );
  }
  return sentences;
}

const asMembers = (value: unknown) => (isObject(value) ? value : {});
