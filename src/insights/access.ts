import type { Request } from 'express';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import { CdsError } from '../errors.ts';
import { isOwnMachine, isSameSecret } from '../http/own-machine.ts';
import { InsightsSession } from './session.ts';

/** Wrong tokens from one address before it waits. */
const MAX_WRONG = 5;
const LOCKED_SECONDS = 900;

export interface AccessOptions {
  /** INSIGHTS_TOKEN; undefined: loopback only. */
  readonly token: string | undefined;
  readonly replicaKey: string;
  readonly now: () => Date;
}

/** Who may see the insights: by bearer token or by a session; without a token this machine alone. */
export class InsightsAccess {
  readonly #options: AccessOptions;
  readonly #session: InsightsSession | undefined;
  readonly #wrong = new RateLimiterMemory({ points: MAX_WRONG, duration: LOCKED_SECONDS });

  constructor(options: AccessOptions) {
    this.#options = options;
    this.#session =
      options.token === undefined
        ? undefined
        : new InsightsSession(options.replicaKey, options.token);
  }

  /**
   * @returns `open`, or `sign-in` for a person who may still show the token.
   * @throws {CdsError} `client-forbidden` (403) when nobody from there may; `client-untrusted` (401) for
   *   a wrong bearer; `too-many-requests` (429) after too many wrong ones.
   */
  async of(request: Request): Promise<'open' | 'sign-in'> {
    const { token, now } = this.#options;
    if (token === undefined || this.#session === undefined) {
      if (isOwnMachine(request)) return 'open';
      throw new CdsError('client-forbidden', 'Insights are for loopback, or with INSIGHTS_TOKEN.');
    }
    const { authorization, cookie } = request.headers;
    if (authorization !== undefined) {
      await this.#check(request, authorization.replace(/^Bearer +/i, ''), token);
      return 'open';
    }
    return this.#session.isOpen(cookie, now()) ? 'open' : 'sign-in';
  }

  /**
   * Opens a session for whoever gives the token.
   * @returns The Set-Cookie header.
   * @throws {CdsError} as {@link of}; `not-found` where no token is set.
   */
  async signIn(request: Request, given: string, isSecure: boolean): Promise<string> {
    const { token, now } = this.#options;
    if (token === undefined || this.#session === undefined) {
      throw new CdsError('not-found', 'There is nothing to sign in to: INSIGHTS_TOKEN is not set.');
    }
    await this.#check(request, given, token);
    return this.#session.cookie(now(), isSecure);
  }

  /** A locked address is not told whether its token is right. */
  async #check(request: Request, given: string, token: string): Promise<void> {
    const from = request.ip ?? '';
    const before = await this.#wrong.get(from);
    if (before !== null && before.consumedPoints >= MAX_WRONG) {
      throw new CdsError('too-many-requests', 'Too many wrong tokens: wait a quarter of an hour.');
    }
    if (isSameSecret(given, token)) return;
    await this.#wrong.consume(from).catch(() => undefined);
    throw new CdsError('client-untrusted', 'The token is wrong.');
  }
}
