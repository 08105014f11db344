import type { WordTest } from '../reading/order-words.ts';
import { entriesOf, type FhirResource } from '../../cds-hooks/request/json.ts';
import type { Coding, Terminology } from '../../terminology/terminology.ts';
import { readWhen, type When } from '../values/calendar.ts';
import { known, notRecorded, unreadable, type Signal } from '../values/fact.ts';
import {
  asList,
  asObject,
  asText,
  codingsOf,
  referenceTo,
  valueSetsOf,
  allWordsOf,
  type Opaque,
} from '../reading/fields/fields.ts';
import { reasonOf, type Reason } from './order-reason.ts';
import type { FindReason } from './reason-targets.ts';
import { putsItNow } from '../reading/said-of-now.ts';
import type { Meanings } from '../reading/meanings.ts';
import { withNarrativeName } from '../reading/fields/narrative.ts';
import { statusCodes } from '../reading/fields/status.ts';
import { studyOf, type Study } from '../studies/study.ts';
import { words } from '../reading/order-words.ts';
import type { ValueSetId } from '../../generated/value-set-ids.ts';

/** How an order may be changed for another study: ids of the concept maps that hold the pairs. */
export const exchangeKinds = ['add-contrast', 'add-baseline', 'remove-contrast'] as const;
export type Exchange = (typeof exchangeKinds)[number];

export type Priority = 'routine' | 'urgent' | 'asap' | 'stat';

/** An order, in the draft or in the chart, that these cards may speak of. */
export interface Order {
  /** Position among the draft orders; undefined for an order of the chart. */
  readonly draft: number | undefined;
  /** `ServiceRequest/<id>`, the entry's fullUrl, or nothing. */
  readonly reference: string | undefined;
  readonly study: Study;
  /** Coded as a study with contrast and nothing before it; SNOMED's "with contrast" does not say so. */
  readonly isContrastOnly: boolean;
  /** FHIR: absent means routine. */
  readonly priority: Priority;
  readonly reason: Reason;
  readonly authored: When | undefined;
  /** When it is to be carried out, or from when on; undefined when that is not said. */
  readonly planned: When | undefined;
  /** The study as the order names it, for a clinician. */
  readonly name: string;
  /** The part of the body that the order names beside its code, in words; empty when none. */
  readonly site: string;
  /** The codings of the order for another study of the same region; none unless all have a pair. */
  readonly exchanges: Readonly<Partial<Record<Exchange, readonly Coding[]>>>;
}

/** An order among the drafts of the call. */
export interface DraftOrder extends Order {
  readonly draft: number;
}

const over = new Set(['completed', 'revoked', 'entered-in-error', 'cancelled']);

/**
 * The draft orders of a Bundle that name a study of ours, in the order of the Bundle. Orders that are
 * over, or that say "do not perform", are passed over; a status other than draft is not (an order may
 * be signed again).
 *
 * @param find Looks up what their reasons refer to.
 */
export function draftOrders(
  bundle: unknown,
  meanings: Meanings,
  timeZone: string,
  find?: FindReason,
): readonly DraftOrder[] {
  return entriesOf(bundle).flatMap(({ resource, fullUrl }, index) => {
    const order = readOrder(resource, meanings, timeZone, find);
    return order ? [{ ...order, draft: index, reference: order.reference ?? fullUrl }] : [];
  });
}

/** @returns undefined when the resource is no order, or none of a study that these cards know. */
export function readOrder(
  sent: FhirResource,
  meanings: Meanings,
  timeZone: string,
  find?: FindReason,
): Order | undefined {
  if (sent.resourceType !== 'ServiceRequest') return undefined;
  const resource = withNarrativeName(sent);
  if (
    statusCodes(resource['status']).some((code) => over.has(code)) ||
    resource['doNotPerform'] === true
  )
    return undefined;
  const { terminology } = meanings;
  const study = studyOf(resource, meanings);
  if (!study) return undefined;
  return {
    draft: undefined,
    reference: referenceTo(resource),
    study,
    isContrastOnly:
      study.kind === 'mri' &&
      study.contrast === 'with' &&
      valueSetsOf(resource['code'], terminology).has('mri-contrast-only'),
    priority: priorityOf(resource['priority']),
    reason: reasonOf(resource, terminology, find),
    authored: readWhen(resource['authoredOn'], timeZone),
    planned:
      readWhen(resource['occurrenceDateTime'], timeZone) ??
      readWhen(asObject(resource['occurrencePeriod'])?.['start'], timeZone),
    name: nameOf(study),
    site: asList(resource['bodySite'])
      .flatMap((site) => allWordsOf(site))
      .join(' · '),
    exchanges: exchangesOf(resource, study, terminology),
  };
}

