import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** One request of a `.http` file, as the REST clients of editors read it. */
export interface HttpRequest {
  readonly name: string;
  /** The status that its name promises. */
  readonly status: number;
  readonly method: string;
  /** Path and query. */
  readonly address: string;
  readonly headers: Record<string, string>;
  readonly body: string | undefined;
}

/** @throws {Error} naming the request that is not well written. */
export function httpRequests(path: string): readonly HttpRequest[] {
  const [head = '', ...blocks] = readFileSync(path, 'utf8').split(/^###/m);
  const variables = new Map(
    Array.from(head.matchAll(/^@(\w+) *= *(.*)$/gm), ([, name = '', value = '']) => [name, value]),
  );
  return blocks.map((block) => {
    const text = block.replace(/\{\{(\w+)\}\}/g, (whole, name: string) => variables.get(name) ?? whole); // prettier-ignore
    const [title = '', ...rest] = text.split('\n');
    const [, name = '', status = ''] = /^ (.+) \((\d{3})\)$/.exec(title) ?? [];
    const [request = '', ...bodyParts] = rest.join('\n').trim().split(/\n\n/);
    const [line = '', ...headerLines] = request.split('\n');
    const [, method = '', url = ''] = /^(GET|POST|PUT|DELETE) (http\S+)$/.exec(line) ?? [];
    if (name === '' || url === '')
      throw new Error(`${path}: "${title.trim()}" is not well written`);
    const body = bodyParts.join('\n\n').trim();
    const [, file] = /^< (\S+)$/.exec(body) ?? [];
    const { pathname, search } = new URL(url);
    return {
      name,
      status: Number(status),
      method,
      address: pathname + search,
      headers: Object.fromEntries(
        headerLines.map((header) => {
          const colon = header.indexOf(':');
          return [header.slice(0, colon), header.slice(colon + 1).trim()];
        }),
      ),
      body: body === '' ? undefined : file === undefined ? body : readFileSync(join(dirname(path), file), 'utf8'), // prettier-ignore
    };
  });
}
