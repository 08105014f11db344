import type { RunningCard } from './advise.ts';

/** A card of the catalogue with what this site decided about it; `off` ones do not run. */
export interface SiteCard extends Omit<RunningCard, 'mode'> {
  readonly mode: RunningCard['mode'] | 'off';
  /** It would be on, and runs silent because nobody approved this version. */
  readonly awaitsApproval: boolean;
  /** It would be on, and runs silent because the site names nobody to turn to. */
  readonly awaitsContact?: boolean;
  /** Why it was stopped, and when (ISO 8601); undefined when it was not. */
  readonly recalled?: { readonly why: string; readonly at: string } | undefined;
}
