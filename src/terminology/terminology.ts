import {
  canonicalSystem,
  CPT,
  ICD10CM,
  normalisedCode,
  PREFIX_SYSTEMS,
  SISTERS_OF_ICD10CM,
  STANDARD_SYSTEMS,
} from './code-systems.ts';
import type { ConceptMapFile, ValueSetFile } from './value-set-file.ts';
import type { ValueSetId } from '../generated/value-set-ids.ts';

/** A code in its system, as FHIR carries it. */
export interface Coding {
  readonly system: string;
  readonly code: string;
  readonly display?: string;
}

/** A site's own code, declared to belong to a value set (`SITE_FILE`, `codeMap`). */
export interface LocalCode {
  readonly system: string;
  readonly code: string;
  readonly valueSet: string;
}

const NONE: readonly ValueSetId[] = Object.freeze([]);
/** Characters of a category of the ICD-10, which its editions have in common. */
const CATEGORY_LENGTH = 3;
const MAX_SYSTEMS = 100;
const MAX_CODES = 20_000;
const MAX_KEY_LENGTH = 200;

/** What we know of a code. */
interface KnownCode {
  readonly valueSets: readonly ValueSetId[];
  /** Our own label of it. */
  readonly label: string | undefined;
}

/**
 * Answers "which value sets does this code stand in?" for the value sets of the project, compiled
 * once at start. Comparison is on system and code, never on code alone and never on a display.
 *
 * An `is-a` filter means the code and everything below it: for the ICD systems the hierarchy is in
 * the code, so a prefix decides; for others only the named code is matched, since no terminology
 * server stands behind us.
 *
 * A category of three characters (or a chapter's letter) of ICD-10-CM counts for the ICD-10 of the WHO
 * and for its German edition too. Longer codes of theirs count where a value set lists them.
 */
export class Terminology {
  readonly #exact = new Map<string, Map<string, readonly ValueSetId[]>>();
  readonly #prefixes = new Map<string, Map<string, readonly ValueSetId[]>>();
  readonly #pairs = new Map<string, Coding>();
  readonly #labels = new Map<string, string>();
  readonly #familyLabels = new Map<string, string>();
  readonly #tokens = new Map<ValueSetId, string[]>();
  /** Answers given before, by system and code as they were sent. */
  readonly #answers = new Map<string, Map<string, KnownCode>>();

  constructor(
    valueSets: readonly ValueSetFile[],
    conceptMaps: readonly ConceptMapFile[],
    localCodes: readonly LocalCode[] = [],
  ) {
    for (const { id: name, compose } of valueSets) {
      // The generated union holds the name of every file; a test compares the two.
      const id = name as ValueSetId;
      for (const { system, concept = [], filter = [], extension = [] } of compose.include) {
        for (const { code, display } of concept) {
          this.#add(this.#exact, system, code, id);
          this.#labels.set(key(system, code), display);
          this.#addToSisters(system, code, id, display);
          this.#tokens.set(id, [...(this.#tokens.get(id) ?? []), `${system}|${code}`]);
        }
        for (const { value } of filter) {
          const table = PREFIX_SYSTEMS.has(canonicalSystem(system)) ? this.#prefixes : this.#exact;
          this.#add(table, system, value, id);
          const label = extension.find(({ url }) => url === 'urn:cauda:display')?.valueString;
          if (label !== undefined) this.#familyLabels.set(key(system, value), label);
          this.#addToSisters(system, value, id, label);
        }
      }
    }
    const ids = new Set(valueSets.map(({ id }) => id));
    for (const { system, code, valueSet } of localCodes) {
      if (!ids.has(valueSet)) throw new Error(`codeMap names an unknown value set: ${valueSet}.`);
      this.#add(this.#exact, system, code, valueSet as ValueSetId);
    }
    for (const { id, group } of conceptMaps) {
      for (const { source, element } of group) {
        for (const { code, target } of element) {
          const [{ code: to, display }] = target;
          this.#pairs.set(`${id} ${key(source, code)}`, { system: source, code: to, display });
        }
      }
    }
  }

  /** Ids of the value sets that hold this code; empty for an unknown or incomplete coding. */
  valueSetsOf(system: unknown, code: unknown): readonly ValueSetId[] {
    if (typeof system !== 'string' || typeof code !== 'string') return NONE;
    return this.#known(system, code).valueSets;
  }

