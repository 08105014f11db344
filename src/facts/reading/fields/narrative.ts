import type { FhirResource } from '../../../cds-hooks/request/json.ts';
import { htmlToText } from '../../../clinical-text/text/html-text.ts';
import { asList, asObject, asText, asWords, type Opaque } from './fields.ts';

/** Characters of markup of one resource; what is longer is not read. */
const MAX_MARKUP = 20_000;
/** No title is so long: what is longer tells a story, in which a title may only be mentioned. */
const MAX_TITLE = 500;

/** The member that names what a resource is of. */
const named: Readonly<Record<string, string>> = {
  Procedure: 'code',
  Condition: 'code',
  Observation: 'code',
  AllergyIntolerance: 'code',
  ServiceRequest: 'code',
  DiagnosticReport: 'code',
  Device: 'type',
  MedicationRequest: 'medicationCodeableConcept',
  MedicationStatement: 'medicationCodeableConcept',
  MedicationAdministration: 'medicationCodeableConcept',
};

/** What may still be read of the narratives of one list. */
export interface NarrativeBudget {
  markup: number;
}

/**
 * A resource whose code has neither coding nor text, named by its narrative (`text.div`): the words that
 * a server shows for it. They have the weight of words. A resource that has a name, one whose code is
 * masked, and one whose narrative is empty, too long, or says no name stay as they are: what cannot be
 * read is not none.
 */
export function withNarrativeName(
  resource: FhirResource,
  budget: NarrativeBudget = { markup: MAX_MARKUP },
): FhirResource {
  const member = named[resource.resourceType];
  if (member === undefined || hasName(resource, member)) return resource;
  const text = narrativeText(resource, budget);
  const title = text === undefined ? undefined : titleIn(text);
  if (title === undefined) return resource;
  return { ...resource, [member]: { ...asObject(resource[member]), text: title } };
}

/** The readable words of a narrative; undefined when there are none, or more than is read. */
export function narrativeText(
  resource: Opaque,
  budget: NarrativeBudget,
  most = MAX_MARKUP,
): string | undefined {
  const narrative = asObject(resource['text']);
  const div = narrative?.['div'];
  if (typeof div !== 'string' || narrative?.['status'] === 'empty') return undefined;
  if (div.length > most || div.length > budget.markup) return undefined;
  budget.markup -= div.length;
  try {
    return asText(htmlToText(div));
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function hasName(resource: Opaque, member: string): boolean {
  // Another form of the same member says what it is: medicationReference.
  if (member !== 'code' && member !== 'type') {
    const stem = member.replace('CodeableConcept', '');
    if (Object.keys(resource).some((key) => key.startsWith(stem) && key !== member)) return true;
  }
  const concept = resource[member];
  if (typeof concept === 'string') return true;
  const { text, coding, extension } = asObject(concept) ?? {};
  if (asText(text) !== undefined || asList(coding).length > 0) return true;
  // Somebody left it out on purpose: then its narrative is not read either.
  return asList(extension).some((item) => asObject(item)?.['valueCode'] === 'masked');
}

/** A line "label: value", as servers write members of a resource into its narrative. */
const member = /^[\s*-]*([A-Za-z][A-Za-z ]{0,30}?)\s?:\s?(\S.*)?$/;
/** Labels of what a resource is of. */
const titles: ReadonlySet<string> = new Set([
  'code',
  'procedure',
  'condition',
  'medication',
  'name',
]);
/** Labels by which a narrative is known as made from the members of the resource. */
const generated: ReadonlySet<string> = new Set(['generated narrative', 'status', 'subject', 'id']);

/** The name in a narrative: of one made by a server the value of its code, else all of a short one. */
function titleIn(text: string): string | undefined {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const members = lines.flatMap((line) => {
    const [, label, value = ''] = member.exec(line.slice(0, MAX_TITLE)) ?? [];
    return label === undefined ? [] : [{ label: label.toLowerCase(), value }];
  });
  const isGenerated = members.some(({ label }) => generated.has(label));
  const own = members.find(({ label, value }) => titles.has(label) && value !== '');
  const title = own?.value ?? (isGenerated ? undefined : lines.join(' · '));
  if (title === undefined || title.length > MAX_TITLE) return undefined;
  return asWords(withoutCodes(title));
}

/** The codes that servers print behind a name: "(SNOMED CT#387713003)". */
const withoutCodes = (title: string): string =>
  title.replace(/ ?[([][^()[\]]*#[^()[\]]*[)\]]/g, '');
