import type { ExaminationContext } from '../../clinical-text/examination/read-examination.ts';
import { isTest } from '../../clinical-text/examination/sentence.ts';
import type { ExaminedSide, SignKind } from '../../clinical-text/examination/sign.ts';
import type { ValueSetId } from '../../generated/value-set-ids.ts';
import type { ChartReading } from '../reading/chart-reading.ts';
import {
  allWordsOf,
  asList,
  asObject,
  asText,
  asWords,
  nameOf,
  valueSetsOf,
  type Opaque,
} from '../reading/fields/fields.ts';

/** A piece of an examination as text, with what its label and its site say beside it. */
export interface ExaminationText {
  readonly text: string;
  readonly context: ExaminationContext;
  /** The label and the value name different sides: nobody can say which is meant. */
  readonly hasSplitSides: boolean;
}

/** What somebody wrote of one patient at one visit is shorter; what stands behind is not read. */
const MAX_TEXT = 8_000;
/** Parts of one observation. */
const MAX_PARTS = 100;
/** Notes beside a value that are read with it. */
const MAX_NOTES = 5;

const narrative: readonly (readonly [ValueSetId, SignKind | undefined])[] = [
  ['examination-of-reflexes', 'reflex'],
  ['examination-of-strength', 'motor'],
  ['examination-of-touch', 'sensory'],
  ['examination-section', undefined],
];

/** How a code that a site mapped, or a coded test, is said in words. */
const inWords: Readonly<Partial<Record<ValueSetId, string>>> = {
  'examined-ankle-reflex': 'ankle reflex',
  'examined-knee-reflex': 'knee reflex',
  'examined-hamstring-reflex': 'medial hamstring reflex',
  'examined-toe-extension': 'great toe extension',
  'examined-ankle-dorsiflexion': 'ankle dorsiflexion',
  'examined-plantar-flexion': 'plantar flexion',
  'examined-knee-extension': 'knee extension',
  'examined-hip-flexion': 'hip flexion',
  'examined-hip-abduction': 'hip abduction',
  'examined-skin-foot-dorsum': 'sensation dorsum of foot',
  'examined-skin-foot-lateral': 'sensation lateral foot',
  'examined-skin-shin': 'sensation medial shin',
  'examined-skin-thigh': 'sensation anterior thigh',
};

/**
 * The texts of one observation: its own value, and each of its components with the site and the side of
 * the whole. One without a value has none, unless its code is the finding.
 */
export function textsOf(observation: Opaque, reading: ChartReading): readonly ExaminationText[] {
  const parts = asList(observation['component'])
    .slice(0, MAX_PARTS)
    .flatMap((part): readonly Opaque[] => {
      const component = asObject(part);
      return component ? [component] : [];
    });
  const own = textOf(observation, undefined, reading);
  return [
    ...(own ? [own] : []),
    ...parts.flatMap((part) => textOf(part, observation, reading) ?? []),
  ];
}

function textOf(
  part: Opaque,
  whole: Opaque | undefined,
  reading: ChartReading,
): ExaminationText | undefined {
  const { terminology, texts } = reading;
  const value = valueOf(part, reading);
  const sets = valueSetsOf(part['code'], terminology);
  const isFinding =
    value === undefined && sets.has('tendon-reflex-loss') && part['dataAbsentReason'] === undefined;
  if (value === undefined && !isFinding) return undefined;
  const section = narrative.find(([set]) => sets.has(set));
  const mapped = [...sets].flatMap((set) => inWords[set] ?? [])[0];
  const own = withoutScale(
    (allWordsOf(part['code'])[0] ?? nameOf(part['code'], terminology) ?? '').slice(0, 200),
  );
  const label = section ? '' : mapped === undefined ? own : `${own}: ${mapped}`;
  const outer = [whole?.['code'], ...asList(whole?.['bodySite']), ...asList(part['bodySite'])]
    .flatMap((concept) => [...allWordsOf(concept), ...siteOf(concept, reading)])
    .join(' · ');
  const names = (words: string) => sidesIn(words, reading);
  const labelled = new Set([...names(label), ...names(outer)]);
  const valued = value === undefined ? new Set<ExaminedSide>() : names(value);
  const [side] = labelled;
  const isSplit =
    labelled.size > 1 ||
    (side !== undefined &&
      side !== 'both' &&
      valued.size > 0 &&
      !valued.has(side) &&
      !valued.has('both'));
  const text = isFinding
    ? `${outer}: ${label}`
    : speaks(label, reading)
      ? `${label}: ${value ?? ''}`
      : (value ?? '');
  const isOfReflex =
    isFinding ||
    sets.has('tendon-reflex-loss') ||
    valuedSets(part, reading).has('tendon-reflex-loss');
  // "Reduced sensation", and where it was in the body site.
  const where = [...asList(whole?.['bodySite']), ...asList(part['bodySite'])]
    .flatMap((concept) => [...allWordsOf(concept), ...siteOf(concept, reading)])
    .join(' · ');
  const isAtSite = !isFinding && where !== '' && (isOfReflex || namesTest(where, reading));
  const site = isAtSite ? `${where}: ${text}` : text;
  if (texts.findings(site).found.length === 0) return undefined;
  return {
    text: site.slice(0, MAX_TEXT),
    context: {
      side: labelled.size === 1 ? side : undefined,
      kind: isOfReflex ? 'reflex' : section?.[1],
    },
    hasSplitSides: isSplit,
  };
}

