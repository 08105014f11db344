import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from '@jest/globals';
import { readLexicon } from '../../../src/clinical-text/reading/lexicon.ts';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

/** The word files with some of them changed; `undefined` leaves a file out. */
function withChanged(changes: Readonly<Record<string, (text: string) => string | undefined>>) {
  const folder = mkdtempSync(join(tmpdir(), 'words-'));
  folders.push(folder);
  cpSync('cards/words', folder, { recursive: true });
  for (const [name, change] of Object.entries(changes)) {
    const path = join(folder, 'en', name);
    let text = '';
    try {
      text = readFileSync(path, 'utf8');
    } catch {
      // A new file.
    }
    const changed = change(text);
    if (changed === undefined) rmSync(path);
    else writeFileSync(path, changed);
  }
  return folder;
}

test('all that is wrong is said in one breath, with file, line and cause', () => {
  const folder = withChanged({
    'fever.yaml': (text) => text.replace('  hot and cold\n', '  hot (and cold\n'),
    'sepsis.yaml': (text) => text.replace('use: silences', 'use: shouts'),
    'endocarditis.yaml': (text) => text.replace('  vegetations\n', '  {no such list} x\n'),
    'made-up.yaml': () =>
      'topic: made-up\nis: state\nuse: speaks\nabout: x\nphrases: |\n  x\nsays: |\n  x\nnot: |\n  y\nreviewed: none\n',
  });
  const say = (part: string) => expect(() => readLexicon(folder)).toThrow(part);
  say('en/sepsis.yaml:3: use: ');
  say('en/made-up.yaml: no reader asks for the topic "made-up"');
  say('there is no list {no such list}');
  say('"(" is not closed');
});

test('the line named is the line of the phrase', () => {
  const folder = withChanged({
    'fever.yaml': (text) => text.replace('  hot and cold\n', '  hot (and cold\n'),
  });
  const lines = readFileSync(join(folder, 'en/fever.yaml'), 'utf8').split('\n');
  const line = lines.indexOf('  hot (and cold') + 1;
  expect(() => readLexicon(folder)).toThrow(`en/fever.yaml:${line}:`);
});

test('a topic without a file stops the start', () => {
  const folder = withChanged({ 'fever.yaml': () => undefined });
  expect(() => readLexicon(folder)).toThrow('en/fever.yaml: there is no such file');
});

test('files with CRLF and a BOM are read', () => {
  const folder = withChanged({
    'fever.yaml': (text) => `\uFEFF${text.replaceAll('\n', '\r\n')}`,
  });
  expect(readLexicon(folder).read('rigors').affirmed('fever')?.words).toBe('rigors');
});

test('a key word that is too short to be mended is refused', () => {
  const folder = withChanged({
    'spelling.yaml': (text) => text.replace('keyWords: |\n', 'keyWords: |\n  not\n'),
  });
  expect(() => readLexicon(folder)).toThrow('too short for a key word (7 letters): not');
});
