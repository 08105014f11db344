import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { boundsOf, MAX_CODINGS, MAX_LIST_CODINGS } from '../../src/chart/bounded.ts';
import { MAX_DRAFT_CHARACTERS, MAX_DRAFT_LIST } from '../../src/cds-hooks/request/draft-bounds.ts';
import { MAX_DEPTH, MAX_MEMBERS, MAX_VALUES } from '../../src/http/body/json-bounds.ts';
import { Cauda, type Answer } from '../support/cauda.ts';
import { lumbarMri, lumbarPuncture } from '../support/orders.ts';
import { patient, prefetchOf, withResource } from '../support/patients.ts';
import { cardIds } from '../support/story.ts';

/**
 * Bodies inside MAX_BODY_BYTES that once kept the process busy for seconds or took all its memory. What
 * is over a bound is refused by its name, or not read and said to be unread.
 */
let cauda: Cauda;
beforeAll(async () => {
  cauda = await Cauda.start();
});
afterAll(() => cauda.close());

const amara = patient('amara-contrast-mri-10-weeks');
const shown = 'contrast-mri-under-six-months';
const spacedSign = `saddle${' '.repeat(198)}x`;
const many = <T>(count: number, make: (index: number) => T): readonly T[] =>
  Array.from({ length: count }, (_unused, index) => make(index));
const reason = ({ body }: Answer): string => body.issue[0].details.text;
const place = ({ body }: Answer): readonly string[] => body.issue[0].expression;
const evaluation = ({ body }: Answer) => body.extension?.['cauda.evaluation'];

/** A call whose member `at` is written by hand: what is tried need not be built here. */
function raw(at: 'context' | 'prefetch', json: string): string {
  const body = cauda.signBody(amara, lumbarMri('with')) as Record<string, any>;
  body[at].extension = '@@';
  return JSON.stringify(body).replace('"@@"', () => json);
}
const conditionsNamed = (count: number, text: string) =>
  many(count, (i) => ({
    resourceType: 'Condition',
    id: `named-${i}`,
    clinicalStatus: { coding: [{ code: 'active' }] },
    code: { text },
  }));

describe('words of draft orders', () => {
  const noted = (count: number, text: string) =>
    lumbarMri('with', { note: many(count, () => ({ text })) });

  test('4,000 notes of a sign and 198 blanks are looked at to a bound', async () => {
    const answer = await cauda.sign(amara, [noted(4000, spacedSign), lumbarPuncture()]);
    expect(answer.status).toBe(200);
    // The puncture card speaks only when all that the order says was read.
    expect(cardIds(answer)).not.toContain('mri-before-lumbar-puncture');
  });

  test('more words than a session holds are refused, and the bound is named', async () => {
    const long = MAX_DRAFT_CHARACTERS / 1000 + 1;
    const answer = await cauda.sign(amara, noted(1000, 'x'.repeat(long)));
    expect(answer.status).toBe(400);
    expect(reason(answer)).toContain(`${MAX_DRAFT_CHARACTERS} characters`);
    expect(place(answer)).toEqual(['context.draftOrders']);
  });

  test.each(['note', 'reasonCode', 'orderDetail', 'identifier', 'anythingElse'])(
    'a list of 20,000 under %s is refused, and the bound is named',
    async (member) => {
      const order = lumbarMri('with', { [member]: many(20_000, () => ({})) });
      const answer = await cauda.sign(amara, order);
      expect(answer.status).toBe(400);
      expect(reason(answer)).toContain(`${MAX_DRAFT_LIST} elements`);
    },
  );

  test('notes of ordinary number and length make no difference', async () => {
    const answer = await cauda.sign(amara, noted(20, 'Please call before the appointment.'));
    expect(cardIds(answer)).toContain(shown);
  });
});

