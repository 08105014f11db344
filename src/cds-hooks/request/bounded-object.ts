import { z } from 'zod';
import { isObject } from './json.ts';

/** Members of one object of an envelope; real ones have a dozen. */
export const MAX_MEMBERS = 200;

const hasFewMembers = (value: unknown) =>
  !isObject(value) || Object.keys(value).length <= MAX_MEMBERS;

/**
 * An object of which some members are known and others are kept. How many there are is looked at
 * first: zod copies every one, and hundreds of thousands cost it seconds.
 */
export const boundedObject = <Shape extends z.core.$ZodLooseShape>(shape: Shape) =>
  fewMembers.pipe(z.looseObject(shape));

/** Refuses an object of too many members; whatever else is wrong with a value is for the next schema. */
export const fewMembers = z.custom<unknown>(hasFewMembers, {
  error: `expected at most ${MAX_MEMBERS} members`,
  abort: true,
});
