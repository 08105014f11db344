import { resolve } from 'node:path';

/**
 * Environment of a program that a test starts: Node keeps what it compiled and stripped of types, for
 * the next program and the next run, as `npm start` does.
 */
export const compiled = compiledIn(resolve('node_modules/.cache/cauda-tests/compiled'));

/** The same for programs of a copy of the project, whose paths are of no use to the next run. */
export function compiledIn(folder: string): { readonly NODE_COMPILE_CACHE: string } {
  return { NODE_COMPILE_CACHE: folder };
}
