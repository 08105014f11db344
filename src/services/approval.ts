import type { CardFile } from '../cards/file/card-file.ts';

/** Who at a site let which version of a card speak, and when. */
export interface Approval {
  readonly version: number;
  readonly by: string;
  /** Calendar date. */
  readonly on: string;
}

/**
 * True when this version of a card may speak where approval is asked for: reviewed in its own file, or
 * approved by the site. An approval of another version is none of this one.
 */
export const isApproved = (
  { version, reviewed }: Pick<CardFile, 'version' | 'reviewed'>,
  approval: Approval | undefined,
): boolean => reviewed !== 'none' || approval?.version === version;
