import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { proportionOf } from '../../src/cards/figures/wilson.ts';
import { agreementRow } from '../../src/rules/parts/reports/agreement-row.ts';
import { Cauda } from '../support/cauda.ts';

let cauda: Cauda;
beforeAll(async () => {
  cauda = await Cauda.start();
});
afterAll(() => cauda.close());

const figures = new Map<string, any>(
  JSON.parse(readFileSync('cards/evidence.json', 'utf8')).figures.map((f: any) => [f.id, f]),
);
const findings = ['enhancement', 'thickening', 'displacement', 'herniation', 'fibrosis'] as const;
type Asked = Partial<Record<'months' | (typeof findings)[number], string>>;

const get = (query: string, accept: string) =>
  fetch(`${cauda.url}/agreement${query}`, { headers: { accept } });
const ask = async (asked: Asked) =>
  (
    await get(`?${new URLSearchParams(asked).toString()}`, 'application/json')
  ).json() as Promise<any>;
const textOf = (html: string) =>
  html
    .replace(/<[^>]*>/g, ' ')
    .replaceAll('&#39;', "'")
    .replaceAll('&quot;', '"')
    .replaceAll('&lt;', '<')
    .replaceAll('&amp;', '&')
    .replace(/\s+/g, ' ');

/** Every combination: each finding present, absent or not told; no time, early, at the border, late. */
const combinations: readonly Asked[] = findings.reduce<readonly Asked[]>(
  (sofar, finding) =>
    sofar.flatMap((asked) => [
      asked,
      { ...asked, [finding]: 'present' },
      { ...asked, [finding]: 'absent' },
    ]),
  [{}, { months: '3' }, { months: '5.9' }, { months: '6' }, { months: '68' }],
);

