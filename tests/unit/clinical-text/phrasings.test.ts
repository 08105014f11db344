import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { readCaudaEquinaSigns } from '../../../src/clinical-text/topics/cauda-equina-signs.ts';
import type { ClinicalText } from '../../../src/clinical-text/reading/clinical-text.ts';
import {
  conditionTopics,
  readConditionWords,
} from '../../../src/clinical-text/topics/condition-words.ts';
import { readOperationTitle } from '../../../src/clinical-text/topics/operation-titles.ts';
import { readPunctureTitle } from '../../../src/clinical-text/topics/puncture-titles.ts';
import { read } from '../../support/lexicon.ts';

const readers: Readonly<Record<string, (text: ClinicalText) => unknown>> = {
  sign: (text) => readCaudaEquinaSigns(text).signs.length > 0,
  disc: (text) => {
    const title = readOperationTitle(text);
    return title?.kind === 'disc' && title.region === 'lumbar' && title.standing === 'stated';
  },
  lp: (text) => ['stated', 'asked'].includes(readPunctureTitle(text)?.standing ?? ''),
  cond: (text) => {
    const conditions = readConditionWords(text);
    return conditionTopics.some((topic) => conditions.present(topic) !== undefined);
  },
};

const rows: [reader: string, expected: string, text: string][] = [];
let section: [string, string] = ['', ''];
for (const line of readFileSync('tests/unit/clinical-text/phrasings.txt', 'utf8').split('\n')) {
  const [, reader, expected] = /^## (\S+) (\S+)$/.exec(line) ?? [];
  if (reader !== undefined && expected !== undefined) section = [reader, expected];
  else if (line !== '' && !line.startsWith('# ')) rows.push([...section, line]);
}

test.each(rows)('%s is %s: %s', (reader, expected, text) => {
  expect(String(readers[reader]?.(read(text)))).toBe(expected);
});
