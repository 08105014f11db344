import type {
  Quote,
  ReportFindings,
  ReportSentence,
  ReportTag,
  Section,
} from '../../report/findings/report-findings.ts';
import { withoutDenials } from '../values/words.ts';

/**
 * What a report says beside the findings of the reader, in words. It only silences, so the lists are
 * wide; what a sentence plainly denies ("no haematoma, collection or abscess") is taken out first.
 */

/** The sentence that says it, if one does. */
export type SaidInReport = Quote | undefined;

/** Where a report speaks of its own examination. */
const ownStatements: readonly Section[] = ['findings', 'impression', 'addendum'];

/** Findings that give root enhancement another meaning; one that may be there is enough. */
const otherFindings = [
  'infection',
  'mass',
  'leptomeningealEnhancement',
  'arachnoiditis',
  'tridentSign',
] as const;

/** Details of a picture that is not that of one or two roots. */
const otherPictures: ReadonlySet<ReportTag> = new Set([
  'symmetric-nre',
  'ventral-nre',
  'cord-enhancement',
  'punctate-miliary',
  'ependymal-enhancement',
  'skull-base-leptomeningeal',
  'dural-enhancement',
  'root-clumping',
]);

/**
 * True when findings or impression speak of another process in or around the canal, which gives the
 * enhancement of a root another meaning: by the reader's findings, or in words. A plain denial does not.
 */
export const mentionsOtherProcess = (findings: ReportFindings): boolean =>
  otherFindings.some((finding) => {
    const { assertion } = findings[finding];
    return assertion === 'present' || assertion === 'uncertain';
  }) ||
  findings.tags.some(({ tag }) => otherPictures.has(tag)) ||
  firstThatSays(findings, ownStatements, otherProcess) !== undefined ||
  saysCaudaEquinaCompression(findings) !== undefined;
const otherProcess =
  /\bha?ematomas?\b|\bha?emorrhag\w*|\bblood products?\b|\bclot\b|\bseromas?\b|\b(?:fluid|epidural|subdural|intraspinal) collections?\b|\bcollections?\b|\bpseudomeningoc\w*|\bCSF leak\b|\bempyema\b|\bcrowd\w*|\bredundant (?:nerve )?roots?\b|\bguillain\b|\bGBS\b|\bAIDP\b|\bCIDP\b|\bpolyradicul\w*|\bneuritis\b|\bdemyelinat\w*|\bsarcoid\w*|\bmetasta\w*|\bmalignan\w*|\bcarcino\w*|\blymphoma\w*|\bleuka?emi\w*|\bmyeloma\w*|\bneoplas\w*|\btumou?rs?\b|\bnodul\w*|\bzoster\b|\blyme\b|\btubercul\w*|\bvasculitis\b|\bischa?emi\w*|\binfarct\w*|\bmalformation\b|\bfistula\b|\bpathologic(?:al)? fracture\w*|\b(?:lytic|osseous|bone|bony|marrow|vertebral|sclerotic)\b[^.;]{0,120}\blesions?\b/i;

/** Compression of the cauda equina, or a canal so narrow that it must be looked at for itself. */
export const saysCaudaEquinaCompression = (findings: ReportFindings): SaidInReport =>
  firstThatSays(findings, ownStatements, caudaEquinaCompression);
const caudaEquinaCompression =
  /\bcauda equina (?:syndrome|compress\w*|imping\w*|compromise)\b|\b(?:compress|imping|efface|displac)\w{0,20}[^.;]{0,120}\bcauda equina\b|\bcauda equina\b[^.;]{0,120}\b(?:compress\w*|imping\w*)|\b(?:severe|critical|marked|high[- ]grade)\b[^.;]{0,120}\b(?:central|canal|thecal|spinal)\b[^.;]{0,120}\b(?:stenosis|narrowing|compress\w*)|\b(?:central|canal|spinal) stenosis\b[^.;]{0,120}\b(?:severe|critical|high[- ]grade)\b|\b(?:severe|critical|high[- ]grade) (?:L\d\S{0,6} )?stenosis\b|\bredundant (?:nerve )?roots\b/i;

