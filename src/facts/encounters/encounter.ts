import type { ChartReading } from '../reading/chart-reading.ts';
import { asList, asObject, asText, codesOf, referenceTo } from '../reading/fields.ts';
import { known, notRecorded, type Signal } from '../values/fact.ts';

/** HL7 v3 ActCode of the class of an encounter. */
const EMERGENCY = 'EMER';
const over: ReadonlySet<string> = new Set([
  'finished',
  'cancelled',
  'entered-in-error',
  'completed',
]);

/**
 * Present while the encounter of the call is one of the emergency department. Wide, for silence. An
 * encounter that the call does not name, or that could not be read, says nothing: few EHRs give it, and
 * no card waits for it.
 *
 * @see FHIR R4 Encounter.class (a Coding; from R5 on a list of concepts)
 */
export function emergencyEncounter(reading: ChartReading): Signal {
  const [encounter] = reading.list('encounter').resources;
  if (!encounter || over.has(asText(encounter['status']) ?? '')) return notRecorded;
  const codes = asList(encounter['class']).flatMap((item) => [
    asText(asObject(item)?.['code']) ?? [],
    ...codesOf(item),
  ]);
  if (!codes.flat().includes(EMERGENCY)) return notRecorded;
  const reference = referenceTo(encounter);
  return known(true, [
    { ...(reference !== undefined && { reference }), says: 'emergency encounter' },
  ]);
}
