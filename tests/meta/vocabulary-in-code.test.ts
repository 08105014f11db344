import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import ts from 'typescript';

/**
 * What clinicians write stands in `cards/words`, where they can read and change it. These files still hold
 * words of their own: so many patterns, lists and texts each. A number may only fall: whoever moves words out
 * of a file lowers it or takes the line away, and nothing is ever added.
 */
const stillHoldWords: Readonly<Record<string, number>> = {
  'clinical-text/contrast/contrast-in-words.ts': 1,
  'clinical-text/contrast/contrast-items.ts': 1,
  'clinical-text/contrast/contrast-words.ts': 8,
  'facts/contrast-safety/births.ts': 3,
  'facts/contrast-safety/contrast-agent.ts': 4,
  'facts/contrast-safety/kidney-function.ts': 1,
  'facts/contrast-safety/recorded-pregnancy.ts': 4,
  'facts/dangers/cancer-words.ts': 6,
  'facts/dangers/known-causes.ts': 2,
  'facts/dangers/wounds.ts': 5,
  'facts/examination/examination-texts.ts': 1,
  'facts/imaging/cord-or-meningeal.ts': 6,
  'facts/imaging/enhancing-mass.ts': 5,
  'facts/imaging/enhancing-roots.ts': 1,
  'facts/imaging/report-diagnosis.ts': 12,
  'facts/imaging/report-history.ts': 2,
  'facts/imaging/report-operations.ts': 8,
  'facts/imaging/report-remarks.ts': 13,
  'facts/imaging/report-results.ts': 2,
  'facts/imaging/report-words.ts': 12,
  'facts/neurology/anticoagulants.ts': 3,
  'facts/neurology/leg-symptoms.ts': 3,
  'facts/neurology/new-deficit.ts': 2,
  'facts/neurology/retention-of-urine.ts': 1,
  'facts/orders/plans.ts': 4,
  'facts/reading/new-condition.ts': 1,
  'facts/reading/said-of-now.ts': 3,
  'facts/reading/sign-observations.ts': 2,
  'facts/reading/without-value.ts': 1,
  'facts/studies/report-title.ts': 1,
  'facts/studies/study-words.ts': 2,
  'facts/surgery/operations-in-problems.ts': 1,
  'facts/surgery/procedure-word-lists.ts': 9,
  'facts/surgery/recent-spinal-procedure.ts': 2,
  'facts/surgery/spine-surgery-traces.ts': 1,
  'facts/surgery/surgical-history.ts': 1,
  'facts/surgery/unread-operations.ts': 1,
  'facts/values/anatomy.ts': 1,
  'facts/values/past-in-words.ts': 1,
  'facts/values/words.ts': 3,
  'report/clauses/assertion.ts': 9,
  'report/clauses/binding.ts': 4,
  'report/clauses/clauses.ts': 3,
  'report/clauses/place-lists.ts': 5,
  'report/clauses/places.ts': 6,
  'report/clauses/set-aside.ts': 6,
  'report/decision/aggregate.ts': 1,
  'report/decision/contrast.ts': 2,
  'report/document/asides.ts': 23,
  'report/document/examinations.ts': 2,
  'report/document/run-on.ts': 7,
  'report/document/sections.ts': 6,
  'report/document/sentences.ts': 4,
  'report/document/tables.ts': 4,
  'report/notation/errata.ts': 2,
  'report/notation/forms.ts': 3,
  'report/notation/notation.ts': 2,
  'report/notation/tokens.ts': 7,
  'report/read-report.ts': 7,
  'report/report-text.ts': 1,
  'report/statements/after-contrast.ts': 9,
  'report/statements/clause-context.ts': 3,
  'report/statements/clause-reader.ts': 4,
  'report/statements/enhancement-reader.ts': 17,
  'report/statements/gate.ts': 4,
  'report/statements/labels-of-lines.ts': 2,
  'report/statements/read-sentence.ts': 12,
  'report/statements/root-state-reader.ts': 5,
  'report/statements/root-words.ts': 5,
  'report/statements/surgery.ts': 3,
  'report/statements/whose-finding.ts': 5,
  'rules/parts/reports/focal-pattern.ts': 1,
  'rules/parts/reports/signs-at-root.ts': 1,
  'rules/reports/no-root-enhancement.ts': 1,
};

