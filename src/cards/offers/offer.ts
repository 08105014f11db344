import { randomUUID } from 'node:crypto';
import type { FhirResource } from '../../cds-hooks/request/json.ts';
import type { Action, Suggestion } from '../../cds-hooks/response.ts';
import type { Exchange } from '../../facts/orders/orders.ts';
import { updatedDraft, type DraftChange } from './draft-update.ts';
import { withPamaRating } from './pama-rating.ts';

/** What an offer does to one draft order, before it is written as an action. */
export interface OrderUpdate {
  readonly draft: FhirResource;
  readonly description: string;
  readonly change: DraftChange & { readonly notes: readonly string[] };
}

/** A suggestion of a card that is not written yet, so that two cards can be brought together. */
export interface Offer {
  readonly label: string;
  /** The exchange of the study that the updates make; none when they leave the study alone. */
  readonly exchange: Exchange | undefined;
  /** One for each order at most. */
  readonly updates: readonly OrderUpdate[];
  readonly creates: readonly Action[];
}

/** By what an EHR tells an order: its type and id. */
export const orderKey = ({ draft }: OrderUpdate): string =>
  `${draft.resourceType}/${String(draft['id'])}`;

/** Writes an offer as CDS Hooks has it: each updated order is a whole copy. */
export function suggestionOf(
  { label, updates, creates }: Offer,
  features: ReadonlySet<string>,
): Suggestion {
  const actions = [
    ...updates.map(({ draft, description, change }): Action => {
      const resource = updatedDraft(draft, change);
      return {
        type: 'update',
        description,
        resource: features.has('pamaRating') ? withPamaRating(resource, draft) : resource,
      };
    }),
    ...creates,
  ];
  // Each of several orders stands for itself; only a client that is known to offer the choice is told.
  const isChoice = actions.length > 1 && features.has('actionSelectionBehavior');
  return {
    label,
    uuid: randomUUID(),
    actions,
    ...(isChoice && { actionSelectionBehavior: 'any' as const }),
  };
}
