import type { Response } from 'express';

/** Sends a body as it is: Express's own `json` and `send` cost more than the rest of a small call. */
export function sendText(response: Response, status: number, type: string, body: string): void {
  response.statusCode = status;
  response.setHeader('Content-Type', type);
  response.setHeader('Content-Length', Buffer.byteLength(body));
  response.end(response.req.method === 'HEAD' ? undefined : body);
}

export function sendJson(
  response: Response,
  status: number,
  body: unknown,
  type = 'application/json',
): void {
  sendText(response, status, type, JSON.stringify(body));
}
