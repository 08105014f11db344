import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Cauda } from '../support/cauda.ts';
import { prefetchOf } from '../support/patients.ts';
import { amara, contrastMri, george } from './corpus.ts';

const sign = 'lumbar-mri-order-sign';
let cauda: Cauda;
beforeAll(async () => {
  cauda = await Cauda.start();
});
afterAll(() => cauda.close());

const lists = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);
const objects = (depth: number) => `${'{"a":'.repeat(depth)}0${'}'.repeat(depth)}`;
/** The text of a good body in which the marker is replaced by any JSON. */
const withJson = (body: unknown, json: string) => JSON.stringify(body).replace('"MARKER"', json);

describe('Nesting', () => {
  const draftNested = (depth: number) =>
    withJson(cauda.signBody(amara, { ...contrastMri, extension: 'MARKER' }), lists(depth));

  const withCondition = (code: unknown) => {
    const resource = { resourceType: 'Condition', code };
    const conditions = { resourceType: 'Bundle', entry: [{ resource }] };
    return cauda.signBody(amara, contrastMri, { prefetch: { conditions } });
  };

  test('draft orders nested 90 levels deep are answered', async () => {
    expect((await cauda.post(sign, draftNested(85))).status).toBe(200);
  });

  test.each([105, 1000, 100_000])('draft orders nested %i levels deep: 400', async (depth) => {
    const answer = await cauda.post(sign, draftNested(depth));
    expect(answer).toMatchObject({
      status: 400,
      body: { issue: [{ expression: ['context.draftOrders'] }] },
    });
  });

  test.each([
    ['the body itself', (json: string) => json, 400],
    [
      'an unknown member',
      (json: string) => withJson({ ...cauda.signBody(amara, contrastMri), x: 'MARKER' }, json),
      200,
    ],
    [
      'prefetch',
      (json: string) =>
        withJson(cauda.signBody(amara, contrastMri, { prefetch: { x: 'MARKER' } }), json),
      200,
    ],
    ['a prefetched resource', (json: string) => withJson(withCondition('MARKER'), json), 200],
  ] as const)('%s nested 200,000 levels deep: no fault of ours', async (_name, body, status) => {
    expect((await cauda.post(sign, body(lists(200_000)))).status).toBe(status);
    expect((await cauda.post(sign, body(objects(200_000)))).status).toBe(status);
  });
});

describe('Names of Object.prototype', () => {
  const procedures = JSON.stringify(prefetchOf(amara).procedures);

  test('a prefetch under __proto__ was not sent', async () => {
    const body = cauda.signBody(amara, contrastMri, { keys: ['conditions'] });
    const text = JSON.stringify(body).replace(
      '"prefetch":{',
      `"prefetch":{"__proto__":{"procedures":${procedures}},`,
    );
    expect(text).toContain('__proto__');
    const answer = await cauda.post(sign, text);
    expect(answer.status).toBe(412);
    expect(answer.body.issue[0].expression).toEqual(['prefetch.procedures']);
  });

  test('a context under __proto__ was not sent', async () => {
    const { context, ...rest } = cauda.signBody(amara, contrastMri);
    const text = withJson(
      { ...rest, context: 'MARKER' },
      `{"__proto__":${JSON.stringify(context)}}`,
    );
    expect((await cauda.post(sign, text)).status).toBe(400);
  });

  test.each(['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty'])(
    '%s anywhere changes nothing, for this call and the next',
    async (name) => {
      const poison = `{"${name}":{"polluted":true,"entry":[],"cards":[]}}`;
      const order = { ...contrastMri, vendor: 'MARKER' };
      const first = await cauda.post(sign, withJson(cauda.signBody(amara, order), poison));
      expect(first.cards).toHaveLength(1);
      for (const part of ['envelope', 'context', 'prefetch'] as const) {
        const body: any = cauda.signBody(amara, contrastMri);
        (part === 'envelope' ? body : body[part]).x = 'MARKER';
        const text = withJson(body, '1').replace('"x":1', poison.slice(1, -1));
        expect((await cauda.post(sign, text)).cards).toHaveLength(1);
      }
      expect(({} as any).polluted).toBeUndefined();
      const after = await cauda.sign(george, contrastMri);
      expect([after.status, after.cards]).toEqual([200, []]);
    },
  );
});
