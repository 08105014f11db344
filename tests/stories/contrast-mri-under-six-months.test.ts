import { describe, expect, test } from '@jest/globals';
import { lumbarMri, order, withoutRating } from '../support/orders.ts';
import {
  changed,
  condition,
  conditionVerification,
  CPT,
  ICD10CM,
  patient,
  SNOMED,
  withResource,
  without,
} from '../support/patients.ts';
import { cardIds, notChecked, stage } from '../support/story.ts';

const id = 'contrast-mri-under-six-months';
/** Amara, 47: L4-5 microdiscectomy ten weeks ago, leg pain goes on. */
const amara = patient('amara-contrast-mri-10-weeks');
const ingrid = patient('ingrid-surgery-free-text');
const on = stage([amara, ingrid]);
const contrastMri = lumbarMri('without-and-with');

describe('A contrast MRI is signed ten weeks after disc surgery', () => {
  test.each(['prefetch', 'fhir'] as const)('the card speaks (%s)', async (via) => {
    const options = via === 'fhir' ? { fhirServer: on.fhir.url } : {};
    const answer = await on.cauda.sign(amara, contrastMri, options);

    expect(answer).toMatchObject({
      status: 200,
      cards: [
        {
          summary: expect.stringMatching(/10 weeks/),
          indicator: 'info',
          detail: expect.stringMatching(/11 September 2026 \(procedure list\)/),
          source: { topic: { system: 'urn:cauda:card', code: id } },
          links: [
            {
              type: 'absolute',
              url: expect.stringContaining(`${on.cauda.url}/cards/${id}?version=`),
            },
          ],
          extension: { 'cauda.about': ['ServiceRequest/lumbar-mri-without-and-with'] },
        },
      ],
    });
    expect(answer.cards[0].detail).toContain('10 of 18 (34–75%)');
  });

  test('the suggestion appends a note and leaves the rest of the order alone', async () => {
    const kept = { ...contrastMri, note: [{ text: 'L5 left' }], priority: 'routine' };
    const draft = { ...kept, category: [] };
    const { cards } = await on.cauda.sign(amara, draft);
    const [action] = cards[0].suggestions[0].actions;

    expect({ ...action, resource: withoutRating(action.resource) }).toEqual({
      type: 'update',
      description: expect.any(String),
      resource: {
        ...kept,
        subject: { reference: `Patient/${amara.id}` },
        note: [
          { text: 'L5 left' },
          { text: expect.stringContaining('11 September 2026; L4-L5; left') },
        ],
      },
    });
    expect(cards[0].suggestions[0]).not.toHaveProperty('isRecommended');
  });

  test('a taken note is an answer', async () => {
    const { cards } = await on.cauda.select(amara, contrastMri);
    const { resource } = cards[0].suggestions[0].actions[0];
    const counted = async () => {
      const metrics = await (await fetch(`${on.cauda.url}/metrics`)).text();
      const line = metrics
        .split('\n')
        .find((l) => l.includes(id) && l.includes('outcome="silent"'));
      return Number(line?.split(' ').at(-1) ?? 0);
    };
    const before = await counted();
    expect(cardIds(await on.cauda.sign(amara, resource))).toEqual([]);
    // What is not shown is not counted as advice.
    expect(await counted()).toBe(before + 1);
  });

  test('order-select says the same', async () => {
    expect(cardIds(await on.cauda.select(amara, contrastMri))).toEqual([id]);
  });
});

