import { describe, expect, test } from '@jest/globals';
import { cardWords } from '../support/card-words.ts';
import { allergy, statusConcept } from '../support/contrast-safety.ts';
import { brainMriWithContrast, lumbarMri, order } from '../support/orders.ts';
import {
  allKeys,
  condition,
  ICD10CM,
  LOINC,
  patient,
  SNOMED,
  withResource,
  without,
} from '../support/patients.ts';
import { cardIds, notChecked, stage } from '../support/story.ts';
import { textOf } from '../support/readable.ts';

const id = 'prior-gadolinium-reaction';
/** Ruth, 61: hives after gadobutrol in 2021; leg pain after a discectomy of 2020. */
const ruth = patient('ruth-gadobutrol-hives');
const on = stage([ruth]);
const contrastMri = order('mri', '', { code: { coding: [{ system: LOINC, code: '24967-2' }] } });
const plain = without(ruth, 'AllergyIntolerance');
const withAllergy = (...resources: readonly object[]) => withResource(plain, ...resources);

const snomed = (code: string) => ({ system: SNOMED, code });
const gadolinium = snomed('58281002');
const contrastMedia = snomed('293637006');

describe('A contrast MRI is signed for a patient with a reaction on the allergy list', () => {
  test.each(['prefetch', 'fhir'] as const)(
    'the card repeats what is recorded (%s)',
    async (via) => {
      const options = via === 'fhir' ? { fhirServer: on.fhir.url } : {};
      const answer = await on.cauda.sign(ruth, contrastMri, options);

      expect(answer).toMatchObject({
        status: 200,
        cards: [
          {
            summary: expect.stringMatching(cardWords(id).summary('named')),
            indicator: 'info',
            source: {
              label: 'The patient’s record and the site’s radiology policy',
              topic: { code: id },
            },
            overrideReasons: [
              { display: 'Mild or doubtful' },
              { display: 'Different agent planned' },
              { display: 'Radiology agrees' },
              { code: 'unsafe-or-wrong-data' },
            ],
            extension: { 'cauda.about': ['ServiceRequest/mri'] },
          },
        ],
      });
      expect(answer.cards[0].source.url).toBe(`${on.cauda.url}/cards/prior-gadolinium-reaction`);
      const detail = textOf(answer.cards[0]);
      expect(detail).toContain('Gadobutrol: Hives; Itching; severity moderate; 8 March 2021');
      expect(answer.cards[0].extension['cauda.evidence']).toEqual([
        { reference: 'AllergyIntolerance/ruth-gadobutrol', says: 'Gadobutrol' },
      ]);
      expect(detail).not.toMatch(/Penicillin|odinated contrast\*|steroid|prednis|antihistamin/i);
    },
  );

  test('a note for radiology, or the scan without contrast', async () => {
    const { cards } = await on.cauda.sign(ruth, contrastMri);
    const said = 'Gadobutrol: Hives; Itching; severity moderate; 8 March 2021; confirmed';
    expect(cards[0].suggestions).toMatchObject([
      {
        actions: [
          {
            resource: {
              code: contrastMri['code'],
              note: [{ text: expect.stringContaining(said) }],
            },
          },
        ],
      },
      {
        actions: [
          {
            resource: {
              code: { coding: [{ system: LOINC, code: '30679-5' }] },
              note: [{ text: expect.stringContaining(said) }],
            },
          },
        ],
      },
    ]);
    const accepted = cards[0].suggestions[0].actions[0].resource;
    expect(cardIds(await on.cauda.sign(ruth, accepted))).toEqual([]);
  });
});

