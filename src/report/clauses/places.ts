import { is, type Item } from '../notation/items.ts';
import type { Level } from '../notation/levels.ts';
import type { RootLocation, RootName, Side } from '../findings/report-findings.ts';

/** Where a root is, as far as its own words say. */
export interface Place extends RootLocation {
  /** Said of roots without any name; gives way to a name said elsewhere. */
  readonly isVague: boolean;
}

const stops = (item: Item | undefined) =>
  is(item, 'grammar', 'show', 'exception', 'contrast') ||
  is(item, 'mark', ';', '.', ':') ||
  is(item, 'enhance', 'verb', 'negative') ||
  is(item, 'state');

/**
 * Levels and sides of the root at `head`: its own modifiers, what follows it ("at L5 on the left"), and
 * what follows the predicate ("enhance bilaterally").
 */
export function placesOf(
  items: readonly Item[],
  head: number,
  predicate: number,
  disc: Level | undefined,
): readonly Place[] {
  const marks = [
    ...beforePredicate(items, head, predicate),
    ...before(items, head),
    ...after(items, head, predicate),
  ];
  return fromMarks(marks, items[head], discBefore(items, head) ?? disc, items);
}

/** "At L5-S1 on the right the exiting root": the disc that its clause opens with. */
const discBefore = (items: readonly Item[], head: number): Level | undefined =>
  items.slice(0, Math.max(0, head)).findLast(({ level }) => level?.kind === 'disc')?.level;

/** "Bilateral enhancement of the L5 roots": the side stands with the predicate. */
function beforePredicate(items: readonly Item[], head: number, predicate: number): readonly Item[] {
  if (predicate >= head) return [];
  const found: Item[] = [];
  for (let i = predicate - 1; i >= 0; i--) {
    const item = items[i];
    if (is(item, 'place', 'left', 'right', 'bilateral') && item) found.unshift(item);
    else if (!is(item, 'word') && !is(item, 'grammar', 'strength')) break;
  }
  return found;
}

function before(items: readonly Item[], head: number): readonly Item[] {
  const found: Item[] = [];
  for (let i = head - 1; i >= 0; i--) {
    const item = items[i];
    if (!item) break;
    // "L3 ganglion and root": one name for both.
    const shares = item.kind === 'head' && found.length === 0 && items[i + 1]?.word === 'and';
    if (shares) continue;
    if (item.kind === 'head' || stops(item) || is(item, 'grammar', 'be', 'verb', 'around')) break;
    if (is(item, 'enhance', 'noun')) break;
    // "R no, L faint enhancement": the answer for the other side.
    if (
      /^(?:no|nil|none|negative|absent|normal)$/.test(item.words) &&
      is(items[i + 1], 'mark', ',', ';')
    )
      break;
    if (is(item, 'grammar', 'preposition')) {
      // "enhancement at L5 of the left root"
      if (item.word === 'of' && is(items[i - 1], 'level')) continue;
      break;
    }
    // "S1 on the right and the L5 root": that side is of the other.
    if (is(item, 'place') && (items[i - 1]?.word === 'on' || items[i - 2]?.word === 'on')) break;
    if (is(item, 'level') || is(item, 'place')) found.unshift(item);
  }
  return found;
}

function after(items: readonly Item[], head: number, predicate: number): readonly Item[] {
  const found: Item[] = [];
  let passed = predicate <= head && predicate !== -1;
  const hasOwn =
    items[head]?.level !== undefined ||
    before(items, head).some(({ level }) => level?.kind === 'root');
  for (let i = head + 1; i < items.length; i++) {
    const item = items[i];
    if (!item) break;
    if (i === predicate) {
      passed = true;
      continue;
    }
    if (item.kind === 'head' && !['epidural', 'dura'].includes(item.name)) break;
    if (item.word === 'largest' || item.word === 'measuring') break;
    // The next root's own modifiers are not this one's: "left L5 root and right S1 root".
    if (is(item, 'grammar', 'and') && belongsToNext(items, i, predicate)) break;
    if (is(item, 'mark', ',') && belongsToNext(items, i, predicate)) break;
    // "enhancement of left S1, no enhancement of right S1"
    if (
      is(item, 'mark', ',') &&
      items[i + 1]?.forward === 'absent' &&
      is(items[i + 2], 'enhance', 'noun')
    )
      break;
    if (is(item, 'enhance') || is(item, 'state')) {
      passed = true;
      continue;
    }
    // The answer of a form: "Root enhancement: yes - left S1", "Roots: enhancement at L5".
    if ((passed || predicate > i) && is(item, 'mark', ':')) continue;
    if (stops(item) && !is(item, 'grammar', 'show')) break;
    if (is(item, 'grammar', 'around') && item.word !== 'from') break;
    if (is(item, 'level') || is(item, 'place')) {
      // How far it reaches ("from L2 to S1", "from L3 downward"), or where the cauda equina does it.
      // "Every root from L4 to S1": which, not how far.
      const isWhich =
        item.level?.kind === 'range' &&
        !hasOwn &&
        is(items[head], 'head', 'root') &&
        i === head + 2 &&
        items[head + 1]?.word === 'from';
      const isExtent =
        item.level !== undefined &&
        !isWhich &&
        (items[i - 1]?.word === 'from' ||
          (items[i - 1]?.word === 'the' && items[i - 2]?.word === 'from') ||
          (hasOwn && reach.test(`${wordsBefore(items, i)} `)) ||
          (items[head]?.name === 'cauda' && !emphasis.test(wordsBefore(items, i))));
      if (!isExtent && !isDenied(items, i)) found.push(item);
    }
    if (passed && is(item, 'grammar', 'verb')) break;
  }
  return found;
}