describe('Every combination of the six parameters', () => {
  test('answers with a row or the nearest one, from the counts, with everything told used or lost', async () => {
    expect(combinations).toHaveLength(5 * 3 ** 5);
    for (const asked of combinations) {
      const answer = await ask(asked);
      const { row, match, lost } = answer;
      const inFile = figures.get(row.id);
      const { k, n } = inFile;
      expect([asked, row]).toMatchObject([asked, { k, n, ...proportionOf(k, n) }]);
      expect(answer.sentence).toContain(`${k} of ${n}`);
      expect(answer.baseRate).toMatchObject({ n: 140 });
      if (row.id !== 'symptomatic-levels') {
        expect(answer.sentence).toContain(`${answer.baseRate.k} of 140`);
      }
      expect(match === 'exact').toBe(lost.length === 0 && row.id !== 'symptomatic-levels');
      for (const { parameter, value, why } of lost) {
        const told = asked[parameter as keyof Asked];
        expect(value).toBe(parameter === 'months' ? Number(told) : told);
        expect(why.length).toBeGreaterThan(20);
      }
      // The row is the one that the report cards choose.
      const months = asked.months === undefined ? undefined : Number(asked.months);
      const said = (finding: (typeof findings)[number]) =>
        (asked[finding] ?? 'not-mentioned') as 'present' | 'absent' | 'not-mentioned';
      const ofCards = agreementRow({
        enhancement: said('enhancement'),
        thickening: said('thickening'),
        displacement: said('displacement'),
        recurrentHerniation: said('herniation'),
        epiduralFibrosis: said('fibrosis'),
      });
      const isEnhancing = asked.enhancement === 'present';
      const expected =
        isEnhancing && months !== undefined && months < 6
          ? 'agreement-under-6-months'
          : ofCards === 'agreement-any-time' && months !== undefined
            ? 'agreement-from-6-months'
            : (ofCards ?? 'symptomatic-levels');
      expect([asked, row.id]).toEqual([asked, expected]);
      // Rows by signs and by time are never one figure.
      if (isEnhancing && months !== undefined && months >= 6 && row.id !== expected) {
        expect(answer.beside.map(({ id }: any) => id)).toContain('agreement-from-6-months');
      }
      expect(JSON.stringify(answer)).not.toMatch(/\{\{|undefined/);
    }
  }, 120_000);

  test('is the same in HTML and in JSON', async () => {
    // Every seventh: the page costs more than the data, and seven shares no factor with the steps.
    for (const asked of combinations.filter((_, i) => i % 7 === 0)) {
      const query = `?${new URLSearchParams(asked).toString()}`;
      const answer: any = await (await get(query, 'application/json')).json();
      const html = await (await get(query, 'text/html')).text();
      const text = textOf(html);
      const { row, beside, lost, cards } = answer;
      expect(text).toContain(
        `${row.k} of ${row.n} ${row.percent.toFixed(1)}%${row.dagger ? '†' : ''} 95% interval ${row.low.toFixed(1)}–${row.high.toFixed(1)}`,
      );
      const said = [
        answer.sentence,
        answer.statement,
        row.label,
        row.caveat,
        row.likelihoodRatioSays,
        ...answer.notStudied,
        ...answer.notes,
        ...lost.map(({ why }: any) => why),
        ...beside.map(
          ({ percent, low, high }: any) =>
            `${percent.toFixed(1)}% (${low.toFixed(1)}–${high.toFixed(1)})`,
        ),
      ];
      for (const words of said) expect(text).toContain(words);
      for (const { url } of cards) expect(html).toContain(`href="${url}"`);
      // The form stands as it was asked.
      for (const finding of findings) {
        expect(html).toContain(`name="${finding}" value="${asked[finding] ?? ''}" checked`);
      }
    }
  }, 120_000);
});

describe('What it says', () => {
  test('the most specific row of each kind', async () => {
    const all = { enhancement: 'present', thickening: 'present', displacement: 'present' };
    const rows = [
      [{ enhancement: 'present' }, 77, 92, 'exact'],
      [{ enhancement: 'present', months: '6' }, 63, 72, 'exact'],
      [{ enhancement: 'present', months: '5' }, 10, 18, 'exact'],
      [{ enhancement: 'present', thickening: 'present' }, 50, 57, 'exact'],
      [{ enhancement: 'present', displacement: 'present' }, 77, 92, 'nearest'],
      [{ enhancement: 'present', herniation: 'present' }, 29, 33, 'exact'],
      [{ ...all, herniation: 'present' }, 16, 17, 'exact'],
      [{ enhancement: 'present', fibrosis: 'present' }, 40, 58, 'exact'],
      [{ ...all, fibrosis: 'present' }, 13, 14, 'exact'],
      [{ ...all, fibrosis: 'present', herniation: 'absent' }, 13, 14, 'exact'],
      [{ ...all, fibrosis: 'present', herniation: 'present' }, 16, 17, 'exact'],
      [all, 50, 57, 'nearest'],
      [{ herniation: 'present', thickening: 'present' }, 23, 27, 'exact'],
      [{ herniation: 'present' }, 84, 140, 'nearest'],
      [{ enhancement: 'absent' }, 41, 48, 'exact'],
      [{ enhancement: 'absent', months: '20' }, 41, 48, 'nearest'],
      [{ thickening: 'present' }, 55, 76, 'exact'],
      [{ displacement: 'present' }, 47, 64, 'exact'],
      [{}, 84, 140, 'nearest'],
    ] as const;
    for (const [asked, k, n, match] of rows) {
      expect([asked, await ask(asked)]).toMatchObject([asked, { row: { k, n }, match }]);
    }
  });

  test('under six months no row by signs stands, and the signs are lost', async () => {
    const answer = await ask({ months: '2', enhancement: 'present', herniation: 'present' });
    expect(answer.row).toMatchObject({ k: 10, n: 18 });
    expect(answer.lost).toEqual([
      expect.objectContaining({
        parameter: 'herniation',
        value: 'present',
        because: 'early-row-alone',
      }),
    ]);
    expect(answer.remark).toMatch(/interval takes in the share over all scans/);
  });

  test('displacement with enhancement has no row, and 87.2% is told for what it is', async () => {
    const answer = await ask({ enhancement: 'present', displacement: 'present' });
    expect(answer.lost).toEqual([
      expect.objectContaining({
        parameter: 'displacement',
        why: expect.stringMatching(/87\.2%.*no predictive value/),
      }),
    ]);
  });

  test('a likelihood ratio stands only where all four counts were published', async () => {
    expect((await ask({ enhancement: 'present' })).row.likelihoodRatio).toEqual({
      of: 'presence',
      ratio: 3.42,
      low: 2.21,
      high: 5.3,
    });
    expect((await ask({ enhancement: 'absent' })).row.likelihoodRatio).toMatchObject({
      of: 'absence',
      ratio: 0.11,
    });
    const without: readonly Asked[] = [
      { enhancement: 'present', months: '20' },
      { enhancement: 'present', months: '2' },
      { enhancement: 'present', herniation: 'present' },
      { fibrosis: 'present', thickening: 'present' },
      {},
    ];
    for (const asked of without) {
      const { row } = await ask(asked);
      expect(row.likelihoodRatio).toBeNull();
      expect(row.likelihoodRatioSays).toMatch(/^No likelihood ratio/);
    }
  });

  test('says that it is no probability for a patient, and what was not studied', async () => {
    const answer = await ask({ enhancement: 'present' });
    expect(answer.statement).toMatch(/no probability for a patient/);
    expect(answer.notStudied.join(' ')).toMatch(/arachnoiditis.*under 17/);
  });

  test('a later scan than any of the study is told', async () => {
    expect((await ask({ enhancement: 'present', months: '181' })).notes.join()).toMatch(
      /later than any/,
    );
    expect((await ask({ enhancement: 'present', months: '180' })).notes).toEqual([]);
    const { notes } = JSON.parse(readFileSync('cards/evidence.json', 'utf8'));
    expect(notes.find(({ id }: any) => id === 'cohort-scan-times').text).toContain('to 180 months');
  });

  test('what the card prints for a report is the row that stands here', () => {
    const card = readFileSync('cards/root-enhancement-after-six-months.md', 'utf8');
    const printed = [...card.matchAll(/^ {2}row-([\w-]+): ".*?\{\{figure:([\w-]+):short\}\}/gm)];
    expect(printed.length).toBeGreaterThanOrEqual(6);
    for (const [, row, figure] of printed) {
      expect(figure).toBe(row === 'agreement-any-time' ? 'agreement-from-6-months' : row);
    }
  });
});

describe('The wire', () => {
  test.each([
    ['?months=', 'months'],
    ['?enhancement=&months=20&thickening=', 'a form that leaves something out'],
  ])('%s is read: %s', async (query) => {
    expect((await get(query, 'application/json')).status).toBe(200);
  });

  test.each([
    ['?months=soon', 'months'],
    ['?months=-1', 'months'],
    ['?months=1201', 'months'],
    ['?months=1e3', 'months'],
    ['?months=6&months=7', 'months'],
    ['?enhancement=maybe', 'enhancement'],
    ['?enhancement=PRESENT', 'enhancement'],
    ['?thickening=present&thickening=absent', 'thickening'],
    ['?herniation=yes', 'herniation'],
    ['?fibrosis=%00', 'fibrosis'],
    ['?displacement=1', 'displacement'],
    ['?enhancment=present', 'enhancment'],
    ['?__proto__=present', 'a parameter'],
  ])('%s: 400 that names %s', async (query, name) => {
    for (const accept of ['*/*', 'application/fhir+json', 'application/json']) {
      const response = await get(query, accept);
      expect(response.status).toBe(400);
      expect(response.headers.get('content-type')).toBe(
        accept === 'application/json' ? 'application/json' : 'application/fhir+json',
      );
      const outcome: any = await response.json();
      expect(outcome.issue[0]).toMatchObject({ code: 'invalid', expression: [name] });
      expect(outcome.issue[0].details.text).toMatch(new RegExp(`^${name} `));
    }
    const page = await get(query, 'text/html,application/xhtml+xml,*/*;q=0.8');
    expect([page.status, page.headers.get('content-type')]).toEqual([
      400,
      'text/html; charset=utf-8',
    ]);
    expect(await page.text()).toContain(
      `role="alert"><h2>This cannot be looked up</h2>\n<ul><li><strong>${name}</strong>`,
    );
  });

  test('all faults are told at once, what is right stays in the form, and nothing is echoed', async () => {
    const query = '?months=%3Cscript%3E&enhancement=present&fibrosis=x%22onx&%3Cb%3E=1';
    const outcome: any = await (await get(query, 'application/json')).json();
    expect(outcome.issue[0].expression).toEqual(['a parameter', 'months', 'fibrosis']);
    expect(JSON.stringify(outcome)).not.toMatch(/script|onx|<b>/);
    const html = await (await get(query, 'text/html')).text();
    expect(html).toContain('name="enhancement" value="present" checked');
    expect(html).not.toMatch(/<script>|onx|<b>/);
  });

  test('405 for other methods, cache headers as the other pages, HEAD without a body', async () => {
    for (const path of ['', '/live.js', '/style.css']) {
      const response = await fetch(`${cauda.url}/agreement${path}`, { method: 'POST' });
      expect([response.status, response.headers.get('allow')]).toEqual([405, 'GET']);
    }
    const { headers } = await get('?enhancement=present', 'text/html');
    const cards = await fetch(`${cauda.url}/cards`);
    for (const name of ['cache-control', 'vary', 'x-content-type-options']) {
      expect(headers.get(name)).toBe(cards.headers.get(name));
    }
    const head = await fetch(`${cauda.url}/agreement`, { method: 'HEAD' });
    expect([head.status, await head.text()]).toEqual([200, '']);
  });

  test('only scripts of this host run, none inline, and a form goes nowhere else', async () => {
    const response = await get('', 'text/html');
    const policy = response.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("script-src 'self'");
    expect(policy).toContain("form-action 'self'");
    expect(policy).not.toMatch(/unsafe|\*|http/);
    const html = await response.text();
    expect(html).not.toMatch(/<style|\sstyle=|\son\w+=|javascript:/i);
    expect([...html.matchAll(/<script[^>]*>/g)].map(([tag]) => tag)).toEqual([
      '<script type="module" src="/agreement/live.js">',
    ]);
    for (const [, link] of html.matchAll(/(?:href|src)="(\/[^"]*)"/g)) {
      expect([link, (await fetch(`${cauda.url}${link}`)).status]).toEqual([link, 200]);
    }
  });
});
