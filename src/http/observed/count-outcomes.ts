import { createHmac, randomUUID } from 'node:crypto';
import type { CardMadeOf, RuleTrace } from '../../cds-hooks/call-trace.ts';
import type { IssuedCard, MadeOf, OutcomeCount } from '../../store/store.ts';

const DAY_MS = 86_400_000;

/** The call that outcomes are counted for. */
export interface CountedCall {
  readonly service: string;
  readonly hook: string;
  /** Name of the CDS client. */
  readonly client: string;
  readonly hookInstance: string;
  readonly at: Date;
}

/**
 * What one call adds to the daily counters: itself, when any rule had something to look at; for each
 * card that it concerned once `concerned`; and what each rule came to, with the reason. Nothing of the
 * patient: reasons and missing things are words of the rules.
 *
 * A card is concerned by a call about an order that its rule could speak of, or about a chart with a
 * report that its rule looked at.
 */
export function outcomesOfCall(
  rules: readonly RuleTrace[],
  { service, hook, client, at }: CountedCall,
): readonly OutcomeCount[] {
  if (rules.length === 0) return [];
  const day = at.toISOString().slice(0, 10);
  const counts: OutcomeCount[] = [];
  const count = (card: string, version: number, outcome: string, detail: string) =>
    counts.push({ day, client, service, hook, n: 1, card, version, outcome, detail });
  count('', 0, 'calls', '');
  const concerned = new Map(rules.map(({ card, version }) => [card, version]));
  for (const [card, version] of concerned) count(card, version, 'concerned', '');
  for (const rule of rules) {
    const { card, version, missing } = rule;
    const { outcome, detail } = cameTo(rule);
    count(card, version, outcome, detail);
    for (const what of missing) count(card, version, 'missing', what);
  }
  return counts;
}

function cameTo({
  outcome,
  because,
  withheld,
}: Pick<RuleTrace, 'outcome' | 'because' | 'withheld'>): {
  readonly outcome: string;
  readonly detail: string;
} {
  if (outcome !== 'advise') return { outcome, detail: because ?? '' };
  return withheld === undefined
    ? { outcome: 'shown', detail: '' }
    : { outcome: 'withheld', detail: withheld };
}

/** Records of the cards that a rule asked for and nobody saw, so that a silent trial can be read. */
export const withheldCards = (
  rules: readonly RuleTrace[],
  { service, client, hookInstance, at }: CountedCall,
  key: string,
): readonly IssuedCard[] =>
  rules.flatMap(({ card, version, withheld, made, about }) =>
    withheld === undefined
      ? []
      : [
          {
            uuid: randomUUID(),
            card,
            version,
            service,
            client,
            hookInstance,
            suggestions: [],
            issuedAt: at.toISOString(),
            withheld,
            ...(made && { made: keyedMade(made, key) }),
            ...(about && {
              about: {
                references: about.references,
                until: new Date(at.getTime() + about.keepDays * DAY_MS).toISOString(),
              },
            }),
          },
        ],
  );

/**
 * What a card was made of, as it is kept: few things fill a slot, so that their hash alone could be guessed.
 *
 * @param key Secret that all replicas share.
 */
export const keyedMade = (made: CardMadeOf, key: string): MadeOf => ({
  ...made,
  slots: createHmac('sha256', key)
    .update(JSON.stringify(['slots', made.slots]))
    .digest('base64url'),
});
