import type { Said } from '../clauses/assertion.ts';
import type { Place } from '../clauses/places.ts';
import type { OtherFinding, ReportTag } from '../findings/report-findings.ts';
import type { PlacedSentence } from '../document/sentences.ts';

/** One place where the report speaks of a finding, with what it says there. */
export interface Mention {
  /** `unexplained` joins a root and uptake and was not understood: no denial stands beside it. */
  readonly finding: OtherFinding | 'rootEnhancement' | 'tagOnly' | 'unexplained';
  readonly said: Said;
  readonly sentence: PlacedSentence;
  /** Name of the reader's rule that made it. */
  readonly by: string;
  readonly places?: readonly Place[];
  /** "No abnormal enhancement": said of everything, and gives way to what is said of the roots. */
  readonly isGlobal?: boolean;
  readonly tags?: readonly ReportTag[];
  readonly traits?: ReadonlySet<'nodular' | 'diffuse' | 'single'>;
  /** An earlier mention that this one takes back. */
  readonly replaces?: Mention;
  /** The sentence whose words of uptake this one shares: "The L5 roots enhance. On the left." */
  readonly goesOnFrom?: PlacedSentence;
  /** The word of arachnoiditis itself, which governs what is only a sign of it. */
  readonly isNamed?: boolean;
}
