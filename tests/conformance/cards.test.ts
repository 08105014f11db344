import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { marked } from 'marked';
import { cdsResponse } from '../../src/cds-hooks/response.ts';
import { Cauda } from '../support/cauda.ts';
import { lumbarMri } from '../support/orders.ts';
import { changed } from '../support/patients.ts';
import { amara, answersWithCards, contrastMri, ingrid, lucia, maria } from './corpus.ts';

let cauda: Cauda;
let cards: readonly any[];
beforeAll(async () => {
  cauda = await Cauda.start();
  cards = (await answersWithCards(cauda)).flatMap((answer) => answer.cards);
});
afterAll(() => cauda.close());

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

describe('Every card', () => {
  test('CARD-01 FB-14 has a lower-case uuid of its own', () => {
    const uuids = cards.map((card) => card.uuid);
    for (const id of uuids) expect(id).toMatch(uuid);
    expect(new Set(uuids).size).toBe(cards.length);
  });

  test('CARD-02 CARD-03 QOS-08 summary is one plain line of 1 to 139 characters', () => {
    for (const { summary } of cards) {
      expect([...summary].length).toBeGreaterThan(0);
      expect([...summary].length).toBeLessThan(140);
      expect(summary).not.toMatch(/[\n\r]|\*\*|\]\(|[<>`]/);
    }
  });

  test('CARD-04 CARD-05 detail holds no HTML', () => {
    for (const { detail } of cards) expect(detail.replaceAll(/\\./g, '')).not.toMatch(/<[a-z/!]/i);
  });

  test('CARD-06 indicator is one of three', () => {
    for (const { indicator } of cards) expect(['info', 'warning', 'critical']).toContain(indicator);
  });

  test('CARD-07 CARD-08 source is an object with a label', () => {
    for (const { source } of cards) expect(source.label).toMatch(/\S/);
  });

  test('CARD-09 CARD-10 CARD-11 source.url is absolute, https and holds nothing of the patient; no icon', () => {
    for (const { source } of cards) {
      expect(source.icon).toBeUndefined();
      if (source.url === undefined) continue;
      expect(new URL(source.url).protocol).toBe('https:');
      for (const p of [amara, ingrid, lucia]) expect(source.url).not.toContain(p.id);
    }
  });

  test('CARD-12 CARD-21 source.topic names the card', () => {
    for (const { source } of cards) {
      expect(source.topic).toEqual({
        system: 'urn:cauda:card',
        code: expect.stringMatching(/^[a-z0-9-]+$/),
        display: expect.stringMatching(/\S/),
      });
    }
  });

  test('CARD-15 CARD-16 cds-resp-4 override reasons have code, system and display, each once', () => {
    for (const { overrideReasons } of cards) {
      expect(overrideReasons.length).toBeGreaterThan(0);
      for (const { code, system, display } of overrideReasons) {
        expect(system).toBe('urn:cauda:override-reason');
        expect(display).toMatch(/\S/);
        expect(code).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
      }
      const codes = overrideReasons.map(({ code }: any) => code);
      expect(new Set(codes).size).toBe(codes.length);
    }
  });

  test('CARD-18 has no member of our own outside extension', () => {
    const known = [
      'uuid',
      'summary',
      'detail',
      'indicator',
      'source',
      'suggestions',
      'selectionBehavior',
      'overrideReasons',
      'links',
      'extension',
    ];
    for (const card of cards) {
      expect(Object.keys(card).filter((key) => !known.includes(key))).toEqual([]);
    }
  });

  test('QOS-10 none of these is critical', () => {
    expect(cards.map(({ indicator }) => indicator)).not.toContain('critical');
  });
});

test('CARD-02 the schema of the tests lets 139 characters pass and 140 not', () => {
  const withSummary = (summary: string) => ({ cards: [{ ...cards[0], summary }] });
  expect(cdsResponse.safeParse(withSummary('x'.repeat(139))).success).toBe(true);
  expect(cdsResponse.safeParse(withSummary('x'.repeat(140))).success).toBe(false);
});

describe('CARD-05 hostile text of the chart', () => {
  const hostile =
    '<img src=x onerror=alert(1)> **bold** ![p](http://evil.example/p.png) [go](javascript:alert(1)) | a |\n# Title\n\n<b>b</b> https://evil.example www.evil.example me@evil.example `x` <https://evil.example>';

  const withOperationId = changed(amara, 'Procedure', () => ({ id: hostile }));
  const withSymptom = changed(maria, 'Condition', ({ code }) => ({
    code: { ...code, text: hostile },
  }));
  const withReportId = changed(lucia, 'DiagnosticReport', () => ({ id: hostile }));
  const titled = { ...contrastMri, code: { ...contrastMri['code'], text: hostile } };
  test.each([
    ['the id of an operation', () => cauda.sign(withOperationId, contrastMri)],
    ['the name of a condition', () => cauda.sign(withSymptom, lumbarMri('without'))],
    ['the id of a report', () => cauda.view(withReportId)],
    ['the title of an order', () => cauda.sign(amara, titled)],
    ['the id of an order', () => cauda.sign(amara, { ...contrastMri, id: hostile })],
  ])('%s stays text', async (_name, call) => {
    const { cards: shown } = await call();
    expect(shown.length).toBeGreaterThan(0);
    for (const { summary, detail } of shown) {
      const html = marked.parse(`${summary}\n\n${detail}`, { gfm: true, async: false });
      const tags = new Set(Array.from(html.matchAll(/<\/?(\w+)/g), ([, tag]) => tag));
      for (const tag of tags) expect(['p', 'strong', 'ul', 'li']).toContain(tag);
      expect(html).not.toContain('<strong>bold');
    }
  });
});
