import { Agent, request } from 'node:http';
import { SignJWT, type CryptoKey } from 'jose';

/** One caller with connections of its own, from an address of its own; signs when it has a key. */
export interface Caller {
  readonly agent: Agent;
  readonly address: string;
  readonly issuer?: string;
  readonly key?: CryptoKey;
}

export interface CallerAnswer {
  readonly status: number;
  readonly bytes: number;
  readonly ms: number;
}

interface Sent {
  readonly path: string;
  readonly body: Uint8Array;
}

/** An unsigned caller from an address of loopback. */
export const caller = (address: string): Caller => ({
  agent: new Agent({ keepAlive: true }),
  address,
});

/**
 * Posts a body. The time is that of the answer alone, without the signing of its token.
 *
 * @param port Of the server, on 127.0.0.1.
 * @returns Status 0 when the connection was closed before the answer came.
 */
export async function post(
  port: number,
  { path, body }: Sent,
  from: Caller,
): Promise<CallerAnswer> {
  const authorization = await tokenOf(port, path, from);
  const startedAt = performance.now();
  return new Promise((resolve) => {
    const done = (status: number, bytes: number) =>
      resolve({ status, bytes, ms: performance.now() - startedAt });
    const call = request(
      {
        agent: from.agent,
        host: '127.0.0.1',
        localAddress: from.address,
        port,
        path,
        method: 'POST',
        headers: {
          'Content-Type': 'application/json',
          'Content-Length': body.length,
          ...(authorization !== undefined && { authorization }),
        },
      },
      (response) => {
        let bytes = 0;
        response.on('data', (chunk: Buffer) => (bytes += chunk.length));
        response.on('end', () => done(response.statusCode ?? 0, bytes));
        response.on('error', () => done(0, bytes));
      },
    );
    call.on('error', () => done(0, 0));
    call.end(body);
  });
}

async function tokenOf(port: number, path: string, { issuer, key }: Caller) {
  if (issuer === undefined || key === undefined) return undefined;
  const iat = Math.floor(Date.now() / 1_000);
  const token = await new SignJWT({
    iss: issuer,
    aud: `http://localhost:${port}${path}`,
    iat,
    exp: iat + 300,
    jti: crypto.randomUUID(),
  })
    .setProtectedHeader({ alg: 'ES256', typ: 'JWT', kid: 'bench' })
    .sign(key);
  return `Bearer ${token}`;
}
