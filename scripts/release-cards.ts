import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { evidenceOf } from '../src/cards/evidence-page.ts';
import { siteOf } from '../src/config/site.ts';
import { readKnowledge, readKnowledgeFiles, type KnowledgeFiles } from '../src/knowledge.ts';
import { rules } from '../src/rules/index.ts';
import {
  lockFile,
  readCardLock,
  type CardLock,
  type LockedCard,
} from '../src/versions/card-lock.ts';
import { without } from '../src/versions/canonical.ts';
import { fingerprintOf, listsNow, PARTS } from '../src/versions/fingerprint.ts';
import { versionsFolder } from '../src/versions/released-cards.ts';
import { ListHashes } from '../src/versions/word-lists.ts';
import { listsOfCards } from './card-lists.ts';

const usage = `Ties the content of each card (words, default settings, figures, word lists) to its version.

  npm run release-cards                    writes cards/versions: the lock, and each version as it is
  npm run release-cards -- --check         says what it would write, and writes nothing
  npm run release-cards -- --bump "TEXT"   gives each released card that changed a new version, with TEXT
                                           as the line of its history, and writes
  npm run release-cards -- --release       writes, and closes all versions: from now on each change of a
                                           card is a new version

A version that is not released yet may still change; one that is released may not: add one to its version
and a line to its history in cards/<id>.md, or use --bump.`;

/** What one card comes to. */
interface Found {
  readonly id: string;
  readonly entry: LockedCard;
  /** What changed since the lock; empty when nothing did. */
  readonly changes: readonly string[];
  /** A released version changed. */
  readonly isRefused: boolean;
}

export interface Result {
  readonly lock: CardLock;
  readonly found: readonly Found[];
}

/**
 * Compares the cards as they stand with the lock.
 *
 * @param releasedOn Calendar date of a release; undefined while versions may still change.
 */
export function compareWithLock(
  old: CardLock,
  knowledge: KnowledgeFiles = readKnowledgeFiles(),
  releasedOn?: string,
): Result {
  const { files, valueSets, lexicon, reportWords } = knowledge;
  const lists = new ListHashes({ valueSets, words: lexicon.files, reportWords });
  const restsOn = listsOfCards(rules, valueSets, lexicon.files);
  const found = rules.flatMap((rule): readonly Found[] => {
    const file = files.get(rule.id);
    if (!file) return [];
    const names = restsOn.get(rule.id) ?? [];
    const before = old.cards[rule.id];
    const now = fingerprintOf(file, rule, names, { ...knowledge, lists });
    const isSame = before?.version === file.version;
    const parts = PARTS.filter((part) => before?.[part] !== now[part]);
    const changes = isSame
      ? parts.map((part) => (part === 'lists' ? listChanges(before, names, old, lists) : part))
      : [before ? `version ${before.version} → ${file.version}` : `new at version ${file.version}`];
    const isClosed = isSame && before.released !== null;
    const isBack = before !== undefined && file.version < before.version;
    return [
      {
        id: rule.id,
        entry: {
          version: file.version,
          released: isClosed ? before.released : (releasedOn ?? null),
          ...now,
          restsOn: [...names],
        },
        changes,
        isRefused: isBack || (isClosed && parts.length > 0),
      },
    ];
  });
  const all = [...new Set(found.flatMap(({ entry }) => entry.restsOn))].sort();
  return {
    found,
    lock: {
      cards: Object.fromEntries(
        [...found].sort((a, b) => (a.id < b.id ? -1 : 1)).map(({ id, entry }) => [id, entry]),
      ),
      lists: listsNow(all, lists),
    },
  };
}

/** Which lists changed, came and went. */
function listChanges(
  { restsOn }: LockedCard,
  names: readonly string[],
  old: CardLock,
  lists: ListHashes,
): string {
  const changed = names.filter(
    (name) => restsOn.includes(name) && old.lists[name] !== (lists.of(name) ?? null),
  );
  const came = names.filter((name) => !restsOn.includes(name));
  const went = restsOn.filter((name) => !names.includes(name));
  const said = [
    ['changed', changed],
    ['now rested on', came],
    ['no longer rested on', went],
  ].flatMap(([what, some = []]) => (some.length === 0 ? [] : [`${String(what)} ${few(some)}`]));
  return `lists (${said.join('; ')})`;
}

