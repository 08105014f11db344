import { afterEach, describe, expect, test } from '@jest/globals';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readKnowledgeFiles } from '../../src/knowledge.ts';
import { checkSite } from '../../src/site-faults.ts';
import { siteOf } from '../../src/config/site.ts';
import { Cauda } from '../support/cauda.ts';
import { lumbarMri } from '../support/orders.ts';
import { patient, prefetchOf } from '../support/patients.ts';
import { cardIds } from '../support/story.ts';
import { bearer, signingClient } from '../support/tokens.ts';

const id = 'contrast-mri-under-six-months';
const amara = patient('amara-contrast-mri-10-weeks');
/** Codes of a hospital that does not exist. */
const ROLES = 'https://hospital.example.org/specialties';
const neurosurgery = { system: ROLES, code: 'neurosurgery', display: 'Neurosurgery' };
let ehr: Server | undefined;
let cauda: Cauda | undefined;
afterEach(async () => {
  ehr?.close();
  await cauda?.close();
});

const role = (more: object = {}) => ({
  resourceType: 'PractitionerRole',
  specialty: [{ coding: [{ system: ROLES, code: 'neurosurgery' }] }],
  ...more,
});
const bundle = (...resources: readonly object[]) => ({
  resourceType: 'Bundle',
  type: 'searchset',
  entry: resources.map((resource) => ({ resource })),
});

/** Amara's order, signed by somebody whom the EHR's FHIR server knows, or does not. */
async function signed(site: object, answer: [status: number, body?: object] | undefined) {
  cauda = await Cauda.start({ site });
  const asked: string[] = [];
  const [code = 404, said = {}] = answer ?? [];
  ehr = createServer((request, response) => {
    asked.push(request.url ?? '');
    response.writeHead(code, { 'content-type': 'application/fhir+json' });
    response.end(JSON.stringify(said));
  });
  await new Promise<void>((resolve) => ehr?.listen(0, '127.0.0.1', resolve));
  const { port } = ehr.address() as AddressInfo;
  const { status, cards, body } = await cauda.sign(amara, lumbarMri('without-and-with'), {
    fhirServer: `http://127.0.0.1:${port}/fhir`,
    prefetch: prefetchOf(amara),
  });
  expect(status).toBe(200);
  return { ids: cards.map((card) => card.source.topic.code), asked, body };
}
const forNeurosurgery = { cards: { [id]: { audience: [neurosurgery] } } };

describe('A card that a site shows to some roles alone', () => {
  test('is shown to them, by role or by specialty', async () => {
    const { ids, asked } = await signed(forNeurosurgery, [200, bundle(role())]);
    expect(ids).toEqual([id]);
    expect(asked).toEqual(['/fhir/PractitionerRole?practitioner=Practitioner/dr-example']);
  });

  test('not to others: it is counted as withheld', async () => {
    const other = { specialty: [{ coding: [{ system: ROLES, code: 'general-surgery' }] }] };
    const { ids, body } = await signed(forNeurosurgery, [200, bundle(role(other))]);
    expect(ids).toEqual([]);
    expect(body.extension?.['cauda.evaluation']?.withheld).toEqual([
      { card: id, because: 'for other roles' },
    ]);
  });

  test.each<[string, [number, object?]]>([
    ['the server does not know', [404]],
    ['the server fails', [500]],
    ['no role is recorded', [200, bundle()]],
    ['the role has no code', [200, bundle(role({ specialty: [{ text: 'spine' }] }))]],
    ['the role is over', [200, bundle(role({ active: false }))]],
    ['something else came', [200, { resourceType: 'OperationOutcome', issue: [] }]],
  ])('and to everybody where %s', async (_what, answer) => {
    expect((await signed(forNeurosurgery, answer)).ids).toEqual([id]);
  });

  test('one list for all cards that have none of their own; an empty one is everybody', async () => {
    const other = [200, bundle(role({ specialty: [{ coding: [{ code: 'x' }] }] }))] as [
      number,
      object,
    ];
    expect((await signed({ audience: [neurosurgery] }, other)).ids).toEqual([]);
    await cauda!.close();
    const site = { audience: [neurosurgery], cards: { [id]: { audience: [] } } };
    expect((await signed(site, other)).ids).toEqual([id]);
  });

  test('where nobody limits a card nothing is asked', async () => {
    expect((await signed({}, [200, bundle(role())])).asked).toEqual([]);
  });

  test('the card that speaks alone is for everybody', () => {
    const [fault] = checkSite(readKnowledgeFiles())(
      siteOf({ cards: { 'possible-cauda-equina-routine-order': { audience: [neurosurgery] } } }),
    );
    expect(fault?.says).toContain('every clinician');
  });
});

