import type { WordFiles } from '../clinical-text/phrases/word-files.ts';
import type { ReportWords } from '../report/lexicon/report-words.ts';
import type { ValueSetFile } from '../terminology/value-set-file.ts';
import { hashOf } from './canonical.ts';

/** The ways of denying, doubting, dating and spelling: whoever reads words rests on all of them. */
export const GRAMMAR = 'words:(grammar)';
export const valueSetList = (id: string) => `value-set:${id}`;
export const wordList = (topic: string) => `words:${topic}`;
/** The words of reports: whoever reads reports rests on every file of them. */
export const reportList = (file: string) => `words:report/${file}`;

/** What hashes of lists are made of. */
export interface ListSources {
  readonly valueSets: readonly ValueSetFile[];
  readonly words: WordFiles;
  readonly reportWords: Pick<ReportWords, 'contents'>;
}

/**
 * Hashes of lists by name, each worked out when it is first asked for. What only describes a list (titles,
 * examples, reviews) is no part of it.
 */
export class ListHashes {
  readonly #sources: ListSources;
  readonly #known = new Map<string, string | undefined>();

  constructor(sources: ListSources) {
    this.#sources = sources;
  }

  /** @returns undefined when there is no such list any more. */
  of(name: string): string | undefined {
    if (!this.#known.has(name)) {
      const content = this.#contentOf(name);
      this.#known.set(name, content === undefined ? undefined : hashOf(content));
    }
    return this.#known.get(name);
  }

  #contentOf(name: string): unknown {
    const { valueSets, words, reportWords } = this.#sources;
    const [kind, id] = [name.slice(0, name.indexOf(':')), name.slice(name.indexOf(':') + 1)];
    if (kind === 'value-set') return valueSets.find((set) => set.id === id)?.compose.include;
    if (kind !== 'words') return undefined;
    if (name === GRAMMAR) return grammarOf(words);
    if (id.startsWith('report/')) return reportWords.contents.get(id.slice('report/'.length));
    const topic = words.topics.find((each) => each.topic === id);
    if (!topic) return undefined;
    const { is, phrases, except, together } = topic;
    const own = [is, textsOf(phrases, words), textsOf(except, words)];
    return together.length === 0 ? own : [...own, textsOf(together, words)];
  }
}

type Lines = readonly { readonly text: string }[];

const plain = (lines: Lines) => lines.map(({ text }) => text);

/** Phrases, with the lists that they name in braces, and those that these name. */
function textsOf(lines: Lines, words: WordFiles): readonly unknown[] {
  const named = new Map<string, readonly string[]>();
  const visit = (texts: readonly string[]): void => {
    for (const [, list = ''] of texts.join('\n').matchAll(/\{([^{}]+)\}/g)) {
      const own = words.lists.get(list);
      if (own === undefined || named.has(list)) continue;
      named.set(list, plain(own));
      visit(plain(own));
    }
  };
  visit(plain(lines));
  return [plain(lines), named];
}

const grammarOf = ({ groups, abbreviations, spelling, languages }: WordFiles) => ({
  groups: groups.map(({ phrases, ...group }) => ({ ...group, phrases: plain(phrases) })),
  abbreviations: plain(abbreviations),
  spelling: Object.fromEntries(
    Object.entries(spelling).map(([name, lines]) => [name, plain(lines)]),
  ),
  languages: new Map(Array.from(languages, ([name, lines]) => [name, plain(lines)])),
});
