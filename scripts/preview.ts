import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { isDraft } from '../src/cards/file/card-text.ts';
import { FileFaults } from '../src/cards/text/card-fault.ts';
import { orWhat } from '../src/config/faults.ts';
import { readKnowledgeFiles, type KnowledgeFiles } from '../src/knowledge.ts';
import { bundleCases, exampleCases, type Cases } from './preview/cases.ts';
import { compare, type Change, type Compared } from './preview/compare.ts';
import { previewPage } from './preview/page.ts';
import { startService, type PreviewService } from './preview/service.ts';
import { askTogether } from './preview/together.ts';
import { togetherPage, togetherSummary } from './preview/together-page.ts';
import {
  isAsAt,
  PreviewFault,
  treeAt,
  treeWithDraftOn,
  workingTree,
  type Tree,
} from './preview/tree.ts';

const usage = `Shows who gains, loses and keeps a card by what you changed, before it is live.

  npm run preview -- <card id> [--patient NAME] [--bundles DIR] [--against GIT_REF] [--out FILE]
  npm run preview -- --together [--patient NAME] [--bundles DIR] [--against GIT_REF] [--out FILE]

Before is what git holds (HEAD unless --against names another commit), after is what stands in this folder
now. Both are started as services of their own and asked about every example patient, or about every FHIR
R4 Bundle of DIR. The result is one HTML page that opens without a server (preview-out/<card id>.html
unless --out names another file). A draft is shown as if it were on.

--together asks all cards at once and shows how they meet: which stand in one answer, which is held back and why
(two cards a call), and which of them changes an order that two are about; example patients are asked with assumed orders
too. --patient takes those whose name or
folder holds NAME.`;

const root = resolve(import.meta.dirname, '..');

interface Choice {
  /** Undefined: all cards together. */
  readonly id: string | undefined;
  /** A part of a patient's name or folder, in small letters. */
  readonly patient: string | undefined;
  readonly bundles: string | undefined;
  readonly against: string;
  readonly out: string;
}

function choiceOf(): Choice | undefined {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      bundles: { type: 'string' },
      together: { type: 'boolean', default: false },
      patient: { type: 'string' },
      against: { type: 'string', default: 'HEAD' },
      out: { type: 'string' },
      help: { type: 'boolean' },
    },
  });
  if (values.help) {
    console.log(usage);
    return undefined;
  }
  const [id, ...more] = positionals;
  const isTogether = values.together || (id === undefined && values.patient !== undefined);
  if ((id === undefined) !== isTogether || more.length > 0) {
    throw new PreviewFault(`Name one card, or --together.\n\n${usage}`);
  }
  const { bundles, against, out = join('preview-out', `${id ?? 'together'}.html`) } = values;
  return { id, patient: values.patient?.toLowerCase(), bundles, against, out: resolve(out) };
}

/** @throws {PreviewFault} when the cards as they stand now cannot be used, or there is none of this id. */
function readCards(id: string | undefined): KnowledgeFiles {
  let knowledge: KnowledgeFiles;
  try {
    knowledge = readKnowledgeFiles();
  } catch (error) {
    if (!(error instanceof FileFaults)) throw error;
    throw new PreviewFault(
      `The cards as they stand now cannot be used (npm run check-cards says more):\n  ${error.message.replaceAll('\n', '\n  ')}`,
    );
  }
  if (id === undefined) return knowledge;
  const ids = [...knowledge.files.keys(), ...knowledge.drafts.map((draft) => draft.id)].sort();
  if (!ids.includes(id)) throw new PreviewFault(`There is no card "${id}"${orWhat(id, ids)}`);
  const open = knowledge.drafts.find((draft) => draft.id === id)?.faults ?? [];
  if (open.length > 0) {
    const lines = open.map(({ place, says }) => `${place === '' ? '' : `${place}: `}${says}`);
    throw new PreviewFault(
      `The draft ${id} is not whole yet, so nobody can be shown it:\n  ${lines.join('\n  ')}`,
    );
  }
  return knowledge;
}

/** The text of the card file of a tree; undefined where the card is not there, or a draft. */
function cardIn({ root: folder }: Tree, id: string): string | undefined {
  const path = join(folder, 'cards', `${id}.md`);
  if (!existsSync(path)) return undefined;
  const text = readFileSync(path, 'utf8');
  return isDraft(text) ? undefined : text;
}

const memberOf = (text: string, name: string) =>
  new RegExp(`^${name}: *["']?(.*?)["']?\\s*(?:#.*)?$`, 'm').exec(text)?.[1] ?? '';

/** @throws {PreviewFault} when nobody is of this name. */
async function casesOf(
  { id, bundles, patient }: Choice,
  knowledge: KnowledgeFiles,
): Promise<Cases> {
  const all =
    bundles === undefined
      ? exampleCases(root, { withAssumed: id === undefined })
      : await bundleCases(bundles, knowledge);
  if (patient === undefined) return all;
  const cases = all.cases.filter((each) => each.patient.toLowerCase().includes(patient));
  const people = new Set(cases.map((each) => each.patient)).size;
  if (people === 0) {
    throw new PreviewFault(`--patient: none of ${all.who} is called "${patient}".`);
  }
  return { ...all, cases, who: `${people} ${people === 1 ? 'patient' : 'patients'} of ${all.who}` };
}

