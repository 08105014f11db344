import { describe, expect, test } from '@jest/globals';
import { cardWords } from '../support/card-words.ts';
import { lumbarMri, lumbarPuncture, order } from '../support/orders.ts';
import {
  allKeys,
  condition,
  CPT,
  ICD10CM,
  patient,
  SNOMED,
  withResource,
  type Patient,
} from '../support/patients.ts';
import { cardIds, notChecked, stage } from '../support/story.ts';

const id = 'mri-device-check';
const said = cardWords(id);
const nils = patient('nils-pacemaker');
const oda = patient('oda-stimulator-removed');
const pia = patient('pia-cochlear-implant');
const quirin = patient('quirin-generator-removed');
const ravi = patient('ravi-shunt-of-the-past');
/** George: never operated on, sciatica, nothing else. */
const george = patient('george-unoperated');
const mri = lumbarMri('without');
const on = stage([nils, oda, pia, quirin, ravi]);

const done = (system: string, code: string, on?: string, more: object = {}) => ({
  resourceType: 'Procedure',
  status: 'completed',
  code: { coding: [{ system, code }] },
  ...(on !== undefined && { performedDateTime: on }),
  ...more,
});
const device = (code: string, more: object = {}) => ({
  resourceType: 'Device',
  status: 'active',
  type: { coding: [{ system: SNOMED, code }] },
  ...more,
});
const pacemaker = (on?: string) => done(SNOMED, '307280005', on);
const sign = (resources: readonly object[], draft: object = mri, p = george) =>
  on.cauda.sign(withResource(p, ...resources), draft as never);
const cardsFor = async (resources: readonly object[], draft?: object) =>
  cardIds(await sign(resources, draft));

describe.each(['prefetch', 'fhir'] as const)('A lumbar MRI is signed, by %s', (via) => {
  const signed = (p: Patient) =>
    on.cauda.sign(p, mri, via === 'fhir' ? { fhirServer: on.fhir.url } : {});

  test.each([
    ['Nils, a pacemaker', nils, /cardiac pacemaker \(3 March 2022/],
    [
      'Pia, a cochlear implant on the device list',
      pia,
      /Cochlear implant \(read|Cochlear implant \(/,
    ],
    ['Quirin, a generator removed', quirin, /[Rr]emoval .*3 May 2024; leads may remain/],
  ] as const)('%s: tell the MRI unit', async (_who, p, says) => {
    const { cards } = await signed(p);
    expect(cards).toMatchObject([
      {
        indicator: 'info',
        source: { topic: { code: id } },
        detail: expect.stringMatching(says),
        suggestions: [{ label: said.label('add-note') }],
      },
    ]);
    expect(`${cards[0].summary} ${cards[0].detail}`).not.toMatch(
      /\b(?:un)?safe\b|contraindicated/i,
    );
  });

  test.each([
    ['Oda, electrodes taken out', oda],
    ['Ravi, a shunt of the past', ravi],
  ])('%s: silent', async (_who, p) => {
    const answer = await signed(p);
    expect([cardIds(answer), notChecked(answer)]).toEqual([[], {}]);
  });
});

describe('Which devices', () => {
  test.each([
    ['an active condition', condition(ICD10CM, 'Z95.810')],
    ['a family of codes', condition(ICD10CM, 'Z45.018')],
    ['a stimulator', condition(ICD10CM, 'Z96.82')],
    ['a shunt', condition(ICD10CM, 'Z98.2')],
    ['metal in the orbit', condition(ICD10CM, 'H05.53')],
    ['an operation of long ago', pacemaker('1999')],
    ['an operation without a date', pacemaker()],
    ['an active device', device('14106009')],
    ['a device without a status', device('14106009', { status: undefined })],
    ['a pump', done(CPT, '62362', '2020-01-01')],
  ])('%s: the card speaks', async (_name, resource) => {
    expect(await cardsFor([resource])).toEqual([id]);
  });

  test.each([
    [
      'resolved',
      condition(ICD10CM, 'Z95.0', { clinicalStatus: { coding: [{ code: 'resolved' }] } }),
    ],
    [
      'refuted',
      condition(ICD10CM, 'Z95.0', { verificationStatus: { coding: [{ code: 'refuted' }] } }),
    ],
    ['in words only', { resourceType: 'Condition', code: { text: 'Pacemaker' } }],
    [
      'a history by its words',
      condition(ICD10CM, 'Z95.0', {
        code: { coding: [{ system: ICD10CM, code: 'Z95.0' }], text: 'History of pacemaker' },
      }),
    ],
    ['an operation that was not done', { ...pacemaker('2020-01-01'), status: 'not-done' }],
    ['an operation that is planned', { ...pacemaker('2027-01-01'), status: 'preparation' }],
    ['an inactive device', device('14106009', { status: 'inactive' })],
    ['entered in error', device('14106009', { status: 'entered-in-error' })],
    ['another device', { ...device(''), type: { text: 'Wheelchair' } }],
    ['a knee', done(CPT, '27447', '2020-01-01')],
  ])('%s: silent', async (_name, resource) => {
    expect(await cardsFor([resource])).toEqual([]);
  });

  test('the leads are taken out: silent', async () => {
    expect(
      await cardsFor([pacemaker('2015-01-01'), done(SNOMED, '175140001', '2020-01-01')]),
    ).toEqual([]);
  });

  test('a new one after the extraction: the card speaks', async () => {
    expect(
      await cardsFor([pacemaker('2021-01-01'), done(SNOMED, '175140001', '2020-01-01')]),
    ).toEqual([id]);
  });

  test('an extraction that cannot be dated leaves it open', async () => {
    const answer = await sign([pacemaker('2015-01-01'), done(SNOMED, '175140001')]);
    expect(cardIds(answer)).toEqual([]);
    expect(notChecked(answer)[id]).toEqual(['date of a device or of its removal']);
  });

  test('electrodes of the spine taken out say nothing of a stimulator elsewhere', async () => {
    expect(
      await cardsFor([done(CPT, '61885', '2018-01-01'), done(CPT, '63661', '2021-01-01')]),
    ).toEqual([id]);
  });
});

describe('Which orders', () => {
  const carrier = [pacemaker('2015-01-01')];
  test.each([
    [
      'the order names it',
      lumbarMri('without', { note: [{ text: 'Has a pacemaker, MR conditional.' }] }),
    ],
    ['a puncture', lumbarPuncture()],
    ['a brain MRI', order('brain', '70551')],
  ])('%s: silent', async (_name, draft) => {
    expect(await cardsFor(carrier, draft)).toEqual([]);
  });

  test('the order denies it: the card speaks', async () => {
    const denied = lumbarMri('without', { note: [{ text: 'No pacemaker.' }] });
    expect(await cardsFor(carrier, denied)).toEqual([id]);
  });

  test('selected only: nothing yet', async () => {
    expect(cardIds(await on.cauda.select(nils, mri))).toEqual([]);
  });

  test('once its note stands on the order, it is said', async () => {
    const { cards } = await sign(carrier);
    const [action] = cards[0].suggestions[0].actions;
    expect(action.resource.note.at(-1).text).toContain('Please check make and model');
    expect(await cardsFor(carrier, action.resource)).toEqual([]);
  });
});

test('an EHR that sends no devices loses what rests on them, and is told', async () => {
  const keys = allKeys.filter((key) => key !== 'devices');
  const answer = await on.cauda.sign(ravi, mri, { keys });
  expect(answer.status).toBe(200);
  expect(notChecked(answer)).toEqual({ [id]: ['devices'] });
  expect(cardIds(await on.cauda.sign(nils, mri, { keys }))).toEqual([id]);
});
