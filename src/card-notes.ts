import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CardFileLines } from './cards/file/card-file-lines.ts';
import type { FileFault } from './cards/text/card-fault.ts';
import { inUnixLines } from './cards/file/card-text.ts';
import { isMeant, phraseNotes } from './clinical-text/reading/phrase-notes.ts';
import type { KnowledgeFiles } from './knowledge.ts';
import { readCardLock } from './versions/card-lock.ts';
import { ListHashes, wordList } from './versions/word-lists.ts';

/** A place to think about. */
export interface CardNote extends FileFault {
  /** It stood so when the word list was last released: told when it is asked for. */
  readonly isOld: boolean;
}

/**
 * Thresholds of one name that differ between cards, and phrases that deny or that no example shows. A remark
 * "# meant: why" on the line answers the note.
 */
export const cardNotes = (knowledge: KnowledgeFiles, folder: string): readonly CardNote[] => [
  ...thresholdNotes(knowledge, folder),
  ...wordNotes(knowledge, folder),
];

interface Threshold {
  readonly card: string;
  readonly value: unknown;
}

function thresholdNotes({ files }: KnowledgeFiles, folder: string): readonly CardNote[] {
  const byName = new Map<string, Threshold[]>();
  for (const { id, settings } of files.values()) {
    for (const [name, value] of Object.entries(settings)) {
      byName.set(name, [...(byName.get(name) ?? []), { card: id, value }]);
    }
  }
  return [...byName].flatMap(([name, all]) => {
    const counts = new Map<unknown, number>();
    for (const { value } of all) counts.set(value, (counts.get(value) ?? 0) + 1);
    const most = Math.max(...counts.values());
    const isUsual = (value: unknown) =>
      counts.get(value) === most && [...counts.values()].filter((one) => one === most).length === 1;
    return all
      .filter(({ value }) => counts.size > 1 && !isUsual(value))
      .flatMap((one) => differing(name, one, all, folder));
  });
}

function differing(
  name: string,
  { card, value }: Threshold,
  all: readonly Threshold[],
  folder: string,
): readonly CardNote[] {
  const file = `${card}.md`;
  const place = `settings.${name}`;
  const text = inUnixLines(readFileSync(join(folder, file), 'utf8'));
  const line = new CardFileLines(text).of({ place, says: '' });
  const written = text.split('\n')[(line ?? 0) - 1] ?? '';
  const at = written.search(/\s#/);
  if (at !== -1 && isMeant(written.slice(at + 2).trim())) return [];
  const others = all.filter((other) => other.value !== value);
  const [first] = others;
  const where = others.length === 1 ? first?.card : `${others.length} other cards`;
  const says = `it is ${String(value)} here and ${[...new Set(others.map((one) => String(one.value)))].join(' or ')} in ${where}; write the same, or "# meant: why" behind it`;
  return [{ file, place, says, isOld: false, ...(line !== undefined && { line }) }];
}

/** A phrase of a list that was released as it stands has been thought about; a list that is changed is looked at. */
function wordNotes(
  { lexicon, reportWords, valueSets }: KnowledgeFiles,
  folder: string,
): readonly CardNote[] {
  const released = readCardLock(join(folder, 'versions')).lists;
  const hashes = new ListHashes({ valueSets, words: lexicon.files, reportWords });
  return phraseNotes(lexicon).map(({ topic, place, about, says }): CardNote => {
    const [file = place, line] = place.split(':');
    const name = wordList(topic);
    return {
      file: `words/${file}`,
      place: '',
      says,
      isOld: about === 'example' && released[name] === hashes.of(name),
      ...(line !== undefined && { line: Number(line) }),
    };
  });
}
