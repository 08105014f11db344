import { is, type Item } from '../notation/items.ts';
import type { Said } from './assertion.ts';
import type { Place } from './places.ts';
import type { RootName, Side } from '../findings/report-findings.ts';

/** One part of a list: where, and what is answered there. */
export interface Placed {
  readonly places: readonly Place[];
  readonly said: Said;
}

/** Parts of a list and items of a part that are read. */
const MOST_PARTS = 12;
const LONGEST_PART = 12;

/**
 * A label that asks for uptake of roots, and behind it places with their answers: "Enhancement: L5
 * bilat, S1 R", "enhancing roots: L3 (left), S1-S2 (both sides)", "roots after contrast, right side: S1
 * takes up contrast, L5 does not", "S1 roots: R enh +, L enh -". Every part must be understood, else
 * undefined: the sentence is then read as any other.
 */
export function placeListOf(items: readonly Item[]): readonly Placed[] | undefined {
  const lead = leadOf(items);
  if (!lead) return undefined;
  const parts = partsOf(items.slice(lead.end));
  if (parts.length === 0 || parts.length > MOST_PARTS) return undefined;
  const read: { names: readonly RootName[]; side: Side | undefined; as: Said['as'] | undefined }[] =
    [];
  for (const part of parts) {
    const one = readPart(part);
    if (!one) return undefined;
    if (one.names.length === 0 && one.side === undefined) {
      // "L4 right, faint": more of the part before.
      const before = read.at(-1);
      if (!before || before.as !== undefined) return undefined;
      before.as = one.as;
      continue;
    }
    read.push({ ...one });
  }
  if (read.every(({ names }) => names.length === 0) && lead.names.length === 0) return undefined;
  // Only one place without an answer is an ordinary phrase.
  if (read.length < 2 && lead.isPlain) return undefined;
  shareSides(read, lead.side);
  return read.map(({ names, side, as }) => ({
    places: (names.length > 0 ? names : lead.names).map((level) => ({
      level,
      side: side ?? 'unspecified',
      isVague: false,
    })),
    said: { as: as ?? 'present', resolved: false, by: 'list' },
  }));
}

/** "S1, S2 left": a side is of the levels before it that have none; else the last one said goes on. */
function shareSides(
  read: { side: Side | undefined; names: readonly RootName[]; as: Said['as'] | undefined }[],
  common: Side | undefined,
): void {
  let last: Side | undefined;
  const firstSide = read.findIndex(({ side }) => side !== undefined);
  read.forEach((part, i) => {
    if (part.side === undefined && i < firstSide && part.as === undefined)
      part.side = read[firstSide]?.side;
    part.side ??= common ?? (part.as === undefined ? last : undefined);
    last = part.side;
  });
}

interface Lead {
  readonly end: number;
  readonly side: Side | undefined;
  readonly names: readonly RootName[];
  /** "Enhancing left L5 and S1 roots": no label, a phrase. */
  readonly isPlain: boolean;
}

function leadOf(items: readonly Item[]): Lead | undefined {
  const colon = items.slice(0, LONGEST_PART).findIndex((item) => is(item, 'mark', ':'));
  const isLabel = colon > 0;
  const label = isLabel ? items.slice(0, colon) : [];
  const isUptake = (item: Item) =>
    is(item, 'enhance', 'noun', 'verb', 'notUptake') ||
    /\b(?:contrast|gadolinium|gd|gad)\b/.test(item.words);
  const isRoot = (item: Item) =>
    is(item, 'head', 'root', 'cauda') ||
    item.level?.kind === 'root' ||
    item.level?.kind === 'range';
  const isOther = (item: Item) => item.kind === 'head' && !is(item, 'head', 'root', 'cauda');
  if (isLabel && !label.some(isOther)) {
    const asks =
      label.some(isUptake) &&
      (label.some(isRoot) || label.some((item) => is(item, 'enhance', 'noun')));
    const rest = items.slice(colon + 1);
    const answersUptake =
      label.some(isRoot) && rest.some((item) => is(item, 'enhance', 'noun', 'verb'));
    const isDenied = label.some(({ forward }) => forward === 'absent' || forward === 'void');
    if (!isDenied && (asks || answersUptake)) {
      const side = label.map(sideOf).find((s) => s !== undefined);
      return { end: colon + 1, side, names: label.flatMap(namesOf), isPlain: false };
    }
    if (!/^(?:gd|gad|contrast|with|post|after)/.test(label[0]?.words ?? '')) return undefined;
  }
  // "With gadolinium: enhancing roots L3 (left), S1-S2 (both sides)"
  const from = isLabel ? colon + 1 : 0;
  const [first, second] = [items[from], items[from + 1]];
  if (first?.words === 'enhancing' && is(second, 'head', 'root') && items[from + 2]?.level)
    return { end: from + 2, side: undefined, names: [], isPlain: true };
  return undefined;
}

