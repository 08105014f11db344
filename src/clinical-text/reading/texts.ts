import type { ClinicalText } from './clinical-text.ts';
import type { FindingWords, Lexicon, ReadingContext } from './lexicon.ts';

/** Characters that are read in one call, each text once; a thick chart has a tenth of it. */
const MAX_CHARACTERS_OF_CALL = 400_000;

/** The same for words of examinations, which are read beside the other words of the call. */
const MAX_CHARACTERS_OF_EXAMINATIONS = 200_000;

/** The texts of one call: each is read once, however many facts ask for it, and goes with the call. */
export class Texts {
  readonly #lexicon: Lexicon;
  readonly #context: ReadingContext;
  readonly #read = new Map<string, ClinicalText>();
  readonly #findings = new Map<string, FindingWords>();
  #left = MAX_CHARACTERS_OF_CALL;
  #leftOfExaminations = MAX_CHARACTERS_OF_EXAMINATIONS;

  constructor(lexicon: Lexicon, context: ReadingContext) {
    this.#lexicon = lexicon;
    this.#context = { ...context, wordsMet: new Map() };
  }

  /** There was more than is read in one call: what was not found may be in the rest. */
  get isSpent(): boolean {
    return this.#left <= 0;
  }

  /** What a text says. Of what lies beyond the bound of a call nothing is read: `isCut` says so. */
  read(text: string): ClinicalText {
    const known = this.#read.get(text);
    if (known) return known;
    const own = text.slice(0, Math.max(0, this.#left));
    this.#left -= own.length;
    const read = this.#lexicon.read(own, this.#context);
    const whole = own.length < text.length ? read.cut() : read;
    this.#read.set(text, whole);
    return whole;
  }

  /** The words of an examination in a text; bounded as `read` is. */
  findings(text: string): FindingWords {
    const known = this.#findings.get(text);
    if (known) return known;
    const own = text.slice(0, Math.max(0, this.#leftOfExaminations));
    this.#leftOfExaminations -= own.length;
    const found = this.#lexicon.findings(own, this.#context);
    const whole = own.length < text.length ? { ...found, isCut: true } : found;
    this.#findings.set(text, whole);
    return whole;
  }
}
