import { z } from 'zod';
import { boundedObject, fewMembers } from './request/bounded-object.ts';

/** Text without control characters but tab and line breaks: not every store can keep the others. */
const text = (max: number) =>
  z
    .string()
    .max(max)
    .refine((value) => !/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/.test(value), {
      error: 'expected text without control characters',
    });

const coding = boundedObject({
  code: text(256).min(1),
  /** The public sandbox leaves the system out when the card had none. */
  system: text(1024).nullish(),
  display: text(1024).nullish(),
});

/** Invariant cds-fb-3. */
const overrideReason = boundedObject({
  reason: coding.nullish(),
  userComment: text(4000).nullish(),
}).refine((o) => Boolean(o.reason) || Boolean(o.userComment), {
  error: 'cds-fb-3: an override reason needs a reason, a user comment, or both',
});

const acceptedSuggestions = z.array(boundedObject({ id: z.guid() })).max(100);

const common = {
  card: z.guid(),
  /** Any offset; {@link normalised} to UTC when read. */
  outcomeTimestamp: z.iso.datetime({ offset: true }),
};

/**
 * One report of what the clinician did with one card (cds-fb-1, cds-fb-2). Members that belong to
 * the other outcome break no invariant (FB-20): they are accepted, and not kept.
 */
const feedbackEntry = fewMembers.pipe(
  z.discriminatedUnion('outcome', [
    z.looseObject({
      ...common,
      outcome: z.literal('accepted'),
      acceptedSuggestions: acceptedSuggestions.min(1),
    }),
    z.looseObject({
      ...common,
      outcome: z.literal('overridden'),
      overrideReason: overrideReason.nullish(),
    }),
  ]),
);

/** Body of the feedback endpoint. @see CDS Hooks 2.0 "Feedback"; checklist FB-01…FB-20 */
export const feedbackRequest = boundedObject({ feedback: z.array(feedbackEntry).max(100) });

/** One report of feedback in our own form: ids lower case, time in UTC. */
export interface Feedback {
  readonly cardUuid: string;
  readonly outcome: 'accepted' | 'overridden';
  /** ISO 8601 in UTC. */
  readonly outcomeAt: string;
  /** uuids of the suggestions taken, sorted; empty for an override. */
  readonly acceptedSuggestions: readonly string[];
  readonly reason?: { readonly system?: string; readonly code: string };
  /** Free text of a clinician: may hold patient data. Never logged. */
  readonly userComment?: string;
}

export function normalised(entry: z.infer<typeof feedbackEntry>): Feedback {
  const common = {
    cardUuid: entry.card.toLowerCase(),
    outcome: entry.outcome,
    outcomeAt: new Date(entry.outcomeTimestamp).toISOString(),
  };
  if (entry.outcome === 'accepted') {
    const ids = entry.acceptedSuggestions.map(({ id }) => id.toLowerCase());
    return { ...common, acceptedSuggestions: [...new Set(ids)].sort() };
  }
  const { reason, userComment } = entry.overrideReason ?? {};
  return {
    ...common,
    acceptedSuggestions: [],
    ...(reason && {
      reason: { code: reason.code, ...(reason.system && { system: reason.system }) },
    }),
    ...(userComment && { userComment }),
  };
}
