import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { PostgresServer, postgresBinaries } from '../contract/postgres-server.ts';
import { inTurns, Replicas, type Answered } from '../support/replicas.ts';

jest.setTimeout(300_000);

const bin = postgresBinaries();
const TOKEN = 'a token for the committee';
/** The card that answers the call of the replicas. */
const card = 'contrast-option-after-disc-surgery';
const CALLS = 120;
const WIDTH = 8;

/** What an EHR asks again when the database was too slow for it, as on a busy machine. */
async function served(ask: () => Promise<Answered>): Promise<Answered> {
  for (;;) {
    const answer = await ask();
    if (answer.status !== 503) {
      expect(answer.status).toBe(200);
      return answer;
    }
  }
}

(bin === undefined ? describe.skip : describe)(
  'What was counted by two replicas on one PostgreSQL',
  () => {
    let server: PostgresServer;
    let database: string;
    let replicas: Replicas;
    /** What was acknowledged of the burst. */
    const sent = { accepted: 0, overridden: 0, unanswered: 0 };

    beforeAll(async () => {
      server = await PostgresServer.start(bin!);
      database = await server.createDatabase();
      replicas = await Replicas.start(server.url(database), { INSIGHTS_TOKEN: TOKEN });
      await inTurns(
        Array.from({ length: CALLS }, (_, index) => index),
        WIDTH,
        async (index) => {
          const [issuing, other] = index % 2 ? [0, 1] : [1, 0];
          const { body } = await served(() => replicas.call(replicas.urls[issuing]!));
          const [shown] = body.cards;
          if (index % 3 === 0) {
            sent.unanswered += 1;
            return;
          }
          const isAccepted = index % 4 === 0;
          const answer = isAccepted
            ? { outcome: 'accepted', acceptedSuggestions: [{ id: shown.suggestions[0].uuid }] }
            : { outcome: 'overridden', overrideReason: { reason: shown.overrideReasons[0] } };
          await served(() => replicas.feedback(replicas.urls[other]!, shown.uuid, answer));
          sent[isAccepted ? 'accepted' : 'overridden'] += 1;
        },
      );
    });
    afterAll(async () => {
      await replicas.stop();
      await server.stop();
    });

    const insightsOf = async (url: string, accept = 'application/json') =>
      (
        await fetch(`${url}/insights`, { headers: { accept, authorization: `Bearer ${TOKEN}` } })
      ).text();
    /** Counters and records are written some time after their calls: asked until those of the burst are there. */
    const whenCounted = async (url: string): Promise<any> => {
      for (;;) {
        const insights = JSON.parse(await insightsOf(url));
        const found = insights.cards.find((each: any) => each.card === card);
        const isWhole =
          found?.concerned === CALLS &&
          found.shown === CALLS &&
          found.unanswered?.n === CALLS &&
          found.unanswered.k <= sent.unanswered;
        if (isWhole) return insights;
        await new Promise((wake) => setTimeout(wake, 100));
      }
    };

    test('is the same at both, and no answer and no call is lost', async () => {
      const [one, other] = await Promise.all(replicas.urls.map(whenCounted));
      expect(one).toEqual(other);
      expect(one.calls).toBe(CALLS);
      const found = one.cards.find((each: any) => each.card === card);
      for (const [outcome, k] of Object.entries(sent)) {
        expect(found[outcome]).toMatchObject({ k, n: CALLS });
      }
      expect(Math.min(...Object.values(sent))).toBeGreaterThan(10);
    });

    test('has the sums of the tables, as data and as CSV', async () => {
      const [url = ''] = replicas.urls;
      const { rows } = await whenCounted(url);
      const [counted] = (await server.query(
        database,
        'select cast(sum(n) as integer) as n from outcome_count',
      )) as { n: number }[];
      const [issued] = (await server.query(
        database,
        'select cast(count(*) as integer) as n from issued_card where withheld is null',
      )) as { n: number }[];
      const answers = (await server.query(
        database,
        'select outcome, cast(count(distinct card_uuid) as integer) as n from feedback group by outcome',
      )) as { outcome: 'accepted' | 'overridden'; n: number }[];
      const inAll = Number(counted?.n) + Number(issued?.n);
      expect(rows.reduce((sum: number, { n }: any) => sum + Number(n), 0)).toBe(inAll);
      for (const { outcome, n } of answers) expect(n).toBe(sent[outcome]);
      const csv = (await insightsOf(url, 'text/csv')).trim().split('\r\n').slice(1);
      expect(csv.reduce((sum, line) => sum + Number(line.split(',').at(-1)), 0)).toBe(inAll);
    });

    test('is seen with a session of either replica, and with no forged one', async () => {
      const [one = '', other = ''] = replicas.urls;
      const signIn = (token: string) =>
        fetch(`${one}/insights/sign-in`, {
          method: 'POST',
          body: new URLSearchParams({ token }),
          redirect: 'manual',
        });
      expect((await signIn('another token')).status).toBe(401);
      const opened = await signIn(TOKEN);
      expect(opened.status).toBe(303);
      const setCookie = opened.headers.get('set-cookie') ?? '';
      expect(setCookie).toMatch(/; HttpOnly; SameSite=Strict; .*Secure/);
      const [cookie = ''] = setCookie.split(';');
      const seen = async (url: string, headers: Record<string, string>) =>
        (await fetch(`${url}/insights`, { headers: { accept: 'application/json', ...headers } }))
          .status;
      const [name, value = ''] = cookie.split('=');
      const [until, signature = ''] = value.split('.');
      for (const url of [one, other]) {
        expect(await seen(url, { cookie })).toBe(200);
        expect(await seen(url, {})).toBe(401);
        expect(await seen(url, { cookie: `${name}=${Number(until) + 1}.${signature}` })).toBe(401);
        expect(await seen(url, { cookie: `${name}=${until}.${'A'.repeat(43)}` })).toBe(401);
        expect(await seen(url, { cookie: `${name}=${until}.` })).toBe(401);
      }
    });
  },
);
