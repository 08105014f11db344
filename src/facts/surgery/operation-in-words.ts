import { namesLumbarSpine, namesOtherSpine } from '../values/anatomy.ts';

/** Only disc surgery is what the cohort behind the enhancement figures had. */
export type SurgeryKind = 'disc' | 'decompression' | 'fusion';

/**
 * What may stand beside an operation in its own title. Any other word (planned, declined, after,
 * physiotherapy, wound, mother …) makes it something that only mentions an operation.
 */
const besideTheOperation = new Set(
  `left right bilateral both sided side lumbar lumbosacral sacral spine spinal l-spine level levels
  segment segments single one two three multilevel and with of at the for via under by open mini
  minimally invasive mis microscopic microsurgical micro endoscopic percutaneous tubular uniportal
  biportal revision redo re-do repeat recurrent primary emergency urgent elective uncomplicated
  completed surgery operation operative procedure disc disk discs prolapse prolapsed herniation
  herniated hernia extrusion extruded protrusion sequestrated sequestered fragment fragments
  removal excision partial total complete limited wide medial facetectomy foraminotomy
  decompression decompressive laminectomy hemilaminectomy laminotomy hemilaminotomy discectomy
  diskectomy microdiscectomy microdiskectomy sequestrectomy nucleotomy fusion arthrodesis plif tlif
  alif llif olif posterior anterior lateral interbody posterolateral instrumented instrumentation
  pedicle screw screws cage graft nerve root roots stenosis sciatica radiculopathy central
  paracentral foraminal far general anaesthesia anesthesia ga dural tear repair without no
  performed year intervertebral vertebral vertebra vertebrae interlaminar revisional reexploration
  re exploration fenestration nec hfq extended joint joints undercutting region approach
  transforaminal w including incl other specified unspecified interspace interspaces body bodies
  rod rods implant implants device prosthesis spacer interspinous insertion replacement
  arthroplasty stabilisation stabilization resection hemi`.split(/\s+/),
);
const isBeside = (word: string) =>
  besideTheOperation.has(word) || /^(?:[ls]?\d{1,4}(?:st|nd|rd|th)?|l\d[ls]?\d)$/.test(word);
const isItsOwnTitle = (operation: string): boolean =>
  !operation.includes('?') &&
  operation
    .toLowerCase()
    .split(/[^a-z0-9-]+/)
    .flatMap((word) => (besideTheOperation.has(word) ? [] : word.split('-')))
    .filter((word) => word !== '')
    .every(isBeside);
const notDone = /\bnot\b|\bno (?!dis|micro)/i;
const withoutDisc = /\b(?:without|no)\s+(?:\w+\s+)?(?:micro)?dis[ck]ectomy\b/i;
const discWords =
  /\b(?:micro-?)?dis[ck]ectom(?:y|ies)\b|\bsequestrectomy\b|\bnucleotomy\b|\b(?:excision|removal|resection)\b[^.;·]{0,60}\bdis[ck]s?\b|\bdis[ck]s? (?:excision|removal|resection)\b/i;
const decompressionWords =
  /\b(?:hemi)?lamin(?:ec|o)tom(?:y|ies)\b|\bdecompression\b|\bforaminotomy\b/i;
/** A fusion, or something that stays in the spine. */
const implantWords =
  /\bfusion\b|\barthrodesis\b|\b[PTAOXL]?LIF\b|\binterbody\b|\bcages?\b|\bscrews?\b|\brods?\b|\binstrument(?:ed|ation)\b|\binterspinous\b|\bspacers?\b|\bimplants?\b|\bimplantation\b|\bprosthes[ie]s\b|\barthroplasty\b|\bstabili[sz]ation\b|\bdis[ck] replacement\b|\breplacement of [^.;·]{0,30}\bdis[ck]\b|\bspinal fixation\b/i;
const withoutImplant =
  /\b(?:without|no|non|w\/o|not?)[ -](?:\w+ ){0,2}(?:fusion|arthrodesis|interbody|cages?|instrumentation|implants?|stabili[sz]ation|screws?)\b/gi;
/** What each of these has; most procedures of a chart have none of it. */
const anyOperation =
  /ectom|otom|decompress|fusion|arthrod|lif|excision|removal|resection|instrument|implant|screw|cage|rod|spacer|interspin|prosthe|arthropl|stabili|replacement|fixation|interbody/i;

/**
 * True when words name a fusion or an implant and do not deny it. Such an operation is none of the disc
 * alone, whatever else it was.
 */
export const saysImplant = (words: string): boolean =>
  anyOperation.test(words) &&
  implantWords.test(words.slice(0, MAX_READ).replace(withoutImplant, ' '));
const MAX_READ = 1000;

/** A title is a line: what is longer tells a story, in which an operation may only be mentioned. */
const MAX_TITLE = 500;

/** The operation that a text names, if it is a lumbar one and is said to have been done. */
export function kindInText(operation: string, allWords: string): SurgeryKind | undefined {
  if (operation.length > MAX_TITLE || !anyOperation.test(operation)) return undefined;
  if (!namesLumbarSpine(allWords) || namesOtherSpine(allWords)) return undefined;
  if (!isItsOwnTitle(operation) || notDone.test(operation)) return undefined;
  if (saysImplant(operation)) return 'fusion';
  if (discWords.test(operation) && !withoutDisc.test(operation)) return 'disc';
  return decompressionWords.test(operation) ? 'decompression' : undefined;
}
