import type { ObserveRule, RuleOutcome, RunningCard } from '../cards/advise.ts';
import type { ServiceCall } from '../cds-hooks/define-service.ts';
import type { HookName } from '../cds-hooks/hooks.ts';
import { isObject } from '../cds-hooks/json.ts';
import type { CdsResponse } from '../cds-hooks/response.ts';

/** Collects what the rules decided, beside whoever else observes them. */
export function collectOutcomes(observe: ObserveRule): {
  readonly outcomes: readonly RuleOutcome[];
  readonly observe: ObserveRule;
} {
  const outcomes: RuleOutcome[] = [];
  return {
    outcomes,
    observe(outcome) {
      outcomes.push(outcome);
      observe(outcome);
    },
  };
}

/** The answer for a patient who has died: no card, and no word of what could not be had. */
export function noCardAfterDeath(cards: readonly RunningCard[], observe: ObserveRule): CdsResponse {
  for (const { file } of cards) {
    observe({ card: file.id, outcome: 'silent', missing: [], because: 'the patient has died' });
  }
  return { cards: [] };
}

/**
 * Adds to `cauda.evaluation`, for a client that has the feature `explain`: the rules that were silent
 * and why, what became of each prefetch key, the FHIR requests and the time they took, and the code
 * systems that were not understood, so that a site can map them. The queries
 * hold the patient's id, which the client knows; none of it is logged.
 */
export function explained<H extends HookName, Key extends string>(
  response: CdsResponse,
  { features, source }: ServiceCall<H, Key>,
  outcomes: readonly RuleOutcome[],
): CdsResponse {
  if (!features.has('explain')) return response;
  const { keys, reads, gatherMs, codings } = source.trace;
  const evaluation = response.extension?.['cauda.evaluation'];
  return {
    ...response,
    extension: {
      ...response.extension,
      'cauda.evaluation': {
        ...(isObject(evaluation) && evaluation),
        silent: outcomes.flatMap(({ card, because }) =>
          because === undefined ? [] : [{ card, because }],
        ),
        prefetch: Object.fromEntries(keys.map(({ key, via }) => [key, via])),
        fhirRequests: reads,
        ...(codings && { codings }),
        ...(gatherMs !== undefined && { gatherMs: Math.round(gatherMs * 10) / 10 }),
      },
    },
  };
}
