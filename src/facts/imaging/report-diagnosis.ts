import type {
  ReportFindings,
  ReportSentence,
  Section,
} from '../../report/findings/report-findings.ts';
import { withoutDenied, type SaidInReport } from './report-words.ts';

/**
 * Whether a report names what a card would raise. A card that only informs is needless as soon as the
 * report names the diagnosis or the action itself, in a differential too. A warning is needless only
 * where the report affirms the diagnosis, or records that somebody was told.
 */

const statements: readonly Section[] = ['findings', 'impression', 'addendum'];
const withAdvice: readonly Section[] = [...statements, 'recommendation'];

/**
 * Spread of tumour to the meninges or along the roots, in the words of reports; in either order. How a
 * word ends is left to the gap after it: two repetitions side by side would multiply.
 */
const place = String.raw`(?:lepto)?mening|\bdrop\b|\bintra-?dural|\bintra-?thecal|\bsubarachnoid\b|\bCSF\b|\bcauda equina\b|\broots?\b|\bdural\b`;
const spread = String.raw`\bmetasta|\bmets\b|\bcarcinomat|\bseeding\b|\bdisseminat|\bneoplas|\bmalignan|\bdeposits?\b|\bspread\b|\blymphoma`;

/** Diagnoses that cards raise. */
export const raised = {
  leptomeningealSpread: new RegExp(
    String.raw`(?:${place})[^.;]{0,90}?(?:${spread})|(?:${spread})[^.;]{0,90}?(?:${place})|\bleptomeningeal (?:disease|involvement|tumou?r)`,
    'i',
  ),
  cmv: /\bCMV\b|\bcytomegalo\w*/i,
  guillainBarre:
    /\bguillain\b|\bGBS\b|\bAIDP\b|\bAMAN\b|\bAMSAN\b|\bacute (?:inflammatory )?(?:demyelinating )?(?:poly)?radiculo\w*/i,
  rootTumour:
    /\bschwannoma\w*|\bneurofibroma\w*|\bnerve sheath\b|\bneurinoma\w*|\bneurilem+oma\w*|\bependymoma\w*|\bparaganglioma\w*|\bcavernous malformation\w*|\bcavernoma\w*|\bmetasta\w*|\bhistolog\w*/i,
} as const satisfies Record<string, RegExp>;

/** What cards ask for beside a diagnosis. */
export const askedFor = {
  spreadWorkUp:
    /\boncolog\w*|\bcytolog\w*|\blumbar puncture\b|\bCSF (?:analysis|sampling|examination|study|studies)\b|\bneuraxis\b|\b(?:MRI|imaging)\b[^.;]{0,40}\bbrain\b/i,
  cd4Count: /\bCD4\b/i,
} as const satisfies Record<string, RegExp>;

/** The report names it, affirmed or in a differential; a plain denial is none. */
export const namesInReport = (
  findings: ReportFindings,
  ...patterns: readonly RegExp[]
): SaidInReport =>
  inSections(findings, withAdvice).find(({ text }) => {
    const said = withoutDenied(text);
    return patterns.some((pattern) => pattern.test(said));
  });

/** The report says that it is so: no question, no list of possibilities, no "less likely". */
export const affirmsInReport = (findings: ReportFindings, pattern: RegExp): SaidInReport =>
  inSections(findings, statements).find(({ text }) => {
    const said = withoutDenied(text);
    return pattern.test(said) && !isHedged(said);
  });

/** True when a sentence asks, lists possibilities, or speaks against what it names. */
export const isHedged = (text: string): boolean => hedged.test(text);
const hedged =
  /\b(?:no|not|nor|neither|never|cannot|less likely|unlikely|possibl[ey]|possibility|may|might|could|can|would|should|differentials?|ddx?|versus|vs|or|query|suspicious|suspicion|suspect\w*|concern\w*|exclu\w*|rule[d]? out|r\/o|consider\w*|raises?|question\w*|whether|if|evaluate|assess|e\.g|such as|includ\w*|against|atypical|low probability|resolved|equivocal|doubt\w*)\b|\?|n't\b/i;

