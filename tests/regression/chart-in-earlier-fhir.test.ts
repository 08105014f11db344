import { describe, expect, test } from '@jest/globals';
import { lumbarMri } from '../support/orders.ts';
import { changed, patient, prefetchOf, type Patient, type Resource } from '../support/patients.ts';
import { cardIds, stage } from '../support/story.ts';

/**
 * The public sandbox begins on a DSTU2 server, and some sites still give STU3. What such a chart says is
 * read, or said to be unread; it is never taken for its opposite.
 */

const maria = patient('maria-discectomy-2024');
const ruth = patient('ruth-gadobutrol-hives');
const lucia = patient('lucia-report-enhancement-3-months');
const on = stage([]);

const codeOf = (concept: any): string | undefined => concept?.coding?.[0]?.code;

/** A resource of a fixture as the earlier versions have it. */
const earlier: Readonly<Record<'DSTU2' | 'STU3', (resource: Resource) => object>> = {
  STU3({ clinicalStatus, verificationStatus, recordedDate, ...rest }) {
    return {
      ...rest,
      ...(clinicalStatus && { clinicalStatus: codeOf(clinicalStatus) }),
      ...(verificationStatus && { verificationStatus: codeOf(verificationStatus) }),
      ...(recordedDate && { assertedDate: recordedDate }),
    };
  },
  DSTU2({ clinicalStatus, verificationStatus, recordedDate, subject, code, category, ...rest }) {
    const common = {
      ...rest,
      ...(category && { category: Array.isArray(category) ? category[0] : category }),
    };
    switch (rest.resourceType) {
      case 'Condition':
        return {
          ...common,
          code,
          patient: subject,
          clinicalStatus: codeOf(clinicalStatus),
          verificationStatus: codeOf(verificationStatus),
          dateRecorded: recordedDate,
        };
      case 'AllergyIntolerance':
        return {
          ...common,
          substance: code,
          recordedDate,
          // One status for both.
          status: codeOf(verificationStatus) ?? codeOf(clinicalStatus),
        };
      default:
        return { ...common, code, subject };
    }
  },
};

/** What the sandbox brings of such a server: no ServiceRequest is known there, so the key is absent. */
function prefetchIn(version: keyof typeof earlier, p: Patient) {
  const { orders, ...prefetch } = prefetchOf({
    ...p,
    resources: p.resources.map((r) => earlier[version](r) as Resource),
  });
  expect(orders).toBeDefined();
  return { ...prefetch, orders: undefined };
}

const sign = (version: keyof typeof earlier, p: Patient, study: Parameters<typeof lumbarMri>[0]) =>
  on.cauda.sign(p, lumbarMri(study), { keys: [], prefetch: prefetchIn(version, p) });

const withDiscectomy = (more: object) =>
  changed(maria, 'Procedure', ({ id }) => (id.includes('discectomy') ? more : {}));
const withRadiculopathy = (more: object) =>
  changed(maria, 'Condition', ({ id }) => (id.includes('radiculopathy') ? more : {}));
const coded = (code: string) => ({ coding: [{ code }] });

describe.each(['DSTU2', 'STU3'] as const)('A chart in %s', (version) => {
  test('surgery and leg pain are read: her card comes', async () => {
    expect(cardIds(await sign(version, maria, 'without'))).toEqual([
      'contrast-option-after-disc-surgery',
    ]);
  });

  test('the report of an opened chart is read', async () => {
    const answer = await on.cauda.view(lucia, { keys: [], prefetch: prefetchIn(version, lucia) });
    expect(cardIds(answer)).toEqual(['root-enhancement-under-six-months']);
  });

  test('a reaction is read, its substance too', async () => {
    expect(cardIds(await sign(version, ruth, 'without-and-with'))).toContain(
      'prior-gadolinium-reaction',
    );
  });

  test.each([
    ['an operation that was not done', withDiscectomy({ notPerformed: true, notDone: true })],
    ['an operation entered in error', withDiscectomy({ status: 'entered-in-error' })],
    ['leg pain that is over', withRadiculopathy({ clinicalStatus: coded('resolved') })],
    ['leg pain that was refuted', withRadiculopathy({ verificationStatus: coded('refuted') })],
  ])('%s: no card', async (_name, p) => {
    expect(cardIds(await sign(version, p, 'without'))).toEqual([]);
  });

  test('a reaction that was refuted: no card about it', async () => {
    const refuted = changed(ruth, 'AllergyIntolerance', () => ({
      verificationStatus: coded('refuted'),
    }));
    expect(cardIds(await sign(version, refuted, 'without-and-with'))).not.toContain(
      'prior-gadolinium-reaction',
    );
  });
});

test.each(['notPerformed', 'notDone'])('%s alone says that it was not done', async (member) => {
  const answer = await sign('STU3', withDiscectomy({ [member]: true }), 'without');
  expect(answer.cards).toEqual([]);
});

test.each([{ notPerformed: false }, { notDone: false }, { notDone: 'true' }])(
  '%j: it was done',
  async (more) => {
    expect((await sign('STU3', withDiscectomy(more), 'without')).cards).toHaveLength(1);
  },
);

test('a list that an earlier server could not give is said to be unread', async () => {
  const outcome = {
    resourceType: 'OperationOutcome',
    issue: [{ severity: 'error', code: 'processing', details: { text: 'Unknown resource type' } }],
  };
  const answer = await on.cauda.sign(maria, lumbarMri('without'), {
    keys: [],
    prefetch: { ...prefetchIn('DSTU2', maria), procedures: outcome, conditions: outcome },
  });
  expect(answer.status).toBe(412);
});