/** How far the uptake goes: "up to L2", "over three segments, L2 to L4". */
const reach =
  /\b(?:up|down|upwards?|downwards?|cephalad|cranially|caudally|proximally|distally|reaching|far|until|segments?|over|between|length|back) (?:(?:to|as|the|level|of|,|and|for|from|two|three|four|several|#number) )*$/;

/** Words that single out the worst of several. */
export const emphasis =
  /\b(?:worst|worse|especially|particularly|predominantly|mostly|maximal|maximally|including|most|notably|chiefly|mainly|principally|greatest|strongest|dominant|accentuated|pronounced|striking|conspicuous|marked|more)\b/;
const wordsBefore = (items: readonly Item[], at: number) =>
  items
    .slice(Math.max(0, at - 6), at)
    .map(({ words }) => words)
    .join(' ');

/** "R no, L faint enhancement": a side with an answer of its own. */
const isDenied = (items: readonly Item[], at: number) =>
  is(items[at], 'place') &&
  /^(?:no|nil|none|negative|absent|normal)$/.test(items[at + 1]?.words ?? '') &&
  is(items[at + 2], 'mark', ',', ';');

function belongsToNext(items: readonly Item[], at: number, predicate: number): boolean {
  for (let i = at + 1; i < items.length; i++) {
    if (i === predicate) return false;
    const item = items[i];
    if (item?.kind === 'head') return true;
    if (
      !is(item, 'level') &&
      !is(item, 'place') &&
      !is(item, 'word') &&
      !is(item, 'grammar', 'strength', 'and') &&
      !is(item, 'mark', ',')
    )
      return false;
  }
  return false;
}

/** "The exiting and traversing roots": the second of the two. */
function joinedPassing(passing: Item, clause: readonly Item[]): Item | undefined {
  const at = clause.indexOf(passing);
  const second = clause[at + 2];
  const isJoined =
    at !== -1 &&
    is(clause[at + 1], 'grammar', 'and') &&
    is(second, 'place', 'traversing', 'exiting') &&
    second?.name !== passing.name;
  return isJoined ? second : undefined;
}

const sideOf = (item: Item): Side | undefined =>
  item.name === 'left' || item.name === 'right' || item.name === 'bilateral'
    ? item.name
    : undefined;

/** The side that is said before any level is of the whole. */
function sideOfAll(marks: readonly Item[]): Side {
  const level = marks.findIndex((item) => item.level !== undefined);
  const side = marks
    .slice(0, Math.max(0, level - 1))
    .map(sideOf)
    .find(Boolean);
  return side ?? 'unspecified';
}

function fromMarks(
  marks: readonly Item[],
  head: Item | undefined,
  disc: Level | undefined,
  clause: readonly Item[],
): readonly Place[] {
  const isPlural = /\b(?:roots|rootlets|nerves|sleeves|sheaths|these|they|both|bundle)\b/.test(
    head?.words ?? '',
  );
  const passing = marks.find((item) => is(item, 'place', 'traversing', 'exiting'));
  const alsoPassing = passing && joinedPassing(passing, clause);
  const named: { names: readonly RootName[]; side: Side | undefined }[] = [];
  let side: Side | undefined;
  let pending = 0;
  const ordered = head?.level
    ? [head, ...marks].toSorted((one, other) => one.start - other.start)
    : marks;
  const each = respectively(ordered, clause);
  if (each) return each;
  for (const [i, item] of ordered.entries()) {
    const here = sideOf(item);
    if (here) {
      // "Both left-sided roots": two of them, on one side.
      const isCount = ordered[i - 1]?.words === 'both' && here !== 'bilateral' && pending === 0;
      if (isCount) side = undefined;
      side = side && side !== here && named.length === 0 ? 'bilateral' : here;
      // A side that follows its levels belongs to those that have none yet.
      if (pending > 0) {
        for (const entry of named.slice(-pending)) entry.side ??= here;
        pending = 0;
        // The next level waits for its own: "L5 on the left and S1 on the right".
        side = undefined;
      }
      continue;
    }
    if (!item.level) continue;
    const names = namesAt(item.level, passing);
    if (names.length === 0) continue;
    if (alsoPassing && item.level.kind === 'disc')
      named.push({ names: namesAt(item.level, alsoPassing), side });
    named.push({ names, side });
    pending = side ? 0 : pending + (alsoPassing && item.level.kind === 'disc' ? 2 : 1);
  }
  if (named.length > 0) {
    const whole: readonly Place[] =
      head?.name === 'cauda' &&
      ordered.some((item) => item.level) &&
      head.words.startsWith('cauda') &&
      emphasis.test(clause.map(({ words }) => words).join(' '))
        ? [{ level: 'cauda-equina', side: sideOfAll(ordered), isVague: false }]
        : [];
    return [
      ...whole,
      ...named.flatMap(({ names, side: s }) =>
        names.map((level): Place => ({ level, side: s ?? 'unspecified', isVague: false })),
      ),
    ];
  }
  const byDisc = passing && disc ? [...namesAt(disc, passing), ...namesAt(disc, alsoPassing)] : [];
  const where = side ?? 'unspecified';
  if (byDisc.length > 0) return byDisc.map((level) => ({ level, side: where, isVague: false }));
  // "Roots at L4-L5 enhance": the disc does not say which; "one of the roots" is one.
  const isSome =
    marks.some(({ level }) => level?.kind === 'disc') ||
    marks.some(({ words }) => words === 'one of') ||
    /\bone of\b/.test(clause.map((item) => item.words).join(' '));
  const several =
    (isPlural && !isSome) ||
    marks.some((item) => is(item, 'place', 'several')) ||
    /\b(?:diffuse|diffusely|multifocal|multilevel)\b/.test(
      clause.map((item) => item.words).join(' '),
    );
  if (head?.name === 'cauda') return [{ level: 'cauda-equina', side: where, isVague: false }];
  if (several && !passing) {
    return [{ level: 'cauda-equina', side: where, isVague: true }];
  }
  return [{ level: 'unspecified', side: where, isVague: true }];
}

/** "Left and right enhancement respectively at the L4 and S1 roots": the first side of the first. */
function respectively(
  marks: readonly Item[],
  clause: readonly Item[],
): readonly Place[] | undefined {
  if (!clause.some(({ word }) => word === 'respectively')) return undefined;
  const sides = marks.flatMap((item): readonly Side[] =>
    /^left (?:and|&) right$/.test(item.words)
      ? ['left', 'right']
      : /^right (?:and|&) left$/.test(item.words)
        ? ['right', 'left']
        : [sideOf(item) ?? []].flat(),
  );
  const names = marks.flatMap(({ level }) =>
    level?.kind === 'root' ? [level.name] : level?.kind === 'range' ? level.names : [],
  );
  if (sides.length < 2 || sides.length !== names.length) return undefined;
  return names.map((level, i) => ({ level, side: sides[i] ?? 'unspecified', isVague: false }));
}

/** A disc names a root only through the word that says which one passes it. */
function namesAt(level: Level, passing: Item | undefined): readonly RootName[] {
  if (level.kind === 'root') return [level.name];
  if (level.kind === 'range') return level.names;
  if (level.kind !== 'disc') return [];
  if (passing?.name === 'traversing') return [level.lower];
  if (passing?.name === 'exiting') return level.upper ? [level.upper] : [];
  // Sacral vertebrae have no disc between them: "the left S1/S2 roots".
  return level.upper?.startsWith('S') ? [level.upper, level.lower] : [];
}

/** One list for the report: names before vague words, sides before none, both sides as bilateral. */
export function mergedPlaces(places: readonly Place[]): readonly RootLocation[] {
  const exact = places.filter(({ isVague }) => !isVague);
  const kept = exact.length > 0 ? exact : places;
  const strongest = kept.some(({ level }) => level !== 'unspecified')
    ? kept.filter(({ level }) => level !== 'unspecified')
    : kept;
  const levels = [...new Set(strongest.map(({ level }) => level))];
  return levels.map((level) => {
    const sides = new Set(strongest.filter((p) => p.level === level).map(({ side }) => side));
    const side: Side =
      sides.has('bilateral') || (sides.has('left') && sides.has('right'))
        ? 'bilateral'
        : sides.has('left')
          ? 'left'
          : sides.has('right')
            ? 'right'
            : 'unspecified';
    return { level, side };
  });
}
