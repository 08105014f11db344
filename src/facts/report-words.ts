import type { ReportFindings } from '../report/report-findings.ts';

/** What gives root enhancement another meaning. Wide on purpose: it only silences. */
const otherProcess =
  /\bdis[ck]itis\b|\bspondylo?dis[ck]itis\b|\bspondylitis\b|\bosteomyelitis\b|\babscess\w*|\bphlegmon\b|\bempyema\b|\binfect\w*|\bcollections?\b|\bseroma\b|\bha?ematomas?\b|\bha?emorrhag\w*|\bclot\b|\bblood\b|\bpseudomeningoc\w*|\barachnoiditis\b|\bclump\w*|\bcrowd\w*|\bmass(?:es)?\b|\bmasslike\b|\btumou?rs?\b|\bnodul\w*|\blesions?\b|\bschwannoma\w*|\bneurofibroma\w*|\bependymoma\w*|\bmetasta\w*|\bmalignan\w*|\blymphoma\w*|\bcarcino\w*|\bneoplas\w*|\bleptomening\w*|\bmening\w*|\bpial\b|\bdural\b|\bguillain\b|\bGBS\b|\bCIDP\b|\bneuritis\b|\bpolyradic\w*|\bcauda equina (?:syndrome|compression)\b|\bcompress\w*[^.;]*\bcauda equina\b|\bdiffuse\b|\bmultiple\b/i;

/**
 * True when findings or impression speak, otherwise than by a plain "no …", of another process. For
 * silencing only: a word too many costs a silence.
 */
export function mentionsOtherProcess({ sentences }: ReportFindings): boolean {
  return spoken(sentences).some(({ text }) => otherProcess.test(text) && !isPlainNegative(text));
}

/**
 * True when a sentence about enhancement compares it with an earlier study, or hedges it even though
 * another states it. For silencing only.
 */
export function qualifiesEnhancement({ sentences }: ReportFindings): boolean {
  return spoken(sentences).some(
    ({ text }) => /\benhanc\w*|\buptake\b/i.test(text) && qualified.test(text),
  );
}

/** True when "the L5 nerve roots" may mean one side or both. For silencing only. */
export const leavesSideOpen = ({ rootEnhancement }: ReportFindings): boolean =>
  rootEnhancement.locations.some(({ side }) => side === 'unspecified') &&
  rootEnhancement.quotes.some(({ text }) => /\broots\b/i.test(text));

const qualified =
  /\bunchanged\b|\bstable\b|\bpersist\w*|\bprogress\w*|\bincreas\w*|\bdecreas\w*|\bdiminish\w*|\bprevious\w*|\bprior\b|\bagain\b|\binterval\b|\bpossibl[ey]\b|\bmay\b|\bmight\b|\bquestion\w*|\bequivocal\b|\bexclude\w*|\bsuspect\w*|\bsuspicious\b|\?/i;

const spoken = (sentences: ReportFindings['sentences']) =>
  sentences.filter(
    ({ section }) => section === 'findings' || section === 'impression' || section === 'addendum',
  );

/** "No discitis, no abscess or collection." Each part denies; nothing is taken back. */
function isPlainNegative(sentence: string): boolean {
  if (/\b(?:but|however|although|exclud\w*|other than|except|apart|with)\b/i.test(sentence)) {
    return false;
  }
  return sentence
    .split(/[,;]\s*(?:and |or )?/)
    .every((part) => /^(?:there (?:is|are) )?(?:no|nor)\b/i.test(part.trim()));
}
