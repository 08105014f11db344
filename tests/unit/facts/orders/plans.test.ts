import { describe, expect, test } from '@jest/globals';
import { Plans, type Plan } from '../../../../src/facts/orders/plans.ts';
import { concept, CPT, dayOf, reading } from '../../charts.ts';

const since = dayOf('2026-11-12');
const planned = (order: object, ...plans: readonly Plan[]) =>
  new Plans(
    reading({ orders: [{ id: 'o1', status: 'active', authoredOn: '2026-11-13', ...order }] }),
  ).since(since, ...plans).status;

describe('What an order is part of', () => {
  test.each<[string, object, Plan, string]>([
    ['Neurology referral', { code: { text: 'Referral to neurology' } }, 'neurology', 'known'],
    [
      'Neurologist as performer',
      { performer: [{ display: 'Neurologist on call' }] },
      'neurology',
      'known',
    ],
    ['Neuro consult', { code: { text: 'Neuro consult' } }, 'neurology', 'known'],
    ['performer type', { performerType: { text: 'Neurology' } }, 'neurology', 'known'],
    [
      'nursing checks',
      { code: { text: 'Neuro checks every 4 hours' } },
      'neurology',
      'not-recorded',
    ],
    [
      'neurological observations',
      { code: { text: 'Neurological observations' } },
      'neurology',
      'not-recorded',
    ],
    ['neurosurgery', { code: { text: 'Neurosurgery referral' } }, 'neurology', 'not-recorded'],
    [
      'a reason alone',
      { code: { text: 'CBC' }, reasonCode: [{ text: 'asked by neurology' }] },
      'neurology',
      'not-recorded',
    ],
    ['Haemato-oncology', { code: { text: 'Haemato-oncology clinic' } }, 'oncology', 'known'],
    ['CSF cytology', { code: { text: 'Cytology, CSF' } }, 'cytology', 'known'],
    ['cytology alone', { code: { text: 'Cytology' } }, 'cytology', 'known'],
    ['cervical cytology', { code: { text: 'Cervical cytology' } }, 'cytology', 'not-recorded'],
    ['urine cytology', { code: { text: 'Cytology, urine' } }, 'cytology', 'not-recorded'],
    ['puncture by code', { code: concept(CPT, '62270') }, 'puncture', 'known'],
    ['puncture in words', { code: { text: 'Lumbar puncture' } }, 'puncture', 'known'],
    ['brain MRI by code', { code: concept(CPT, '70553') }, 'brain-mri', 'known'],
    ['brain MRI in words', { code: { text: 'MRI brain with contrast' } }, 'brain-mri', 'known'],
    ['lumbar MRI', { code: concept(CPT, '72158') }, 'brain-mri', 'not-recorded'],
  ])('%s', (_what, order, plan, expected) => {
    expect(planned(order, plan)).toBe(expected);
  });
});

const neurology = { code: { text: 'Neurology referral' } };
test.each([
  ['on the day', { authoredOn: '2026-11-12' }, 'known'],
  ['a day before', { authoredOn: '2026-11-11' }, 'not-recorded'],
  ['in that month', { authoredOn: '2026-11' }, 'known'],
  ['undated', { authoredOn: undefined }, 'known'],
  ['revoked', { status: 'revoked' }, 'not-recorded'],
  ['a draft', { status: 'draft' }, 'not-recorded'],
  ['entered in error', { status: 'entered-in-error' }, 'not-recorded'],
  ['not to be done', { doNotPerform: true }, 'not-recorded'],
])('an order made %s: %s', (_what, more, expected) => {
  expect(planned({ ...neurology, ...more }, 'neurology')).toBe(expected);
});

test('orders that could not be had', () => {
  expect(new Plans(reading({})).since(since, 'neurology')).toEqual({
    status: 'not-available',
    missing: ['orders'],
  });
});
