/**
 * What is added to a counter of two labels, kept until somebody reads the metrics. A call adds to some thirty
 * counters, and the library looks at all labels each time: for ten prefetch keys and twenty rules that cost
 * more than the answer's text.
 */
export class Tally {
  #added = new Map<string, Map<string, number>>();

  add(first: string, second: string, count = 1): void {
    const of = this.#added.get(first);
    if (of === undefined) this.#added.set(first, new Map([[second, count]]));
    else of.set(second, (of.get(second) ?? 0) + count);
  }

  /** Hands over what was added since the last time. */
  take(each: (first: string, second: string, count: number) => void): void {
    const added = this.#added;
    this.#added = new Map();
    for (const [first, of] of added) for (const [second, n] of of) each(first, second, n);
  }
}