/** The report records that a clinician was told of it: done, by whom or to whom, not planned. */
export const saysSomebodyWasTold = (findings: ReportFindings): SaidInReport =>
  inSections(findings, withAdvice).find(({ text }) => told.test(text) && !notTold.test(text));
const somebody = String.raw`(?:dr|doctor|prof\w*|mr|mrs|ms|team|ward|nurse|sister|physician|clinician|consultant|registrar|resident|fellow|surgeon|GP|oncolog\w*|neurolog\w*|haematolog\w*|hematolog\w*|referr\w*|requesting|ordering|on-?call|emergency|ED|A&E|clinic|office|service)`;
const told = new RegExp(
  String.raw`\b(?:communicated|conveyed|relayed|telephoned|phoned|called|paged|notified|informed|alerted|discussed|reported|faxed|messaged|emailed)\b[^.;]{0,100}\b${somebody}\b|\b${somebody}\b[^.;]{0,60}\b(?:(?:was|were|has been|have been) (?:\w+ )?(?:notified|informed|alerted|contacted|told|called|paged|made aware)|is aware|are aware)\b|\b(?:was|were|has been|have been) (?:\w+ )?(?:communicated|telephoned|phoned|relayed|conveyed)\b|\bread[- ]?back\b`,
  'i',
);
const notTold =
  /\b(?:not|could not|cannot|unable to|failed to|attempt\w*|trying|will|shall|to|should|must|please)(?: be)? (?:\w+ )?(?:communicat\w*|notif\w*|inform\w*|discuss\w*|convey\w*|contact\w*|call\w*|tell|telephon\w*|phon\w*|pag\w*|alert\w*|relay\w*|report\w*)\b|\bnot (?:yet )?(?:aware|told)\b/i;

/** The report puts the enhancement of a root down to the operation, or calls it usual after one. */
export const saysPostoperative = (findings: ReportFindings): SaidInReport =>
  inSections(findings, statements).find(
    ({ text }) =>
      /\benhanc\w*/i.test(text) &&
      postoperative.test(withoutDenied(text)) &&
      !/\bnot\b/i.test(text),
  );
const postoperative =
  /\b(?:expected|usual|normal|typical|physiologic\w*|common)\b[^.;]{0,60}\b(?:post-?\s?op\w*|post-?\s?surg\w*|after (?:the )?(?:recent )?(?:surgery|operation|dis[ck]ectomy)|for this (?:stage|time|interval))|\b(?:due to|related to|reflect\w*|represent\w*|likely|probabl[ey]|consistent with|compatible with|in keeping with|attribut\w*|secondary to|may be|could be|presum\w*|favou?r\w*|suggest\w*)\b[^.;]{0,60}\b(?:post-?\s?op\w*|post-?\s?surg\w*|surgical|granulation|healing)|\bpost-?\s?(?:operative|surgical) (?:\w+ )?(?:enhancement|change|finding|appearance|inflammation)s?\b/i;

/** The report itself says that the finding and the symptoms are of different roots or sides. */
export const saysSymptomsElsewhere = (findings: ReportFindings): SaidInReport =>
  inSections(findings, withAdvice).find(({ text }) => elsewhere.test(text));
const elsewhere =
  /\b(?:contralateral|opposite)\b[^.;]{0,60}\b(?:symptom\w*|pain|sciatica|radicul\w*)|\b(?:does|do|did) not (?:\w+ )?(?:correlate|correspond|match|agree|fit|explain)\b|\bdiscord\w*|\bdiscrepan\w*|\bother side (?:from|than|to)\b/i;

const inSections = (
  { sentences }: ReportFindings,
  sections: readonly Section[],
): readonly ReportSentence[] => sentences.filter(({ section }) => sections.includes(section));