describe('words of the chart', () => {
  const at = (prefetch: string, bound: string) => ({ prefetch, bound });

  test('1,900 conditions of a sign and 198 blanks are read, all of them', async () => {
    const answer = await cauda.sign(
      withResource(amara, ...conditionsNamed(1900, spacedSign)),
      lumbarMri('with'),
    );
    expect(answer.status).toBe(200);
    expect(evaluation(answer)?.notRead).toBeUndefined();
  });

  test('conditions of more words than are read leave the list not whole, and say so', async () => {
    const count = boundsOf('Condition').words / 5000 + 20;
    const chart = withResource(amara, ...conditionsNamed(count, 'knee pain '.repeat(500)));
    const bound = `at most ${boundsOf('Condition').words} characters of words`;
    // Nothing speaks, and what the unread conditions may say is not known.
    const refused = await cauda.sign(chart, lumbarMri('with'));
    expect(refused.status).toBe(412);
    expect(reason(refused)).toContain(`conditions: there is more of it than is read (${bound})`);
    expect(place(refused)).toEqual(['prefetch.conditions']);
    const { reports } = prefetchOf(amara);
    const viewed = await cauda.view(chart, { prefetch: { reports } });
    expect(evaluation(viewed).notRead).toEqual([at('conditions', bound)]);
  });

  test('a sign that is not read makes no card speak as if it were not there', async () => {
    // The order puts the sign last, behind more words than are read.
    const count = boundsOf('Condition').words / 5000 + 20;
    const chart = withResource(
      amara,
      ...conditionsNamed(count, 'knee pain '.repeat(500)),
      ...conditionsNamed(1, 'meningitis, bacterial'),
    );
    const answer = await cauda.sign(chart, lumbarPuncture());
    expect(cardIds(answer)).not.toContain('mri-before-lumbar-puncture');
  });

  test.each([
    ['conditions', 'Condition'],
    ['procedures', 'Procedure'],
    ['observations', 'Observation'],
    ['reports', 'DiagnosticReport'],
    ['allergies', 'AllergyIntolerance'],
    ['orders', 'ServiceRequest'],
  ])('more %s than are read', async (key, resourceType) => {
    const { resources } = boundsOf(resourceType);
    const entry = many(resources + 500, (i) => ({
      resource: { resourceType, id: `more-${i}`, subject: { reference: `Patient/${amara.id}` } },
    }));
    const prefetch = { [key]: { resourceType: 'Bundle', type: 'searchset', entry } };
    const answer = await cauda.sign(amara, lumbarMri('with'), { prefetch });
    const bound = `at most ${resources} resources`;
    if (answer.status === 200) expect(evaluation(answer).notRead).toEqual([at(key, bound)]);
    else expect(reason(answer)).toContain(`${key}: there is more of it than is read (${bound})`);
  });

  test('components are not multiplied by the members of their observation', async () => {
    const members = Object.fromEntries(many(150, (i) => [`member${i}`, i]));
    const panel = {
      resourceType: 'Observation',
      id: 'panel',
      status: 'final',
      ...members,
      component: many(20_000, (i) => ({ valueInteger: i })),
    };
    const answer = await cauda.sign(withResource(amara, panel), lumbarMri('with'));
    expect(answer.status).toBe(200);
    expect(evaluation(answer).notRead).toEqual([
      at('observations', expect.stringContaining('members of components') as unknown as string),
    ]);
  });

  test.each([
    ['60,000 codings of one condition', 1, 60_000, `at most ${MAX_CODINGS} codings of a code`],
    ['600 conditions of 100 codings', 600, 100, `at most ${MAX_LIST_CODINGS} codings`],
  ])('%s are not looked up', async (_name, count, codings, bound) => {
    const coding = many(codings, (i) => ({ system: 'http://snomed.info/sct', code: String(i) }));
    const chart = withResource(
      amara,
      ...many(count, (i) => ({ resourceType: 'Condition', id: `coded-${i}`, code: { coding } })),
    );
    const answer = await cauda.sign(chart, lumbarMri('with'));
    expect(JSON.stringify(answer.body)).toContain(bound);
  });

  test('2,500 resources of ordinary length are read whole', async () => {
    const results = many(2400, (i) => ({
      resourceType: 'Observation',
      id: `result-${i}`,
      status: 'final',
      category: [{ coding: [{ system: 'urn:x', code: 'laboratory', display: 'Laboratory' }] }],
      code: {
        coding: [{ system: 'http://loinc.org', code: '2947-0', display: 'Sodium in Blood' }],
        text: 'Sodium',
      },
      effectiveDateTime: '2026-03-01T08:00:00Z',
      valueQuantity: { value: 140, unit: 'mmol/L', system: 'http://unitsofmeasure.org' },
      note: [{ text: 'Sample was taken at home before breakfast.' }],
      text: { status: 'generated', div: `<div>${'Sodium 140 mmol/L '.repeat(40)}</div>` },
    }));
    const answer = await cauda.sign(withResource(amara, ...results), lumbarMri('with'));
    expect(cardIds(answer)).toContain(shown);
    expect(evaluation(answer)?.notRead).toBeUndefined();
  });
});

