import { Agent, request } from 'node:http';

/** What a call is: bodies that are sent in turn, so that no server meets one text all the time. */
export interface Call {
  readonly path: string;
  readonly bodies: readonly Buffer[];
}

interface Answer {
  readonly status: number;
  readonly text: string;
}

const CONNECTIONS = 8;

/** A client on loopback that keeps its connections open, as the HTTP client of an EHR does. */
export class LoadClient {
  readonly #agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  readonly #port: number;

  /** @param port Of the server, on 127.0.0.1. */
  constructor(port: number) {
    this.#port = port;
  }

  /**
   * Makes up to `requests` calls, a few side by side, and stops early after `maxMs` milliseconds.
   *
   * @param expectedCards Cards that the first and the last answer must hold (`each` asks it of all).
   * @returns Calls that were answered.
   * @throws {Error} when the first or the last answer is not a 200 with that many cards.
   */
  async load(call: Call, requests: number, maxMs: number, expectedCards: number): Promise<number> {
    await this.#checked(call, 0, expectedCards);
    let sent = 1;
    const end = performance.now() + maxMs;
    const worker = async () => {
      while (sent < requests - 1 && performance.now() < end) {
        sent += 1;
        await this.#post(call, sent, false);
      }
    };
    await Promise.all(Array.from({ length: CONNECTIONS }, worker));
    await this.#checked(call, sent + 1, expectedCards);
    return sent + 1;
  }

  /** Gives up the connections, so that the server can end. */
  close(): void {
    this.#agent.destroy();
  }

  /** Each body of a call once. @returns The first answer, as text. @throws as `load` does. */
  async each(call: Call, expectedCards: number): Promise<string> {
    let first: string | undefined;
    for (const index of call.bodies.keys()) {
      const text = await this.#checked(call, index, expectedCards);
      first ??= text;
    }
    return first ?? '';
  }

  async #checked(call: Call, index: number, expectedCards: number): Promise<string> {
    const { status, text } = await this.#post(call, index, true);
    const cards = status === 200 ? (JSON.parse(text) as { cards: unknown[] }).cards.length : -1;
    if (cards === expectedCards) return text;
    throw new Error(
      `Expected 200 with ${expectedCards} cards, got ${status}: ${text.slice(0, 500)}`,
    );
  }

  /** @param isRead Whether the answer is put together; only then is `text` more than empty. */
  #post({ path, bodies }: Call, index: number, isRead: boolean): Promise<Answer> {
    const body = bodies[index % bodies.length] ?? Buffer.alloc(0);
    return new Promise((resolve, reject) => {
      const call = request(
        {
          agent: this.#agent,
          host: '127.0.0.1',
          port: this.#port,
          path,
          method: 'POST',
          headers: { 'Content-Type': 'application/json', 'Content-Length': body.length },
        },
        (response) => {
          let text = '';
          if (isRead) response.setEncoding('utf8').on('data', (part: string) => (text += part));
          else response.resume();
          response.on('end', () => resolve({ status: response.statusCode ?? 0, text }));
          response.on('error', reject);
        },
      );
      call.on('error', reject);
      call.end(body);
    });
  }
}
