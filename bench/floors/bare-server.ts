import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { FIXED_ANSWER, sayPort } from './fixed-answer.ts';

/**
 * The yardstick: collects the body, parses it once and answers a fixed 2 KB. A service that reads its
 * requests cannot cost less than this.
 */
const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    JSON.parse(Buffer.concat(chunks).toString());
    response.setHeader('Content-Type', 'application/json');
    response.setHeader('Content-Length', FIXED_ANSWER.length);
    response.end(FIXED_ANSWER);
  });
});
server.listen(0, '127.0.0.1', () => sayPort((server.address() as AddressInfo).port));
