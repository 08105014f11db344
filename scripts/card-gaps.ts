import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDraft } from '../src/cards/file/card-text.ts';
import { unfilledIn } from '../src/cards/text/unfilled.ts';

/**
 * What is missing until every card is whole: words, rule, story, and its place in the lists. One
 * sentence for each gap, starting with the file to change. Files are read as text, so that a card
 * that does not load yet can be told what it lacks.
 *
 * @param root Folder of the project.
 * @param only Id of the one card to look at, also while it is a draft; every card that is no draft
 *   otherwise.
 */
export function cardGaps(root: string, only?: string): readonly string[] {
  const index = readFileSync(join(root, 'src/rules/index.ts'), 'utf8');
  const priority = readFileSync(join(root, 'src/cards/file/priority.ts'), 'utf8');
  const ids = only === undefined ? cardIds(root) : [only];
  return ids.flatMap((id) => [
    ...fileGaps(root, `cards/${id}.md`, 'what the card says'),
    ...fileGaps(root, ruleFile(root, id), 'when the card speaks'),
    ...fileGaps(root, `tests/stories/${id}.test.ts`, 'for whom the card speaks'),
    ...(index.includes(`/${id}.ts'`)
      ? []
      : [`src/rules/index.ts: does not import and list the rule of ${id} (alphabetically)`]),
    ...(priority.includes(`'${id}'`)
      ? []
      : [
          `src/cards/file/priority.ts: does not say where ${id} comes among cards of one indicator`,
        ]),
  ]);
}

/** Rules of order hooks and rules of reports, each in a room of its own. */
const rooms = ['src/rules/orders', 'src/rules/reports'];

/** Where the rule of a card stands, or where it is looked for when there is none. */
const ruleFile = (root: string, id: string) =>
  rooms.map((room) => `${room}/${id}.ts`).find((path) => existsSync(join(root, path))) ??
  `src/rules/(orders|reports)/${id}.ts`;

/** Ids of all cards of which there is a card file or a rule, but drafts. */
function cardIds(root: string): readonly string[] {
  const files = readdirSync(join(root, 'cards')).filter(
    (name) => name.endsWith('.md') && name !== 'README.md',
  );
  const rules = rooms.flatMap((room) => readdirSync(join(root, room)));
  const isOfDraft = (id: string) => {
    const path = join(root, 'cards', `${id}.md`);
    return existsSync(path) && isDraft(readFileSync(path, 'utf8'));
  };
  return [...new Set([...files, ...rules].map((name) => name.replace(/\.(md|ts)$/, '')))]
    .filter((id) => !isOfDraft(id))
    .sort();
}

function fileGaps(root: string, path: string, what: string): readonly string[] {
  if (!existsSync(join(root, path))) return [`${path}: is missing (${what})`];
  const unfilled = unfilledIn(readFileSync(join(root, path), 'utf8'));
  return unfilled.length === 0 ? [] : [`${path}: not filled in yet: ${unfilled.join(', ')}`];
}