describe('the structure of a body', () => {
  test.each([
    ['2.6 million selections', 'context', `[${'1,'.repeat(2_500_000)}1]`, `${MAX_VALUES} values`],
    ['empty objects', 'prefetch', `[${'{},'.repeat(1_500_000)}{}]`, `${MAX_VALUES} values`],
    ['lists in lists', 'prefetch', `${'['.repeat(2e6)}${']'.repeat(2e6)}`, `${MAX_DEPTH} levels`],
    ['lists that are not closed', 'context', '['.repeat(4e6), `${MAX_DEPTH} levels`],
    [
      'unknown members',
      'context',
      `{${many(200_000, (i) => `"m${i}":0`).join(',')}}`,
      `${MAX_MEMBERS} members`,
    ],
  ] as const)('%s are refused before they are parsed', async (_name, at, json, bound) => {
    const answer = await cauda.post('lumbar-mri-order-sign', raw(at, json));
    expect(answer.status).toBe(400);
    expect(reason(answer)).toContain(bound);
    expect(place(answer)[0]).toMatch(new RegExp(`^${at}`));
  });

  test('commas and brackets inside words count for nothing', async () => {
    const text = '[{,"\\'.repeat(100_000);
    const body = cauda.signBody(amara, lumbarMri('with')) as Record<string, any>;
    body['extension'] = { text, [`{${'['.repeat(300)}`]: `"${text}` };
    const answer = await cauda.post('lumbar-mri-order-sign', body);
    expect(cardIds(answer)).toContain(shown);
  });
});

describe('what an answer repeats', () => {
  test('an order that is very long is not sent back, and its card speaks', async () => {
    const long = lumbarMri('with', { text: { div: 'x'.repeat(2_000_000) } });
    const answer = await cauda.sign(amara, long);
    expect(cardIds(answer)).toContain(shown);
    expect(JSON.stringify(answer.body).length).toBeLessThan(1_000_000);
  });

  test('900 orders of one study make no answer of their size', async () => {
    const orders = many(900, (i) => ({ ...lumbarMri('with'), id: `order-${i}` }));
    const answer = await cauda.sign(amara, orders);
    expect(answer.status).toBe(200);
    expect(JSON.stringify(answer.body).length).toBeLessThan(1_000_000);
  });

  test('long orders of which several are changed stay under the bound together', async () => {
    const orders = many(20, (i) => ({
      ...lumbarMri('without'),
      id: `order-${i}`,
      text: { div: 'x'.repeat(45_000) },
    }));
    const answer = await cauda.sign(amara, orders);
    expect(answer.status).toBe(200);
    expect(JSON.stringify(answer.body).length).toBeLessThan(1_000_000);
  });
});

describe('text of reports', () => {
  const lucia = patient('lucia-report-enhancement-3-months');
  const [told] = lucia.resources.filter(({ resourceType }) => resourceType === 'DiagnosticReport');
  const withReports = (count: number, parts: object) =>
    withResource(
      {
        ...lucia,
        resources: lucia.resources.filter(
          ({ resourceType }) => resourceType !== 'DiagnosticReport',
        ),
      },
      ...many(count, (i) => ({
        ...told,
        presentedForm: undefined,
        conclusion: undefined,
        id: `scan-${i}`,
        identifier: [{ value: `accession-${i}` }],
        effectiveDateTime: new Date(Date.UTC(2026, 10, 1) + i * 60_000).toISOString(),
        issued: undefined,
        ...parts,
      })),
    );
  const html = (text: string) => ({
    presentedForm: [{ contentType: 'text/html', data: Buffer.from(text).toString('base64') }],
  });
  const isTextMissing = (answer: Answer) =>
    evaluation(answer).notChecked.some(({ missing }: { missing: string[] }) =>
      missing.includes('report text'),
    );

  test('18 reports of one sentence of 200,000 characters are not read, which is said', async () => {
    const sentence = 'enhancement of the left L5 nerve root and '.repeat(4762);
    const answer = await cauda.view(withReports(18, { conclusion: sentence }));
    expect(answer.status).toBe(200);
    expect(answer.cards).toEqual([]);
    expect(isTextMissing(answer)).toBe(true);
  });

  test('markup that is nested without end is not read, which is said', async () => {
    const answer = await cauda.view(withReports(3, html('<td><b>'.repeat(20_000))));
    expect(answer.status).toBe(200);
    expect(isTextMissing(answer)).toBe(true);
  });

  test('a long report takes no other report its reading', async () => {
    const chart = withReports(1, { conclusion: 'no root '.repeat(20_000) });
    const answer = await cauda.view(withResource(chart, told!));
    expect(cardIds(answer)).toEqual(cardIds(await cauda.view(lucia)));
  });
});
