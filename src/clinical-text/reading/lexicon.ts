import { isShortFormOfOther } from './short-forms.ts';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { assertionOf } from '../assertion/assertion.ts';
import type { SentenceReading } from '../assertion/sentence-reading.ts';
import { Automaton, type Found } from '../phrases/automaton.ts';
import { ClinicalText, type Mention } from './clinical-text.ts';
import { FunctionWords, languageOf, type Language } from '../text/language.ts';
import { NotationFault, parsePhrase, phraseParser, type Part } from '../phrases/notation.ts';
import { sentencesOf, type Span } from '../text/sentences.ts';
import { SHORTEST_KEY_WORD, Speller } from '../text/spelling.ts';
import { MAX_CHARACTERS, tokensOf, type Token, type WordsMet } from '../text/tokens.ts';
import { plainIds, type PlainId } from './plain-ids.ts';
import { PlainLists } from './plain-lists.ts';
import { findingIds, type FindingId } from './finding-ids.ts';
import { topicIds, type TopicId } from './topic-ids.ts';
import { triggersIn, type Overlap, type Trigger } from '../assertion/triggers.ts';
import {
  readWordFiles,
  type Line,
  type TriggerGroup,
  type WordFiles,
} from '../phrases/word-files.ts';

/** Of one text no more mentions than these are kept. */
export const MAX_MENTIONS = 5_000;

interface OfTopic {
  readonly topic: TopicId;
  /** An act can be planned, a state cannot. */
  readonly isAct: boolean;
  /** It only helps to read what it stands in. */
  readonly isPart: boolean;
  /** The words of the topic, meaning something else. */
  readonly isException: boolean;
  readonly group?: never;
}

/** A word of an examination, where it stands among the tokens of its text. */
export interface FoundFinding extends Span {
  readonly topic: FindingId;
}
interface OfFinding {
  readonly topic: FindingId;
  readonly isException: boolean;
}

/** The words of an examination in a text, in the order of the text, the longer of two first. */
export interface FindingWords {
  readonly text: string;
  readonly tokens: readonly Token[];
  readonly sentences: readonly Span[];
  readonly found: readonly FoundFinding[];
  /** Words that carry no meaning of their own. */
  readonly functionWords: ReadonlySet<string>;
  /** The text was longer than is read, or in another language. */
  readonly isCut: boolean;
  readonly language: Language;
}

type Owner = OfTopic | { readonly group: TriggerGroup; readonly topic?: never };

/** What the reader of a text knows beside it. */
export interface ReadingContext {
  /** Years that count as now: what names other years only is past. Left out, no year decides. */
  readonly currentYears?: readonly number[];
  /** Words of the texts that are read together: it goes with them. */
  readonly wordsMet?: WordsMet;
}

/**
 * Reads the word files and compiles them.
 *
 * @param folder `cards/words`.
 * @throws {Error} at start, naming file, line and cause of everything that is wrong, in one breath.
 */
export function readLexicon(folder: string): Lexicon {
  if (resolve(folder) !== resolve(FOLDER)) return new Lexicon(readWordFiles(folder));
  return (own ??= new Lexicon(readWordFiles(FOLDER)));
}

const FOLDER = fileURLToPath(new URL('../../../cards/words', import.meta.url));
let own: Lexicon | undefined;

/** The words of the service itself, compiled once. @throws {Error} as `readLexicon`. */
export const ownLexicon = (): Lexicon => readLexicon(FOLDER);

/** Every phrase of the word files, ready to be found; the same answer for the same text each time. */
export class Lexicon {
  /** What was compiled: for tests and tools. */
  readonly files: WordFiles;
  readonly #speller: Speller;
  readonly #automaton: Automaton<Owner>;
  /** Apart from the others: what an examination is made of stands in every text. */
  readonly #findings: Automaton<OfFinding>;
  readonly #plain: PlainLists;
  readonly #abbreviations: ReadonlySet<string>;
  /** Those of examinations: "left" and "right" are no short forms there, they end sentences. */
  readonly #shortInExaminations: ReadonlySet<string>;
  readonly #languages: FunctionWords;
  /** Words that carry no meaning of their own. */
  readonly #functionWords: ReadonlySet<string>;
  readonly #answers = new Set<string>();
  readonly #denials: ReadonlySet<string>;
  readonly #lists: ReadonlyMap<string, readonly (readonly Part[])[]>;

