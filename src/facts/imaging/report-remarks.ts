import type {
  ReportFindings,
  ReportSentence,
  Section,
} from '../../report/findings/report-findings.ts';
import { isHedged } from './report-diagnosis.ts';
import { withoutDenied, type SaidInReport } from './report-words.ts';

/**
 * What a report remarks on its own findings: what they are, that they are old news, whom it told, what
 * is to be done. It only silences, so the lists are wide; plain denials are taken out first.
 */

const statements: readonly Section[] = ['findings', 'impression', 'addendum'];
const withAdvice: readonly Section[] = [...statements, 'recommendation'];

const saysIn = (
  { sentences }: ReportFindings,
  sections: readonly Section[],
  says: (text: string, sentence: ReportSentence) => boolean,
): SaidInReport =>
  sentences.find(
    (sentence) =>
      sections.includes(sentence.section) && says(withoutDenied(sentence.text), sentence),
  );

/** What the patterns are about: roots, meninges, and what lies on them. */
const ofThePattern =
  /\benhanc\w*|\buptake\b|\broots?\b|\bcauda equina\b|\bleptomening\w*|\bpial\b|\bependym\w*|\btrident\b|\bnodul\w*|\bmass(?:es)?\b|\blesions?\b|\bintradural\b|\bthecal\b/i;
const ofItAll =
  /^(?:these|this|the|all|overall|it|they|differential|considerations?)?\s*(?:findings?|appearances?|differential|considerations?|changes?|picture|constellation|enhancement|may|might|could|is|are|would)\b/i;
const isOfThePattern = (text: string) => ofThePattern.test(text) || ofItAll.test(text.trim());

/** The finding is known, unchanged, or fading: nothing that the reader would learn today. */
export const saysKnownOrUnchanged = (findings: ReportFindings): SaidInReport =>
  saysIn(
    findings,
    statements,
    // "No change" is the one denial that says so itself: the sentence is read whole.
    (_text, { text }) => isOfThePattern(text) && oldNews.test(text) && !worse.test(text),
  );
const oldNews =
  /\bunchanged\b|\bstable\b|\bstationary\b|\bpersist\w*|\b(?:again|still) (?:seen|noted|demonstrated|shown|identified|visuali[sz]ed|present|evident)\b|\bre-?demonstrat\w*|\blong-?standing\b|\bchronic(?:ally)? (?:[\w-]+ ){0,2}?(?:findings?|enhanc\w*|appearances?|thicken\w*|arachnoiditis)|\bpreviously (?:seen|described|noted|reported|demonstrated|documented|shown|known)\b|\bas (?:before|previously)\b|\bno (?:significant |interval |appreciable |definite )*change\b|\bsimilar (?:to (?:the )?(?:prior|previous|earlier)|in (?:extent|appearance|degree))|\bdecreas\w*|\bdiminish\w*|\bimprov\w*|\bless (?:conspicuous|marked|prominent|avid|intense|extensive)\b|\bresolving\b|\bknown (?:[\w-]+ ){0,3}?(?:leptomening\w*|enhanc\w*|CIDP|GBS|guillain\S*|\w*neuropath\w*|polyradic\w*|arachnoiditis|schwannoma\w*|neurofibroma\w*|nerve sheath|ependymoma\w*|drop metasta\w*|\w*sarcoid\w*|lesions?|findings?|nodul\w*|mass(?:es)?)\b/i;
const worse =
  /(?<!\bno )\bnew(?:ly)?\b|(?<!\bno (?:significant |interval )?)\bincreas\w*|\bprogress(?:ed|ion|ive|ing)\b|\bworse\w*|\bmore (?:conspicuous|extensive|marked|prominent|avid|numerous)\b/i;

/** The radiologist has told somebody. "Communicating" hydrocephalus and cysts are another matter. */
export const saysCommunicated = (findings: ReportFindings): SaidInReport =>
  saysIn(findings, withAdvice, (_text, { text }) => told.test(text) && !notTold.test(text));
const told =
  /\bcommunicated\b|\bdiscussed with\b|\bnotified\b|\binformed\b|\bconveyed\b|\balerted\b|\bpaged\b|\bread[- ]?back\b|\b(?:called|phoned|telephoned|relayed|reported)\b[^.;]{0,200}\b(?:dr|doctor|team|ward|nurse|physician|clinician|consultant|registrar|resident|GP|oncolog\w*|neurolog\w*)\b|\b(?:by|via) (?:tele)?phone\b|\bverbally\b|\bcritical (?:result|finding|alert)s?\b/i;
const notTold =
  /\b(?:not|could not|cannot|unable to|failed to|attempt\w*|will|to) be (?:communicated|notified|informed|discussed|conveyed)\b|\bnot (?:yet )?(?:communicated|notified|informed|discussed)\b|\bunable to (?:reach|contact)\b/i;

/** What is to be done about it, said in the report. Advice about another organ is another matter. */
export const saysPlan = (findings: ReportFindings): SaidInReport =>
  saysIn(findings, withAdvice, (text) => plan.test(text) && !otherOrgan.test(text));
const plan =
  /\brecommend\w*|\badvis(?:e|ed|able)\b|\bsuggest(?:ed)? (?:\w+ ){0,3}?(?:MRI|imaging|follow\S*|biops\w*|review|referral|opinion|evaluation|consultation|comparison)\b|\bfollow-?\s?up\b|\bsurveillance\b|\breferral\b|\bbiops\w*|\bneurosurg\w*|\bspin(?:e|al) surg\w*|\bsurgical (?:opinion|review|consultation)\b|\bMDT\b|\bmultidisciplinary\b|\btumou?r board\b|\bfurther (?:evaluation|imaging|assessment|work-?up|characteri[sz]ation|investigation)\b|\b(?:interval|repeat) (?:\w+ ){0,2}?(?:MRI|imaging|scan|study)\b|\bresect\w*|\bexcis\w*/i;
