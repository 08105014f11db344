import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { NotationFault, parseNotation, type Part } from '../../clinical-text/phrases/notation.ts';
import { openWordFile, type Line, type WordFile } from '../../clinical-text/phrases/word-file.ts';
import { headingLists, phraseLists, type PhraseFile, type Section } from './list-ids.ts';

/** A phrase of a list, taken apart. */
export interface ReportPhrase {
  readonly list: string;
  readonly parts: readonly Part[];
}

/** Examples of a list: what it must be read in, and what it must not. */
export interface ListExamples {
  readonly file: PhraseFile;
  readonly list: string;
  readonly says: readonly Line[];
  readonly not: readonly Line[];
}

/** Everything under `cards/words/<language>/report`, compiled. */
export interface ReportWords {
  readonly phrases: Readonly<Record<PhraseFile, readonly ReportPhrase[]>>;
  readonly examples: readonly ListExamples[];
  /** Headings in small letters, by what they open. */
  readonly headings: ReadonlyMap<string, Section | 'original'>;
  readonly bodyLabels: ReadonlySet<string>;
  /** One spelling for each word: written → words, with blanks between them. */
  readonly spellings: ReadonlyMap<string, string>;
  readonly keyWords: readonly string[];
  readonly otherWords: ReadonlySet<string>;
  /** Every word that any list knows: a word that is none of them may be a misread one. */
  readonly vocabulary: ReadonlySet<string>;
  readonly english: ReadonlySet<string>;
  readonly otherLanguages: ReadonlySet<string>;
  /** What decides in each file, by its name: all but what describes a list, and its examples. */
  readonly contents: ReadonlyMap<string, unknown>;
}

const text = z.string().min(1);
const reviewed = z.union([z.literal('none'), z.strictObject({ by: text, on: text, due: text })]);
const phraseList = z.strictObject({
  about: text,
  phrases: text,
  says: text.optional(),
  not: text.optional(),
});
const listsOf = <S extends z.ZodType, L extends string>(names: readonly L[], list: S) =>
  z.strictObject({
    about: text,
    reviewed,
    lists: z.strictObject(Object.fromEntries(names.map((name) => [name, list])) as Record<L, S>),
  });
const headingsFile = listsOf(headingLists, z.strictObject({ about: text, lines: text }));
const spellingFile = z.strictObject({
  about: text,
  reviewed,
  forms: text,
  keyWords: text,
  otherWords: text,
  knownWords: text,
});
const languageFile = z.strictObject({ about: text, reviewed, english: text, other: text });

const FOLDER = fileURLToPath(new URL('../../../cards/words', import.meta.url));
let own: ReportWords | undefined;

/**
 * The words of this service, read and compiled when they are first asked for, and then kept.
 *
 * @throws {Error} naming file, line and cause of everything that is wrong.
 */
export const reportWords = (): ReportWords => (own ??= compile(FOLDER, 'en'));

/**
 * The words of reports in a folder; those of the service itself are compiled once.
 *
 * @param folder `cards/words`.
 * @throws {Error} as `reportWords`; the reader reads with its own words, whatever folder is looked at here.
 */
export const readReportWords = (folder: string): ReportWords =>
  resolve(folder) === resolve(FOLDER) ? reportWords() : compile(folder, 'en');

