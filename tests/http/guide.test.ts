import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readEvidence } from '../../src/cards/figures/evidence.ts';
import { readAgreementWords } from '../../src/pages/agreement/agreement-words.ts';
import { readGuide } from '../../src/pages/guide/guide-file.ts';
import { Cauda } from '../support/cauda.ts';

let cauda: Cauda;
let html: string;
let guide: any;
beforeAll(async () => {
  cauda = await Cauda.start();
  const get = (accept: string) => fetch(`${cauda.url}/guide`, { headers: { accept } });
  html = await (await get('text/html')).text();
  guide = await (await get('application/json')).json();
});
afterAll(() => cauda.close());

const textOf = (page: string) => page.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ');

describe('The guide', () => {
  test('has four steps in the order in which they are asked', () => {
    expect(guide.steps.map(({ id }: any) => id)).toEqual([
      'time',
      'distribution',
      'companions',
      'systemic',
    ]);
    expect(Array.from(html.matchAll(/<section class="step" id="(\w+)"/g), ([, id]) => id)).toEqual(
      guide.steps.map(({ id }: any) => id),
    );
  });

  test('each step has its figures, its cards and its pitfalls, on the page and as data', () => {
    const figures = JSON.parse(readFileSync('cards/evidence.json', 'utf8')).figures;
    for (const step of guide.steps) {
      expect(step.pitfalls.length).toBeGreaterThan(2);
      expect(step.figures.length).toBeGreaterThan(2);
      const drawn = step.figures.filter(({ kind }: any) => kind === 'fraction');
      for (const { id, k, n, percent, low, high } of drawn) {
        expect(figures.find((f: any) => f.id === id)).toMatchObject({ k, n, percent, low, high });
        expect(textOf(html)).toContain(
          `${percent.toFixed(1)}% (${low.toFixed(1)}–${high.toFixed(1)})`,
        );
      }
      expect(step.cards.length).toBeGreaterThan(2);
      for (const { url, title } of step.cards) {
        expect(html).toContain(`<a href="${url}">${title}</a>`);
      }
    }
    expect(JSON.stringify(guide)).not.toMatch(/\{\{|undefined/);
  });

  test('names the pitfalls that matter most', () => {
    const pitfalls = guide.steps.map((step: any) => step.pitfalls.join(' '));
    expect(pitfalls[0]).toMatch(/well patients enhance in the first weeks: 62%/);
    expect(pitfalls[1]).toMatch(/Puncture before MRI.*18 of 91/);
    expect(pitfalls[2]).toMatch(/Block spread.*46\.1%/);
    expect(pitfalls[3]).toMatch(/neither puncture nor treatment waits/);
  });

  test('every card about enhancement or punctures has its place, and says which', async () => {
    const { cards }: any = await (
      await fetch(`${cauda.url}/cards`, { headers: { accept: 'application/json' } })
    ).json();
    const placed = new Set(guide.steps.flatMap((step: any) => step.cards.map(({ id }: any) => id)));
    for (const { id, about } of cards)
      if (about === 'reports') expect([id, placed.has(id)]).toEqual([id, true]);
    for (const step of guide.steps) {
      for (const { url } of step.cards) {
        const page = await (
          await fetch(`${cauda.url}${url}`, { headers: { accept: 'text/html' } })
        ).text();
        expect(page).toContain(`href="/guide#${step.id}"`);
      }
    }
  });
});

describe('A faulty file is refused at the start, with its place', () => {
  const evidence = readEvidence('cards/evidence.json');
  const folder = mkdtempSync(join(tmpdir(), 'cauda-pages-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const written = (name: string, from: string, change: (text: string) => string) => {
    const path = join(folder, name);
    const text = readFileSync(from, 'utf8');
    const changed = change(text);
    expect(changed).not.toBe(text);
    writeFileSync(path, changed);
    return path;
  };

  test.each([
    [
      'a typed number',
      (t: string) => t.replace('{{figure:gbs-anterior-only:short}}', '6 of 8'),
      /pages\/guide\.md: # distribution: "6" is typed.*\(line \d+\)/,
    ],
    [
      'an unknown figure',
      (t: string) => t.replace('figure:gbs-anterior-only', 'figure:nope'),
      /# distribution: .*no figure nope/,
    ],
    [
      'an unknown card',
      (t: string) => t.replace('- mass-like-root-enhancement', '- nope'),
      /steps\[2\]\.cards: there is no nope/,
    ],
    [
      'a promise',
      (t: string) => t.replace('No usable signal.', 'This rules out nothing.'),
      /"rules out" is not used/,
    ],
    [
      'a step without its part',
      (t: string) => t.replace('# systemic', '# other'),
      /no part "# systemic"/,
    ],
  ])('guide.md: %s', (_name, change, says) => {
    const path = written('guide.md', 'cards/pages/guide.md', change);
    const cards = new Set<string>(
      guide.steps.flatMap((s: any) => s.cards.map(({ id }: any) => id)),
    );
    expect(() => readGuide(path, evidence, cards)).toThrow(says);
  });

  test.each([
    [
      'a typed number',
      (t: string) => t.replace('and what the study cannot tell', 'in 3 of 4'),
      /lead: "3" is typed/,
    ],
    [
      'a reason without words',
      (t: string) => t.replace(/ {2}not-divided: .*\n/, ''),
      /not-divided/,
    ],
    [
      'an unknown note',
      (t: string) => t.replace('note:thickening-definition', 'note:nope'),
      /findings\.thickening\.hint: .*no note nope/,
    ],
  ])('agreement.yaml: %s', (_name, change, says) => {
    const path = written('agreement.yaml', 'cards/pages/agreement.yaml', change);
    expect(() => readAgreementWords(path, evidence)).toThrow(says);
  });
});
