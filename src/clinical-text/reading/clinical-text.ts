import type { Assertion, Said } from '../assertion/assertion.ts';
import type { Language } from '../text/language.ts';
import type { Token } from '../text/tokens.ts';
import type { TopicId } from './topic-ids.ts';

/** A place of a text that speaks of a topic. Offsets count in the text that was read. */
export interface Mention {
  readonly topic: TopicId;
  readonly assertion: Assertion;
  readonly time: Said['time'];
  readonly start: number;
  readonly end: number;
  /** As they stand in the text. */
  readonly words: string;
  /** The sentence that it stands in. */
  readonly clause: { readonly start: number; readonly end: number };
  /** The words that decided how it is meant; undefined when none did. */
  readonly by: string | undefined;
  /** Its tokens: from, up to but not including, to. */
  readonly tokens: readonly [from: number, to: number];
}

const NOTHING: readonly Mention[] = [];

/** A text after reading. */
export class ClinicalText {
  readonly text: string;
  /** The text was longer than is read, or held more mentions than are kept. */
  readonly isCut: boolean;
  readonly tokens: readonly Token[];
  /** Until somebody asks, how it is found. */
  #language: Language | (() => Language);
  /** Until somebody asks for what the text speaks of, how it is found out how that is meant. */
  #mentions: readonly Mention[] | (() => readonly Mention[]);
  readonly #found: readonly { readonly topic: TopicId }[];

  constructor(read: {
    readonly text: string;
    readonly language: () => Language;
    /** What the text speaks of: a mention comes of each. */
    readonly found: readonly { readonly topic: TopicId }[];
    readonly mentions: () => readonly Mention[];
    readonly isCut: boolean;
    readonly tokens: readonly Token[];
  }) {
    this.text = read.text;
    this.#language = read.language;
    this.#found = read.found;
    this.#mentions = read.mentions;
    this.isCut = read.isCut;
    this.tokens = read.tokens;
  }

  /** What it is written in. */
  get language(): Language {
    if (typeof this.#language === 'function') this.#language = this.#language();
    return this.#language;
  }

  /** In the order of the text. */
  get mentions(): readonly Mention[] {
    if (typeof this.#mentions === 'function') {
      this.#mentions = this.#found.length === 0 ? NOTHING : this.#mentions();
    }
    return this.#mentions;
  }

  /** True when there are no mentions. */
  get isSilent(): boolean {
    return this.#found.length === 0;
  }

  /** The same, of a text that went on. */
  cut(): ClinicalText {
    return new ClinicalText({
      text: this.text,
      language: () => this.language,
      found: this.#found,
      mentions: () => this.mentions,
      tokens: this.tokens,
      isCut: true,
    });
  }

  /** Whether any of some topics is mentioned, however it is meant. */
  speaksOf(topics: readonly TopicId[]): boolean {
    return this.#found.some(({ topic }) => topics.includes(topic));
  }

  /** The mentions of some topics, however they are meant. */
  of(...topics: readonly TopicId[]): readonly Mention[] {
    return this.speaksOf(topics)
      ? this.mentions.filter(({ topic }) => topics.includes(topic))
      : NOTHING;
  }

  /** The first mention of the topics that is plainly affirmed. Narrow: on this a card may speak. */
  affirmed(...topics: readonly TopicId[]): Mention | undefined {
    return this.of(...topics).find(({ assertion }) => assertion === 'affirmed');
  }

  /** The first mention that is affirmed or asked about ("?discitis"). Wide: for silence. */
  affirmedOrAsked(...topics: readonly TopicId[]): Mention | undefined {
    return this.of(...topics).find(
      ({ assertion }) => assertion === 'affirmed' || assertion === 'in-doubt',
    );
  }

  /** The first mention that is meant in one of some ways. */
  said(topic: TopicId, ...assertions: readonly Assertion[]): Mention | undefined {
    return this.of(topic).find(({ assertion }) => assertions.includes(assertion));
  }

  /** The words of a clause, without the blanks and marks around them. */
  clauseOf({ clause }: Mention): string {
    return this.text
      .slice(clause.start, clause.end)
      .replace(/^[\s.;·•]+|(?<![\s.;·•])[\s.;·•]+$/g, '');
  }
}
