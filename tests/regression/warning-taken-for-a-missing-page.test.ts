import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Cauda } from '../support/cauda.ts';
import { lumbarMri } from '../support/orders.ts';
import { patient, prefetchOf, type Patient } from '../support/patients.ts';
import { closingAfterEach, json, startLoopback } from '../support/raw-http.ts';
import { cardIds, notChecked } from '../support/story.ts';

/**
 * Seen at Epic sites: every empty search comes with a warning (4101), every full one with a disclaimer
 * (4119), as an entry of the list. Both were taken for a missing page, and every patient's order was
 * answered with 412.
 */
const opened = closingAfterEach();
let cauda: Cauda;
beforeAll(async () => {
  cauda = await Cauda.start();
});
afterAll(() => cauda.close());

const amara = patient('amara-contrast-mri-10-weeks');
const maria = patient('maria-discectomy-2024');
const george = patient('george-unoperated');

const issue = (severity: string, code: string, more: object = {}) => ({ severity, code, ...more });
const epic = (code: string, text: string, issueCode = 'processing') =>
  issue('warning', issueCode, {
    details: {
      coding: [{ system: 'urn:oid:1.2.840.114350.1.13.0.1.7.2.657369', code, display: text }],
      text,
    },
  });
const noResults = epic('4101', 'Resource request returns no results.');
const disclaimer = epic('4119', 'It may not contain the entire record available in the system.');

const outcome = (...issues: readonly object[]) => ({
  fullUrl: 'urn:uuid:00000000-0000-4000-8000-000000000001',
  resource: { resourceType: 'OperationOutcome', issue: issues },
  search: { mode: 'outcome' },
});

interface SearchSet {
  readonly total?: number;
  readonly entry?: readonly object[];
}

/** Every list of the patient with an outcome entry behind its matches. */
const withOutcome = (p: Patient, entry: object): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(prefetchOf(p)).map(([key, list]) =>
      key === 'patient'
        ? [key, list]
        : [key, { ...(list as SearchSet), entry: [...((list as SearchSet).entry ?? []), entry] }],
    ),
  );

/** A FHIR server that answers with these lists, whatever else is asked. */
const serving = async (lists: Record<string, unknown>) =>
  opened(
    await startLoopback((request, response) => {
      const type = /^\/fhir\/(\w+)/.exec(request.url ?? '')?.[1] ?? '';
      json(lists[keyOf[type] ?? ''] ?? {})(request, response);
    }),
  );
const keyOf: Readonly<Record<string, string>> = {
  Patient: 'patient',
  Condition: 'conditions',
  Procedure: 'procedures',
  Observation: 'observations',
  DiagnosticReport: 'reports',
  AllergyIntolerance: 'allergies',
  ServiceRequest: 'orders',
};

const harmless: readonly (readonly [string, object])[] = [
  ['Epic 4101 and 4119', outcome(noResults, disclaimer)],
  ['Epic 4119', outcome(disclaimer)],
  ['Epic 4119, "informational"', outcome(epic('4119', 'x', 'informational'))],
  ['Epic 4101, "not-found"', outcome(epic('4101', 'x', 'not-found'))],
  ['an information', outcome(issue('information', 'informational'))],
  ['a parameter passed over', outcome(issue('warning', 'not-supported'))],
  ['an invalid parameter', outcome(issue('warning', 'invalid'))],
  ['a warning without a code', outcome({ severity: 'warning' })],
  ['two harmless ones', outcome(issue('information', 'value'), issue('warning', 'processing'))],
];
const harmful: readonly (readonly [string, object])[] = [
  ['an error', outcome(issue('error', 'processing'))],
  ['a fatal one', outcome(issue('fatal', 'exception'))],
  ['an error beside a warning', outcome(disclaimer, issue('error', 'processing'))],
  ...[
    'incomplete',
    'timeout',
    'throttled',
    'too-costly',
    'transient',
    'lock-error',
    'exception',
    'suppressed',
  ].map((code) => [`a warning "${code}"`, outcome(issue('warning', code))] as const),
  ['an information "incomplete"', outcome(issue('information', 'incomplete'))],
  ['no severity', outcome({ code: 'processing' })],
  ['a severity unknown', outcome(issue('odd', 'processing'))],
  ['no issue', outcome()],
  ['an issue that is text', outcome('warning' as unknown as object)],
];

describe.each(['prefetch', 'a FHIR server'])('by %s', (way) => {
  const sign = async (
    p: Patient,
    lists: Record<string, unknown>,
    contrast: 'without-and-with' | 'without',
  ) =>
    cauda.sign(
      p,
      lumbarMri(contrast),
      way === 'prefetch'
        ? { prefetch: lists }
        : { fhirServer: `${(await serving(lists)).url}/fhir` },
    );

  test.each(harmless)('%s leaves a full list whole', async (_name, entry) => {
    const answer = await sign(amara, withOutcome(amara, entry), 'without-and-with');
    expect(cardIds(answer)).toEqual(
      cardIds(await cauda.sign(amara, lumbarMri('without-and-with'))),
    );
    expect(cardIds(answer)).toContain('contrast-mri-under-six-months');
  });

  test.each(harmless)('%s in an empty list: there is none', async (_name, entry) => {
    const empty = { resourceType: 'Bundle', type: 'searchset', total: 0, entry: [entry] };
    const lists = { ...prefetchOf(george), procedures: empty };
    const answer = await sign(george, lists, 'without-and-with');
    expect({ status: answer.status, cards: answer.cards }).toEqual({ status: 200, cards: [] });
  });

  test('a card that needs whole lists speaks', async () => {
    const answer = await sign(maria, withOutcome(maria, outcome(noResults)), 'without');
    expect(cardIds(answer)).toEqual(['contrast-option-after-disc-surgery']);
    expect(notChecked(answer)).not.toHaveProperty('contrast-option-after-disc-surgery');
  });

  test.each(harmful)('%s: what is not listed is not known', async (_name, entry) => {
    const answer = await sign(george, withOutcome(george, entry), 'without-and-with');
    expect(answer.status).toBe(412);
  });

  test.each(harmful)('%s: what is listed counts', async (_name, entry) => {
    const procedures = withOutcome(amara, entry)['procedures'];
    const answer = await sign(amara, { ...prefetchOf(amara), procedures }, 'without-and-with');
    expect(cardIds(answer)).toContain('contrast-mri-under-six-months');
  });

  test('a total over what came is a missing part, whatever an outcome says', async () => {
    const some = {
      ...(withOutcome(george, outcome(disclaimer))['procedures'] as object),
      total: 9,
    };
    const answer = await sign(
      george,
      { ...prefetchOf(george), procedures: some },
      'without-and-with',
    );
    expect(answer.status).toBe(412);
  });
});
