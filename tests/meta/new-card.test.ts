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
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { load } from 'js-yaml';
import { compiledIn } from '../support/compiled.ts';

// Each test starts programs of its own, on a machine that may be busy.
jest.setTimeout(300_000);

/** A copy of the project, in which cards may be made. */
let root: string;
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'new-card-'));
  for (const name of ['cards', 'fhir-fixtures', 'scripts', 'src', 'tests']) {
    cpSync(name, join(root, name), { recursive: true });
  }
  for (const name of ['package.json', 'tsconfig.json', 'docs']) {
    cpSync(name, join(root, name), { recursive: true });
  }
  writeFileSync(
    join(root, 'site.json'),
    JSON.stringify({ cards: { 'contrast-only-invented': { mode: 'on' } } }),
  );
  symlinkSync(resolve('node_modules'), join(root, 'node_modules'), 'dir');
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

const file = (path: string) => readFileSync(join(root, path), 'utf8');
const change = (path: string, edit: (text: string) => string) =>
  writeFileSync(join(root, path), edit(file(path)));

function node(...args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    cwd: root,
    encoding: 'utf8',
    env: {
      ...process.env,
      ...compiledIn(join(root, '.compiled')),
      NODE_OPTIONS: '--disable-warning=ExperimentalWarning',
    },
  });
  return { status, stdout, stderr, all: stdout + stderr };
}
const newCard = (...args: readonly string[]) => node('scripts/new-card.ts', ...args);
const runJest = (...paths: readonly string[]) =>
  node(
    '--experimental-vm-modules',
    'node_modules/jest/bin/jest.js',
    '--rootDir',
    root,
    // One after another, with time: the machine may be busy.
    '--runInBand',
    '--testTimeout=110000',
    ...paths,
  );
/** Type errors in some files of the copy, which are read with what they import and nothing else. */
const typeErrorsIn = (paths: readonly string[]) => {
  const project = { extends: './tsconfig.json', include: [], files: paths };
  writeFileSync(join(root, 'tsconfig.made.json'), JSON.stringify(project));
  return node('node_modules/typescript/bin/tsc', '--noEmit', '-p', 'tsconfig.made.json')
    .stdout.split('\n')
    .filter((line) => paths.some((path) => line.startsWith(path)) || /^error/.test(line));
};

const cases = [
  ['contrast-only-invented', 'orders'],
  ['veins-invented-2', 'reports'],
] as const;
const aboutOf = Object.fromEntries(cases) as Record<keyof typeof ruleNames, string>;
/** Names of their rules in code. */
const ruleNames = {
  'contrast-only-invented': 'contrastOnlyInvented',
  'veins-invented-2': 'veinsInvented2',
} as const;
const filesOf = (id: keyof typeof ruleNames) => [
  `cards/${id}.md`,
  `src/rules/${aboutOf[id]}/${id}.ts`,
  `tests/stories/${id}.test.ts`,
];

describe.each(cases)('npm run new-card -- %s --about %s', (id, about) => {
  let made: ReturnType<typeof node>;
  beforeAll(() => {
    made = newCard(id, '--about', about);
  });

  test('makes words, rule and story, and says what is left to do', () => {
    expect({ status: made.status, stderr: made.stderr }).toEqual({ status: 0, stderr: '' });
    for (const path of filesOf(id)) expect(made.stdout).toContain(`  - ${path}\n`);
    expect(made.stdout).toContain(`src/rules/index.ts: does not import and list the rule of ${id}`);
    expect(made.stdout).toContain(`src/cards/file/priority.ts: does not say where ${id} comes`);
    expect(made.stdout).toContain('fhir-fixtures/patients/');
  });

  test('the card is a draft, of version 1, and nobody has reviewed it', () => {
    const [, front = ''] = /^---\n([\s\S]*?)\n---\n/.exec(file(`cards/${id}.md`)) ?? [];
    expect(load(front)).toMatchObject({ id, version: 1, status: 'draft', reviewed: 'none' });
  });

  test('a second time it is refused, and nothing changes', () => {
    const before = filesOf(id).map(file);
    const again = newCard(id, '--about', about);
    expect([again.status, again.stdout]).toEqual([2, '']);
    expect(again.stderr).toContain(`There is already: ${filesOf(id).join(', ')}.`);
    expect(filesOf(id).map(file)).toEqual(before);
  });
});

test('what was made has no type error and is formatted like the rest', () => {
  const paths = cases.flatMap(([id]) => filesOf(id)).filter((path) => path.endsWith('.ts'));
  expect(typeErrorsIn(paths)).toEqual([]);
  expect(node('node_modules/prettier/bin/prettier.cjs', '--check', ...paths).status).toBe(0);
});

