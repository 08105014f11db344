/** What a sentence tells of another examination than this one: an earlier scan, another part of the body. */
export interface Told {
  readonly text: string;
}

const study = '(?:scan|study|mri?|examination|exam|imaging|acquisition)';
const isNow = new RegExp(
  `\\b(?:today|currently|now|repeated|at present)\\b|\\b(?:current|present|this|second|follow-?up|repeat|new|latest|today['’]s) ${study}\\b`,
  'i',
);
const isEarlier = new RegExp(
  `^\\W*(?:(?:on |at |in )?(?:the |a )?(?:first|initial|earlier|previous|prior|preceding|last|baseline|old|1st) ${study}|${study} (?:1|one|i|a)\\b)`,
  'i',
);

/**
 * Which sentences tell of an earlier examination beside this one ("First scan 3 March without gadolinium.
 * Today the scan was repeated with gadolinium."): only where another sentence says that it is of now.
 */
export function earlierExaminations(sentences: readonly Told[]): ReadonlySet<number> {
  const earlier = sentences.flatMap(({ text }, i) => (isEarlier.test(text) ? [i] : []));
  if (earlier.length === 0) return new Set();
  const isAlso = new Set(earlier);
  if (!sentences.some(({ text }, i) => !isAlso.has(i) && isNow.test(text))) return new Set();
  return new Set(earlier.filter((i) => !isNow.test(sentences[i]?.text ?? '')));
}

const elsewhere =
  /^\W*(?:(?:mri?|ct|magnetic resonance)\b\s*)?(?:of (?:the )?)?(?:cervical|thoracic|dorsal|brain|head|neck|c[- ]spine|t[- ]spine|sacroiliac|pelvis|hip|shoulder|knee)\b/i;
const lumbar = /\b(?:lumbar|lumbosacral|l[- ]?spine|l\/s|whole spine|total spine|spine)\b/i;

/** Which sentences name another part of the body first, where others name the lumbar spine. */
export function otherParts(sentences: readonly Told[]): ReadonlySet<number> {
  const named = sentences.flatMap(({ text }, i) =>
    elsewhere.test(text) && !lumbar.test(text.slice(0, 60)) ? [i] : [],
  );
  if (named.length === 0) return new Set();
  return sentences.some(({ text }) => lumbar.test(text.slice(0, 120))) ? new Set(named) : new Set();
}