describe('A card that is called unsafe', () => {
  const override = (card: string, code: string) => ({
    feedback: [
      {
        card,
        outcome: 'overridden',
        overrideReason: {
          reason: { code, system: 'urn:cauda:override-reason' },
          userComment: 'SECRET',
        },
        outcomeTimestamp: '2026-11-20T12:01:00Z',
      },
    ],
  });
  const text = async (path: string) => (await fetch(cauda!.url + path)).text();

  test('raises a metric, a line of the log and the front of the insights', async () => {
    cauda = await Cauda.start();
    const { cards } = await cauda.sign(amara, lumbarMri('without-and-with'));
    const reason = cards[0].overrideReasons.at(-1);
    expect(reason).toMatchObject({ display: 'Unsafe or wrong data' });
    const service = 'lumbar-mri-order-sign/feedback';
    const body = override(cards[0].uuid, reason.code);
    expect((await cauda.post(service, body)).status).toBe(200);
    // The same again is no second report.
    await cauda.post(service, body);
    expect(await text('/metrics')).toContain(`cds_unsafe_reports_total{card="${id}"} 1`);
    const lines = cauda.logged.filter((line) => line.includes('unsafe or its data wrong'));
    expect(lines).toHaveLength(1);
    expect(JSON.parse(lines[0]!)).toMatchObject({ level: 40, card: id, uuid: cards[0].uuid });
    expect(cauda.logged.join()).not.toContain('SECRET');
    const insights = await fetch(`${cauda.url}/insights`, {
      headers: { accept: 'application/json' },
    });
    const { needsALook } = (await insights.json()) as any;
    expect(needsALook[0]).toMatchObject({ card: id, why: expect.stringContaining('unsafe') });
    expect(await text('/insights')).toMatch(
      /Needs a look<\/h2>\s*<ul class="looks"><li>[^\n]*unsafe/,
    );
  });

  test('another reason raises nothing', async () => {
    cauda = await Cauda.start();
    const { cards } = await cauda.sign(amara, lumbarMri('without-and-with'));
    await cauda.post(
      'lumbar-mri-order-sign/feedback',
      override(cards[0].uuid, 'already-considered'),
    );
    expect(await text('/metrics')).not.toContain('cds_unsafe_reports_total{');
  });
});

describe('In production a critical or warning card names whom to turn to', () => {
  const warning = 'prior-gadolinium-reaction';
  const ruth = patient('ruth-gadobutrol-hives');
  const knowledge = readKnowledgeFiles();
  const production = {
    NODE_ENV: 'production',
    CLIENTS_FILE: 'clients.json',
    PUBLIC_URL: 'https://cauda.example.org',
  };
  const approvals = {
    [warning]: {
      version: knowledge.files.get(warning)!.version,
      by: 'Imaging committee',
      on: '2026-11-01',
    },
  };
  async function answered(site: object) {
    const client = await signingClient('ES256');
    cauda = await Cauda.start({
      site: { approvals, ...site },
      env: production,
      clients: [client.entry],
      publicUrl: production.PUBLIC_URL,
    });
    const token = await client.token(`${production.PUBLIC_URL}/cds-services/lumbar-mri-order-sign`);
    return cauda.sign(ruth, lumbarMri('without-and-with'), { headers: bearer(token) });
  }

  test('with a contact it speaks and links there', async () => {
    const contacts = { radiology: { label: 'Radiology', url: 'https://r.example.org' } };
    const answer = await answered({ contacts });
    expect(cardIds(answer)).toContain(warning);
    expect(answer.cards[0].links).toContainEqual(expect.objectContaining({ label: 'Radiology' }));
  });

  test('without one it runs silent, and start and page say so', async () => {
    expect(cardIds(await answered({}))).not.toContain(warning);
    const lines = cauda!.logged.filter((line) => line.includes('nobody to turn to'));
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain(warning);
    expect(await (await fetch(`${cauda!.url}/cards/${warning}`)).text()).toContain(
      'awaits a contact of this site',
    );
  });

  test('every card that may be critical or a warning names a role', () => {
    const without = [...knowledge.files.values()].filter(
      ({ wordings, contacts }) =>
        contacts.length === 0 &&
        Object.values(wordings).some(({ indicator }) => indicator !== 'info'),
    );
    expect(without.map((file) => file.id)).toEqual([]);
  });
});
