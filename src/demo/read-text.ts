import type { IncomingMessage } from 'node:http';
import { CdsError } from '../errors.ts';

/** A client that is cut off while it sends does not see the answer, so a little more is read. */
const MAX_DISCARDED_BYTES = 1_048_576;

/** Reads a small body as text. @throws {CdsError} 413 when it is larger than `limit` bytes. */
export async function readText(request: IncomingMessage, limit: number): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length <= limit) chunks.push(chunk);
    else if (length > limit + MAX_DISCARDED_BYTES) break;
  }
  if (length > limit) {
    throw new CdsError('request-too-large', `The request body is larger than ${limit} bytes.`);
  }
  return Buffer.concat(chunks).toString('utf8');
}
