/** Words that promise more than the evidence, or advise an operation; not in negations either. */
const promising =
  /\bindicates?\b|\bconfirms\b|\brules? out\b|\bis safe\b|\bno red flags\b|\bis normal\b|\bproves\b(?! nothing either way)|\bdiagnostic of\b|\bshould (?:be operated|undergo surgery)\b/gi;

/** The words of a text that a card does not use, as they stand there; empty when all is well. */
export const promisingWords = (text: string): readonly string[] => text.match(promising) ?? [];
