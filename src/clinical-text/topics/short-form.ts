import type { ClinicalText, Mention } from '../reading/clinical-text.ts';

const LETTERS_OF_SHORT_FORM = 3;

/** True for a short form ("LP", "ESI") with nothing beside it: it may be many things. */
export const isShortFormAlone = (
  { tokens: [from, to], words }: Mention,
  text: ClinicalText,
): boolean =>
  words.replace(/\P{L}/gu, '').length <= LETTERS_OF_SHORT_FORM &&
  text.tokens.every(({ kind }, i) => kind === 'mark' || (i >= from && i < to));
