/** What an answer was made of, so that it can be looked up and made again. */
export interface CardBasis {
  readonly card: string;
  readonly version: number;
  /** See `ruleVersion`. */
  readonly ruleVersion: string;
  /** Hash of the thresholds in force and of what else the site decides about facts. */
  readonly settingsHash: string;
  readonly serviceVersion: string;
  readonly sourceAttributes: SourceAttributes;
}

/**
 * Source attributes of an evidence-based intervention, as the rule HTI-1 of the US Office of the National
 * Coordinator asks a certified health IT module to show them.
 */
export interface SourceAttributes {
  readonly bibliographicCitation: readonly { readonly citation: string; readonly url?: string }[];
  readonly developer: string;
  readonly fundingSource: string;
  /** Calendar date of the first version; null when the card does not say. */
  readonly releasedOn: string | null;
  /** Calendar date of this version. */
  readonly revisedOn: string | null;
  /** Who reviewed it outside the project, or `none`. */
  readonly reviewed: 'none' | { readonly by: string; readonly on: string; readonly due: string };
}
