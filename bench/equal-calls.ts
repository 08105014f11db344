import { readFileSync, readdirSync } from 'node:fs';
import { readStories } from '../src/demo/stories.ts';
import { daysBetween, moveDates } from '../src/demo/story-dates.ts';
import { ordinaryChart, Random, reasons } from '../tests/silence/ordinary-charts.ts';
import { order } from '../tests/support/orders.ts';
import { prefetchOf, type Patient, type Resource } from '../tests/support/patients.ts';
import { bent } from './equal-bends.ts';

/** One request that both services are asked. */
export interface AskedCall {
  readonly name: string;
  readonly path: string;
  readonly body: string;
}

/** What is signed: lumbar MRIs, a puncture, a block, a brain MRI with contrast, and two that are not ours. */
const studies: readonly (readonly [cpt: string, text: string])[] = [
  ['72148', 'MRI lumbar spine without contrast'],
  ['72149', 'MRI lumbar spine with contrast'],
  ['72158', 'MRI lumbar spine without and with contrast'],
  ['62270', 'Diagnostic lumbar puncture'],
  ['64483', 'Transforaminal epidural injection L5, left'],
  ['70553', 'MRI brain without and with contrast'],
  ['72156', 'MRI cervical spine without and with contrast'],
  ['71046', 'Chest X-ray, two views'],
];

const storiesOfToday = (now: Date): readonly Patient[] =>
  readStories('fhir-fixtures/patients').map(({ id, today, resources }) => ({
    id,
    resources: moveDates(resources as readonly Resource[], {
      from: today,
      days: daysBetween(today, now.toISOString().slice(0, 10)),
    }),
  }));

/** A call of a chart; every order of the session names the patient. */
function callOf(
  name: string,
  hook: 'order-sign' | 'order-select' | 'patient-view',
  { id, resources }: Patient,
  drafts: readonly Resource[],
): AskedCall {
  const isView = hook === 'patient-view';
  const entry = drafts.map((draft) => ({
    resource: { subject: { reference: `Patient/${id}` }, ...draft },
  }));
  return {
    name,
    path: `/cds-services/lumbar-mri-${hook}`,
    body: JSON.stringify({
      hook,
      hookInstance: '3f0b3f5e-9d1c-4b0e-8f6a-2f3c1f0a9b11',
      context: {
        userId: 'Practitioner/dr-example',
        patientId: id,
        ...(!isView && { draftOrders: { resourceType: 'Bundle', type: 'collection', entry } }),
        ...(hook === 'order-select' && {
          selections: drafts.slice(0, 1).map((draft) => `ServiceRequest/${draft.id}`),
        }),
      },
      prefetch: prefetchOf({ id, resources }),
    }),
  };
}

const studyAt = (index: number, more: object = {}): Resource => {
  const [cpt, text] = studies[index % studies.length] ?? ['', ''];
  return order(`draft-${index}`, cpt, { code: codeOf(cpt, text), ...more });
};
const codeOf = (code: string, text: string) => ({
  coding: [{ system: 'http://www.ama-assn.org/go/cpt', code, display: text }],
  text,
});

/** The stories with every study signed and selected, and opened. */
function* ofStories(stories: readonly Patient[]): Generator<AskedCall> {
  for (const [number, story] of stories.entries()) {
    for (const index of studies.keys()) {
      yield callOf(`${story.id}, signs ${index}`, 'order-sign', story, [studyAt(index)]);
    }
    const session = [studyAt(number), studyAt(number + 1), studyAt(number + 3)];
    yield callOf(`${story.id}, selects`, 'order-select', story, session);
    yield callOf(`${story.id}, opened`, 'patient-view', story, []);
  }
}

/** The charts of the corpus of silence. */
function* ofOrdinaryCharts(numbers: Iterable<number>, now: Date): Generator<AskedCall> {
  for (const number of numbers) {
    const chart = ordinaryChart(number, now);
    const reasonCode = [{ text: reasons[number % reasons.length] }];
    for (const index of [0, 2, 3]) {
      const draft = studyAt(index, { reasonCode });
      yield callOf(`${chart.id}, signs ${index}`, 'order-sign', chart, [draft]);
    }
    yield callOf(`${chart.id}, opened`, 'patient-view', chart, []);
  }
}

