import { readdirSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from '@jest/globals';
// Loaded before patterns are counted: those of a library are its own.
import 'js-yaml';
import ts from 'typescript';
import { anyPieceOf } from '../../src/clinical-text/text/any-piece.ts';
import { hostileTexts } from '../support/hostile-patterns.ts';
import { stepsOf, TooManySteps } from '../support/pattern-steps.ts';

/**
 * Every pattern of the project on texts that are made to keep it busy: what grows as a square, or as
 * one bound times another, is found by counting the steps of a backtracking search. No clock is read.
 */
const SOURCES = new URL('../../src/', import.meta.url);
const SHORT = 400;
const LONG = 1_600;
/** Steps for each character: what stays under the first is not looked at again. */
const FEW = 60;
const MANY = 3_000;
/** Growth from the short text to one four times as long: 4 is linear, 16 a square. */
const MAX_GROWTH = 8;

interface Found {
  readonly file: string;
  readonly pattern: RegExp;
}

const files = (readdirSync(SOURCES, { recursive: true }) as string[])
  .filter((file) => file.endsWith('.ts') && !file.startsWith('generated'))
  .sort();
const trees = files.map((file) => ({
  file,
  tree: ts.createSourceFile(
    file,
    readFileSync(new URL(file, SOURCES), 'utf8'),
    ts.ScriptTarget.Latest,
    true,
  ),
}));

function nodesOf(tree: ts.Node): readonly ts.Node[] {
  const found: ts.Node[] = [];
  const visit = (node: ts.Node) => {
    found.push(node);
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return found;
}

const literals: readonly Found[] = trees.flatMap(({ file, tree }) =>
  nodesOf(tree)
    .filter(ts.isRegularExpressionLiteral)
    .map(({ text }) => {
      const end = text.lastIndexOf('/');
      return { file, pattern: new RegExp(text.slice(1, end), text.slice(end + 1)) };
    }),
);

/** `new RegExp(…)` and `RegExp(…)` of a file. */
const buildsPattern = (node: ts.Node) =>
  (ts.isNewExpression(node) || ts.isCallExpression(node)) &&
  ts.isIdentifier(node.expression) &&
  node.expression.text === 'RegExp';
const building = trees.flatMap(({ file, tree }) =>
  nodesOf(tree)
    .filter(buildsPattern)
    .map((node) => ({ file, node })),
);
/** Made of plain pieces, letter by letter: its own test holds it. */
const ofPlainPieces = 'clinical-text/text/any-piece.ts';
const isInFunction = (node: ts.Node): boolean =>
  !ts.isSourceFile(node) && (ts.isFunctionLike(node.parent) || isInFunction(node.parent));

/** Patterns that a module builds while it is loaded. */
async function builtBy(file: string): Promise<readonly Found[]> {
  const real = globalThis.RegExp;
  const built: RegExp[] = [];
  const keep = (source: string, flags?: string) => {
    const pattern = new real(source, flags);
    built.push(pattern);
    return pattern;
  };
  globalThis.RegExp = new Proxy(real, {
    construct: (_target, [source, flags]: [string, string | undefined]) => keep(source, flags),
    apply: (_target, _this, [source, flags]: [string, string | undefined]) => keep(source, flags),
  });
  try {
    await import(new URL(`${file}?patterns`, SOURCES).href);
  } finally {
    globalThis.RegExp = real;
  }
  return built.map((pattern) => ({ file, pattern }));
}

/** Steps of a search, or infinity when there are more than a linear pattern takes. */
function steps(pattern: RegExp, text: string): number {
  try {
    return stepsOf(pattern, text, MANY * text.length);
  } catch (error) {
    // A pattern that reads a text by ever deeper calls is no better.
    if (error instanceof TooManySteps || error instanceof RangeError)
      return Number.POSITIVE_INFINITY;
    throw error;
  }
}

/** The text on which a pattern takes too long, cut for reading; undefined when there is none. */
function standstill(pattern: RegExp): string | undefined {
  const long = hostileTexts(pattern, LONG);
  const found = hostileTexts(pattern, SHORT).findIndex((text, index) => {
    const few = steps(pattern, text);
    if (few <= FEW * SHORT) return false;
    return few === Number.POSITIVE_INFINITY || steps(pattern, long[index] ?? '') > MAX_GROWTH * few;
  });
  return found === -1 ? undefined : long[found]?.slice(0, 80);
}

const faultsIn = (found: readonly Found[]) =>
  found.flatMap(({ file, pattern }) => {
    const text = standstill(pattern);
    return text === undefined ? [] : [{ file, pattern: String(pattern).slice(0, 120), text }];
  });

describe('no text of a chart brings a pattern to a standstill', () => {
  test('the patterns are found', () => {
    expect(literals.length).toBeGreaterThan(300);
  });

  test('written as such', () => {
    expect(faultsIn(literals)).toEqual([]);
  }, 600_000);

  describe('built at run time', () => {
    let built: readonly Found[];
    beforeAll(async () => {
      const all: Found[] = [];
      for (const file of new Set(building.map((place) => place.file))) {
        all.push(...(await builtBy(file)));
      }
      built = all;
    }, 60_000);

    test('each while its module is loaded, not in a function, so that it is built once', () => {
      const later = building.filter(({ node }) => isInFunction(node)).map(({ file }) => file);
      expect(later).toEqual([ofPlainPieces]);
      expect(built.length).toBeGreaterThanOrEqual(building.length - later.length);
    });

    test('are held to the same', () => {
      expect(faultsIn(built)).toEqual([]);
    }, 600_000);
  });
});

test('a pattern of plain pieces finds them as they are, and nothing else', () => {
  const signs = ['a.b', '(', '[x', '*', 'a|b', '\\\\d', '^', '-'];
  for (const sign of signs) expect(anyPieceOf(signs).exec(`zz${sign}zz`)?.[0]).toBe(sign);
  expect(anyPieceOf(['a.b', '.*']).test('axb')).toBe(false);
  expect(anyPieceOf([]).test('')).toBe(false);
});

describe('what is looked for is found', () => {
  test.each([
    ['two gaps side by side', /a\s*:?\s*b/],
    ['a gap at the end', /\s+$/],
    ['a gap without a bound', /new[^.;]*weak/],
    ['one repetition in another', /^(?:a+)+$/],
    ['repeated choices', /^(?:a|aa)+$/],
    ['three gaps', /\(?\s*\w*\s*\)/],
    ['bounds times bounds', /\ba.{0,200}.{0,200}b/],
  ])('%s', (_name, pattern) => {
    expect(standstill(pattern)).toBeDefined();
  });

  test.each([/\bnew\b[^.;]{0,200}\bweak/, /temp\.?\s{0,3}(?:of)?/, /\bcat\b|\bdog\b/, /\s+/g])(
    'and not %s',
    (pattern) => {
      expect(standstill(pattern)).toBeUndefined();
    },
  );

  test.each([
    [/b/, 'aaab', 4],
    [/a+$/, 'aab', 13],
    [/(?:a|b)c/g, 'acbc', 12],
  ])('steps of %s are counted alike everywhere', (pattern, text, most) => {
    expect(stepsOf(pattern, text, 1_000)).toBeLessThanOrEqual(most);
    expect(stepsOf(pattern, text, 1_000)).toBe(stepsOf(pattern, text, 1_000));
  });
});
