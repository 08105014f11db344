import type { Section } from '../lexicon/list-ids.ts';

export type { Section };

/**
 * What a lumbar MRI report asserts about its own examination: not what is true, likely, or what a
 * clinician would infer. `uncertain` covers every hedge, and everything that was not understood;
 * `absent` needs an explicit negative; `not-mentioned` is silence, never a negative.
 */
export type Assertion = 'present' | 'absent' | 'uncertain' | 'not-mentioned';

export type Side = 'left' | 'right' | 'bilateral' | 'unspecified';

export type RootName = `${'L' | 'S'}${1 | 2 | 3 | 4 | 5}`;

/** An enhancing root: by its own name, the whole cauda equina, or a root that is not named. */
export interface RootLocation {
  readonly level: RootName | 'cauda-equina' | 'unspecified';
  readonly side: Side;
}

/** The words a finding was read from, and where they stand: offsets into {@link ReportFindings.text}. */
export interface Quote {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

export interface Finding {
  readonly assertion: Assertion;
  /** Sentences that decided, in the order of the text; empty when not mentioned. */
  readonly quotes: readonly Quote[];
  /** Names of the reader's rules that made it, for tracing a misreading. */
  readonly by: readonly string[];
}

export type Pattern = 'nodular' | 'diffuse' | 'multilevel' | 'focal';

export interface RootEnhancement extends Omit<Finding, 'assertion'> {
  /** `not-assessed`: no contrast was given, or the report says that it could not be judged. */
  readonly assertion: Assertion | 'not-assessed';
  /** Empty unless present or uncertain. */
  readonly locations: readonly RootLocation[];
  /** Undefined unless present or uncertain. */
  readonly pattern: Pattern | undefined;
}

/** Findings beside the nerve roots, each on its own. */
export const otherFindings = [
  'thickening',
  'displacement',
  'recurrentDiscHerniation',
  'epiduralFibrosis',
  'arachnoiditis',
  'infection',
  'mass',
  'leptomeningealEnhancement',
  'tridentSign',
] as const;
export type OtherFinding = (typeof otherFindings)[number];

/** Details, said only when they are asserted as present now. */
export const reportTags = [
  'symmetric-nre',
  'smooth-nre',
  'ventral-nre',
  'intradural-nre',
  'extradural-nre',
  'cord-enhancement',
  'punctate-miliary',
  'ependymal-enhancement',
  'skull-base-leptomeningeal',
  'dural-enhancement',
  'root-clumping',
  'rdh-protrusion',
  'rdh-extrusion',
  'rdh-sequestration',
  'nre-resolved',
] as const;
export type ReportTag = (typeof reportTags)[number];

/** One sentence, list item or table row of the report, with the section it stands in. */
export interface ReportSentence extends Quote {
  readonly section: Section;
}

export interface ReportFindings extends Readonly<Record<OtherFinding, Finding>> {
  /** Intravenous contrast in this examination, as the report states it. */
  readonly contrast: 'given' | 'not-given' | 'unknown';
  readonly rootEnhancement: RootEnhancement;
  /** Each tag once, with the sentence that says it. */
  readonly tags: readonly { readonly tag: ReportTag; readonly quote: Quote }[];
  /** The text that was read, markup removed. Offsets count in it. */
  readonly text: string;
  readonly sentences: readonly ReportSentence[];
  /** Findings of which structured data and text disagree; these are `uncertain`. */
  readonly disagreements: readonly (OtherFinding | 'rootEnhancement')[];
}