/**
 * A chart that was never there before: resources of several stories and of an ordinary chart, all of one
 * patient, their dates moved by as many days as the dice say, a few members lost.
 */
function spliced(
  number: number,
  pool: readonly Resource[],
  patients: readonly Resource[],
  r: Random,
  now: Date,
): Patient {
  const id = `spliced-${number}`;
  const shift = (resource: Resource) => {
    const from = now.toISOString().slice(0, 10);
    return moveDates(resource, { from, days: r.below(3) === 0 ? r.below(900) - 600 : 0 });
  };
  const [one] = r.some(patients, 1);
  const drawn = [
    ...r.some(pool, 4 + r.below(30)),
    ...ordinaryChart(r.below(100_000), now).resources.filter(
      ({ resourceType }) => resourceType !== 'Patient',
    ),
  ].map((resource, index) => ({ ...shift(resource), id: `${id}-${index}` }));
  const ofPatient = JSON.stringify(drawn).replaceAll(/"Patient\/[^"]*"/g, `"Patient/${id}"`);
  const resources = (JSON.parse(ofPatient) as readonly Resource[]).map((resource) =>
    r.below(6) === 0 ? (withLost(resource, r) as Resource) : resource,
  );
  return { id, resources: [...(one ? [{ ...one, id }] : []), ...resources] };
}

/** A copy with one member in twelve gone, but for those by which a resource is found. */
function withLost(value: unknown, r: Random): unknown {
  if (Array.isArray(value)) return value.map((each: unknown) => withLost(each, r));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, member]: [string, unknown]) =>
      r.below(12) === 0 && !['id', 'resourceType', 'subject', 'patient'].includes(name)
        ? []
        : [[name, withLost(member, r)]],
    ),
  );
}

function* ofSplicedCharts(
  count: number,
  stories: readonly Patient[],
  r: Random,
  now: Date,
): Generator<AskedCall> {
  const all = stories.flatMap(({ resources }) => resources);
  const patients = all.filter(({ resourceType }) => resourceType === 'Patient');
  const pool = all.filter(({ resourceType }) => resourceType !== 'Patient');
  for (let number = 0; number < count; number += 1) {
    const chart = spliced(number, pool, patients, r, now);
    const reasonCode = [{ text: r.some(reasons, 1)[0] }];
    const drafts = r
      .some([...studies.keys()], 1 + r.below(3))
      .map((index) => studyAt(index, r.below(2) === 0 ? { reasonCode } : {}));
    const [draft] = drafts;
    yield callOf(`${chart.id}, signs`, 'order-sign', chart, draft ? [draft] : []);
    yield callOf(`${chart.id}, selects`, 'order-select', chart, drafts);
    yield callOf(`${chart.id}, opened`, 'patient-view', chart, []);
  }
}

/** What real clients sent, as it was recorded. */
function* ofClients(): Generator<AskedCall> {
  const folder = 'fhir-fixtures/hooks';
  for (const name of readdirSync(folder).filter((each) => each.endsWith('.json'))) {
    const body = readFileSync(`${folder}/${name}`, 'utf8');
    // Their FHIR servers are not there: what prefetch holds is used.
    const { hook } = JSON.parse(body.replaceAll('http://127.0.0.1:8090', 'http://127.0.0.1:9'));
    yield {
      name,
      path: `/cds-services/lumbar-mri-${String(hook)}`,
      body: body.replaceAll('http://127.0.0.1:8090', 'http://127.0.0.1:9'),
    };
  }
}

/** How many of each kind are asked. */
export interface CallCounts {
  readonly ordinary: number;
  readonly spliced: number;
  readonly bent: number;
}

/** All calls of a run; the same seed gives the same calls on the same day. */
export function* equalCalls(seed: number, counts: CallCounts, now: Date): Generator<AskedCall> {
  const r = new Random(seed);
  const stories = storiesOfToday(now);
  yield* ofClients();
  yield* ofStories(stories);
  yield* ofOrdinaryCharts(Array(counts.ordinary).keys(), now);
  yield* ofSplicedCharts(counts.spliced, stories, r, now);
  const whole = [...ofStories(stories.slice(0, 3)), ...ofClients()];
  for (let number = 0; number < counts.bent; number += 1) {
    const [call] = r.some(whole, 1);
    if (call) yield bent(call, r);
  }
}
