import { z } from 'zod';
import type { Resource } from './stories.ts';

/** Orders that are kept of one patient; the oldest gives way. */
const MAX_ORDERS = 50;
export const MAX_ORDER_BYTES = 131_072;

const order = z.looseObject({
  resourceType: z.literal('ServiceRequest'),
  id: z.string().regex(/^[A-Za-z0-9.-]{1,64}$/),
  status: z.literal('active'),
  subject: z.looseObject({ reference: z.string() }),
});

/** Orders that were signed in the demo: in memory, so that they can be read back by FHIR. */
export class SignedOrders {
  readonly #ofPatient = new Map<string, Map<string, Resource>>();

  of(patientId: string): readonly Resource[] {
    return [...(this.#ofPatient.get(patientId)?.values() ?? [])];
  }

  keep(patientId: string, resource: Resource): void {
    const orders = this.#ofPatient.get(patientId) ?? new Map<string, Resource>();
    this.#ofPatient.set(patientId, orders);
    orders.set(resource.id, resource);
    const [oldest] = orders.keys();
    if (orders.size > MAX_ORDERS && oldest !== undefined) orders.delete(oldest);
  }

  /** Takes back all orders of a patient: the story begins anew. */
  clear(patientId: string): void {
    this.#ofPatient.delete(patientId);
  }
}

/**
 * A signed order as the page sent it.
 * @param faultsOf What is wrong with it by the structure of R4; not checked where that is not installed.
 * @returns The order, or what is wrong with it in words without a value.
 */
export function readSignedOrder(
  body: unknown,
  patientId: string,
  orderId: string,
  faultsOf: ((resource: unknown) => readonly string[]) | undefined,
): { readonly order: Resource } | { readonly faults: readonly string[] } {
  const read = order.safeParse(body);
  if (!read.success) return { faults: ['Expected an active ServiceRequest with id and subject.'] };
  if (read.data.id !== orderId) return { faults: ['The id is not the one of the address.'] };
  if (read.data.subject.reference !== `Patient/${patientId}`) {
    return { faults: ['The subject is another patient.'] };
  }
  const faults = faultsOf?.(body) ?? [];
  return faults.length > 0 ? { faults } : { order: read.data };
}
