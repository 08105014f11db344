/** How many codings a call met in code systems that we know and in others; see `codingsMet`. */
export interface CodingsMet {
  readonly known: number;
  readonly unknown: number;
  /** The other systems, as they were sent: a bounded list, in alphabetical order. */
  readonly systemsNotUnderstood: readonly string[];
}

/** What a card is about and what it rests on, as hashes: the same again when nothing changed. */
export interface RepeatMark {
  readonly subject: string;
  readonly facts: string;
}

/** What a card is made of; hashes, nothing of the patient. */
export interface CardMadeOf {
  readonly serviceVersion: string;
  readonly settingsHash: string;
  readonly wording: string;
  /** Hash of what filled the slots. It is keyed before it is kept: slots can be guessed. */
  readonly slots: string;
}

/** What a withheld card was about, where the site keeps it to review a silent trial. */
export interface AboutWithheld {
  /** `Type/id` or `urn:uuid:…`. */
  readonly references: readonly string[];
  /** Days after which they are deleted. */
  readonly keepDays: number;
}

/** What became of one rule in a call, without a word of the chart: for the counters. */
export interface RuleTrace {
  readonly card: string;
  readonly version: number;
  readonly outcome: 'advise' | 'silent' | 'undecided' | 'failed';
  /** Why a card that a rule asked for was not shown. */
  readonly withheld?: string;
  /** Why a rule was silent. */
  readonly because?: string;
  /** Names of facts or prefetch keys; empty unless undecided. */
  readonly missing: readonly string[];
  /** Of a card that was shown, where the site shows none twice. */
  readonly mark?: RepeatMark;
  /** Of a card that was withheld, where the site keeps it. */
  readonly about?: AboutWithheld;
  /** Of a card that its rule asked for. */
  readonly made?: CardMadeOf;
}

/** What one call did to get its data: for `Server-Timing` and for clients that asked for it. */
export class CallTrace {
  /** What became of each prefetch key. */
  readonly keys: {
    readonly key: string;
    readonly via: 'prefetch' | 'fhir' | 'unavailable';
    /** The bound for which a part of the list was not read, in words. */
    readonly beyond?: string;
  }[] = [];
  /** Requests to the FHIR server, by their query below its base. */
  readonly reads: { readonly query: string; readonly outcome: string; readonly ms: number }[] = [];
  /** Milliseconds from the start of gathering to its end; undefined when nothing was gathered. */
  gatherMs: number | undefined;
  /** Undefined when nothing was gathered. */
  codings: CodingsMet | undefined;
  /** What became of the rules that were asked; empty when the call was about nothing of ours. */
  readonly rules: RuleTrace[] = [];
}

/**
 * Value of the `Server-Timing` header: how many prefetch keys were used, fetched and missing, and how
 * long gathering and the whole call took. Holds no query and no id.
 *
 * @see W3C Server Timing
 */
export function serverTiming({ keys, reads, gatherMs }: CallTrace, totalMs: number): string {
  const count = (via: string) => keys.filter((key) => key.via === via).length;
  const ms = (value: number) => value.toFixed(1);
  const parts = [`total;dur=${ms(totalMs)}`];
  if (gatherMs !== undefined) {
    const hits = `${count('prefetch')} hit, ${count('fhir')} fetched, ${count('unavailable')} missing`;
    parts.push(`prefetch;desc="${hits}"`, `gather;dur=${ms(gatherMs)}`);
  }
  if (reads.length > 0) {
    parts.push(
      `fhir;desc="${reads.length} requests";dur=${ms(Math.max(...reads.map((r) => r.ms)))}`,
    );
  }
  return parts.join(', ');
}
