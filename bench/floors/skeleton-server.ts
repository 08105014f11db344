import type { AddressInfo } from 'node:net';
import express from 'express';
import { collected } from './collected.ts';
import { FIXED_ANSWER, sayPort } from './fixed-answer.ts';

/** Express with its own collector and one parse: what the framework alone costs beside the bare server. */
const app = express();
app.disable('x-powered-by');
app.disable('etag');
app.post('/cds-services/:id', async (request, response) => {
  JSON.parse(await collected(request));
  response.setHeader('Content-Type', 'application/json');
  response.setHeader('Content-Length', FIXED_ANSWER.length);
  response.end(FIXED_ANSWER);
});
const server = app.listen(0, '127.0.0.1', () => sayPort((server.address() as AddressInfo).port));
