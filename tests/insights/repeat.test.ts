import { afterEach, describe, expect, test } from '@jest/globals';
import { Cauda, NOW, type Answer } from '../support/cauda.ts';
import { lumbarMri } from '../support/orders.ts';
import { changed, patient, withResource, type Patient } from '../support/patients.ts';

const id = 'contrast-option-after-disc-surgery';
const maria = patient('maria-discectomy-2024');
const plainMri = lumbarMri('without');
const wholeSpine = {
  code: { coding: [{ system: 'http://loinc.org', code: '30854-4' }] },
};
const DAY_MS = 86_400_000;

let at = NOW;
let cauda: Cauda | undefined;
afterEach(async () => {
  await cauda?.close();
  cauda = undefined;
  at = NOW;
});

async function start(repeat: object | undefined, cards: object = { [id]: { mode: 'on' } }) {
  const site = { cards, ...(repeat && { repeat }) };
  cauda = await Cauda.start({ site, now: () => at });
  return cauda;
}

const shows = ({ cards }: Answer, card = id) =>
  cards.some(({ source }) => source.topic.code === card);
const cardOf = ({ cards }: Answer, card = id) =>
  cards.find(({ source }) => source.topic.code === card);

/** Signs as another clinician than the one of the tests. */
function signAs(on: Cauda, userId: string, p: Patient) {
  const body = on.signBody(p, plainMri);
  return on.post('lumbar-mri-order-sign', { ...body, context: { ...body.context, userId } });
}

async function answer(
  on: Cauda,
  card: any,
  outcome: 'accepted' | 'overridden',
  service = 'lumbar-mri-order-sign',
) {
  const { status } = await on.post(`${service}/feedback`, {
    feedback: [
      {
        card: card.uuid,
        outcome,
        outcomeTimestamp: at.toISOString(),
        ...(outcome === 'accepted' && {
          acceptedSuggestions: [{ id: card.suggestions[0].uuid }],
        }),
      },
    ],
  });
  expect(status).toBe(200);
}

const repeat = { afterOverrideDays: 30, afterAcceptDays: 7 };

describe('A card that was answered is not shown again', () => {
  test.each([
    ['overridden', 30],
    ['accepted', 7],
  ] as const)('%s: for %i days, and explain says why', async (outcome, days) => {
    const on = await start(repeat);
    const first = await on.sign(maria, plainMri);
    await answer(on, cardOf(first), outcome);
    const second = await on.sign(maria, plainMri);
    expect(shows(second)).toBe(false);
    expect(second.body.extension['cauda.evaluation'].withheld).toEqual([
      { card: id, because: `${outcome} before, and nothing changed` },
    ]);
    at = new Date(NOW.getTime() + (days - 1) * DAY_MS);
    expect(shows(await on.sign(maria, plainMri))).toBe(false);
    at = new Date(NOW.getTime() + days * DAY_MS);
    expect(shows(await on.sign(maria, plainMri))).toBe(true);
    const { sums } = await on.store.outcomes('2026-11-20', '2026-11-21');
    expect(sums.filter(({ outcome: came }) => came === 'withheld')).toMatchObject([
      { card: id, n: 1 },
    ]);
  });

  test('unless it is off, which it is by default', async () => {
    const on = await start(undefined);
    await answer(on, cardOf(await on.sign(maria, plainMri)), 'overridden');
    expect(shows(await on.sign(maria, plainMri))).toBe(true);
  });

  test('unless nobody answered it', async () => {
    const on = await start(repeat);
    await on.sign(maria, plainMri);
    expect(shows(await on.sign(maria, plainMri))).toBe(true);
  });

  test('unless it is another clinician, or another patient', async () => {
    const on = await start(repeat);
    await answer(on, cardOf(await on.sign(maria, plainMri)), 'overridden');
    expect(shows(await signAs(on, 'Practitioner/dr-other', maria))).toBe(true);
    const text = JSON.stringify(maria).replaceAll('maria', 'mirja');
    expect(shows(await on.sign(JSON.parse(text) as Patient, plainMri))).toBe(true);
  });

  test('by anybody of the site, where the site says so', async () => {
    const on = await start({ ...repeat, scope: 'site' });
    await answer(on, cardOf(await on.sign(maria, plainMri)), 'overridden');
    expect(shows(await signAs(on, 'Practitioner/dr-other', maria))).toBe(false);
  });

  test('unless the order is of another kind', async () => {
    const on = await start(repeat);
    await answer(on, cardOf(await on.sign(maria, plainMri)), 'overridden');
    expect(shows(await on.sign(maria, { ...plainMri, id: 'another-order' }))).toBe(false);
    const { code } = wholeSpine;
    expect(shows(await on.sign(maria, { ...plainMri, code }))).toBe(true);
  });

  test('unless its facts changed: another newest operation', async () => {
    const on = await start(repeat);
    await answer(on, cardOf(await on.sign(maria, plainMri)), 'overridden');
    const again = changed(maria, 'Procedure', (procedure) =>
      procedure.id.includes('discectomy')
        ? { id: `${procedure.id}-again`, performedDateTime: '2025-02-03' }
        : {},
    );
    expect(shows(await on.sign(again, plainMri))).toBe(true);
    // What has nothing to do with the card changes nothing.
    const cough = withResource(maria, {
      resourceType: 'Condition',
      clinicalStatus: { coding: [{ code: 'active' }] },
      code: { text: 'Cough' },
      recordedDate: '2026-11-19',
    });
    expect(shows(await on.sign(cough, plainMri))).toBe(false);
  });

  test('a card shown when the order was selected is not shown when it is signed', async () => {
    const on = await start({ sameOrderFromSelectToSign: true });
    expect(shows(await on.select(maria, plainMri))).toBe(true);
    const signed = await on.sign(maria, plainMri);
    expect(shows(signed)).toBe(false);
    expect(signed.body.extension['cauda.evaluation'].withheld).toEqual([
      { card: id, because: 'shown when the order was selected' },
    ]);
    // Selecting again is another moment.
    expect(shows(await on.select(maria, plainMri))).toBe(true);
  });
});

test('the cauda equina card is shown however often it was answered', async () => {
  const alarm = 'possible-cauda-equina-routine-order';
  const anneke = patient('anneke-cauda-equina-signs');
  const on = await start(
    {
      scope: 'site',
      afterOverrideDays: 365,
      afterAcceptDays: 365,
      sameOrderFromSelectToSign: true,
    },
    { [alarm]: { mode: 'on' } },
  );
  const first = await on.sign(anneke, plainMri);
  expect(shows(first, alarm)).toBe(true);
  await answer(on, cardOf(first, alarm), 'overridden');
  await on.select(anneke, plainMri);
  expect(shows(await on.sign(anneke, plainMri), alarm)).toBe(true);
});