const MAX_NAMED = 6;
const few = (names: string | readonly string[]) => {
  const all = [names].flat();
  const rest = all.length - MAX_NAMED;
  return all.slice(0, MAX_NAMED).join(', ') + (rest > 0 ? ` and ${rest} more` : '');
};

/** Writes the page of each version as it is now. */
function writeVersions({ found }: Result): void {
  const known = readKnowledge(siteOf({}));
  for (const card of known.siteCards) {
    const entry = found.find(({ id }) => id === card.file.id)?.entry;
    if (!entry) continue;
    // What a site decides, and what was recalled, is no part of a version.
    const evidence = evidenceOf(card, known.evidence);
    const page = without(evidence, 'mode', 'awaitsApproval', 'awaitsContact', 'recalled');
    const thresholds = evidence.thresholds.map((threshold) => without(threshold, 'value'));
    const folder = join(versionsFolder, card.file.id);
    mkdirSync(folder, { recursive: true });
    writeFileSync(
      join(folder, `${entry.version}.json`),
      asJson({ released: entry.released, page: { ...page, thresholds } }),
    );
  }
}

/** Adds one to the version of a card file, and a line to its history. */
export function bumpVersion(path: string, version: number, on: string, changed: string): void {
  const text = readFileSync(path, 'utf8');
  const next = version + 1;
  const line = `  - { version: ${next}, on: "${on}", changed: ${JSON.stringify(changed)} }\n`;
  const [head = '', ...rest] = text.split(/^reviewed:/m);
  if (rest.length === 0) throw new Error(`${path}: no line "reviewed:" before which history ends.`);
  const front = head
    .replace(/^version: .*$/m, `version: ${next}`)
    .replace(/\n?$/, head.includes('\nhistory:') ? `\n${line}` : `\nhistory:\n${line}`);
  writeFileSync(path, `${front}reviewed:${rest.join('reviewed:')}`);
}

const asJson = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`;
const isNothing = ({ found, lock }: Result, old: CardLock) =>
  found.every(({ changes }) => changes.length === 0) && asJson(lock) === asJson(old);

function main(): void {
  const { values } = parseArgs({
    options: {
      check: { type: 'boolean' },
      bump: { type: 'string' },
      release: { type: 'boolean' },
      help: { type: 'boolean' },
    },
  });
  if (values.help) {
    console.log(usage);
    return;
  }
  const today = new Date().toISOString().slice(0, 10);
  const releasedOn = values.release ? today : undefined;
  const old = readCardLock();
  let result = compareWithLock(old, readKnowledgeFiles(), releasedOn);
  const text = values.bump?.trim();
  if (text !== undefined) {
    if (text === '') throw new Error('--bump says what changed for the clinician.');
    for (const { id, entry, isRefused } of result.found)
      if (isRefused) bumpVersion(`cards/${id}.md`, entry.version, today, text);
    result = compareWithLock(old, readKnowledgeFiles(), releasedOn);
  }
  for (const { id, changes, isRefused } of result.found) {
    if (changes.length > 0) console.log(`${isRefused ? 'wrong ' : ''}${id}: ${changes.join(', ')}`);
  }
  const refused = result.found.filter(({ isRefused }) => isRefused);
  if (refused.length > 0) {
    console.error(
      `${refused.length} released versions changed. Add one to "version" and a line to "history" in cards/<id>.md, or: npm run release-cards -- --bump "what changed". Nothing was written.`,
    );
    process.exitCode = 1;
    return;
  }
  if (values.check) {
    process.exitCode = isNothing(result, old) ? 0 : 1;
    return;
  }
  writeVersions(result);
  writeFileSync(lockFile(), asJson(result.lock));
  console.log(
    isNothing(result, old)
      ? 'Nothing changed.'
      : 'Written: cards/versions. Commit it with the cards.',
  );
}

if (process.argv[1] === import.meta.filename) {
  try {
    main();
  } catch (error) {
    console.error(error instanceof Error ? error.message : 'The versions could not be written.');
    process.exitCode = 1;
  }
}
