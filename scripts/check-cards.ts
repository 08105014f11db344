import { existsSync, statSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { checkCards } from '../src/card-check.ts';
import type { FileFault } from '../src/cards/card-fault.ts';
import { CARDS_FOLDER } from '../src/knowledge.ts';

const usage = `Reads all cards, figures, word lists and code lists, and says what does not fit.

  npm run check-cards [-- --cards DIR]

No settings and no database are needed, and nothing is started. --cards names another folder of cards.
Drafts (status: draft) are read too: what is left to do there is a note and stops nobody.

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

function main(): number {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { cards: { type: 'string' }, help: { type: 'boolean' } },
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
  const { faults, knowledge } = checkCards(folder);
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
  const { files, evidence, lexicon, valueSets } = knowledge;
  const examples = lexicon.files.topics.reduce(
    (sum, { says, doubts, not }) => sum + says.length + doubts.length + not.length,
    0,
  );
  console.log(
    `ok     ${files.size} cards, ${evidence.figures.length} figures, ${lexicon.files.topics.length} word lists with ${examples} examples, ${valueSets.length} code lists. Nothing is wrong.`,
  );
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