  constructor(files: WordFiles) {
    this.files = files;
    const faults = [...files.faults];
    this.#speller = spellerOf(files, faults);
    const partsOf = phraseParser(this.#speller);
    const parse = ({ text, place }: Line): readonly Part[] => {
      try {
        return partsOf(text);
      } catch (error) {
        faults.push(`${place}: ${wordsOf(error)}`);
        return [];
      }
    };
    const lists = new Map(
      [...files.lists].map(([name, lines]) => [
        name,
        lines.map(parse).filter((parts) => parts.length > 0),
      ]),
    );
    const groups = files.groups.map((group) => ({ group, parsed: group.phrases.map(parse) }));
    const denials = new Set(
      groups.flatMap(({ group, parsed }) =>
        isBarrier(group) ? parsed.flatMap((parts) => singleWords(parts)) : [],
      ),
    );
    for (const { group, parsed } of groups) {
      if (group.direction !== 'answer') continue;
      for (const word of parsed.flatMap((parts) => singleWords(parts))) this.#answers.add(word);
    }
    this.#denials = denials;
    this.#lists = lists;
    this.#automaton = new Automaton<Owner>(lists, denials);
    this.#findings = new Automaton<OfFinding>(lists, denials);
    this.#plain = new PlainLists(lists, denials);
    const addTo = (line: Line, add: (parts: readonly Part[]) => void) => {
      const parts = parse(line);
      if (parts.length === 0) return;
      try {
        add(parts);
      } catch (error) {
        faults.push(`${line.place}: ${wordsOf(error)}`);
      }
    };
    const addFinding = (line: Line, owner: OfFinding) =>
      addTo(line, (parts) => {
        this.#findings.add(parts, owner);
      });
    const add = (line: Line, parts: readonly Part[], owner: Owner) => {
      if (parts.length === 0) return;
      try {
        this.#automaton.add(parts, owner);
      } catch (error) {
        faults.push(`${line.place}: ${wordsOf(error)}`);
      }
    };
    for (const { group, parsed } of groups) {
      for (const [i, line] of group.phrases.entries()) add(line, parsed[i] ?? [], { group });
    }
    faults.push(...topicFaults(files));
    for (const file of files.topics) {
      const { topic, is, phrases, except } = file;
      if (is === 'plain' && isPlainId(topic)) this.#plain.add(topic, file, addTo);
      if (is === 'finding' && isFindingId(topic)) {
        for (const line of phrases) addFinding(line, { topic, isException: false });
        for (const line of except) addFinding(line, { topic, isException: true });
      }
      if (!isTopicId(topic)) continue;
      const owner = { topic, isAct: is === 'act', isPart: is === 'part' };
      for (const line of phrases) add(line, parse(line), { ...owner, isException: false });
      for (const line of except) add(line, parse(line), { ...owner, isException: true });
    }
    if (faults.length > 0) throw new Error(`cards/words:\n  ${faults.join('\n  ')}`);
    this.#automaton.close();
    this.#findings.close();
    this.#speller.know(this.#automaton.words);
    this.#speller.know(this.#findings.words);
    this.#speller.know(this.#plain.close());
    const wordsIn = (lines: readonly Line[]) =>
      new Set(
        lines.flatMap(({ text }) =>
          text.split(/\s+/).flatMap((word) => [word, ...this.#speller.formsOf(word.toLowerCase())]),
        ),
      );
    this.#abbreviations = wordsIn(files.abbreviations);
    this.#shortInExaminations = new Set(
      [...this.#abbreviations].filter((word) => word !== 'left' && word !== 'right'),
    );
    const languages = new Map(
      [...files.languages].map(([language, lines]) => [language, wordsIn(lines)]),
    );
    this.#languages = new FunctionWords(languages);
    this.#functionWords = languages.get('english') ?? new Set<string>();
    this.#speller.know(this.#functionWords);
  }

  /** Reads a text. Time grows with its length; text beyond `MAX_CHARACTERS` is ignored. */
  read(text: string, { currentYears, wordsMet }: ReadingContext = {}): ClinicalText {
    const tokens = tokensOf(text, this.#speller, wordsMet);
    const ofTopics: FoundTopic[] = [];
    const ofGroups: Found<TriggerGroup>[] = [];
    for (const { owner, from, to } of this.#automaton.find(tokens)) {
      if (owner.group) ofGroups.push({ owner: owner.group, from, to });
      else {
        const { topic, isAct, isPart, isException } = owner;
        ofTopics.push({ topic, isAct, isPart, isException, from, to });
      }
    }
    const all = longestOfEach(ofTopics).filter(
      (one, i, longest) => !isShortFormOfOther(one, tokens, longest, i, text),
    );
    const found = all.length > MAX_MENTIONS ? all.slice(0, MAX_MENTIONS) : all;
    return new ClinicalText({
      text,
      found,
      language: () => languageOf(text, tokens, this.#languages),
      mentions: () => this.#asserted(text, tokens, found, all, ofGroups, currentYears),
      isCut: text.length > MAX_CHARACTERS || all.length > MAX_MENTIONS,
      tokens,
    });
  }

  /** The plain lists of which something stands in a text, however it is meant. Bounded as `read` is. */
  plain(text: string): ReadonlySet<PlainId> {
    return this.#plain.in(tokensOf(text, this.#speller));
  }

  /**
   * Which of some phrases stand in some texts, each by itself, however they are meant there. For tools: it
   * compiles the phrases anew.
   */
  phrasesIn(phrases: readonly Line[], texts: readonly string[]): ReadonlySet<Line> {
    const automaton = new Automaton<Line>(this.#lists, this.#denials);
    for (const line of phrases) automaton.add(parsePhrase(line.text, this.#speller), line);
    automaton.close();
    return new Set(
      texts.flatMap((text) =>
        automaton.find(tokensOf(text, this.#speller)).map(({ owner }) => owner),
      ),
    );
  }

  /** Words that deny what follows them ("no", "without"). */
  get denials(): ReadonlySet<string> {
    return this.#denials;
  }

  #asserted(
    text: string,
    tokens: readonly Token[],
    found: readonly FoundTopic[],
    all: readonly FoundTopic[],
    ofGroups: readonly Found<TriggerGroup>[],
    currentYears: ReadingContext['currentYears'],
  ): readonly Mention[] {
    const sentences = sentencesOf(tokens, this.#abbreviations, ({ word }) =>
      this.#answers.has(word),
    );
    const triggers = triggersIn(ofGroups, tokens, sentences, overlapWith(all, tokens.length));
    const years = currentYears && new Set(currentYears);
    const known = {
      tokens,
      currentYears: years,
      functionWords: this.#functionWords,
      denials: this.#denials,
    };
    return assertAll(found, sentences, triggers, known, text);
  }

  /** Finds the words of an examination. Time grows with the length of the text; it is bounded as `read` is. */
  findings(text: string, { wordsMet }: ReadingContext = {}): FindingWords {
    const tokens = tokensOf(text, this.#speller, wordsMet);
    const sentences = sentencesOf(tokens, this.#shortInExaminations, ({ word }) =>
      this.#answers.has(word),
    );
    const all = longestOfEach(
      this.#findings.find(tokens).map(({ owner, from, to }) => ({ ...owner, from, to })),
    );
    return {
      text,
      tokens,
      sentences,
      found: all.slice(0, MAX_MENTIONS),
      functionWords: this.#functionWords,
      isCut: text.length > MAX_CHARACTERS || all.length > MAX_MENTIONS,
      language: languageOf(text, tokens, this.#languages),
    };
  }
}

type FoundTopic = Span & OfTopic;

/** What longestOfEach needs to know of a phrase that was found. */
type OfSomeTopic = Span & { readonly topic: string; readonly isException: boolean };

/**
 * Of each topic the longest phrase at each place, none overlapping another of the same topic. What
 * overlaps an exception of its topic is none, unless it says more than the exception.
 */
function longestOfEach<One extends OfSomeTopic>(found: readonly One[]): readonly One[] {
  // Most texts mention nothing.
  if (found.length === 0) return found;
  const sorted = found.toSorted((a, b) => a.from - b.from || b.to - a.to);
  const exceptions = new Map<string, { readonly list: One[]; next: number }>();
  for (const one of sorted) {
    if (!one.isException) continue;
    const known = exceptions.get(one.topic) ?? { list: [], next: 0 };
    exceptions.set(one.topic, known);
    // Sorted by their beginnings, the longest first: one inside another adds nothing.
    if ((known.list.at(-1)?.to ?? 0) < one.to) known.list.push(one);
  }
  const reached = new Map<string, number>();
  return sorted.filter(({ topic, from, to, isException }) => {
    if (isException || from < (reached.get(topic) ?? 0)) return false;
    const known = exceptions.get(topic);
    // Exceptions do not nest, so that both their ends go up: only the next ones can overlap.
    while (known && (known.list[known.next]?.to ?? Number.POSITIVE_INFINITY) <= from)
      known.next += 1;
    const one = known?.list[known.next];
    const saysMore = one && from <= one.from && to >= one.to && to - from > one.to - one.from;
    if (one && one.from < to && !saysMore) return false;
    reached.set(topic, to);
    return true;
  });
}

/** How a span lies to the mentions of a text: inside a longer one, or reaching into one from before. */
function overlapWith(mentions: readonly Span[], length: number): (span: Span) => Overlap {
  const longest = new Array<Span | undefined>(length).fill(undefined);
  for (const mention of mentions) {
    for (let i = mention.from; i < mention.to; i += 1) {
      if ((longest[i]?.to ?? 0) < mention.to) longest[i] = mention;
    }
  }
  return ({ from, to }) => {
    const at = longest[from];
    if (at && at.to >= to && at.to - at.from > to - from) return 'inside';
    const last = longest[to - 1];
    return last && last.from > from && last.to > to ? 'into' : 'apart';
  };
}

function assertAll(
  found: readonly FoundTopic[],
  sentences: readonly Span[],
  triggers: readonly Trigger[],
  known: Pick<SentenceReading, 'tokens' | 'currentYears' | 'functionWords' | 'denials'>,
  text: string,
): readonly Mention[] {
  const mentions: Mention[] = [];
  let m = 0;
  let t = 0;
  for (const span of sentences) {
    const own: FoundTopic[] = [];
    for (; (found[m]?.from ?? Number.POSITIVE_INFINITY) < span.to; m += 1)
      own.push(found[m] as FoundTopic);
    const ownTriggers: Trigger[] = [];
    for (; (triggers[t]?.from ?? Number.POSITIVE_INFINITY) < span.to; t += 1) {
      ownTriggers.push(triggers[t] as Trigger);
    }
    if (own.length === 0) continue;
    const sentence = {
      ...known,
      span,
      triggers: ownTriggers,
      mentions: own.filter(({ isPart }) => !isPart),
    };
    const breaks = ownTriggers.filter(({ groups }) =>
      groups.some(({ effect }) => effect === 'break'),
    );
    // No "but" divides a clause: the next one moves on with the mentions.
    let next = 0;
    for (const one of own) {
      while ((breaks[next]?.to ?? Number.POSITIVE_INFINITY) <= one.from) next += 1;
      const clause = { from: breaks[next - 1]?.to ?? span.from, to: breaks[next]?.from ?? span.to };
      mentions.push(mentionOf(one, sentence, clause, text));
    }
  }
  return mentions;
}

function mentionOf(
  one: FoundTopic,
  sentence: SentenceReading,
  clause: Span,
  text: string,
): Mention {
  const { tokens } = sentence;
  const { assertion, time, by } = assertionOf(one, sentence);
  const place = ({ from, to }: Span) =>
    [tokens[from]?.start ?? 0, tokens[to - 1]?.end ?? 0] as const;
  const [start, end] = place(one);
  const [clauseStart, clauseEnd] = place(clause);
  return {
    topic: one.topic,
    assertion,
    time,
    start,
    end,
    words: text.slice(start, end),
    clause: { start: Math.min(clauseStart, start), end: Math.max(clauseEnd, end) },
    by: by && text.slice(...place(by)),
    tokens: [one.from, one.to],
  };
}

const isTopicId = (topic: string): topic is TopicId =>
  (topicIds as readonly string[]).includes(topic);
const isPlainId = (topic: string): topic is PlainId =>
  (plainIds as readonly string[]).includes(topic);
const isFindingId = (topic: string): topic is FindingId =>
  (findingIds as readonly string[]).includes(topic);

/** Topics that no code asks for, and topics without a file. */
function topicFaults({ topics, faults }: WordFiles): readonly string[] {
  const written = new Set(topics.map(({ topic }) => topic));
  return [
    ...topics
      .filter(({ topic, is }) => {
        if (is === 'plain') return !isPlainId(topic);
        return !(is === 'finding' ? isFindingId(topic) : isTopicId(topic));
      })
      .map(({ place, topic }) => `${place}: no reader asks for the topic "${topic}"`),
    // A file that could not be read has been named already.
    ...(faults.length > 0
      ? []
      : [...topicIds, ...findingIds, ...plainIds].filter((id) => !written.has(id))
    ).map((id) => `en/${id}.yaml: there is no such file, and a reader asks for it`),
  ];
}

/** Words that deny or turn a sentence round: a gap in a phrase never passes over one. */
const isBarrier = ({ effect, direction }: TriggerGroup) =>
  effect === 'break' || (effect === 'denied' && direction !== 'answer');

/** The words of which one alone makes a phrase. */
function singleWords(parts: readonly Part[]): readonly string[] {
  const [first] = parts;
  if (parts.length !== 1) return [];
  if (first?.kind === 'word') return [first.word];
  return first?.kind === 'choice' ? first.of.flatMap((one) => singleWords(one)) : [];
}

function spellerOf({ spelling }: WordFiles, faults: string[]): Speller {
  const pairs = (lines: readonly Line[]) =>
    lines.flatMap(({ text, place }) => {
      const [written, read, ...more] = text.split('=').map((side) => side.trim());
      if (written && read && more.length === 0) return [{ written, read, place }];
      faults.push(`${place}: "one spelling = another" is expected`);
      return [];
    });
  const list = (lines: readonly Line[]) => lines.flatMap(({ text }) => text.split(/\s+/));
  for (const { text, place } of spelling.keyWords) {
    const short = text.split(/\s+/).filter((word) => word.length < SHORTEST_KEY_WORD);
    if (short.length > 0) {
      faults.push(
        `${place}: too short for a key word (${SHORTEST_KEY_WORD} letters): ${short.join(', ')}`,
      );
    }
  }
  const pieces = pairs(spelling.pieces).map(({ written, read }) => [written, read] as const);
  const bare = new Speller({ pieces, forms: new Map(), keyWords: [], otherWords: [] });
  const forms = new Map<string, readonly string[]>();
  for (const { written, read } of pairs(spelling.forms)) {
    const words = read.split(/\s+/).map((word) => bare.spelled(word));
    for (const one of written.split(',').map((word) => word.trim())) {
      forms.set(one, words);
      forms.set(bare.spelled(one), words);
    }
  }
  return new Speller({
    pieces,
    forms,
    keyWords: list(spelling.keyWords),
    otherWords: list(spelling.otherWords),
  });
}

const wordsOf = (error: unknown): string => {
  if (error instanceof NotationFault) return error.message;
  throw error;
};
