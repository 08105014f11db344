import { existsSync, readdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { FhirResource } from '../../src/cds-hooks/request/json.ts';
import { siteOf } from '../../src/config/site.ts';
import { daysBetween, moveDates } from '../../src/demo/story-dates.ts';
import { draftsOf, readStories, type Story } from '../../src/demo/stories.ts';
import { meaningsAt } from '../../src/facts/reading/meanings.ts';
import { readKnowledge, type KnowledgeFiles } from '../../src/knowledge.ts';
import { ChartAt } from '../../src/replay/chart-at.ts';
import { assumedOrders, momentsOf } from '../../src/replay/moments.ts';
import { bundleUnits, filesOf, patientsOf } from '../../src/replay/population.ts';
import { recordOf, type PatientRecord } from '../../src/replay/record.ts';
import { PreviewFault } from './tree.ts';

/** One call of an EHR: a chart is opened, or orders are signed. */
export interface Case {
  /** Who it is about: a name, or a file. */
  readonly patient: string;
  /** "signs MRI lumbar spine without contrast", "opens the chart". */
  readonly occasion: string;
  readonly hook: 'order-sign' | 'patient-view';
  /** The orders that are signed, by their references. */
  readonly orders: ReadonlyMap<string, string>;
  /** The request, with the prefetch that these templates ask for. */
  bodyFor(prefetch: Readonly<Record<string, string>>): unknown;
}

export interface Cases {
  readonly cases: readonly Case[];
  /** "52 example patients", for people. */
  readonly who: string;
  /** Whether the names may be printed: those of the example patients are invented. */
  readonly isInvented: boolean;
  /** What could not be read. */
  readonly faults: readonly string[];
}

const today = () => new Date().toISOString().slice(0, 10);
const END_OF_TIME = Date.parse('9999-12-31');

/**
 * The example patients of the project, on the day of their story, with the orders that it names.
 *
 * @param options.withAssumed Each also with the orders that cards are about, one by one, and an MRI together with
 *   a puncture: few stories were told of cards that meet.
 */
export function exampleCases(root: string, { withAssumed = false } = {}): Cases {
  const stories = readStories(join(root, 'fhir-fixtures/patients'));
  return {
    cases: stories.flatMap((story) => casesOfStory(story, withAssumed)),
    who: `${stories.length} example patients`,
    isInvented: true,
    faults: [],
  };
}

function casesOfStory(story: Story, withAssumed: boolean): readonly Case[] {
  const record = recordOf(story.resources);
  const shared = { patient: `${story.name} (${story.id})`, record, from: story.today };
  const draft = ({ system, code, text, priority }: AssumedDraft, index: number): FhirResource => ({
    resourceType: 'ServiceRequest',
    id: `draft-${index + 1}`,
    status: 'draft',
    intent: 'order',
    priority,
    code: { coding: [{ system, code, display: text }], text },
    subject: { reference: `Patient/${record.id}` },
    authoredOn: story.today,
  });
  const drafts = draftsOf(story).map(draft);
  return [
    ...(drafts.length > 0 ? [caseOf({ ...shared, at: END_OF_TIME, orders: drafts })] : []),
    caseOf({ ...shared, at: END_OF_TIME, orders: [] }),
    ...(withAssumed ? assumedDrafts : []).map((orders) =>
      caseOf({ ...shared, at: END_OF_TIME, orders: orders.map(draft), assumed: true }),
    ),
  ];
}

interface AssumedDraft {
  readonly system: string;
  readonly code: string;
  readonly text: string;
  readonly priority: string;
}

/** Orders that are assumed at the last day of a chart; their codes stand in the value sets of the cards. */
const ASSUMED = assumedOrders('72148,72149,72158,62270,64483,70553');

const inWords: Readonly<Record<string, string>> = {
  '72148': 'MRI lumbar spine without contrast',
  '72149': 'MRI lumbar spine with contrast',
  '72158': 'MRI lumbar spine without and with contrast',
  '62270': 'Lumbar puncture',
  '64483': 'Transforaminal epidural injection',
  '70553': 'MRI brain without and with contrast',
};

const assumedDrafts: readonly (readonly AssumedDraft[])[] = (() => {
  const single = ASSUMED.map(({ system, code }) => ({
    system,
    code,
    text: inWords[code] ?? code,
    priority: 'routine',
  }));
  const both = single.filter(({ code }) => code === '72158' || code === '62270');
  return [...single.map((order) => [order]), both];
})();

/**
 * The patients of a folder of Bundles, walked through time: each order when it was written, each lumbar
 * MRI report when it was issued; at the last day the orders that are drafts there, those that the cards
 * are about, and the chart opened.
 *
 * @throws {PreviewFault} when there is no such folder, or nothing to read in it.
 */
export async function bundleCases(folder: string, knowledge: KnowledgeFiles): Promise<Cases> {
  const path = resolve(folder);
  if (!existsSync(path) || !statSync(path).isDirectory()) {
    throw new PreviewFault(`--bundles: there is no folder ${path}.`);
  }
  const { bundles, exports } = filesOf(path);
  if (bundles.length === 0) {
    const what =
      exports.length > 0
        ? 'a bulk export (.ndjson), which npm run replay reads'
        : readdirSync(path).length === 0
          ? 'nothing'
          : 'no .json file';
    throw new PreviewFault(
      `--bundles: ${path} holds ${what}. One FHIR R4 Bundle a patient is expected, as <name>.json.`,
    );
  }
  const site = siteOf({});
  // Which words are of "this year" matters to texts, not to which study a report is of.
  const meanings = meaningsAt(new Date(0), site.timeZone, readKnowledge(site, knowledge));
  const cases: Case[] = [];
  const faults: string[] = [];
  let patients = 0;
  for (const unit of bundleUnits(bundles, { index: 0, of: 1 })) {
    for await (const read of patientsOf(path, unit)) {
      if ('fault' in read) faults.push(read.fault);
      else {
        patients += 1;
        cases.push(...casesOfRecord(read.record, read.where, meanings));
      }
    }
  }
  if (patients === 0) {
    throw new PreviewFault(
      `--bundles: none of the ${bundles.length} files in ${path} is a Bundle of one patient:\n  ${faults.slice(0, 5).join('\n  ')}`,
    );
  }
  return { cases, who: `${patients} patients of ${path}`, isInvented: false, faults };
}

function casesOfRecord(
  record: PatientRecord,
  patient: string,
  meanings: Parameters<typeof momentsOf>[1],
): readonly Case[] {
  const { moments } = momentsOf(record, meanings, ASSUMED);
  const last = moments.find(({ isAssumed }) => isAssumed)?.at ?? Date.now();
  const drafts = (record.byType.get('ServiceRequest') ?? [])
    .map(({ resource }) => resource)
    .filter(({ status }) => status === 'draft');
  return [
    ...moments,
    ...(drafts.length > 0 ? [{ at: last, orders: drafts, isAssumed: false }] : []),
    { at: last, orders: [], isAssumed: false },
  ].map(({ at, orders, isAssumed }) =>
    caseOf({
      patient,
      record,
      at,
      from: dayOf(at),
      orders,
      assumed: isAssumed,
    }),
  );
}

const dayOf = (at: number) => new Date(at).toISOString().slice(0, 10);

function caseOf({
  patient,
  record,
  at,
  from,
  orders,
  assumed = false,
}: {
  readonly patient: string;
  readonly record: PatientRecord;
  /** Milliseconds: what came into the chart later is hidden. */
  readonly at: number;
  /** The day that is taken for today, YYYY-MM-DD. */
  readonly from: string;
  readonly orders: readonly FhirResource[];
  readonly assumed?: boolean;
}): Case {
  const hook = orders.length > 0 ? 'order-sign' : 'patient-view';
  const names = orders.map(nameOf).join(' and ');
  const day = at < END_OF_TIME ? ` on ${from}` : '';
  const occasion = `${orders.length === 0 ? 'opens the chart' : `signs ${names}`}${day}${assumed ? ' (assumed)' : ''}`;
  return {
    patient,
    occasion,
    hook,
    orders: new Map(orders.map((order) => [referenceTo(order), nameOf(order)])),
    bodyFor(prefetch) {
      const body = {
        context: {
          userId: 'Practitioner/preview',
          patientId: record.id,
          ...(orders.length > 0 && {
            draftOrders: {
              resourceType: 'Bundle',
              type: 'collection',
              entry: orders.map((resource) => ({ resource: { ...resource, status: 'draft' } })),
            },
          }),
        },
        prefetch: new ChartAt(prefetch).prefetch(
          record,
          Math.min(at, END_OF_TIME),
          new Set(orders),
        ),
      };
      // The service takes the day of the call for today, so the chart is moved there.
      const shift = { from, days: daysBetween(from, today()) };
      return { hook, hookInstance: crypto.randomUUID(), ...moveDates(body, shift) };
    },
  };
}

function referenceTo({ resourceType, ...order }: FhirResource): string {
  const { id } = order as { id?: string };
  return `${resourceType}/${id ?? ''}`;
}

/** What an order is called, by its own words first. */
function nameOf(order: FhirResource): string {
  const code = order['code'] as
    { text?: string; coding?: readonly { display?: string; code?: string }[] } | undefined;
  const [coding] = code?.coding ?? [];
  const words = code?.text ?? coding?.display;
  if (words === undefined) return `order ${coding?.code ?? 'without a code'}`;
  return coding?.code === undefined ? words : `${words} (${coding.code})`;
}