describe('Surgery in free text, known to the month', () => {
  test.each(['prefetch', 'fhir'] as const)('the words are quoted (%s)', async (via) => {
    const options = via === 'fhir' ? { fhirServer: on.fhir.url } : {};
    const { cards } = await on.cauda.sign(ingrid, contrastMri, options);
    expect(cards[0].detail).toContain('“L5/S1 microdiscectomy right”, August 2026');
    expect(cards[0].detail).toMatch(/please confirm/i);
  });

  test.each([
    'Planned L5/S1 microdiscectomy',
    'L5/S1 microdiscectomy, patient declined',
    'Consult for lumbar discectomy',
    'C5/C6 discectomy',
    'Cervical discectomy',
    'L4/5 laminectomy',
    'L4-S1 fusion',
    'discectomy',
  ])('"%s": silent', async (text) => {
    const told = changed(ingrid, 'Procedure', (p) => (p['code'].coding ? {} : { code: { text } }));
    expect(cardIds(await on.cauda.sign(told, contrastMri))).toEqual([]);
  });

  test('hostile words are no operation', async () => {
    const text = 'L5/S1 microdiscectomy ![x](https://evil.test/i.png) <img src=x onerror=alert(1)>';
    const told = changed(ingrid, 'Procedure', () => ({ code: { text } }));
    expect(cardIds(await on.cauda.sign(told, contrastMri))).toEqual([]);
  });
});

describe('How long ago the surgery was', () => {
  const operatedOn = (performed: object) =>
    changed(amara, 'Procedure', (p) =>
      p.id.includes('discectomy') ? { performedDateTime: undefined, ...performed } : {},
    );

  test.each([
    ['today', { performedDateTime: '2026-11-20' }, [id]],
    ['one day less than six months', { performedDateTime: '2026-05-21' }, [id]],
    ['exactly six months', { performedDateTime: '2026-05-20' }, []],
    ['one day more', { performedDateTime: '2026-05-19' }, []],
    ['a month that is under six whatever the day', { performedDateTime: '2026-06' }, [id]],
    ['a month that straddles', { performedDateTime: '2026-05' }, []],
    ['a year that straddles', { performedDateTime: '2026' }, []],
    ['a period, by its end', { performedPeriod: { start: '2026-05-01', end: '2026-05-21' } }, [id]],
    ['a period begun under six months', { performedPeriod: { start: '2026-08-01' } }, [id]],
    ['a period begun long ago, end unknown', { performedPeriod: { start: '2024-08-01' } }, []],
    ['in the future', { performedDateTime: '2026-11-21' }, []],
    ['words', { performedString: 'about two months ago' }, []],
    ['no date', {}, []],
  ])('%s', async (_what, performed, expected) => {
    expect(cardIds(await on.cauda.sign(operatedOn(performed), contrastMri))).toEqual(expected);
  });

  test.each([{ performedDateTime: '2026' }, { performedDateTime: '2026-05' }, {}])(
    'a date that does not tell is said to be missing: %j',
    async (performed) => {
      const answer = await on.cauda.sign(operatedOn(performed), contrastMri);
      expect(notChecked(answer)).toMatchObject({ [id]: ['date of surgery'] });
    },
  );

  test('an older operation beside a recent one: the latest counts', async () => {
    const older = {
      resourceType: 'Procedure',
      status: 'completed',
      performedDateTime: '2020-01-10',
    };
    const code = { coding: [{ system: CPT, code: '63030' }] };
    const both = withResource(amara, { ...older, code });
    expect(cardIds(await on.cauda.sign(both, contrastMri))).toEqual([id]);
  });
});

