import { describe, expect, test } from '@jest/globals';
import { fhirReader } from '../../../src/chart/fhir/fhir-reader.ts';
import { MAX_PAGES } from '../../../src/chart/gather.ts';
import {
  BASE,
  bundle,
  condition,
  conditions,
  listed,
  next,
  outcome,
  QUERY,
  server,
  source,
} from './source.ts';

describe('Pages', () => {
  const first = bundle([condition('a')], next(`${BASE}?page=2`));

  test.each([
    ['sent along', { conditions: first }, 'prefetch'],
    ['asked for', {}, 'fhir'],
  ] as const)('are followed: first page %s', async (_name, prefetch, via) => {
    const { reader, asked } = server({
      [QUERY]: first,
      [`${BASE}?page=2`]: bundle([condition('b')], next(`${BASE}?page=3`)),
      [`${BASE}?page=3`]: bundle([condition('c')]),
    });
    const found = await conditions(source(prefetch, reader));
    expect(found).toEqual(listed(['a', 'b', 'c'], true, via));
    expect(asked.filter((query) => query !== QUERY)).toEqual([`${BASE}?page=2`, `${BASE}?page=3`]);
  });

  test.each([
    ['fails', new Error('500')],
    ['comes too late', Object.assign(new Error('late'), { name: 'TimeoutError' })],
    ['is an outcome', outcome],
    ['holds another type', bundle([{ resourceType: 'Observation' }])],
  ])('a page that %s loses only itself', async (_name, page) => {
    const { reader } = server({ [QUERY]: first, [`${BASE}?page=2`]: page });
    expect(await conditions(source({}, reader))).toEqual(listed(['a'], false, 'fhir'));
  });

  test('an outcome on any page makes the list incomplete', async () => {
    const { reader } = server({
      [QUERY]: first,
      [`${BASE}?page=2`]: bundle([condition('b'), outcome]),
    });
    expect(await conditions(source({}, reader))).toEqual(listed(['a', 'b'], false, 'fhir'));
  });

  test('are not followed without end', async () => {
    const pages = Array.from({ length: MAX_PAGES + 5 }, (_unused, page) => [
      `${BASE}?page=${page}`,
      bundle([condition(`c-${page}`)], next(`${BASE}?page=${page + 1}`)),
    ]);
    const { reader, asked } = server({ [QUERY]: first, ...Object.fromEntries(pages) });
    const found = await conditions(source({}, reader));
    expect(found).toMatchObject({ status: 'listed', complete: false });
    expect(asked).toHaveLength(MAX_PAGES);
  });

  test('that lead back to one that was read are left', async () => {
    const { reader, asked } = server({ [QUERY]: first, [`${BASE}?page=2`]: first });
    const found = await conditions(source({}, reader));
    expect(found).toMatchObject({ status: 'listed', complete: false });
    expect(asked).toEqual([QUERY, `${BASE}?page=2`]);
  });

  test.each([
    'https://evil.example/other?page=2',
    'https://evil.example/fhirx?page=2',
    'https://ehr.example/other?page=2',
    'https://ehr.example/fhir/..;/other?page=2',
    'https://ehr.example/fhir/%252e%252e/other?page=2',
    'https://user@ehr.example/fhir/?page=2',
    'https://ehr.example.evil.example/other?page=2',
    '//evil.example/other?page=2',
    '../other?page=2',
  ])('that lead away from the agreed server are not followed: %s', async (url) => {
    const reader = fhirReader({
      baseUrl: BASE,
      accessToken: 'invented',
      signal: AbortSignal.timeout(1000),
      scope: '',
      mayBePrivate: true,
      caller: 'ehr',
    });
    const sent = { conditions: bundle([condition('a')], next(url)) };
    expect(await conditions(source(sent, reader))).toEqual(listed(['a'], false, 'prefetch'));
  });
});
