import { parseRegExpLiteral, type AST } from '@eslint-community/regexpp';

/** Quantifiers that may repeat at least so often are what a hostile text goes for. */
const MANY = 8;
/** Texts that are made for one pattern at most. */
const MAX_TEXTS = 60;

/**
 * Texts on which a backtracking search by a pattern may take its time, of `length` characters each:
 * what comes before each of its long repetitions and then the repetition itself without the rest; near
 * misses of the whole, again and again, close together and with blanks between; its words; blanks.
 */
export function hostileTexts(pattern: RegExp, length: number): readonly string[] {
  const { pattern: tree } = parseRegExpLiteral(pattern);
  const seeds = new Set<string>();
  for (const { before, pumped } of repetitionsIn(tree.alternatives)) {
    for (const unit of pumped) {
      seeds.add(unit);
      // The start once and the pump to the end; and both, in bounded pieces, over and over.
      seeds.add(`\u0000${before}\u0000${unit}`);
      // Not at the start of the text, where an anchored alternative would read it all.
      seeds.add(`\u0000x${before}\u0000${unit}`);
      seeds.add(before + unit.repeat(Math.ceil(60 / unit.length)));
      seeds.add(before + unit.repeat(Math.ceil(198 / unit.length)));
    }
  }
  for (const alternative of tree.alternatives) {
    for (const miss of nearMisses(alternative)) {
      for (const gap of ['', ' ', ',', '\n', ' '.repeat(198)]) seeds.add(miss + gap);
    }
  }
  const own = [...seeds].filter((seed) => seed.replaceAll('\u0000', '') !== '');
  const common = [
    ' ',
    '\n',
    ' \n',
    '\t',
    'a',
    'a ',
    '1',
    '1 ',
    '-',
    '.',
    ',',
    ':',
    '(',
    'no ',
    '· ',
  ];
  return [...new Set([...spread(own, MAX_TEXTS), ...common])].map((seed) => filled(seed, length));
}

/** The first of a list and others spread evenly over it, at most `count`. */
function spread(list: readonly string[], count: number): readonly string[] {
  if (list.length <= count) return list;
  return Array.from(
    { length: count },
    (_unused, i) => list[Math.floor((i * list.length) / count)]!,
  );
}

function filled(seed: string, length: number): string {
  const [, before, unit] = seed.split('\u0000');
  const text =
    before !== undefined && unit !== undefined
      ? before + unit.repeat(Math.ceil(length / unit.length))
      : seed.repeat(Math.ceil(length / seed.length));
  // The end fits nothing, nor is it in reach of a dot, so that a search that got so far has to go back.
  return `${text.slice(0, length - 2)}\n\u0001`;
}

interface Repetition {
  /** A text that leads to the repetition. */
  readonly before: string;
  /** What it repeats. */
  readonly pumped: readonly string[];
}

function repetitionsIn(alternatives: readonly AST.Alternative[], lead = ''): readonly Repetition[] {
  return alternatives.flatMap((alternative) => {
    const found: Repetition[] = [];
    let before = lead;
    for (const element of alternative.elements) {
      const inner = element.type === 'Quantifier' ? element.element : element;
      if (element.type === 'Quantifier' && element.max >= MANY) {
        found.push({ before, pumped: pumpsOf(element.element) });
      }
      if ('alternatives' in inner) found.push(...repetitionsIn(inner.alternatives, before));
      before += sampleOf(element);
    }
    return found;
  });
}

/** What one round of a repetition may read: a blank, a letter, a digit, as far as it takes them. */
function pumpsOf(element: AST.QuantifiableElement): readonly string[] {
  const candidates = [' ', 'a', '1', '-', '\n'];
  const taken = candidates.filter((candidate) => readsCharacter(element, candidate));
  const sample = sampleOf(element);
  return [...new Set([...taken, ...(sample === '' ? [] : [sample, `${sample} `])])];
}

function readsCharacter(element: AST.Element, character: string): boolean {
  // A back reference means nothing outside its pattern.
  if (/\\[1-9k]/.test(element.raw)) return false;
  const flags = element.raw.includes('\\u{') || element.raw.includes('\\p{') ? 'ius' : 'is';
  return new RegExp(`^(?:${element.raw})$`, flags).test(character);
}

/** The sample of an alternative without its last character, without its last element, and doubled. */
function nearMisses(alternative: AST.Alternative): readonly string[] {
  const samples = alternative.elements.map((element) => sampleOf(element));
  const whole = samples.join('');
  const words = whole.match(/[a-z]{3,}/gi) ?? [];
  return [...new Set([whole, whole.slice(0, -1), samples.slice(0, -1).join(''), ...words])].filter(
    (miss) => miss !== '',
  );
}

/** One text that an element reads, of the least repetitions (one where none would do). */
function sampleOf(element: AST.Element): string {
  switch (element.type) {
    case 'Character':
      return String.fromCodePoint(element.value);
    case 'CharacterSet':
    case 'CharacterClass':
      return [' ', 'a', '1', '-', ',', '\n'].find((one) => readsCharacter(element, one)) ?? 'a';
    case 'Group':
    case 'CapturingGroup':
      return (element.alternatives[0]?.elements ?? []).map(sampleOf).join('');
    case 'Quantifier':
      return sampleOf(element.element).repeat(Math.max(1, element.min));
    default:
      return '';
  }
}
