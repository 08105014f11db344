import { entriesOf, type FhirResource } from '../cds-hooks/json.ts';
import type { Coding, Terminology } from '../terminology/terminology.ts';
import { readWhen, type When } from './calendar.ts';
import { known, notRecorded, type Signal } from './fact.ts';
import {
  asList,
  asObject,
  asText,
  codingsOf,
  referenceTo,
  valueSetsOf,
  wordsOf,
  type Opaque,
} from './fields.ts';
import { studyOf, type Study } from './study.ts';
import { words } from './words.ts';

export type Priority = 'routine' | 'urgent' | 'asap' | 'stat';

/** An order, in the draft or in the chart, that these cards may speak of. */
export interface Order {
  /** Position among the draft orders; undefined for an order of the chart. */
  readonly draft: number | undefined;
  /** `ServiceRequest/<id>`, the entry's fullUrl, or nothing. */
  readonly reference: string | undefined;
  readonly study: Study;
  /** FHIR: absent means routine. */
  readonly priority: Priority;
  readonly reason: Reason;
  readonly authored: When | undefined;
  /** The study as the order names it, for a clinician. */
  readonly name: string;
  /** The order's codings with contrast added; undefined unless every one of them has such a pair. */
  readonly withContrast: readonly Coding[] | undefined;
}

/** Why something was ordered: value sets of its coded reasons, and its words. */
export interface Reason {
  readonly valueSets: ReadonlySet<string>;
  readonly words: string;
}

const over = new Set(['completed', 'revoked', 'entered-in-error', 'cancelled']);

/**
 * The draft orders of a Bundle that name a study of ours, in the order of the Bundle. Orders that are
 * over, or that say "do not perform", are passed over; a status other than draft is not (an order may
 * be signed again).
 */
export function draftOrders(
  bundle: unknown,
  terminology: Terminology,
  timeZone: string,
): readonly Order[] {
  return entriesOf(bundle).flatMap(({ resource, fullUrl }, index) => {
    const order = readOrder(resource, terminology, timeZone);
    return order ? [{ ...order, draft: index, reference: order.reference ?? fullUrl }] : [];
  });
}

/** @returns undefined when the resource is no order, or none of a study that these cards know. */
export function readOrder(
  resource: FhirResource,
  terminology: Terminology,
  timeZone: string,
): Order | undefined {
  if (resource.resourceType !== 'ServiceRequest') return undefined;
  if (over.has(asText(resource['status']) ?? '') || resource['doNotPerform'] === true)
    return undefined;
  const study = studyOf(resource, terminology);
  if (!study) return undefined;
  return {
    draft: undefined,
    reference: referenceTo(resource),
    study,
    priority: priorityOf(resource['priority']),
    reason: reasonOf(resource, terminology),
    authored: readWhen(resource['authoredOn'], timeZone),
    name: nameOf(study),
    withContrast: withContrast(resource, terminology),
  };
}

function priorityOf(value: unknown): Priority {
  return value === 'urgent' || value === 'asap' || value === 'stat' ? value : 'routine';
}

/** Reasons, with the order's own words: its title often holds the question ("MRI L-spine ?discitis"). */
function reasonOf(resource: Opaque, terminology: Terminology): Reason {
  const valueSets = new Set<string>();
  const text: string[] = [...wordsOf(resource['code'], terminology)];
  for (const concept of asList(resource['reasonCode'])) {
    for (const id of valueSetsOf(concept, terminology)) valueSets.add(id);
    text.push(...wordsOf(concept, terminology));
  }
  for (const reference of asList(resource['reasonReference'])) {
    const display = asText(asObject(reference)?.['display']);
    if (display) text.push(display);
  }
  for (const note of asList(resource['note'])) {
    const written = asText(asObject(note)?.['text']);
    if (written) text.push(written);
  }
  return { valueSets, words: text.join(' · ') };
}

const contrastNames = {
  without: ' without contrast',
  with: ' with contrast',
  'without-and-with': ' without and with contrast',
  unspecified: '',
} as const;

function nameOf(study: Study): string {
  if (study.kind === 'lumbar-puncture') return 'lumbar puncture';
  if (study.kind === 'nerve-root-block') return 'nerve root block';
  const region = {
    lumbar: 'lumbar spine',
    'whole-spine': 'spine',
    brain: 'brain',
    'cervical-or-thoracic': 'cervical or thoracic spine',
  }[study.region];
  return `MRI of the ${region}${contrastNames[study.contrast]}`;
}

function withContrast(resource: Opaque, terminology: Terminology): readonly Coding[] | undefined {
  const codings = codingsOf(resource['code']);
  const exchanged = codings.flatMap(({ system, code }) => {
    const pair = terminology.withContrast(system, code);
    // The order keeps the URI under which it names the code system.
    return pair ? [{ ...pair, system }] : [];
  });
  // An order of which one code says "without" and another "with" would contradict itself.
  const hasOthers = asList(asObject(resource['code'])?.['coding']).some(
    (item) => asText(asObject(item)?.['display']) !== undefined && !isWhole(item),
  );
  if (codings.length === 0 || exchanged.length < codings.length || hasOthers) return undefined;
  return exchanged;
}

const isWhole = (item: unknown) =>
  asText(asObject(item)?.['system']) !== undefined &&
  asText(asObject(item)?.['code']) !== undefined;

/** A reason of the order that is coded in one of the value sets, or speaks of it. For silencing. */
export function statedReason(order: Order, valueSets: readonly string[], pattern: RegExp): Signal {
  const coded = codedReason(order, ...valueSets);
  if (coded.status === 'known' || !pattern.test(order.reason.words)) return coded;
  return known(true, [
    {
      ...(order.reference !== undefined && { reference: order.reference }),
      says: 'reason of the order (in words)',
    },
  ]);
}

/** A reason of the order coded in one of the value sets. */
export function codedReason(order: Order, ...valueSets: readonly string[]): Signal {
  if (!valueSets.some((id) => order.reason.valueSets.has(id))) return notRecorded;
  return known(true, [
    {
      ...(order.reference !== undefined && { reference: order.reference }),
      says: 'reason of the order (coded)',
    },
  ]);
}

export const isRoutine = (order: Order): boolean => order.priority === 'routine';

/** A puncture to look at the cerebrospinal fluid, not to drain it or to give something. */
export const isDiagnosticPuncture = ({ study, reason }: Order): boolean =>
  study.kind === 'lumbar-puncture' &&
  study.purpose === 'diagnostic' &&
  !words.therapeuticPuncture.test(reason.words) &&
  !['intracranial-hypertension', 'dural-puncture-other'].some((id) => reason.valueSets.has(id));
