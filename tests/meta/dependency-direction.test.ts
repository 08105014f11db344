import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { expect, test } from '@jest/globals';

/** What facts about orders, operations and contrast may rest on. */
const belowOrders = [
  'facts/studies',
  'facts/reading',
  'facts/reading/*',
  'facts/values',
  'terminology',
  'generated',
  'clinical-text/*',
] as const;

/**
 * Rooms of src, from the ground up: each may import the rooms it names and no others. A room is a
 * folder; `rules/index` is a room of its own, because it stands above the rules that `rules` (the
 * shape of a rule and of a verdict) stands below.
 */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  errors: [],
  config: [],
  generated: [],
  yaml: [],
  terminology: ['generated', 'config'],
  'clinical-text/text': [],
  'clinical-text/phrases': ['clinical-text/text', 'yaml'],
  'clinical-text/assertion': ['clinical-text/phrases', 'clinical-text/text'],
  'clinical-text/reading': [
    'clinical-text/assertion',
    'clinical-text/phrases',
    'clinical-text/text',
  ],
  'clinical-text/topics': ['clinical-text/reading'],
  'clinical-text/contrast': ['clinical-text/phrases'],
  'clinical-text/examination': ['clinical-text/reading', 'clinical-text/text'],
  'report/lexicon': ['clinical-text/phrases'],
  'report/findings': ['report/lexicon'],
  'report/notation': ['report/lexicon', 'report/findings', 'clinical-text/phrases'],
  'report/document': ['report/notation', 'report/findings', 'report/lexicon', 'clinical-text/*'],
  'report/clauses': ['report/notation', 'report/findings', 'report/lexicon'],
  'report/statements': [
    'report/clauses',
    'report/document',
    'report/notation',
    'report/findings',
    'report/lexicon',
  ],
  'report/decision': [
    'report/statements',
    'report/clauses',
    'report/document',
    'report/notation',
    'report/findings',
    'report/lexicon',
    'clinical-text/*',
  ],
  report: ['report/*', 'clinical-text/*'],
  'cds-hooks': ['cds-hooks/request', 'errors'],
  auth: ['config', 'errors'],
  store: ['store/tables', 'cds-hooks', 'cds-hooks/*'],
  'chart/fhir': ['cds-hooks', 'cds-hooks/*'],
  chart: ['generated', 'cds-hooks', 'cds-hooks/*', 'errors', 'chart/fhir'],

  'facts/values': ['clinical-text/text'],
  'facts/reading': [
    'facts/reading/fields',
    'generated',
    'facts/values',
    'chart',
    'cds-hooks',
    'cds-hooks/*',
    'terminology',
    'clinical-text/*',
  ],
  'facts/studies': [
    'generated',
    'facts/reading',
    'facts/reading/*',
    'facts/values',
    'report',
    'report/findings',
    'terminology',
    'clinical-text/*',
  ],
  'facts/orders': [...belowOrders, 'cds-hooks', 'cds-hooks/*'],
  'facts/surgery': belowOrders,
  'facts/contrast-safety': [...belowOrders, 'cds-hooks', 'cds-hooks/*'],
  'facts/medicines': belowOrders,
  'facts/coagulation': ['facts/medicines', ...belowOrders],
  'facts/devices': belowOrders,
  'facts/encounters': belowOrders,
  'facts/dangers': ['facts/medicines', 'facts/orders', 'facts/surgery', ...belowOrders],
  'facts/imaging': [
    'facts/orders',
    ...belowOrders,
    'chart',
    'cds-hooks',
    'cds-hooks/*',
    'report',
    'report/findings',
  ],
  'facts/examination': ['facts/imaging', ...belowOrders, 'report', 'report/findings'],
  'facts/neurology': [
    'facts/dangers',
    'facts/orders',
    'facts/surgery',
    ...belowOrders,
    'cds-hooks',
    'cds-hooks/*',
    'report',
    'report/findings',
  ],
  facts: ['facts/*', 'generated', 'chart', 'terminology', 'clinical-text/*'],

  rules: ['facts', 'facts/*', 'generated'],
  'rules/parts': ['rules', 'facts', 'facts/*', 'generated'],
  'rules/parts/orders': ['rules/parts', 'rules', 'facts', 'facts/*', 'generated'],
  'rules/parts/reports': ['rules/parts', 'rules', 'facts', 'facts/*', 'generated'],
  'rules/orders': ['rules/parts/orders', 'rules/parts', 'rules', 'facts', 'facts/*', 'generated'],
  'rules/reports': ['rules/parts/reports', 'rules/parts', 'rules', 'facts', 'facts/*', 'generated'],
  'rules/index': ['rules/orders', 'rules/reports', 'rules'],

  'cards/text': ['facts/values', 'config', 'errors'],
  'cards/figures': ['cards/text', 'facts/values', 'config', 'errors'],
  'cards/offers': [
    'config',
    'yaml',
    'rules',
    'rules/index',
    'facts',
    'facts/*',
    'terminology',
    'cds-hooks',
    'cds-hooks/*',
    'errors',
  ],
  'cards/file': [
    'cards/figures',
    'cards/text',
    'config',
    'yaml',
    'rules',
    'rules/index',
    'facts',
    'facts/*',
    'terminology',
    'cds-hooks',
    'cds-hooks/*',
    'errors',
  ],
  'cards/rendering': [
    'cards/file',
    'cards/offers',
    'cards/figures',
    'cards/text',
    'config',
    'yaml',
    'rules',
    'rules/index',
    'facts',
    'facts/*',
    'terminology',
    'cds-hooks',
    'cds-hooks/*',
    'errors',
  ],
  cards: [
    'cards/*',
    'config',
    'yaml',
    'rules',
    'rules/index',
    'facts',
    'facts/*',
    'terminology',
    'cds-hooks',
    'cds-hooks/*',
    'errors',
  ],
  services: [
    'generated',
    'cards',
    'cards/*',
    'rules',
    'rules/index',
    'facts',
    'facts/*',
    'chart',
    'terminology',
    'clinical-text/*',
    'cds-hooks',
    'cds-hooks/*',
    'errors',
  ],
  'http/answer': ['errors', 'cds-hooks', 'cds-hooks/*'],
  'http/body': ['http/answer', 'errors', 'config'],
  'http/access': [
    'http/answer',
    'auth',
    'store',
    'store/*',
    'chart',
    'config',
    'cds-hooks',
    'cds-hooks/*',
    'errors',
    'cards',
    'cards/*',
  ],
  'http/observed': [
    'http/answer',
    'auth',
    'store',
    'store/*',
    'chart',
    'config',
    'cds-hooks',
    'cds-hooks/*',
    'errors',
    'cards',
    'cards/*',
  ],
  http: [
    'http/*',
    'auth',
    'store',
    'store/*',
    'chart',
    'config',
    'cds-hooks',
    'cds-hooks/*',
    'errors',
    'cards',
    'cards/*',
  ],
  versions: [
    'cards',
    'cards/*',
    'rules',
    'facts/values',
    'terminology',
    'clinical-text/*',
    'report/lexicon',
  ],
  pages: ['versions', 'http', 'http/*', 'cards', 'cards/*', 'errors'],
  'pages/guide': ['pages', 'cards', 'cards/*', 'yaml'],
  'pages/agreement': [
    'pages',
    'rules/parts/reports',
    'http',
    'http/*',
    'cards',
    'cards/*',
    'errors',
    'yaml',
  ],
  insights: [
    'versions',
    'pages',
    'http',
    'http/*',
    'store',
    'store/*',
    'cards',
    'cards/*',
    'errors',
  ],
  replay: [
    'pages',
    'cards',
    'cards/*',
    'facts/studies',
    'facts/reading',
    'facts/reading/*',
    'cds-hooks',
    'cds-hooks/*',
    'errors',
  ],
  demo: ['http', 'http/*', 'cds-hooks', 'cds-hooks/*', 'config', 'errors'],
  'demo/public': [],
  '.': ['*'],
  'cds-hooks/request': ['errors'],
  'store/tables': ['cds-hooks', 'cds-hooks/*'],
  'store/engines': ['store', 'store/tables', 'cds-hooks', 'cds-hooks/*'],
  'facts/reading/fields': [
    'generated',
    'facts/values',
    'chart',
    'cds-hooks',
    'cds-hooks/*',
    'terminology',
    'clinical-text/*',
  ],
};

