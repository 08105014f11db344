import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';

/** A longer line is no resource of a chart. */
export const MAX_LINE_BYTES = 64 * 1024 * 1024;
const CHUNK_BYTES = 256 * 1024;
/** Larger strings are allocated apart, which costs more than all that is done with them. */
const PIECE_BYTES = 64 * 1024;

/** One line of a file; `bytes` is undefined when it is longer than is read. */
export interface Line {
  readonly number: number;
  readonly bytes: Buffer | undefined;
  /** Its bytes, each a character; empty when it is longer than is read. */
  readonly latin1: string;
}

/**
 * The lines of a file, gzip or plain, however large the file is, some at a time and not decoded: most of
 * them are only sorted. What is kept of `latin1` keeps the lines around it too.
 *
 * @throws when it cannot be read, or its gzip is damaged: the lines before are given.
 */
export async function* linesOf(
  path: string,
  maxBytes = MAX_LINE_BYTES,
): AsyncGenerator<readonly Line[]> {
  const file = createReadStream(path, { highWaterMark: CHUNK_BYTES });
  const stream = path.endsWith('.gz')
    ? pipeline(file, createGunzip({ chunkSize: CHUNK_BYTES }), () => undefined)
    : file;
  let begun: Buffer[] = [];
  let length = 0;
  let number = 0;
  const keep = (part: Buffer) => {
    length += part.length;
    // Of a line that is too long nothing is kept.
    if (length > maxBytes) begun = [];
    else if (part.length > 0) begun.push(part);
  };
  /** The end of a line that began in an earlier chunk. */
  const take = (end: Buffer): Line => {
    keep(end);
    const bytes = length > maxBytes ? undefined : Buffer.concat(begun, length);
    begun = [];
    length = 0;
    return { number: (number += 1), bytes, latin1: bytes?.toString('latin1') ?? '' };
  };
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    const lines: Line[] = [];
    for (let at = 0; at < chunk.length; at += PIECE_BYTES) {
      const piece = chunk.subarray(at, at + PIECE_BYTES);
      const text = piece.toString('latin1');
      let from = 0;
      for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', from)) {
        const bytes = piece.subarray(from, end);
        if (length > 0 || bytes.length > maxBytes) lines.push(take(bytes));
        else lines.push({ number: (number += 1), bytes, latin1: text.slice(from, end) });
        from = end + 1;
      }
      if (from < piece.length) keep(piece.subarray(from));
    }
    if (lines.length > 0) yield lines;
  }
  if (length > 0) yield [take(Buffer.alloc(0))];
}
