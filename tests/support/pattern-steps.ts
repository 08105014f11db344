import { parseRegExpLiteral, type AST } from '@eslint-community/regexpp';

/** More steps than a search was allowed. */
export class TooManySteps extends Error {}

/** Goes on with the rest of the pattern from a position; true when all of it fits. */
type Rest = (at: number) => boolean;
/** One part of a pattern: fits at a position, and the rest after it. */
type Part = (at: number, rest: Rest) => boolean;

/**
 * How many steps a backtracking search takes to replace all that a pattern finds in a text: characters
 * and alternatives that are tried. Counted by a matcher of our own, so that the number is the same on
 * every machine; an engine that looks ahead takes fewer, never more by more than a factor.
 *
 * @throws {TooManySteps} when it takes more than `limit`.
 */
export function stepsOf(pattern: RegExp, text: string, limit: number): number {
  return compiled(pattern)(text, limit);
}

const known = new Map<string, (text: string, limit: number) => number>();
function compiled(pattern: RegExp) {
  const key = String(pattern);
  const before = known.get(key);
  if (before) return before;
  const made = compile(pattern);
  known.set(key, made);
  return made;
}

function compile(pattern: RegExp): (text: string, limit: number) => number {
  const { pattern: tree } = parseRegExpLiteral(pattern);
  const flags = pattern.flags.replace(/[gy]/g, '');
  let text = '';
  let steps = 0;
  let limit = 0;
  const step = () => {
    steps += 1;
    if (steps > limit) throw new TooManySteps();
  };
  const tests = new Map<string, (character: string) => boolean>();

  /** Whether one character is read by an element, as the engine itself says; each is asked once. */
  function oneCharacter(raw: string): (character: string) => boolean {
    const before = tests.get(raw);
    if (before) return before;
    const asked = new RegExp(`^(?:${raw})$`, flags);
    const answers = new Map<string, boolean>();
    const test = (character: string) => {
      const answer = answers.get(character) ?? asked.test(character);
      answers.set(character, answer);
      return answer;
    };
    tests.set(raw, test);
    return test;
  }

  const choice = (alternatives: readonly AST.Alternative[]): Part => {
    const parts = alternatives.map(sequence);
    const [only] = parts;
    if (parts.length === 1 && only) return only;
    return (at, rest) =>
      parts.some((part) => {
        step();
        return part(at, rest);
      });
  };

  function sequence({ elements }: AST.Alternative): Part {
    return elements.map(element).reduceRight<Part>(
      (after, part) => (at, rest) => part(at, (next) => after(next, rest)),
      (at, rest) => rest(at),
    );
  }

  const isWordAt = (at: number) => /\w/.test(text[at] ?? '');

  function element(node: AST.Element): Part {
    switch (node.type) {
      case 'Character':
      case 'CharacterSet':
      case 'CharacterClass': {
        const test = oneCharacter(node.raw);
        return (at, rest) => {
          step();
          return at < text.length && test(text[at] ?? '') && rest(at + 1);
        };
      }
      case 'Group':
      case 'CapturingGroup':
        return choice(node.alternatives);
      case 'Quantifier':
        return isOneCharacter(node.element) ? run(node) : repetition(node);
      case 'Assertion':
        return assertion(node);
      default:
        // What a back reference reads was read before: it adds at most its length.
        return (at, rest) => {
          step();
          return rest(at);
        };
    }
  }

  function run({ element: repeated, min, max, greedy }: AST.Quantifier): Part {
    const test = oneCharacter(repeated.raw);
    const reads = (at: number) => {
      step();
      return at < text.length && test(text[at] ?? '');
    };
    return (at, rest) => {
      let count = 0;
      while (count < min && reads(at + count)) count += 1;
      if (count < min) return false;
      if (!greedy) {
        while (!rest(at + count)) {
          if (count >= max || !reads(at + count)) return false;
          count += 1;
        }
        return true;
      }
      while (count < max && reads(at + count)) count += 1;
      for (; count >= min; count -= 1) {
        step();
        if (rest(at + count)) return true;
      }
      return false;
    };
  }

  function repetition({ element: repeated, min, max, greedy }: AST.Quantifier): Part {
    const part = element(repeated);
    const from = (count: number, at: number, rest: Rest): boolean => {
      step();
      const again = () =>
        count < max &&
        part(at, (next) => (next > at || count < min) && from(count + 1, next, rest));
      if (count < min) return again();
      return greedy ? again() || rest(at) : rest(at) || again();
    };
    return (at, rest) => from(0, at, rest);
  }

  function assertion(node: AST.Assertion): Part {
    if (node.kind === 'lookahead') {
      const inside = choice(node.alternatives);
      return (at, rest) => inside(at, () => true) !== node.negate && rest(at);
    }
    if (node.kind === 'lookbehind') {
      // Looks back as far as anything here is long; the engine's own search says whether it fits.
      const behind = new RegExp(`(?:${node.alternatives.map(({ raw }) => raw).join('|')})$`, flags);
      return (at, rest) => {
        step();
        return behind.test(text.slice(Math.max(0, at - 60), at)) !== node.negate && rest(at);
      };
    }
    const holds = (at: number): boolean => {
      if (node.kind === 'word') return (isWordAt(at - 1) !== isWordAt(at)) !== node.negate;
      const edge = node.kind === 'start' ? at === 0 : at === text.length;
      const beside = text[node.kind === 'start' ? at - 1 : at];
      return edge || (flags.includes('m') && beside === '\n');
    };
    return (at, rest) => {
      step();
      return holds(at) && rest(at);
    };
  }

  const whole = choice(tree.alternatives);
  return (given, allowed) => {
    text = given;
    steps = 0;
    limit = allowed;
    for (let at = 0; at <= text.length;) {
      let end = -1;
      const start = at;
      if (
        whole(start, (next) => {
          end = next;
          return true;
        })
      ) {
        if (!pattern.global) return steps;
        at = Math.max(end, start + 1);
      } else at += 1;
    }
    return steps;
  };
}

const isOneCharacter = ({ type }: AST.QuantifiableElement) =>
  type === 'Character' || type === 'CharacterSet' || type === 'CharacterClass';
