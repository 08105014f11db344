import { z } from 'zod';

/** `Type/id` (invariant ord-1 of the hook library). */
const typedReference = z
  .string()
  .max(512)
  .regex(/^\w+\/[\w.-]+$/, 'expected a reference of the form Type/id');

/**
 * A bare logical id. Longer than FHIR's 64 characters on purpose: the specification's own example
 * breaks that rule (CTX-07). A slash would be a reference and is refused.
 */
const bareId = z
  .string()
  .min(1)
  .max(256)
  .regex(/^(?!\.{1,2}$)[^/\s?#]+$/, 'expected a bare id, without a resource type')
  .refine((id) => id.isWellFormed(), 'expected well-formed text');

/** Real clients leave out `type`, `entry` and ids, so only the resource type is asked for. */
const draftOrders = z.looseObject({
  resourceType: z.literal('Bundle'),
  entry: z.array(z.unknown()).nullish(),
});

const common = { userId: typedReference, patientId: bareId, encounterId: bareId.nullish() };

/**
 * The context of each hook we offer, as its hook page has it. Unknown members are kept and ignored.
 * @see https://cds-hooks.hl7.org/hooks/ (order-select, order-sign, patient-view 1.0)
 */
export const hookContexts = {
  'patient-view': z.looseObject(common),
  'order-select': z.looseObject({
    ...common,
    selections: z.array(z.string().min(1).max(512)).min(1),
    draftOrders,
  }),
  'order-sign': z.looseObject({ ...common, draftOrders }),
} as const;

export type HookName = keyof typeof hookContexts;
export type HookContext<H extends HookName> = z.infer<(typeof hookContexts)[H]>;

/** Version of the hook definitions above, sent in discovery. */
export const HOOK_VERSION = '1.0';
