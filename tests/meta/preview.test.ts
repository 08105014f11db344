import { spawnSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { previewPage } from '../../scripts/preview/page.ts';
import { togetherPage } from '../../scripts/preview/together-page.ts';
import type { ShownCard } from '../../scripts/preview/service.ts';
import { wordDiff } from '../../scripts/preview/word-diff.ts';
import { compiledIn } from '../support/compiled.ts';

// Each run starts two services, on a machine that may be busy.
jest.setTimeout(300_000);

const id = 'coagulation-before-lumbar-puncture';
const file = `cards/${id}.md`;

describe('npm run preview', () => {
  /** A copy of the project under git, with three patients. */
  let root: string;
  beforeAll(() => {
    root = mkdtempSync(join(tmpdir(), 'preview-test-'));
    env = { ...process.env, ...compiledIn(join(root, '.compiled')) };
    for (const name of ['cards', 'scripts', 'src', 'package.json']) {
      cpSync(name, join(root, name), { recursive: true });
    }
    for (const name of [
      'arjun-platelets-fifteen',
      'beatriz-platelets-thirty-five',
      'kofi-back-pain-only',
    ]) {
      const path = join('fhir-fixtures/patients', name);
      cpSync(path, join(root, path), { recursive: true });
    }
    symlinkSync(resolve('node_modules'), join(root, 'node_modules'), 'dir');
    writeFileSync(join(root, '.gitignore'), 'node_modules\npreview-out\n.compiled\n');
    git('init', '--quiet', '--initial-branch=main');
    commit('First');
  });
  afterAll(() => rmSync(root, { recursive: true, force: true }));

  const git = (...args: readonly string[]) => {
    const who = ['-c', 'user.name=Test', '-c', 'user.email=test@example.org'];
    const { status, stderr } = spawnSync('git', ['-C', root, ...who, ...args], {
      encoding: 'utf8',
    });
    expect({ status, stderr: status === 0 ? '' : stderr }).toEqual({ status: 0, stderr: '' });
  };
  let env: NodeJS.ProcessEnv;
  const commit = (message: string) => {
    git('add', '--all');
    git('commit', '--quiet', '--no-gpg-sign', '--message', message);
  };
  const edit = (change: (text: string) => string) => {
    const text = readFileSync(join(root, file), 'utf8');
    expect(change(text)).not.toBe(text);
    writeFileSync(join(root, file), change(text));
  };
  const preview = (...args: readonly string[]) =>
    spawnSync(
      process.execPath,
      ['--disable-warning=ExperimentalWarning', 'scripts/preview.ts', ...args],
      { cwd: root, encoding: 'utf8', env },
    );
  const counts = (stdout: string) =>
    Object.fromEntries(
      Array.from(
        stdout.matchAll(/^ +(\d+) (gain|lose|keep it, with|keep it as|are told)/gm),
        ([, count, what]) => [what, Number(count)],
      ),
    );

  test('says who loses a card by a threshold, and shows words then and now', () => {
    edit((text) => text.replace(/^( +platelets:) 40/m, '$1 30'));
    const lost = preview(id);
    expect({ status: lost.status, stderr: lost.stderr }).toEqual({ status: 0, stderr: '' });
    expect(counts(lost.stdout)).toMatchObject({ gain: 0, lose: 1 });
    expect(lost.stdout).toContain(
      'loses     Beatriz Invented-Lopes (beatriz-platelets-thirty-five)',
    );
    expect(lost.stdout).toContain('its version was not');
    commit('Thirty');

    edit((text) =>
      text
        .replace(/^( +platelets:) 30/m, '$1 40')
        .replace(/(^# platelets\n[^]*?)See the/m, '$1Quetzal: see the'),
    );
    const reworded = preview(id, '--against', 'HEAD~1');
    expect(counts(reworded.stdout)).toMatchObject({ gain: 0, lose: 0 });
    expect(counts(reworded.stdout)['keep it, with']).toBeGreaterThan(0);
    const [, path = ''] = /^Page: (.*)$/m.exec(reworded.stdout) ?? [];
    const page = readFileSync(path, 'utf8');
    expect(page).toContain('Beatriz Invented-Lopes');
    expect(page).toMatch(/<ins>[^<]*Quetzal/);
    expect(page).toContain('HEAD~1 (');
    expect(statSync(path).mode & 0o077).toBe(0);
  });

  test('reads a folder of Bundles, prints no name of it, and says what it could not read', () => {
    const folder = join(root, 'bundles');
    mkdirSync(folder);
    for (const name of ['beatriz-platelets-thirty-five', 'kofi-back-pain-only']) {
      cpSync(join('fhir-fixtures/patients', name, 'bundle.json'), join(folder, `${name}.json`));
    }
    writeFileSync(join(folder, 'broken.json'), '{');
    const { status, stdout } = preview(id, '--bundles', folder, '--out', join(root, 'own.html'));
    expect(status).toBe(0);
    expect(stdout).toContain('2 patients of');
    expect(stdout).toContain('Not read: broken.json: it is not JSON');
    expect(stdout).not.toContain('Invented');
    expect(counts(stdout)['gain']).toBeGreaterThan(0);
    expect(readFileSync(join(root, 'own.html'), 'utf8')).toContain('(assumed)');
  });

  test('all cards together: which meet, which change an order, and what a change does to them', () => {
    const before = readFileSync(join(root, file), 'utf8');
    edit((text) => text.replace(/(^# platelets\n[^]*?)See the/m, '$1Ask: see the'));
    const out = join(root, 'together.html');
    const { status, stdout, stderr } = preview('--together', '--patient', 'Beatriz', '--out', out);
    writeFileSync(join(root, file), before);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toContain('1 patient of 3 example patients');
    expect(stdout).toMatch(/changed +Beatriz Invented-Lopes/);
    // A puncture beside an MRI with contrast: what bears on bleeding, and which of the two comes first.
    expect(stdout).toContain(` (1 patient) ${id} and mri-before-lumbar-puncture\n`);
    const page = readFileSync(out, 'utf8');
    expect(page).toContain('What changed');
    expect(page).toContain('changes are offered by');
    expect(statSync(out).mode & 0o077).toBe(0);
  });

  test('a draft is shown as if it were on', () => {
    const draft = join(root, 'cards/a-draft.md');
    mkdirSync(join(root, 'tests/stories'), { recursive: true });
    spawnSync(
      process.execPath,
      ['--disable-warning=ExperimentalWarning', 'scripts/new-card.ts', 'a-draft'],
      { cwd: root, env },
    );
    const open = preview('a-draft');
    expect(open.status).toBe(1);
    expect(open.stderr).toContain('The draft a-draft is not whole yet');
    writeFileSync(
      draft,
      readFileSync(draft, 'utf8')
        .replace('source: todo', 'source: lee-2009')
        .replace(/TODO ([a-z ]+):/g, 'Invented $1:'),
    );
    const { status, stdout, stderr } = preview('a-draft');
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toContain('no such card at HEAD');
    expect(stdout).toContain('note  The card is a draft. It is shown here as if it were on.');
    expect(counts(stdout)).toMatchObject({ lose: 0, 'keep it as': 0 });
    rmSync(draft);
    rmSync(join(root, 'src/rules/orders/a-draft.ts'));
  });

  test.each<[string, readonly string[], string]>([
    ['no card', [], 'Name one card, or --together.'],
    ['a card and all together', [id, '--together'], 'Name one card, or --together.'],
    [
      'a patient that is not there',
      ['--patient', 'nobody'],
      'none of 3 example patients is called "nobody"',
    ],
    ['a card that is not there', [id.slice(0, -1)], `did you mean ${id}?`],
    [
      'a commit that is not there',
      [id, '--against', 'no-such-ref'],
      'git knows no commit "no-such-ref"',
    ],
    ['an option in the place of a commit', [id, '--against=--output=x'], 'git knows no commit'],
    ['a folder that is not there', [id, '--bundles', 'no/such/folder'], 'there is no folder'],
    ['an empty folder', [id, '--bundles', 'empty'], 'holds nothing. One FHIR R4 Bundle a patient'],
    ['an unknown option', [id, '--all'], "Unknown option '--all'"],
  ])('%s: refused in words', (_what, args, says) => {
    mkdirSync(join(root, 'empty'), { recursive: true });
    const { status, stderr } = preview(...args);
    expect(status).toBe(1);
    expect(stderr).toContain(says);
    expect(stderr).not.toContain('    at ');
  });

  test('cards that cannot be used are named before anything is started', () => {
    const text = readFileSync(join(root, file), 'utf8');
    edit((whole) => whole.replace(/^indicator: .*/m, 'indicator: critical'));
    const { status, stderr } = preview(id);
    writeFileSync(join(root, file), text);
    expect(status).toBe(1);
    expect(stderr).toContain(
      `${id}.md: indicator: only possible-cauda-equina-routine-order may be`,
    );
  });
});

describe('The page', () => {
  const hostile =
    '<img src=x onerror=alert(1)> [x](javascript:alert(1)) ![y](https://evil.example/y.png) <script>';
  const card = (more: Partial<ShownCard>): ShownCard => ({
    indicator: 'info',
    summary: hostile,
    detail: `**Bold** ${hostile}\n\n- one\n- [two](https://example.org)`,
    source: hostile,
    suggestions: [hostile],
    overrideReasons: [hostile],
    ...more,
  });
  const occasion = {
    patient: hostile,
    occasion: hostile,
    hook: 'order-sign' as const,
    orders: new Map([['ServiceRequest/1', hostile]]),
    bodyFor: () => ({}),
  };
  const page = previewPage(
    {
      id: 'a-card',
      title: hostile,
      before: hostile,
      after: hostile,
      who: hostile,
      notes: [hostile],
      files: [hostile, `${hostile} more`],
    },
    [
      {
        occasion,
        before: { kind: 'shown', card: card({}) },
        after: { kind: 'shown', card: card({ summary: 'other' }) },
        change: 'reworded',
      },
      {
        occasion,
        before: { kind: 'silent', because: hostile },
        after: { kind: 'shown', card: card({}) },
        change: 'gains',
      },
      {
        occasion,
        before: { kind: 'undecided', missing: [hostile] },
        after: { kind: 'refused', because: hostile },
        change: 'neither',
      },
    ],
  );

  const answered = {
    cards: ['one', 'two'].map((name) => ({
      ...card({}),
      id: name,
      about: ['ServiceRequest/1'],
      changes: [`ServiceRequest/${name === 'one' ? 1 : 2}`],
    })),
    withheld: [{ card: hostile, because: hostile }],
    silent: [],
    undecided: [],
    refused: hostile,
  };
  const together = togetherPage(
    { who: hostile, before: hostile, after: hostile, notes: [hostile] },
    [
      { occasion, before: answered, after: answered, isChanged: true },
      { occasion, before: undefined, after: answered, isChanged: false },
      { occasion, before: undefined, after: { ...answered, cards: [] }, isChanged: false },
    ],
  );

  test.each([
    ['of one card', page],
    ['of all together', together],
  ])('the page %s obeys no word of a chart, and fetches nothing', (_what, page) => {
    expect(page).not.toMatch(/<(?:img|script|iframe|object|link|base|form)\b/i);
    expect(page).not.toMatch(/<[^>]*\b(?:src|href|action|on\w+)=/i);
    expect(page).toContain(`http-equiv="Content-Security-Policy" content="default-src 'none'`);
    expect(page).toContain('&lt;img src=x onerror=alert(1)&gt;');
  });

  test('renders Markdown and marks the words that changed', () => {
    expect(page).toContain('<strong>Bold</strong>');
    expect(page).toContain('two (https://example.org)');
    expect(page).toContain('<ins>other</ins>');
  });
});

test.each([
  ['the same', 'a b c', 'a b c', ['both:a b c']],
  ['a word in the middle', 'a b c', 'a x c', ['both:a', 'before:b', 'after:x', 'both:c']],
  ['nothing before', '', 'a b', ['after:a b']],
  ['nothing after', 'a  b', '', ['before:a b']],
  ['a word at the end', 'a', 'a b', ['both:a', 'after:b']],
])('words that differ: %s', (_what, before, after, expected) => {
  expect(wordDiff(before, after).map((run) => `${run.in}:${run.words}`)).toEqual(expected);
});
