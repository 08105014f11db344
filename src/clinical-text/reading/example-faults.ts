import type { Line, TopicFile } from '../phrases/word-files.ts';
import type { PlainId } from './plain-ids.ts';
import type { Lexicon } from './lexicon.ts';
import type { TopicId } from './topic-ids.ts';

/** The year in which the examples of the word files are told: "since May 2026" is of now. */
export const EXAMPLE_YEAR = 2026;

export interface ExampleFault {
  /** `en/fever.yaml:12` */
  readonly place: string;
  readonly says: string;
}

/** Examples of the word files that are read otherwise than they say, and topics that have too few. */
export const exampleFaults = (lexicon: Lexicon): readonly ExampleFault[] =>
  lexicon.files.topics.flatMap(({ topic: id, is, place, says, doubts, not }) => {
    // A topic that no reader asks for is refused when the lexicon is compiled.
    const topic = id as TopicId;
    const faultsOf = (lines: readonly Line[], under: string, isRight: (how: string) => boolean) =>
      lines.flatMap((line) => {
        const heard = heardIn(lexicon, id, is, line);
        return exampleFault(topic, heard, line, under, isRight);
      });
    return [
      ...(says.length + doubts.length === 0
        ? [{ place, says: 'no example under "says"; write a sentence that must be read' }]
        : []),
      ...(not.length === 0
        ? [{ place, says: 'no example under "not"; write one that looks like it and is none' }]
        : []),
      ...faultsOf(says, 'says', (how) => how === 'affirmed'),
      ...faultsOf(doubts, 'doubts', (how) => how === 'in-doubt'),
      ...faultsOf(not, 'not', (how) => how !== 'affirmed'),
    ];
  });

interface Heard {
  readonly words: string;
  readonly assertion: string;
  readonly by: string | undefined;
}

function heardIn(
  lexicon: Lexicon,
  topic: string,
  is: TopicFile['is'],
  line: Line,
): readonly Heard[] {
  if (is === 'finding') return foundIn(lexicon, topic, line);
  if (is !== 'plain') return readIn(lexicon, topic as TopicId, line);
  const isThere = lexicon.plain(line.text).has(topic as PlainId);
  return isThere ? [{ words: line.text, assertion: 'affirmed', by: undefined }] : [];
}

const readIn = (lexicon: Lexicon, topic: TopicId, { text }: Line): readonly Heard[] =>
  lexicon.read(text, { currentYears: [EXAMPLE_YEAR] }).of(topic);

/** A word of an examination is there or not; how it is meant is for the grammar of examinations. */
function foundIn(lexicon: Lexicon, topic: string, { text }: Line): readonly Heard[] {
  const { found, tokens } = lexicon.findings(text);
  return found.flatMap((one) => {
    if (one.topic !== topic) return [];
    const words = text.slice(tokens[one.from]?.start, tokens[one.to - 1]?.end);
    return [{ words, assertion: 'affirmed', by: undefined }];
  });
}

function exampleFault(
  topic: TopicId,
  heard: readonly Heard[],
  { text, place }: Line,
  under: string,
  isRight: (how: string) => boolean,
): readonly ExampleFault[] {
  if (under === 'not') {
    const wrong = heard.find(({ assertion }) => !isRight(assertion));
    if (!wrong) return [];
    return [
      {
        place,
        says: `"${text}" stands under "not", and "${wrong.words}" in it is read as ${topic}; make the phrase narrower, or write what it is instead under "except"`,
      },
    ];
  }
  if (heard.some(({ assertion }) => isRight(assertion))) return [];
  const how = heard.map(
    ({ words, assertion, by }) =>
      `"${words}" is ${assertion}${by === undefined ? '' : ` by "${by}"`}`,
  );
  const cause =
    how.length === 0
      ? `nothing in it is read as ${topic}; write a phrase that reads it`
      : `${how.join(', ')}; see assertion.yaml, or write the example otherwise`;
  return [{ place, says: `"${text}" stands under "${under}", but ${cause}` }];
}
