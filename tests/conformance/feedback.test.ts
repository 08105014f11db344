import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { Cauda, type Answer } from '../support/cauda.ts';
import { amara, contrastMri } from './corpus.ts';

const sign = 'lumbar-mri-order-sign';
const outcomeTimestamp = '2026-11-20T12:01:02Z';
let cauda: Cauda;
let card: any;
beforeAll(async () => {
  cauda = await Cauda.start();
});
afterAll(() => cauda.close());
beforeEach(async () => {
  card = (await cauda.sign(amara, contrastMri)).cards[0];
});

const report = (feedback: unknown): Promise<Answer> => cauda.post(`${sign}/feedback`, { feedback });
const overridden = (more: object = {}) => ({
  card: card.uuid,
  outcome: 'overridden',
  outcomeTimestamp,
  ...more,
});
const accepted = (more: object = {}) => ({
  card: card.uuid,
  outcome: 'accepted',
  acceptedSuggestions: [{ id: card.suggestions[0].uuid }],
  outcomeTimestamp,
  ...more,
});

/** What the metrics have counted so far. */
async function counted(): Promise<{ stored: number; repeated: number; pending: number }> {
  const text = await (await fetch(`${cauda.url}/metrics`)).text();
  const count = (result: string) =>
    [
      ...text.matchAll(new RegExp(`^cds_feedback_total\\{.*result="${result}"\\} (\\d+)`, 'gm')),
    ].reduce((sum, [, value]) => sum + Number(value), 0);
  return { stored: count('stored'), repeated: count('repeated'), pending: count('pending') };
}

/** How many reports a call stored, repeated and did not know. */
async function effect(call: () => Promise<Answer>) {
  const before = await counted();
  const answer = await call();
  const after = await counted();
  return {
    status: answer.status,
    body: answer.body,
    stored: after.stored - before.stored,
    repeated: after.repeated - before.repeated,
    pending: after.pending - before.pending,
  };
}

describe('Reports that are kept', () => {
  const reason = { code: 'already-considered', system: 'urn:cauda:override-reason' };
  test.each([
    ['FB-01 FB-05 FB-15 accepted', () => accepted()],
    ['FB-03 a card in upper case', () => accepted({ card: card.uuid.toUpperCase() })],
    ['FB-06 overridden without a reason', () => overridden()],
    ['FB-06 with a null reason', () => overridden({ overrideReason: null })],
    ['FB-08 a reason without display', () => overridden({ overrideReason: { reason } })],
    [
      'FB-08 a reason with display',
      () => overridden({ overrideReason: { reason: { ...reason, display: 'x' } } }),
    ],
    [
      'FB-08 a reason without system',
      () => overridden({ overrideReason: { reason: { code: 'x' } } }),
    ],
    ['FB-09 a comment alone', () => overridden({ overrideReason: { userComment: 'Seen.' } })],
    ['FB-07 both', () => overridden({ overrideReason: { reason, userComment: 'Seen.' } })],
    ['FB-10 an offset', () => overridden({ outcomeTimestamp: '2026-11-20T07:01:02-05:00' })],
    [
      'FB-10 fractions of a second',
      () => overridden({ outcomeTimestamp: '2026-11-20T12:01:02.345Z' }),
    ],
    ['FB-20 overridden with suggestions', () => overridden({ acceptedSuggestions: [] })],
    ['FB-20 accepted with a reason', () => accepted({ overrideReason: {} })],
    ['EXT-04 an extension', () => overridden({ extension: { 'org.example.x': 1 } })],
  ])('%s: 200 with an empty body, stored', async (_name, entry) => {
    const result = await effect(() => report([entry()]));
    expect(result).toEqual({ status: 200, body: undefined, stored: 1, repeated: 0, pending: 0 });
  });

  test('FB-11 several cards in one call', async () => {
    const other = (await cauda.sign(amara, contrastMri)).cards[0];
    const entries = [accepted(), overridden({ card: other.uuid })];
    expect(await effect(() => report(entries))).toMatchObject({ status: 200, stored: 2 });
  });

  test('FB-12 the same report twice is stored once, with any offset; another outcome is another report', async () => {
    expect(await effect(() => report([accepted(), accepted()]))).toMatchObject({
      stored: 1,
      repeated: 1,
    });
    const again = accepted({ outcomeTimestamp: '2026-11-20T13:01:02+01:00' });
    expect(await effect(() => report([again]))).toMatchObject({
      status: 200,
      stored: 0,
      repeated: 1,
    });
    expect(await effect(() => report([overridden()]))).toMatchObject({ stored: 1 });
  });
});

