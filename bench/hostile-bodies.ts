import { readdirSync, readFileSync } from 'node:fs';
import { load } from 'js-yaml';
import { contrastMri, searchset } from './cases.ts';
import { CPT, dateAgo, order, patient, PATIENT_ID, report } from './resources.ts';

/** A body that is made to be dear: to parse, to check, to read, or to answer. */
export interface HostileBody {
  readonly path: string;
  readonly body: Buffer;
  readonly name: string;
}

/** The default of MAX_BODY_BYTES: no hostile body is refused for its bytes alone. */
const MAX_BYTES = 5_242_880;

const sign = 'lumbar-mri-order-sign';
const select = 'lumbar-mri-order-select';
const view = 'lumbar-mri-patient-view';
type Members = Readonly<Record<string, unknown>>;

const puncture = order(
  'draft-puncture',
  [CPT, '62270', 'Spinal puncture, lumbar, diagnostic'],
  'draft',
  'Headache for three weeks',
);
const lumbarReport: Parameters<typeof report>[1] = [CPT, '72158', 'MRI lumbar spine w wo contrast'];

const many = <T>(count: number, make: (index: number) => T): readonly T[] =>
  Array.from({ length: count }, (_, index) => make(index));
const members = (count: number, value: unknown = 0): Members =>
  Object.fromEntries(many(count, (i) => [`member-${i}`, value]));
const filled = (unit: string, length: number) =>
  unit.repeat(Math.ceil(length / unit.length)).slice(0, length);
