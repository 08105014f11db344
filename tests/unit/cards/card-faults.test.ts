import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readCards } from '../../../src/cards/file/card-file.ts';
import { readEvidence } from '../../../src/cards/figures/evidence.ts';

const evidence = readEvidence('cards/evidence.json');
let root: string;
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'card-faults-'));
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

let made = 0;
/** All cards, with changes to some of them. */
function cardsWith(changes: Readonly<Record<string, (text: string) => string>>): string {
  made += 1;
  const folder = join(root, String(made));
  cpSync('cards', folder, { recursive: true });
  for (const [id, change] of Object.entries(changes)) {
    const path = join(folder, `${id}.md`);
    const text = readFileSync(path, 'utf8');
    const changed = change(text);
    expect(changed).not.toBe(text);
    writeFileSync(path, changed);
  }
  return folder;
}

const kidney = 'gadolinium-and-kidney-function';
const pregnancy = 'gadolinium-in-pregnancy';
const puncture = 'mri-before-lumbar-puncture';

describe('A card file is refused with file, place and cause', () => {
  test.each<[string, string, (text: string) => string, string]>([
    [
      'a slot that nothing fills, in a phrase',
      kidney,
      (t) => t.replace('eGFR {{value}} on', 'eGFR {{vlaue}} on'),
      `${kidney}.md: phrases.low-egfr: nothing fills the slot vlaue; it has date, formula, source, unit, value`,
    ],
    [
      'a slot that nothing fills, in a detail',
      puncture,
      (t) => t.replace('{{about}}', '{{abuot}}'),
      `${puncture}.md: # both-planned-spine: nothing fills the slot abuot; it has about, scan, why`,
    ],
    [
      'a slot that nothing fills, in a note',
      kidney,
      (t) => t.replace('From the chart: {{kidneyNote}}', 'From the chart: {{kidneyNotes}}'),
      `${kidney}.md: suggestions.add-note.note: nothing fills the slot kidneyNotes`,
    ],
    [
      'a phrase under another name',
      kidney,
      (t) => t.replace('  dialysis: "', '  dialisis: "'),
      `${kidney}.md: phrases.dialysis: the rule of this card asks for it, and it is missing`,
    ],
    [
      'a phrase that nobody asks for',
      kidney,
      (t) => t.replace('  dialysis: "', '  haemodialysis: Dialysis.\n  dialysis: "'),
      `${kidney}.md: phrases.haemodialysis: the rule of this card has no use for it`,
    ],
    [
      'a second critical card',
      pregnancy,
      (t) => t.replace('indicator: warning', 'indicator: critical'),
      `${pregnancy}.md: indicator: only possible-cauda-equina-routine-order may be critical`,
    ],
    [
      'a critical wording',
      pregnancy,
      (t) => t.replace('indicator: info', 'indicator: critical'),
      `${pregnancy}.md: wordings.contrast-unsaid.indicator: only possible-cauda-equina-routine-order may be critical`,
    ],
    [
      'a typed number',
      kidney,
      (t) => t.replace('With group II', 'In 12% with group II'),
      `${kidney}.md: # formulary-unknown: "12" is typed`,
    ],
    [
      'a word that promises more than the evidence',
      kidney,
      (t) => t.replace('With group II', 'This confirms it. With group II'),
      `${kidney}.md: # formulary-unknown: "confirms" is not used on a card`,
    ],
    [
      'a figure that does not exist',
      pregnancy,
      (t) => t.replace('{{figure:pregnancy-ray:short}}', '{{figure:no-such}}'),
      `${pregnancy}.md: # standard: evidence.json holds no figure no-such.`,
    ],
    [
      'a wording without its section',
      puncture,
      (t) => t.replace('# both-planned-brain', '# both-planed-brain'),
      `${puncture}.md: wordings.both-planned-brain: no section "# both-planned-brain" with its detail`,
    ],
  ])('%s', (_what, id, change, message) => {
    expect(() => readCards(cardsWith({ [id]: change }), evidence)).toThrow(message);
  });

  test('all faults of all files in one breath, a line each', () => {
    const folder = cardsWith({
      [kidney]: (t) =>
        t.replace('eGFR {{value}} on', 'eGFR {{vlaue}} on').replace('  dialysis: "', '  x: "'),
      [pregnancy]: (t) => t.replace('indicator: warning', 'indicator: critical'),
      [puncture]: (t) => t.replace('{{about}}', '{{abuot}}'),
    });
    let message = '';
    try {
      readCards(folder, evidence);
    } catch (error) {
      message = (error as Error).message;
    }
    const files = message.split('\n').map((line) => line.split(':')[0]);
    expect(files.length).toBeGreaterThanOrEqual(5);
    expect(new Set(files)).toEqual(new Set([`${kidney}.md`, `${pregnancy}.md`, `${puncture}.md`]));
  });
});

describe('A card file is read', () => {
  test.each<[string, (text: string) => string]>([
    ['with the line ends of Windows', (t) => t.replace(/\n/g, '\r\n')],
    ['with a byte order mark', (t) => `\uFEFF${t}`],
    ['with both', (t) => `\uFEFF${t.replace(/\n/g, '\r\n')}`],
    ['with the line ends of an old Mac', (t) => t.replace(/\n/g, '\r')],
  ])('%s, to the same words', (_what, change) => {
    const plain = readCards('cards', evidence).get(kidney)!;
    const read = readCards(cardsWith({ [kidney]: change }), evidence).get(kidney)!;
    const fill = (card: typeof plain) =>
      Object.values(card.wordings).map(({ summary, detail }) => [
        summary.slots,
        detail.fill({ about: 'a', why: 'b' }),
      ]);
    expect(fill(read)).toEqual(fill(plain));
    expect(read.fires).toEqual(plain.fires);
  });
});
