import type { Level } from '../notation/levels.ts';
import type { Mention } from './mentions.ts';
import type { Place } from '../clauses/places.ts';

/** What was last spoken of: what "it", "which" and a bare "enhancement" refer to. */
export interface Antecedent {
  readonly name: string;
  readonly places: readonly Place[];
  /** Nodules that stud these roots. */
  readonly studs?: readonly Place[];
}

/** What was spoken of, whose places are only looked for when somebody asks. */
export class Meant implements Antecedent {
  readonly name: string;
  #places: readonly Place[] | (() => readonly Place[]);

  constructor(name: string, places: readonly Place[] | (() => readonly Place[])) {
    this.name = name;
    this.#places = places;
  }

  get places(): readonly Place[] {
    if (typeof this.#places === 'function') this.#places = this.#places();
    return this.#places;
  }
}

/** What a sentence needs of those before it. */
export interface Memory {
  subject?: Antecedent | undefined;
  root?: Antecedent | undefined;
  last?: Antecedent | undefined;
  /** Thing that the label of the line names: "Nerve roots:", "Right L4:". */
  topic?: Antecedent | undefined;
  /** Disc that the label names: "L4-5:". */
  disc?: Level | undefined;
  /** Disc that was last named: "At this level …", "No protrusion." */
  spokenDisc?: Level | undefined;
  /** The label or the sentence speaks of images after contrast. */
  isAfterContrast?: boolean;
  /** A clause of this sentence has spoken of uptake: "… the root does not" goes on from it. */
  speaksOfUptake?: boolean;
  /** The sentence before this one spoke of uptake. */
  spokeOfUptake?: boolean;
  /** The label names another body part: "Brain:". */
  isElsewhere?: boolean;
  /** The side that was last named: "the root on that side". */
  spokenSide?: 'left' | 'right' | undefined;
  /** The two roots that were named last, in their order: "the former", "the latter". */
  namedRoots?: readonly Antecedent[];
  readonly operated: ReadonlySet<string>;
  /** Mentions of the clauses of this sentence that were read. */
  soFar?: readonly Mention[];
  /** Mentions of the last sentence that made any: "This has resolved" speaks of them. */
  lastFound?: readonly Mention[];
}

export const isRootName = (name: string | undefined) => name === 'root' || name === 'cauda';
