import { expect, test } from '@jest/globals';
import { fc } from '../support/property.ts';
import { readReport } from '../../src/report/read-report.ts';
import { otherFindings } from '../../src/report/findings/report-findings.ts';

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

test('every finding quotes the report word for word, and says which rule made it', () => {
  fc.assert(
    fc.property(report, (text) => {
      const findings = readReport(text);
      for (const name of ['rootEnhancement', ...otherFindings] as const) {
        const { assertion, quotes, by } = findings[name];
        for (const quote of quotes) expect(text.slice(quote.start, quote.end)).toBe(quote.text);
        if (assertion === 'not-mentioned') expect(quotes).toEqual([]);
        else expect(by).not.toEqual([]);
        if (assertion === 'present') expect(quotes).not.toEqual([]);
      }
    }),
    { numRuns: 2000 },
  );
});

test('root enhancement that is present quotes a word of enhancement, and says where', () => {
  fc.assert(
    fc.property(report, (text) => {
      const { assertion, quotes, locations, pattern } = readReport(text).rootEnhancement;
      const isShown = assertion === 'present' || assertion === 'uncertain';
      expect(locations.length > 0).toBe(isShown);
      expect(pattern !== undefined).toBe(isShown);
      if (assertion === 'present') {
        expect(quotes.map((quote) => quote.text).join(' ')).toMatch(/enhanc/i);
      }
    }),
    { numRuns: 2000 },
  );
});

test('every sentence is a part of the report, in order, and no two overlap', () => {
  fc.assert(
    fc.property(report, (text) => {
      let from = 0;
      for (const { text: quoted, start, end } of readReport(text).sentences) {
        expect(text.slice(start, end)).toBe(quoted);
        expect(start).toBeGreaterThanOrEqual(from);
        from = end;
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
      expect(readReport(text).rootEnhancement.assertion).not.toBe('present');
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
      expect(readReport(text).rootEnhancement).toMatchObject({
        assertion: 'present',
        locations: [{ level, side: where }],
        quotes: [{ text: finding }],
      });
    }),
  );
});
