import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { treeAt } from './tree-at.ts';

const COMMAND = 'scripts/explain.ts';

/**
 * Explains a request with the whole service as it was: rules, facts and words of a commit or tag, in a
 * work tree of its own beside this one, which is removed afterwards.
 *
 * @param ref Commit, tag or branch; a version of the service means its tag.
 * @param words What stands behind the command, without `--version`.
 * @returns The exit code of the command.
 * @throws {Error} when there is no such commit, or it has no such command.
 */
export function explainAt(ref: string, words: readonly string[]): number {
  const tree = treeAt(ref);
  if (!tree) {
    throw new Error(
      `--version ${ref}: there is no such tag or commit here. CARD@N shows the words of a card as they were.`,
    );
  }
  try {
    if (!existsSync(join(tree.folder, COMMAND))) {
      throw new Error(
        `${ref} has no command explain. Its cards are kept: --version CARD@N shows their words.`,
      );
    }
    const { status } = spawnSync(
      process.execPath,
      ['--disable-warning=ExperimentalWarning', COMMAND, ...words],
      { cwd: tree.folder, stdio: 'inherit' },
    );
    return status ?? 1;
  } finally {
    tree.remove();
  }
}
