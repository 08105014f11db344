import { describe, expect, test } from '@jest/globals';
import { newDeficit } from '../../../../src/facts/neurology/new-deficit.ts';
import {
  concept,
  ICD10CM,
  list,
  partOf,
  SNOMED,
  status,
  TODAY,
  unavailable,
  ZONE,
} from '../../charts.ts';

const footDrop = (more: object) => ({
  id: 'w1',
  clinicalStatus: status('active'),
  code: concept(SNOMED, '6077001'),
  ...more,
});
const within28 = (...conditions: readonly object[]) =>
  newDeficit(list('conditions', ...conditions), ['new-leg-weakness'], 28, TODAY, ZONE);

test.each([
  ['onset at the bound', { onsetDateTime: '2026-10-23' }, 'known'],
  ['onset a day before', { onsetDateTime: '2026-10-22' }, 'not-recorded'],
  ['onset today', { onsetDateTime: '2026-11-20T08:00:00Z' }, 'known'],
  ['onset in a month within', { onsetDateTime: '2026-11' }, 'unreadable'],
  ['onset in a month that straddles', { onsetDateTime: '2026-10' }, 'unreadable'],
  ['onset in a year', { onsetDateTime: '2026' }, 'unreadable'],
  ['onset in an earlier year', { onsetDateTime: '2025' }, 'not-recorded'],
  ['a period that began', { onsetPeriod: { start: '2026-11-12' } }, 'known'],
  ['entered lately', { recordedDate: '2026-11-12' }, 'known'],
  ['entered long ago', { recordedDate: '2026-01-12' }, 'not-recorded'],
  [
    'entered lately, but begun long ago',
    { onsetDateTime: '2019-04-01', recordedDate: '2026-11-12' },
    'not-recorded',
  ],
  ['begun at an age', { onsetAge: { value: 12 }, recordedDate: '2026-11-12' }, 'unreadable'],
  ['begun in words', { onsetString: 'years ago', recordedDate: '2026-11-12' }, 'unreadable'],
  ['undated', {}, 'unreadable'],
  ['resolved', { recordedDate: '2026-11-12', clinicalStatus: status('resolved') }, 'not-recorded'],
  [
    'refuted',
    { recordedDate: '2026-11-12', verificationStatus: status('refuted') },
    'not-recorded',
  ],
  [
    'entered in error',
    { recordedDate: '2026-11-12', verificationStatus: status('entered-in-error') },
    'not-recorded',
  ],
])('%s: %s', (_what, more, expected) => {
  expect(within28(footDrop(more)).status).toBe(expected);
});

describe('Where the weakness is', () => {
  const at = (text: string, more: object = {}) =>
    within28(
      footDrop({ code: concept(SNOMED, '26544005', text), recordedDate: '2026-11-12', ...more }),
    );
  test.each([
    ['Muscle weakness', 'known'],
    ['Weakness of both legs', 'known'],
    ['Weakness of arms and legs', 'known'],
    ['Right arm weakness', 'not-recorded'],
    ['Facial weakness', 'not-recorded'],
    ['Weak grip', 'not-recorded'],
  ])('%s: %s', (text, expected) => {
    expect(at(text).status).toBe(expected);
  });

  test('by body site', () => {
    expect(at('Muscle weakness', { bodySite: [{ text: 'Left hand' }] }).status).toBe(
      'not-recorded',
    );
  });
});

test('the newest is named, with date and place; an old one does not cover it', () => {
  const old = footDrop({ id: 'old', onsetDateTime: '2020-01-01' });
  const recent = footDrop({
    id: 'new',
    code: concept(ICD10CM, 'M62.81'),
    recordedDate: '2026-11-15',
  });
  expect(within28(old, recent)).toMatchObject({
    status: 'known',
    value: { dateText: '2026-11-15', reference: 'Condition/new' },
  });
});

test('what is missing stays missing', () => {
  const missing = newDeficit(unavailable('conditions'), ['new-leg-weakness'], 28, TODAY, ZONE);
  expect(missing).toEqual({ status: 'not-available', missing: ['conditions'] });
  const part = newDeficit(partOf('conditions'), ['new-leg-weakness'], 28, TODAY, ZONE);
  expect(part.status).toBe('not-available');
});
