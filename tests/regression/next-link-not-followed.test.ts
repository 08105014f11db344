import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Cauda } from '../support/cauda.ts';
import { lumbarMri } from '../support/orders.ts';
import { nextLinks, startPagingServer, type NextLink } from '../support/paging-server.ts';
import { patient, prefetchOf, withResource, type Patient } from '../support/patients.ts';
import { closingAfterEach, startLoopback, type Loopback } from '../support/raw-http.ts';
import { cardIds } from '../support/story.ts';

/**
 * Seen at sites with HAPI and Smile CDR: the next link is the base itself with a query, without a
 * slash, and was refused as lying outside the base. The second page was never read, and every order
 * was answered with 412.
 */
const opened = closingAfterEach();
const amara = patient('amara-contrast-mri-10-weeks');
const contrastMri = lumbarMri('without-and-with');

let cauda: Cauda;
/** Whatever this one is asked is a fault. */
let elsewhere: Loopback;
beforeAll(async () => {
  cauda = await Cauda.start();
  elsewhere = await startLoopback((_request, response) => response.end('{}'));
});
afterAll(async () => {
  expect(elsewhere.asked).toEqual([]);
  await Promise.all([cauda.close(), elsewhere.close()]);
});

/** The operation stands behind films of the chest, on the last page. */
const films = Array.from({ length: 3 }, (_unused, index) => ({
  resourceType: 'Procedure',
  id: `a-film-${index}`,
  status: 'completed',
  code: { coding: [{ system: 'http://www.ama-assn.org/go/cpt', code: '71045' }] },
  performedDateTime: '2019-01-02',
}));
const filmsFirst: Patient = {
  ...amara,
  resources: [...withResource({ ...amara, resources: [] }, ...films).resources, ...amara.resources],
};
const procedureCount = filmsFirst.resources.filter(
  ({ resourceType }) => resourceType === 'Procedure',
).length;
const isPage = ({ path }: { path: string }) => path.includes('page-procedures');

describe('a next link under the agreed base is followed, as written by', () => {
  test.each(Object.entries(nextLinks))('%s', async (_name, next) => {
    const server = opened(await startPagingServer(filmsFirst, 1, next));
    const answer = await cauda.sign(filmsFirst, contrastMri, { fhirServer: `${server.url}/fhir` });
    expect({ status: answer.status, cards: cardIds(answer) }).toEqual({
      status: 200,
      cards: ['contrast-mri-under-six-months'],
    });
    expect(server.asked.filter(isPage)).toHaveLength(procedureCount - 1);
  });

  test.each(Object.entries(nextLinks))('%s, in a prefetch', async (_name, next) => {
    const server = opened(await startPagingServer(filmsFirst, 2, next));
    const base = `${server.url}/fhir`;
    const url = next({ base, type: 'Procedure', token: 'page-procedures-2', size: 2 });
    const answer = await cauda.sign(filmsFirst, contrastMri, {
      fhirServer: base,
      prefetch: { ...prefetchOf(filmsFirst), procedures: { ...firstFilms, link: [link(url)] } },
    });
    expect({ status: answer.status, cards: cardIds(answer) }).toEqual({
      status: 200,
      cards: ['contrast-mri-under-six-months'],
    });
    // Beside the pages only what was not sent along is asked for.
    const notSent = ({ path }: { path: string }) => /Device|Medication/.test(path);
    expect(server.asked.filter((each) => !notSent(each)).every(isPage)).toBe(true);
  });
});

const link = (url: string) => ({ relation: 'next', url });
const firstFilms = {
  resourceType: 'Bundle',
  type: 'searchset',
  total: procedureCount,
  entry: films.slice(0, 2).map((resource) => ({ resource })),
};

