import { describe, expect, test } from '@jest/globals';
import type { EvidenceBase, Figure } from '../../../src/cards/figures/evidence.ts';
import { compileTemplate, figuresIn, settingsIn } from '../../../src/cards/file/template.ts';

const common = { label: 'x', source: 's', population: 'x', caveat: 'x' };
const figures: readonly Figure[] = [
  {
    ...common,
    id: 'share',
    kind: 'fraction',
    k: 10,
    n: 18,
    percent: 55.6,
    low: 33.7,
    high: 75.4,
    at: 'under 6 months',
  },
  { ...common, id: 'few', kind: 'percent-only', percent: 62, patients: 15 },
  { ...common, id: 'counted', kind: 'percent-only', percent: 32, patients: 28 },
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
  note: (id) => `note ${id}`,
  source: () => {
    throw new Error('no source is asked for');
  },
};
const settings = { reportDays: 30, fromMonths: 6, limit: null };
const compile = (text: string) => compileTemplate(text, { evidence, settings });

describe('Slots', () => {
  test('a value that was cut ends its sentence', () => {
    const template = compile('Read: {{words}}.');
    expect(['hives…', '“hives…”', 'hives'].map((words) => template.fill({ words }))).toEqual([
      'Read: hives…',
      'Read: “hives…”.',
      'Read: hives.',
    ]);
  });

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
    ['{{figure:share:n}}', '18'],
    ['{{figure:share:at}}', 'under 6 months'],
    ['{{figure:share:caveat}}', 'x'],
    ['{{figure:counted}}', '32% of 28 patients (counts not published)'],
    // No count of 15 patients is 62%.
    ['{{figure:few}}', '62% in a series of 15 patients (unit not stated)'],
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
    expect(() => compile('{{figure:few:at}}')).toThrow('few');
    expect(() => compile('{{figure:share:percent}}')).toThrow('share');
  });

  test('are listed once, with those of the short form', () => {
    expect(figuresIn('{{figure:share}} {{figure:few}} {{figure:share:of}} {{a}}')).toEqual([
      'share',
      'few',
    ]);
  });
});

describe('Settings', () => {
  test('are printed as they are in force', () => {
    const template = compile('{{setting:reportDays:unit}}, {{setting:fromMonths:words}}, {{a}}');
    expect([...template.slots]).toEqual(['a']);
    expect(template.fill({ a: '{{setting:reportDays}}' })).toBe(
      '30 days, six, {{setting:reportDays}}',
    );
  });

  test.each(['{{setting:unknown}}', '{{setting:limit}}', '{{setting:reportDays:roman}}'])(
    '%s stops the start',
    (text) => {
      expect(() => compile(text)).toThrow();
    },
  );

  test('are listed once', () => {
    expect(settingsIn('{{setting:a}} {{setting:b:unit}} {{setting:a:words}} {{c}}')).toEqual([
      'a',
      'b',
    ]);
  });
});
