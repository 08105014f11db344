import { sentencesOf, type Sentence } from './sentences.ts';

/** What a report plainly says. What it does not plainly say is not guessed at. */
export interface ReportFindings {
  /** Intravenous contrast, as the text states it. */
  readonly contrast: 'given' | 'not-given' | 'unknown';
  /**
   * Enhancement of lumbar nerve roots. `unclear` when the report speaks of it in any way but the
   * plain sentences that this reader knows.
   */
  readonly rootEnhancement:
    | {
        readonly status: 'present';
        readonly roots: readonly EnhancingRoot[];
        readonly quote: string;
      }
    | { readonly status: 'unclear' }
    | { readonly status: 'not-mentioned' };
  /** True when the report speaks, otherwise than by a plain "no …", of another process. */
  readonly mentionsOtherProcess: boolean;
}

export interface EnhancingRoot {
  readonly root: `L${string}` | 'S1';
  readonly side: 'left' | 'right' | undefined;
}

const after = String.raw`(?:(?:following|after|with) (?:iv |intravenous )?(?:contrast|gadolinium|gadobutrol)(?: administration)?,? )`;
const extent = String.raw`(?:(?:mild|moderate|marked|subtle|faint|abnormal|linear|focal) )*`;
const root = String.raw`(?:(?<side>left|right) )?(?:(?:traversing|exiting|descending|intrathecal|intradural) )?(?<root>L[1-5]|S1) nerve root`;
/** The only sentences that are taken to say that one root enhances. Anything around them disqualifies. */
const plainSentences = [
  new RegExp(
    String.raw`^${after}?(?:there is )?${extent}enhancement of the ${root}(?: is (?:seen|present|noted))?\.?$`,
    'i',
  ),
  new RegExp(
    String.raw`^${after}?the ${root} (?:enhances|is enhancing|(?:shows|demonstrates) ${extent}enhancement)(?: ${after.replace(',? )', ')')}?)?\.?$`,
    'i',
  ),
];

const uptake = /\benhanc\w*|\buptake\b/i;
const rootTopic = /\broots?\b|\brootlets?\b|\bcauda equina\b|\bsleeves?\b|\bfilum\b/i;

/** What gives root enhancement another meaning. Wide on purpose: it only silences. */
const otherProcess =
  /\bdis[ck]itis\b|\bspondylo?dis[ck]itis\b|\bspondylitis\b|\bosteomyelitis\b|\babscess\w*|\bphlegmon\b|\bempyema\b|\binfect\w*|\bcollections?\b|\bseroma\b|\bha?ematomas?\b|\bha?emorrhag\w*|\bclot\b|\bblood\b|\bpseudomeningoc\w*|\barachnoiditis\b|\bclump\w*|\bcrowd\w*|\bmass(?:es)?\b|\bmasslike\b|\btumou?rs?\b|\bnodul\w*|\blesions?\b|\bschwannoma\w*|\bneurofibroma\w*|\bependymoma\w*|\bmetasta\w*|\bmalignan\w*|\blymphoma\w*|\bcarcino\w*|\bneoplas\w*|\bleptomening\w*|\bmening\w*|\bpial\b|\bdural\b|\bguillain\b|\bGBS\b|\bCIDP\b|\bneuritis\b|\bpolyradic\w*|\bcauda equina (?:syndrome|compression)\b|\bcompress\w*[^.;]*\bcauda equina\b|\bdiffuse\b|\bmultiple\b/i;

/**
 * The first, deliberately narrow reader of lumbar MRI reports: it accepts root enhancement only from
 * a sentence that says nothing else ("There is enhancement of the right L5 nerve root."), and only
 * when every other sentence leaves the enhancement of roots alone. Never throws.
 */
export function readReport(text: string): ReportFindings {
  const all = sentencesOf(text);
  const findings = all.filter(({ section }) => section === 'findings');
  const contrast = contrastOf(all);
  const enhancement = rootEnhancementOf(findings);
  return {
    contrast,
    // Roots cannot enhance in a study without contrast, whatever is written.
    rootEnhancement: contrast === 'not-given' ? { status: 'unclear' } : enhancement,
    mentionsOtherProcess: findings.some(
      ({ text: sentence }) => otherProcess.test(sentence) && !isPlainNegative(sentence),
    ),
  };
}