/** What these choose between is no language: media types, codes of FHIR statuses, units, names of lists. */
const technical: readonly string[] = [
  'facts/imaging/report-texts.ts',
  'facts/reading/fields/status.ts',
  'facts/coagulation/laboratory-tests.ts',
  'report/lexicon/list-ids.ts',
];

/**
 * Rooms that read what clinicians write. The other rooms of `clinical-text` hold its grammar.
 */
const rooms = ['facts', 'rules', 'report', 'clinical-text/topics', 'clinical-text/contrast'];

/** So many words that one may choose from make a vocabulary. */
const FEWEST_ALTERNATIVES = 4;
const FEWEST_IN_LIST = 8;
const FEWEST_IN_TEXT = 15;

/** How often a file chooses between words: in a pattern, in a list of words, in one long text. */
function vocabulariesIn(source: string): number {
  let found = 0;
  const visit = (node: ts.Node): void => {
    if (ts.isRegularExpressionLiteral(node) && hasAlternatives(node.text)) found += 1;
    else if (ts.isTaggedTemplateExpression(node) && hasAlternatives(node.template.getText())) {
      found += 1;
    } else if (ts.isArrayLiteralExpression(node) && isListOfWords(node)) found += 1;
    else if (ts.isNoSubstitutionTemplateLiteral(node) && isTextOfWords(node.text)) found += 1;
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile('x.ts', source, ts.ScriptTarget.Latest, true));
  return found;
}

const hasAlternatives = (pattern: string): boolean =>
  pattern
    .replace(/\\[a-zA-Z]|\(\?(?:[:=!]|<[=!]|<\w+>)/g, ' ')
    .split('|')
    .filter((part) => /[a-z]{3}/i.test(part)).length >= FEWEST_ALTERNATIVES;

/** Ids have hyphens, names of members have capitals: neither is a word. */
const isWord = (text: string) => /^[a-z][a-z ,./'*&]*$/.test(text);

/** One id among them makes it a list of ids. */
function isListOfWords({ elements }: ts.ArrayLiteralExpression): boolean {
  const texts = elements.flatMap((element) => (ts.isStringLiteral(element) ? [element.text] : []));
  return texts.length >= FEWEST_IN_LIST && texts.every(isWord);
}

const isTextOfWords = (text: string): boolean =>
  text.split(/[\s,]+/).filter((word) => isWord(word)).length >= FEWEST_IN_TEXT;

const files = rooms.flatMap((room) =>
  readdirSync(join('src', room), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => `${room}/${name}`),
);
const held = Object.fromEntries(
  files
    .filter((file) => !technical.includes(file))
    .map((file) => [file, vocabulariesIn(readFileSync(join('src', file), 'utf8'))] as const)
    .filter(([, count]) => count > 0),
);

test('no file holds more vocabulary than the list says', () => {
  const more = Object.entries(held).filter(([file, count]) => count > (stillHoldWords[file] ?? 0));
  expect(more).toEqual([]);
});

test('a file that no longer holds any is taken from the list', () => {
  expect(Object.keys(stillHoldWords).filter((file) => held[file] === undefined)).toEqual([]);
});

test.each([
  ['a pattern', String.raw`const x = /\b(?:cancer|lymphoma|myeloma|sarcoma)\b/;`],
  ['a pattern in pieces', 'const x = String.raw`(?:numb|tingling|weak|dead)`;'],
  [
    'a set',
    "const x = new Set(['a','no','nil','none','never','without','denies','absent'].map(y));",
  ],
  ['a text', `const x = \`${'word '.repeat(20)}\`.split(' ');`],
])('%s of words is found', (_what, source) => {
  expect(vocabulariesIn(source)).toBeGreaterThan(0);
});

test.each([
  [
    'ids',
    "const x = ['lumbar-discectomy', 'lumbar-fusion', 'a-b', 'c-d', 'e-f', 'g-h', 'i-j', 'k-l'];",
  ],
  ['grammar', String.raw`const x = /^[\s.;·]+|[\s.;]+$|\d{4}|\p{L}+/u;`],
  ['two words', String.raw`const x = /\b(?:no|not)\b/;`],
])('%s are no vocabulary', (_what, source) => {
  expect(vocabulariesIn(source)).toBe(0);
});
