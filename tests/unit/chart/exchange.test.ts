import { describe, expect, test } from '@jest/globals';
import type { RequestListener } from 'node:http';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { fhirReader } from '../../../src/chart/fhir/fhir-reader.ts';
import { MAX_RESPONSE_BYTES } from '../../../src/chart/fhir/network.ts';
import { closingAfterEach, startLoopback } from '../../support/raw-http.ts';

const opened = closingAfterEach();

async function read(answer: RequestListener): Promise<unknown> {
  const server = opened(await startLoopback(answer));
  return fhirReader({
    baseUrl: `${server.url}/fhir`,
    accessToken: 'invented',
    signal: AbortSignal.timeout(15_000),
    scope: '',
    mayBePrivate: true,
    caller: 'ehr',
  }).read('Condition?patient=p1');
}

const packed =
  (encoding: string, bytes: Buffer): RequestListener =>
  (_request, response) => {
    response.writeHead(200, {
      'content-type': 'application/fhir+json',
      'content-encoding': encoding,
    });
    response.end(bytes);
  };

const bundle = { resourceType: 'Bundle', note: 'Größe' };
const text = Buffer.from(JSON.stringify(bundle));

describe('An answer of a FHIR server', () => {
  test.each([
    ['gzip', gzipSync(text)],
    ['x-gzip', gzipSync(text)],
    ['GZIP', gzipSync(text)],
    ['deflate', deflateSync(text)],
    ['br', brotliCompressSync(text)],
    ['identity', text],
  ])('is unpacked: %s', async (encoding, bytes) => {
    expect(await read(packed(encoding, bytes))).toEqual(bundle);
  });

  test('may begin with a byte order mark', async () => {
    expect(await read((_request, response) => response.end(`\uFEFF${text.toString()}`))).toEqual(
      bundle,
    );
  });

  test.each([
    ['in an encoding that was not asked for', packed('zstd', text)],
    ['that is not what its encoding says', packed('gzip', text)],
    [
      'that is larger than is read once it is unpacked',
      packed('gzip', gzipSync(Buffer.alloc(MAX_RESPONSE_BYTES + 1, ' '))),
    ],
    ['that is no JSON', (_request, response) => response.end('<html>')],
    ['with another status', (_request, response) => response.writeHead(404).end('{}')],
  ] satisfies [string, RequestListener][])('%s is refused', async (_name, answer) => {
    await expect(read(answer)).rejects.toThrow();
  });

  test('the server is told who asks, and for what', async () => {
    const seen: unknown[] = [];
    await read(({ headers }, response) => {
      seen.push(headers);
      response.end(text);
    });
    expect(seen).toMatchObject([
      {
        accept: 'application/fhir+json',
        authorization: 'Bearer invented',
        'user-agent': 'cauda',
      },
    ]);
  });
});
