import jsonc, { type Node, type ParseError } from 'jsonc-parser';
import type { Fault } from './faults.ts';

/** Where the members of a JSON text stand. */
export class Places {
  readonly #text: string;
  readonly #root: Node | undefined;

  constructor(text: string) {
    this.#text = text;
    this.#root = jsonc.parseTree(text);
  }

  /** The line of a member's name, or of its nearest holder when it is not there. */
  lineOf(path: readonly PropertyKey[]): number | undefined {
    for (let length = path.length; length >= 0; length -= 1) {
      const place = path.slice(0, length).filter((name) => typeof name !== 'symbol');
      const node = this.#root && jsonc.findNodeAtLocation(this.#root, place);
      // The value of a member hangs below the pair of its name and itself.
      if (node) return lineAt(this.#text, propertyOf(node).offset);
    }
    return undefined;
  }

  /** Members that are there twice: JSON would take the last one in silence. */
  repeated(node: Node | undefined = this.#root): readonly Fault[] {
    if (!node) return [];
    const names = new Set<unknown>();
    const { children = [] } = node;
    return children.flatMap((child) => {
      const name = node.type === 'object' ? child.children?.[0] : undefined;
      const isRepeated = name !== undefined && names.has(name.value);
      names.add(name?.value);
      return [
        ...(isRepeated
          ? [
              {
                at: jsonc.getNodePath(child),
                says: 'a member of this name stands there already',
                line: lineAt(this.#text, child.offset),
              },
            ]
          : []),
        ...this.repeated(child),
      ];
    });
  }
}

const propertyOf = (node: Node): Node => (node.parent?.type === 'property' ? node.parent : node);

/** The line at which a text ceases to be JSON; what V8 says of it quotes the text. */
export function lineOfSyntaxError(text: string): number | undefined {
  const errors: ParseError[] = [];
  jsonc.parseTree(text, errors, { disallowComments: true, allowTrailingComma: false });
  const [first] = errors;
  return first && lineAt(text, first.offset);
}

const lineAt = (text: string, offset: number) => text.slice(0, offset).split('\n').length;
