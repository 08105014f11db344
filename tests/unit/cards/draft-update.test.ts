import { describe, expect, test } from '@jest/globals';
import { updatedDraft, withoutEmpties } from '../../../src/cards/offers/draft-update.ts';
import { CPT } from '../charts.ts';

const draft = {
  resourceType: 'ServiceRequest',
  id: 'o1',
  meta: { versionId: '3', profile: ['https://example.org/profile'] },
  extension: [{ url: 'https://example.org/vendor', valueString: 'kept' }],
  contained: [{ resourceType: 'Practitioner', id: 'p', active: false }],
  status: 'draft',
  intent: 'order',
  priority: 'routine',
  doNotPerform: false,
  code: { coding: [{ system: CPT, code: '72148', userSelected: true }], text: 'MRI lumbar' },
  subject: { reference: 'Patient/1' },
  quantityQuantity: { value: 0 },
  vendorMember: { anything: [1, 2, { deep: true }] },
};

describe('A note', () => {
  test('is appended; everything else is equal to what came', () => {
    expect(updatedDraft(draft, { notes: ['Operated 2026.'] })).toEqual({
      ...draft,
      note: [{ text: 'Operated 2026.' }],
    });
    const noted = { ...draft, note: [{ text: 'First.', time: '2026-11-20' }] };
    expect(updatedDraft(noted, { notes: ['Second.'] })).toEqual({
      ...draft,
      note: [{ text: 'First.', time: '2026-11-20' }, { text: 'Second.' }],
    });
  });

  test('where a client sent one note instead of a list, or an empty list', () => {
    expect(
      updatedDraft({ ...draft, note: { text: 'First.' } }, { notes: ['Second.'] })['note'],
    ).toEqual([{ text: 'First.' }, { text: 'Second.' }]);
    expect(updatedDraft({ ...draft, note: [null] }, { notes: ['Only.'] })['note']).toEqual([
      { text: 'Only.' },
    ]);
  });

  test('the draft itself is not changed', () => {
    const before = structuredClone(draft);
    updatedDraft(draft, { notes: ['Operated 2026.'], codings: [{ system: CPT, code: '72158' }] });
    expect(draft).toEqual(before);
  });
});

describe('Codings', () => {
  const codings = [{ system: CPT, code: '72158', display: 'MRI lumbar, without then with' }];

  test('replace those of the order, and the text that would contradict them', () => {
    expect(updatedDraft(draft, { codings })).toEqual({
      ...draft,
      code: { coding: codings, text: 'MRI lumbar, without then with' },
    });
  });

  test('add no text where there was none', () => {
    const untitled = { ...draft, code: { coding: [{ system: CPT, code: '72148' }] } };
    expect(updatedDraft(untitled, { codings })['code']).toEqual({ coding: codings });
  });

  test('stay when there is nothing to exchange', () => {
    expect(updatedDraft(draft, {})).toEqual(draft);
    expect(updatedDraft(draft, { codings: [] })).toEqual(draft);
    expect(updatedDraft(draft, { codings: undefined, notes: undefined })).toEqual(draft);
  });
});

test('nulls and empty members that a client sent are left out of the copy', () => {
  const sent = {
    ...draft,
    encounter: null,
    requester: {},
    reasonCode: [],
    identifier: [{ system: '', value: 'A1' }, {}, null],
    performer: [{ reference: null }],
    category: [{ coding: [{ code: '' }] }],
    patientInstruction: '',
  };
  expect(updatedDraft(sent, { notes: ['Operated 2026.'] })).toEqual({
    ...draft,
    identifier: [{ value: 'A1' }],
    note: [{ text: 'Operated 2026.' }],
  });
});

describe('Without empties', () => {
  test.each([
    ['a value', 'text', 'text'],
    ['zero', 0, 0],
    ['false', false, false],
    ['null', null, undefined],
    ['an empty string', '', undefined],
    ['an empty list', [], undefined],
    ['an empty object', {}, undefined],
    ['a list of empties', [null, '', [], {}], undefined],
    ['empties within empties', { a: { b: [{ c: null }] } }, undefined],
    ['a list with one value', [null, 'a', ''], ['a']],
    ['members beside each other', { a: 1, b: null, c: '' }, { a: 1 }],
  ])('%s', (_name, value, expected) => {
    expect(withoutEmpties(value)).toEqual(expected);
  });

  test.each([
    [
      'nulls that hold the place of an extension stay',
      { given: ['Ada', null], _given: [null, { id: 'x' }] },
      { given: ['Ada', null], _given: [null, { id: 'x' }] },
    ],
    [
      'three places',
      { given: [null, 'B', 'C'], _given: [{ id: 'a' }, null, { id: 'c' }] },
      { given: [null, 'B', 'C'], _given: [{ id: 'a' }, null, { id: 'c' }] },
    ],
    [
      'an empty string or object between them becomes null, in its place',
      { given: ['A', '', 'C'], _given: [{}, { id: 'b' }, null] },
      { given: ['A', null, 'C'], _given: [null, { id: 'b' }, null] },
    ],
    [
      'a list without such a sibling keeps no places',
      { given: ['A', null, 'C'], _family: [null, { id: 'b' }] },
      { given: ['A', 'C'], _family: [{ id: 'b' }] },
    ],
    [
      'one value with an extension is no list',
      { birthDate: null, _birthDate: { id: 'b' } },
      { _birthDate: { id: 'b' } },
    ],
    [
      'deep in a resource',
      { name: [{ given: ['A', null], _given: [null, { id: 'b' }], family: '' }] },
      { name: [{ given: ['A', null], _given: [null, { id: 'b' }] }] },
    ],
  ])('%s', (_name, value, expected) => {
    expect(withoutEmpties(value)).toEqual(expected);
  });
});
