import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';
import { pipeline } from 'node:stream';

/** A longer line is no resource of a chart. */
export const MAX_LINE_BYTES = 64 * 1024 * 1024;
const NEWLINE = 10;

/** One line of a file; `text` is undefined when it is longer than is read. */
export interface Line {
  readonly number: number;
  readonly text: string | undefined;
}

/**
 * The lines of a file, gzip or plain, however large the file is.
 * @throws when it cannot be read, or its gzip is damaged: the lines before are given.
 */
export async function* linesOf(path: string, maxBytes = MAX_LINE_BYTES): AsyncGenerator<Line> {
  const file = createReadStream(path, { highWaterMark: 1024 * 1024 });
  const stream = path.endsWith('.gz') ? pipeline(file, createGunzip(), () => undefined) : file;
  let parts: Buffer[] = [];
  let length = 0;
  let number = 0;
  const take = (): Line => {
    const text = length > maxBytes ? undefined : Buffer.concat(parts, length).toString('utf8');
    parts = [];
    length = 0;
    number += 1;
    return { number, text };
  };
  const add = (part: Buffer) => {
    length += part.length;
    // Of a line that is too long nothing is kept.
    if (length > maxBytes) parts = [];
    else parts.push(part);
  };
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    let from = 0;
    for (let at = chunk.indexOf(NEWLINE); at >= 0; at = chunk.indexOf(NEWLINE, from)) {
      add(chunk.subarray(from, at));
      yield take();
      from = at + 1;
    }
    if (from < chunk.length) add(chunk.subarray(from));
  }
  if (length > 0) yield take();
}