const nested = (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`;

/** A sign of the cauda equina that the end of each run of blanks makes a near miss. */
const spacedSign = `saddle${' '.repeat(198)}x`;

const drafts = (...orders: readonly unknown[]) => ({
  resourceType: 'Bundle',
  entry: orders.map((resource) => ({ resource })),
});
const noted = (notes: readonly string[]) => ({
  ...contrastMri(),
  note: notes.map((text) => ({ text })),
});
const conditionsOf = (texts: readonly unknown[]) =>
  searchset(texts.map((text, i) => ({ resourceType: 'Condition', id: `c${i}`, code: { text } })));
const reportsOf = (conclusions: readonly string[]) =>
  searchset(conclusions.map((text, i) => report(`r${i}`, lumbarReport, 3 + i / 10, text)));

function body(
  name: string,
  service: string,
  context: Members,
  prefetch: Members = {},
): HostileBody {
  const hook = service.slice('lumbar-mri-'.length);
  const about = { userId: 'Practitioner/dr-example', patientId: PATIENT_ID };
  const own = hook === 'patient-view' ? {} : { draftOrders: drafts(contrastMri()) };
  return {
    name,
    path: `/cds-services/${service}`,
    body: Buffer.from(
      JSON.stringify({
        hook,
        hookInstance: crypto.randomUUID(),
        context: { ...about, ...own, ...context },
        prefetch: { patient: patient(), ...prefetch },
      }),
    ),
  };
}

/** A body of which one member is written by hand, so that it need not be built here. */
function raw(name: string, service: string, at: 'context' | 'prefetch', json: string): HostileBody {
  const whole = body(
    name,
    service,
    at === 'context' ? { x: '@@' } : {},
    at === 'prefetch' ? { conditions: '@@' } : {},
  );
  return { ...whole, body: Buffer.from(whole.body.toString().replace('"@@"', () => json)) };
}

/** Every phrase of the clinical vocabulary without its last letter, and every topic's in one text. */
function nearMisses(): readonly string[] {
  const folder = new URL('../cards/words/en/', import.meta.url);
  const phrases: string[] = [];
  const collect = (value: unknown): void => {
    if (typeof value === 'string') phrases.push(value);
    else if (Array.isArray(value)) value.forEach(collect);
    else if (typeof value === 'object' && value !== null) Object.values(value).forEach(collect);
  };
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  for (const file of files.filter((name) => name.endsWith('.yaml')))
    collect(load(readFileSync(new URL(file, folder), 'utf8')));
  return phrases.map((phrase) => phrase.slice(0, -1));
}

const triggers = [
  'new ', 'acute sudden progressive ', 'stage 5 ', 'allergy reaction ', 'metasta ', 'completion add ',
  'cauda equin saddl perianal incontinenc retentio ', 'no fever, no saddle anaesthesia, no weakness, ',
  'after MRI before LP ', 'foot- drop- ', 'cytolog discectom laminectom fusio ',
]; // prettier-ignore

/** Every body of the table, made when it is asked for; each is inside the default MAX_BODY_BYTES. */
export function* hostileBodies(): Generator<HostileBody> {
  const misses = nearMisses().join(' ');
  const bodies: readonly (() => HostileBody)[] = [
    () => body('290,000 unknown members in context', sign, members(290_000)),
    () => body('290,000 unknown members in prefetch', sign, {}, members(290_000)),
    () =>
      body('290,000 members of one draft order', sign, {
        draftOrders: drafts({ ...contrastMri(), ...members(285_000) }),
      }),
    () =>
      raw(
        '2.6 million numbers in an unknown member',
        sign,
        'context',
        `[${filled('1,', 5_200_000)}1]`,
      ),
    () =>
      raw(
        '1.7 million empty objects as conditions',
        sign,
        'prefetch',
        `[${filled('{},', 5_199_999)}{}]`,
      ),
    () => raw('900,000 empty strings', sign, 'prefetch', `[${filled('"",', 5_199_999)}""]`),
    () =>
      raw('5 MB of escapes in one string', sign, 'prefetch', `"${filled('\\u0041', 5_199_996)}"`),
    () => raw('5 MB of digits in one number', sign, 'prefetch', filled('7', 5_200_000)),
    () => raw('lists 200,000 deep', sign, 'prefetch', nested(200_000)),
    () =>
      raw(
        'objects 200,000 deep',
        sign,
        'prefetch',
        `${'{"a":'.repeat(200_000)}0${'}'.repeat(200_000)}`,
      ),
    () => raw('lists 2.6 million deep', sign, 'prefetch', nested(2_600_000)),
    () =>
      body('a draft order 90 deep in each of 900', sign, {
        draftOrders: drafts(
          ...many(900, (i) => ({
            ...contrastMri(),
            id: `d${i}`,
            extension: JSON.parse(nested(90)) as unknown,
          })),
        ),
      }),
    () => body('2.6 million selections', select, { selections: many(2_590_000, () => 1) }),
    () =>
      body('900 selections of 2,000 characters', select, {
        selections: many(900, (i) => filled(`ServiceRequest/${i}/`, 2_000)),
      }),
    () =>
      body('17,000 draft orders', sign, {
        draftOrders: drafts(
          ...many(17_000, (i) => ({
            resourceType: 'ServiceRequest',
            id: `d${i}`,
            code: { coding: [{ system: CPT, code: '72158' }] },
            status: 'draft',
          })),
        ),
      }),
    () =>
      body('1,000 draft orders of 5,000 characters', sign, {
        draftOrders: drafts(
          ...many(1_000, (i) => ({
            ...contrastMri(),
            id: `d${i}`,
            note: [{ text: filled(`${misses} `, 4_400) }],
          })),
        ),
      }),
    () =>
      body('1,000 punctures with a note each', sign, {
        draftOrders: drafts(
          ...many(1_000, (i) => ({
            ...puncture,
            id: `p${i}`,
            note: [{ text: filled('new weak ', 4_300) }],
          })),
        ),
      }),
    () =>
      body('one draft order of 5 MB', sign, {
        draftOrders: drafts({ ...contrastMri(), text: { div: 'x'.repeat(5_100_000) } }),
      }),
    () =>
      body('4,000 notes of a sign and 198 blanks', sign, {
        draftOrders: drafts(noted(many(4_000, () => spacedSign))),
      }),
    () =>
      body('20,000 notes of a sign and 198 blanks', sign, {
        draftOrders: drafts(noted(many(20_000, () => spacedSign))),
      }),
    () =>
      body('80,000 codings of one order', sign, {
        draftOrders: drafts({
          ...contrastMri(),
          code: { coding: many(80_000, (i) => ({ system: `urn:x:${i}`, code: String(i) })) },
        }),
      }),
    () =>
      body(
        '60,000 codings of one condition',
        sign,
        {},
        {
          conditions: searchset([
            {
              resourceType: 'Condition',
              id: 'c',
              code: {
                coding: many(60_000, (i) => ({
                  system: 'http://snomed.info/sct',
                  code: String(i + 1e8),
                })),
              },
            },
          ]),
        },
      ),
    () =>
      body(
        '60,000 unlike code systems',
        sign,
        {},
        {
          conditions: searchset(
            many(600, (c) => ({
              resourceType: 'Condition',
              id: `c${c}`,
              code: {
                coding: many(100, (i) => ({ system: `http://x.example/${c}/${i}`, code: '1' })),
              },
            })),
          ),
        },
      ),
    () =>
      body(
        '1,900 conditions of a sign and 198 blanks',
        sign,
        {},
        {
          conditions: conditionsOf(many(1_900, () => spacedSign)),
        },
      ),
    () =>
      body(
        '14,000 conditions of a sign and 198 blanks',
        sign,
        {},
        {
          conditions: conditionsOf(many(14_000, () => spacedSign)),
        },
      ),
    ...triggers.map(
      (trigger) => () =>
        body(
          `1,000 conditions of 5,000 × “${trigger.trim().slice(0, 22)}”`,
          sign,
          {},
          {
            conditions: conditionsOf(many(1_000, () => filled(trigger, 5_000))),
          },
        ),
    ),
    () =>
      body(
        'conditions of near misses of every word',
        sign,
        {},
        {
          conditions: conditionsOf(many(1_000, (i) => filled(`${misses.slice(i * 20)} `, 5_000))),
        },
      ),
    () =>
      body(
        '25,000 conditions without a word',
        sign,
        {},
        {
          conditions: searchset(many(25_000, (i) => ({ resourceType: 'Condition', id: `c${i}` }))),
        },
      ),
    () =>
      body(
        '18,000 procedures of one code',
        sign,
        {},
        {
          procedures: searchset(
            many(18_000, (i) => ({
              resourceType: 'Procedure',
              id: `p${i}`,
              status: 'completed',
              code: { coding: [{ system: CPT, code: '63030' }] },
              performedDateTime: dateAgo(30 + (i % 900)),
            })),
          ),
        },
      ),
    () =>
      body(
        '1,000 procedures of near misses',
        sign,
        {},
        {
          procedures: searchset(
            many(1_000, (i) => ({
              resourceType: 'Procedure',
              id: `p${i}`,
              status: 'completed',
              code: { text: filled(`${misses.slice(i * 20)} `, 4_900) },
              performedDateTime: dateAgo(30 + (i % 900)),
            })),
          ),
        },
      ),
    () =>
      body(
        'one observation of 60,000 components',
        sign,
        {},
        {
          observations: searchset([
            {
              resourceType: 'Observation',
              id: 'o',
              status: 'final',
              ...members(3_000),
              component: many(60_000, (i) => ({ code: { text: `v${i}` }, valueInteger: i })),
            },
          ]),
        },
      ),
    () =>
      body(
        '1,000 allergies of trigger words',
        sign,
        {},
        {
          allergies: searchset(
            many(1_000, (i) => ({
              resourceType: 'AllergyIntolerance',
              id: `a${i}`,
              code: { text: filled('gadolinium reaction contrast dye allergy ', 2_400) },
              note: [{ text: filled('allergic to gad contrast ', 2_400) }],
            })),
          ),
        },
      ),
    () =>
      body(
        '18 reports of one sentence of 200,000',
        view,
        {},
        {
          reports: reportsOf(
            many(18, () => filled('enhancement of the left L5 nerve root and ', 200_000)),
          ),
        },
      ),
    () =>
      body(
        '25 reports of 200,000 near misses',
        view,
        {},
        {
          reports: reportsOf(many(25, (i) => filled(`${misses.slice(i * 50)}. `, 200_000))),
        },
      ),
    () =>
      body(
        'reports of “1. ” repeated',
        view,
        {},
        { reports: reportsOf(many(25, () => filled('1. ', 200_000))) },
      ),
    () =>
      body(
        'reports of “no ” repeated',
        view,
        {},
        { reports: reportsOf(many(25, () => filled('no root ', 200_000))) },
      ),
    () =>
      body(
        'reports of table cells',
        view,
        {},
        { reports: reportsOf(many(25, () => filled('| L5 root | no ', 200_000))) },
      ),
    () =>
      body(
        'reports of one-letter lines',
        view,
        {},
        { reports: reportsOf(many(25, () => filled('a\n', 120_000))) },
      ),
    () =>
      body(
        'reports of open HTML tags',
        view,
        {},
        {
          reports: searchset(
            many(18, (i) => ({
              ...report(`r${i}`, lumbarReport, 3 + i / 10, ''),
              conclusion: undefined,
              presentedForm: [
                {
                  contentType: 'text/html',
                  data: Buffer.from(filled('<td><b>', 200_000)).toString('base64'),
                },
              ],
            })),
          ),
        },
      ),
    () =>
      body(
        '4,000 reports of 560 characters',
        view,
        {},
        {
          reports: reportsOf(
            many(4_000, () => filled('There is enhancement of the right L5 nerve root. ', 560)),
          ),
        },
      ),
    () =>
      body(
        '4,000 reports that are versions',
        view,
        {},
        {
          reports: searchset(
            many(4_000, (i) => ({
              ...report(`r${i}`, lumbarReport, 3, 'No enhancement.'),
              identifier: [{ value: `a-${i}` }, { value: `a-${i + 1}` }],
            })),
          ),
        },
      ),
  ];
  for (const make of bodies) {
    const made = make();
    if (made.body.length > MAX_BYTES) throw new Error(`${made.name}: ${made.body.length} bytes`);
    yield made;
  }
}
