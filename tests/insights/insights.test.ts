import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Cauda, NOW } from '../support/cauda.ts';
import { lumbarMri } from '../support/orders.ts';
import { patient } from '../support/patients.ts';

const id = 'contrast-option-after-disc-surgery';
const maria = patient('maria-discectomy-2024');
const token = 'a token of the tests';
const asJson = { accept: 'application/json' };

const get = (cauda: Cauda, path: string, headers: Record<string, string> = {}) =>
  fetch(`${cauda.url}${path}`, { headers, redirect: 'manual' });

describe('What the cards did', () => {
  let cauda: Cauda;
  beforeAll(async () => {
    cauda = await Cauda.start({ site: { cards: { [id]: { mode: 'on' } } } });
    const seen = [];
    for (let call = 0; call < 5; call += 1) {
      const { cards } = await cauda.sign(maria, lumbarMri('without'));
      seen.push(cards.find((card) => card.source.topic.code === id));
    }
    const at = { outcomeTimestamp: '2026-11-20T12:00:30Z' };
    const sent = await cauda.post('lumbar-mri-order-sign/feedback', {
      feedback: [
        {
          card: seen[0].uuid,
          outcome: 'accepted',
          acceptedSuggestions: [{ id: seen[0].suggestions[0].uuid }],
          ...at,
        },
        {
          card: seen[1].uuid,
          outcome: 'overridden',
          overrideReason: { reason: seen[1].overrideReasons[0] },
          ...at,
        },
        {
          card: seen[2].uuid,
          outcome: 'overridden',
          overrideReason: { reason: { code: 'Mrs Doe of Main Street said no' } },
          ...at,
        },
      ],
    });
    expect(sent.status).toBe(200);
  });
  afterAll(() => cauda.close());

  test('a card is told with its calls, its answers, their intervals and the time they took', async () => {
    const insights = (await (await get(cauda, '/insights', asJson)).json()) as any;
    const [card] = insights.cards.filter(({ card }: any) => card === id);
    expect(card).toMatchObject({
      concerned: 5,
      shown: 5,
      shownRate: { k: 5, n: 5, percent: 100, low: 56.6, high: 100 },
      accepted: { k: 1, n: 5, percent: 20, low: 3.6, high: 62.4 },
      overridden: { k: 2, n: 5 },
      unanswered: { k: 2, n: 5 },
      medianSeconds: 30,
    });
    expect(insights).toMatchObject({ calls: 5, weeks: 12, isSimulated: false });
    expect(insights.weekly[id]).toHaveLength(12);
  });

  test('the sums are those of the store, as data and as CSV', async () => {
    const { sums, answers } = await cauda.store.outcomes('2026-08-01', '2026-11-21');
    const ofStore = [...sums, ...answers].reduce((n, sum) => n + sum.n, 0);
    const { rows } = (await (await get(cauda, '/insights', asJson)).json()) as any;
    expect(rows.reduce((n: number, row: any) => n + Number(row.n), 0)).toBe(ofStore);
    for (const sum of sums) expect(rows).toContainEqual(expect.objectContaining(sum));
    const csv = await (await get(cauda, '/insights', { accept: 'text/csv' })).text();
    const lines = csv.trim().split('\r\n').slice(1);
    expect(lines.reduce((n, line) => n + Number(line.split(',').at(-1)), 0)).toBe(ofStore);
  });

  test('a reason that no card offers is not repeated', async () => {
    for (const accept of ['text/html', 'application/json', 'text/csv']) {
      const text = await (await get(cauda, `/insights?card=${id}`, { accept })).text();
      expect(text).toContain('another reason');
      expect(text).not.toContain('Main Street');
    }
  });

  test('the page leads to the evidence of a card and back, and holds no script', async () => {
    const response = await get(cauda, `/insights?weeks=4&card=${id}`, { accept: 'text/html' });
    const html = await response.text();
    expect(html).toContain(`href="/cards/${id}"`);
    const evidence = await get(cauda, `/cards/${id}`, { accept: 'text/html' });
    expect(await evidence.text()).toContain(`href="/insights?card=${id}"`);
    expect(html).not.toMatch(/<script|\sstyle=|\son\w+=/);
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(html).not.toContain('imulated.');
  });

  test.each(['weeks=0', 'weeks=x', 'weeks=1000', 'card=none'])(
    '%s is refused by name',
    async (query) => {
      const response = await get(cauda, `/insights?${query}`, asJson);
      expect(response.status).toBe(400);
      expect(await response.text()).toContain(query.split('=')[0]);
    },
  );

  test('simulated weeks say so on every form, and are never stored', async () => {
    const before = await cauda.store.outcomes('2026-08-01', '2026-11-21');
    for (const [accept, label] of [
      ['text/html', 'Simulated.'],
      ['application/json', '"isSimulated":true'],
      ['text/csv', 'simulated'],
    ] as const) {
      expect(await (await get(cauda, '/insights?simulated=yes', { accept })).text()).toContain(
        label,
      );
    }
    expect(await cauda.store.outcomes('2026-08-01', '2026-11-21')).toEqual(before);
    const { needsALook } = (await (
      await get(cauda, '/insights?simulated=yes', asJson)
    ).json()) as any;
    const whys = needsALook.map(({ why }: any) => why).join('\n');
    expect(whys).toMatch(/overridden \d+% of/);
    expect(whys).toMatch(/could not be decided/);
    expect(whys).toMatch(/twice as often/);
  });
});

