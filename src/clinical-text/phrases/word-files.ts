import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { z } from 'zod';
import { openWordFile, type Line, type WordFile } from './word-file.ts';

export type { Line } from './word-file.ts';

const lines = z.union([z.string(), z.array(z.string())]);
const id = z.string().regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, 'small letters, digits and hyphens');
const text = z.string().min(1);

const topicFile = z.strictObject({
  topic: id,
  /**
   * An act can be planned, a state cannot: "numbness, MRI planned". A part only helps to read what it
   * stands in, as the region in a title. A finding is a word of an examination, which has a grammar of
   * its own: it is looked for in examinations only, and nothing beside it is read otherwise for it. A plain
   * list is found or not, however its words are meant: for silence, where a denial silences too.
   */
  is: z.enum(['act', 'state', 'part', 'finding', 'plain']),
  /** Whether the words may make a card speak (a narrow list) or only silence one (a wide list). */
  use: z.enum(['speaks', 'silences']),
  about: text,
  phrases: lines.default(''),
  /** Of plain lists: two things that stand in one clause, in any order (`stage 4 & kidney`). */
  together: lines.optional(),
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
  readonly is: 'act' | 'state' | 'part' | 'finding' | 'plain';
  readonly use: 'speaks' | 'silences';
  readonly about: string;
  readonly phrases: readonly Line[];
  readonly together: readonly Line[];
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
  const open = <S extends z.ZodType>(name: string, schema: S) =>
    openWordFile(folder, name, schema, faults);
  const names = readdirSync(join(folder, language), { recursive: true, encoding: 'utf8' })
    .map((name) => name.replaceAll('\\', '/'))
    // The words of reports have a shape of their own (`report/lexicon`).
    .filter((name) => name.endsWith('.yaml') && !name.startsWith('report/'));
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
          together: file.lines(['together']),
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
