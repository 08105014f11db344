import { spawnSync } from 'node:child_process';
import {
  appendFileSync,
  cpSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { checkCards } from '../../src/card-check.ts';
import { readCardFolder } from '../../src/cards/file/card-file.ts';
import { readEvidence } from '../../src/cards/figures/evidence.ts';
import type { FileFaults, FileFault } from '../../src/cards/text/card-fault.ts';
import { readKnowledgeFiles } from '../../src/knowledge.ts';
import { compiled } from '../support/compiled.ts';

let root: string;
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'check-cards-'));
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

type Edit = readonly [file: string, change: (text: string) => string];
const folders = ['words', 'value-sets', 'concept-maps', 'versions'];
let made = 0;
/** All that clinicians edit, with some changes. */
function cardsWith(...edits: readonly Edit[]): string {
  made += 1;
  const folder = join(root, String(made));
  const copied = new Set(edits.map(([file]) => file.split('/')[0]));
  cpSync('cards', folder, {
    recursive: true,
    // What is not changed need not be copied.
    filter: (path) => !folders.some((name) => path === join('cards', name) && !copied.has(name)),
  });
  for (const name of folders) {
    if (!copied.has(name)) symlinkSync(resolve('cards', name), join(folder, name), 'dir');
  }
  for (const [file, change] of edits) {
    const text = readFileSync(join(folder, file), 'utf8');
    const changed = change(text);
    expect(changed).not.toBe(text);
    writeFileSync(join(folder, file), changed);
  }
  return folder;
}

/** The line of a folder's file in which some words stand. */
const lineOf = (folder: string, file: string, words: string) =>
  readFileSync(join(folder, file), 'utf8')
    .split('\n')
    .findIndex((line) => line.includes(words)) + 1;

const kidney = 'gadolinium-and-kidney-function.md';
const pregnancy = 'gadolinium-in-pregnancy.md';
const numb = 'words/en/saddle-numbness.yaml';

const put =
  (from: string | RegExp, to: string) =>
  (text: string): string =>
    text.replace(from, to);

/** What check-cards says; of a card alone where no other file is concerned, since the word lists take long. */
function faultsIn(folder: string, file: string): readonly FileFault[] {
  if (!file.endsWith('.md')) return checkCards(folder).faults;
  const { faults } = readCardFolder(folder, readEvidence(join(folder, 'evidence.json')));
  return faults.length > 0 ? faults : checkCards(folder).faults;
}

