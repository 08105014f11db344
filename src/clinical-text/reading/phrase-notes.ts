import type { Line, TopicFile } from '../phrases/word-files.ts';
import type { Lexicon } from './lexicon.ts';

/** What whoever wrote a phrase may want to think of; nothing that is wrong for certain. */
export interface PhraseNote {
  readonly topic: string;
  /** `en/fever.yaml:12` */
  readonly place: string;
  readonly about: 'denial' | 'example';
  readonly says: string;
}

/** A remark that begins so, behind a phrase or a threshold, answers a note: "# meant: a word of its own". */
export const isMeant = (remark: string | undefined): boolean =>
  remark !== undefined && /^meant\b/.test(remark);

/**
 * Phrases with a word that denies, doubts or dates what it stands by, and phrases that no example shows.
 * Words of examinations and parts of titles have a grammar of their own: there such words may be the thing itself.
 */
export const phraseNotes = (lexicon: Lexicon): readonly PhraseNote[] => {
  const outside = new Set(
    lexicon.files.notInPhrases.flatMap(({ text }) => text.toLowerCase().split(/\s+/)),
  );
  return lexicon.files.topics.flatMap((topic) => {
    const shown = lexicon.phrasesIn(
      topic.phrases,
      [...topic.says, ...topic.doubts].map(({ text }) => text),
    );
    const hasOwnGrammar = topic.is !== 'act' && topic.is !== 'state';
    return topic.phrases.flatMap((phrase) => {
      if (isMeant(phrase.remark)) return [];
      const words = hasOwnGrammar ? [] : wordsOf(phrase);
      const denial =
        words.find((word) => outside.has(word)) ??
        (shown.has(phrase) ? undefined : words.find((word) => lexicon.denials.has(word)));
      if (denial !== undefined) return [denialNote(topic, phrase, denial)];
      // Of plain lists most words stand for themselves.
      return shown.has(phrase) || topic.is === 'plain' ? [] : [exampleNote(topic, phrase)];
    });
  });
};

const wordsOf = ({ text }: Line): readonly string[] =>
  text
    .toLowerCase()
    .split(/[\s()[\]|]+/)
    .filter((word) => word !== '');

const denialNote = ({ topic }: TopicFile, { text, place }: Line, denial: string): PhraseNote => ({
  topic,
  place,
  about: 'denial',
  says: `"${denial}" stands in the phrase "${inShort(text)}", so that these words are read as ${topic} itself; take it out (what denies, doubts or dates stands in assertion.yaml), or, where it is the sign, write a sentence under "says" that shows it and "# meant: why" behind the phrase`,
});

const exampleNote = ({ topic }: TopicFile, { text, place }: Line): PhraseNote => ({
  topic,
  place,
  about: 'example',
  says: `no sentence under "says" shows the phrase "${inShort(text)}"; write one, as somebody would type it`,
});

const LONGEST = 60;
const inShort = (text: string) => (text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text);
