import { describe, expect, test } from '@jest/globals';
import { accepted } from '../../src/demo/public/accept.js';

type Draft = Readonly<Record<string, unknown>>;
const sent: Draft = {
  id: 'o1',
  status: 'draft',
  priority: 'routine',
  code: { coding: [{ code: '72158' }], text: 'MRI without and with contrast' },
  note: [{ text: 'First.' }],
};
const withNote: Draft = { ...sent, note: [{ text: 'First.' }, { text: 'Second.' }] };

describe('A suggestion is accepted', () => {
  test('on an order that is as it was sent', () => {
    expect(accepted(sent, sent, withNote)).toEqual(withNote);
  });

  test('what the clinician changed in between stays', () => {
    const now = { ...sent, priority: 'urgent', note: [{ text: 'First.' }, { text: 'Mine.' }] };
    expect(accepted(now, sent, withNote)).toEqual({
      ...now,
      note: [{ text: 'First.' }, { text: 'Mine.' }, { text: 'Second.' }],
    });
  });

  test('twice, its note stands there once', () => {
    expect(accepted(withNote, sent, withNote)).toEqual(withNote);
  });

  test('an order that is signed meanwhile keeps its status', () => {
    expect(accepted({ ...sent, status: 'active' }, sent, withNote)).toMatchObject({
      status: 'active',
    });
  });

  test('an exchanged study replaces the codes, and a first note begins the list', () => {
    const bare = { id: 'o1', code: { coding: [{ code: '72158' }] } };
    const exchanged = { id: 'o1', code: { coding: [{ code: '72148' }] }, note: [{ text: 'Why.' }] };
    expect(accepted<Draft>(bare, bare, exchanged)).toEqual(exchanged);
  });

  test('an empty member that the service left out is gone', () => {
    const before: Draft = { id: 'o1', identifier: [], note: null };
    expect(accepted(before, before, { id: 'o1', note: [{ text: 'New.' }] })).toEqual({
      id: 'o1',
      note: [{ text: 'New.' }],
    });
  });

  test('without a change nothing changes', () => {
    expect(accepted(sent, sent, { ...sent })).toBe(sent);
  });
});
