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

const enhancement = /\benhanc\w*|\buptake\b/i;
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
  return {
    contrast: contrastOf(all),
    rootEnhancement: rootEnhancementOf(findings),
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

function contrastOf(sentences: readonly Sentence[]): ReportFindings['contrast'] {
  const said = sentences.filter(({ section }) => section !== 'aside').map(({ text }) => text);
  const denies = (text: string) =>
    /\b(?:no|without|non)[- ]?(?:iv |intravenous )?(?:contrast|gad\w*)\b(?!.*\band with\b)|\bunenhanced\b|\bcontrast was not\b|\bplain mri\b|\bcontrast: none\b/i.test(
      text,
    ) && !/\bwithout (?:and|then|or) with\b|\bbefore and after\b/i.test(text);
  if (said.some(denies)) return 'not-given';
  const affirms =
    /\b(?:after|following|post|with|administration of)[- ](?:\w+ ){0,3}?(?:contrast|gad\w*)\b|\bpost-?contrast\b|\b(?:pre|before) and (?:post|after)\b|\bgadobutrol\b|\bgadoter\w*|\benhanc(?:ed|es|ing|ement)\b/i;
  return said.some((text) => affirms.test(text)) ? 'given' : 'unknown';
}

function rootEnhancementOf(findings: readonly Sentence[]): ReportFindings['rootEnhancement'] {
  const about = findings.filter(({ text }) => enhancement.test(text) && rootTopic.test(text));
  if (about.length === 0) return { status: 'not-mentioned' };
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
