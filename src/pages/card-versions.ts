import { CdsError } from '../errors.ts';
import { keptVersions, readReleasedCard } from '../versions/released-cards.ts';
import type { Page } from './send-page.ts';
import { releasedCardPage, type KnownSettings } from './released-card-page.ts';

/** Looks up what was in force at this site with one version of a card. */
export type SettingsOf = (card: string, version: number) => Promise<KnownSettings>;

/** The versions of a card that can be looked at: those that are kept, and the one that runs. */
export const versionsOf = (id: string, current: number): readonly number[] =>
  [...new Set([...keptVersions(id).filter((each) => each < current), current])].sort(
    (a, b) => a - b,
  );

/**
 * The page of the version that is asked for; the one that runs as it is.
 *
 * @param asked The value of `version` in the address.
 * @throws {CdsError} `request-invalid` when it is no number of a version, `not-found` naming the versions
 *   that there are.
 */
export async function cardVersionPage(
  { id, version: current }: { readonly id: string; readonly version: number },
  asked: unknown,
  currentPage: Page,
  settingsOf: SettingsOf,
): Promise<Page> {
  if (typeof asked !== 'string' || !/^\d{1,9}$/.test(asked)) {
    throw new CdsError('request-invalid', 'version: the number of a version, such as 2, once.', {
      at: ['version'],
    });
  }
  const version = Number(asked);
  if (version === current) return currentPage;
  const known = versionsOf(id, current);
  if (!known.includes(version)) {
    throw new CdsError(
      'not-found',
      `There is no version ${version} of this card. There ${known.length === 1 ? 'is' : 'are'} ${known.join(', ')}; ${current} is the current one.`,
    );
  }
  return releasedCardPage(readReleasedCard(id, version), current, await settingsOf(id, version));
}
