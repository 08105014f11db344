import type { IncomingMessage } from 'node:http';
import { CdsError } from '../errors.ts';

/** Reads a small body as text. @throws {CdsError} 413 when it is larger than `limit` bytes. */
export async function readText(request: IncomingMessage, limit: number): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > limit) {
      throw new CdsError('request-too-large', `The request body is larger than ${limit} bytes.`);
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
