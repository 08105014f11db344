import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * The yardstick: collects the body, parses it once and answers a fixed 2 KB. A service that reads its
 * requests cannot cost less than this.
 */
const answer = JSON.stringify({
  cards: [{ summary: 'fixed answer', indicator: 'info', source: { label: 'bare' }, detail: '' }],
}).replace('"detail":""', () => `"detail":"${'x'.repeat(1_940)}"`);

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    JSON.parse(Buffer.concat(chunks).toString());
    response.setHeader('Content-Type', 'application/json');
    response.setHeader('Content-Length', answer.length);
    response.end(answer);
  });
});
server.listen(0, '127.0.0.1', () => {
  // In the form of Cauda's own first log line, so that both ports are found alike.
  console.log(JSON.stringify({ port: (server.address() as AddressInfo).port }));
});
