import { expect, test } from '@jest/globals';
import { compareWithLock } from '../../scripts/release-cards.ts';
import { readCardLock } from '../../src/versions/card-lock.ts';
import { keptVersions, readReleasedCard } from '../../src/versions/released-cards.ts';

const old = readCardLock();
const { found, lock } = compareWithLock(old);

test('what a card says and rests on changes with its version: `npm run release-cards` says what to do', () => {
  // Each line names a card and what of it changed. A released version that changed is a new version.
  const changed = found
    .filter(({ changes }) => changes.length > 0)
    .map(({ id, changes }) => `${id}: ${changes.join(', ')} → npm run release-cards`);
  expect(changed).toEqual([]);
});

test('the lock is the one that the command writes', () => {
  expect(lock).toEqual(old);
});

test.each(Object.keys(old.cards))(
  '%s: the version that runs, and all before it, are kept',
  (id) => {
    const { version, released } = old.cards[id]!;
    expect(keptVersions(id)).toEqual(Array.from({ length: version }, (_, i) => i + 1));
    expect(readReleasedCard(id, version)).toMatchObject({ released, page: { id, version } });
  },
);
