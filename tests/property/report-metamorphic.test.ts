import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { fc } from '../support/property.ts';
import { readReport } from '../../src/report/read-report.ts';
import { plainTextOf } from '../../src/report/report-text.ts';

/** Texts are changed in ways of which it is known what they do to the reading: no labels are needed. */
const runs = { numRuns: 150 };

interface Reading {
  readonly assertion: string;
  readonly places: readonly string[];
}

/** What is read of root enhancement, with its places in order. */
function readingOf(text: string): Reading {
  const { assertion, locations } = readReport(text).rootEnhancement;
  return { assertion, places: locations.map(({ level, side }) => `${level} ${side}`).toSorted() };
}

const roots = ['L3', 'L4', 'L5', 'S1', 'S2'] as const;
const sides = ['left', 'right'] as const;

const positives = [
  'The {s} {r} nerve root enhances.',
  'There is enhancement of the {s} {r} nerve root.',
  'Enhancement of the {s} {r} root is seen.',
  'The {s} {r} nerve root takes up contrast.',
  'The {s} {r} nerve root shows uptake.',
  'The {r} nerve root on the {s} enhances.',
  'There is an enhancing {s} {r} nerve root.',
  'Uptake is noted in the {s} {r} root.',
  'There is {s} {r} nerve root enhancement.',
] as const;
const negatives = [
  'The {s} {r} nerve root does not enhance.',
  'There is no enhancement of the {s} {r} nerve root.',
  'No enhancement of the {s} {r} root is seen.',
  'The {s} {r} nerve root does not take up contrast.',
  'The {s} {r} nerve root shows no uptake.',
  'The {s} {r} nerve root is non-enhancing.',
] as const;
const doubts = [
  'The {s} {r} nerve root may enhance.',
  'There is possible enhancement of the {s} {r} nerve root.',
  'Enhancement of the {s} {r} root cannot be excluded.',
  'There is questionable enhancement of the {s} {r} nerve root.',
] as const;
const neighbours = [
  'No recurrent disc herniation.',
  'There is no abscess.',
  'No intradural mass is seen.',
  'There is no clumping of the roots.',
  'The conus is normal.',
  'There is no fluid collection.',
] as const;

const opening = 'MRI lumbar spine with gadolinium.';
const filled = (form: string, root: string, side: string) =>
  form.replace('{s}', side).replace('{r}', root);
const root = fc.constantFrom(...roots);
const side = fc.constantFrom(...sides);
const neighbour = fc.constantFrom(...neighbours);
const lowered = (sentence: string) =>
  (sentence[0] ?? '').toLowerCase() + sentence.slice(1).replace(/\.$/, '');

/** Exchanges what is said of left and right. */
const mirrored = (text: string) =>
  text.replace(/\b(left|right)\b/gi, (word) => {
    const other = word.toLowerCase() === 'left' ? 'right' : 'left';
    return word === word.toUpperCase()
      ? other.toUpperCase()
      : /^[LR]/.test(word)
        ? `${(other[0] ?? '').toUpperCase()}${other.slice(1)}`
        : other;
  });

describe('One statement, however it is put', () => {
  const cases = [
    { as: 'present', forms: positives },
    { as: 'uncertain', forms: doubts },
    { as: 'absent', forms: negatives },
  ] as const;

  test.each(cases)('is read as $as in every form', ({ as, forms }) => {
    fc.assert(
      fc.property(fc.constantFrom<string>(...forms), root, side, (form, r, s) => {
        const text = `${opening} ${filled(form, r, s)}`;
        const places = as === 'absent' ? [] : [`${r} ${s}`];
        expect({ text, ...readingOf(text) }).toEqual({ text, assertion: as, places });
      }),
      runs,
    );
  });

  test('is not changed by what is denied beside it, before or after', () => {
    const forms = [...positives, ...negatives, ...doubts];
    fc.assert(
      fc.property(
        fc.constantFrom<string>(...forms),
        root,
        side,
        fc.array(neighbour, { maxLength: 3 }),
        fc.array(neighbour, { maxLength: 3 }),
        (form, r, s, before, after) => {
          const alone = `${opening} ${filled(form, r, s)}`;
          const text = [opening, ...before, filled(form, r, s), ...after].join(' ');
          expect({ text, ...readingOf(text) }).toEqual({ text, ...readingOf(alone) });
        },
      ),
      runs,
    );
  });

  test('is not changed by headings, an indication or lines broken by their width', () => {
    const forms = [...positives, ...negatives, ...doubts];
    fc.assert(
      fc.property(
        fc.constantFrom<string>(...forms),
        root,
        side,
        neighbour,
        fc.integer({ min: 60, max: 90 }),
        (form, r, s, beside, width) => {
          const plain = `${opening} ${beside} ${filled(form, r, s)}`;
          const body = `${beside} ${filled(form, r, s)}`;
          const variants = [
            `${opening}\nFINDINGS:\n${body}`,
            `${opening}\nFindings: ${body}\nImpression: As above.`,
            `${opening}\n\nINDICATION: Leg pain after surgery, ?recurrent disc.\n\nFINDINGS:\n${body}`,
            `INDICATION: leg pain after surgery. TECHNIQUE: with gadolinium. FINDINGS: ${body}`,
            wrapped(plain, width),
          ];
          for (const text of variants)
            expect({ text, ...readingOf(text) }).toEqual({ text, ...readingOf(plain) });
        },
      ),
      runs,
    );
  });
});

