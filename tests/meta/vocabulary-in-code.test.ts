import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import ts from 'typescript';

/**
 * What clinicians write stands in `cards/words`, where they can read and change it. These files still hold
 * words of their own. The list may only get shorter: whoever moves the last words out of a file takes its
 * line away, and nothing is ever added.
 */
const stillHoldWords: readonly string[] = [
  'clinical-text/contrast/contrast-in-words.ts',
  'clinical-text/contrast/contrast-items.ts',
  'clinical-text/contrast/contrast-words.ts',
  'facts/contrast-safety/births.ts',
  'facts/contrast-safety/contrast-agent.ts',
  'facts/contrast-safety/kidney-function.ts',
  'facts/contrast-safety/recorded-pregnancy.ts',
  'facts/dangers/cancer-words.ts',
  'facts/dangers/known-causes.ts',
  'facts/dangers/wounds.ts',
  'facts/imaging/cord-or-meningeal.ts',
  'facts/imaging/enhancing-mass.ts',
  'facts/imaging/enhancing-roots.ts',
  'facts/imaging/report-diagnosis.ts',
  'facts/imaging/report-history.ts',
  'facts/imaging/report-operations.ts',
  'facts/imaging/report-remarks.ts',
  'facts/imaging/report-results.ts',
  'facts/imaging/report-words.ts',
  'facts/neurology/anticoagulants.ts',
  'facts/neurology/leg-symptoms.ts',
  'facts/neurology/new-deficit.ts',
  'facts/neurology/retention-of-urine.ts',
  'facts/orders/plans.ts',
  'facts/reading/new-condition.ts',
  'facts/reading/said-of-now.ts',
  'facts/reading/sign-observations.ts',
  'facts/reading/without-value.ts',
  'facts/studies/report-title.ts',
  'facts/studies/study-words.ts',
  'facts/surgery/operations-in-problems.ts',
  'facts/surgery/procedure-word-lists.ts',
  'facts/surgery/recent-spinal-procedure.ts',
  'facts/surgery/spine-surgery-traces.ts',
  'facts/surgery/surgical-history.ts',
  'facts/surgery/unread-operations.ts',
  'facts/values/anatomy.ts',
  'facts/values/past-in-words.ts',
  'facts/values/words.ts',
  'rules/parts/reports/focal-pattern.ts',
  'rules/parts/reports/pattern-silencers.ts',
  'rules/parts/reports/signs-at-root.ts',
  'rules/reports/cord-or-meningeal-pattern.ts',
  'rules/reports/mass-like-root-enhancement.ts',
  'rules/reports/no-root-enhancement.ts',
  'rules/reports/nodular-enhancement-with-cancer.ts',
  'rules/reports/root-enhancement-in-advanced-hiv.ts',
  'rules/reports/root-enhancement-with-acute-weakness.ts',
];

/** What these choose between is no language: media types, codes of FHIR statuses, units. */
const technical: readonly string[] = [
  'facts/imaging/report-texts.ts',
  'facts/reading/status.ts',
  'facts/coagulation/laboratory-tests.ts',
];

/**
 * Rooms that read what clinicians write. The other rooms of `clinical-text` hold its grammar; the report
 * reader keeps lexicons of its own until it is rebuilt.
 */
const rooms = ['facts', 'rules', 'clinical-text/topics', 'clinical-text/contrast'];

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
const offending = files
  .filter((file) => !technical.includes(file))
  .filter((file) => vocabulariesIn(readFileSync(join('src', file), 'utf8')) > 0)
  .sort();

test('no file but those on the list holds a vocabulary', () => {
  expect(offending.filter((file) => !stillHoldWords.includes(file))).toEqual([]);
});

test('a file that no longer holds one is taken from the list', () => {
  expect(stillHoldWords.filter((file) => !offending.includes(file))).toEqual([]);
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