function compile(folder: string, language: string): ReportWords {
  const faults: string[] = [];
  const open = <S extends z.ZodType>(name: string, schema: S) =>
    openWordFile(folder, `${language}/report/${name}.yaml`, schema, faults);
  const examples: ListExamples[] = [];
  const contents = new Map<string, unknown>();
  const phrases = {} as Record<PhraseFile, readonly ReportPhrase[]>;
  for (const name of Object.keys(phraseLists) as PhraseFile[]) {
    const lists: readonly string[] = phraseLists[name];
    const file = open(name, listsOf<typeof phraseList, string>(lists, phraseList))?.file;
    const linesOf = (list: string) => file?.lines(['lists', list, 'phrases']) ?? [];
    phrases[name] = lists.flatMap((list) =>
      linesOf(list).map((line) => ({ list, parts: partsOf(line, faults) })),
    );
    contents.set(
      name,
      lists.map((list) => [list, linesOf(list).map((line) => line.text)]),
    );
    for (const list of lists) {
      const says = file?.examples(['lists', list, 'says']) ?? [];
      const not = file?.examples(['lists', list, 'not']) ?? [];
      examples.push({ file: name, list, says, not });
    }
  }
  const headingsRead = open('headings', headingsFile)?.file;
  const headingLines = (list: string) =>
    (headingsRead?.lines(['lists', list, 'lines']) ?? []).map((line) => line.text);
  const spelling = open('spelling', spellingFile)?.file;
  const spellings = new Map(
    (spelling?.lines(['forms']) ?? []).flatMap((line) => formsIn(line, faults)),
  );
  const languageRead = open('language', languageFile)?.file;
  if (faults.length > 0) throw new Error(`cards/words:\n  ${faults.join('\n  ')}`);
  const keyWords = wordsOf(spelling, 'keyWords');
  const sections = headingLists.filter((list) => list !== 'bodyLabels');
  const known = [
    ...Object.values(phrases).flatMap((list) => list.flatMap(({ parts }) => [...wordsIn(parts)])),
    ...sections.flatMap((list) => headingLines(list).flatMap((line) => line.split(' '))),
    ...keyWords,
    ...spellings.keys(),
    ...[...spellings.values()].flatMap((words) => words.split(' ')),
    ...wordsOf(spelling, 'knownWords'),
  ];
  contents
    .set(
      'headings',
      headingLists.map((list) => [list, headingLines(list)]),
    )
    .set('spelling', [
      [...spellings],
      ...['keyWords', 'otherWords', 'knownWords'].map((list) => wordsOf(spelling, list)),
    ])
    .set(
      'language',
      ['english', 'other'].map((list) => wordsOf(languageRead, list)),
    );
  return {
    contents,
    phrases,
    examples,
    headings: new Map(
      sections.flatMap((section) => headingLines(section).map((line) => [line, section] as const)),
    ),
    bodyLabels: new Set(headingLines('bodyLabels')),
    spellings,
    keyWords,
    otherWords: new Set(wordsOf(spelling, 'otherWords')),
    vocabulary: new Set(known.filter((word) => word.length > 1)),
    english: new Set(wordsOf(languageRead, 'english')),
    otherLanguages: new Set(wordsOf(languageRead, 'other')),
  };
}

const wordsOf = (file: WordFile | undefined, member: string): readonly string[] =>
  (file?.lines([member]) ?? []).flatMap((line) => line.text.split(/\s+/));

function partsOf(line: Line, faults: string[]): readonly Part[] {
  try {
    return parseNotation(line.text, asWritten);
  } catch (error) {
    faults.push(`${line.place}: ${error instanceof Error ? error.message : String(error)}`);
    return [];
  }
}

/** What tokens of a report are called that stand for many words. */
const kinds: ReadonlyMap<string, string> = new Map([
  ['{number}', '#number'],
  ['{month}', '#month'],
]);

/** A word of a phrase as tokens of reports have it: small letters, its marks inside it. */
function asWritten(written: string): readonly Part[] {
  if (/^\{/.test(written)) {
    const word = kinds.get(written);
    if (word === undefined) {
      throw new NotationFault(`"${written}": reports have only ${[...kinds.keys()].join(' and ')}`);
    }
    return [{ kind: 'word', word, isCapital: false }];
  }
  if (/[~*]/.test(written)) {
    throw new NotationFault(`"${written}": phrases of reports have neither "~" nor "*"`);
  }
  if (written !== written.toLowerCase()) {
    throw new NotationFault(`"${written}": phrases of reports are in small letters`);
  }
  return [{ kind: 'word', word: written, isCapital: false }];
}

function* wordsIn(parts: readonly Part[]): Generator<string> {
  for (const part of parts) {
    if (part.kind === 'word') yield part.word;
    if (part.kind === 'choice') for (const one of part.of) yield* wordsIn(one);
  }
}

function formsIn({ text: line, place }: Line, faults: string[]) {
  const [written, read, ...more] = line.split(' = ').map((side) => side.trim());
  if (!written || !read || more.length > 0) {
    faults.push(`${place}: "written, written = read" is expected, not "${line}"`);
    return [];
  }
  return written.split(',').map((form) => [form.trim(), read] as const);
}
