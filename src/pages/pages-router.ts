import { Router, type Request, type Response } from 'express';
import helmet from 'helmet';
import { CdsError } from '../errors.ts';
import { methodNotAllowed } from '../http/error-handler.ts';
import { icon, palette, styleSheet } from './html.ts';
import { sendJson, sendText } from '../http/send.ts';

/** A page for people and the same as data. */
export interface Page {
  readonly html: string;
  readonly json: unknown;
}

export interface Pages {
  readonly start: Page;
  readonly cardList: Page;
  card(id: string): Page | undefined;
  /** A card in the version that is asked for. @throws {CdsError} when there is no such version. */
  cardVersion(id: string, asked: unknown): Promise<Page | undefined>;
}

/** No script at all, style from here only, in nobody's frame. */
const protect = helmet({
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: ["'none'"],
      styleSrc: ["'self'"],
      imgSrc: ["'self'"],
      baseUri: ["'none'"],
      formAction: ["'none'"],
      frameAncestors: ["'none'"],
    },
  },
  // TLS ends at the proxy, which says this for the whole host.
  strictTransportSecurity: false,
});

/**
 * The readable pages: what this is, and the evidence of each card. They hold no patient data.
 * @param pages Those of now: the choices of the site may be read anew.
 */
export function pagesRouter(pages: () => Pages): Router {
  const router = Router();
  router.get('/', protect, (request, response) => sendPage(request, response, pages().start));
  router.get('/cards', protect, (request, response) =>
    sendPage(request, response, pages().cardList),
  );
  router.get('/cards/:id', protect, async (request, response) => {
    const { id = '' } = request.params;
    const asked = request.query['version'];
    const page =
      asked === undefined ? pages().card(id) : await pages().cardVersion(String(id), asked);
    if (!page) throw new CdsError('not-found', 'There is no card of this id.');
    sendPage(request, response, page);
  });
  router.get('/style.css', protect, (_request, response) => {
    response.setHeader('Cache-Control', 'public, max-age=300');
    sendText(response, 200, 'text/css; charset=utf-8', styleSheet);
  });
  router.get('/palette.css', protect, (_request, response) => {
    response.setHeader('Cache-Control', 'public, max-age=300');
    sendText(response, 200, 'text/css; charset=utf-8', palette);
  });
  router.get('/icon.svg', protect, (_request, response) => {
    response.setHeader('Cache-Control', 'public, max-age=86400');
    sendText(response, 200, 'image/svg+xml', icon);
  });
  router.all(
    ['/icon.svg', '/', '/cards', '/cards/:id', '/style.css', '/palette.css'],
    methodNotAllowed('GET'),
  );
  return router;
}

function sendPage(request: Request, response: Response, { html, json }: Page): void {
  response.vary('Accept');
  // The same for everybody, until the site's choices are read anew.
  response.setHeader('Cache-Control', 'no-cache');
  if (request.accepts(['html', 'json']) === 'json') sendJson(response, 200, json);
  else sendText(response, 200, 'text/html; charset=utf-8', html);
}