test('an empty store says what to do', async () => {
  const cauda = await Cauda.start();
  const html = await (await get(cauda, '/insights', { accept: 'text/html' })).text();
  expect(html).toContain('Nothing was counted yet');
  expect(html).toContain('docs/onboarding.md');
  await cauda.close();
});

describe('Who may see it', () => {
  let cauda: Cauda;
  let at = NOW;
  beforeAll(async () => {
    cauda = await Cauda.start({ env: { INSIGHTS_TOKEN: token }, now: () => at });
  });
  afterAll(() => cauda.close());
  const signIn = (given: string) =>
    fetch(`${cauda.url}/insights/sign-in`, {
      method: 'POST',
      body: new URLSearchParams({ token: given }),
      redirect: 'manual',
    });

  test('the bearer of the token, and nobody without it', async () => {
    expect(
      (await get(cauda, '/insights', { ...asJson, authorization: `Bearer ${token}` })).status,
    ).toBe(200);
    expect((await get(cauda, '/insights', asJson)).status).toBe(401);
    const page = await get(cauda, '/insights', { accept: 'text/html' });
    expect(page.status).toBe(401);
    expect(await page.text()).toContain('type="password"');
  });

  test('a session lasts eight hours, and a forged or changed cookie opens nothing', async () => {
    const response = await signIn(token);
    expect(response.status).toBe(303);
    const header = response.headers.get('set-cookie') ?? '';
    expect(header).toMatch(/HttpOnly; SameSite=Strict/);
    const [cookie = ''] = header.split(';');
    const status = async (value: string) =>
      (await get(cauda, '/insights', { ...asJson, cookie: value })).status;
    expect(await status(`other=1; ${cookie}`)).toBe(200);
    const [until = '', signature = ''] = (cookie.split('=')[1] ?? '').split('.');
    const later = String(Number(until) + 1);
    for (const forged of [
      `${later}.${signature}`,
      `${until}.`,
      `${until}.${'A'.repeat(43)}`,
      '',
      `.${signature}`,
    ]) {
      expect(await status(`cauda-insights=${forged}`)).toBe(401);
    }
    at = new Date(NOW.getTime() + 8 * 3_600_000);
    expect(await status(cookie)).toBe(401);
    at = NOW;
  });

  test('after five wrong tokens even the right one waits', async () => {
    const wrongBearer = await get(cauda, '/insights', { ...asJson, authorization: 'Bearer wrong' });
    expect(wrongBearer.status).toBe(401);
    expect(wrongBearer.headers.get('set-cookie')).toBeNull();
    for (let wrong = 1; wrong < 5; wrong += 1)
      expect((await signIn(`wrong ${wrong}`)).status).toBe(401);
    expect((await signIn(token)).status).toBe(429);
    const bearer = { ...asJson, authorization: `Bearer ${token}` };
    expect((await get(cauda, '/insights', bearer)).status).toBe(429);
  });
});