  #known(system: string, code: string): KnownCode {
    const answers = this.#answers.get(system);
    return answers?.get(code) ?? this.#remembered(system, code, answers);
  }

  /** The same codes come again in every chart. The bounds are against a client that invents them. */
  #remembered(
    system: string,
    code: string,
    answers: Map<string, KnownCode> = new Map<string, KnownCode>(),
  ): KnownCode {
    const found = {
      valueSets: this.#lookUp(system, code),
      label: this.#labels.get(key(system, code)),
    };
    if (system.length > MAX_KEY_LENGTH || code.length > MAX_KEY_LENGTH) return found;
    if (this.#answers.size >= MAX_SYSTEMS) this.#answers.clear();
    if (answers.size >= MAX_CODES) answers.clear();
    answers.set(code, found);
    this.#answers.set(system, answers);
    return found;
  }

  #lookUp(system: string, code: string): readonly ValueSetId[] {
    const canonical = canonicalSystem(system);
    const codes = this.#exact.get(canonical);
    const prefixes = this.#prefixes.get(canonical);
    if (!codes && !prefixes) return NONE;
    const normalised = normalisedCode(canonical, code);
    const exact = codes?.get(normalised) ?? NONE;
    if (!prefixes) return exact;
    const found: ValueSetId[] = [];
    for (let length = 1; length <= normalised.length; length += 1) {
      const ids = prefixes.get(normalised.slice(0, length));
      if (ids) found.push(...ids);
    }
    return found.length === 0 ? exact : [...new Set([...exact, ...found])];
  }

  /** The codes that the named value sets list one by one, as `system|code`, in their order. */
  tokensOf(...valueSets: readonly ValueSetId[]): readonly string[] {
    return valueSets.flatMap((id) => this.#tokens.get(id) ?? []);
  }

  /** Our own label of a code that stands in a value set: a client's display is not authoritative. */
  labelOf(system: string, code: string): string | undefined {
    return this.#known(system, code).label;
  }

  /** Our label of the nearest family that a code belongs to (`R33.9` → that of `R33`). */
  familyLabelOf(system: string, code: string): string | undefined {
    const canonical = canonicalSystem(system);
    if (!PREFIX_SYSTEMS.has(canonical)) return this.#familyLabels.get(key(system, code));
    const normalised = normalisedCode(canonical, code);
    for (let length = normalised.length; length > 0; length -= 1) {
      const label = this.#familyLabels.get(`${canonical}|${normalised.slice(0, length)}`);
      if (label !== undefined) return label;
    }
    return undefined;
  }

  /** True for the code systems whose codes we know; displays of the others may be read as text. */
  isStandardSystem(system: unknown): boolean {
    return typeof system === 'string' && STANDARD_SYSTEMS.has(canonicalSystem(system));
  }

  /** True for a system of which we know every code of interest: another code means another thing. */
  isClosedSystem(system: unknown): boolean {
    return typeof system === 'string' && canonicalSystem(system) === CPT;
  }

  /**
   * True for a system in which we know any code at all: those of our value sets, by whatever name, and
   * those that the site maps. Codes of others say nothing here.
   */
  isKnownSystem(system: string): boolean {
    const canonical = canonicalSystem(system);
    return this.#exact.has(canonical) || this.#prefixes.has(canonical);
  }

  /** What a concept map pairs with a code, in the same code system, if anything. */
  pairOf(conceptMap: string, system: string, code: string): Coding | undefined {
    return this.#pairs.get(`${conceptMap} ${key(system, code)}`);
  }

  /** A category of ICD-10-CM stands with all that lies below it in the classifications it came from. */
  #addToSisters(system: string, code: string, id: ValueSetId, label: string | undefined): void {
    if (canonicalSystem(system) !== ICD10CM) return;
    if (normalisedCode(ICD10CM, code).length > CATEGORY_LENGTH) return;
    for (const sister of SISTERS_OF_ICD10CM) {
      this.#add(this.#prefixes, sister, code, id);
      if (label !== undefined) this.#familyLabels.set(key(sister, code), label);
    }
  }

  #add(
    table: Map<string, Map<string, readonly ValueSetId[]>>,
    system: string,
    code: string,
    id: ValueSetId,
  ): void {
    const canonical = canonicalSystem(system);
    const codes = table.get(canonical) ?? new Map<string, readonly ValueSetId[]>();
    table.set(canonical, codes);
    const normalised = normalisedCode(canonical, code);
    codes.set(normalised, Object.freeze([...new Set([...(codes.get(normalised) ?? []), id])]));
  }
}

function key(system: string, code: string): string {
  const canonical = canonicalSystem(system);
  return `${canonical}|${normalisedCode(canonical, code)}`;
}
