import express, { Router, type Request, type RequestHandler, type Response } from 'express';
import helmet from 'helmet';
import { z } from 'zod';
import { CdsError } from '../errors.ts';
import { methodNotAllowed } from '../http/answer/error-handler.ts';
import { sendJson, sendText } from '../http/answer/send.ts';
import { InsightsAccess, type AccessOptions, type Sight } from './access.ts';
import { insightsCsv } from './insights-csv.ts';
import { document, insightsPage, insightsStyle } from './insights-page.ts';
import type { CountedCard, InsightsSource } from './insight-types.ts';
import { MAX_WEEKS, readComments, readInsights } from './insights.ts';
import { simulatedWeeks } from './simulated-weeks.ts';

export interface InsightsDependencies extends AccessOptions {
  readonly store: InsightsSource;
  /** Those of now: the site may be read anew. */
  readonly cards: () => readonly CountedCard[];
  readonly isDemo: boolean;
  /** True when people reach the service by https. */
  readonly isSecure: boolean;
  /** Told that comments of clinicians were shown. */
  readonly onCommentsShown: (card: string, count: number) => void;
  /** Told of a fault of the store. @throws what the caller is answered. */
  readonly onStoreError: (error: unknown) => never;
}

export const DEFAULT_WEEKS = 12;

/** No script, forms and style of our own, in nobody's frame. */
const protect = helmet({
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: ["'none'"],
      styleSrc: ["'self'"],
      imgSrc: ["'self'"],
      baseUri: ["'none'"],
      formAction: ["'self'"],
      frameAncestors: ["'none'"],
    },
  },
  strictTransportSecurity: false,
}) as RequestHandler;

const queryOf = (cards: readonly CountedCard[]) =>
  z.object({
    weeks: z.coerce.number().int().min(1).max(MAX_WEEKS).default(DEFAULT_WEEKS),
    card: z
      .string()
      .refine((id) => cards.some((card) => card.id === id), 'there is no card of this id')
      .optional(),
    simulated: z.enum(['yes']).optional(),
  });

/** What the cards did here, for those who look after them. */
export function insightsRouter(deps: InsightsDependencies): Router {
  const access = new InsightsAccess(deps);
  const router = Router();

  router.get('/', protect, async (request, response) => {
    // What was counted today is old tomorrow, and is for those who may see it.
    response.setHeader('Cache-Control', 'no-store');
    response.vary('Accept');
    const kind = request.accepts(['html', 'json', 'text/csv']);
    if (kind === false)
      throw new CdsError('request-invalid', 'Insights are HTML, JSON or text/csv.');
    const sight = await access.of(request);
    if (sight === 'sign-in') {
      if (kind !== 'html') throw new CdsError('client-untrusted', 'INSIGHTS_TOKEN is asked for.');
      sendText(response, 401, 'text/html; charset=utf-8', signInPage(''));
      return;
    }
    await sendInsights(request, response, kind, sight, deps);
  });
  router.get('/style.css', protect, (_request, response) => {
    sendText(response, 200, 'text/css; charset=utf-8', insightsStyle);
  });
  router.get('/sign-in', protect, (_request, response) => {
    if (!access.isSignedInto) throw new CdsError('not-found', 'There is nothing to sign in to.');
    sendText(response, 200, 'text/html; charset=utf-8', signInPage(''));
  });
  router.post(
    '/sign-in',
    protect,
    express.urlencoded({ extended: false, limit: 4096, parameterLimit: 5 }) as RequestHandler,
    async (request, response) => {
      const { token } = z
        .object({ token: z.string().max(2048).default('') })
        .catch({ token: '' })
        .parse(request.body);
      try {
        response.setHeader('Set-Cookie', await access.signIn(request, token, deps.isSecure));
      } catch (error) {
        if (!(error instanceof CdsError) || error.code === 'not-found') throw error;
        const status = error.code === 'too-many-requests' ? 429 : 401;
        sendText(response, status, 'text/html; charset=utf-8', signInPage(error.message));
        return;
      }
      response.setHeader('Cache-Control', 'no-store');
      response.redirect(303, '/insights');
    },
  );
  router.all('/', methodNotAllowed('GET'));
  router.all('/style.css', methodNotAllowed('GET'));
  router.all('/sign-in', methodNotAllowed('GET', 'POST'));
  return router;
}

async function sendInsights(
  request: Request,
  response: Response,
  kind: string,
  sight: Sight,
  { cards, store, isDemo, now, onStoreError, onCommentsShown }: InsightsDependencies,
): Promise<void> {
  const known = cards();
  const parsed = queryOf(known).safeParse(request.query);
  if (!parsed.success) {
    const at = parsed.error.issues.map(({ path }) => String(path[0]));
    const says = parsed.error.issues.map(({ path, message }) => `${String(path[0])}: ${message}`);
    throw new CdsError('request-invalid', says.join('; '), { at });
  }
  const { weeks, card, simulated } = parsed.data;
  if (simulated && !isDemo) throw new CdsError('not-found', 'Simulated weeks are for demo mode.');
  const at = now();
  const source = simulated ? simulatedWeeks(known, at) : store;
  const query = { weeks, now: at, only: card, isSimulated: simulated !== undefined };
  const insights = await readInsights(source, known, query).catch(onStoreError);
  // A table of counts goes from hand to hand: what clinicians wrote never stands in it.
  const isWritten = card !== undefined && sight === 'comments' && !simulated && kind !== 'text/csv';
  const comments = isWritten
    ? await readComments(store, known, card, insights).catch(onStoreError)
    : undefined;
  if (card !== undefined && comments) onCommentsShown(card, comments.length);
  if (kind === 'json') {
    const { rows, ...rest } = insights;
    sendJson(response, 200, { ...rest, ...(comments && { comments }), rows });
  } else if (kind === 'text/csv') {
    response.setHeader('Content-Disposition', `attachment; filename="cauda-${insights.to}.csv"`);
    sendText(response, 200, 'text/csv; charset=utf-8', insightsCsv(insights));
  } else {
    const links = { query: `weeks=${weeks}${simulated ? '&simulated=yes' : ''}`, isFile: false };
    sendText(
      response,
      200,
      'text/html; charset=utf-8',
      insightsPage(insights, card, links, comments),
    );
  }
}

const signInPage = (fault: string) =>
  document(
    'Insights',
    `<nav class="crumbs"><a href="/">Cauda</a></nav>
<h1>Insights</h1>
<p>What the cards did here: for those who look after them.</p>
${fault === '' ? '' : `<p role="alert"><strong>${fault}</strong></p>`}
<form method="post" action="/insights/sign-in">
<label for="token">Token (<code>INSIGHTS_TOKEN</code>, or <code>COMMENTS_TOKEN</code> to read comments too)</label>
<input id="token" name="token" type="password" autocomplete="current-password" required>
<button type="submit">Sign in</button>
</form>`,
    false,
  );
