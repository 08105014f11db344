import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A fault of the caller or of the files, to be said without a stack. */
export class PreviewFault extends Error {}

/** The project as it stood, or stands, ready to be started. */
export interface Tree {
  readonly root: string;
  /** For people: "HEAD (1a2b3c4)", "the working tree". */
  readonly name: string;
  remove(): void;
}

/** What a service needs of the project. */
const PARTS = ['cards', 'src', 'package.json'];

export const workingTree = (root: string): Tree => ({
  root,
  name: 'the working tree',
  remove: () => undefined,
});

/**
 * The project at a commit, in a folder of its own, with the dependencies of today.
 * @throws {PreviewFault} when there is no such commit, or nothing to start in it.
 */
export function treeAt(root: string, ref: string): Tree {
  const git = (...args: readonly string[]) =>
    spawnSync('git', ['-C', root, ...args], { maxBuffer: 512 * 1024 * 1024 });
  const inside = git('rev-parse', '--is-inside-work-tree');
  if (inside.status !== 0) {
    throw new PreviewFault(
      `${root} is under no version control that git knows, so there is no "before". Clone the project with git.`,
    );
  }
  const found = git('rev-parse', '--verify', '--quiet', '--end-of-options', `${ref}^{commit}`);
  const commit = found.stdout.toString().trim();
  if (found.status !== 0 || commit === '') {
    throw new PreviewFault(
      `--against: git knows no commit "${ref}". Name a branch, a tag or a commit (git log --oneline lists them).`,
    );
  }
  const archive = git('archive', '--format=tar', commit, '--', ...PARTS);
  if (archive.status !== 0) {
    throw new PreviewFault(`--against: at ${ref} there is no service yet (${PARTS.join(', ')}).`);
  }
  return temporary(`${ref} (${commit.slice(0, 7)})`, (folder) => {
    const unpacked = spawnSync('tar', ['-x', '-f', '-', '-C', folder], { input: archive.stdout });
    if (unpacked.status !== 0) throw new PreviewFault('tar could not unpack what git gave.');
    linkModules(root, folder);
  });
}

/** Whether what a service needs stands in the folder as it does at a commit, new files included. */
export function isAsAt(root: string, ref: string): boolean {
  const git = (...args: readonly string[]) =>
    spawnSync('git', ['-C', root, ...args, '--', ...PARTS]);
  const strays = git('ls-files', '--others', '--exclude-standard');
  return git('diff', '--quiet', '--end-of-options', ref).status === 0 && strays.stdout.length === 0;
}

/** The working tree with a draft switched on, as it would run. */
export function treeWithDraftOn(root: string, id: string): Tree {
  const rule = ['orders', 'reports']
    .map((room) => `./${room}/${id}.ts`)
    .find((path) => existsSync(join(root, 'src/rules', path)));
  if (rule === undefined) {
    throw new PreviewFault(
      `The draft ${id} has no rule yet (src/rules/orders/${id}.ts or src/rules/reports/${id}.ts): nobody could get it.`,
    );
  }
  return temporary('the working tree, with the draft switched on', (folder) => {
    for (const part of PARTS) cpSync(join(root, part), join(folder, part), { recursive: true });
    linkModules(root, folder);
    change(join(folder, `cards/${id}.md`), (text) =>
      text.replace(/^(status: *["']?)draft\b/m, '$1on'),
    );
    const index = join(folder, 'src/rules/index.ts');
    if (readFileSync(index, 'utf8').includes(`'${rule}'`)) return;
    const [, name] =
      /export const (\w+) = define/.exec(readFileSync(join(folder, 'src/rules', rule), 'utf8')) ??
      [];
    if (name === undefined) throw new PreviewFault(`src/rules/${rule.slice(2)} exports no rule.`);
    change(
      index,
      (text) =>
        `import { ${name} } from '${rule}';\n${text.replace(/^\] as const/m, `  ${name},\n] as const`)}`,
    );
  });
}

function temporary(name: string, fill: (folder: string) => void): Tree {
  const folder = mkdtempSync(join(tmpdir(), 'cauda-preview-'));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  try {
    fill(folder);
  } catch (error) {
    remove();
    throw error;
  }
  return { root: folder, name, remove };
}

const linkModules = (root: string, folder: string) =>
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'), 'junction');

const change = (path: string, edit: (text: string) => string) =>
  writeFileSync(path, edit(readFileSync(path, 'utf8')));
