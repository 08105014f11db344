import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { isScalar, isSeq, LineCounter, parseDocument, type Document } from 'yaml';
import { z } from 'zod';

/** One line of a word file: a phrase, a word, an example. */
export interface Line {
  readonly text: string;
  /** `en/saddle-numbness.yaml:12`, for a message. */
  readonly place: string;
  /** What stands behind a phrase, after the `#`. */
  readonly remark?: string;
}

const lines = z.union([z.string(), z.array(z.string())]);
const id = z.string().regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, 'small letters, digits and hyphens');
const text = z.string().min(1);

const topicFile = z.strictObject({
  topic: id,
  /**
   * An act can be planned, a state cannot: "numbness, MRI planned". A part only helps to read what it
   * stands in, as the region in a title. A finding is a word of an examination, which has a grammar of
   * its own: it is looked for in examinations only, and nothing beside it is read otherwise for it.
   */
  is: z.enum(['act', 'state', 'part', 'finding']),
  /** Whether the words may make a card speak (a narrow list) or only silence one (a wide list). */
  use: z.enum(['speaks', 'silences']),
  about: text,
  phrases: lines,
  /** Phrases that hold the same words and mean something else ("fluid retention"). */
  except: lines.optional(),
  /** Examples that must be read as affirmed. */
  says: lines,
  /** Examples that must be read as in doubt ("?CES"). */
  doubts: lines.optional(),
  /** Examples in which the topic is not affirmed. */
  not: lines,
  reviewed: z.union([z.literal('none'), z.strictObject({ by: text, on: text, due: text })]),
});

/** What a trigger makes of the mentions in its reach. */
export const effects = [
  'denied',
  'normal',
  'in-doubt',
  'past',
  'long-standing',
  'hypothetical',
  'planned',
  'other-person',
  'other-examination', // prettier-ignore
  'affirmed',
  'now',
  'statement',
  'break',
  'patient',
  'joins',
  'ignored',
] as const;
export type Effect = (typeof effects)[number];

const triggerGroup = z.strictObject({
  id,
  effect: z.enum(effects),
  /** On which side of the words the mentions stand; `answer`: behind a label ("numbness: no"). */
  direction: z.enum(['forward', 'backward', 'answer']).optional(),
  /** `next`: two words at most; `near`: to the next comma; `list`: over commas, to a new statement; `sentence`: to its end. */
  reach: z.enum(['next', 'near', 'list', 'sentence']).default('near'),
  about: text,
  phrases: lines,
});

const assertionFile = z.strictObject({
  about: text,
  groups: z.array(triggerGroup).min(1),
  /** A full stop behind one of these ends no sentence. */
  abbreviations: lines,
  /** Words that say how a sign is meant and are hardly ever part of one: whoever checks phrases asks about them. */
  notInPhrases: lines,
  reviewed: topicFile.shape.reviewed,
});
const spellingFile = z.strictObject({
  about: text,
  pieces: lines,
  forms: lines,
  keyWords: lines,
  otherWords: lines,
});
const listsFile = z.strictObject({ about: text, lists: z.record(z.string(), lines) });
const languagesFile = z.strictObject({ about: text, languages: z.record(id, lines) });

export interface TopicFile {
  readonly topic: string;
  readonly is: 'act' | 'state' | 'part' | 'finding';
  readonly use: 'speaks' | 'silences';
  readonly about: string;
  readonly phrases: readonly Line[];
  readonly except: readonly Line[];
  readonly says: readonly Line[];
  readonly doubts: readonly Line[];
  readonly not: readonly Line[];
  readonly place: string;
}

export interface TriggerGroup {
  readonly id: string;
  readonly effect: Effect;
  readonly direction: 'forward' | 'backward' | 'answer' | undefined;
  readonly reach: 'next' | 'near' | 'list' | 'sentence';
  readonly phrases: readonly Line[];
}

/** Everything under `cards/words`, as it stands there. */
export interface WordFiles {
  readonly topics: readonly TopicFile[];
  readonly groups: readonly TriggerGroup[];
  readonly abbreviations: readonly Line[];
  /** Single words that hardly ever belong into a phrase. */
  readonly notInPhrases: readonly Line[];
  readonly spelling: Readonly<
    Record<'pieces' | 'forms' | 'keyWords' | 'otherWords', readonly Line[]>
  >;
  readonly lists: ReadonlyMap<string, readonly Line[]>;
  /** Function words by language. */
  readonly languages: ReadonlyMap<string, readonly Line[]>;
  /** What is wrong, each with its file and line. */
  readonly faults: readonly string[];
}

const special = new Set(['assertion.yaml', 'spelling.yaml', 'lists.yaml']);