describe('Which surgery', () => {
  const operation = (system: string, code: string, more: object = {}) =>
    changed(amara, 'Procedure', (p) =>
      p.id.includes('discectomy')
        ? { code: { coding: [{ system, code }] }, bodySite: undefined, ...more }
        : {},
    );

  test.each([
    ['SNOMED discectomy', SNOMED, '178618008', {}, [id]],
    ['endoscopic', CPT, '62380', {}, [id]],
    ['re-exploration', CPT, '63042', {}, [id]],
    ['ICD-10-PCS', 'http://terminology.hl7.org/CodeSystem/icd10PCS', '0SB20ZZ', {}, [id]],
    ['CPT by its oid', 'urn:oid:2.16.840.1.113883.6.12', '63030', {}, [id]],
    ['decompression only', CPT, '63047', {}, []],
    ['fusion only', CPT, '22612', {}, []],
    ['hardware removal, level not said', CPT, '22850', {}, []],
    ['a code without its system', '', '63030', {}, []],
    ['a discectomy of the neck', SNOMED, '89355001', { bodySite: [{ text: 'Cervical' }] }, []],
    ['not done', CPT, '63030', { status: 'not-done' }, []],
    ['entered in error', CPT, '63030', { status: 'entered-in-error' }, []],
    ['in preparation', CPT, '63030', { status: 'preparation' }, []],
  ])('%s', async (_what, system, code, more, expected) => {
    expect(cardIds(await on.cauda.sign(operation(system, code, more), contrastMri))).toEqual(
      expected,
    );
  });

  test('somebody else’s operation in the list is passed over', async () => {
    const others = changed(amara, 'Procedure', () => ({ subject: { reference: 'Patient/other' } }));
    expect(cardIds(await on.cauda.sign(others, contrastMri))).toEqual([]);
  });

  test.each([
    'piotr-surgery-year-only',
    'george-unoperated',
    'helena-surgery-entered-in-error',
    'olu-infection-in-question',
    'anneke-cauda-equina-signs',
  ])('%s: silent', async (name) => {
    expect(cardIds(await on.cauda.sign(patient(name), contrastMri))).not.toContain(id);
  });
});

describe('Silent whenever something worse may be in question', () => {
  test.each([
    ['cauda equina syndrome', condition(ICD10CM, 'G83.4', { recordedDate: '2026-11-18' })],
    ['saddle numbness', condition(SNOMED, '449813001', { recordedDate: '2026-11-10' })],
    ['urinary retention', condition(ICD10CM, 'R33.9', { onsetDateTime: '2026-11-15' })],
    ['new leg weakness', condition(SNOMED, '6077001', { recordedDate: '2026-11-01' })],
    ['discitis', condition(ICD10CM, 'M46.46')],
    ['discitis in words', { resourceType: 'Condition', code: { text: 'Possible discitis L4/5' } }],
    ['wound infection', condition(ICD10CM, 'T81.41XA')],
    ['fever', condition(ICD10CM, 'R50.9')],
    ['spinal metastasis', condition(ICD10CM, 'C79.51')],
    ['immune suppression', condition(SNOMED, '370388006')],
    ['HIV', condition(ICD10CM, 'B20')],
    ['a temperature of 38.0', temperature(38.0, '2026-11-19T08:00:00Z')],
    ['a temperature in Fahrenheit', temperature(100.4, '2026-11-19T08:00:00Z', '[degF]')],
    ['raised CRP', crp(10.1, '2026-11-15')],
    ['CRP flagged high', { ...crp(2, '2026-11-15'), interpretation: flag('H') }],
  ])('%s', async (_what, resource) => {
    const answer = await on.cauda.sign(withResource(amara, resource), contrastMri);
    expect(cardIds(answer)).not.toContain(id);
    expect(notChecked(answer)).not.toHaveProperty(id);
  });

  test.each([
    ['urgent', { priority: 'urgent' }],
    ['asap', { priority: 'asap' }],
    ['stat', { priority: 'stat' }],
    ['coded reason', { reasonCode: [{ coding: [{ system: ICD10CM, code: 'M46.46' }] }] }],
    ['reason in words', { reasonCode: [{ text: 'r/o discitis' }] }],
    ['reason in words: deficit', { reasonCode: [{ text: 'new foot drop' }] }],
    ['question in the title', { code: { text: 'MRI L-spine w/wo contrast, ?abscess' } }],
    ['urgent in words', { note: [{ text: 'URGENT, please do today' }] }],
    ['stat in words', { reasonCode: [{ text: 'recurrent leg pain, scan stat' }] }],
    ...[
      'can’t pee since Tuesday',
      'numb both legs and groin',
      'bilateral sciatica',
      'loss of sensation around anus',
      'sexual dysfunction',
      'legs giving way',
      'night sweats, weight loss',
      'hx breast ca',
    ].map((text) => [text, { note: [{ text }] }] as const),
    ['question in the note', { note: [{ text: 'saddle numbness since yesterday' }] }],
  ])('the order: %s', async (_what, more) => {
    expect(cardIds(await on.cauda.sign(amara, { ...contrastMri, ...more }))).not.toContain(id);
  });

  test.each([
    [
      'leg weakness of two months ago',
      condition(SNOMED, '6077001', { recordedDate: '2026-09-15' }),
    ],
    ['old incontinence', condition(ICD10CM, 'R15.9', { recordedDate: '2024-02-01' })],
    ['discitis, refuted', condition(ICD10CM, 'M46.46', refuted())],
    ['discitis, resolved', condition(ICD10CM, 'M46.46', { clinicalStatus: status('resolved') })],
    ['hay fever', { resourceType: 'Condition', code: { text: 'Hay fever' } }],
    ['stress incontinence', { resourceType: 'Condition', code: { text: 'Stress incontinence' } }],
    ['a bladder infection', { resourceType: 'Condition', code: { text: 'Bladder infection' } }],
    ['a temperature of 37.9', temperature(37.9, '2026-11-19T08:00:00Z')],
    ['a fever of last month', temperature(39, '2026-10-19T08:00:00Z')],
    ['CRP at the bound', crp(10, '2026-11-15')],
    ['old raised CRP', crp(80, '2026-10-01')],
    [
      'somebody else’s discitis',
      { ...condition(ICD10CM, 'M46.46'), subject: { reference: 'Patient/x' } },
    ],
  ])('but %s does not silence', async (_what, resource) => {
    const answer = await on.cauda.sign(withResource(amara, resource), contrastMri);
    expect(cardIds(answer)).toEqual([id]);
  });
});

