import type { Readable } from 'node:stream';
import { promisify } from 'node:util';
import { brotliDecompress, gunzip, inflate } from 'node:zlib';
import { request, type Dispatcher } from 'undici';
import { MAX_RESPONSE_BYTES } from './network.ts';

/** What is sent to a FHIR server. The URL was checked by whoever made it. */
export interface Question {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** How it is sent: over which connections, and until when. */
export interface Way {
  readonly signal: AbortSignal;
  readonly dispatcher: Dispatcher;
}

/** What a FHIR server answered, whatever its status. */
export interface FhirAnswer {
  readonly status: number;
  readonly contentType: string | undefined;
  /** The body as it was before the server compressed it. */
  readonly bytes: Buffer;
}

/**
 * One request and its answer. By undici's `request`, which takes half of the processor time of `fetch`:
 * a call asks seven or more questions, each small. Redirects are not followed, they are answers.
 *
 * @param most Bytes that are read of the answer; the same counts once it is unpacked.
 * @throws when no answer came in time, the connection broke, or the answer is larger than is read.
 */
export async function exchange(
  { method, url, headers, body }: Question,
  { signal, dispatcher }: Way,
  most = MAX_RESPONSE_BYTES,
): Promise<FhirAnswer> {
  const answer = await request(url, {
    method,
    headers: { 'user-agent': 'cauda', 'accept-encoding': accepted, ...headers },
    body: body ?? null,
    signal,
    dispatcher,
  });
  const packed = await bytesOf(answer.body, most);
  return {
    status: answer.statusCode,
    contentType: oneOf(answer.headers['content-type']),
    bytes: await unpacked(packed, oneOf(answer.headers['content-encoding']), most),
  };
}

const unpack: Readonly<Record<string, (bytes: Buffer, bounds: Bounds) => Promise<Buffer>>> = {
  gzip: promisify<Buffer, Bounds, Buffer>(gunzip),
  'x-gzip': promisify<Buffer, Bounds, Buffer>(gunzip),
  deflate: promisify<Buffer, Bounds, Buffer>(inflate),
  br: promisify<Buffer, Bounds, Buffer>(brotliDecompress),
};
const accepted = 'gzip, deflate, br';

interface Bounds {
  readonly maxOutputLength: number;
}

/** Beyond the bound the connection is given up. */
function bytesOf(body: Readable, most: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let length = 0;
    body.on('data', (chunk: Buffer) => {
      length += chunk.length;
      if (length > most) body.destroy(new Error('The answer is larger than is read.'));
      else chunks.push(chunk);
    });
    body.on('end', () =>
      resolve(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks)),
    );
    body.on('error', reject);
  });
}

async function unpacked(
  bytes: Buffer,
  encoding: string | undefined,
  most: number,
): Promise<Buffer> {
  const name = encoding?.trim().toLowerCase() ?? '';
  // Some servers name the encoding also where there is nothing to pack.
  if (name === '' || name === 'identity' || bytes.length === 0) return bytes;
  const how = unpack[name];
  if (!how) throw new Error('The FHIR server answered in an encoding that was not asked for.');
  return how(bytes, { maxOutputLength: most });
}

const oneOf = (header: string | string[] | undefined) =>
  Array.isArray(header) ? header.join(', ') : header;

/** An error of an answer, with its status where those of the FHIR library have it. */
export const refusal = (status: number, message = `The FHIR server answered ${status}.`) =>
  Object.assign(new Error(message), { response: { status } });
