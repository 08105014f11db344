import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const publicFolder = fileURLToPath(new URL('public/', import.meta.url));
const modules = fileURLToPath(new URL('../../node_modules/', import.meta.url));

/** What the page uses of its libraries, as their packages bring it. */
const libraries = [
  'lit-html/lit-html.js',
  'lit-html/directive.js',
  'lit-html/directive-helpers.js',
  'lit-html/directives/guard.js',
  'lit-html/directives/keyed.js',
  'lit-html/directives/repeat.js',
  'marked/lib/marked.esm.js',
  'dompurify/dist/purify.es.mjs',
];

const types: Readonly<Record<string, string>> = {
  js: 'text/javascript; charset=utf-8',
  mjs: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
};

export interface PageFile {
  readonly file: string;
  readonly type: string;
}

/** Path under /demo → file: what lies in `public/`, and the libraries. Nothing else is ever read. */
export function pageFiles(): ReadonlyMap<string, PageFile> {
  const own = readdirSync(publicFolder, { recursive: true, encoding: 'utf8' }).map(
    (name): [string, string] => [`public/${name.replaceAll('\\', '/')}`, join(publicFolder, name)],
  );
  const foreign = libraries
    .map((name): [string, string] => [`modules/${name}`, join(modules, name)])
    .filter(([, file]) => existsSync(file));
  return new Map(
    [...own, ...foreign].flatMap(([path, file]): [string, PageFile][] => {
      const type = types[path.split('.').at(-1) ?? ''];
      return type === undefined ? [] : [[path, { file, type }]];
    }),
  );
}

export const demoPage = readFileSync(join(publicFolder, 'index.html'), 'utf8');

/** The only inline script of the page: where the browser finds a library that a module names. */
const [, importMap = ''] = /<script type="importmap">([^]*?)<\/script>/.exec(demoPage) ?? [];

/** The map's hash, by which the page's policy allows it and no other inline script. */
export const importMapHash = `'sha256-${createHash('sha256').update(importMap).digest('base64')}'`;
