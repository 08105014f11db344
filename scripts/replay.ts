import { hash, randomBytes } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { availableParallelism } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs, type ParseArgsConfig } from 'node:util';
import { Worker } from 'node:worker_threads';
import { readSite } from '../src/config/site.ts';
import { readKnowledge, readKnowledgeFiles, type KnowledgeFiles } from '../src/knowledge.ts';
import { replayServices } from '../src/replay-services.ts';
import { agreementOf, LABELS } from '../src/replay/agreement.ts';
import { assumedOrders } from '../src/replay/moments.ts';
import { Needs } from '../src/replay/needs.ts';
import { partition, type Shard } from '../src/replay/partition.ts';
import { bundleUnits, filesOf, type Unit } from '../src/replay/population.ts';
import { replayCsv, replayPage, sampleCsv, type ReplayRun } from '../src/replay/replay-report.ts';
import { twice, type UnitResult } from '../src/replay/replay-unit.ts';
import { addFault, emptyTally, merge, type Tally } from '../src/replay/tally.ts';
import type { WorkerReply, WorkerStart } from './replay-worker.ts';
import { treeAt, type TreeAt } from './tree-at.ts';

const usage = `npm run replay -- DIR [options]
How often would the cards have fired? DIR holds R4 Bundles (one patient each, .json or .json.gz) or a bulk
export (.ndjson or .ndjson.gz), or both. Nothing is sent anywhere.
--out DIR         where the results go; replay-out unless given. The same command again goes on where it stopped
--site-file FILE  the site's choices (SITE_FILE); the shipped ones unless given
--against OTHER   another site file, or a commit, tag or branch of this project: who gains, who loses
--assume CODES    also assume orders at each chart's last day: 72158,62270 (CPT) or system|code
--workers N       threads; all cores unless given
--shard i/n       the i-th of n shares of the patients
--ids FILE        also write whose the cases of the samples are (a file for you alone)
--merge           put the results of several shares together: npm run replay -- --merge OUT1 OUT2 … --out DIR
--agreement FILE  how far two readers of a labelled sample agree`;

const { values, positionals } = argumentsOf({
  allowPositionals: true,
  options: {
    out: { type: 'string', default: 'replay-out' },
    'site-file': { type: 'string' },
    against: { type: 'string' },
    assume: { type: 'string', default: '' },
    workers: { type: 'string' },
    shard: { type: 'string', default: '1/1' },
    ids: { type: 'string' },
    merge: { type: 'boolean', default: false },
    agreement: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});

/** By which a version of the project is replayed; the first versions had none. */
const REPLAYED = 'src/replay-services.ts';

main().then(
  (code) => (process.exitCode = code),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : 'The replay failed.');
    process.exitCode = 1;
  },
);

/** @returns What was asked for; a wrong option ends the command, with what there is. */
function argumentsOf<T extends ParseArgsConfig>(config: T) {
  try {
    return parseArgs(config);
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : ''}\n${usage}`);
    process.exit(1);
  }
}

async function main(): Promise<number> {
  if (values.help) {
    console.log(usage);
    return 0;
  }
  if (values.agreement !== undefined) return sayAgreement(values.agreement);
  if (values.merge) return mergeShares(positionals);
  const [folder] = positionals;
  if (folder === undefined || positionals.length > 1) throw new Error(usage);
  if (!existsSync(folder)) throw new Error(`${resolve(folder)} is not there.`);
  return replay(resolve(folder));
}

function sayAgreement(file: string): number {
  const { labelled, same, kappa, used, unknown } = agreementOf(textOf(file));
  console.log(
    `${labelled} labelled by both, ${same} alike, Cohen's kappa ${kappa === undefined ? 'not defined' : kappa.toFixed(2)}`,
  );
  for (const { label, times } of used) console.log(`${label}: ${times.join(' and ')}`);
  if (unknown.length > 0) {
    console.error(`No labels of ours (${LABELS.join(', ')}): ${unknown.join(', ')}`);
  }
  return 0;
}