const otherOrgan =
  /\b(?:renal|kidneys?|adrenal|thyroid|lungs?|pulmonary|ovar\w*|adnexal?|uter\w*|hepatic|liver|aort\w*|aneurysm\w*|bladder|prostat\w*|bone density|DEXA)\b/i;

/** A piece of disc is named as what the mass is, or may be. */
export const saysDiscFragment = (findings: ReportFindings): SaidInReport =>
  saysIn(findings, statements, (text) => fragment.test(text));
const fragment =
  /\bsequest\w*|\bfree fragment\w*|\bdis[ck] (?:fragment|material|extrusion)\w*|\bextru(?:ded|sion)\b[^.;]{0,200}\bdis[ck]\b/i;

/** The report itself says what the enhancement is, or may be: the reader needs no second list. */
export const saysCause = (findings: ReportFindings): SaidInReport =>
  saysIn(
    findings,
    withAdvice,
    (text) =>
      disease.test(text) || (explanation.test(text) && isOfThePattern(text) && !isOfAnother(text)),
  );
const disease =
  /\bguillain\b|\bGBS\b|\bAIDP\b|\bAMAN\b|\bAMSAN\b|\bCIDP\b|\bpolyradicul\w*|\bpolyneurop\w*|\bneuropath\w*|\bneuritis\b|\bradiculitis\b|\bdemyelinat\w*|\barachnoiditis\b|\bmening(?:itis|itides|oencephal\w*)\b|\bcarcinomat\w*|\bmetasta\w*|\bdrop (?:mets|lesions?)\b|\bseeding\b|\bleptomeningeal (?:disease|spread|involvement|tumou?r)\b|\blymphoma\w*|\bleuka?emi\w*|\bmalignan\w*|\bneoplas\w*|\bsarcoid\w*|\bschwannoma\w*|\bneurofibrom\w*|\bnerve sheath tumou?r\w*|\bependymoma\w*|\bparaganglioma\w*|\bCMV\b|\bcytomegalo\w*|\blyme\b|\bborreli\w*|\btubercul\w*|\bTB\b|\bsyphil\w*|\bzoster\b|\bvasculitis\b|\bgranulomat\w*|\bintracranial hypotension\b/i;
const explanation =
  /\blikely\b|\bprobabl\w*|\bpresum\w*|\bdue to\b|\bsecondary to\b|\brelated to\b|\battribut\w*|\breflect\w*|\brepresent\w*|\bin keeping with\b|\bconsistent with\b|\bcompatible with\b|\bsuggest\w*|\bsuspicious for\b|\bconcerning for\b|\bfavou?r\w*|\bdifferential\b|\bconsiderations?\b|\bversus\b|\bvs\b|\bcaused by\b|\b(?:may|can|could) be seen (?:in|with)\b|\bas seen in\b|\btypical (?:of|for)\b|\bcharacteristic of\b|\bin the setting of\b|\breactive\b|\bphysiologic\w*|\bveins?\b|\bvenous\b|\bvascular\b|\binflammat\w*|\binfect\w*|\btumou?r\w*|\birritation\b|\bpost-?\s?(?:operative|surgical)\b|\bcould be\b|\bmay be\b|\braises?\b/i;
/** "Likely" of a kidney says nothing of the roots. */
const isOfAnother = (text: string) =>
  otherOrgan.test(text) && !/\broots?\b|\bcauda equina\b|\bmening\w*/i.test(text);

/**
 * The report puts the enhancement down to disc, stenosis, surgery or a vessel, or calls it none. One
 * possibility among others is no answer: it must not silence a warning.
 */
export const saysMechanicalCause = (findings: ReportFindings): SaidInReport =>
  saysIn(
    findings,
    statements,
    (text) =>
      (/\benhanc\w*/i.test(text) || ofItAll.test(text.trim())) &&
      explanation.test(text) &&
      mechanical.test(text) &&
      !isHedged(text),
  );
const mechanical =
  /\bdegenerat\w*|\bstenos[ie]s\b|\bdis[ck]s?\b|\bherniat\w*|\bprotru\w*|\bextru\w*|\bcompress\w*|\bcrowd\w*|\bredundan\w*|\bpost-?\s?(?:operative|surgical)\b|\bsurgery\b|\bscar\w*|\bfibrosis\b|\barachnoiditis\b|\bveins?\b|\bvenous\b|\bvascular\b|\bphysiologic\w*|\bart[ei]fact\w*/i;

/** A disease that brings such tumours, or such a tumour, is known: said anywhere, the history too. */
export const saysKnownTumour = ({ sentences }: ReportFindings): SaidInReport =>
  sentences.find(
    ({ section, text }) =>
      /\bneurofibromatosis\b|\bNF-?\s?[12]\b|\bschwannomatosis\b/i.test(withoutDenied(text)) ||
      (section === 'history' && tumour.test(withoutDenied(text))),
  );
const tumour =
  /\bschwannoma\w*|\bneurofibroma\w*|\bnerve sheath\b|\bependymoma\w*|\bparaganglioma\w*|\bmeningioma\w*|\b(?:known|follow-?\s?up(?: of)?|surveillance(?: of)?) (?:\w+ ){0,3}?(?:tumou?r|mass|lesion|nodule)\b/i;
