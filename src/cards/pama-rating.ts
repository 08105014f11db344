/** Argonaut "CDS Hooks for PAMA": the extension that the public sandbox needs on an updated order. */
const url = 'http://fhir.org/argonaut/Extension/pama-rating';

/**
 * An order with the rating "no criteria apply": this service consults no appropriate use criteria, and
 * says so. Without a rating the sandbox's imaging screen does not take a suggestion. Demo mode only.
 */
export function withPamaRating<R extends { resourceType: string; [member: string]: unknown }>(
  order: R,
): R {
  const others = Array.isArray(order['extension'])
    ? (order['extension'] as readonly unknown[])
    : [];
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
  return { ...order, extension: [...others, rating] };
}