/** @throws {Error} in words when it cannot be read. */
function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    throw new Error(`${resolve(file)} could not be read.`);
  }
}

/** Room for the short-lived objects of one thread, in megabytes. */
const YOUNG_MB = 64;

/** What a result file holds: all that a merge needs. */
interface ResultFile {
  readonly shard: string;
  readonly isCompared: boolean;
  readonly asked: readonly string[];
  readonly tally: Tally;
}

function mergeShares(folders: readonly string[]): number {
  if (folders.length === 0) throw new Error(usage);
  const results = folders.map(
    (folder) => JSON.parse(textOf(join(folder, 'result.json'))) as ResultFile,
  );
  const [first] = results;
  const shares = results.map(({ shard }) => shard);
  if (!first || new Set(shares).size !== shares.length) {
    throw new Error('Two of the folders hold the same share.');
  }
  if (results.some(({ asked }) => asked.join() !== first.asked.join())) {
    throw new Error('The folders hold results of different questions.');
  }
  const of = Number(first.shard.split('/')[1]);
  const tally = results.reduce((sum, each) => merge(sum, each.tally), emptyTally());
  if (shares.length !== of) console.error(`These are ${shares.length} of ${of} shares.`);
  return writeResults({ ...first, shard: '1/1', tally }, wordsOfCards(readKnowledgeFiles()));
}

/** What another configuration is: a site file, or another version of the project. */
interface Against {
  readonly siteFile: string | undefined;
  readonly tree: TreeAt | undefined;
  /** In words. */
  readonly asked: string;
}

/** @throws {Error} when it is neither a file nor a commit that can be replayed. */
function againstOf(other: string): Against {
  if (existsSync(other)) {
    return { siteFile: other, tree: undefined, asked: `Against ${readId(other)}.` };
  }
  const tree = treeAt(other);
  if (!tree) {
    throw new Error(
      `--against ${other}: there is neither a site file of this name nor a commit, tag or branch (git log --oneline lists them).`,
    );
  }
  if (!existsSync(join(tree.folder, REPLAYED))) {
    tree.remove();
    throw new Error(`--against ${other}: that version cannot be replayed, it is too old.`);
  }
  const asked = `Against ${other} of the project (${tree.commit.slice(0, 12)}).`;
  return { siteFile: undefined, tree, asked };
}

async function replay(folder: string): Promise<number> {
  const against = values.against === undefined ? undefined : againstOf(values.against);
  const { tree } = against ?? {};
  if (!tree) return replayAgainst(folder, against);
  // Whoever interrupts it leaves no work tree behind.
  const interrupted = () => {
    tree.remove();
    process.exit(130);
  };
  process.once('SIGINT', interrupted).once('SIGTERM', interrupted);
  try {
    return await replayAgainst(folder, against);
  } finally {
    tree.remove();
  }
}

