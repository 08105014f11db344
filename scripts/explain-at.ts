import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

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
  const commit = commitOf(ref);
  const folder = mkdtempSync(join(tmpdir(), 'cauda-then-'));
  const tree = join(folder, 'tree');
  try {
    git('worktree', 'add', '--detach', tree, commit);
    if (!existsSync(join(tree, COMMAND))) {
      throw new Error(
        `${ref} has no command explain. Its cards are kept: --version CARD@N shows their words.`,
      );
    }
    symlinkSync(resolve('node_modules'), join(tree, 'node_modules'));
    const { status } = spawnSync(
      process.execPath,
      ['--disable-warning=ExperimentalWarning', COMMAND, ...words],
      { cwd: tree, stdio: 'inherit' },
    );
    return status ?? 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
    git('worktree', 'prune');
  }
}

const git = (...words: readonly string[]) =>
  execFileSync('git', words, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();

function commitOf(ref: string): string {
  for (const name of [`v${ref}`, ref]) {
    // What begins like an option is none of ours.
    if (ref.startsWith('-')) break;
    try {
      return git('rev-parse', '--verify', '--quiet', `${name}^{commit}`);
    } catch {
      // No such name; the next is tried.
    }
  }
  throw new Error(
    `--version ${ref}: there is no such tag or commit here. CARD@N shows the words of a card as they were.`,
  );
}
