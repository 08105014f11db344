/** Argonaut "CDS Hooks for PAMA": the extension that the public sandbox needs on an updated order. */
const url = 'http://fhir.org/argonaut/Extension/pama-rating';

const isRating = (extension: unknown): boolean =>
  typeof extension === 'object' &&
  extension !== null &&
  'url' in extension &&
  extension.url === url;

/**
 * An order with the rating "no criteria apply": this service consults no appropriate use criteria, and
 * says so. Without a rating the sandbox's imaging screen does not take a suggestion, nor without the
 * list of reasons that it sent itself, even an empty one. Demo mode only.
 *
 * @param order The changed order, without the empty lists that R4 does not allow.
 * @param draft The order as the client sent it.
 */
export function withPamaRating<R extends { resourceType: string; [member: string]: unknown }>(
  order: R,
  draft: Readonly<Record<string, unknown>>,
): R {
  // An order that was changed before carries the rating already.
  const others = (
    Array.isArray(order['extension']) ? (order['extension'] as readonly unknown[]) : []
  ).filter((extension) => !isRating(extension));
  const rating = {
    url,
    valueCodeableConcept: {
      coding: [
        {
          system: 'http://fhir.org/argonaut/CodeSystem/pama-rating',
          code: 'no-criteria-apply',
          display: 'No appropriate use criteria were consulted',
        },
      ],
    },
  };
  const sentNoReason = Array.isArray(draft['reasonCode']) && order['reasonCode'] === undefined;
  return {
    ...order,
    extension: [...others, rating],
    ...(sentNoReason && { reasonCode: [] }),
  };
}
