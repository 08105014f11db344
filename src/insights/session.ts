import { createHmac } from 'node:crypto';
import { isSameSecret } from '../http/access/own-machine.ts';

/** Hours after which somebody signs in again. */
export const SESSION_HOURS = 8;
const HOUR_MS = 3_600_000;
const COOKIE = 'cauda-insights';

/**
 * Sessions of people who gave the token: the cookie says until when, signed. Every replica knows it,
 * nothing is kept, and another token ends all of them.
 */
export class InsightsSession {
  readonly #key: string;

  /** @param replicaKey Secret that all replicas share. */
  constructor(replicaKey: string, token: string) {
    this.#key = createHmac('sha256', replicaKey).update(`insights ${token}`).digest('hex');
  }

  /** Value of a Set-Cookie header. */
  cookie(now: Date, isSecure: boolean): string {
    const until = String(now.getTime() + SESSION_HOURS * HOUR_MS);
    const secure = isSecure ? '; Secure' : '';
    return `${COOKIE}=${until}.${this.#signature(until)}; Path=/insights; HttpOnly; SameSite=Strict; Max-Age=${SESSION_HOURS * 3600}${secure}`;
  }

  /** Whether a Cookie header holds a session that is signed and not over. */
  isOpen(cookies: string | undefined, now: Date): boolean {
    return (cookies ?? '').split(';').some((each) => {
      const [name, value = ''] = each.trim().split('=');
      if (name !== COOKIE) return false;
      const [until = '', signature = ''] = value.split('.');
      return (
        isSameSecret(signature, this.#signature(until)) &&
        /^\d{1,16}$/.test(until) &&
        Number(until) > now.getTime()
      );
    });
  }

  #signature(until: string): string {
    return createHmac('sha256', this.#key).update(until).digest('base64url');
  }
}
