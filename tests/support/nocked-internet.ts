import { jest } from '@jest/globals';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { anyNetwork, publicNetwork } from '../../src/chart/fhir/network.ts';

const ORIGIN = 'x-origin-of-the-test';

/**
 * Lets nock stand for the servers on the internet: it knows `fetch` and node's own requests, not
 * undici's. What the service sends to a public address goes to loopback instead, and from there on by
 * `fetch` to the address that was meant.
 */
export async function nockedInternet(): Promise<{ close(): Promise<void> }> {
  const server = createServer((request, response) => {
    const { [ORIGIN]: origin, host: _host, connection: _connection, ...headers } = request.headers;
    void fetch(`${String(origin)}${request.url ?? ''}`, {
      method: request.method ?? 'GET',
      headers: headers as Record<string, string>,
      redirect: 'manual',
    }).then(
      async (answer) => {
        response.writeHead(answer.status, Object.fromEntries(answer.headers));
        response.end(Buffer.from(await answer.arrayBuffer()));
      },
      () => response.destroy(),
    );
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  server.unref();
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const redirected = jest.spyOn(publicNetwork, 'dispatch').mockImplementation((options, handler) =>
    anyNetwork.dispatch(
      {
        ...options,
        origin,
        headers: { ...(options.headers as object), [ORIGIN]: String(options.origin) },
      },
      handler,
    ),
  );
  return {
    async close() {
      redirected.mockRestore();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
