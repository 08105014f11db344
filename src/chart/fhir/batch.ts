import { isObject, isResource, type JsonObject } from '../../cds-hooks/request/json.ts';

/** Questions of one Bundle; a call asks fewer. */
export const MAX_ENTRIES = 20;

export interface BatchOptions {
  /** The query as it stands in an entry, below the base; undefined when it leads elsewhere. */
  readonly entryUrl: (query: string) => string | undefined;
  /** Sends the Bundle. @returns What the server answered; undefined when it takes no batches. */
  readonly post: (bundle: JsonObject) => Promise<unknown>;
  /** Asks one question by itself. */
  readonly alone: (query: string) => Promise<JsonObject>;
}

interface Asked {
  readonly query: string;
  readonly answer: (resource: JsonObject | Promise<JsonObject>) => void;
  readonly fail: (error: unknown) => void;
}

/**
 * Asks together what is asked at one moment: one Bundle of type batch in the place of seven requests.
 * Links to further pages lead where the server says, and are followed by themselves.
 *
 * An entry that does not answer its question (an error, an OperationOutcome, another resource, none at
 * all) is asked by itself, as are all where the Bundle was not understood. So a server that does less in
 * a batch than alone costs time, never data.
 *
 * @see FHIR R4, "batch/transaction"
 */
export class BatchedReads {
  readonly #options: BatchOptions;
  #waiting: Asked[] = [];

  constructor(options: BatchOptions) {
    this.#options = options;
  }

  read(query: string): Promise<JsonObject> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ query, answer: resolve, fail: reject });
      if (this.#waiting.length === 1) queueMicrotask(() => this.#send());
    });
  }

  #send(): void {
    const all = this.#waiting;
    this.#waiting = [];
    for (let from = 0; from < all.length; from += MAX_ENTRIES) {
      const asked = all.slice(from, from + MAX_ENTRIES);
      this.#ask(asked).catch((error: unknown) => {
        for (const { fail } of asked) fail(error);
      });
    }
  }

  async #ask(asked: readonly Asked[]): Promise<void> {
    const { entryUrl, post, alone } = this.#options;
    const entries = asked.flatMap((one) => {
      const url = entryUrl(one.query);
      return url === undefined ? [] : [{ one, url }];
    });
    const answers = entries.length < 2 ? [] : answersIn(await post(batchOf(entries)), entries);
    const answered = new Map(entries.map(({ one }, index) => [one, answers[index]]));
    for (const one of asked) one.answer(answered.get(one) ?? alone(one.query));
  }
}

/** True for a query of ours, not a link to a page: `Condition?patient=…`, `Patient/…`. */
export const isQuery = (query: string): boolean => /^[A-Z][A-Za-z]*[/?]/.test(query);

const batchOf = (entries: readonly { readonly url: string }[]): JsonObject => ({
  resourceType: 'Bundle',
  type: 'batch',
  entry: entries.map(({ url }) => ({ request: { method: 'GET', url } })),
});

/** True for a Bundle that has an entry for each question: they come in the order of the questions. */
export const isBatchResponse = (bundle: unknown, questions: number): bundle is JsonObject =>
  isObject(bundle) &&
  bundle['resourceType'] === 'Bundle' &&
  Array.isArray(bundle['entry']) &&
  bundle['entry'].length === questions;

/** What each question was answered with; undefined where it has to be asked by itself. */
function answersIn(
  bundle: unknown,
  entries: readonly { readonly url: string }[],
): readonly (JsonObject | undefined)[] {
  if (!isBatchResponse(bundle, entries.length)) return [];
  const given = bundle['entry'] as readonly unknown[];
  return entries.map(({ url }, index) => answerTo(url, given[index]));
}

function answerTo(url: string, entry: unknown): JsonObject | undefined {
  if (!isObject(entry)) return undefined;
  const { response, resource } = entry;
  const status = isObject(response) ? response['status'] : undefined;
  // "200", "200 OK"; a server that leaves it out says by the resource what it means.
  const isRefused = status !== undefined && !(typeof status === 'string' && /^2\d\d/.test(status));
  return !isRefused && isResource(resource) && isAbout(resource, url) ? resource : undefined;
}

/**
 * False for the answer to another question: a resource of another type, or a list whose own link names
 * another type, as a server would give that changes the order.
 */
function isAbout(resource: JsonObject, url: string): boolean {
  const [, type, mark] = /^([A-Za-z]+)([/?])/.exec(url) ?? [];
  if (mark === '/') return resource['resourceType'] === type;
  if (resource['resourceType'] !== 'Bundle') return false;
  const links: readonly unknown[] = Array.isArray(resource['link']) ? resource['link'] : [];
  return links.every((link) => {
    if (!isObject(link) || link['relation'] !== 'self' || typeof link['url'] !== 'string')
      return true;
    const named = /^[^?]*\/([A-Z][A-Za-z]+)(?:\/_search)?\?/.exec(link['url'])?.[1];
    return named === undefined || named === type;
  });
}