function write(out: string, page: string): void {
  mkdirSync(dirname(out), { recursive: true });
  // It holds what the charts hold.
  writeFileSync(out, page, { mode: 0o600 });
}

/** All cards at once. Where nothing was changed there is no "before" to start. */
async function previewTogether(choice: Choice): Promise<void> {
  const { against, out } = choice;
  const cases = await casesOf(choice, readCards(undefined));
  const trees: Tree[] = [];
  const services: PreviewService[] = [];
  try {
    const before = isAsAt(root, against) ? undefined : treeAt(root, against);
    if (before) trees.push(before);
    const start = async (tree: Tree) => {
      const service = await startService(tree, undefined);
      services.push(service);
      return service;
    };
    const after = workingTree(root);
    const afterService = await start(after);
    const all = await askTogether(cases.cases, before && (await start(before)), afterService);
    const run = {
      who: cases.who,
      before: before?.name,
      after: after.name,
      notes: cases.faults.slice(0, 20).map((fault) => `Not read: ${fault}`),
    };
    write(out, togetherPage(run, all));
    console.log(togetherSummary(run, all, { isInvented: cases.isInvented, out }));
  } finally {
    await Promise.all(services.map((service) => service.stop()));
    for (const tree of trees) tree.remove();
  }
}

async function previewCard(choice: Choice, id: string): Promise<void> {
  const { against, out } = choice;
  const knowledge = readCards(id);
  const isOfDraft = knowledge.drafts.some((draft) => draft.id === id);
  const cases = await casesOf(choice, knowledge);
  const trees: Tree[] = [];
  const services: PreviewService[] = [];
  try {
    const before = treeAt(root, against);
    trees.push(before);
    const after = isOfDraft ? treeWithDraftOn(root, id) : workingTree(root);
    trees.push(after);
    const [was, is] = [cardIn(before, id), cardIn(after, id) ?? ''];
    const start = async (tree: Tree, text: string) => {
      const isOff = memberOf(text, 'status') === 'off';
      const service = await startService(tree, isOff ? id : undefined);
      services.push(service);
      return service;
    };
    const afterService = await start(after, is);
    const beforeService = was === undefined ? undefined : await start(before, was);
    const compared = await compare(id, cases.cases, beforeService, afterService);
    const run = {
      id,
      title: memberOf(is, 'title'),
      before: `${was === undefined ? 'no such card' : `version ${memberOf(was, 'version')}`} at ${before.name}`,
      after: `version ${memberOf(is, 'version')} in ${after.name}`,
      who: cases.who,
      notes: notesOf(was, is, isOfDraft, cases.faults),
      files: [was, is] as const,
    };
    write(out, previewPage(run, compared));
    console.log(summary(run, compared, cases.isInvented, out));
  } finally {
    await Promise.all(services.map((service) => service.stop()));
    for (const tree of trees) tree.remove();
  }
}

function notesOf(
  was: string | undefined,
  is: string,
  isOfDraft: boolean,
  faults: readonly string[],
): readonly string[] {
  const status = memberOf(is, 'status');
  const isReworded = was !== undefined && was !== is;
  return [
    ...(isOfDraft ? ['The card is a draft. It is shown here as if it were on.'] : []),
    ...(!isOfDraft && status === 'off'
      ? ['The card is off unless a site turns it on. It was turned on here.']
      : []),
    ...(isReworded && memberOf(was, 'version') === memberOf(is, 'version')
      ? [
          'The card file was changed and its version was not: what changes for clinicians needs a new one.',
        ]
      : []),
    ...faults.slice(0, 20).map((fault) => `Not read: ${fault}`),
    ...(faults.length > 20 ? [`and ${faults.length - 20} more files that were not read.`] : []),
  ];
}

function summary(
  run: { id: string; before: string; after: string; who: string; notes: readonly string[] },
  compared: readonly Compared[],
  isInvented: boolean,
  out: string,
): string {
  const of = (change: Change) => compared.filter((each) => each.change === change);
  const count = (change: Change, words: string) => {
    const cases = of(change);
    const people = new Set(cases.map(({ occasion }) => occasion.patient)).size;
    return `  ${String(cases.length).padStart(4)} ${words}${cases.length === 0 ? '' : ` (${people} ${people === 1 ? 'patient' : 'patients'})`}`;
  };
  const named = (['gains', 'loses', 'reworded'] as const).flatMap((change) =>
    of(change).map(
      ({ occasion }) => `  ${change.padEnd(9)} ${occasion.patient}: ${occasion.occasion}`,
    ),
  );
  return [
    `${run.id}: ${run.before}; ${run.after}.`,
    `${run.who}, ${compared.length} occasions:`,
    count('gains', 'gain it'),
    count('loses', 'lose it'),
    count('reworded', 'keep it, with other words'),
    count('same', 'keep it as it was'),
    count('neither', 'are told nothing, before and after'),
    ...(isInvented ? named.slice(0, 40) : []),
    ...run.notes.map((note) => `note  ${note}`),
    `Page: ${out}`,
  ].join('\n');
}

async function main(): Promise<void> {
  const choice = choiceOf();
  if (choice?.id === undefined) await (choice && previewTogether(choice));
  else await previewCard(choice, choice.id);
}

main().catch((error: unknown) => {
  const isUsage =
    error instanceof PreviewFault ||
    (error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE'));
  // Anything else is ours and keeps its stack.
  console.error(isUsage ? error.message : error);
  process.exitCode = 1;
});
