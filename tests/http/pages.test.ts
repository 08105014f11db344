import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { Cauda } from '../support/cauda.ts';

const cardIds = readdirSync(new URL('../../cards/', import.meta.url))
  .filter((file) => file.endsWith('.md') && file !== 'README.md')
  .map((file) => file.replace('.md', ''));
const addresses = ['/', '/cards', '/guide', ...cardIds.map((id) => `/cards/${id}`)];
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
    for (const link of links.filter((target) => target.startsWith('#'))) {
      expect(html).toContain(`id="${link.slice(1)}"`);
    }
    for (const link of links.filter((target) => !/^[/#]/.test(target))) {
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

/** The text of a page without its tags. */
const textOf = (html: string) =>
  html
    .replace(/<[^>]*>/g, ' ')
    .replaceAll('&#39;', "'")
    .replaceAll('&quot;', '"')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
    .replace(/\s+/g, ' ');
const figuresOfFile: readonly any[] = JSON.parse(
  readFileSync('cards/evidence.json', 'utf8'),
).figures;

describe.each(cardIds)('The evidence page of %s', (id) => {
  let card: any;
  let html: string;
  let text: string;
  beforeAll(async () => {
    card = await (await get(`/cards/${id}`, 'application/json')).json();
    html = await (await get(`/cards/${id}`, 'text/html')).text();
    text = textOf(html);
  });

  test('has every part of a card', () => {
    const withSlots = textOf(html.replace(/<span class="slot">([^<]*)<\/span>/g, '‹$1›'));
    expect(Array.from(html.matchAll(/<h2>([^<]+)<\/h2>/g), ([, heading]) => heading)).toEqual([
      'What made it speak',
      'What it says, and why',
      'The figures',
      'What is disputed',
      'When it is silent',
      'Sources',
      'Versions',
      'Review',
    ]);
    for (const { summary, indicator } of card.wordings) {
      expect(withSlots).toContain(summary);
      expect(html).toContain(`<article class="preview ${indicator}">`);
    }
    const silences = (card.silent as { because: string; says: string }[]).map(
      ({ because, says }) => `${says} ${because}`,
    );
    for (const words of [...card.fires, ...silences, card.disputed, ...card.overrideReasons]) {
      expect(text).toContain(words);
    }
    for (const { label } of card.suggestions) expect(text).toContain(label);
  });

  test('says that nobody has reviewed it, or who has', () => {
    if (card.reviewed === 'none') {
      expect(text).toContain('Nobody outside the project has reviewed this card yet.');
    } else {
      expect(text).toContain(`Reviewed by ${card.reviewed.by} on ${card.reviewed.on}`);
    }
  });

  test('prints each figure as evidence.json has it, with population, caveat and source', () => {
    for (const figure of card.figures) {
      const inFile = figuresOfFile.find((f) => f.id === figure.id);
      const { kind, label, population, caveat, k, n, percent, low, high } = inFile;
      expect(figure).toMatchObject({ kind, label, population, caveat });
      for (const words of [label, population, caveat, figure.source]) expect(text).toContain(words);
      if (figure.sourceUrl) {
        expect(html).toContain(`href="${figure.sourceUrl.replaceAll('&', '&amp;')}"`);
      }
      if (kind !== 'fraction') {
        expect(text).toContain(figure.printed);
        continue;
      }
      // Computed from the counts when the page is made, and the same as on the card.
      expect(figure).toMatchObject({ k, n, percent, low, high });
      expect(figure.printed).toContain(`${k}/${n} (${percent.toFixed(1)}%`);
      const cells = `${k}/${n} ${percent.toFixed(1)}%${inFile.dagger ? '†' : ''} ${low.toFixed(1)}–${high.toFixed(1)}`;
      expect(text).toContain(cells);
      expect(text).toContain(`${percent.toFixed(1)}% (${low.toFixed(1)}–${high.toFixed(1)})`);
    }
  });

  test('draws every figure with an interval, twice: for wide screens and for phones', () => {
    const drawn = card.figures.filter((f: any) => 'low' in f);
    const dots = html.match(/<circle class="dot"/g) ?? [];
    expect(dots).toHaveLength(2 * drawn.length);
    expect(html.match(/<svg [^>]*role="img"/g) ?? []).toHaveLength(drawn.length > 0 ? 2 : 0);
  });

  test('says of each threshold what it is here, by default, and what is allowed', () => {
    for (const { name, meaning, value, default: usual, allowed } of card.thresholds) {
      expect(meaning).not.toBe('');
      expect(value).toEqual(usual);
      expect(allowed).not.toBe('');
      const shown = [value, usual].map((v) =>
        v === true ? 'yes' : v === false ? 'no' : (v ?? 'none'),
      );
      expect(text).toContain(`${meaning} ${name} ${shown.join(' ')} ${allowed}`);
    }
  });

  test('leaves no slot unfilled and shows what goes in', () => {
    expect(text).not.toMatch(/\{\{|\}\}|undefined|\[object/);
    expect(html).toMatch(/<span class="slot">(order|report)<\/span>/);
  });
});

test('agreement in the cohort is drawn beside the share of levels that were symptomatic', async () => {
  const html = await (await get('/cards/root-enhancement-under-six-months', 'text/html')).text();
  expect(textOf(html)).toContain('60.0% (84/140): operated levels that were the symptomatic level');
  // One row is compared, in each of the two drawings; the well patients are not.
  expect(html.match(/class="reference"/g)).toHaveLength(2);
  const puncture = await (await get('/cards/mri-before-lumbar-puncture', 'text/html')).text();
  expect(puncture).toContain('class="whisker"');
  expect(puncture).not.toContain('class="reference"');
});

describe('A site that decides for itself', () => {
  const site = {
    cards: {
      'contrast-mri-under-six-months': { mode: 'silent', settings: { underMonths: 4 } },
      'mri-before-lumbar-puncture': { mode: 'off', settings: { recentMriDays: 60 } },
    },
  };
  let other: Cauda;
  beforeAll(async () => {
    other = await Cauda.start({ site });
  });
  afterAll(() => other.close());
  const page = async (path: string, accept: string) =>
    (await fetch(`${other.url}${path}`, { headers: { accept } })).text();
  const json = async (path: string) => JSON.parse(await page(path, 'application/json'));

  test('sees its threshold beside the default', async () => {
    const path = '/cards/contrast-mri-under-six-months';
    expect((await json(path)).thresholds).toContainEqual({
      name: 'underMonths',
      meaning: 'calendar months since surgery below which the card speaks',
      value: 4,
      default: 6,
      allowed: '3 to 6',
      minimum: 3,
      maximum: 6,
    });
    const html = await page(path, 'text/html');
    expect(html).toContain('<td data-column="here" class="changed">4</td>');
    expect(textOf(html)).toContain('evaluated and counted at this site, not shown');
  });

  test('sees of a card that is off what it would use', async () => {
    const card = await json('/cards/mri-before-lumbar-puncture');
    expect(card).toMatchObject({
      mode: 'off',
      thresholds: expect.arrayContaining([
        expect.objectContaining({ name: 'recentMriDays', value: 60, default: 30 }),
      ]),
    });
    const html = await page('/cards/mri-before-lumbar-puncture', 'text/html');
    expect(textOf(html)).toContain('off at this site');
  });

  test('the list has the cards before a scan, after a scan, and those that are off', async () => {
    const parts = (await page('/cards', 'text/html')).split('<h2>').slice(1);
    const listed = parts.map((part) => [
      part.slice(0, part.indexOf('<')),
      Array.from(part.matchAll(/href="\/cards\/([^"]+)"/g), ([, id]) => id),
    ]);
    const { cards } = await json('/cards');
    const ids = (test: (card: any) => boolean) => cards.filter(test).map(({ id }: any) => id);
    expect(listed).toEqual([
      ['Before a scan', ids((c) => c.mode !== 'off' && c.about === 'orders')],
      ['After a scan', ids((c) => c.mode !== 'off' && c.about === 'reports')],
      ['Off', ids((c) => c.mode === 'off')],
    ]);
    expect(ids((c) => c.mode === 'off')).toContain('mri-before-lumbar-puncture');
    expect(cards.map(({ id }: any) => id)).toEqual(cardIds.toSorted());
  });
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
