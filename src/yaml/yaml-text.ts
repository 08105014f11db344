import { constructFromEvents, EVENT_ID, parseEvents, SCALAR_STYLE, YAMLException } from 'js-yaml';
import type { Event } from 'js-yaml';
import { createRequire } from 'node:module';
import type * as explaining from 'yaml';

/** Names and numbers that lead to a value: `['wordings', 'standard', 'summary']`, `['fires', 0]`. */
export type YamlPath = readonly (string | number)[];

/** Where a value stands; lines are counted from 1. */
export interface YamlPlace {
  /** Line of its first sign; of a block of lines, that of the `|`. */
  readonly line: number;
  /** Line of its name, or of itself in a list. */
  readonly nameLine: number;
  /** A block under `|`: its text begins on the line after. */
  readonly isBlock: boolean;
  readonly kind: 'scalar' | 'list' | 'map';
}

/** A slip in the notation. */
export interface YamlFault {
  readonly says: string;
  /** Counted from 1. */
  readonly line: number;
}

interface Node {
  readonly kind: YamlPlace['kind'];
  readonly start: number;
  readonly nameStart: number;
  readonly isBlock: boolean;
  readonly children: Map<string, Node>;
}

/**
 * A text in YAML: what it comes to, and where each value stands. The places are worked out when the first
 * one is asked for.
 */
export class YamlText {
  /** Undefined where the text has a fault; null for an empty text. */
  readonly value: unknown;
  /** Every slip in the notation that can be told. */
  readonly faults: readonly YamlFault[];
  readonly #text: string;
  readonly #events: readonly Event[];
  #root: Node | undefined;
  #lineStarts: readonly number[] | undefined;

  /** @param text With line ends of one character. */
  constructor(text: string) {
    this.#text = text;
    let events: Event[] = [];
    let faults: readonly YamlFault[] = [];
    try {
      events = parseEvents(text, {});
      const documents = constructFromEvents(events, { source: text });
      if (documents.length > 1) faults = explained(text, 'only one document is expected', 1);
      else this.value = documents[0] ?? null;
    } catch (error) {
      if (!(error instanceof YAMLException)) throw error;
      events = [];
      faults = explained(text, error.reason, (error.mark?.line ?? 0) + 1);
    }
    this.#events = events;
    this.faults = faults;
  }

  /** Where a value stands; undefined when there is none at the path. */
  placeOf(path: YamlPath): YamlPlace | undefined {
    let node: Node | undefined = (this.#root ??= treeOf(this.#events, this.#text));
    for (const name of path) node = node?.children.get(String(name));
    if (node === undefined) return undefined;
    const { kind, start, nameStart, isBlock } = node;
    return { kind, isBlock, line: this.#lineAt(start), nameLine: this.#lineAt(nameStart) };
  }

  #lineAt(offset: number): number {
    this.#lineStarts ??= lineStartsOf(this.#text);
    const starts = this.#lineStarts;
    let [low, high] = [0, starts.length];
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle;
    }
    return low + 1;
  }
}

/**
 * What a text in YAML comes to.
 *
 * @param file Its name, for the message.
 * @throws {Error} `file:line: what is wrong`, a line each.
 */
export function yamlValue(text: string, file: string): unknown {
  const { value, faults } = new YamlText(text);
  if (faults.length > 0) {
    throw new Error(faults.map(({ line, says }) => `${file}:${line}: ${says}`).join('\n'));
  }
  return value;
}

/**
 * The slips of a faulty text by the package that goes on behind the first one and says them best. It takes
 * five times as long, and is loaded for a faulty text only.
 *
 * @param says What is said where that package finds nothing wrong.
 */
function explained(text: string, says: string, line: number): readonly YamlFault[] {
  const { parseDocument } = createRequire(import.meta.url)('yaml') as typeof explaining;
  const faults = parseDocument(text, { prettyErrors: true }).errors.map(({ message, linePos }) => ({
    says: (message.split('\n')[0] ?? '').replace(/ at line \d+, column \d+:?$/, ''),
    line: linePos?.[0].line ?? 1,
  }));
  return faults.length > 0 ? faults : [{ says, line }];
}

function lineStartsOf(text: string): readonly number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

/** The values of a text as a tree; undefined for an empty text. */
function treeOf(events: readonly Event[], text: string): Node | undefined {
  let root: Node | undefined;
  const open: Node[] = [];
  /** Name of the value that comes next in the map that is open, and where it stands. */
  let name: { readonly text: string; readonly start: number } | undefined;
  for (const event of events) {
    if (event.type === EVENT_ID.DOCUMENT) continue;
    if (event.type === EVENT_ID.POP) {
      open.pop();
      name = undefined;
      continue;
    }
    const parent = open.at(-1);
    if (parent?.kind === 'map' && name === undefined && event.type === EVENT_ID.SCALAR) {
      const { valueStart: start, valueEnd } = event;
      name = { text: text.slice(start, valueEnd), start };
      continue;
    }
    const node = nodeOf(event, name?.start);
    root ??= node;
    parent?.children.set(
      parent.kind === 'map' ? (name?.text ?? '') : String(parent.children.size),
      node,
    );
    if (node.kind !== 'scalar') open.push(node);
    name = undefined;
  }
  return root;
}

function nodeOf(event: Event, nameStart: number | undefined): Node {
  const node = (kind: Node['kind'], start: number, isBlock = false): Node => ({
    kind,
    // What is left out stands at its name.
    start: start < 0 ? (nameStart ?? 0) : start,
    nameStart: nameStart ?? Math.max(0, start),
    isBlock,
    children: new Map(),
  });
  switch (event.type) {
    case EVENT_ID.MAPPING:
      return node('map', event.start);
    case EVENT_ID.SEQUENCE:
      return node('list', event.start);
    case EVENT_ID.SCALAR: {
      const isBlock = event.style === SCALAR_STYLE.LITERAL_BLOCK;
      // The text of a block begins behind the line of its sign.
      return node('scalar', isBlock ? event.valueStart - 1 : event.valueStart, isBlock);
    }
    default:
      return node('scalar', event.type === EVENT_ID.ALIAS ? event.anchorStart : 0);
  }
}
