import type { Gathered } from '../../../chart/gather.ts';
import type { FhirResource } from '../../../cds-hooks/request/json.ts';
import type { Terminology } from '../../../terminology/terminology.ts';
import { asObject, eachCoding, nameOf, referenceTo, type Opaque } from './fields.ts';
import { notAvailable, notRecorded, type Fact } from '../../values/fact.ts';
import { withNarrativeName } from './narrative.ts';
import { withPlainStatus } from './status.ts';
import type { ValueSetId } from '../../../generated/value-set-ids.ts';

/** Characters of narrative markup that are read of one list: few resources have nothing but that. */
const MAX_NARRATIVES = 200_000;

const NONE: readonly FhirResource[] = [];

/**
 * One list of the chart, looked through once: resources by the value sets that any coding of their
 * `code` stands in.
 */
export class Listed {
  readonly resources: readonly FhirResource[];
  /** What it means when something is not in the list: not recorded, or not known. */
  readonly otherwise: Fact<never>;
  readonly #byValueSet = new Map<string, FhirResource[]>();
  readonly #inOrder = new Set<string>();
  readonly #terminology: Terminology;

  constructor(key: string, gathered: Gathered | undefined, terminology: Terminology) {
    this.#terminology = terminology;
    const listed = gathered?.status === 'listed' ? gathered.resources : [];
    const narratives = { markup: MAX_NARRATIVES };
    const resources: FhirResource[] = [];
    for (const each of listed) {
      const plain = withNarrativeName(withPlainStatus(each), narratives);
      resources.push(plain);
      if (plain['component'] === undefined) continue;
      for (const part of componentsOf(plain)) resources.push(part);
    }
    this.resources = resources;
    this.otherwise =
      gathered?.status === 'listed' && gathered.complete ? notRecorded : notAvailable(key);
    for (const resource of this.resources) {
      eachCoding(resource['code'], (system, code) => {
        for (const id of terminology.valueSetsOf(system, code)) this.#add(id, resource);
      });
    }
  }

  /** Resources coded in any of the value sets, each once, by reference. */
  in(...valueSets: readonly ValueSetId[]): readonly FhirResource[] {
    let found = NONE;
    let lists = 0;
    for (const id of valueSets) {
      const list = this.#ordered(id);
      if (list.length === 0) continue;
      lists += 1;
      found = lists === 1 ? list : [...found, ...list];
    }
    return lists > 1 ? [...new Set(found)].sort(byReference) : found;
  }

  /** Put in order when it is first asked for: most value sets of a chart never are. */
  #ordered(valueSet: string): readonly FhirResource[] {
    const list = this.#byValueSet.get(valueSet) ?? NONE;
    if (list.length < 2 || this.#inOrder.has(valueSet)) return list;
    const keyed = list.map((resource) => ({ resource, key: referenceTo(resource) ?? '' }));
    keyed.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
    const ordered = keyed.map(({ resource }) => resource);
    this.#byValueSet.set(valueSet, ordered);
    this.#inOrder.add(valueSet);
    return ordered;
  }

  /** What to call a resource of the list before a clinician. */
  nameOf(resource: Opaque): string | undefined {
    return nameOf(resource['code'], this.#terminology);
  }

  #add(id: string, resource: FhirResource): void {
    const list = this.#byValueSet.get(id);
    if (!list) this.#byValueSet.set(id, [resource]);
    else if (list.at(-1) !== resource) list.push(resource);
  }
}

/** By `Type/id`, so that the order in which a server lists them changes no word of a card. */
export const byReference = (a: Opaque, b: Opaque): number => {
  const [one, other] = [referenceTo(a) ?? '', referenceTo(b) ?? ''];
  return one < other ? -1 : one > other ? 1 : 0;
};

/** A panel (vital signs, say) is read as itself and as one observation for each of its components. */
function componentsOf(resource: FhirResource): readonly FhirResource[] {
  const components = resource['component'];
  if (!Array.isArray(components)) return NONE;
  return components.flatMap((part: unknown) => {
    const component = asObject(part);
    return component ? [{ ...resource, ...component, component: undefined }] : [];
  });
}