describe('What could not be had', () => {
  test.each(['procedures', 'conditions', 'observations'] as const)('%s: undecided', async (key) => {
    const keys = (
      ['patient', 'conditions', 'procedures', 'observations', 'reports', 'orders'] as const
    ).filter((k) => k !== key);
    const answer = await on.cauda.sign(amara, contrastMri, { keys });
    const status = key === 'observations' ? 200 : 412;
    expect({ status: answer.status, cards: cardIds(answer) }).toEqual({ status, cards: [] });
    if (status === 200) expect(notChecked(answer)).toMatchObject({ [id]: [key] });
  });

  test('a temperature without a unit cannot be read', async () => {
    const answer = await on.cauda.sign(
      withResource(amara, temperature(38.5, '2026-11-19T08:00:00Z', null)),
      contrastMri,
    );
    expect(notChecked(answer)).toMatchObject({ [id]: ['body temperature'] });
  });

  test('a page that is missing: what is listed counts', async () => {
    const page = on.cauda.signBody(amara, contrastMri).prefetch['procedures'] as object;
    const next = { link: [{ relation: 'next', url: 'https://ehr.example.org/fhir?page=2' }] };
    const answer = await on.cauda.sign(amara, contrastMri, {
      prefetch: { procedures: { ...page, ...next } },
    });
    expect(cardIds(answer)).toEqual([id]);
  });

  test('a page that is missing: what is not listed proves nothing', async () => {
    const page = { resourceType: 'Bundle', type: 'searchset', total: 300, entry: [] };
    const next = { link: [{ relation: 'next', url: 'https://ehr.example.org/fhir?page=2' }] };
    const answer = await on.cauda.sign(without(amara, 'Procedure'), contrastMri, {
      prefetch: { procedures: { ...page, ...next } },
    });
    expect(answer.status).toBe(412);
  });
});

