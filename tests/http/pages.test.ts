import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readdirSync } from 'node:fs';
import { Cauda } from '../support/cauda.ts';
import { closingAfterEach } from '../support/raw-http.ts';

const opened = closingAfterEach();
const cardIds = readdirSync(new URL('../../cards/', import.meta.url))
  .filter((file) => file.endsWith('.md') && file !== 'README.md')
  .map((file) => file.replace('.md', ''));
const addresses = ['/', '/cards', ...cardIds.map((id) => `/cards/${id}`)];
let cauda: Cauda;
beforeAll(async () => {
  cauda = await Cauda.start();
});
afterAll(() => cauda.close());

const get = (path: string, accept?: string) =>
  fetch(`${cauda.url}${path}`, { headers: { ...(accept && { accept }) } });

describe.each(addresses)('%s', (path) => {
  test.each([
    ['text/html,application/xhtml+xml,*/*;q=0.8', 'text/html; charset=utf-8'],
    ['*/*', 'text/html; charset=utf-8'],
    ['application/json', 'application/json'],
    ['application/json;q=0.9, text/html;q=0.1', 'application/json'],
  ])('Accept %s: %s', async (accept, type) => {
    const response = await get(path, accept);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe(type);
    expect(response.headers.get('vary')).toMatch(/Accept/);
    const text = await response.text();
    if (type === 'application/json') expect(JSON.parse(text)).toBeInstanceOf(Object);
    else expect(text).toMatch(/^<!doctype html>\n<html lang="en">/);
  });

  test('no script may run, nothing may be framed, no style stands in the page', async () => {
    const response = await get(path, 'text/html');
    const policy = response.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toMatch(/unsafe|script-src|\*/);
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    const html = await response.text();
    expect(html).not.toMatch(/<script|<style|\sstyle=|\son\w+=|javascript:|<iframe|<img/i);
  });

  test('every link of the page leads somewhere', async () => {
    const html = await (await get(path, 'text/html')).text();
    const links = Array.from(html.matchAll(/href="([^"]+)"/g), ([, link]) => link!);
    expect(links.length).toBeGreaterThan(0);
    for (const link of links.filter((target) => target.startsWith('/'))) {
      expect((await get(link)).status).toBe(200);
    }
    for (const link of links.filter((target) => !target.startsWith('/'))) {
      expect(link).toMatch(/^https:\/\//);
    }
  });
});

test('the start page says what this is, and that it is in demo mode', async () => {
  const json: any = await (await get('/', 'application/json')).json();
  expect(json).toMatchObject({ name: 'Cauda', demoMode: true });
  expect(json.services).toHaveLength(3);
  expect(await (await get('/', 'text/html')).text()).toContain('Demo mode');
});

test('a card says what it says, its figures, thresholds, sources and that nobody reviewed it', async () => {
  const path = '/cards/contrast-mri-under-six-months';
  const card: any = await (await get(path, 'application/json')).json();
  expect(card).toMatchObject({
    id: 'contrast-mri-under-six-months',
    reviewed: 'none',
    figures: expect.arrayContaining([expect.objectContaining({ printed: expect.any(String) })]),
    thresholds: expect.arrayContaining([
      expect.objectContaining({ name: 'underMonths', value: 6 }),
    ]),
  });
  const html = await (await get(path, 'text/html')).text();
  for (const heading of [
    'What it says',
    'When it fires',
    'When it stays silent',
    'Figures',
    'Sources',
  ]) {
    expect(html).toContain(`<h2>${heading}</h2>`);
  }
  expect(html).toContain('Not yet reviewed');
});

test('a site that changes a threshold sees it on the page; a card that is off says so', async () => {
  const site = {
    cards: {
      'contrast-mri-under-six-months': { settings: { underMonths: 4 } },
      'mri-before-lumbar-puncture': { mode: 'off' },
    },
  };
  const other = opened(await Cauda.start({ site }));
  const card = async (id: string): Promise<any> =>
    (await fetch(`${other.url}/cards/${id}`, { headers: { accept: 'application/json' } })).json();
  const { thresholds } = await card('contrast-mri-under-six-months');
  expect(thresholds).toContainEqual(expect.objectContaining({ name: 'underMonths', value: 4 }));
  expect(await card('mri-before-lumbar-puncture')).toMatchObject({ mode: 'off' });
});

test.each(['nope', '__proto__', 'constructor', '..%2f..%2fpackage.json', '<b>'])(
  'no card %s: 404 without an echo',
  async (id) => {
    const response = await get(`/cards/${id}`, 'text/html');
    expect(response.status).toBe(404);
    expect(response.headers.get('content-type')).toBe('application/fhir+json');
    expect(await response.text()).not.toContain(decodeURIComponent(id));
  },
);

test('pages are read only', async () => {
  for (const path of addresses) {
    const response = await fetch(`${cauda.url}${path}`, { method: 'POST' });
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'GET']);
  }
});

test('no answer names its software', async () => {
  for (const path of [...addresses, '/cds-services', '/health/live', '/nothing']) {
    const { headers } = await get(path);
    expect([headers.get('x-powered-by'), headers.get('server')]).toEqual([null, null]);
  }
});
