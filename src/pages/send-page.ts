import type { Request, RequestHandler, Response } from 'express';
import helmet from 'helmet';
import { sendJson, sendText } from '../http/answer/send.ts';

/** A page for people and the same as data. */
export interface Page {
  readonly html: string;
  readonly json: unknown;
}

/** Style from here only, in nobody's frame; nothing else but what `further` allows. */
const policy = (further: Readonly<Record<string, string[]>>) =>
  helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'"],
        baseUri: ["'none'"],
        formAction: ["'none'"],
        frameAncestors: ["'none'"],
        ...further,
      },
    },
    // TLS ends at the proxy, which says this for the whole host.
    strictTransportSecurity: false,
  });

/** For pages to read: no script at all. */
export const protect = policy({});

/** For a page with a form and a script of its own, which asks this host alone. */
export const protectForm = policy({
  scriptSrc: ["'self'"],
  connectSrc: ["'self'"],
  formAction: ["'self'"],
});

/** HTML unless JSON is preferred. The same for everybody, until the site's choices are read anew. */
export function sendPage(request: Request, response: Response, { html, json }: Page): void {
  response.vary('Accept');
  response.setHeader('Cache-Control', 'no-cache');
  if (request.accepts(['html', 'json']) === 'json') sendJson(response, 200, json);
  else sendHtml(response, 200, html);
}

export const sendHtml = (response: Response, status: number, html: string): void =>
  sendText(response, status, 'text/html; charset=utf-8', html);

/** A style or script of ours, which a browser may keep for some minutes. */
export const sendFile =
  (type: 'text/css' | 'text/javascript', text: string): RequestHandler =>
  (_request, response) => {
    response.setHeader('Cache-Control', 'public, max-age=300');
    sendText(response, 200, `${type}; charset=utf-8`, text);
  };