describe('Reports that are not kept', () => {
  test('FB-16 an unknown card: 200, counted', async () => {
    const result = await effect(() => report([overridden({ card: crypto.randomUUID() })]));
    expect(result).toEqual({ status: 200, body: undefined, stored: 0, repeated: 0, pending: 1 });
  });

  test('FB-19 no reports: 200, nothing happens', async () => {
    const result = await effect(() => report([]));
    expect(result).toEqual({ status: 200, body: undefined, stored: 0, repeated: 0, pending: 0 });
  });

  test.each([
    ['FB-03 card missing', 'card', () => overridden({ card: undefined })],
    ['FB-03 card no uuid', 'card', () => overridden({ card: 'secret-value' })],
    ['FB-04 cds-fb-1 outcome missing', 'outcome', () => overridden({ outcome: undefined })],
    ['FB-04 cds-fb-1 another outcome', 'outcome', () => overridden({ outcome: 'secret-value' })],
    [
      'FB-05 cds-fb-2 accepted without suggestions',
      'acceptedSuggestions',
      () => accepted({ acceptedSuggestions: undefined }),
    ],
    [
      'FB-05 cds-fb-2 accepted with none',
      'acceptedSuggestions',
      () => accepted({ acceptedSuggestions: [] }),
    ],
    [
      'FB-05 uuid instead of id',
      'acceptedSuggestions[0].id',
      () => accepted({ acceptedSuggestions: [{ uuid: card.uuid }] }),
    ],
    ['FB-07 cds-fb-3 an empty reason', 'overrideReason', () => overridden({ overrideReason: {} })],
    [
      'FB-08 a reason that is a string',
      'overrideReason.reason',
      () => overridden({ overrideReason: { reason: 'secret-value' } }),
    ],
    [
      'FB-08 a reason without code',
      'overrideReason.reason.code',
      () => overridden({ overrideReason: { reason: { system: 'x' } } }),
    ],
    [
      'FB-09 a comment that is no text',
      'overrideReason.userComment',
      () => overridden({ overrideReason: { userComment: ['secret-value'] } }),
    ],
    ['FB-10 no time', 'outcomeTimestamp', () => overridden({ outcomeTimestamp: undefined })],
    [
      'FB-10 a date alone',
      'outcomeTimestamp',
      () => overridden({ outcomeTimestamp: '2026-11-20' }),
    ],
    [
      'FB-10 a time without an offset',
      'outcomeTimestamp',
      () => overridden({ outcomeTimestamp: '2026-11-20T12:00:00' }),
    ],
    [
      'FB-10 a day that does not exist',
      'outcomeTimestamp',
      () => overridden({ outcomeTimestamp: '2026-02-30T12:00:00Z' }),
    ],
  ])(
    'FB-17 %s: 400 names the place, and nothing of the body is stored',
    async (_name, path, entry) => {
      const result = await effect(() => report([accepted(), entry()]));
      expect(result).toMatchObject({ status: 400, stored: 0, repeated: 0, pending: 0 });
      expect(result.body.issue[0].expression).toEqual([`feedback[1].${path}`]);
      expect(JSON.stringify(result.body)).not.toContain('secret-value');
    },
  );

  test.each([
    ['an array', []],
    ['one report', { card: 'x', outcome: 'overridden', outcomeTimestamp }],
    ['an object of reports', { feedback: {} }],
    ['null', null],
  ])('FB-02 %s instead of an object with a list: 400', async (_name, body) => {
    expect((await cauda.post(`${sign}/feedback`, body)).status).toBe(400);
  });
});