async function replayAgainst(folder: string, against: Against | undefined): Promise<number> {
  const startedAt = performance.now();
  const knowledge = readKnowledgeFiles();
  const words = wordsOfCards(knowledge);
  const shard = shardOf(values.shard);
  const files = filesOf(folder);
  const out = resolve(values.out);
  const progress = join(out, '.progress');
  const asked = [
    values['site-file'] === undefined
      ? 'Shipped settings.'
      : `Site file ${readId(values['site-file'])}.`,
    ...(against ? [against.asked] : []),
    ...(values.assume === '' ? [] : [`Assumed at the last day: ${values.assume}.`]),
  ];
  const question = JSON.stringify([files.fingerprint, asked, values.shard]);
  const salt = resume(progress, question);
  const tally = emptyTally();
  const units = [
    ...bundleUnits(files.bundles, shard),
    ...(await exportUnits(folder, files.exports, progress, shard, () =>
      needsOf(against, knowledge),
    )),
  ].map((unit, index) => ({ name: `${unit.kind}-${index}`, unit }));
  for (const fault of savedFaults(progress)) addFault(tally, fault);
  const ids: Record<string, string> = {};
  const seen = new Set<string>();
  const take = ({ tally: part, patients, walked }: UnitResult) => {
    merge(tally, part);
    for (const [caseId, where] of Object.entries(walked)) {
      if (seen.has(caseId)) addFault(tally, twice(where));
      seen.add(caseId);
    }
    Object.assign(ids, patients);
  };
  const todo = units.filter(({ name }) => {
    const saved = join(progress, `${name}.json`);
    if (!existsSync(saved)) return true;
    take(JSON.parse(readFileSync(saved, 'utf8')) as UnitResult);
    return false;
  });
  if (todo.length < units.length) {
    console.error(`Going on: ${units.length - todo.length} of ${units.length} parts are done.`);
  }
  const begunWith = tally.patients;
  await inWorkers(
    todo,
    {
      folder,
      siteFile: values['site-file'],
      against: against?.siteFile,
      againstTree: against?.tree?.folder,
      assumed: assumedOrders(values.assume),
      salt,
    },
    ({ name, result }, done) => {
      const file = join(progress, `${name}.json`);
      // Whole or not at all: a file that was cut off would be taken for a result.
      writeFileSync(`${file}.part`, JSON.stringify(result), { mode: 0o600 });
      renameSync(`${file}.part`, file);
      take(result);
      const seconds = (performance.now() - startedAt) / 1000;
      bar(done, todo.length, (tally.patients - begunWith) / seconds);
    },
  );
  const seconds = (performance.now() - startedAt) / 1000;
  console.error(
    `\n${tally.patients} patients in ${seconds.toFixed(1)} s, ${Math.round(process.resourceUsage().maxRSS / 1024)} MB at most.`,
  );
  if (values.ids !== undefined) {
    writeFileSync(values.ids, JSON.stringify(ids, undefined, 1), { mode: 0o600 });
    chmodSync(values.ids, 0o600);
  }
  const result = { shard: values.shard, isCompared: values.against !== undefined, asked, tally };
  const code = writeResults(result, words);
  // Charts lie there, sorted by patient.
  rmSync(progress, { recursive: true, force: true });
  return code;
}

/** A site file by its content, so that one that changed is another question. */
function readId(file: string): string {
  return `${file} (${hash('sha256', JSON.stringify(readSite(file))).slice(0, 12)})`;
}

/** Goes on with what was begun for the same question, else begins. @returns The salt of the case ids. */
function resume(progress: string, question: string): string {
  const state = join(progress, 'question.json');
  if (existsSync(state)) {
    const saved = JSON.parse(readFileSync(state, 'utf8')) as { question: string; salt: string };
    if (saved.question === question) return saved.salt;
  }
  rmSync(progress, { recursive: true, force: true });
  mkdirSync(progress, { recursive: true, mode: 0o700 });
  const salt = randomBytes(16).toString('hex');
  writeFileSync(state, JSON.stringify({ question, salt }), { mode: 0o600 });
  return salt;
}

async function exportUnits(
  folder: string,
  exports: readonly string[],
  progress: string,
  shard: Shard,
  needs: () => Needs | undefined,
): Promise<readonly Unit[]> {
  if (exports.length === 0) return [];
  const saved = join(progress, 'partitions.json');
  if (existsSync(saved)) return JSON.parse(readFileSync(saved, 'utf8')) as Unit[];
  const target = join(progress, 'partitions');
  rmSync(target, { recursive: true, force: true });
  const faults: string[] = [];
  // Read first: a faulty site file then costs no work.
  const needed = needs();
  console.error('Sorting the export by patient…');
  const units = await partition(
    folder,
    exports,
    target,
    shard,
    (says) => faults.push(says),
    needed,
  );
  writeFileSync(join(progress, 'faults.json'), JSON.stringify(faults), { mode: 0o600 });
  writeFileSync(saved, JSON.stringify(units), { mode: 0o600 });
  return units;
}

/**
 * What of an export can matter. All of it where another version of the project may ask for something else,
 * and where the last day of a chart counts, which any resource may tell.
 */
