/** Ways in which the demo's FHIR server can be broken on purpose, at `/demo/fhir-faults/<fault>`. */
export const fhirFaults = ['paged', 'slow', 'hung', 'error', 'html'] as const;
export type FhirFault = (typeof fhirFaults)[number];

export const isFhirFault = (name: unknown): name is FhirFault =>
  fhirFaults.some((fault) => fault === name);

/** Longer than any budget of a call in demo mode is likely to be. */
export const SLOW_MS = 1500;
/** A hung answer is given up, so that nothing hangs for ever. */
export const HUNG_MS = 30_000;
/** Entries on each page of the paged variant. */
export const PAGE_SIZE = 1;