/** A vertebra between two kinds, or doubt about the count: level names may be off by one. */
export const saysTransitionalVertebra = (findings: ReportFindings): SaidInReport =>
  findings.sentences.find(
    ({ text }) => transitional.test(text) || (numbered.test(text) && !fiveVertebrae.test(text)),
  );
const transitional =
  /\btransitional\b|\blumbari[sz](?:ed|ation)\b|\bsacrali[sz](?:ed|ation)\b|\bLSTV\b|\bcastellvi\b|\b(?:six|6|four|4) (?:non-?rib[- ]?bearing )?lumbar(?:[- ]type)? (?:vertebra\w*|segments?|bodies)\b|\b(?:vestigial|rudimentary)\b[^.;]{0,120}\bdis[ck]\b/i;

const numbered = /\bnumbering\b|\bnumbered\b/i;
const fiveVertebrae = /\b(?:five|5)\b/i;

/** The report itself says what the enhancement of the root is, or may be. */
export const explainsRootEnhancement = (findings: ReportFindings): SaidInReport => {
  const { quotes } = findings.rootEnhancement;
  return findings.sentences.find(
    (sentence, index) =>
      ownStatements.includes(sentence.section) &&
      explanation.test(sentence.text) &&
      (quotes.some(({ start, end }) => start < sentence.end && end > sentence.start) ||
        speaksOfRoots(sentence) ||
        refersBack(sentence, findings.sentences[index - 1], quotes)),
  );
};
const explanation =
  /\blikely\b|\bprobabl\w*|\bpresum\w*|\bdue to\b|\bsecondary to\b|\brelated to\b|\battribut\w*|\breflect\w*|\brepresent\w*|\bin keeping with\b|\bconsistent with\b|\bcompatible with\b|\bsuggest\w*|\bfavou?r\w*|\bdifferential\b|\bversus\b|\bvs\b|\bcaused by\b|\breactive\b|\bveins?\b|\bvenous\b|\bvascular\b|\bradiculitis\b|\binflammat\w*|\birritation\b|\bcould be\b|\bmay be\b/i;
const speaksOfRoots = ({ text }: ReportSentence) =>
  /\benhanc\w*/i.test(text) && /\broots?\b|\bcauda equina\b/i.test(text);
const refersBack = (
  { text }: ReportSentence,
  before: ReportSentence | undefined,
  quotes: readonly Quote[],
) =>
  /^(?:this|these|that|it|the (?:enhancement|finding|appearance))\b/i.test(text) &&
  before !== undefined &&
  quotes.some(({ start, end }) => start < before.end && end > before.start);

/** Something presses on a root, or touches it: the report has said what is beside it. */
export const saysRootCompression = (findings: ReportFindings): SaidInReport =>
  firstThatSays(findings, ownStatements, rootCompression);
const rootCompression =
  /\b(?:compress\w*|imping\w*|abut\w*|contact\w*|touch\w*|indent\w*|deflect\w*|entrap\w*|pinch\w*|encroach\w*)\b[^.;]{0,120}\broots?\b|\broots?\b[^.;]{0,120}\b(?:compress\w*|imping\w*|abut\w*|contact\w*|touch\w*|indent\w*|deflect\w*|entrap\w*|pinch\w*|encroach\w*)\b/i;

/**
 * True when a sentence about enhancement compares it with an earlier study, or hedges it even though
 * another states it; or when the next sentence says that it is as it was.
 */
export const qualifiesEnhancement = (findings: ReportFindings): boolean =>
  ownSentences(findings).some(({ text }, index, all) => {
    if (!/\benhanc\w*|\buptake\b/i.test(text)) return false;
    return qualified.test(text) || asItWas.test(all[index + 1]?.text ?? '');
  });