describe('What is wrong is named with file, line, place, cause and remedy', () => {
  test.each<[what: string, edit: Edit, at: string, place: string, says: string]>([
    [
      'a typed number',
      [kidney, put('With group II', 'In 12% with group II')],
      'In 12%',
      '# formulary-unknown',
      '"12" is typed; a {{figure:…}} or {{setting:…}} belongs there',
    ],
    [
      'a typed amount of time, in a list',
      [kidney, put('  - A lumbar or', '  - In six months, a lumbar or')],
      'In six months',
      'fires.0',
      '"six months" is typed',
    ],
    [
      'a word that promises more than the evidence',
      [pregnancy, put(/title: .*/, 'title: It confirms a pregnancy')],
      'It confirms',
      'title',
      '"confirms" is not used on a card',
    ],
    [
      'a stated absence',
      [kidney, put('Dialysis"', 'No eGFR was found"')],
      'No eGFR was found',
      'phrases.trigger-dialysis',
      'states an absence; a card says what was read',
    ],
    [
      'HTML',
      [kidney, put('With group II', 'With <b>group II')],
      '<b>',
      '# formulary-unknown',
      '"<b>" is HTML, which EHRs show as it stands; write Markdown',
    ],
    [
      'a slot that nothing fills',
      [kidney, put('eGFR {{value}} on', 'eGFR {{vlaue}} on')],
      '{{vlaue}}',
      'phrases.low-egfr',
      'nothing fills the slot vlaue; it has date, formula, source, unit, value',
    ],
    [
      'a figure that is not there',
      [kidney, put('{{figure:nsf-group-2:short}}', '{{figure:nsf-grop-2:short}}')],
      '# formulary-unknown',
      '# formulary-unknown',
      'evidence.json holds no figure nsf-grop-2. Did you mean nsf-group-2?',
    ],
    [
      'a source that is not there',
      [kidney, put('source: acr-nkf-2021', 'source: acr-nkf-2012')],
      'acr-nkf-2012',
      'source',
      'holds no source acr-nkf-2012. Did you mean acr-nkf-2021?',
    ],
    [
      'a setting that is not there',
      [kidney, put('{{setting:egfrDays:unit}}', '{{setting:egfrDay:unit}}')],
      '{{setting:egfrDay:unit}}',
      'fires.1',
      'egfrDay',
    ],
    [
      'a second critical card',
      [pregnancy, put('indicator: warning', 'indicator: critical')],
      'indicator: critical',
      'indicator',
      'only possible-cauda-equina-routine-order may be critical; write warning or info',
    ],
    [
      'an indicator that there is not',
      [pregnancy, put('indicator: warning', 'indicator: warnign')],
      'indicator: warnign',
      'indicator',
      'expected one of info, warning, critical; did you mean warning?',
    ],
    [
      'a member that there is not',
      [pregnancy, put('reviewed: none', 'reviewd: none')],
      'reviewd: none',
      '',
      'no such member; did you mean reviewed?',
    ],
    [
      'a quote that is not closed',
      [pregnancy, put(/^title: .*/m, 'title: "Gadolinium: in pregnancy')],
      'title: ',
      '',
      'Missing closing "quote',
    ],
    [
      'no front matter',
      [pregnancy, put(/^---\n/, '')],
      'id: gadolinium-in-pregnancy',
      '',
      'no front matter',
    ],
    [
      'a version without a line of history',
      [kidney, put(/^version: .*$/m, 'version: 99')],
      'history:',
      'history',
      'write a line for version 99',
    ],
    [
      'a review without its day',
      [
        kidney,
        put('reviewed: none', 'reviewed: { by: "Dr. Invented", on: "soon", due: "2027-11-20" }'),
      ],
      'reviewed:',
      'reviewed.on',
      'expected a date, as 2026-12-31',
    ],
    [
      'a summary that can be too long',
      [
        kidney,
        put(
          'ask radiology for a group II agent. Do',
          `ask ${'radiology '.repeat(6)}for a group II agent. Do`,
        ),
      ],
      'radiology radiology',
      'wordings.formulary-unknown.summary',
      '139 are the most: take out',
    ],
    [
      'a detail that is too long',
      [kidney, put('With group II', `${'word '.repeat(70)}With group II`)],
      '# formulary-unknown',
      '# formulary-unknown',
      '80 are the most: take out',
    ],
    [
      'a phrase that makes a wording too long',
      [kidney, put('low-egfr: "eGFR', `low-egfr: "${'word '.repeat(70)}eGFR`)],
      '# formulary-unknown',
      '# formulary-unknown',
      'of the text or of its longest phrase',
    ],
    [
      'a phrase that is missing',
      [kidney, put('  dialysis: "', '  dialisis: "')],
      'dialisis',
      'phrases.dialisis',
      'the rule of this card has no use for it; take it out, or is it dialysis?',
    ],
    [
      'a wording without its section',
      [kidney, put('# formulary-mixed\n', '# formulary-mixde\n')],
      '  formulary-mixed:',
      'wordings.formulary-mixed',
      'no section "# formulary-mixed" with its detail',
    ],
    [
      'a threshold out of the bounds of its rule',
      [kidney, put('egfrDays: 90', 'egfrDays: 4000')],
      'egfrDays: 4000',
      'settings.egfrDays',
      'is the most that its rule allows',
    ],
    [
      'an id that is not the name of the file',
      [kidney, put('id: gadolinium-and', 'id: gadolinum-and')],
      'id: gadolinum-and',
      'id',
      'it differs from the file name; write gadolinium-and-kidney-function',
    ],
    [
      'evidence that is not JSON',
      ['evidence.json', put('"figures": [', '"figures": [,')],
      '"figures": [',
      '',
      'it is not JSON from here on',
    ],
    [
      'a percentage that its counts do not give',
      ['evidence.json', put(/"percent": 55\.6/, '"percent": 55.7')],
      '"percent": 55.7',
      'percent',
      '55.7 is written, 10 of 18 gives 55.6; write that, or correct the counts',
    ],
    [
      'a figure of a source that is not there',
      ['evidence.json', put(/"source": "lee-2009"/, '"source": "lee-2008"')],
      '"source": "lee-2008"',
      'source',
      'there is no source lee-2008; did you mean lee-2009?',
    ],
    [
      'a phrase in a notation that there is not',
      [numb, put('phrases: |\n', 'phrases: |\n  numb (saddle\n')],
      '  numb (saddle',
      '',
      '',
    ],
    [
      'an example that is not read',
      [numb, put('says: |\n', 'says: |\n  the weather was fine\n')],
      'the weather was fine',
      '',
      'stands under "says", but nothing in it is read as saddle-numbness; write a phrase',
    ],
    [
      'an example that is denied',
      [numb, put('says: |\n', 'says: |\n  denies saddle numbness\n')],
      '  denies saddle numbness',
      '',
      'is denied by "denies"',
    ],
    [
      'an example that is read and must not be',
      [numb, put('not: |\n', 'not: |\n  saddle numbness since Monday\n')],
      'saddle numbness since Monday',
      '',
      'make the phrase narrower, or write what it is instead under "except"',
    ],
    [
      'shared words without their slot',
      ['shared-words.yaml', put("'{{first}}; also", "'also")],
      '',
      '',
      'labels.both',
    ],
    [
      'a code list that is not one',
      [
        'value-sets/gbca-acr-group-3-historic.json',
        put('"resourceType": "ValueSet"', '"resourceType": "ValueSte"'),
      ],
      'ValueSte',
      '',
      'expected one of ValueSet; did you mean ValueSet?',
    ],
  ])('%s', (_what, edit, at, place, says) => {
    const folder = cardsWith(edit);
    const [file] = edit;
    const faults = faultsIn(folder, file);
    const found = faults.filter(
      (fault) =>
        fault.file === file && fault.says.includes(says) && fault.place.endsWith(place.replace(/\.(\d+)$/, '[$1]')), // prettier-ignore
    );
    expect({ faults, found: found.length }).toEqual({ faults, found: expect.any(Number) });
    expect(found).not.toEqual([]);
    if (at !== '') expect(found.map(({ line }) => line)).toContain(lineOf(folder, file, at));
  });
});