/** Parts by comma, stop or semicolon; brackets only hold a side. */
function partsOf(items: readonly Item[]): readonly (readonly Item[])[] {
  const parts: Item[][] = [[]];
  for (const item of items) {
    if (is(item, 'mark', ',', ';', '.')) parts.push([]);
    else if (is(item, 'grammar', 'and') && item.word === 'and' && (parts.at(-1)?.length ?? 0) > 0)
      parts.push([]);
    else if (!is(item, 'mark', '(', ')', ':')) parts.at(-1)?.push(item);
  }
  return parts.filter((part) => part.length > 0);
}

const yes =
  /^(?:yes|present|positive|seen|noted|new|appeared|persists?|persisting|persistent|remains?|unchanged|stable|similar|faint|faintly|mild|mildly|marked|markedly|avid|avidly|intense|intensely|strong|slight|slightly|subtle|moderate|trace|definite|definitely|obvious|prominent|minimal|clearly|does|do|so|shows?|too|also|enhances?|enhancing|enhancement|enh|as before|less|more|decreased|increased|reduced|diminished)$/;
const no =
  /^(?:no|none|nil|absent|negative|not|does not|do not|disappeared|gone|resolved|cleared|vanished|normal|dark|non enhancing|nonenhancing|no longer|clear|bland|free)$/;
const perhaps =
  /^(?:query|queried|uncertain|unsure|possible|possibly|perhaps|equivocal|borderline|questionable|maybe|doubtful|suspected|query|\?)$/;
const filler =
  /^(?:the|root|roots|nerve|nerves|nerve root|nerve roots|on|at|of|side|sides|in|level|is|are|it|was|they|as|up|contrast|gadolinium|now|still|since|before|again|has|have|one|ones|only|just|both)$/;

/** What a word of a list answers: yes, no, perhaps; undefined when it is no answer. */
export function answerOf(item: Item): Said['as'] | undefined {
  if (perhaps.test(item.words)) return 'uncertain';
  if (item.word === 'n' || (no.test(item.words) && !isNormalWord(item))) return 'absent';
  return item.word === 'y' || (yes.test(item.words) && item.kind !== 'enhance')
    ? 'present'
    : undefined;
}

/** "Roots normal" says nothing of uptake by itself. */
const isNormalWord = ({ words }: Item) =>
  words === 'normal' || words === 'clear' || words === 'free';

/** What a clause of roots, places and one answer says: "roots: nil", "right S1 yes"; else undefined. */
export function bareAnswer(items: readonly Item[]): Said['as'] | undefined {
  const answers = items.map(answerOf).filter((as) => as !== undefined);
  const [as] = answers;
  const hasRoot = items.some(
    (item) => is(item, 'head', 'root', 'cauda') || item.level?.kind === 'root',
  );
  const isPlain = items.every(
    (item) =>
      is(item, 'head', 'root', 'cauda') ||
      item.level !== undefined ||
      is(item, 'place') ||
      is(item, 'mark') ||
      is(item, 'grammar', 'preposition', 'and', 'be') ||
      answerOf(item) !== undefined ||
      filler.test(item.words) ||
      item.words === 'preganglionic',
  );
  return answers.length === 1 && hasRoot && isPlain ? as : undefined;
}

function readPart(
  part: readonly Item[],
): { names: readonly RootName[]; side: Side | undefined; as: Said['as'] | undefined } | undefined {
  if (part.length > LONGEST_PART) return undefined;
  const names: RootName[] = [];
  let side: Side | undefined;
  let as: Said['as'] | undefined;
  const answer = (next: Said['as']) => {
    // A doubt governs, then a denial.
    if (as !== 'uncertain' && !(as === 'absent' && next === 'present')) as = next;
  };
  for (const item of part) {
    if (item.level) {
      const own = namesOf(item);
      if (own.length === 0) return undefined;
      names.push(...own);
    } else if (sideOf(item))
      side = side !== undefined && side !== sideOf(item) ? 'bilateral' : sideOf(item);
    else if (perhaps.test(item.words)) answer('uncertain');
    else if (no.test(item.words) || is(item, 'enhance', 'negative', 'dull')) answer('absent');
    else if (yes.test(item.words) || is(item, 'enhance', 'noun', 'verb')) answer('present');
    else if (item.words === 'as it was' || item.words === 'as they were') answer('present');
    else if (!filler.test(item.words)) return undefined;
  }
  if (
    part.some(({ word }) => word === 'as') &&
    part.some(({ word }) => word === 'was' || word === 'before')
  )
    answer('present');
  return { names, side, as };
}

const sideOf = (item: Item): Side | undefined =>
  is(item, 'place', 'left', 'right', 'bilateral') ? (item.name as Side) : undefined;

/** A level of a list of roots: "S1-S2" are two roots, "L4-5" behind a disc's dash is a disc. */
function namesOf(item: Item): readonly RootName[] {
  const { level } = item;
  if (level?.kind === 'root') return [level.name];
  if (level?.kind === 'range') return level.names;
  if (level?.kind === 'disc' && level.upper?.startsWith('S')) return [level.upper, level.lower];
  return [];
}
