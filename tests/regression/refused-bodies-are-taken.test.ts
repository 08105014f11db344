import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Agent, request, type ClientRequest } from 'node:http';
import { MAX_IN_FLIGHT } from '../../src/http/access/fair-share.ts';
import { Cauda } from '../support/cauda.ts';

let cauda: Cauda;
beforeAll(async () => {
  cauda = await Cauda.start();
});
afterAll(() => cauda.close());

const BYTES = 3_000_000;

function call(agent: Agent | undefined, headers: Record<string, string | number>): ClientRequest {
  return request(`${cauda.url}/cds-services/lumbar-mri-order-sign`, {
    method: 'POST',
    ...(agent && { agent }),
    headers: { 'content-type': 'application/json', ...headers },
  });
}

/** A call of which nothing but the head is sent; it is under way when the server asks for the rest. */
function held(): Promise<ClientRequest> {
  return new Promise((resolve, reject) => {
    const one = call(undefined, { 'content-length': 100, expect: '100-continue' });
    one.on('continue', () => resolve(one)).on('error', reject);
    one.flushHeaders();
  });
}

const refusedOn = (agent: Agent) =>
  new Promise<{ status: number | undefined; retryAfter: string | undefined; port: number }>(
    (resolve, reject) => {
      const one = call(agent, { 'content-length': BYTES });
      let port = 0;
      one.on('socket', (socket) => {
        if (socket.localPort !== undefined) port = socket.localPort;
        else socket.once('connect', () => (port = socket.localPort ?? 0));
      });
      one.on('response', (response) => {
        const { statusCode: status, headers } = response;
        response.resume();
        response.on('end', () => resolve({ status, retryAfter: headers['retry-after'], port }));
      });
      one.on('error', reject);
      one.end(Buffer.alloc(BYTES, ' '));
    },
  );

test('a caller over its share is told so, with three megabytes on the way, and may keep its connection', async () => {
  const calls = await Promise.all(Array.from({ length: MAX_IN_FLIGHT }, held));
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const first = await refusedOn(agent);
  const second = await refusedOn(agent);
  expect([first.status, second.status]).toEqual([429, 429]);
  expect(first.retryAfter).toBe('1');
  expect(second.port).toBe(first.port);
  agent.destroy();
  for (const one of calls) one.on('error', () => undefined).destroy();
}, 120_000);
