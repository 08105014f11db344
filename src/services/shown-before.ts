import { reachMs, repeatsOf, type RepeatChoices, type Repeats } from '../cards/rendering/repeat.ts';
import type { ServiceCall } from '../cds-hooks/define-service.ts';
import type { HookName } from '../cds-hooks/request/hooks.ts';

/**
 * Which cards were shown of the patient before, when the site shows none twice.
 *
 * @param kindsOfOrder See {@link repeatsOf}.
 * @returns undefined when the site shows them again, or nobody keeps them.
 */
export async function shownBefore<H extends HookName, Key extends string>(
  { earlierCards, hook, now }: ServiceCall<H, Key>,
  choices: RepeatChoices | undefined,
  kindsOfOrder: readonly string[],
): Promise<Repeats | undefined> {
  if (choices === undefined || earlierCards === undefined) return undefined;
  const nowMs = now.getTime();
  // A card may have been answered long after it was shown.
  const earlier = await earlierCards(nowMs - 2 * reachMs(choices));
  return repeatsOf(choices, earlier, { hook, nowMs, kindsOfOrder });
}
