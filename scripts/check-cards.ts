import { existsSync, statSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { checkCards } from '../src/card-check.ts';
import type { CardNote } from '../src/card-notes.ts';
import type { FileFault } from '../src/cards/text/card-fault.ts';
import { CARDS_FOLDER } from '../src/knowledge.ts';

const usage = `Reads all cards, figures, word lists and code lists, and says what does not fit.

  npm run check-cards [-- --cards DIR] [--all-notes]

No settings and no database are needed, and nothing is started. --cards names another folder of cards.
Drafts (status: draft) are read too: what is left to do there is a note and stops nobody.

A note is a place to think about, and stops nobody: a word that denies inside a phrase, a phrase that no example
shows (of word lists that were changed since their release; --all-notes takes all), a threshold that is another one in
other cards. "# meant: why" behind the phrase or the threshold answers it.

Exit code 0: nothing is wrong. 1: something is; each line names file, line, place, cause and remedy.`;

/** One sentence that names where, what, and what to do. */
function inWords({ file, line, place, says }: FileFault, folder: string): string {
  const full = join(folder, file);
  const near = relative(process.cwd(), full).replaceAll('\\', '/');
  const path = near.startsWith('..') ? full : near;
  const where = `${path}${line === undefined ? '' : `:${line}`}`;
  const sentence = says.trim().replace(/[.;]$/, '');
  return `${where}  ${place === '' ? '' : `${place}: `}${sentence}${sentence.endsWith('?') ? '' : '.'}`;
}

/** So many word lists are named in the last line. */
const LISTS_NAMED = 12;

/** "bladder-loss 25, urinary-retention 23": old notes by word list, most first. */
function byList(notes: readonly CardNote[]): string {
  const counts = new Map<string, number>();
  for (const { file, isOld } of notes) {
    if (!isOld) continue;
    const list = file.replace(/^words\/en\//, '').replace(/\.yaml$/, '');
    counts.set(list, (counts.get(list) ?? 0) + 1);
  }
  const lists = [...counts].sort(([a, m], [b, n]) => n - m || a.localeCompare(b));
  const named = lists.slice(0, LISTS_NAMED).map(([list, count]) => `${list} ${count}`);
  const left = lists.length - named.length;
  return [...named, ...(left > 0 ? [`and ${left} more lists`] : [])].join(', ');
}

function main(): number {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      cards: { type: 'string' },
      'all-notes': { type: 'boolean' },
      help: { type: 'boolean' },
    },
  });
  if (values.help || positionals.length > 0) {
    console.log(usage);
    return values.help ? 0 : 2;
  }
  const folder = resolve(values.cards ?? CARDS_FOLDER);
  if (!existsSync(folder) || !statSync(folder).isDirectory()) {
    console.error(
      `wrong  --cards: there is no folder ${folder}; name the one that holds the cards.`,
    );
    return 1;
  }
  const { faults, notes, knowledge } = checkCards(folder);
  for (const { id, faults: open } of knowledge?.drafts ?? []) {
    console.log(
      `draft  ${id} runs nowhere yet${open.length === 0 ? '; nothing is wrong with its words' : ''}`,
    );
    for (const fault of open) console.log(`       ${inWords(fault, folder)}`);
  }
  for (const fault of faults) console.error(`wrong  ${inWords(fault, folder)}`);
  if (faults.length > 0 || !knowledge) {
    const files = new Set(faults.map(({ file }) => file)).size;
    console.error(
      `${faults.length} to mend in ${files} ${files === 1 ? 'file' : 'files'}. The service does not start with what is wrong in a card.`,
    );
    return 1;
  }
  const told = notes.filter(({ isOld }) => !isOld || values['all-notes'] === true);
  for (const note of told) console.log(`note   ${inWords(note, folder)}`);
  const { files, evidence, lexicon, valueSets } = knowledge;
  const examples = lexicon.files.topics.reduce(
    (sum, { says, doubts, not }) => sum + says.length + doubts.length + not.length,
    0,
  );
  console.log(
    `ok     ${files.size} cards, ${evidence.figures.length} figures, ${lexicon.files.topics.length} word lists with ${examples} examples, ${valueSets.length} code lists. Nothing is wrong.${told.length === 0 ? '' : ` ${told.length} ${told.length === 1 ? 'note' : 'notes'} to think about.`}`,
  );
  const untold = notes.length - told.length;
  if (untold > 0) {
    console.log(
      `       ${untold} phrases of released word lists have no example (--all-notes lists them): ${byList(notes)}.`,
    );
  }
  return 0;
}

try {
  process.exitCode = main();
} catch (error) {
  // A wrong option is the caller's fault; anything else is ours and keeps its stack.
  const isUsage =
    error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE');
  if (!isUsage) throw error;
  console.error(`${error.message}\n\n${usage}`);
  process.exitCode = 2;
}
