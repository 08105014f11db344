import { describe, expect, test } from '@jest/globals';
import { lumbarMri } from '../support/orders.ts';
import { changed, condition, ICD10CM, patient, withResource } from '../support/patients.ts';
import { cardIds, stage } from '../support/story.ts';

/**
 * Symptom: a status that was not a coding in lower case was not read. A refuted cauda equina syndrome
 * gave the critical card, and an allergy that was entered in error was shown as one.
 */
const maria = patient('maria-discectomy-2024');
const amara = patient('amara-contrast-mri-10-weeks');
const ruth = patient('ruth-gadobutrol-hives');
const gwen = patient('gwen-low-egfr');
const lucia = patient('lucia-report-enhancement-3-months');
const on = stage([]);

const coded = (code: string) => ({ coding: [{ system: 'urn:example:status', code }] });
const caudaEquina = (more: object) =>
  withResource(
    maria,
    condition(ICD10CM, 'G83.4', {
      onsetDateTime: '2026-11-19',
      recordedDate: '2026-11-19',
      ...more,
    }),
  );
const routine = lumbarMri('without', { priority: 'routine' });
const card = 'possible-cauda-equina-routine-order';

describe('Cauda equina syndrome that was taken back, or is over, is none', () => {
  test.each([
    ['coding', { verificationStatus: coded('refuted') }],
    ['coding in capitals', { verificationStatus: coded('REFUTED') }],
    ['string, as in STU3 and DSTU2', { verificationStatus: 'refuted' }],
    ['string in capitals', { verificationStatus: 'Refuted' }],
    ['string with blanks', { verificationStatus: ' Entered in error ' }],
    ['list of strings', { verificationStatus: ['entered-in-error'] }],
    ['text without coding', { verificationStatus: { text: 'Refuted' } }],
    ['text in words', { verificationStatus: { text: 'Entered in Error' } }],
    ['text with more behind it', { verificationStatus: { text: 'Refuted (ruled out)' } }],
    ['with underscores', { verificationStatus: { text: 'ENTERED_IN_ERROR' } }],
    ['one coding that is no list', { verificationStatus: { coding: { code: 'refuted' } } }],
    ['a coding where a concept belongs', { verificationStatus: { code: 'refuted' } }],
    [
      'display of another code system',
      { verificationStatus: { coding: [{ code: '723510000', display: 'Entered in error' }] } },
    ],
    ['a word of another kind', { verificationStatus: { text: 'Ruled out' } }],
    ['in the clinical status', { clinicalStatus: coded('entered-in-error') }],
    ['clinical status resolved, string', { clinicalStatus: 'resolved' }],
    ['clinical status inactive, text', { clinicalStatus: { text: 'Inactive' } }],
    ['clinical status in remission, words', { clinicalStatus: { text: 'In remission' } }],
    ['over by its abatement', { clinicalStatus: undefined, abatementDateTime: '2026-11-19' }],
  ])('%s', async (_form, more) => {
    expect(cardIds(await on.cauda.sign(caudaEquina(more), routine))).not.toContain(card);
  });

  test.each([
    ['not said', { verificationStatus: undefined, clinicalStatus: undefined }],
    ['string', { verificationStatus: 'confirmed', clinicalStatus: 'active' }],
    ['capitals', { verificationStatus: { text: 'Confirmed' }, clinicalStatus: 'ACTIVE' }],
    ['recurrence', { clinicalStatus: { text: 'Recurrence' } }],
    ['a code that is no status', { clinicalStatus: coded('55561003') }],
    [
      'an end that is a placeholder',
      { clinicalStatus: undefined, abatementDateTime: '9999-12-31' },
    ],
    ['"not over", as DSTU2 says it', { clinicalStatus: undefined, abatementBoolean: false }],
    [
      'a period without an end that is one',
      { clinicalStatus: undefined, abatementPeriod: { end: '9999-12-31' } },
    ],
  ])('but one that stands speaks: %s', async (_form, more) => {
    expect(cardIds(await on.cauda.sign(caudaEquina(more), routine))).toContain(card);
  });
});

describe('An allergy that was taken back is none', () => {
  const told = (more: object) =>
    changed(ruth, 'AllergyIntolerance', (r) => (r.id === 'ruth-gadobutrol' ? more : {}));
  test.each([
    { verificationStatus: 'entered-in-error' },
    { verificationStatus: 'Refuted' },
    { verificationStatus: { text: 'Entered in error' } },
    { clinicalStatus: 'inactive' },
    { clinicalStatus: { text: 'Resolved' } },
    // One status for both, in DSTU2.
    { clinicalStatus: undefined, verificationStatus: undefined, status: 'entered-in-error' },
    { clinicalStatus: undefined, verificationStatus: undefined, status: 'refuted' },
    { clinicalStatus: undefined, verificationStatus: undefined, status: 'inactive' },
  ])('%j', async (more) => {
    const answer = await on.cauda.sign(told(more), lumbarMri('with'));
    expect(cardIds(answer)).not.toContain('prior-gadolinium-reaction');
  });

  test.each([
    { clinicalStatus: 'active', verificationStatus: 'confirmed' },
    { clinicalStatus: { text: 'Active' }, verificationStatus: { text: 'Confirmed' } },
    { clinicalStatus: undefined, verificationStatus: undefined, status: 'confirmed' },
  ])('but %j is one, and is called confirmed', async (more) => {
    const { cards } = await on.cauda.sign(told(more), lumbarMri('with'));
    expect(cards.map(({ source }) => source.topic.code)).toContain('prior-gadolinium-reaction');
    expect(JSON.stringify(cards)).not.toContain('confirmation not recorded');
  });
});

describe('An operation', () => {
  const told = (more: object) =>
    changed(amara, 'Procedure', (r) => (r.id.includes('discectomy') ? more : {}));
  test.each(['Completed', 'COMPLETED', 'complete', { text: 'Completed' }, coded('completed')])(
    'was done: status %j',
    async (status) => {
      const answer = await on.cauda.sign(told({ status }), lumbarMri('without-and-with'));
      expect(cardIds(answer)).toEqual(['contrast-mri-under-six-months']);
    },
  );

  test.each([
    { status: 'Entered in error' },
    { status: { text: 'entered-in-error' } },
    { status: 'NOT-DONE' },
    { status: 'completed', notDone: true },
    { status: 'completed', notPerformed: true },
    { status: 'Aborted' },
  ])('was not: %j', async (more) => {
    const answer = await on.cauda.sign(told(more), lumbarMri('without-and-with'));
    expect(cardIds(answer)).not.toContain('contrast-mri-under-six-months');
  });
});

describe('Results and reports', () => {
  test.each(['Final', 'FINAL', 'Corrected', { text: 'final' }])(
    'an eGFR of status %j',
    async (s) => {
      const p = changed(gwen, 'Observation', (r) =>
        r.id === 'gwen-egfr-2026-11-10' ? { status: s } : {},
      );
      expect(cardIds(await on.cauda.sign(p, lumbarMri('with')))).toContain(
        'gadolinium-and-kidney-function',
      );
    },
  );

  test.each(['Entered in error', 'ENTERED-IN-ERROR', { text: 'Cancelled' }])(
    'a report of status %j says nothing',
    async (status) => {
      const p = changed(lucia, 'DiagnosticReport', () => ({ status }));
      expect(cardIds(await on.cauda.view(p))).toEqual([]);
    },
  );

  test('a report of status "Final" speaks', async () => {
    const p = changed(lucia, 'DiagnosticReport', () => ({ status: 'Final' }));
    expect(cardIds(await on.cauda.view(p))).toEqual(['root-enhancement-under-six-months']);
  });
});
