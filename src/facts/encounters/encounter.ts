import type { ChartReading } from '../reading/chart-reading.ts';
import {
  allWordsOf,
  asList,
  asObject,
  asText,
  asWords,
  codesOf,
  referenceTo,
  type Opaque,
} from '../reading/fields/fields.ts';
import { known, notRecorded, type Signal } from '../values/fact.ts';

/** HL7 v3 ActCode of the class of an encounter, and table 0004 of HL7 v2. */
const EMERGENCY: ReadonlySet<string> = new Set(['EMER', 'E']);
/** Inpatient, acute and not, short stays, and beds for observation: in a bed of the hospital. */
const INPATIENT: ReadonlySet<string> = new Set(['IMP', 'ACUTE', 'NONAC', 'SS', 'OBSENC', 'I']);
/** Over, or still to come. */
const notNow: ReadonlySet<string> = new Set([
  'finished',
  'cancelled',
  'entered-in-error',
  'completed',
  'discharged',
  'discontinued',
  'planned',
]);

/**
 * Present while the encounter of the call is one of the emergency department, by its class or by the
 * name of its place. Wide, for silence. An encounter that the call does not name, or that could not be
 * read, says nothing: few EHRs give it, and no card waits for it.
 *
 * @see FHIR R4 Encounter.class (a Coding; from R5 on a list of concepts), Encounter.location
 */
export function emergencyEncounter(reading: ChartReading): Signal {
  const encounter = currentEncounter(reading);
  if (!encounter) return notRecorded;
  const isThere = isOfClass(encounter, EMERGENCY) || isNamed(encounter, 'emergency-place', reading);
  return isThere ? told(encounter, 'emergency encounter') : notRecorded;
}

/** Present while the encounter of the call is a stay in hospital, by its class or the name of its place. */
export function inpatientEncounter(reading: ChartReading): Signal {
  const encounter = currentEncounter(reading);
  if (!encounter) return notRecorded;
  const isThere = isOfClass(encounter, INPATIENT) || isNamed(encounter, 'hospital-place', reading);
  return isThere ? told(encounter, 'inpatient encounter') : notRecorded;
}

function currentEncounter(reading: ChartReading): Opaque | undefined {
  const [encounter] = reading.list('encounter').resources;
  return notNow.has(asText(encounter?.['status'])?.toLowerCase() ?? '') ? undefined : encounter;
}

const isOfClass = (encounter: Opaque, classes: ReadonlySet<string>): boolean =>
  asList(encounter['class']).some((item) =>
    [asText(asObject(item)?.['code']) ?? '', ...codesOf(item)].some((code) =>
      classes.has(code.trim().toUpperCase()),
    ),
  );

/** By the words of its class, its type and its place. */
const isNamed = (
  encounter: Opaque,
  topic: 'emergency-place' | 'hospital-place',
  { texts }: ChartReading,
): boolean =>
  [
    ...[...asList(encounter['class']), ...asList(encounter['type'])].flatMap((item) => [
      ...(asWords(asObject(item)?.['display']) ?? '').split('\n'),
      ...allWordsOf(item),
    ]),
    ...placesOf(encounter),
  ].some((words) => words !== '' && texts.read(words).of(topic).length > 0);

/** Names of the places where the patient is, not of those that were left or are to come. */
const placesOf = (encounter: Opaque): readonly string[] =>
  asList(encounter['location']).flatMap((item) => {
    const { status, location } = asObject(item) ?? {};
    const isNow = status === undefined || status === 'active';
    return isNow ? (asWords(asObject(location)?.['display']) ?? []) : [];
  });

function told(encounter: Opaque, says: string): Signal {
  const reference = referenceTo(encounter);
  return known(true, [{ ...(reference !== undefined && { reference }), says }]);
}
