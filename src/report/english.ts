import { reportWords } from './lexicon/report-words.ts';

/** Letters and words looked at; a language shows in far fewer. */
const MAX_CHARACTERS = 20_000;
/** Share of letters of another script from which a text is not English. */
const MAX_OTHER_SCRIPT = 0.2;
/** Share of the words of a text that have to be English ones. Reports in telegram style have a third. */
const MIN_ENGLISH = 0.12;

/**
 * Whether a report can be taken for English: by its script, and by the share of words that English
 * reports are made of, against the function words of other languages. A text without any word is not.
 *
 * Stricter than the language of a note (`clinical-text/language.ts`), which counts as English until it
 * shows another language: a report that is not read must never pass for one without findings. Bounded
 * and linear.
 */
export function isEnglish(text: string): boolean {
  const read = text.slice(0, MAX_CHARACTERS);
  const isAscii = onlyAscii.test(read);
  if (!isAscii) {
    const letters = count(read, /\p{L}/gu);
    if (count(read, /\p{Script=Latin}/gu) < letters * (1 - MAX_OTHER_SCRIPT)) return false;
  }
  const words = read.toLowerCase().match(isAscii ? /[a-z]{2,}/g : /\p{L}{2,}/gu) ?? [];
  const { english, otherLanguages } = reportWords();
  const known = words.filter((word) => english.has(word)).length;
  const foreign = words.filter((word) => otherLanguages.has(word)).length;
  if (known === 0) return false;
  return known >= words.length * MIN_ENGLISH && known > foreign;
}

const onlyAscii = /^[\0-\x7f]*$/;

const count = (text: string, pattern: RegExp) => (text.match(pattern) ?? []).length;
