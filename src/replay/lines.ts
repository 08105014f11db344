import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';

/** A longer line is no resource of a chart. */
export const MAX_LINE_BYTES = 64 * 1024 * 1024;
const NEWLINE = 10;

/** One line of a file; `bytes` is undefined when it is longer than is read. */
export interface Line {
  readonly number: number;
  readonly bytes: Buffer | undefined;
}

/**
 * The lines of a file, gzip or plain, however large the file is, some at a time and not decoded: most of
 * them are only sorted.
 *
 * @throws when it cannot be read, or its gzip is damaged: the lines before are given.
 */
export async function* linesOf(
  path: string,
  maxBytes = MAX_LINE_BYTES,
): AsyncGenerator<readonly Line[]> {
  const file = createReadStream(path, { highWaterMark: 1024 * 1024 });
  const stream = path.endsWith('.gz') ? pipeline(file, createGunzip(), () => undefined) : file;
  let begun: Buffer[] = [];
  let length = 0;
  let number = 0;
  const keep = (part: Buffer) => {
    length += part.length;
    // Of a line that is too long nothing is kept.
    if (length > maxBytes) begun = [];
    else if (part.length > 0) begun.push(part);
  };
  const take = (end: Buffer): Line => {
    if (length === 0 && end.length <= maxBytes) return { number: (number += 1), bytes: end };
    keep(end);
    const bytes = length > maxBytes ? undefined : Buffer.concat(begun, length);
    begun = [];
    length = 0;
    return { number: (number += 1), bytes };
  };
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    const lines: Line[] = [];
    let from = 0;
    for (let at = chunk.indexOf(NEWLINE); at >= 0; at = chunk.indexOf(NEWLINE, from)) {
      lines.push(take(chunk.subarray(from, at)));
      from = at + 1;
    }
    if (from < chunk.length) keep(chunk.subarray(from));
    if (lines.length > 0) yield lines;
  }
  if (length > 0) yield [take(Buffer.alloc(0))];
}
