import { describe, expect, test } from '@jest/globals';
import { gather } from '../../../src/chart/gather.ts';
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

describe('What was sent along', () => {
  test.each([
    ['null: there is none', null, listed([], true, 'prefetch')],
    ['an empty Bundle', { resourceType: 'Bundle', total: 0 }, listed([], true, 'prefetch')],
    ['an empty list', bundle([]), listed([], true, 'prefetch')],
    ['a Bundle', bundle([condition('a'), condition('b')]), listed(['a', 'b'], true, 'prefetch')],
    [
      'a Bundle of any type',
      bundle([condition('a')], { type: 'collection' }),
      listed(['a'], true, 'prefetch'),
    ],
    ['a total that fits', bundle([condition('a')], { total: 1 }), listed(['a'], true, 'prefetch')],
    [
      'a total larger than the page',
      bundle([condition('a')], { total: 2 }),
      listed(['a'], false, 'prefetch'),
    ],
    [
      'a total without entries',
      { resourceType: 'Bundle', total: 3 },
      listed([], false, 'prefetch'),
    ],
    [
      'a further page that cannot be had',
      bundle([condition('a')], next(`${BASE}?page=2`)),
      listed(['a'], false, 'prefetch'),
    ],
    [
      'an outcome within the list',
      bundle([condition('a'), outcome]),
      listed(['a'], false, 'prefetch'),
    ],
    ['an outcome alone in the list', bundle([outcome]), listed([], false, 'prefetch')],
    [
      'an included resource of another type',
      bundle([condition('a'), { resourceType: 'Practitioner', id: 'x' }]),
      listed(['a'], true, 'prefetch'),
    ],
    ['the EHR tried and failed', outcome, { status: 'unavailable', why: 'ehr-error' }],
  ])('%s', async (_name, sent, expected) => {
    const { reader, asked } = server({});
    expect(await conditions(source({ conditions: sent }))).toEqual(expected);
    if (!JSON.stringify(sent).includes('next')) {
      // It counts as an answer, so the FHIR server is not asked again.
      expect(await conditions(source({ conditions: sent }, reader))).toEqual(expected);
      expect(asked).toEqual([]);
    }
  });

  test('needs no promise when nothing is fetched', () => {
    expect(gather(source({ conditions: null }), 'conditions', 'Condition')).not.toBeInstanceOf(
      Promise,
    );
  });
});

describe('What was not sent is asked for', () => {
  test.each([
    ['no key', {}],
    ['text', { conditions: '123' }],
    ['a number', { conditions: 1 }],
    ['a list', { conditions: [condition('x')] }],
    ['an object of no type', { conditions: { id: 'x' } }],
    ['another type', { conditions: { resourceType: 'Observation', id: 'x' } }],
    [
      'a Bundle of another type',
      { conditions: bundle([{ resourceType: 'Observation', id: 'x' }]) },
    ],
    ['another key', { procedures: bundle([condition('x')]) }],
  ])('%s', async (_name, prefetch) => {
    const { reader, asked } = server({ [QUERY]: bundle([condition('a')]) });
    expect(await conditions(source(prefetch, reader))).toEqual(listed(['a'], true, 'fhir'));
    expect(asked).toEqual([QUERY]);
  });

  test.each([
    ['no-server-sent', 'not-sent-and-no-server'],
    ['server-not-agreed', 'server-not-agreed'],
    ['subject-not-agreed', 'server-not-agreed'],
  ] as const)('but not when there is nobody to ask (%s)', async (reader, why) => {
    expect(await conditions(source({}, reader))).toEqual({ status: 'unavailable', why });
  });

  test('nor when the context does not hold what the query needs', async () => {
    const { reader } = server({});
    const from = { ...source({}, reader), query: () => undefined };
    expect(await conditions(from)).toEqual({ status: 'unavailable', why: 'no-query' });
  });

  test.each([
    ['an error', new Error('500'), 'ehr-error'],
    ['too late', Object.assign(new Error('late'), { name: 'TimeoutError' }), 'too-late'],
    ['aborted', Object.assign(new Error('late'), { name: 'AbortError' }), 'too-late'],
    ['an outcome', outcome, 'ehr-error'],
    ['another type', { resourceType: 'Observation' }, 'ehr-error'],
    ['no resource', {}, 'ehr-error'],
  ])('the server answers: %s', async (_name, answer, why) => {
    const { reader } = server({ [QUERY]: answer });
    expect(await conditions(source({}, reader))).toEqual({ status: 'unavailable', why });
  });
});

describe('Of another patient', () => {
  test('resources are passed over, on every page', async () => {
    const { reader } = server({
      [`${BASE}?page=2`]: bundle([condition('c', 'p2'), condition('d')]),
    });
    const mixed = bundle([condition('a'), condition('b', 'p2')], next(`${BASE}?page=2`));
    expect(await conditions(source({ conditions: mixed }, reader))).toEqual(
      listed(['a', 'd'], true, 'prefetch'),
    );
  });

  test.each([
    ['relative', { reference: 'Patient/p1' }, true],
    ['absolute', { reference: `${BASE}/Patient/p1` }, true],
    ['versioned', { reference: 'Patient/p1/_history/3' }, true],
    ['nobody named', undefined, true],
    ['a name without a reference', { display: 'Somebody' }, true],
    ['another, relative', { reference: 'Patient/p10' }, false],
    ['another, absolute', { reference: `${BASE}/Patient/p2` }, false],
    ['a group of that id', { reference: 'Group/p1' }, false],
  ])('by subject: %s', async (_name, subject, kept) => {
    const sent = { conditions: bundle([{ resourceType: 'Condition', id: 'a', subject }]) };
    expect(await conditions(source(sent))).toEqual(listed(kept ? ['a'] : [], true, 'prefetch'));
  });

  test('by `patient`, and by id of a Patient', async () => {
    const allergy = (id: string) => ({
      resourceType: 'AllergyIntolerance',
      id,
      patient: { reference: `Patient/${id}` },
    });
    const sent = {
      allergies: bundle([allergy('p1'), allergy('p2')]),
      patient: { resourceType: 'Patient', id: 'p2' },
    };
    expect(await gather(source(sent), 'allergies', 'AllergyIntolerance')).toEqual(
      listed(['p1'], true, 'prefetch'),
    );
    expect(await gather(source(sent), 'patient', 'Patient')).toEqual(listed([], true, 'prefetch'));
  });
});