describe('What clinicians wrote', () => {
  const commentsToken = 'another token of the tests';
  const wrote = 'Mrs Doe <b>refused</b>';
  let cauda: Cauda;
  beforeAll(async () => {
    cauda = await Cauda.start({
      env: { INSIGHTS_TOKEN: token, COMMENTS_TOKEN: commentsToken },
      site: { cards: { [id]: { mode: 'on' } } },
    });
    const { cards } = await cauda.sign(maria, lumbarMri('without'));
    const { uuid } = cards.find((card) => card.source.topic.code === id);
    const sent = await cauda.post('lumbar-mri-order-sign/feedback', {
      feedback: [
        {
          card: uuid,
          outcome: 'overridden',
          outcomeTimestamp: '2026-11-20T12:00:30Z',
          overrideReason: { reason: { code: 'her own words' }, userComment: wrote },
        },
      ],
    });
    expect(sent.status).toBe(200);
  });
  afterAll(() => cauda.close());
  const bearer = (of: string, accept = 'application/json') => ({
    accept,
    authorization: `Bearer ${of}`,
  });
  const textOf = async (path: string, headers: Record<string, string>) =>
    (await get(cauda, path, headers)).text();

  test('is read with the token for it, on the page and in the data of one card', async () => {
    const { comments } = JSON.parse(await textOf(`/insights?card=${id}`, bearer(commentsToken)));
    expect(comments).toEqual([
      {
        day: '2026-11-20',
        version: expect.any(Number),
        client: 'demo',
        outcome: 'overridden',
        reason: 'another reason',
        comment: wrote,
      },
    ]);
    const html = await textOf(`/insights?card=${id}`, bearer(commentsToken, 'text/html'));
    expect(html).toContain('Mrs Doe &lt;b&gt;refused&lt;/b&gt;');
    const shown = cauda.logged.filter((line) => line.includes('comments were shown'));
    expect(shown).toHaveLength(2);
    expect(cauda.logged.join('')).not.toContain('Mrs Doe');
  });

  test('is in no answer to the token for counts, nor in what goes from hand to hand', async () => {
    for (const accept of ['application/json', 'text/html', 'text/csv']) {
      for (const path of ['/insights', `/insights?card=${id}`]) {
        expect(await textOf(path, bearer(token, accept))).not.toContain('Mrs Doe');
      }
    }
    expect(await textOf('/insights', bearer(commentsToken))).not.toContain('Mrs Doe');
    expect(await textOf(`/insights?card=${id}`, bearer(commentsToken, 'text/csv'))).not.toContain(
      'Mrs Doe',
    );
    expect(
      await textOf(`/insights?card=${id}&simulated=yes`, bearer(commentsToken, 'text/html')),
    ).not.toContain('Mrs Doe');
  });

  test('a session sees what its token sees', async () => {
    for (const [given, sees] of [
      [commentsToken, true],
      [token, false],
    ] as const) {
      const signedIn = await fetch(`${cauda.url}/insights/sign-in`, {
        method: 'POST',
        body: new URLSearchParams({ token: given }),
        redirect: 'manual',
      });
      const [cookie = ''] = (signedIn.headers.get('set-cookie') ?? '').split(';');
      const text = await textOf(`/insights?card=${id}`, { ...asJson, cookie });
      expect(text.includes('Mrs Doe')).toBe(sees);
    }
  });
});

test('without a token for them comments are shown to nobody, this machine included', async () => {
  const cauda = await Cauda.start({ env: { COMMENTS_TOKEN: 'a token of sixteen or more' } });
  const here = await get(cauda, `/insights?card=${id}`, asJson);
  expect(here.status).toBe(200);
  expect(await here.json()).not.toHaveProperty('comments');
  const proxied = { ...asJson, 'x-forwarded-for': '192.0.2.1' };
  expect((await get(cauda, '/insights', proxied)).status).toBe(401);
  await cauda.close();
  await expect(
    Cauda.start({ env: { INSIGHTS_TOKEN: token, COMMENTS_TOKEN: token } }),
  ).rejects.toThrow(/are the same/);
});

test.each(['x-forwarded-for', 'forwarded', 'x-real-ip'])(
  'without a token: this machine alone, and not through a proxy (%s)',
  async (header) => {
    const cauda = await Cauda.start();
    expect((await get(cauda, '/insights', asJson)).status).toBe(200);
    expect((await get(cauda, '/insights', { ...asJson, [header]: 'for=127.0.0.1' })).status).toBe(
      403,
    );
    await cauda.close();
  },
);