/** The text in lines of at most so many characters, as a typewriter breaks them. */
function wrapped(text: string, width: number): string {
  const lines: string[] = [''];
  for (const word of text.split(' ')) {
    const last = lines.at(-1) ?? '';
    if (last.length + word.length + 1 > width) lines.push(word);
    else lines[lines.length - 1] = last === '' ? word : `${last} ${word}`;
  }
  return lines.join('\n');
}

describe('Two statements', () => {
  const links = ['. ', '; ', ', and ', ', but ', ' and '] as const;

  test('of which one denies: the other keeps its place, whatever joins them', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...positives),
        fc.constantFrom(...negatives),
        fc.uniqueArray(root, { minLength: 2, maxLength: 2 }),
        fc.tuple(side, side),
        fc.constantFrom(...links),
        fc.boolean(),
        (form, denial, [r1 = 'L4', r2 = 'L5'], [s1, s2], link, isDeniedFirst) => {
          const [yes, no] = [filled(form, r1, s1), filled(denial, r2, s2)];
          const [first, second] = isDeniedFirst ? [no, yes] : [yes, no];
          const joined =
            link === '. '
              ? `${first} ${second}`
              : `${first.slice(0, -1)}${link}${lowered(second)}.`;
          const text = `${opening} ${joined}`;
          expect({ text, ...readingOf(text) }).toEqual({
            text,
            assertion: 'present',
            places: [`${r1} ${s1}`],
          });
        },
      ),
      runs,
    );
  });

  test('of two roots name both', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...positives),
        fc.constantFrom(...positives),
        fc.uniqueArray(root, { minLength: 2, maxLength: 2 }),
        fc.tuple(side, side),
        (form, other, [r1 = 'L4', r2 = 'L5'], [s1, s2]) => {
          const text = `${opening} ${filled(form, r1, s1)} ${filled(other, r2, s2)}`;
          expect({ text, ...readingOf(text) }).toEqual({
            text,
            assertion: 'present',
            places: [`${r1} ${s1}`, `${r2} ${s2}`].toSorted(),
          });
        },
      ),
      runs,
    );
  });
});

interface Kept {
  readonly id: string;
  readonly text: string;
  readonly contentType?: string;
}

const kept = ['dev', 'train-a', 'train-b', 'nasty', 'held-out', 'unread'].flatMap((name) =>
  (
    JSON.parse(
      readFileSync(new URL(`../../fhir-fixtures/reports/${name}.json`, import.meta.url), 'utf8'),
    ) as readonly Kept[]
  ).map(({ text, contentType }) => plainTextOf(text, contentType) ?? ''),
);
/** Sides that are abbreviated, and "left" and "right" that are none, are not exchanged by a word. */
const isMirrorable = (text: string) =>
  /\b(?:left|right)\b/i.test(text) &&
  // Misread letters.
  !/Ieft/.test(text) &&
  !/\b[LR]\b|\b(?:lt|rt|lft|rght|nothing left|left (?:before|the)|right-hand)\b/i.test(text);

test('The kept reports in a mirror: left and right change places, and nothing else', () => {
  const mirrorable = kept.filter(isMirrorable);
  expect(mirrorable.length).toBeGreaterThan(150);
  for (const text of mirrorable) {
    const [plain, other] = [readingOf(text), readingOf(mirrored(text))];
    expect({ text, ...other }).toEqual({
      text,
      assertion: plain.assertion,
      places: plain.places.map(mirrored).toSorted(),
    });
  }
});

test.each([
  ['lines that end as another system ends them', (text: string) => text.replace(/\n/g, '\r\n')],
  ['lines that are indented', (text: string) => text.replace(/^/gm, '  ')],
  ['blanks at the ends of lines', (text: string) => text.replace(/$/gm, '  ')],
  ['blanks that do not break', (text: string) => text.replace(/ /g, '\u00a0')],
])('The kept reports with %s are read as before', (_what, changed) => {
  for (const text of kept)
    expect({ text, ...readingOf(changed(text)) }).toEqual({ text, ...readingOf(text) });
});