const asItWas =
  /^(?:(?:this|these|it|the (?:finding|appearance|enhancement)s?)\b[^.;]{0,30})?\b(?:unchanged|stable|similar|persist\w*|no (?:significant |interval )*change)\b/i;
const qualified =
  /\bunchanged\b|\bstable\b|\bpersist\w*|\bprogress\w*|\bincreas\w*|\bdecreas\w*|\bdiminish\w*|\bprevious\w*|\bprior\b|\bagain\b|\binterval\b|\bpossibl[ey]\b|\bmay\b|\bmight\b|\bquestion\w*|\bequivocal\b|\bexclude\w*|\bsuspect\w*|\bsuspicious\b|\?/i;

/** True when a sentence about the enhancement of roots is hedged, although another states it. */
export const hedgesEnhancement = (findings: ReportFindings): boolean =>
  ownSentences(findings).some(
    (sentence) =>
      speaksOfRoots(sentence) &&
      (hedge.test(sentence.text) || callsEnhancementNormal(sentence.text)),
  );
const hedge =
  /\bpossibl[ey]\b|\bmay\b|\bmight\b|\bquestion\w*|\bequivocal\b|\bexclude\w*|\bsuspect\w*|\bsuspicious\b|\bartefact\w*|\bartifact\w*|\?/i;

/** "Normal in signal and enhancement", "enhance normally": the word stands there, the finding does not. */
export const callsEnhancementNormal = (text: string): boolean => normalEnhancement.test(text);
const normalEnhancement =
  /\benhanc\w* (?:\w+ )?(?:normally|physiologically|as expected)\b|\bnormal[\s,]+(?:(?:in|of|and|or|calib(?:er|re)|morphology|signal|intensity|position|thickness|appearance|configuration|course|size|shape|contour|distribution|contrast|post-?contrast)\b[\s,]*){0,12}enhancement\b|\b(?:unremarkable|expected|physiologic\w*) (?:\w+ )?enhancement\b|\benhancement\b[^.;]{0,80}\b(?:is|are|appears?) (?:unremarkable|normal|physiologic\w*|within normal)\b/i;

/** True when "the L5 nerve roots" may mean one side or both. */
export const leavesSideOpen = ({ rootEnhancement }: ReportFindings): boolean =>
  rootEnhancement.locations.some(({ side }) => side === 'unspecified') &&
  rootEnhancement.quotes.some(({ text }) => /\broots\b/i.test(text));

/** A cancer that the report knows of, from its history too. */
export const saysCancer = (findings: ReportFindings): SaidInReport =>
  findings.sentences.find(({ text }) => cancer.test(withoutDenials(withoutDenied(text))));
const cancer =
  /\bcancers?\b|\bcarcino\w*|\bmetasta\w*|\bmalignan\w*|\blymphoma\w*|\bleuka?emi\w*|\bmyeloma\w*|\bmelanoma\w*|\bsarcoma\w*|\boncolog\w*|\bknown primary\b/i;

const ownSentences = ({ sentences }: ReportFindings) =>
  sentences.filter(({ section }) => ownStatements.includes(section));

/** The first sentence of some sections that says something and does not plainly deny it. */
function firstThatSays(
  { sentences }: ReportFindings,
  sections: readonly Section[],
  pattern: RegExp,
): SaidInReport {
  return sentences.find(
    ({ section, text }) => sections.includes(section) && pattern.test(withoutDenied(text)),
  );
}

/**
 * A sentence without its plain denials, each as far as it reaches: to the end, or to a word that takes
 * it back. "No change in the haematoma" denies nothing.
 */
export function withoutDenied(sentence: string): string {
  return sentence.replace(
    /\b(?:no|without|nor|denies|negative for|absence of|free of)\b(?! (?:significant |interval |definite )*(?:change|increase|decrease|improvement|longer))[^.;]*?(?=\b(?:but|however|although|though|apart from|other than|except|there (?:is|are))\b|,? with(?!out)\b|[.;]|$)/gi,
    ' ',
  );
}