/** Phrases and examples put at the head of theirs. */
const teach = (phrases: readonly string[], says: readonly string[]) => (text: string) =>
  text
    .replace('phrases: |\n', `${['phrases: |', ...phrases].join('\n  ')}\n`)
    .replace('says: |\n', `${['says: |', ...says].join('\n  ')}\n`);

describe('What is to be thought about is a note, and stops nobody', () => {
  let folder: string;
  let check: ReturnType<typeof checkCards>;
  beforeAll(() => {
    folder = cardsWith(
      [
        numb,
        teach(
          [
            'denies feeling the chair',
            '(possible|likely) quetzal seat',
            'no quetzal sense',
            'quetzal stool',
            'no quetzal feeling',
            'quetzal bench',
            'denies a quetzal  # meant: a test',
          ],
          [
            'denies feeling the chair',
            'possible quetzal seat',
            'no quetzal feeling since Monday',
            'quetzal bench today',
          ],
        ),
      ],
      [kidney, put('egfrDays: 90', 'egfrDays: 80')],
    );
    check = checkCards(folder);
  });
  const toldOf = (file: string, words: string) =>
    check.notes
      .filter(
        ({ isOld, file: of, line }) =>
          !isOld && of === file && line === lineOf(folder, file, words),
      )
      .map(({ says }) => says);

  test.each<[what: string, file: string, at: string, says: string]>([
    [
      'a denial in a phrase, though an example shows it',
      numb,
      '  denies feeling',
      '"denies" stands in the phrase "denies feeling the chair"',
    ],
    ['a doubt in a phrase', numb, '(possible|likely) quetzal', '"possible" stands in the phrase'],
    [
      'a "no" that no example shows to be the sign',
      numb,
      'no quetzal sense',
      '"no" stands in the phrase',
    ],
    [
      'a phrase without an example',
      numb,
      'quetzal stool',
      'no sentence under "says" shows the phrase "quetzal stool"',
    ],
    [
      'a threshold that is another one in other cards',
      kidney,
      'egfrDays: 80',
      'it is 80 here and 90 in',
    ],
  ])('%s', (_what, file, at, says) => {
    expect(check.faults).toEqual([]);
    expect(toldOf(file, at)).toEqual([expect.stringContaining(says)]);
  });

  test.each<[what: string, file: string, at: string]>([
    ['a "no" that an example shows to be the sign', numb, 'no quetzal feeling'],
    ['a phrase with its example', numb, 'quetzal bench'],
    ['what is said to be meant', numb, 'denies a quetzal'],
  ])('none of %s', (_what, file, at) => {
    expect(toldOf(file, at)).toEqual([]);
  });

  test('none of the cards as they are, but phrases of released lists without an example', () => {
    const { notes } = checkCards('cards');
    expect(notes.filter(({ isOld }) => !isOld)).toEqual([]);
  });
});

