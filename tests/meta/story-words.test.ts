import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import ts from 'typescript';

/** So many words in a row make a sentence of a card: a story that holds them breaks when they change. */
const QUOTED = 8;

const wordsIn = (text: string): readonly string[] =>
  text
    .toLowerCase()
    .replace(/[\\*]/g, '')
    .match(/[a-z0-9]+(?:['’-][a-z0-9]+)*/g) ?? [];

function* runsOf(words: readonly string[]): Generator<string> {
  for (let from = 0; from + QUOTED <= words.length; from += 1) {
    yield words.slice(from, from + QUOTED).join(' ');
  }
}

const cardFiles = readdirSync('cards').filter(
  (name) => name.endsWith('.md') && name !== 'README.md',
);
/** Every run of words of every card file, between what the chart fills in. */
const ofCards = new Map<string, string>();
for (const name of cardFiles) {
  const text = readFileSync(`cards/${name}`, 'utf8');
  for (const piece of text.split(/\{\{[^}]*\}\}|\n\s*\n|\n(?=\s*[-\w]+:)|\n# /)) {
    for (const run of runsOf(wordsIn(piece))) ofCards.set(run, name);
  }
}

/** What a test file writes between quotes or as a pattern; pieces that are added make one text. */
function textsIn(source: string): readonly string[] {
  const texts: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) return;
    const joined = joinedText(node);
    if (joined !== undefined) texts.push(joined);
    else ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile('x.ts', source, ts.ScriptTarget.Latest, true));
  return texts;
}

function joinedText(node: ts.Node): string | undefined {
  if (ts.isStringLiteralLike(node) || ts.isRegularExpressionLiteral(node)) return node.text;
  if (!ts.isBinaryExpression(node) || node.operatorToken.kind !== ts.SyntaxKind.PlusToken) {
    return undefined;
  }
  const [left, right] = [joinedText(node.left), joinedText(node.right)];
  return left === undefined || right === undefined ? undefined : left + right;
}

const quotesIn = (source: string): readonly string[] =>
  textsIn(source).flatMap((text) => {
    const run = [...runsOf(wordsIn(text))].find((each) => ofCards.has(each));
    return run === undefined ? [] : [`"${run}" of ${ofCards.get(run) ?? ''}`];
  });

test.each(readdirSync('tests/stories').filter((name) => name.endsWith('.ts')))(
  '%s repeats no sentence of a card (cardWords of tests/support says what stands there)',
  (name) => {
    expect(quotesIn(readFileSync(`tests/stories/${name}`, 'utf8'))).toEqual([]);
  },
);

test.each([
  [
    'a text',
    `x('Chronic kidney. ask radiology for a group II agent. Do not withhold it if needed.')`,
  ],
  [
    'a text in pieces',
    `x('ask radiology for a group II ' + 'agent. Do not withhold it if needed.')`,
  ],
  ['a pattern', String.raw`x(/ask radiology for a group II agent\. Do not withhold it if/)`],
])('%s with a sentence of a card is found', (_what, source) => {
  expect(quotesIn(source)).toEqual([expect.stringContaining('gadolinium-and-kidney-function.md')]);
});
