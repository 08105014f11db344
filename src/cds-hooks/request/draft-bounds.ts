import { CdsError } from '../../errors.ts';
import { isObject } from './json.ts';

/**
 * Bounds on the draft orders of one call. They are looked through for every card and come back in
 * suggestions; a session of real orders holds some thousand values and a few pages of words.
 */
export const MAX_DRAFT_LEVELS = 100;
export const MAX_DRAFT_VALUES = 50_000;
export const MAX_DRAFT_CHARACTERS = 1_000_000;
/** Elements of one list inside an order: its notes, its reasons, the codings of its code. */
export const MAX_DRAFT_LIST = 5_000;

/** Members that nobody reads words in, and that are long in real orders. */
const unread: ReadonlySet<string> = new Set(['div', 'data']);

/**
 * Refuses draft orders that would be dear to look through. Iterative: the input may be hostile.
 *
 * @throws {CdsError} `request-invalid` (400) naming the bound and the place.
 */
export function checkDraftBounds(draftOrders: unknown): void {
  let level: object[] = isObject(draftOrders) ? [draftOrders] : [];
  let values = 0;
  let characters = 0;
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > MAX_DRAFT_LEVELS) {
      refuse(`The draft orders are nested too deeply: at most ${MAX_DRAFT_LEVELS} levels.`);
    }
    const next: object[] = [];
    for (const item of level) {
      const names = Array.isArray(item) ? undefined : Object.keys(item);
      const members: readonly unknown[] = names ? Object.values(item) : (item as unknown[]);
      if (names === undefined && depth > 1 && members.length > MAX_DRAFT_LIST) {
        refuse(`A list of a draft order has more than ${MAX_DRAFT_LIST} elements.`);
      }
      values += members.length;
      for (let index = 0; index < members.length; index += 1) {
        const member = members[index];
        if (typeof member === 'string') {
          if (!unread.has(names?.[index] ?? '')) characters += member.length;
        } else if (typeof member === 'object' && member !== null) next.push(member);
      }
      if (values > MAX_DRAFT_VALUES) {
        refuse(`The draft orders hold more than ${MAX_DRAFT_VALUES} values.`);
      }
      if (characters > MAX_DRAFT_CHARACTERS) {
        refuse(`The draft orders hold more than ${MAX_DRAFT_CHARACTERS} characters of words.`);
      }
    }
    level = next;
  }
}

function refuse(text: string): never {
  throw new CdsError('request-invalid', text, { at: ['context.draftOrders'] });
}
