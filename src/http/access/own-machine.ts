import { createHash, timingSafeEqual } from 'node:crypto';
import type { Request } from 'express';
import { isLoopbackHost } from '../../config/settings.ts';

/** True when the request comes from loopback and no proxy there speaks for somebody else. */
export function isOwnMachine(request: Request): boolean {
  const isProxied = ['x-forwarded-for', 'forwarded', 'x-real-ip'].some(
    (name) => name in request.headers,
  );
  return !isProxied && isLoopbackHost((request.ip ?? '').replace(/^::ffff:/, ''));
}

/** Compares secrets in a time that does not tell where they differ, nor how long they are. */
export function isSameSecret(given: string, expected: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(expected));
}
