import { fileURLToPath } from 'node:url';
import { readLexicon, type Lexicon } from '../src/clinical-text/reading/lexicon.ts';

const usage = `Says what the word files make of a phrase.

  npm run --silent read-words -- "numb down below since Tuesday, no incontinence"

A line for each thing that is spoken of: topic, how it is meant, the words, and the words that decided.
With --examination also the words that the grammar of examinations is made of.`;

/** Reads phrases with the words under `cards/words`; a fault in them is named with file and line. */
function main(words: readonly string[]): void {
  const isExamination = words.includes('--examination');
  const phrases = words.filter((word) => word !== '--examination');
  if (phrases.length === 0 || phrases.includes('--help')) {
    console.log(usage);
    return;
  }
  const lexicon = readLexicon(fileURLToPath(new URL('../cards/words', import.meta.url)));
  for (const phrase of phrases) {
    const { mentions, language } = lexicon.read(phrase);
    if (language === 'other') console.log('another language than English');
    if (mentions.length === 0) console.log('nothing of any topic');
    for (const { topic, assertion, words, by, time } of mentions) {
      const when = time.said === 'unsaid' ? '' : `, ${time.said}`;
      const because = by === undefined ? '' : ` (by "${by}")`;
      console.log(`${topic}: ${assertion}${when}: "${words}"${because}`);
    }
    if (isExamination) sayFindings(lexicon, phrase);
  }
}

/** Words of an examination are found in examinations only, and read by a grammar of their own. */
function sayFindings(lexicon: Lexicon, phrase: string): void {
  const { found, tokens } = lexicon.findings(phrase);
  for (const { topic, from, to } of found) {
    const words = phrase.slice(tokens[from]?.start, tokens[to - 1]?.end);
    console.log(`in an examination, ${topic}: "${words}"`);
  }
}

try {
  main(process.argv.slice(2));
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
