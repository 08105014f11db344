import { describe, expect, test } from '@jest/globals';
import { findingIds } from '../../src/clinical-text/reading/finding-ids.ts';
import { plainIds, type PlainId } from '../../src/clinical-text/reading/plain-ids.ts';
import { topicIds, type TopicId } from '../../src/clinical-text/reading/topic-ids.ts';
import { lexicon, read } from '../support/lexicon.ts';

const { topics } = lexicon.files;

/** Every example of every word file, with how it must be read. */
const examples = topics
  .filter(({ is }) => is !== 'finding' && is !== 'plain')
  .flatMap(({ topic, says, doubts, not }) =>
    (
      [
        ['affirmed', says],
        ['in-doubt', doubts],
        ['not affirmed', not],
      ] as const
    ).flatMap(([meant, lines]) =>
      lines.map(({ text, place }) => [place, topic as TopicId, meant, text] as const),
    ),
  );

test.each(examples)('%s: %s is %s in "%s"', (_place, topic, meant, text) => {
  const heard = read(text)
    .of(topic)
    .map(({ words, assertion, by }) => ({ words, assertion, by }));
  const assertion = meant === 'not affirmed' ? 'affirmed' : meant;
  const expected = expect(heard);
  (meant === 'not affirmed' ? expected.not : expected).toContainEqual(
    expect.objectContaining({ assertion }),
  );
});

/** Words of an examination are found or not: how they are meant is its grammar's. */
const examplesOfFindings = topics
  .filter(({ is }) => is === 'finding')
  .flatMap(({ topic, says, not }) => [
    ...says.map(({ text, place }) => [place, topic, true, text] as const),
    ...not.map(({ text, place }) => [place, topic, false, text] as const),
  ]);

test.each(examplesOfFindings)('%s: %s is found (%s) in "%s"', (_place, topic, isFound, text) => {
  expect(lexicon.findings(text).found.some((one) => one.topic === topic)).toBe(isFound);
});

const examplesOfPlainLists = topics
  .filter(({ is }) => is === 'plain')
  .flatMap(({ topic, says, not }) => [
    ...says.map(({ text, place }) => [place, topic as PlainId, true, text] as const),
    ...not.map(({ text, place }) => [place, topic as PlainId, false, text] as const),
  ]);

test.each(examplesOfPlainLists)('%s: %s stands (%s) in "%s"', (_place, topic, isThere, text) => {
  expect(lexicon.plain(text).has(topic)).toBe(isThere);
});

describe('Word files', () => {
  test.each(topics)('$topic has examples of both kinds', ({ says, doubts, not }) => {
    expect(says.length + doubts.length).toBeGreaterThan(0);
    expect(not.length).toBeGreaterThan(0);
  });

  test('every topic has its file', () => {
    expect(topics.map(({ topic }) => topic).sort()).toEqual(
      [...topicIds, ...findingIds, ...plainIds].sort(),
    );
  });
});
