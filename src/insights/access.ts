import type { Request } from 'express';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import { CdsError } from '../errors.ts';
import { isOwnMachine, isSameSecret } from '../http/access/own-machine.ts';
import { InsightsSession } from './session.ts';

/** Wrong tokens from one address before it waits. */
const MAX_WRONG = 5;
const LOCKED_SECONDS = 900;

/** What somebody may see: counts alone, or what clinicians wrote as well. */
export type Sight = 'counts' | 'comments';

export interface AccessOptions {
  /** INSIGHTS_TOKEN; undefined: loopback only. */
  readonly token: string | undefined;
  /** COMMENTS_TOKEN; undefined: nobody sees comments. */
  readonly commentsToken?: string | undefined;
  readonly replicaKey: string;
  readonly now: () => Date;
}

interface Key {
  readonly sight: Sight;
  readonly token: string;
  readonly session: InsightsSession;
}

/**
 * Who may see the insights: by bearer token or by a session; without INSIGHTS_TOKEN this machine too. What
 * clinicians wrote is for those with COMMENTS_TOKEN, wherever they sit.
 */
export class InsightsAccess {
  readonly #options: AccessOptions;
  readonly #keys: readonly Key[];
  readonly #wrong = new RateLimiterMemory({ points: MAX_WRONG, duration: LOCKED_SECONDS });

  constructor(options: AccessOptions) {
    this.#options = options;
    const { token, commentsToken, replicaKey } = options;
    this.#keys = (
      [
        ['comments', commentsToken],
        ['counts', token],
      ] as const
    ).flatMap(([sight, each]) =>
      each === undefined
        ? []
        : [{ sight, token: each, session: new InsightsSession(replicaKey, each) }],
    );
  }

  /**
   * @returns What is seen, or `sign-in` for a person who may still show a token.
   * @throws {CdsError} `client-forbidden` (403) when nobody from there may; `client-untrusted` (401) for
   *   a wrong bearer; `too-many-requests` (429) after too many wrong ones.
   */
  async of(request: Request): Promise<Sight | 'sign-in'> {
    const { authorization, cookie } = request.headers;
    if (authorization !== undefined && this.#keys.length > 0) {
      return (await this.#check(request, authorization.replace(/^Bearer +/i, ''))).sight;
    }
    const at = this.#options.now();
    const open = this.#keys.find(({ session }) => session.isOpen(cookie, at));
    if (open) return open.sight;
    if (this.#options.token === undefined && isOwnMachine(request)) return 'counts';
    if (this.#keys.length > 0) return 'sign-in';
    throw new CdsError('client-forbidden', 'Insights are for loopback, or with INSIGHTS_TOKEN.');
  }

  /**
   * Opens a session for whoever gives a token.
   * @returns The Set-Cookie header.
   * @throws {CdsError} as {@link of}; `not-found` where no token is set.
   */
  async signIn(request: Request, given: string, isSecure: boolean): Promise<string> {
    if (!this.isSignedInto) {
      throw new CdsError('not-found', 'There is nothing to sign in to: INSIGHTS_TOKEN is not set.');
    }
    const { session } = await this.#check(request, given);
    return session.cookie(this.#options.now(), isSecure);
  }

  /** Whether there is a token to sign in with. */
  get isSignedInto(): boolean {
    return this.#keys.length > 0;
  }

  /** A locked address is not told whether its token is right. */
  async #check(request: Request, given: string): Promise<Key> {
    const from = request.ip ?? '';
    const before = await this.#wrong.get(from);
    if (before !== null && before.consumedPoints >= MAX_WRONG) {
      throw new CdsError('too-many-requests', 'Too many wrong tokens: wait a quarter of an hour.');
    }
    // Each is compared, so that the time does not tell which one it was like.
    const [right] = this.#keys.filter(({ token }) => isSameSecret(given, token));
    if (right) return right;
    await this.#wrong.consume(from).catch(() => undefined);
    throw new CdsError('client-untrusted', 'The token is wrong.');
  }
}