/** "Plantar flexion strength right (MRC 0-5)": the scale of a label is no grade. */
const withoutScale = (label: string): string =>
  label
    .replace(/\b(?:0|1)\s?(?:-|–|to|\/)\s?[45]\b/g, ' ')
    .replace(/\((?:[\s,:]|\b(?:MRC|grade|graded|scale|score|Oxford|of|out)\b)*\)/gi, ' ')
    .trim();

const valuedSets = (part: Opaque, { terminology }: ChartReading) =>
  valueSetsOf(part['valueCodeableConcept'], terminology);

/** The site of a code that stands for one of ours. */
const siteOf = (concept: unknown, { terminology }: ChartReading): readonly string[] =>
  [...valueSetsOf(concept, terminology)].flatMap((set) => inWords[set] ?? []);

/** A body site that is a place of the skin, a muscle, a reflex. */
const namesTest = (words: string, { texts }: ChartReading): boolean =>
  texts.findings(words).found.some(({ topic }) => isTest(topic));

/** "Neurological examination of the lower limbs" names nothing that its value does not name itself. */
const general: ReadonlySet<string> = new Set(['power', 'skin-other', 'said-rest']);

/** A label that names a test, a side or a root says what its value is of; others say nothing. */
function speaks(label: string, { texts }: ChartReading): boolean {
  const { found, tokens } = texts.findings(label);
  return (
    tokens.some(({ kind }) => kind === 'level') ||
    found.some(({ topic }) => topic.startsWith('side-') || (isTest(topic) && !general.has(topic)))
  );
}

function sidesIn(words: string, { texts }: ChartReading): ReadonlySet<ExaminedSide> {
  const sides = new Set<ExaminedSide>();
  for (const { topic } of texts.findings(words.slice(0, MAX_TEXT)).found) {
    if (topic === 'side-left') sides.add('left');
    if (topic === 'side-right') sides.add('right');
    if (topic === 'side-both') sides.add('both');
  }
  return sides;
}

/** The value in words, with the notes beside it; undefined when nothing was observed. */
function valueOf(part: Opaque, reading: ChartReading): string | undefined {
  const plain = plainValueOf(part, reading);
  if (plain === undefined) return undefined;
  const notes = asList(part['note'])
    .slice(0, MAX_NOTES)
    .flatMap((note) => asWords(asObject(note)?.['text'], MAX_TEXT) ?? []);
  return [plain, ...notes.map((note) => (note.length < 60 ? ` (${note})` : `\n${note}`))].join('');
}

function plainValueOf(part: Opaque, { terminology }: ChartReading): string | undefined {
  const text = asWords(part['valueString'], MAX_TEXT);
  if (text !== undefined) return text;
  const concept = part['valueCodeableConcept'];
  if (concept !== undefined) return allWordsOf(concept)[0] ?? nameOf(concept, terminology);
  const amount = asObject(part['valueQuantity']);
  const number = amount?.['value'] ?? part['valueInteger'];
  if (typeof number === 'number') return `${number}${ofFive(asText(amount?.['unit']))}`;
  const range = asObject(part['valueRange']);
  const [low, high] = [range?.['low'], range?.['high']].map((end) => asObject(end)?.['value']);
  if (typeof low === 'number' && typeof high === 'number') {
    return `${low}-${high}${ofFive(asText(asObject(range?.['high'])?.['unit']))}`;
  }
  const ratio = asObject(part['valueRatio']);
  const [upper, lower] = [ratio?.['numerator'], ratio?.['denominator']].map(
    (end) => asObject(end)?.['value'],
  );
  return typeof upper === 'number' && typeof lower === 'number' ? `${upper}/${lower}` : undefined;
}

/** A unit that says the scale: "/5", "of 5". */
const ofFive = (unit: string | undefined) => (unit !== undefined && /5\W*$/.test(unit) ? '/5' : '');