describe('Whose reaction is repeated', () => {
  const named = cardWords(id).summary('named');
  const unsaid = cardWords(id).summary('kind-not-stated');

  test.each([
    ['gadolinium', allergy(gadolinium), named, 'Gadolinium'],
    [
      'an agent by class',
      allergy({ system: 'http://www.whocc.no/atc', code: 'V08CA09' }),
      named,
      'gadobutrol',
    ],
    [
      'RxNorm',
      allergy({ system: 'http://www.nlm.nih.gov/research/umls/rxnorm', code: '1310171' }),
      named,
      'Gadolinium',
    ],
    ['in words', allergy('Gadavist - hives'), named, 'Gadavist - hives'],
    ['MRI contrast in words', allergy('MRI contrast'), named, 'MRI contrast'],
    [
      'unconfirmed',
      allergy(gadolinium, { verificationStatus: statusConcept('unconfirmed') }),
      named,
      'unconfirmed',
    ],
    [
      'the substance of a reaction',
      allergy('Drug allergy', {
        reaction: [{ substance: { coding: [snomed('712714000')] }, description: 'swollen lips' }],
      }),
      named,
      'Gadoterate meglumine: swollen lips',
    ],
    ['recorded to the month', allergy(gadolinium, { recordedDate: '2019-07' }), named, 'July 2019'],
    [
      'recorded to the year',
      allergy(gadolinium, { onsetDateTime: '2014', recordedDate: '2020-01-01' }),
      named,
      'Gadolinium: 2014.',
    ],
    ['contrast media', allergy(contrastMedia), unsaid, 'ask which it was'],
    ['contrast in words', allergy('IV contrast'), unsaid, 'IV contrast'],
    ['dye', allergy({ system: ICD10CM, code: 'Z91.041' }), unsaid, 'dye'],
    [
      'contrast media, and its note names gadolinium',
      allergy(contrastMedia, { note: [{ text: 'hives after gadolinium 2018' }] }),
      named,
      'Allergy to contrast media',
    ],
    [
      'contrast media, both in the note',
      allergy(contrastMedia, { note: [{ text: 'iohexol 2012, gadobutrol 2018' }] }),
      unsaid,
      'Allergy to contrast media',
    ],
    ['both kinds in words', allergy('Iodinated contrast and gadolinium'), named, 'and gadolinium'],
  ])('%s', async (_what, entry, summary, says) => {
    const { cards } = await on.cauda.sign(withAllergy(entry), contrastMri);
    expect(cards).toMatchObject([{ indicator: 'info', source: { topic: { code: id } } }]);
    expect(cards[0].summary).toMatch(summary);
    expect(textOf(cards[0])).toContain(says);
  });

  test('named agents go before contrast of some kind, severe ones first, two at most', async () => {
    const severe = { reaction: [{ severity: 'mild' }, { severity: 'severe' }] };
    const p = withAllergy(
      allergy(contrastMedia),
      allergy('Dotarem'),
      allergy('Gadovist'),
      allergy(gadolinium, severe),
      allergy('Omniscan'),
    );
    const { cards } = await on.cauda.sign(p, contrastMri);
    expect(cards[0].detail).toMatch(/Gadolinium: severity severe\. Dotarem\./);
    expect(cards[0].detail).not.toContain('Gadovist');
    expect(cards[0].indicator).toBe('info');
  });

  test('hostile words stay words', async () => {
    const p = withAllergy(
      allergy('Gadolinium **now** ![x](https://evil.test)', {
        reaction: [{ manifestation: [{ text: '<script>alert(1)</script>\n# heading' }] }],
      }),
    );
    const { cards } = await on.cauda.sign(p, contrastMri);
    expect(cards[0].detail).toContain('\\<script\\>alert\\(1\\)\\</script\\> \\# heading');
  });
});

describe('A site may turn a severe reaction up', () => {
  const loud = stage([], { site: { cards: { [id]: { settings: { warnIfSevere: true } } } } });
  const reaction = (severity: string, text = 'dyspnoea') => ({
    reaction: [{ severity, manifestation: [{ text }] }],
  });

  test.each([
    ['severe', allergy(gadolinium, reaction('severe')), 'warning'],
    ['anaphylaxis', allergy(gadolinium, reaction('', 'Anaphylaxis')), 'warning'],
    ['moderate', allergy(gadolinium, reaction('moderate')), 'info'],
    ['severe, kind not stated', allergy(contrastMedia, reaction('severe')), 'info'],
  ])('%s: %s', async (_what, entry, indicator) => {
    const [quiet, turnedUp] = [
      await on.cauda.sign(withAllergy(entry), contrastMri),
      await loud.cauda.sign(withAllergy(entry), contrastMri),
    ];
    expect([quiet.cards[0].indicator, turnedUp.cards[0].indicator]).toEqual(['info', indicator]);
  });
});

