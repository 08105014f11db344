import { readLexicon } from '../../src/clinical-text/reading/lexicon.ts';

/** The word files of the project, compiled once for a test file. */
export const lexicon = readLexicon('cards/words');

/** A text read in 2026. */
export const read = (text: string) => lexicon.read(text, { currentYears: [2026] });
