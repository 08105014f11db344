import { z } from 'zod';

/** Lower case, as the logical models read it (checklist ZOD-06). */
const uuid = z.uuid().refine((id) => id === id.toLowerCase(), 'expected lower case');
const text = z.string().min(1);
const httpUrl = z.url({ protocol: /^https?$/ });
const extension = z.record(z.string(), z.unknown());

const coding = z.strictObject({ system: text, code: text, display: text.optional() });
/** cds-resp-4: an override reason says what it is. */
const overrideReason = z.strictObject({ system: text, code: text, display: text });

const resource = z.looseObject({ resourceType: text });
/** cds-resp-2 (as an error on our own output), cds-resp-5, ACT-01…06. */
const action = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('create'), description: text, resource }),
  z.strictObject({ type: z.literal('update'), description: text, resource }),
  z.strictObject({
    type: z.literal('delete'),
    description: text,
    resourceId: z.string().regex(/^\w+\/[\w.-]+$/),
  }),
]);

const suggestion = z.strictObject({
  label: text,
  uuid,
  isRecommended: z.boolean().optional(),
  actions: z.array(action).min(1).optional(),
  /** cds-resp-7 */
  actionSelectionBehavior: z.enum(['all', 'any', 'at-most-one']).optional(),
});

const link = z
  .strictObject({
    label: text,
    url: httpUrl,
    type: z.enum(['absolute', 'smart']),
    appContext: text.optional(),
    autolaunchable: z.boolean().optional(),
  })
  .refine((l) => l.type === 'smart' || l.appContext === undefined, 'cds-resp-3');

const source = z.strictObject({
  label: text,
  url: httpUrl.optional(),
  icon: httpUrl.optional(),
  topic: coding,
});

const card = z
  .strictObject({
    uuid,
    summary: z
      .string()
      .trim()
      .min(1)
      .refine((s) => [...s].length < 140, 'a summary has fewer than 140 characters')
      .refine((s) => !/[\n\r]/.test(s), 'a summary is one line'),
    detail: text.optional(),
    indicator: z.enum(['info', 'warning', 'critical']),
    source,
    suggestions: z.array(suggestion).min(1).optional(),
    selectionBehavior: z.enum(['at-most-one', 'any']).optional(),
    overrideReasons: z.array(overrideReason).min(1).optional(),
    links: z.array(link).min(1).optional(),
    extension: extension.optional(),
  })
  .refine((c) => c.suggestions === undefined || c.selectionBehavior !== undefined, 'cds-resp-6')
  .refine(
    (c) =>
      c.selectionBehavior !== 'at-most-one' ||
      (c.suggestions ?? []).filter((s) => s.isRecommended === true).length <= 1,
    'cds-resp-1',
  )
  .refine((c) => {
    const codes = (c.overrideReasons ?? []).map((reason) => reason.code);
    return new Set(codes).size === codes.length;
  }, 'CARD-16: override reasons differ');

/**
 * The answer of a service call. Strict: what we send is ours. Used to check every response that a
 * test produces; at run time the types below suffice.
 *
 * @see CDS Hooks 2.0 "CDS Service Response"; invariants cds-resp-1…7
 */
export const cdsResponse = z
  .strictObject({ cards: z.array(card), extension: extension.optional() })
  .refine((response) => {
    const ids = response.cards.flatMap((c) => [
      c.uuid,
      ...(c.suggestions ?? []).map((s) => s.uuid),
    ]);
    return new Set(ids).size === ids.length;
  }, 'uuids are unique in an answer');

export type Coding = z.infer<typeof coding>;
export type Action = z.infer<typeof action>;
export type Suggestion = z.infer<typeof suggestion>;
export type Card = z.infer<typeof card>;
export type CdsResponse = z.infer<typeof cdsResponse>;
