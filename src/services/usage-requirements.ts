import { chartTypes } from '../chart/chart-keys.ts';

const types = `${chartTypes.slice(0, -1).join(', ')} and ${chartTypes.at(-1) ?? ''}`;

/** Preconditions, said in discovery. */
export const usageRequirements = `Reads FHIR R4. Give every prefetch key, or fhirServer with fhirAuthorization for reading ${types} (and Binary, where report texts stand there). Advice to clinicians; not a medical device claim.`;
