import { describe, expect, test } from '@jest/globals';
import type { EvidenceBase, Figure } from '../../../src/cards/evidence.ts';
import { compileTemplate, figuresIn } from '../../../src/cards/template.ts';

const common = { label: 'x', source: 's', population: 'x', caveat: 'x' };
const figures: readonly Figure[] = [
  { ...common, id: 'share', kind: 'fraction', k: 10, n: 18, percent: 55.6, low: 33.7, high: 75.4 },
  { ...common, id: 'few', kind: 'percent-only', percent: 62, patients: 15 },
  { ...common, id: 'words', kind: 'statement', text: 'none of either series' },
];
const evidence: EvidenceBase = {
  cohortCaveat: 'single retrospective cohort',
  interval: 'Wilson',
  figures,
  figure: (id) => {
    const found = figures.find((figure) => figure.id === id);
    if (!found) throw new Error(`evidence.json holds no figure ${id}.`);
    return found;
  },
  source: () => {
    throw new Error('no source is asked for');
  },
};
const compile = (text: string) => compileTemplate(text, evidence);

describe('Slots', () => {
  test('are filled by name, each as often as it stands there', () => {
    const template = compile('{{a}} and {{b}}, {{a}}');
    expect([...template.slots]).toEqual(['a', 'b']);
    expect(template.fill({ a: '1', b: '2', c: '3' })).toBe('1 and 2, 1');
  });

  test('what fills them is not read again', () => {
    const template = compile('{{a}} {{b}}');
    expect(template.fill({ a: '{{b}} {{figure:share}}', b: '$& $1' })).toBe(
      '{{b}} {{figure:share}} $& $1',
    );
  });

  test('without a value is a fault, an empty value is none', () => {
    expect(() => compile('{{a}}').fill({})).toThrow('No value for the slot a.');
    expect(compile('<{{a}}>').fill({ a: '' })).toBe('<>');
  });

  test('text without slots is itself', () => {
    expect(compile('Plain {text}.').fill({})).toBe('Plain {text}.');
    expect(compile('').fill({})).toBe('');
  });
});

describe('Figures', () => {
  test.each([
    ['{{figure:share}}', '10/18 (55.6%; 95% interval 33.7–75.4)'],
    ['{{figure:share:of}}', '10 of 18'],
    ['{{figure:few}}', '62% of 15 patients (counts not published)'],
    ['{{figure:words}}', 'none of either series'],
    ['({{cohortCaveat}})', '(single retrospective cohort)'],
  ])('%s: %s', (text, expected) => {
    const template = compile(text);
    expect(template.fill({})).toBe(expected);
    expect(template.slots.size).toBe(0);
  });

  test('an unknown figure, or a share without counts, stops the start', () => {
    expect(() => compile('{{figure:unknown}}')).toThrow('unknown');
    expect(() => compile('{{figure:few:of}}')).toThrow('few');
  });

  test('are listed once, with those of the short form', () => {
    expect(figuresIn('{{figure:share}} {{figure:few}} {{figure:share:of}} {{a}}')).toEqual([
      'share',
      'few',
    ]);
  });
});