const files = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((name) =>
  name.endsWith('.ts'),
);

function roomOf(path: string): string {
  if (path === 'rules/index.ts') return 'rules/index';
  if (path === 'errors.ts') return 'errors';
  return dirname(path);
}

const mayGo = (from: string, to: string) =>
  from === to ||
  (mayImport[from] ?? []).some(
    (allowed) =>
      allowed === '*' ||
      allowed === to ||
      (allowed.endsWith('/*') && to.startsWith(allowed.slice(0, -1))),
  );

const importsOf = (file: string) =>
  [...readFileSync(join('src', file), 'utf8').matchAll(/from '(\.[^']+\.ts)'/g)].map(([, target]) =>
    normalize(join(dirname(file), target!)),
  );

test.each(files)('%s imports only what its room may', (file) => {
  const wrong = importsOf(file).filter((target) => !mayGo(roomOf(file), roomOf(target)));
  expect(wrong).toEqual([]);
});

test('every room is on the list, and none that is gone', () => {
  expect([...new Set(files.map(roomOf))].sort()).toEqual(Object.keys(mayImport).sort());
});

test('no room may import in a circle', () => {
  const rooms = Object.keys(mayImport).filter((room) => room !== '.');
  const done = new Set<string>();
  const below = (room: string, seen: readonly string[]): void => {
    if (seen.includes(room)) throw new Error([...seen, room].join(' → '));
    if (done.has(room)) return;
    for (const next of rooms) if (next !== room && mayGo(room, next)) below(next, [...seen, room]);
    done.add(room);
  };
  for (const room of rooms) expect(() => below(room, [])).not.toThrow();
});

test('no file imports in a circle', () => {
  const done = new Set<string>();
  const visit = (file: string, path: readonly string[]): void => {
    if (path.includes(file)) throw new Error([...path, file].join(' → '));
    if (done.has(file)) return;
    for (const next of importsOf(file)) visit(next, [...path, file]);
    done.add(file);
  };
  for (const file of files) expect(() => visit(file, [])).not.toThrow();
});

test.each(files)('%s: rules know no FHIR and no clock', (file) => {
  const source = readFileSync(join('src', file), 'utf8');
  if (file.startsWith('rules/')) {
    expect(source).not.toMatch(/resourceType|coding\b|fhir4|new Date\(|Date\.now/);
  }
  // The clock enters once, in main.
  if (!['main.ts'].includes(file)) expect(source).not.toMatch(/new Date\(\)|Date\.now\(\)/);
});

test('the project depends on nothing beside itself', () => {
  const all = ['src', 'tests', 'bench', 'cards', 'scripts'].flatMap((folder) => {
    try {
      return readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) =>
        join(folder, name),
      );
    } catch {
      return [];
    }
  });
  const outside = new RegExp(['\\.\\./sha', 'red/'].join(''));
  const guilty = all
    .filter((name) => /\.(ts|js|json|md|txt)$/.test(name))
    .filter((name) => outside.test(readFileSync(name, 'utf8')));
  expect(guilty).toEqual([]);
});