describe('A draft', () => {
  const drafts = cases.map(([id]) => id);
  const services = () =>
    node(
      '-e',
      `import('./src/knowledge.ts').then(async ({ readKnowledge }) => {
        const { siteOf } = await import('./src/config/site.ts');
        console.log(readKnowledge(siteOf({})).siteCards.map(({ file }) => file.id).join());
      })`,
    );

  test('leaves the tests of cards green, and its story is left out', () => {
    const { status, all } = runJest(
      'tests/meta/whole-cards.test.ts',
      'tests/meta/cards.test.ts',
      'tests/meta/hazards.test.ts',
      'tests/meta/intended-use.test.ts',
      'tests/meta/vocabulary-in-code.test.ts',
      ...drafts.map((id) => `tests/stories/${id}.test.ts`),
    );
    expect(all).toContain('2 skipped, 5 passed');
    expect(status).toBe(0);
  });

  test('leaves a start as it was, and runs nowhere', () => {
    const { status, stdout } = services();
    expect(status).toBe(0);
    expect(stdout).toContain('mri-before-lumbar-puncture');
    for (const id of drafts) expect(stdout).not.toContain(id);
  });

  test('passes check-cards, which says what is open in it', () => {
    const { status, stdout } = node('scripts/check-cards.ts');
    expect(status).toBe(0);
    for (const id of drafts) {
      expect(stdout).toContain(`draft  ${id} runs nowhere yet`);
      expect(stdout).toMatch(
        new RegExp(`cards/${id}\\.md:\\d+ +not filled in yet: title, source, summary, phrase,`),
      );
    }
  });

  test('cannot be switched on by a site', () => {
    const { status, stderr } = node(
      '-e',
      `import('./src/configuration.ts').then(({ readConfiguration }) => readConfiguration({ SITE_FILE: 'site.json' }))`,
    );
    expect(status).toBe(1);
    expect(stderr).toContain('cards.contrast-only-invented: this card is a draft');
  });
});

describe('Switched on before it is whole', () => {
  const on = (text: string) => text.replace('status: draft', 'status: off');
  beforeAll(() => cases.forEach(([id]) => change(`cards/${id}.md`, on)));

  test('the test of whole cards names every file and every place that is left open', () => {
    const { status, all } = runJest('tests/meta/whole-cards.test.ts');
    expect(status).toBe(1);
    for (const [id] of cases) {
      for (const line of [
        `cards/${id}.md: not filled in yet: title, source, summary, phrase, override reason, fires, silent, disputed, history, detail, page`,
        `src/rules/${aboutOf[id]}/${id}.ts: not filled in yet: settings, `,
        `tests/stories/${id}.test.ts: not filled in yet: patient, `,
        `src/rules/index.ts: does not import and list the rule of ${id} (alphabetically)`,
        `src/cards/file/priority.ts: does not say where ${id} comes among cards of one indicator`,
      ]) {
        expect(all).toContain(line);
      }
    }
  });

  test('the service does not start, and says which card', () => {
    const { status, stderr } = node(
      '-e',
      "import('./src/knowledge.ts').then(({ readKnowledgeFiles }) => readKnowledgeFiles())",
    );
    expect(status).not.toBe(0);
    expect(stderr).toContain(
      'contrast-only-invented.md: not filled in yet: title, source, summary,',
    );
  });
});

test('once it is filled in and listed, nothing is missing and its story holds', () => {
  for (const [id] of cases) {
    const name = ruleNames[id];
    for (const path of filesOf(id)) {
      change(path, (text) =>
        text
          .replace('source: todo', 'source: lee-2009')
          .replace(/TODO ([a-z ]+):/g, 'Invented $1:'),
      );
    }
    change(
      'src/rules/index.ts',
      (text) =>
        `import { ${name} } from './${aboutOf[id]}/${id}.ts';\n${text.replace(/^\] as const/m, `  ${name},\n] as const`)}`,
    );
    change('src/cards/file/priority.ts', (text) => text.replace(/^\];/m, `  '${id}',\n];`));
  }
  const { status, all } = runJest(
    'tests/meta/whole-cards.test.ts',
    ...cases.map(([id]) => `tests/stories/${id}.test.ts`),
  );
  expect(all).toContain('3 passed, 3 total');
  expect(status).toBe(0);
});

test.each([
  ['not kebab-case', ['Contrast_Only'], '"Contrast_Only" is not in kebab-case'],
  ['another folder', ['../contrast'], '"../contrast" is not in kebab-case'],
  ['a hyphen too many', ['contrast--only'], 'is not in kebab-case'],
  ['no id', [], 'Name one card.'],
  ['two ids', ['one-card', 'two-cards'], 'Name one card.'],
  ['about something else', ['one-card', '--about', 'patients'], '--about is "orders" or "reports"'],
  ['an unknown option', ['one-card', '--off'], "Unknown option '--off'"],
  ['an id that exists', ['mri-before-lumbar-puncture'], 'There is already: cards/mri-before'],
])('%s: refused, nothing is made', (_what, args, message) => {
  const { status, stdout, stderr } = newCard(...args);
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  expect(stderr).toContain(message);
  expect(stderr).not.toContain('    at ');
  expect(existsSync(join(root, 'cards/one-card.md'))).toBe(false);
});
