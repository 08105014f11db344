import type { Mention } from '../../clinical-text/reading/clinical-text.ts';
import type { Meanings } from '../reading/meanings.ts';
import {
  asList,
  asObject,
  asText,
  asWords,
  codingsOf,
  nameOf,
  type Opaque,
} from '../reading/fields/fields.ts';
import { allKinds, medicineKinds, type MedicineKind } from './medicine-kinds.ts';

/** The medicine that an order, a statement or an administration names. */
export interface NamedMedicine {
  /** As the chart writes it, else our label of its code; undefined when it has neither. */
  readonly name: string | undefined;
  readonly kinds: ReadonlySet<MedicineKind>;
  /** False when neither a word nor a code that we know says what it is: it may be anything. */
  readonly isRead: boolean;
}

/**
 * Reads which medicine a resource names: by a concept, a contained Medication, or the display of a
 * reference. Codes decide; words speak where they are the chart's own, or stand beside a code that is
 * in none of our sets. What only flushes a line is no heparin.
 *
 * @see FHIR R4 MedicationRequest.medication[x]; R5 has `medication.concept` and `.reference`
 */
export function namedMedicine(resource: Opaque, meanings: Meanings): NamedMedicine {
  const { terminology } = meanings;
  const concepts = conceptsOf(resource);
  const sets = new Set(
    concepts.flatMap((concept) =>
      codingsOf(concept).flatMap(({ system, code }) => terminology.valueSetsOf(system, code)),
    ),
  );
  const words = concepts.flatMap((concept) => wordsBeside(concept, meanings));
  const mentions = words.flatMap((text) => meanings.texts.read(text).mentions);
  const kinds = new Set(
    allKinds.filter((kind) => {
      const { valueSets, topic } = medicineKinds[kind];
      return (
        valueSets.some((id) => sets.has(id)) ||
        mentions.some((mention) => mention.topic === topic && isTaken(mention))
      );
    }),
  );
  // An order that nobody closed, whose own words say that it is over.
  if (mentions.some(({ topic }) => topic === 'no-longer-taken')) kinds.clear();
  if (sets.has('heparin-flush') || isToFlush(resource, words, meanings)) {
    kinds.delete('unfractionated-heparin');
  }
  const name = concepts.flatMap((concept) => nameOf(concept, terminology) ?? [])[0];
  return { name, kinds, isRead: sets.size > 0 || words.length > 0 };
}

/** An entry of a list says that the medicine is taken, unless its words say otherwise. */
const isTaken = ({ assertion }: Mention): boolean =>
  assertion === 'affirmed' || assertion === 'planned' || assertion === 'hypothetical';

function conceptsOf(resource: Opaque): readonly unknown[] {
  const r5 = asObject(resource['medication']);
  const reference = asObject(resource['medicationReference'] ?? r5?.['reference']);
  const display = reference?.['display'];
  return [
    resource['medicationCodeableConcept'],
    r5?.['concept'],
    ...asList(resource['contained']).flatMap((item) => {
      const contained = asObject(item);
      return contained?.['resourceType'] === 'Medication' ? [contained['code']] : [];
    }),
    ...(asText(display) === undefined ? [] : [{ text: display }]),
  ].filter((concept) => concept !== undefined && concept !== null);
}

/** The text of a concept, and the displays of codings that stand in none of our sets. */
function wordsBeside(concept: unknown, { terminology }: Meanings): readonly string[] {
  const text = asWords(asObject(concept)?.['text']);
  const displays = asList(asObject(concept)?.['coding']).flatMap((item) => {
    const coding = asObject(item);
    const isKnown = terminology.valueSetsOf(coding?.['system'], coding?.['code']).length > 0;
    return isKnown ? [] : (asWords(coding?.['display']) ?? []);
  });
  return [...new Set([...(text === undefined ? [] : [text]), ...displays])];
}

/** Directions by which a medicine keeps a line open. */
function isToFlush(resource: Opaque, words: readonly string[], { texts }: Meanings): boolean {
  const directions = [
    ...asList(resource['dosageInstruction']),
    ...asList(resource['dosage']),
  ].flatMap((dosage) => [
    asWords(asObject(dosage)?.['text']) ?? [],
    asWords(asObject(dosage)?.['patientInstruction']) ?? [],
    asWords(asObject(asObject(dosage)?.['route'])?.['text']) ?? [],
  ]);
  return [...words, ...directions.flat()].some(
    (text) => texts.read(text).of('line-flush').length > 0,
  );
}