describe('For whom it is silent', () => {
  const verification = (code: string) =>
    allergy(gadolinium, { verificationStatus: statusConcept(code) });
  const clinical = (code: string) => allergy(gadolinium, { clinicalStatus: statusConcept(code) });

  test.each([
    ['nothing on the list', []],
    ['refuted', [verification('refuted')]],
    ['entered in error', [verification('entered-in-error')]],
    ['inactive', [clinical('inactive')]],
    ['resolved', [clinical('resolved')]],
    ['iodinated contrast', [allergy(snomed('426722004'))]],
    ['X-ray contrast', [allergy(snomed('293638001'))]],
    [
      'contrast media said to be iodinated',
      [allergy(contrastMedia, { code: { coding: [contrastMedia], text: 'Iodinated contrast' } })],
    ],
    ['iohexol', [allergy('Iohexol (Omnipaque)')]],
    ['CT dye', [allergy('CT dye - hives')]],
    [
      'contrast media, and its note names CT',
      [allergy(contrastMedia, { note: [{ text: 'CT contrast 2012' }] })],
    ],
    [
      'contrast media; gadolinium tolerated since',
      [allergy(contrastMedia, { note: [{ text: 'CT contrast 2012; gadolinium tolerated 2018' }] })],
    ],
    ['iodinated, not gadolinium', [allergy('Iodinated contrast (not gadolinium)')]],
    ['barium', [allergy('Oral contrast (barium)')]],
    ['no known allergy, coded', [allergy(snomed('716186003'))]],
    ['no known allergies, in words', [allergy('No known allergies')]],
    ['no known contrast allergy', [allergy('No known contrast allergy')]],
    ['not allergic to gadolinium', [allergy('Not allergic to gadolinium')]],
    ['the code in another system', [allergy({ system: 'urn:local', code: '58281002' })]],
    ['penicillin and shellfish', [allergy('Penicillin'), allergy('Shellfish')]],
    ['latex gloves', [allergy('Latex')]],
    ['a diagnosis of dye allergy, not on the list', [condition(ICD10CM, 'Z91.041')]],
    ['somebody else’s', [allergy(gadolinium, { patient: { reference: 'Patient/somebody-else' } })]],
  ])('%s', async (_what, resources) => {
    const answer = await on.cauda.sign(withAllergy(...resources), contrastMri);
    expect({ status: answer.status, cards: cardIds(answer), missing: notChecked(answer) }).toEqual({
      status: 200,
      cards: [],
      missing: {},
    });
    expect(JSON.stringify(answer.body)).not.toMatch(/no (?:known )?allerg/i);
  });

  test.each([
    ['without contrast', lumbarMri('without')],
    ['the brain', brainMriWithContrast()],
    ['the thoracic spine', order('t', '72157')],
    ['CT with contrast', order('ct', '72132')],
    [
      'it tells radiology',
      lumbarMri('with', { note: [{ text: 'Hives with gadobutrol contrast 2021' }] }),
    ],
  ])('the order: %s', async (_what, draft) => {
    expect(cardIds(await on.cauda.sign(ruth, draft))).not.toContain(id);
  });

  test('order-select: it speaks at signing only', async () => {
    expect(cardIds(await on.cauda.select(ruth, contrastMri))).not.toContain(id);
  });

  test('the allergy list could not be had: undecided, not "no allergy"', async () => {
    const keys = allKeys.filter((key) => key !== 'allergies');
    const answer = await on.cauda.sign(ruth, contrastMri, { keys });
    expect({
      status: answer.status,
      cards: cardIds(answer),
      missing: notChecked(answer)[id],
    }).toEqual({
      status: 200,
      cards: [],
      missing: ['allergies'],
    });
  });
});

test('several orders: those with contrast are named', async () => {
  const drafts = [
    lumbarMri('without'),
    contrastMri,
    order('words', '', { code: { text: 'MRI lumbar spine with gad' } }),
  ];
  const { cards } = await on.cauda.sign(ruth, drafts);
  const card = cards.find(({ source }) => source.topic.code === id);
  expect(card.extension['cauda.about']).toEqual(['ServiceRequest/mri', 'ServiceRequest/words']);
});

test('an order without an id gets words and no suggestion', async () => {
  const draft = { ...order('x', '72158'), id: undefined } as never;
  const { cards } = await on.cauda.sign(ruth, draft);
  expect(cards[0].source.topic.code).toBe(id);
  expect(cards[0]).not.toHaveProperty('suggestions');
});

describe('No offer of contrast where this card would speak', () => {
  const option = 'contrast-option-after-disc-surgery';

  test.each([
    ['gadolinium', [allergy(gadolinium)], []],
    ['contrast of some kind', [allergy(contrastMedia)], []],
    ['iodinated', [allergy(snomed('426722004'))], [option]],
    [
      'iodinated by its note',
      [allergy(contrastMedia, { note: [{ text: 'CT contrast 2012' }] })],
      [option],
    ],
    ['nothing', [], [option]],
  ])('%s', async (_what, resources, expected) => {
    const answer = await on.cauda.sign(withAllergy(...resources), lumbarMri('without'));
    expect(cardIds(answer)).toEqual(expected);
  });
});
