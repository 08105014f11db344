import type { Section } from '../findings/report-findings.ts';

/** A heading of a report: where it stands, and what it opens. Offsets count in the text. */
export interface Mark {
  readonly start: number;
  readonly end: number;
  /** The heading as it was written, lower case. */
  readonly name: string;
  readonly section: Section | 'original' | 'body';
}