function needsOf(against: Against | undefined, knowledge: KnowledgeFiles): Needs | undefined {
  if (against?.tree || values.assume !== '') return undefined;
  const all = replayServices(values['site-file'], against?.siteFile, knowledge);
  return new Needs([...all.services.queries, ...(all.against?.queries ?? [])]);
}

function savedFaults(progress: string): readonly string[] {
  const file = join(progress, 'faults.json');
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as string[]) : [];
}

async function inWorkers(
  todo: readonly { readonly name: string; readonly unit: Unit }[],
  start: WorkerStart,
  done: (reply: WorkerReply, count: number) => void,
): Promise<void> {
  const wanted = values.workers === undefined ? availableParallelism() : Number(values.workers);
  if (!Number.isInteger(wanted) || wanted < 1 || wanted > 256) throw new Error(usage);
  const queue = [...todo];
  let count = 0;
  const work = () =>
    new Promise<void>((finish, fail) => {
      const worker = new Worker(new URL('./replay-worker.ts', import.meta.url), {
        workerData: start,
        // Charts are parsed and thrown away: where they die young, they cost next to nothing.
        resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB },
      });
      const next = () => worker.postMessage(queue.shift() ?? 'end');
      worker.on('message', (reply: WorkerReply) => {
        done(reply, (count += 1));
        next();
      });
      worker.on('error', fail);
      worker.on('exit', () => finish());
      next();
    });
  await Promise.all(Array.from({ length: Math.min(wanted, todo.length) }, work));
}

function bar(done: number, of: number, perSecond: number): void {
  if (!process.stderr.isTTY) return;
  const width = 30;
  const full = Math.round((width * done) / of);
  process.stderr.write(
    `\r[${'='.repeat(full)}${' '.repeat(width - full)}] ${done}/${of} parts, ${Math.round(perSecond)} patients/s `,
  );
}

function shardOf(text: string): Shard {
  const [, index, of] = /^(\d{1,4})\/(\d{1,4})$/.exec(text) ?? [];
  const shard = { index: Number(index) - 1, of: Number(of) };
  if (index === undefined || shard.index < 0 || shard.index >= shard.of) {
    throw new Error(`--shard ${text}: expected i/n, such as 1/4\n${usage}`);
  }
  return shard;
}

/**
 * Titles of the cards, and their sentences for silence. Read before the work begins: files that are
 * faulty then cost no work.
 */
function wordsOfCards(knowledge: KnowledgeFiles): Pick<ReplayRun, 'titles' | 'silences'> {
  const { siteCards } = readKnowledge(readSite(undefined), knowledge);
  return {
    titles: Object.fromEntries(siteCards.map(({ file }) => [file.id, file.title])),
    silences: Object.fromEntries(siteCards.map(({ file }) => [file.id, file.silent])),
  };
}

/** @returns The exit code: 1 when nothing could be read. */
function writeResults(result: ResultFile, words: Pick<ReplayRun, 'titles' | 'silences'>): number {
  const { tally, asked, isCompared } = result;
  const out = resolve(values.out);
  mkdirSync(out, { recursive: true });
  writeFileSync(join(out, 'result.json'), JSON.stringify(result, undefined, 1));
  writeFileSync(join(out, 'report.html'), replayPage(tally, { ...words, asked, isCompared }));
  writeFileSync(join(out, 'cards.csv'), replayCsv(tally));
  writeFileSync(join(out, 'sample.csv'), sampleCsv(tally));
  writeFileSync(join(out, 'faults.txt'), tally.faults.map((each) => `${each}\n`).join(''));
  for (const fault of tally.faults.slice(0, 20)) console.error(fault);
  if (tally.faultCount > 20) console.error(`… ${tally.faultCount} in all: faults.txt`);
  if (tally.patients === 0) {
    console.error(
      `No patient was read. Expected are R4 Bundles (.json) or a bulk export (.ndjson); in ${out} stands what was found: ${readdirSync(out).join(', ')}.`,
    );
    return 1;
  }
  console.log(join(out, 'report.html'));
  return 0;
}