/** Reads the word files of a language and collects what is wrong with them; nothing is thrown. */
export function readWordFiles(folder: string, language = 'en'): WordFiles {
  const faults: string[] = [];
  const open = <S extends z.ZodType>(name: string, schema: S) => {
    const file = new WordFile(join(folder, name), name);
    const result = file.faults.length > 0 ? undefined : schema.safeParse(file.value);
    faults.push(...file.faults);
    if (result?.success) return { file, data: result.data };
    for (const { path, message } of result?.error.issues ?? []) {
      faults.push(`${file.placeOf(path)}: ${path.join('.')}: ${message}`);
    }
    return undefined;
  };
  const names = readdirSync(join(folder, language), { recursive: true, encoding: 'utf8' })
    .map((name) => name.replaceAll('\\', '/'))
    .filter((name) => name.endsWith('.yaml'));
  const topics = names
    .filter((name) => !special.has(name))
    .sort()
    .flatMap((name): TopicFile[] => {
      const read = open(`${language}/${name}`, topicFile);
      if (!read) return [];
      const { file, data } = read;
      if (`${data.topic}.yaml` !== basename(name)) {
        faults.push(`${file.placeOf(['topic'])}: the topic differs from the file's name`);
      }
      return [
        {
          topic: data.topic,
          is: data.is,
          use: data.use,
          about: data.about,
          phrases: file.lines(['phrases']),
          except: file.lines(['except']),
          says: file.examples(['says']),
          doubts: file.examples(['doubts']),
          not: file.examples(['not']),
          place: `${language}/${name}`,
        },
      ];
    });
  const assertion = open(`${language}/assertion.yaml`, assertionFile);
  const spelling = open(`${language}/spelling.yaml`, spellingFile)?.file;
  const lists = open(`${language}/lists.yaml`, listsFile);
  const languages = open('languages.yaml', languagesFile);
  return {
    topics,
    groups: (assertion?.data.groups ?? []).map((group, i) => ({
      id: group.id,
      effect: group.effect,
      direction: group.direction,
      reach: group.reach,
      phrases: assertion?.file.lines(['groups', i, 'phrases']) ?? [],
    })),
    abbreviations: assertion?.file.lines(['abbreviations']) ?? [],
    notInPhrases: assertion?.file.lines(['notInPhrases']) ?? [],
    spelling: {
      pieces: spelling?.lines(['pieces']) ?? [],
      forms: spelling?.lines(['forms']) ?? [],
      keyWords: spelling?.lines(['keyWords']) ?? [],
      otherWords: spelling?.lines(['otherWords']) ?? [],
    },
    lists: linesByName(lists, 'lists'),
    languages: linesByName(languages, 'languages'),
    faults,
  };
}

const linesByName = (
  read: { readonly file: WordFile; readonly data: Readonly<Record<string, unknown>> } | undefined,
  member: string,
): ReadonlyMap<string, readonly Line[]> =>
  new Map(
    Object.keys(read?.data[member] ?? {}).map((name) => [
      name,
      read?.file.lines([member, name]) ?? [],
    ]),
  );

type Path = readonly (string | number | symbol)[];

/** A YAML file whose lines know where they stand. */
class WordFile {
  readonly faults: readonly string[];
  readonly value: unknown;
  readonly #name: string;
  readonly #document: Document;
  readonly #lineCounter = new LineCounter();

  constructor(path: string, name: string) {
    this.#name = name;
    let text = '';
    const faults: string[] = [];
    try {
      text = readFileSync(path, 'utf8')
        .replace(/^\uFEFF/, '')
        .replaceAll('\r\n', '\n');
    } catch {
      faults.push(`${name}: there is no such file`);
    }
    this.#document = parseDocument(text, { lineCounter: this.#lineCounter });
    for (const { message } of this.#document.errors) {
      faults.push(`${name}: ${message.split('\n')[0] ?? ''}`);
    }
    this.faults = faults;
    this.value = faults.length > 0 ? undefined : this.#document.toJS();
  }

  /** Words and phrases: what follows a `#` is a comment. */
  lines(path: Path): readonly Line[] {
    return this.#read(path, (line) => {
      const at = /(?:^|\s)#/.exec(line);
      return at === null ? [line] : [line.slice(0, at.index), line.slice(at.index + at[0].length)];
    });
  }

  /** Examples: a line that begins with `#` is a comment, a `#` inside is part of the example. */
  examples(path: Path): readonly Line[] {
    return this.#read(path, (line) => [line.replace(/^\s*#.*$/, '')]);
  }

  /** `file:line` of a member, or of the nearest one above it. */
  placeOf(path: Path): string {
    for (let length = path.length; length > 0; length -= 1) {
      const node = this.#document.getIn(path.slice(0, length), true);
      if (isScalar(node) || isSeq(node)) return this.#place(node.range?.[0] ?? 0);
    }
    return this.#name;
  }

  /** @param part What of a line is read, and what is a remark. */
  #read(path: Path, part: (line: string) => readonly [string, string?]): readonly Line[] {
    const node = this.#document.getIn(path, true);
    const scalars = isSeq(node) ? node.items : [node];
    return scalars.flatMap((scalar) => {
      if (!isScalar(scalar)) return [];
      const { line } = this.#lineCounter.linePos(scalar.range?.[0] ?? 0);
      // The text of a block begins on the line after its sign.
      const first = line + (scalar.type === 'BLOCK_LITERAL' ? 1 : 0);
      return String(scalar.value)
        .split('\n')
        .map((line, i): Line => {
          const [text, remark] = part(line);
          const place = `${this.#name}:${first + i}`;
          return { text: text.trim(), place, ...(remark && { remark: remark.trim() }) };
        })
        .filter((read) => read.text !== '');
    });
  }

  #place(offset: number): string {
    return `${this.#name}:${this.#lineCounter.linePos(offset).line}`;
  }
}
