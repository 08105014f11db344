import { describe, expect, test } from '@jest/globals';
import {
  activeCondition,
  ConditionWords,
  isActive,
  isAsserted,
  isRecent,
  recentCondition,
  recordedWhen,
} from '../../../../src/facts/reading/conditions.ts';
import {
  concept,
  dayText,
  ICD10CM,
  list,
  meanings,
  partOf,
  SNOMED,
  status,
  TODAY,
  unavailable,
  ZONE,
} from '../../charts.ts';

describe('Whether a condition stands', () => {
  test.each([
    ['nothing said', {}, true],
    ['active', { clinicalStatus: status('active') }, true],
    ['recurrence', { clinicalStatus: status('recurrence') }, true],
    ['relapse', { clinicalStatus: status('relapse') }, true],
    ['inactive', { clinicalStatus: status('inactive') }, false],
    ['remission', { clinicalStatus: status('remission') }, false],
    ['resolved', { clinicalStatus: status('resolved') }, false],
    ['confirmed', { verificationStatus: status('confirmed') }, true],
    ['provisional', { verificationStatus: status('provisional') }, true],
    ['differential', { verificationStatus: status('differential') }, true],
    ['unconfirmed', { verificationStatus: status('unconfirmed') }, true],
    ['refuted', { verificationStatus: status('refuted') }, false],
    ['entered in error', { verificationStatus: status('entered-in-error') }, false],
    [
      'active but refuted',
      { clinicalStatus: status('active'), verificationStatus: status('refuted') },
      false,
    ],
    ['abated, without a status', { abatementDateTime: '2020-01-01' }, false],
    ['abated in words', { abatementString: 'in spring' }, false],
    [
      'a status goes before an abatement',
      { clinicalStatus: status('active'), abatementDateTime: '2020' },
      true,
    ],
  ])('%s: %s', (_name, condition, expected) => {
    expect(isActive(condition)).toBe(expected);
  });

  test('a resolved condition was asserted once, a refuted one never', () => {
    expect(isAsserted({ clinicalStatus: status('resolved') })).toBe(true);
    expect(isAsserted({ verificationStatus: status('refuted') })).toBe(false);
    expect(isAsserted({ verificationStatus: status('entered-in-error') })).toBe(false);
  });
});

describe('When a condition was entered', () => {
  test.each([
    [{ recordedDate: '2026-11-10', onsetDateTime: '2020' }, '2026-11-10'],
    [{ onsetDateTime: '2026-11-09' }, '2026-11-09'],
    [{ onsetPeriod: { start: '2026-11-08', end: '2026-11-12' } }, '2026-11-08'],
    [{ recordedDate: 'last week', onsetDateTime: '2026-11-09' }, '2026-11-09'],
    [{ onsetString: 'last week' }, undefined],
    [{ onsetAge: { value: 40 } }, undefined],
    [{}, undefined],
  ])('%j: %s', (condition, expected) => {
    const when = recordedWhen(condition, ZONE);
    expect(when && dayText(when.first)).toBe(expected);
  });

  test.each([
    [{ recordedDate: '2026-11-20' }, true],
    [{ recordedDate: '2026-11-07' }, true],
    [{ recordedDate: '2026-11-06' }, true],
    [{ recordedDate: '2026-11-05' }, false],
    // The calendar of the chart may be ahead of ours.
    [{ recordedDate: '2026-11-21' }, true],
    [{ recordedDate: '2026-11' }, true],
    [{ recordedDate: '2026' }, true],
    [{ recordedDate: '2026-10' }, false],
    [{ recordedDate: '2025' }, false],
    [{}, true],
    [{ recordedDate: 'long ago' }, true],
  ])('%j, within 14 days: %s', (condition, expected) => {
    expect(isRecent(condition, 14, TODAY, ZONE)).toBe(expected);
  });
});

const sciatica = (more: object = {}) => ({
  id: 'c1',
  code: concept(ICD10CM, 'M54.31', 'Sciatica, right'),
  ...more,
});

