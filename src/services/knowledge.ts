import type { ObserveRule, RunningCard } from '../cards/advise.ts';
import type { RepeatChoices } from '../cards/rendering/repeat.ts';
import type { SilentTrial } from '../cards/rendering/surroundings.ts';
import type { SharedWords } from '../cards/rendering/shared-words.ts';
import type { Lexicon } from '../facts/reading/meanings.ts';
import type { PictureSettings } from '../facts/reading/chart-reading.ts';
import type { OrderRule, ReportRule } from '../rules/rule.ts';
import type { Coding, Terminology } from '../terminology/terminology.ts';

/** What the services know beside the call: read once at start. */
export interface Knowledge {
  readonly cards: readonly RunningCard[];
  readonly terminology: Terminology;
  readonly lexicon: Lexicon;
  readonly site: PictureSettings & {
    readonly orderCodes: Readonly<Record<string, Coding>>;
    readonly repeat?: RepeatChoices | undefined;
    readonly silentTrial?: SilentTrial | undefined;
    readonly contacts: Readonly<Record<string, { readonly label: string; readonly url: string }>>;
  };
  readonly publicUrl: string;
  readonly sharedWords: SharedWords;
  /** Told of every rule's outcome in every call. */
  readonly observe: ObserveRule;
}

export const isAboutOrders = (card: RunningCard): card is RunningCard<OrderRule> =>
  card.rule.about === 'orders';
export const isAboutReports = (card: RunningCard): card is RunningCard<ReportRule> =>
  card.rule.about === 'reports';
