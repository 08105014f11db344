import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/** The project as it was at a commit, in a folder of its own beside this one. */
export interface TreeAt {
  readonly folder: string;
  /** Whole hash of the commit. */
  readonly commit: string;
  remove(): void;
}

/**
 * Checks a commit out beside this one, with the dependencies of today.
 *
 * @param ref Commit, tag or branch; a version of the service means its tag.
 * @returns undefined when git knows no such commit.
 * @throws {Error} when it could not be checked out.
 */
export function treeAt(ref: string): TreeAt | undefined {
  const commit = commitOf(ref);
  if (commit === undefined) return undefined;
  const around = mkdtempSync(join(tmpdir(), 'cauda-then-'));
  const folder = join(around, 'tree');
  const remove = () => {
    rmSync(around, { recursive: true, force: true });
    git('worktree', 'prune');
  };
  try {
    git('worktree', 'add', '--detach', folder, commit);
    symlinkSync(resolve('node_modules'), join(folder, 'node_modules'));
  } catch (cause) {
    remove();
    throw new Error(`${ref} could not be checked out.`, { cause });
  }
  return { folder, commit, remove };
}

const git = (...words: readonly string[]) =>
  execFileSync('git', words, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();

function commitOf(ref: string): string | undefined {
  // What begins like an option is none of ours.
  if (ref.startsWith('-')) return undefined;
  for (const name of [`v${ref}`, ref]) {
    try {
      return git('rev-parse', '--verify', '--quiet', `${name}^{commit}`);
    } catch {
      // No such name; the next is tried.
    }
  }
  return undefined;
}