function priorityOf(value: unknown): Priority {
  const said = asText(value)?.toLowerCase();
  if (said === undefined || said === 'routine') return 'routine';
  // A word that FHIR does not know ("emergency") is not routine.
  return said === 'asap' || said === 'stat' ? said : 'urgent';
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
  if (study.kind === 'epidural-injection') return 'epidural injection';
  const region = {
    lumbar: 'lumbar',
    'whole-spine': 'spine',
    brain: 'brain',
    'cervical-or-thoracic': 'upper spine',
  }[study.region];
  return `${region} MRI${contrastNames[study.contrast]}`;
}

function exchangesOf(resource: Opaque, study: Study, terminology: Terminology): Order['exchanges'] {
  if (study.kind !== 'mri') return {};
  const codings = codingsOf(resource['code']);
  // An order of which one code says "without" and another "with" would contradict itself.
  const hasOthers = asList(asObject(resource['code'])?.['coding']).some(
    (item) => saysSomething(item) && !isWhole(item),
  );
  if (codings.length === 0 || hasOthers) return {};
  const exchanges: Partial<Record<Exchange, readonly Coding[]>> = {};
  for (const kind of exchangeKinds) {
    const exchanged = codings.flatMap(({ system, code }) => {
      const pair = terminology.pairOf(kind, system, code);
      // The order keeps the URI under which it names the code system.
      return pair ? [{ ...pair, system }] : [];
    });
    if (exchanged.length === codings.length) exchanges[kind] = exchanged;
  }
  return exchanges;
}

const saysSomething = (item: unknown) =>
  asText(asObject(item)?.['code']) !== undefined ||
  asText(asObject(item)?.['display']) !== undefined;

const isWhole = (item: unknown) =>
  asText(asObject(item)?.['system']) !== undefined &&
  asText(asObject(item)?.['code']) !== undefined;

/**
 * A reason of the order that is coded in one of the value sets, or words that match. For silencing.
 *
 * @param read What of the words is looked at; all of them unless said otherwise.
 */
export function statedReason(
  order: Order,
  valueSets: readonly ValueSetId[],
  pattern: WordTest,
  read: (words: string) => string = (all) => all,
): Signal {
  const coded = codedReason(order, ...valueSets);
  if (coded.status === 'known') return coded;
  if (!pattern.test(read(order.reason.words))) {
    return order.reason.isWhole ? coded : unreadable('words of the order');
  }
  return known(true, [evidenceOf(order, 'reason of the order (in words)')]);
}

/** A reason of the order coded in one of the value sets, by its name. */
export function codedReason(order: Order, ...valueSets: readonly ValueSetId[]): Signal {
  const name = valueSets
    .map((id) => order.reason.valueSets.get(id))
    .find((found) => found !== undefined);
  return name === undefined ? notRecorded : known(true, [evidenceOf(order, name)]);
}

/**
 * A coded reason of the order on which a card may speak: one that its own words do not put in the past
 * or in doubt, and that stands in none of the sets of `except`.
 */
export function presentReason(
  order: Order,
  valueSets: readonly ValueSetId[],
  except: readonly string[] = [],
): Signal {
  if (except.some((id) => order.reason.valueSets.has(id))) return notRecorded;
  const coded = codedReason(order, ...valueSets);
  const isNow = coded.status === 'known' && coded.evidence.every(({ says }) => putsItNow(says));
  return isNow ? coded : notRecorded;
}

const evidenceOf = ({ reference }: Order, says: string) => ({
  ...(reference !== undefined && { reference }),
  says,
});

/** True when nothing says that it is urgent: neither its priority nor its words ("STAT please"). */
export const isRoutine = ({ priority, reason }: Order): boolean =>
  priority === 'routine' && !words.haste.test(reason.words);

/** A puncture to look at the cerebrospinal fluid, not to drain it or to give something. */
export const isDiagnosticPuncture = ({ study, reason }: Order): boolean =>
  study.kind === 'lumbar-puncture' &&
  study.purpose === 'diagnostic' &&
  !words.therapeuticPuncture.test(reason.words) &&
  !['intracranial-hypertension', 'dural-puncture-other'].some((id) => reason.valueSets.has(id));
