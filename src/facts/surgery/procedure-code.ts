import { canonicalSystem, CPT, normalisedCode } from '../../terminology/code-systems.ts';
import type { Terminology } from '../../terminology/terminology.ts';
import {
  allWordsOf,
  asList,
  asObject,
  asText,
  codingsOf,
  type Opaque,
} from '../reading/fields/fields.ts';
import { PhraseList, wordsIn } from '../values/phrase-list.ts';
import { hidden, noOperation } from './procedure-word-lists.ts';
import type { ValueSetId } from '../../generated/value-set-ids.ts';

const ICD10PCS = 'http://www.cms.gov/Medicare/Coding/ICD10';
const SNOMED = 'http://snomed.info/sct';

/** Value sets of operations on the spine that are lumbar, or may be. */
export const spineOperationSets: readonly ValueSetId[] = [
  'lumbar-discectomy',
  'percutaneous-endoscopic-discectomy',
  'lumbar-decompression',
  'lumbar-fusion',
  'spine-revision-reexploration',
  'spine-revision-reexploration-lumbar',
  'surgery-region-unsaid',
];
/** Operations above the lumbar spine: a trace of surgery, and never a lumbar operation. */
export const spineOperationElsewhereSet = 'spine-surgery-elsewhere';
/** Value sets of the state after an operation on the spine. */
export const spineStatusSets: readonly ValueSetId[] = [
  'spine-surgery-status',
  'postlaminectomy-syndrome',
];

/** What the codes of a procedure tell of it, as far as an operation on the spine is in question. */
export type CodeTells = 'spine' | 'no-operation' | 'another' | 'nothing';

/**
 * `no-operation`: a code of imaging, a needle, a measurement, a drug, or of the spine above the lumbar
 * part. `spine`: a code of the spine. `another`: a code of a system that we read, which means something else. `nothing`: no code, none
 * that has the shape of its system, or one of a system that we do not read.
 */
export function codeTells({ code: concept }: Opaque, terminology: Terminology): CodeTells {
  let tells: CodeTells = 'nothing';
  for (const { system, code } of codingsOf(concept)) {
    const sets = terminology.valueSetsOf(system, code);
    if (sets.some((id) => spineOperationSets.includes(id) || spineStatusSets.includes(id))) {
      return 'spine';
    }
    const canonical = canonicalSystem(system);
    const isPart = sets.length > 0 || isOfNoOperation(canonical, normalisedCode(canonical, code));
    if (isPart) tells = 'no-operation';
    else if (tells === 'nothing') tells = otherwise(canonical, code, concept, terminology);
  }
  return tells;
}

function otherwise(
  system: string,
  code: string,
  concept: unknown,
  terminology: Terminology,
): CodeTells {
  const plain = normalisedCode(system, code);
  if (system === ICD10PCS) {
    if (!/^[\dA-HJ-NP-Z]{7}$/.test(plain)) return 'nothing';
    return spinalPcs.test(plain) ? 'spine' : 'another';
  }
  if (system === CPT) return /^\d{4}[\dA-Z]$/i.test(plain) ? 'another' : 'nothing';
  // More SNOMED CT codes mean such an operation than could be listed: one without a word tells nothing.
  if (system === SNOMED) {
    return /^\d{6,18}$/.test(plain) && allWordsOf(concept).length > 0 ? 'another' : 'nothing';
  }
  return terminology.isStandardSystem(system) ? 'another' : 'nothing';
}

/**
 * Body parts of ICD-10-PCS that our value sets of spinal operations name: the lumbar and lumbosacral
 * joints and discs (0S), the lumbar vertebra (0Q), the canal and the lumbar cord (00), the lumbar and
 * sacral nerves (01). Another operation on one of them is one on the spine.
 */
const spinalPcs = /^(?:0S.[0-4]|0Q.0|00.[UY]|01.[BR])/;

/** Systems of measurements, drugs, vaccines and teeth. */
const otherSystems = new Set([
  'http://loinc.org',
  'http://radlex.org',
  'http://hl7.org/fhir/sid/cvx',
  'http://hl7.org/fhir/sid/ndc',
  'http://www.nlm.nih.gov/research/umls/rxnorm',
  'http://www.whocc.no/atc',
  'http://www.ada.org/cdt',
  'http://dicom.nema.org/resources/ontology/DCM',
]);

