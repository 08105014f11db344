export const ICD10CM = 'http://hl7.org/fhir/sid/icd-10-cm';
const ICD10PCS = 'http://www.cms.gov/Medicare/Coding/ICD10';
/** The classification of the WHO, and those national ones that are its translations. */
export const ICD10_WHO = 'http://hl7.org/fhir/sid/icd-10';
export const ICD10_GM = 'http://fhir.de/CodeSystem/bfarm/icd-10-gm';
export const CPT = 'http://www.ama-assn.org/go/cpt';
const LOINC = 'http://loinc.org';
export const SNOMED = 'http://snomed.info/sct';
const RADLEX = 'http://radlex.org';
const ATC = 'http://www.whocc.no/atc';
const NDC = 'http://hl7.org/fhir/sid/ndc';
const RXNORM = 'http://www.nlm.nih.gov/research/umls/rxnorm';
const NCIT = 'http://ncicb.nci.nih.gov/xml/owl/EVS/Thesaurus.owl';
const DCM = 'http://dicom.nema.org/resources/ontology/DCM';
const DIAGNOSTIC_SERVICE = 'http://terminology.hl7.org/CodeSystem/v2-0074';
const OPCS4 = 'https://fhir.hl7.org.uk/CodeSystem/OPCS-4';
const DMD = 'https://dmd.nhs.uk';

/** One code system, and all it is called by in charts. */
interface KnownSystem {
  /** The URI by which our value sets and the rest of the program name it. */
  readonly uri: string;
  /** Registered object identifiers, sent as `urn:oid:…` and bare. */
  readonly oids: readonly string[];
  /**
   * Names under which it stands below an HL7 address (`…/fhir/sid/icd-10-us`, `…/CodeSystem/icd10PCS`)
   * or alone where a URI belongs; letters and digits only, lower case.
   */
  readonly names: readonly string[];
  /** Other addresses, without scheme, `www.`, closing slash and version; lower case. */
  readonly addresses?: readonly string[];
}

/**
 * Every code system that our value sets use. Spellings: HL7 Terminology NamingSystems, the FHIR pages on
 * terminologies, and what public converters and profiles write.
 */
const systems: readonly KnownSystem[] = [
  {
    uri: SNOMED,
    // The second is that of the UK's own product files.
    oids: ['2.16.840.1.113883.6.96', '2.16.840.1.113883.2.1.3.2.4.15'],
    names: ['snomedct', 'snomed', 'sct'],
    addresses: ['snomed.info/id', 'snomed.info/srt'],
  },
  {
    uri: LOINC,
    oids: ['2.16.840.1.113883.6.1'],
    names: ['loinc', 'ln'],
    addresses: ['details.loinc.org', 'loinc.org/rdf'],
  },
  { uri: RXNORM, oids: ['2.16.840.1.113883.6.88'], names: ['rxnorm'] },
  { uri: CPT, oids: ['2.16.840.1.113883.6.12'], names: ['cpt', 'cpt4', 'c4'] },
  { uri: ICD10CM, oids: ['2.16.840.1.113883.6.90'], names: ['icd10cm', 'icd10us'] },
  {
    uri: ICD10PCS,
    oids: ['2.16.840.1.113883.6.4'],
    names: ['icd10pcs'],
    addresses: ['icd10data.com/icd10pcs'],
  },
  {
    uri: ICD10_WHO,
    // The second is that of the Dutch translation.
    oids: ['2.16.840.1.113883.6.3', '2.16.840.1.113883.6.3.2'],
    names: ['icd10', 'icd10who', 'icd10uk', 'icd10nl'],
  },
  {
    uri: ICD10_GM,
    oids: [],
    names: ['icd10gm'],
    addresses: ['fhir.de/codesystem/dimdi/icd-10-gm'],
  },
  { uri: RADLEX, oids: ['2.16.840.1.113883.6.256'], names: ['radlex'] },
  { uri: ATC, oids: ['2.16.840.1.113883.6.73'], names: ['atc'] },
  { uri: NDC, oids: ['2.16.840.1.113883.6.69'], names: ['ndc'] },
  { uri: NCIT, oids: ['2.16.840.1.113883.3.26.1.1'], names: ['ncit'] },
  { uri: DCM, oids: ['1.2.840.10008.2.16.4'], names: ['dcm'] },
  {
    uri: DIAGNOSTIC_SERVICE,
    oids: ['2.16.840.1.113883.12.74'],
    names: ['v20074'],
    addresses: ['hl7.org/fhir/v2/0074'],
  },
  {
    // Codes of the private list CCSD have the same shape and mean other operations: they are not here.
    uri: OPCS4,
    oids: [],
    names: ['opcs4', 'exopcs4'],
    addresses: ['endhealth.info/opcs4'],
  },
  { uri: DMD, oids: [], names: ['dmd'] },
];

/** Below these addresses HL7, its affiliates and the NHS publish code systems by name. */
const hl7Addresses = /^(?:hl7\.org|terminology\.hl7\.org|fhir\.hl7\.org\.uk|fhir\.nhs\.uk)\//;
/** What may stand between them and the name: nothing else there is a code system. */
const hl7Path = /\/(?:sid|codesystem|id)\/([^/]+)$/;

