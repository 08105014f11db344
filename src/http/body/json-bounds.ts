import { CdsError } from '../../errors.ts';

/**
 * Bounds on the structure of a body. A chart of 2,500 resources in 5 MB holds about 250,000 values, and
 * its objects have a few dozen members. Nesting is bounded by what the parser takes for it; who reads a
 * member has a bound of its own.
 */
export const MAX_VALUES = 300_000;
export const MAX_MEMBERS = 2_000;
export const MAX_DEPTH = 210_000;
/** So small a body can hold nothing that would take its parser long, whatever is in it. */
const SMALL_BYTES = 32_768;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const OPENING_BRACKET = 0x5b;
const CLOSING_BRACKET = 0x5d;
const OPENING_BRACE = 0x7b;
const CLOSING_BRACE = 0x7d;

/**
 * Counts what a JSON text is made of before it is parsed: a parser takes up to a microsecond for each
 * value, so that a few megabytes of brackets and commas stop the process for seconds. One pass over the
 * bytes, which decides nothing else: a text that is no JSON is for the parser to refuse.
 *
 * @throws {CdsError} `request-invalid` (400) naming the bound, and the member of the body it stands in.
 */
export function checkJsonBounds(bytes: Uint8Array): void {
  if (bytes.length <= SMALL_BYTES) return;
  /** Members or elements of the open object or list, and of those around it; a list does not count. */
  let members = 0;
  const around: number[] = [];
  let values = 0;
  const { length } = bytes;
  for (let i = 0; i < length; i += 1) {
    const byte = bytes[i] as number;
    if (byte === QUOTE) {
      // Most of a body is text: here and not in a function, which costs half as much again.
      i += 1;
      for (let next = bytes[i]; next !== QUOTE && i < length; next = bytes[i]) {
        i += next === BACKSLASH ? 2 : 1;
      }
    } else if (byte === COMMA) {
      values += 1;
      members += 1;
      if (values > MAX_VALUES) refuse(`at most ${MAX_VALUES} values`, bytes, i);
      if (members >= MAX_MEMBERS) refuse(`at most ${MAX_MEMBERS} members in an object`, bytes, i);
    } else if (byte === OPENING_BRACE || byte === OPENING_BRACKET) {
      values += 1;
      around.push(members);
      if (around.length > MAX_DEPTH) refuse(`at most ${MAX_DEPTH} levels`, bytes, i);
      // A list may be as long as there may be values: it starts far below nothing.
      members = byte === OPENING_BRACE ? 0 : -MAX_VALUES;
    } else if (byte === CLOSING_BRACE || byte === CLOSING_BRACKET) {
      members = around.pop() ?? members;
    }
  }
}

/** Position of the quote that ends a string; the end of the text when none does. */
function endOfString(bytes: Uint8Array, start: number): number {
  let i = start + 1;
  for (let byte = bytes[i]; byte !== undefined && byte !== QUOTE; byte = bytes[i]) {
    i += byte === BACKSLASH ? 2 : 1;
  }
  return i;
}

function refuse(bound: string, bytes: Uint8Array, end: number): never {
  const place = placeOf(bytes, end);
  throw new CdsError('request-invalid', `${place}: the body may hold ${bound}.`, { at: [place] });
}

/** Names of the protocol that a place may be told by: any other name may be a patient's. */
const told: ReadonlySet<string> = new Set(
  'context draftOrders selections prefetch patient conditions procedures observations reports allergies orders medications administrations devices examinations encounter extension fhirAuthorization feedback'.split(
    ' ',
  ),
);

/** The member in which a position stands, as far as its names are of the protocol; else `body`. */
function placeOf(bytes: Uint8Array, end: number): string {
  /** The last name at each level. */
  const names: string[] = [];
  let depth = 0;
  for (let i = 0; i <= end; i += 1) {
    const byte = bytes[i];
    if (byte === OPENING_BRACE || byte === OPENING_BRACKET) {
      depth += 1;
      names.length = Math.min(names.length, depth);
    } else if (byte === CLOSING_BRACE || byte === CLOSING_BRACKET) {
      depth -= 1;
      names.length = Math.max(0, Math.min(names.length, depth + 1));
    } else if (byte === QUOTE) {
      const close = endOfString(bytes, i);
      if (depth <= 4 && isName(bytes, close)) {
        const text = Buffer.from(bytes.subarray(i + 1, close)).toString('latin1');
        names[depth] = told.has(text) ? text : '';
      }
      i = close;
    }
  }
  const path: string[] = [];
  for (const name of names.slice(1, depth + 1)) {
    if (!name) break;
    path.push(name);
  }
  return path.length > 0 ? path.join('.') : 'body';
}

/** Whether the string that ends here is the name of a member. */
function isName(bytes: Uint8Array, close: number): boolean {
  let i = close + 1;
  while (bytes[i] === 0x20 || bytes[i] === 0x09 || bytes[i] === 0x0a || bytes[i] === 0x0d) i += 1;
  return bytes[i] === 0x3a;
}