/** "No discitis, no abscess or collection." Each part denies; nothing is taken back. */
function isPlainNegative(sentence: string): boolean {
  if (/\b(?:but|however|although|exclud\w*|other than|except|apart|with)\b/i.test(sentence)) {
    return false;
  }
  return sentence
    .split(/[,;]\s*(?:and |or )?/)
    .every((part) => /^(?:there (?:is|are) )?(?:no|nor)\b/i.test(part.trim()));
}

/** A sentence about another examination, or one to come, says nothing of this one's contrast. */
const notThisExamination =
  /\brecommend\w*|\bsuggest\w*|\bconsider\b|\bfollow-?up\b|\bprevious\b|\bprior\b|\bintrathecal\b/i;

function contrastOf(sentences: readonly Sentence[]): ReportFindings['contrast'] {
  const said = sentences
    .filter(({ section, text }) => section !== 'aside' && !notThisExamination.test(text))
    .map(({ text }) => text);
  const isPair = (text: string) =>
    /\bwith(?:out)?\b[^.;]{0,14}\b(?:and|then|&|\/)\s*with(?:out)?\b|\bw\s?\/\s?wo\b|\bwo\s?\/\s?w\b|\bw\/?o?\s*(?:and|&)\s*w\/?o?\b|\bbefore and after\b|\bpre[- ]and[- ]post\b/i.test(
      text,
    );
  const denies = (text: string) =>
    !isPair(text) &&
    /\b(?:no|without|non)[- ]?(?:iv |intravenous )?(?:contrast|gad\w*)\b|\bunenhanced\b|\bcontrast\b[^.;]*\b(?:not|declined|refused|withheld|none)\b|\b(?:declined|refused)\b[^.;]*\bcontrast\b|\bplain mri\b/i.test(
      text,
    );
  if (said.some(denies)) return 'not-given';
  const affirms =
    /\b(?:after|following|post|with|administration of)[- ](?:\w+ ){0,3}?(?:contrast|gad\w*)\b|\bpost-?contrast\b|\bgadobutrol\b|\bgadoter\w*|\benhanc(?:ed|es|ing|ement)\b/i;
  return said.some((text) => isPair(text) || affirms.test(text)) ? 'given' : 'unknown';
}

/** A sentence that speaks of the one before, or takes something back. */
const refersBack =
  /^(?:this|these|that|it|they|which|the (?:above|enhancement|finding|appearance))\b|\b(?:addendum|correction|erratum|amended|above statement)\b/i;

function rootEnhancementOf(findings: readonly Sentence[]): ReportFindings['rootEnhancement'] {
  const about = findings.filter(({ text }) => uptake.test(text) && rootTopic.test(text));
  if (about.length === 0) return { status: 'not-mentioned' };
  if (findings.some(({ text }) => refersBack.test(text))) return { status: 'unclear' };
  const roots: EnhancingRoot[] = [];
  for (const { text } of about) {
    const named = rootIn(text);
    if (!named) return { status: 'unclear' };
    if (!roots.some((r) => r.root === named.root && r.side === named.side)) roots.push(named);
  }
  // Two sides, or one that is not said beside one that is: not one focal picture.
  if (new Set(roots.map(({ side }) => side)).size > 1) return { status: 'unclear' };
  return { status: 'present', roots, quote: about[0]?.text ?? '' };
}

function rootIn(sentence: string): EnhancingRoot | undefined {
  for (const pattern of plainSentences) {
    const groups = pattern.exec(sentence)?.groups;
    const name = groups?.['root']?.toUpperCase();
    if (name === undefined) continue;
    const side = groups?.['side']?.toLowerCase();
    return {
      root: name as EnhancingRoot['root'],
      side: side === 'left' || side === 'right' ? side : undefined,
    };
  }
  return undefined;
}