describe('An active condition of a value set', () => {
  const set = 'lumbar-radicular-symptom';

  test.each([
    ['ICD-10-CM by prefix', concept(ICD10CM, 'M54.31')],
    ['ICD-10-CM without a dot', concept(ICD10CM, 'M5416')],
    ['ICD-10-CM under another URI', concept('urn:oid:2.16.840.1.113883.6.90', 'm54.41')],
    ['SNOMED CT', concept(SNOMED, '128196005')],
    ['one coding of several', { coding: [{ code: '1' }, { system: SNOMED, code: '23056005' }] }],
  ])('known: %s', (_name, code) => {
    expect(activeCondition(list('conditions', sciatica({ code })), set)).toMatchObject({
      status: 'known',
      evidence: [{ reference: 'Condition/c1' }],
    });
  });

  test.each([
    ['another code', sciatica({ code: concept(ICD10CM, 'M54.2') })],
    ['the code in another system', sciatica({ code: concept(SNOMED, 'M54.31') })],
    ['words alone', sciatica({ code: { text: 'Sciatica' } })],
    ['a resolved one', sciatica({ clinicalStatus: status('resolved') })],
  ])('not recorded: %s', (_name, condition) => {
    expect(activeCondition(list('conditions', condition), set)).toEqual({ status: 'not-recorded' });
  });

  test('what could not be had is not the same as what is not there', () => {
    const missing = { status: 'not-available', missing: ['conditions'] };
    expect(activeCondition(list('conditions'), set)).toEqual({ status: 'not-recorded' });
    expect(activeCondition(partOf('conditions'), set)).toEqual(missing);
    expect(activeCondition(unavailable('conditions'), set)).toEqual(missing);
    expect(activeCondition(partOf('conditions', sciatica()), set)).toMatchObject({
      status: 'known',
      evidence: [{ says: 'Sciatica, right' }],
    });
  });

  test('a window keeps what is recent, or of no known date', () => {
    const within = (more: object) =>
      recentCondition(list('conditions', sciatica(more)), 14, TODAY, ZONE, set).status;
    expect(within({ recordedDate: '2026-11-06' })).toBe('known');
    expect(within({ recordedDate: '2026-11-05' })).toBe('not-recorded');
    expect(within({})).toBe('known');
    expect(within({ clinicalStatus: status('resolved') })).toBe('not-recorded');
  });
});

describe('Conditions in words, to silence', () => {
  const pattern = /\bsepsis\b/i;
  const words = (...conditions: readonly object[]) =>
    new ConditionWords(list('conditions', ...conditions), meanings().texts);

  test.each([
    ['text', { code: { text: 'Sepsis' } }, 'known'],
    [
      'the display of a local code',
      { code: { coding: [{ system: 'urn:example:local', code: '1', display: 'Sepsis' }] } },
      'known',
    ],
    ['a code without words', { code: concept(ICD10CM, 'I10') }, 'not-recorded'],
    ['over', { code: { text: 'Sepsis' }, clinicalStatus: status('resolved') }, 'not-recorded'],
    [
      'refuted',
      { code: { text: 'Sepsis' }, verificationStatus: status('refuted') },
      'not-recorded',
    ],
  ])('%s: %s', (_name, condition, expected) => {
    expect(words(condition).active(pattern).status).toBe(expected);
  });

  test('a further test of time, and a list that could not be had', () => {
    expect(words({ code: { text: 'Sepsis' } }).active(pattern, () => false).status).toBe(
      'not-recorded',
    );
    expect(new ConditionWords(unavailable('conditions'), meanings().texts).active(pattern)).toEqual(
      {
        status: 'not-available',
        missing: ['conditions'],
      },
    );
  });
});

describe('Words of conditions, by topic', () => {
  const present = (text: string, ...topics: Parameters<ConditionWords['present']>[0]) =>
    new ConditionWords(list('conditions', { code: { text } }), meanings().texts).present(topics)
      .status;

  test.each([
    ['CLL on ibrutinib', 'blood-cancer'],
    ['Infective endocarditis', 'endocarditis'],
    ['Staph aureus bacteraemia', 'sepsis'],
    ['?discitis L4/5', 'spinal-infection'],
    ['Guillain-Barré syndrome', 'root-disease'],
    ['Wound infection after laminectomy', 'wound-infection'],
  ] as const)('%s counts', (text, topic) => {
    expect(present(text, topic)).toBe('known');
  });

  test.each([
    ['Childhood leukaemia', 'blood-cancer'],
    ['Mother had bowel cancer', 'active-cancer'],
    ['Bowel cancer screening', 'active-cancer'],
    ['CKD stage 4', 'active-cancer'],
    ['Endocarditis prophylaxis', 'endocarditis'],
    ['HIV test negative', 'immune-compromise'],
    ['Long-standing foot drop, static', 'new-weakness'],
    ['No fever', 'fever'],
    ['Discitis 2012, treated', 'spinal-infection'],
  ] as const)('%s does not', (text, topic) => {
    expect(present(text, topic)).toBe('not-recorded');
  });

  test('what is behind the bound of a call leaves it open', () => {
    const long = list(
      'conditions',
      { code: { text: 'Back pain. ' } },
      { code: { text: 'Sepsis' } },
    );
    const { texts } = meanings();
    texts.read('word '.repeat(100_000));
    expect(new ConditionWords(long, texts).present(['sepsis']).status).toBe('unreadable');
  });
});