/**
 * By code family: CPT from 70000 on is radiology, laboratory and medicine, with an F a measure of
 * quality; ICD-10-PCS names its sections by the first letter or figure (3 administration, 4
 * measurement, B imaging, C nuclear medicine, D radiation, F rehabilitation, G mental health).
 */
function isOfNoOperation(system: string, code: string): boolean {
  if (otherSystems.has(system)) return true;
  if (system === CPT) return /^(?:[789]\d{4}|\d{4}F)$/i.test(code);
  return system === ICD10PCS && /^[34BCDFG][\dA-HJ-NP-Z]{6}$/.test(code);
}

/** Categories of FHIR R4, procedure-category, that are no operations. */
const otherCategories = new Set([
  '24642003',
  '409063005',
  '409073007',
  '103693007',
  '46947000',
  '410606002',
]);
const otherWords = new PhraseList(noOperation);
const furtherCategories = new PhraseList(
  'diagnostic*, education*, social, psychiatr*, evaluation*',
);

/** True when the category says that a procedure is imaging, treatment without operation, teaching … */
export const isCategoryOther = ({ category }: Opaque): boolean =>
  asList(category).some((concept) => {
    if (codingsOf(concept).some(({ system, code }) => isOtherCategory(system, code))) return true;
    const text = asText(concept);
    const words = wordsIn((text === undefined ? allWordsOf(concept) : [text]).join(' '));
    return otherWords.isIn(words) || furtherCategories.isIn(words);
  });
const isOtherCategory = (system: string, code: string) =>
  canonicalSystem(system) === SNOMED && otherCategories.has(code);

/** True when the site is coded as the lumbar spine. */
export const isAtLumbarSite = ({ bodySite }: Opaque, terminology: Terminology): boolean =>
  asList(bodySite).some((site) =>
    codingsOf(site).some(({ system, code }) =>
      terminology.valueSetsOf(system, code).includes('body-site-lumbar'),
    ),
  );

const hiddenWords = new PhraseList(hidden);
const reasonsForAbsence =
  /data-absent-reason|nullflavor|null-flavor|2\.16\.840\.1\.113883\.5\.1008/i;

/**
 * True when the code is masked or absent: nothing stands there, a data-absent-reason does (as an
 * extension, a code of its own or a null flavour), a code that is no text, words or a label that say so.
 */
export function isHidden({ code: concept, meta }: Opaque): boolean {
  const codings: readonly Opaque[] = asList(asObject(concept)?.['coding']).flatMap((item) => {
    const coding = asObject(item);
    return coding ? [coding] : [];
  });
  const words = allWordsOf(concept);
  const hasCode = codings.some((coding) => asText(coding['code']) !== undefined);
  if (!hasCode && words.length === 0) return true;
  if (isAbsent(asObject(concept)) || codings.some(isAbsent)) return true;
  if (codings.some(({ code }) => code !== undefined && typeof code !== 'string')) return true;
  if (codings.some(({ system }) => reasonsForAbsence.test(asText(system) ?? ''))) return true;
  const label = asList(asObject(meta)?.['security']).flatMap((item) => [
    asText(asObject(item)?.['code']) ?? '',
  ]);
  const codes = codings.map((coding) => asText(coding['code']) ?? '');
  return [...words, ...codes, ...label].some(
    (text) => hiddenWords.isIn(wordsIn(text.slice(0, 200))) || /^[*?#.x-]+$/i.test(text),
  );
}

/** A data-absent-reason at a concept or a coding, or at one of their members. */
function isAbsent(element: Opaque | undefined): boolean {
  if (!element) return false;
  return [
    element,
    asObject(element['_code']),
    asObject(element['_text']),
    asObject(element['code']),
  ]
    .flatMap((holder) => asList(holder?.['extension']))
    .some((extension) => reasonsForAbsence.test(asText(asObject(extension)?.['url']) ?? ''));
}
