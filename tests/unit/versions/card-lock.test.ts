import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bumpVersion, compareWithLock } from '../../../scripts/release-cards.ts';
import { siteOf } from '../../../src/config/site.ts';
import { readKnowledge, readKnowledgeFiles } from '../../../src/knowledge.ts';
import type { CardLock } from '../../../src/versions/card-lock.ts';

const id = 'mri-device-check';
const none: CardLock = { cards: {}, lists: {} };
let folder: string;
let lock: CardLock;
/** The lock of the cards as they stand, with every version released. */
const released = compareWithLock(none, readKnowledgeFiles(), '2026-11-30').lock;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cauda-cards-'));
  cpSync('cards', folder, { recursive: true });
  lock = structuredClone(released);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Changes a file of the copy. */
function change(file: string, from: string | RegExp, to: string): void {
  const path = join(folder, file);
  const text = readFileSync(path, 'utf8');
  const changed = text.replace(from, to);
  expect(changed).not.toBe(text);
  writeFileSync(path, changed);
}
const compared = () => compareWithLock(lock, readKnowledgeFiles(folder));
const changedCards = () => compared().found.filter(({ changes }) => changes.length > 0);
const of = (card: string) => compared().found.find((each) => each.id === card)!;

describe('A released version that changes is refused, and it is said what changed', () => {
  test('nothing changed: nothing is said', () => {
    expect(changedCards()).toEqual([]);
  });

  test.each([
    ['a sentence of the card', `${id}.md`, /^(disputed: )/m, '$1Much. ', 'words'],
    ['its words', `${id}.md`, /^(# shunt\n)/m, '$1\nPlease.\n', 'words'],
    ['an override reason', `${id}.md`, /^(overrideReasons:\n)/m, '$1  - Another reason\n', 'words'],
    ['whether it is on', `${id}.md`, /^status: on/m, 'status: off', 'settings'],
  ])('%s', (_what, file, from, to, part) => {
    change(file, from, to);
    expect(changedCards()).toMatchObject([{ id, changes: [part], isRefused: true }]);
  });

  test('a default of a threshold', () => {
    const card = 'contrast-mri-under-six-months';
    change(`${card}.md`, /^( {2}caudaEquinaDays: )14/m, '$121');
    expect(changedCards()).toMatchObject([{ id: card, changes: ['settings'], isRefused: true }]);
  });

  test('a caveat of a figure, on each card that prints it', () => {
    const printed = readKnowledgeFiles(folder);
    const figure = printed.files.get('contrast-mri-under-six-months')!.figures[0]!;
    const cards = [...printed.files.values()].filter(({ figures }) => figures.includes(figure));
    const evidence = JSON.parse(readFileSync(join(folder, 'evidence.json'), 'utf8'));
    const read: { id: string; caveat: string }[] = evidence.figures;
    read.find((each) => each.id === figure)!.caveat += ' Read again.';
    writeFileSync(join(folder, 'evidence.json'), JSON.stringify(evidence));
    expect(
      changedCards()
        .map((each) => each.id)
        .sort(),
    ).toEqual(cards.map((card) => card.id).sort());
  });

  test('a value set, on the cards whose rules reach it and on no other', () => {
    change('value-sets/pregnancy.json', /"code": "(\w)/, '"code": "9$1');
    const changed = changedCards();
    expect(changed.map((each) => each.id)).toContain('gadolinium-in-pregnancy');
    expect(changed.map((each) => each.id)).not.toContain('no-root-enhancement');
    expect(changed[0]!.changes[0]).toContain('changed value-set:pregnancy');
  });

  test('a word list, and a list that its phrases name', () => {
    change(
      'words/en/saddle-numbness.yaml',
      /^( {2})\{numb\}/m,
      '$1{numb} indeed ~4 {wiping}\n$1{numb}',
    );
    expect(of('possible-cauda-equina-routine-order').changes[0]).toContain('words:saddle-numbness');
    change('words/en/lists.yaml', '(numb|', '(numb|wooden|');
    expect(of('possible-cauda-equina-routine-order').isRefused).toBe(true);
    expect(of('mri-device-check').changes.join()).not.toContain('saddle-numbness');
  });

  test('an example or a remark in a word list is no content', () => {
    change('words/en/saddle-numbness.yaml', /^about: .*$/m, 'about: Another remark.');
    change('value-sets/pregnancy.json', /"title": "/, '"title": "Now: ');
    expect(changedCards()).toEqual([]);
  });
});

describe('A new version', () => {
  test('is taken, with a line of its history', () => {
    change(`${id}.md`, /^(disputed: )/m, '$1Much. ');
    const { version } = of(id).entry;
    bumpVersion(join(folder, `${id}.md`), version, '2026-12-01', 'Says "much".');
    expect(of(id)).toMatchObject({
      changes: [`version ${version} → ${version + 1}`],
      isRefused: false,
      entry: { version: version + 1, released: null },
    });
    expect(readKnowledgeFiles(folder).files.get(id)!.history.at(-1)).toEqual({
      version: version + 1,
      on: '2026-12-01',
      changed: 'Says "much".',
    });
  });

  test('may change until it is released', () => {
    lock.cards[id]!.released = null;
    change(`${id}.md`, /^(disputed: )/m, '$1Much. ');
    expect(of(id)).toMatchObject({ changes: ['words'], isRefused: false });
  });

  test('and never goes back', () => {
    lock.cards[id]!.version += 1;
    expect(of(id).isRefused).toBe(true);
  });
});

describe('In production', () => {
  const approvals = (version: number) =>
    siteOf({ approvals: { [id]: { version, by: 'Imaging committee', on: '2026-11-01' } } });
  /** How the card of the copy runs, its version approved. */
  function running() {
    writeFileSync(join(folder, 'versions', 'lock.json'), JSON.stringify(lock));
    const files = readKnowledgeFiles(folder);
    const site = approvals(files.files.get(id)!.version);
    const known = readKnowledge(site, files, { isApprovalNeeded: true });
    const card = known.siteCards.find(({ file }) => file.id === id)!;
    return { mode: card.mode, awaitsApproval: card.awaitsApproval, changed: known.changedContent };
  }

  test('an approved version speaks', () => {
    expect(running()).toEqual({ mode: 'on', awaitsApproval: false, changed: [] });
  });

  test('not with other content than was approved', () => {
    change(`${id}.md`, /^(disputed: )/m, '$1Much. ');
    expect(running()).toEqual({ mode: 'silent', awaitsApproval: true, changed: [id] });
  });

  test('and again when that content is a version of its own that was approved', () => {
    change(`${id}.md`, /^(disputed: )/m, '$1Much. ');
    bumpVersion(join(folder, `${id}.md`), lock.cards[id]!.version, '2026-12-01', 'Says much.');
    expect(running()).toEqual({ mode: 'on', awaitsApproval: false, changed: [] });
  });

  test('elsewhere nothing of it is asked', () => {
    change(`${id}.md`, /^(disputed: )/m, '$1Much. ');
    writeFileSync(join(folder, 'versions', 'lock.json'), JSON.stringify(lock));
    const known = readKnowledge(siteOf({}), readKnowledgeFiles(folder));
    expect(known.siteCards.find(({ file }) => file.id === id)!.mode).toBe('on');
    expect(known.changedContent).toEqual([]);
  });
});
