import { z } from 'zod';
import { boundedObject } from './bounded-object.ts';

/** Forms of the texts of a call. */
export const patterns = {
  typedReference: /^\w+\/[\w.-]+$/,
  bareId: /^(?!\.{1,2}$)[^/\s?#]+$/,
  bearer: /^bearer$/i,
} as const;

/** Characters of a `Type/id`, and of an id. */
export const MAX_REFERENCE = 512;
export const MAX_ID = 256;

/** `Type/id` (invariant ord-1 of the hook library). */
const typedReference = z
  .string()
  .max(MAX_REFERENCE)
  .regex(patterns.typedReference, 'expected a reference of the form Type/id');

/**
 * A bare logical id. Longer than FHIR's 64 characters on purpose: the specification's own example
 * breaks that rule (CTX-07). A slash would be a reference and is refused.
 */
const bareId = z
  .string()
  .min(1)
  .max(MAX_ID)
  .regex(patterns.bareId, 'expected a bare id, without a resource type')
  .refine((id) => id.isWellFormed(), 'expected well-formed text');

/** More than anybody drafts or selects in one session. */
export const MAX_DRAFT_ORDERS = 1000;
export const MAX_SELECTIONS = 1000;

/** Real clients leave out `type`, `entry` and ids, so only the resource type is asked for. */
const draftOrders = boundedObject({
  resourceType: z.literal('Bundle'),
  entry: z.array(z.unknown()).max(MAX_DRAFT_ORDERS).nullish(),
});

const common = { userId: typedReference, patientId: bareId, encounterId: bareId.nullish() };

/**
 * The context of each hook we offer, as its hook page has it. Unknown members are kept and ignored.
 * @see https://cds-hooks.hl7.org/hooks/ (order-select, order-sign, patient-view 1.0)
 */
export const hookContexts = {
  'patient-view': boundedObject(common),
  'order-select': boundedObject({
    ...common,
    // Bounded before the elements are looked at: zod makes one issue for each that is wrong. An
    // element may be the fullUrl of its entry, so it is as long as a URL.
    selections: z.array(z.string().min(1).max(2048)).min(1).max(MAX_SELECTIONS),
    draftOrders,
  }),
  'order-sign': boundedObject({ ...common, draftOrders }),
} as const;

export type HookName = keyof typeof hookContexts;
export type HookContext<H extends HookName> = z.infer<(typeof hookContexts)[H]>;

/** Version of the hook definitions above, sent in discovery. */
export const HOOK_VERSION = '1.0';
