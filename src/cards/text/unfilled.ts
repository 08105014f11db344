/**
 * Places that a template left open, by name: `TODO summary: one sentence` → summary. In the order in
 * which they stand, each once.
 */
export const unfilledIn = (text: string): readonly string[] => [
  ...new Set(Array.from(text.matchAll(/\bTODO ([a-z][a-z ]*):/g), ([, name]) => name ?? '')),
];
