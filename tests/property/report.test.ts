import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { readReport } from '../../src/report/read-report.ts';
import { sentencesOf } from '../../src/report/sentences.ts';

/** Reports made of the words that decide, in any order, beside any text at all. */
const report = fc.oneof(
  fc.string(),
  fc
    .array(
      fc.constantFrom(
        'There is',
        'no',
        'possible',
        'enhancement',
        'enhances',
        'of the',
        'right',
        'left',
        'L5',
        'S1',
        'L4-5',
        'nerve root',
        'roots',
        'scar',
        '.',
        '. ',
        ';',
        '\n',
        '\r\n',
        'HISTORY:',
        'FINDINGS:',
        'IMPRESSION: ',
        'without contrast',
        '  ',
      ),
      { maxLength: 40 },
    )
    .map((parts) => parts.join(' ')),
);

test('every finding quotes the report word for word', () => {
  fc.assert(
    fc.property(report, (text) => {
      const { rootEnhancement } = readReport(text);
      if (rootEnhancement.status !== 'present') return;
      expect(text).toContain(rootEnhancement.quote);
      expect(rootEnhancement.quote).toMatch(/enhanc/i);
      expect(rootEnhancement.roots.length).toBeGreaterThan(0);
      for (const { root } of rootEnhancement.roots) {
        expect(text.toUpperCase()).toContain(root);
      }
    }),
    { numRuns: 2000 },
  );
});

test('every sentence is a part of the report', () => {
  fc.assert(
    fc.property(report, (text) => {
      const oneLine = text.replace(/\s+/g, ' ');
      for (const sentence of sentencesOf(text)) {
        expect(oneLine).toContain(sentence.text.replace(/\s+/g, ' '));
      }
    }),
  );
});

const root = fc.constantFrom('L1', 'L2', 'L3', 'L4', 'L5', 'S1');
const side = fc.constantFrom('right', 'left');

test('a negation or a hedge before a finding takes it back, whatever the root and the side', () => {
  const before = fc.constantFrom(
    'No',
    'There is no',
    'Without',
    'Absence of',
    'Possible',
    'Questionable',
    'There may be',
    'Cannot exclude',
    'Suspected',
    'Previously there was',
    'If there is',
  );
  fc.assert(
    fc.property(before, root, side, (words, level, where) => {
      const text = `${words} enhancement of the ${where} ${level} nerve root.`;
      expect(readReport(text).rootEnhancement.status).not.toBe('present');
    }),
  );
});

test('a plain finding is read with its root and side, wherever it stands among other sentences', () => {
  const other = fc.constantFrom(
    'Alignment is normal.',
    'The conus ends at L1.',
    'No fracture.',
    'Postoperative change at L4-5.',
  );
  fc.assert(
    fc.property(root, side, fc.array(other), fc.array(other), (level, where, before, after) => {
      const finding = `There is enhancement of the ${where} ${level} nerve root.`;
      const text = [...before, finding, ...after].join(' ');
      expect(readReport(text).rootEnhancement).toEqual({
        status: 'present',
        roots: [{ root: level, side: where }],
        quote: finding,
      });
    }),
  );
});
