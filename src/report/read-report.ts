import { sentencesOf, type Sentence } from './sentences.ts';

/** What a report plainly says. What it does not plainly say is not guessed at. */
export interface ReportFindings {
  /** Intravenous contrast, as the text states it. */
  readonly contrast: 'given' | 'not-given' | 'unknown';
  /**
   * Enhancement of lumbar nerve roots. `unclear` when the report speaks of it in any way that is not
   * a plain positive sentence: hedged, negated, compared, conditional, contradictory.
   */
  readonly rootEnhancement:
    | {
        readonly status: 'present';
        readonly roots: readonly EnhancingRoot[];
        readonly quote: string;
      }
    | { readonly status: 'unclear' }
    | { readonly status: 'not-mentioned' };
  /** True when the report speaks, without a negation, of what makes the finding mean something else. */
  readonly mentions: {
    readonly infection: boolean;
    readonly haematoma: boolean;
    readonly caudaEquinaCompression: boolean;
    readonly arachnoiditis: boolean;
    readonly mass: boolean;
    readonly meningealOrNodular: boolean;
  };
}

export interface EnhancingRoot {
  readonly root: `L${string}` | 'S1';
  readonly side: 'left' | 'right' | undefined;
}

const rootTopic = /\b(?:nerve )?roots?\b|\bcauda equina\b|\brootlets?\b/i;
const enhancement = /\benhanc\w*/i;
const negated =
  /\b(?:no|not|non|without|nor|neither|absen\w*|negative|free of|lack\w*|resolv\w*|unremarkable)\b/i;
/** Hedges, looks back, conditions, comparisons and contrasts: none of these is a plain sentence. */
const notPlain =
  /\b(?:no|not|non|without|nor|neither|absen\w*|negative|free of|lack\w*|resolv\w*|possib\w*|may|might|could|can|cannot|probabl\w*|likely|suspect\w*|suspicious|suggest\w*|equivocal|question\w*|query|versus|vs|or|if|should|consider|exclude\w*|previous\w*|prior|earlier|again|unchanged|compar\w*|former\w*|although|but|however|except|other than|adjacent|surround\w*|around|scar\w*|fibrosis|granulation|disc|disk|fragment|facets?|veins?|plexus|ganglion)\b|\?/i;

/**
 * The first, deliberately narrow reader of lumbar MRI reports: it accepts root enhancement only from
 * a plain positive sentence such as "There is enhancement of the right L5 nerve root", and only when
 * no other sentence of the report speaks of root enhancement differently. Never throws.
 */
export function readReport(text: string): ReportFindings {
  const all = sentencesOf(text);
  const findings = all.filter(({ section }) => section === 'findings');
  return {
    contrast: contrastOf(all),
    rootEnhancement: rootEnhancementOf(findings),
    mentions: {
      infection: mentions(
        findings,
        /\b(?:spondylo)?dis[ck]itis\b|\bosteomyelitis\b|\babscess\w*|\bphlegmon\b|\bempyema\b|\binfect\w*/i,
      ),
      haematoma: mentions(findings, /\bha?ematomas?\b|\bhemorrhag\w*|\bhaemorrhag\w*/i),
      caudaEquinaCompression: mentions(
        findings,
        /\bcauda equina\b.*\bcompress\w*|\bcompress\w*.*\bcauda equina\b|\bcauda equina syndrome\b/i,
      ),
      arachnoiditis: mentions(findings, /\barachnoiditis\b|\bclump\w*/i),
      mass: mentions(
        findings,
        /\bmass(?:es)?\b|\btumou?rs?\b|\bnodules?\b|\bschwannoma\b|\bneurofibroma\b/i,
      ),
      meningealOrNodular: mentions(
        findings,
        /\bleptomening\w*|\bpial\b|\bmening(?:eal|es)\b|\bnodular\b/i,
      ),
    },
  };
}

const mentions = (sentences: readonly Sentence[], pattern: RegExp) =>
  sentences.some(({ text }) => pattern.test(text) && !negated.test(text));

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
    const named = notPlain.test(text) ? [] : rootsIn(text);
    if (named.length === 0) return { status: 'unclear' };
    for (const root of named) {
      if (!roots.some((r) => r.root === root.root && r.side === root.side)) roots.push(root);
    }
  }
  return { status: 'present', roots, quote: about[0]?.text ?? '' };
}

function rootsIn(text: string): readonly EnhancingRoot[] {
  const left = /\bleft\b/i.test(text);
  const right = /\bright\b/i.test(text);
  if ((left && right) || /\bbilateral\w*|\bboth\b/i.test(text)) return [];
  const side = left ? 'left' : right ? 'right' : undefined;
  return [
    ...text.matchAll(
      /\b(L[1-5]|S1)\b(?!\s?[-–/]\s?[LS]?\d)(?=[^.;]*\broots?\b)|\broots?\b[^.;]*?\b(L[1-5]|S1)\b(?!\s?[-–/]\s?[LS]?\d)/gi,
    ),
  ].flatMap(([, before, after]) => {
    const root = (before ?? after)?.toUpperCase();
    return root ? [{ root: root as EnhancingRoot['root'], side }] : [];
  });
}
