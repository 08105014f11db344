import { Router } from 'express';
import { CdsError } from '../errors.ts';
import { methodNotAllowed } from '../http/answer/error-handler.ts';
import { sendText } from '../http/answer/send.ts';
import { guideStyle, icon, palette, styleSheet } from './html.ts';
import { protect, sendFile, sendPage, type Page } from './send-page.ts';

export interface Pages {
  start(): Page;
  cardList(): Page;
  /** Time, distribution, companions, systemic picture. */
  guide(): Page;
  card(id: string): Page | undefined;
  /** A card in the version that is asked for. @throws {CdsError} when there is no such version. */
  cardVersion(id: string, asked: unknown): Promise<Page | undefined>;
}

/**
 * The readable pages: what this is, and the evidence of each card. They hold no patient data.
 * @param pages Those of now: the choices of the site may be read anew.
 */
export function pagesRouter(pages: () => Pages): Router {
  const router = Router();
  router.get('/', protect, (request, response) => sendPage(request, response, pages().start()));
  router.get('/cards', protect, (request, response) =>
    sendPage(request, response, pages().cardList()),
  );
  router.get('/cards/:id', protect, async (request, response) => {
    const { id } = request.params;
    const asked = request.query['version'];
    const page = asked === undefined ? pages().card(id) : await pages().cardVersion(id, asked);
    if (!page) throw new CdsError('not-found', 'There is no card of this id.');
    sendPage(request, response, page);
  });
  router.get('/guide', protect, (request, response) =>
    sendPage(request, response, pages().guide()),
  );
  router.get('/guide/style.css', protect, sendFile('text/css', guideStyle));
  router.get('/style.css', protect, sendFile('text/css', styleSheet));
  router.get('/palette.css', protect, sendFile('text/css', palette));
  router.get('/icon.svg', protect, (_request, response) => {
    response.setHeader('Cache-Control', 'public, max-age=86400');
    sendText(response, 200, 'image/svg+xml', icon);
  });
  router.all(
    [
      '/',
      '/cards',
      '/cards/:id',
      '/guide',
      '/guide/style.css',
      '/icon.svg',
      '/palette.css',
      '/style.css',
    ],
    methodNotAllowed('GET'),
  );
  return router;
}