describe('a link that leads outside the agreed base stays refused: 412, and nobody is asked', () => {
  const outside: Readonly<Record<string, NextLink>> = {
    'beside the base': ({ base, token }) => `${base}-other/Procedure?page=${token}`,
    'beside the base, without a slash': ({ base, token }) => `${base}x?_getpages=${token}`,
    'above the base': ({ base, token }) => base.replace('/fhir', `/?_getpages=${token}`),
    'parameters of the base': ({ base, token }) => `${base};x=1?_getpages=${token}`,
    dots: ({ base, token }) => `${base}/../admin?page=${token}`,
    'encoded dots': ({ base, token }) => `${base}/%2e%2e/admin?page=${token}`,
    'dots encoded twice': ({ base, token }) => `${base}/%252e%252e/admin?page=${token}`,
    'dots encoded thrice': ({ base, token }) => `${base}/%25252e%25252e/admin?page=${token}`,
    'one dot encoded twice': ({ base, token }) => `${base}/.%252e/admin?page=${token}`,
    'dots with parameters': ({ base, token }) => `${base}/..;/admin?page=${token}`,
    'dots with named parameters': ({ base, token }) => `${base}/..;a=b/admin?page=${token}`,
    'encoded dots with parameters': ({ base, token }) => `${base}/%2e%2e;/admin?page=${token}`,
    'dots with encoded parameters': ({ base, token }) => `${base}/..%3b/admin?page=${token}`,
    'an encoded slash': ({ base, token }) => `${base}/..%2fadmin?page=${token}`,
    'a slash encoded twice': ({ base, token }) => `${base}/..%252fadmin?page=${token}`,
    'a backslash': ({ base, token }) => `${base}/..%5cadmin?page=${token}`,
    'wide dots': ({ base, token }) => `${base}/\uff0e\uff0e/admin?page=${token}`,
    'overlong dots': ({ base, token }) => `${base}/%c0%ae%c0%ae/admin?page=${token}`,
    'a null byte': ({ base, token }) => `${base}/Procedure%00?page=${token}`,
    'a file': ({ token }) => `file:///fhir/Procedure?page=${token}`,
    'user information': ({ base, token }) => `${base.replace('//', '//a:b@')}/P?page=${token}`,
    'no URL': ({ token }) => `http://[${token}`,
    'without end': ({ base, token }) => `${base}?ct=${token}${'x'.repeat(20_000)}`,
    'another host, beside the base': ({ token }) => `${elsewhere.url}/other?page=${token}`,
    'another host, at its root': ({ token }) => `${elsewhere.url}?_getpages=${token}`,
    'another host, by dots': ({ token }) => `${elsewhere.url}/fhir/..;/x?page=${token}`,
    'another host, without a scheme': ({ token }) =>
      `${elsewhere.url.replace('http:', '')}/x?page=${token}`,
  };

  test.each(Object.entries(outside))('%s', async (_name, next) => {
    const server = opened(await startPagingServer(filmsFirst, 3, next));
    const answer = await cauda.sign(filmsFirst, contrastMri, { fhirServer: `${server.url}/fhir` });
    expect(answer.status).toBe(412);
    expect(answer.body.issue[0].expression).toEqual(['prefetch.procedures']);
    expect(server.asked.filter(isPage)).toEqual([]);
  });

  test('another host with a path under the base is not contacted: the agreed server is asked', async () => {
    const next: NextLink = ({ type, token }) => `${elsewhere.url}/fhir/${type}?page=${token}`;
    const server = opened(await startPagingServer(filmsFirst, 3, next));
    const answer = await cauda.sign(filmsFirst, contrastMri, { fhirServer: `${server.url}/fhir` });
    expect(cardIds(answer)).toEqual(['contrast-mri-under-six-months']);
  });
});

test('pages that lead back to one that was read are left, and the list counts as incomplete', async () => {
  const next: NextLink = ({ base, type, token }) =>
    `${base}/${type}?page=${token.replace(/\d+$/, '1')}`;
  const server = opened(await startPagingServer(filmsFirst, 1, next));
  const answer = await cauda.sign(filmsFirst, contrastMri, { fhirServer: `${server.url}/fhir` });
  expect(answer.status).toBe(412);
  expect(server.asked.filter(isPage)).toHaveLength(1);
});