test('what a start refuses and what the command says are the same', () => {
  const folder = cardsWith(
    [kidney, put('{{value}} on', '{{vlaue}} on')],
    [pregnancy, put('indicator: warning', 'indicator: critical')],
    ['evidence.json', put('"source": "lee-2009"', '"source": "lee-2009"\n')],
    [numb, put('phrases: |\n', 'phrases: |\n  numb (saddle\n')],
  );
  let faults: readonly object[] = [];
  try {
    readKnowledgeFiles(folder);
  } catch (error) {
    faults = (error as FileFaults).faults;
  }
  expect(new Set(faults.map((fault) => (fault as { file: string }).file))).toEqual(
    new Set([kidney, pregnancy, numb]),
  );
  expect(checkCards(folder).faults).toEqual(faults);
});

describe('A draft', () => {
  test.each([
    ['whole', (text: string) => text],
    ['with a place left open', put('title: ', 'title: TODO title: ')],
    ['with what a card may not say', put('With group II', 'It confirms <b>')],
    ['that is no YAML', put('title: ', 'title: "')],
    ['without a text', put(/\n---\n[^]*$/, '\n---\n')],
  ])('%s stops nobody', (_what, change) => {
    const folder = cardsWith([
      kidney,
      (text) => change(text.replace('status: on', 'status: draft')),
    ]);
    const { faults, knowledge } = checkCards(folder);
    expect(faults).toEqual([]);
    expect(knowledge?.drafts.map(({ id }) => id)).toEqual(['gadolinium-and-kidney-function']);
    expect([...(knowledge?.files.keys() ?? [])]).not.toContain('gadolinium-and-kidney-function');
  });

  test('without a rule stops nobody, and a card that is none does', () => {
    const folder = cardsWith();
    const template = readFileSync('scripts/new-card/card.md.template', 'utf8')
      .replace('__id__', 'another-card')
      .replace('__settings__', '  days: 14')
      .replace('source: todo', 'source: lee-2009')
      .replace(/TODO ([a-z ]+):/g, 'Invented $1:');
    const other = (status: string) =>
      writeFileSync(
        join(folder, 'another-card.md'),
        template.replace('status: draft', `status: ${status}`),
      );
    other('draft');
    expect(checkCards(folder).faults).toEqual([]);
    other('off');
    expect(checkCards(folder).faults).toMatchObject([
      { file: 'another-card.md', place: 'status', line: 4 },
    ]);
  });
});

describe('npm run check-cards', () => {
  const command = (...args: readonly string[]) => {
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      ['--disable-warning=ExperimentalWarning', 'scripts/check-cards.ts', ...args],
      {
        encoding: 'utf8',
        env: { PATH: process.env['PATH'], CLIENTS_FILE: 'nowhere.json', ...compiled },
      },
    );
    return { status, stdout, stderr };
  };

  test('ends with 0 when nothing is wrong, whatever the settings', () => {
    const { status, stdout, stderr } = command();
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toMatch(/ok +\d+ cards, \d+ figures, \d+ word lists with \d+ examples/);
  });

  test('ends with 1 and a sentence a fault', () => {
    const folder = cardsWith([pregnancy, put('indicator: warning', 'indicator: critical')]);
    appendFileSync(join(folder, kidney), '\nIt confirms six months.\n');
    const { status, stderr } = command('--cards', folder);
    expect(status).toBe(1);
    expect(stderr).toContain(
      `wrong  ${join(folder, pregnancy)}:${lineOf(folder, pregnancy, 'indicator: critical')}  indicator: only possible-cauda-equina-routine-order may be critical; write warning or info.\n`,
    );
    expect(stderr).toContain('"six months" is typed');
    expect(stderr).toContain('"confirms" is not used');
    expect(stderr).toContain('3 to mend in 2 files.');
    expect(stderr).not.toContain('    at ');
  });

  test('ends with 0 and names a note with file and line', () => {
    const folder = cardsWith([kidney, put('egfrDays: 90', 'egfrDays: 80')]);
    const { status, stdout } = command('--cards', folder);
    expect(status).toBe(0);
    expect(stdout).toContain(`note   ${join(folder, kidney)}:${lineOf(folder, kidney, 'egfrDays: 80')}  settings.egfrDays: `); // prettier-ignore
    expect(stdout).toContain('Nothing is wrong. 1 note to think about.');
  });

  test.each([
    ['a folder that is not there', ['--cards', 'no/such/folder'], 1, 'there is no folder'],
    ['an unknown option', ['--all'], 2, "Unknown option '--all'"],
  ])('%s', (_what, args, code, says) => {
    const { status, stderr } = command(...args);
    expect(status).toBe(code);
    expect(stderr).toContain(says);
    expect(stderr).not.toContain('    at ');
  });
});