describe('Other orders', () => {
  test.each([
    ['without contrast', lumbarMri('without')],
    ['thoracic MRI with contrast', order('t', '72147')],
    ['lumbar CT', order('ct', '72132')],
    [
      'contrast not said',
      order('u', '', { code: { coding: [{ system: 'http://loinc.org', code: '24968-0' }] } }),
    ],
    ['do not perform', lumbarMri('with', { doNotPerform: true })],
    ['revoked', lumbarMri('with', { status: 'revoked' })],
  ])('%s: not this card', async (_what, draft) => {
    expect(cardIds(await on.cauda.sign(amara, draft))).not.toContain(id);
  });

  test('a whole spine in three orders: the lumbar one is meant', async () => {
    const three = [order('c', '72156'), order('t', '72157'), order('l', '72158')];
    const { cards } = await on.cauda.sign(amara, three);
    expect(cards).toMatchObject([{ extension: { 'cauda.about': ['ServiceRequest/l'] } }]);
  });

  test('only selected orders are spoken of', async () => {
    const drafts = [contrastMri, order('ct', '72132')];
    const answer = await on.cauda.select(amara, drafts, { selections: ['ServiceRequest/ct'] });
    expect(answer.body).toEqual({ cards: [] });
  });
});

describe('What a site decides', () => {
  const decompressed = changed(amara, 'Procedure', (p) =>
    p.id.includes('discectomy') ? { code: { coding: [{ system: CPT, code: '63047' }] } } : {},
  );
  const site = stage([], {
    site: {
      includeDecompression: true,
      timeZone: 'America/New_York',
      cards: { [id]: { settings: { underMonths: 3 } } },
      codeMap: [{ system: 'urn:local', code: 'X1', valueSet: 'lumbar-discectomy' }],
    },
  });

  test('decompression counts', async () => {
    expect(cardIds(await site.cauda.sign(decompressed, contrastMri))).toEqual([id]);
  });

  test('a threshold of three months', async () => {
    const earlier = changed(amara, 'Procedure', () => ({ performedDateTime: '2026-08-20' }));
    expect(cardIds(await site.cauda.sign(earlier, contrastMri))).toEqual([]);
  });

  test('a local code is coded surgery', async () => {
    const local = changed(amara, 'Procedure', (p) =>
      p.id.includes('discectomy')
        ? { code: { coding: [{ system: 'urn:local', code: 'X1' }] } }
        : {},
    );
    expect(cardIds(await site.cauda.sign(local, contrastMri))).toEqual([id]);
  });

  test.each(['off', 'silent'] as const)('%s: nothing is shown', async (mode) => {
    const { Cauda } = await import('../support/cauda.ts');
    const quiet = await Cauda.start({ site: { cards: { [id]: { mode } } } });
    try {
      expect(cardIds(await quiet.sign(amara, contrastMri))).toEqual([]);
    } finally {
      await quiet.close();
    }
  });
});

function temperature(value: number, at: string, unit: string | null = 'Cel'): object {
  return {
    resourceType: 'Observation',
    status: 'final',
    code: { coding: [{ system: 'http://loinc.org', code: '8310-5' }] },
    effectiveDateTime: at,
    valueQuantity: { value, ...(unit !== null && { unit, code: unit }) },
  };
}

function crp(value: number, on: string): object {
  return {
    resourceType: 'Observation',
    status: 'final',
    code: { coding: [{ system: 'http://loinc.org', code: '1988-5' }] },
    effectiveDateTime: on,
    valueQuantity: { value, unit: 'mg/L', code: 'mg/L' },
  };
}

function flag(code: string) {
  return [
    {
      coding: [
        { system: 'http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation', code },
      ],
    },
  ];
}

function status(code: string) {
  return { coding: [{ code }] };
}

function refuted() {
  return { verificationStatus: { coding: [{ system: conditionVerification, code: 'refuted' }] } };
}
