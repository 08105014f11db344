import type { FhirResource } from '../../cds-hooks/request/json.ts';
import type { Coding } from '../../terminology/terminology.ts';
import type { Repeats } from './repeat.ts';
import type { SharedWords } from './shared-words.ts';

/** Whether it is kept what withheld cards were about, and for how many days. */
export interface SilentTrial {
  readonly keepReferences: boolean;
  readonly retentionDays: number;
}

/** What a card needs beside its words and the rule's advice. */
export interface CardSurroundings {
  readonly publicUrl: string;
  readonly patientId: string;
  /** The draft orders as they came, by position. */
  readonly drafts: readonly FhirResource[];
  /** Codes by which this site orders a study (`SITE_FILE`); a `create` needs one. */
  readonly orderCodes: Readonly<Record<string, Coding>>;
  /** Whom to turn to at this site, by role (`SITE_FILE`). */
  readonly contacts: Readonly<Record<string, { readonly label: string; readonly url: string }>>;
  /** Switches of the calling client. */
  readonly features: ReadonlySet<string>;
  /** What cards say of each other. */
  readonly sharedWords: SharedWords;
  /** Which cards somebody has answered already; undefined where the site shows them again. */
  readonly repeats?: Repeats | undefined;
  /** What is kept of withheld cards (`SITE_FILE`); nothing unless it is said. */
  readonly silentTrial?: SilentTrial | undefined;
}
