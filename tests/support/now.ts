/** Noon on the day on which all stories are told. */
export const NOW = new Date('2026-11-20T12:00:00Z');
