import { afterEach, describe, expect, test } from '@jest/globals';
import { readSite, siteOf } from '../../src/config/site.ts';
import { readKnowledge, readKnowledgeFiles } from '../../src/knowledge.ts';
import { checkSite } from '../../src/site-faults.ts';
import { Cauda } from '../support/cauda.ts';
import { lumbarMri } from '../support/orders.ts';
import { patient } from '../support/patients.ts';
import { cardIds } from '../support/story.ts';
import { bearer, signingClient } from '../support/tokens.ts';

const id = 'contrast-mri-under-six-months';
const amara = patient('amara-contrast-mri-10-weeks');
const knowledge = readKnowledgeFiles();
const version = knowledge.files.get(id)!.version;
const production = {
  NODE_ENV: 'production',
  CLIENTS_FILE: 'clients.json',
  PUBLIC_URL: 'https://cauda.example.org',
};
const approved = (approvals: object) => ({ approvals });

let cauda: Cauda | undefined;
afterEach(() => cauda?.close());

/** A production service with one EHR, asked about Amara's order. */
async function signed(site: object, env: Record<string, string> = production) {
  const ehr = await signingClient('ES256');
  cauda = await Cauda.start({ site, env, clients: [ehr.entry], publicUrl: production.PUBLIC_URL });
  const token = await ehr.token(`${production.PUBLIC_URL}/cds-services/lumbar-mri-order-sign`);
  return cauda.sign(amara, lumbarMri('without-and-with'), { headers: bearer(token) });
}
const page = async (path: string): Promise<any> =>
  (await fetch(cauda!.url + path, { headers: { accept: 'application/json' } })).json();

describe('In production a card speaks in the version that was approved', () => {
  test('the approved one', async () => {
    const answer = await signed(
      approved({ [id]: { version, by: 'Imaging committee', on: '2026-11-01' } }),
    );
    expect(cardIds(answer)).toEqual([id]);
    expect(await page(`/cards/${id}`)).toMatchObject({ mode: 'on', awaitsApproval: false });
  });

  test.each([
    ['nobody approved it', {}],
    [
      'an older version was approved',
      approved({ [id]: { version: version - 1, by: 'Imaging committee', on: '2026-01-01' } }),
    ],
  ])('else it is counted and not shown: %s', async (_what, site) => {
    const answer = await signed(site);
    expect(answer.status).toBe(200);
    expect(cardIds(answer)).toEqual([]);
    expect(await page(`/cards/${id}`)).toMatchObject({ mode: 'silent', awaitsApproval: true });
    const html = await (await fetch(`${cauda!.url}/cards/${id}`)).text();
    expect(html).toContain('awaits approval');
    // A line for all of them, at the start.
    const lines = cauda!.logged.filter((line) => line.includes('nobody approved their version'));
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain(id);
  });

  test('a card that the site turned off stays off, approved or not', async () => {
    const site = {
      cards: { [id]: { mode: 'off' } },
      ...approved({ [id]: { version, by: 'Imaging committee', on: '2026-11-01' } }),
    };
    expect(cardIds(await signed(site))).toEqual([]);
    expect(await page(`/cards/${id}`)).toMatchObject({ mode: 'off', awaitsApproval: false });
  });
});

test('elsewhere unapproved cards speak, and their pages say that nobody reviewed them', async () => {
  const answer = await signed({}, { CLIENTS_FILE: 'clients.json' });
  expect(cardIds(answer)).toEqual([id]);
  const html = await (await fetch(`${cauda!.url}/cards/${id}`)).text();
  expect(html).toContain('Nobody outside the project has reviewed this card yet.');
});

describe('What an approval names is there', () => {
  const check = checkSite(knowledge);
  const faults = (approvals: object) => check(siteOf({ approvals }));

  test('a version that the card has not reached is refused with what to do', () => {
    const [fault] = faults({ [id]: { version: version + 1, by: 'X', on: '2026-11-01' } });
    expect(fault).toEqual({
      at: ['approvals', id, 'version'],
      says: `the card is at version ${version}; approve that one when it has been read`,
    });
  });

  test('so is a card that does not exist, with its nearest name', () => {
    const [fault] = faults({ 'contrast-mri-under-six-month': { version: 1, by: 'X', on: '2026-11-01' } });
    expect(fault?.says).toContain(id);
  });

  test.each([
    ['a version that is no number', { version: '2', by: 'X', on: '2026-11-01' }],
    ['nobody', { version: 2, by: '', on: '2026-11-01' }],
    ['a day that is none', { version: 2, by: 'X', on: '2026-13-01' }],
  ])('and %s is no approval', (_what, approval) => {
    expect(() => siteOf({ approvals: { [id]: approval } })).toThrow();
  });

  test('a card that was reviewed in its own file needs none', () => {
    const reviewed = new Map(knowledge.files);
    const file = knowledge.files.get(id)!;
    reviewed.set(
      id,
      Object.assign(Object.create(Object.getPrototypeOf(file)), file, {
        reviewed: { by: 'Somebody', on: '2026-10-01', due: '2027-10-01' },
      }),
    );
    const { awaitingApproval } = readKnowledge(
      readSite(undefined),
      { ...knowledge, files: reviewed },
      { isApprovalNeeded: true },
    );
    expect(awaitingApproval).not.toContain(id);
    expect(awaitingApproval.length).toBeGreaterThan(10);
  });
}); // prettier-ignore