const byOid = new Map(systems.flatMap(({ uri, oids }) => oids.map((oid) => [oid, uri] as const)));
const byName = new Map(systems.flatMap(({ uri, names }) => names.map((n) => [n, uri] as const)));
const byAddress = new Map(
  systems.flatMap(({ uri, addresses = [] }) =>
    [addressOf(uri.toLowerCase()), ...addresses].map((address) => [address, uri] as const),
  ),
);

/** Systems in which a longer code lies below the shorter code it begins with. */
export const PREFIX_SYSTEMS: ReadonlySet<string> = new Set([
  ICD10CM,
  ICD10PCS,
  ICD10_WHO,
  ICD10_GM,
  ATC,
  NDC,
]);

/** Classifications of diseases that share their categories of three characters with ICD-10-CM. */
export const SISTERS_OF_ICD10CM: readonly string[] = [ICD10_WHO, ICD10_GM];

/** Systems whose codes say what they are, so that a display sent with them is never read. */
export const STANDARD_SYSTEMS: ReadonlySet<string> = new Set([
  ICD10CM,
  ICD10PCS,
  CPT,
  LOINC,
  SNOMED,
  RADLEX,
]);

/** The same URIs come again in every chart. The bounds are against a client that invents them. */
const MAX_REMEMBERED = 1_000;
const MAX_URI_LENGTH = 200;
const remembered = new Map<string, string>();

/**
 * The URI by which the program names a code system, whatever it is called in a chart: as an object
 * identifier (`urn:oid:…` or bare), with https, with or without `www.` or a closing slash, with a
 * version (`|2024`, an edition of SNOMED CT), under an HL7 address or by its bare name, in any case.
 *
 * @returns The text as it was sent when it is none of the systems we know.
 * @see FHIR R4, Using Code Systems; HL7 Terminology, NamingSystems
 */
export function canonicalSystem(system: string): string {
  const known = remembered.get(system);
  if (known !== undefined) return known;
  if (system.length > MAX_URI_LENGTH) return system;
  const found = systemNamed(system) ?? system;
  if (remembered.size >= MAX_REMEMBERED) remembered.clear();
  remembered.set(system, found);
  return found;
}

function systemNamed(system: string): string | undefined {
  const [whole = ''] = system.trim().toLowerCase().split('|');
  const oid = /^(?:urn:)?(?:oid:)?([0-2](?:\.\d+){2,})$/.exec(whole)?.[1];
  if (oid !== undefined) return byOid.get(oid);
  if (/^[a-z0-9 _.-]+$/.test(whole)) return byName.get(nameFrom(whole));
  const address = addressOf(whole);
  return (
    byAddress.get(address) ??
    // An edition, with or without the version of it: …/sct/731000124108/version/20240301.
    (address.startsWith('snomed.info/sct/') ? SNOMED : undefined) ??
    nameAtHl7(address) ??
    byAddress.get(withoutVersion(address)) ??
    nameAtHl7(withoutVersion(address))
  );
}

const nameFrom = (text: string) => text.replace(/[^a-z0-9]/g, '');

function nameAtHl7(address: string): string | undefined {
  if (!hl7Addresses.test(address)) return undefined;
  const name = hl7Path.exec(address)?.[1];
  return name === undefined ? undefined : byName.get(nameFrom(name));
}

/** An address without what says nothing of the system: scheme, `www.`, closing slashes and `#`. */
function addressOf(uri: string): string {
  const address = uri.replace(/^https?:\/\//, '').replace(/^www\./, '');
  let end = address.length;
  while (end > 0 && (address[end - 1] === '/' || address[end - 1] === '#')) end -= 1;
  return address.slice(0, end);
}

/** `…/icd-10-cm/2024`, `…/rxnorm/version/03042024`: the last part is a version, by its digits. */
const withoutVersion = (address: string) =>
  address.replace(/\/v?\d[\d.-]*$/, '').replace(/\/version$/, '');

/** True when a code of any ICD-10 of diseases lies under a category of three characters. */
export function isUnderIcd10(system: string, code: string, category: string): boolean {
  const canonical = canonicalSystem(system);
  return (
    (canonical === ICD10CM || SISTERS_OF_ICD10CM.includes(canonical)) &&
    normalisedCode(canonical, code).startsWith(category)
  );
}

/** What stands behind a CPT code on a bill: left, right, both sides, a repeat. */
const modifiers = /(?<=^\d{4}[\dTt])(?:[A-Za-z\d]{2}|(?:[-, :]{1,3}[A-Za-z\d]{2}){1,4})$/;

/**
 * A code as it is compared. Case and dots do not distinguish ICD codes (`m5126` is M51.26) nor OPCS-4
 * codes (`V337` is V33.7); marks of the dagger-asterisk system and of the German edition, and the
 * modifiers of a CPT code (`63030-50`), stand beside the code. A SNOMED CT concept may be given by its URI. Elsewhere the code is itself.
 */
export function normalisedCode(canonicalSystem: string, code: string): string {
  const trimmed = code.trim();
  switch (canonicalSystem) {
    case ICD10CM:
    case ICD10PCS:
    case OPCS4:
      return trimmed.replaceAll('.', '').toUpperCase();
    case ICD10_WHO:
    case ICD10_GM:
      return trimmed.replace(/[.\s†*+!-]/g, '').toUpperCase();
    case CPT:
      return trimmed.replace(modifiers, '').toUpperCase();
    case RADLEX:
    case ATC:
      return trimmed.toUpperCase();
    case SNOMED:
      return trimmed.replace(/^https?:\/\/snomed\.info\/id\//i, '');
    default:
      return trimmed;
  }
}
