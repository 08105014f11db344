import { chartKeys, typesOf, type ChartKeyEntry } from '../chart/chart-keys.ts';

const always = typesOf((entry) => entry.onDemand !== true);
const types = `${always.slice(0, -1).join(', ')} and ${always.at(-1) ?? ''}`;
const optional = Object.values<ChartKeyEntry>(chartKeys)
  .filter(({ onDemand }) => onDemand)
  .map(({ type, serves }) => `${type} (${serves})`)
  .join('; ');

/** Preconditions, said in discovery. */
export const usageRequirements = `Reads FHIR R4. Give every prefetch key, or fhirServer with fhirAuthorization for reading ${types} (and Binary, where report texts stand there). Optional, without it only what rests on it is lost: ${optional}. Advice to clinicians; not a medical device claim.`;
