import type { Card } from '../../cds-hooks/response.ts';

/** The reason to set a card aside that every card offers: it is followed up at once. */
export const UNSAFE = {
  system: 'urn:cauda:override-reason',
  code: 'unsafe-or-wrong-data',
  display: 'Unsafe or wrong data',
} as const satisfies NonNullable<Card['overrideReasons']>[number];

/** Whether a reason of an override is {@link UNSAFE}. Some clients leave the system out. */
export const isUnsafe = (
  reason: { readonly system?: string | undefined; readonly code: string } | undefined,
): boolean =>
  reason?.code === UNSAFE.code && (reason.system === undefined || reason.system === UNSAFE.system);
