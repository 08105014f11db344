import { expect, test } from '@jest/globals';
import { fc } from '../support/property.ts';
import { updatedDraft, withoutEmpties } from '../../src/cards/offers/draft-update.ts';

const name = fc.stringMatching(/^[a-z][A-Za-z0-9]{0,6}$/);
const scalar = fc.oneof(
  fc.constantFrom(null, '', 'text', 0, false, true),
  fc.string(),
  fc.integer(),
);

/** A list of primitives beside its extensions, some places of either empty. */
const paired = fc
  .tuple(name, fc.array(fc.tuple(scalarOrNull(), extensionOrNull()), { maxLength: 4 }))
  .map(([member, places]) => ({
    // A value and an extension first, so that neither list is left without anything.
    [member]: ['value', ...places.map(([value]) => value)],
    [`_${member}`]: [{ id: 'x' }, ...places.map(([, extension]) => extension)],
  }));

function scalarOrNull() {
  return fc.constantFrom<unknown>(null, '', 'a', 'b');
}
function extensionOrNull() {
  return fc.constantFrom<unknown>(null, {}, { id: 'y' }, { extension: [], id: '' });
}

const { value: json } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    scalar,
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(name, tie('value'), { maxKeys: 5 }),
    paired,
  ),
}));

/** Places where something empty is left, but for nulls in a list that has a `_` sibling. */
function empties(value: unknown, at = '$', keepsPlaces = false): readonly string[] {
  if (value === null) return keepsPlaces ? [] : [at];
  if (value === '') return [at];
  if (Array.isArray(value)) {
    const items: readonly unknown[] = value;
    if (items.length === 0) return [at];
    return items.flatMap((item, index) =>
      item === null && keepsPlaces ? [] : empties(item, `${at}[${index}]`),
    );
  }
  if (typeof value !== 'object') return [];
  const members = Object.entries(value);
  if (members.length === 0) return [at];
  const names = new Set(members.map(([member]) => member));
  return members.flatMap(([member, inner]) => {
    const sibling = member.startsWith('_') ? member.slice(1) : `_${member}`;
    return empties(inner, `${at}.${member}`, Array.isArray(inner) && names.has(sibling));
  });
}

test('nothing empty is left outside of lists that keep places', () => {
  fc.assert(
    fc.property(json, (value) => {
      const kept = withoutEmpties(value);
      if (kept !== undefined) expect(empties(kept)).toEqual([]);
    }),
    { numRuns: 2000 },
  );
});

test('once is enough', () => {
  fc.assert(
    fc.property(json, (value) => {
      const once = withoutEmpties(value);
      expect(withoutEmpties(once)).toEqual(once);
    }),
    { numRuns: 2000 },
  );
});

test('the places of a list beside its extensions stay', () => {
  fc.assert(
    fc.property(paired, (value) => {
      const kept = withoutEmpties(value) as Record<string, readonly unknown[]>;
      for (const [member, list] of Object.entries(value)) {
        expect(kept[member]).toHaveLength(list.length);
      }
    }),
  );
});

test('a value without anything empty is equal to its copy', () => {
  fc.assert(
    fc.property(json, (value) => {
      const full = withoutEmpties(value);
      const before = structuredClone(full);
      expect(withoutEmpties(full)).toEqual(before);
      expect(full).toEqual(before);
    }),
  );
});

test('an update changes the note only', () => {
  fc.assert(
    fc.property(fc.dictionary(name, json), fc.string({ minLength: 1 }), (members, note) => {
      const draft = { ...members, note: undefined, resourceType: 'ServiceRequest' };
      const { note: notes, ...others } = updatedDraft(draft, { notes: [note] });
      expect(others).toEqual({ ...(withoutEmpties(draft) as object) });
      expect(notes).toEqual([{ text: note }]);
    }),
  );
});
