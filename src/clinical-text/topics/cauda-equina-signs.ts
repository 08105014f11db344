import type { ClinicalText, Mention } from '../reading/clinical-text.ts';
import type { TopicId } from '../reading/topic-ids.ts';

/** A sign that can fit cauda equina syndrome, as a text speaks of it. */
export interface CaudaEquinaWords {
  readonly sign: 'saddle' | 'bladder' | 'bowel' | 'syndrome';
  /** It is retention of urine, or overflow, and nothing more. */
  readonly isRetention: boolean;
  /** The clause that speaks of it, as it stands in the text. */
  readonly quote: string;
  /** Asked about rather than stated ("?CES"). */
  readonly isAsked: boolean;
  readonly mention: Mention;
}

/** Everything that a text says of cauda equina signs. */
export interface CaudaEquinaReading {
  /** Present signs and suspicions; narrow, a card may speak on them. */
  readonly signs: readonly CaudaEquinaWords[];
  /** Both legs are affected: no sign by itself, it weighs beside one. */
  readonly bothLegs: Mention | undefined;
  /**
   * The words make what stands beside them (a code) something else: signs are spoken of, none of them as
   * present; or no sign is, and what is meant is over, excluded or of another person.
   */
  readonly takesBack: boolean;
}

const topicsOfSigns: Readonly<Partial<Record<TopicId, CaudaEquinaWords['sign']>>> = {
  'saddle-numbness': 'saddle',
  'urinary-retention': 'bladder',
  'bladder-residual': 'bladder',
  'bladder-loss': 'bladder',
  'urinary-incontinence': 'bladder',
  'bowel-loss': 'bowel',
  'anal-tone-loss': 'bowel',
  'cauda-equina-syndrome': 'syndrome',
};
const signTopics = Object.keys(topicsOfSigns) as readonly TopicId[];
const retention: ReadonlySet<TopicId> = new Set(['urinary-retention', 'bladder-residual']);

/**
 * Above this many millilitres a residual counts as retention: 200 ml in a regional protocol of the NHS
 * (Lancashire and South Cumbria), beyond which MRI is an emergency.
 */
export const RESIDUAL_ML = 200;

/**
 * Reads present signs of the cauda equina and suspicions of its syndrome. A sign that is denied, past,
 * of long standing, warned of or of somebody else is none. Weakness, back pain and one-sided sciatica
 * are none either; plain urinary incontinence only when it is new or stands beside another sign. A text in
 * another language says nothing here.
 */
export function readCaudaEquinaSigns(text: ClinicalText): CaudaEquinaReading {
  const spoken = text.of(...signTopics);
  const isRead = spoken.length > 0 && text.language !== 'other';
  const present = isRead ? spoken.filter(isPresent) : [];
  const isPlainIncontinence = ({ topic }: Mention) => topic === 'urinary-incontinence';
  const bothLegs = text.of('both-legs').find(isPresent);
  const certain = present.filter(
    (mention) => !isPlainIncontinence(mention) && isLargeEnough(mention, text),
  );
  const isBesideSign = certain.length > 0 || bothLegs !== undefined;
  const counts = (mention: Mention) =>
    isPlainIncontinence(mention)
      ? isBesideSign || mention.time.said === 'now'
      : certain.includes(mention);
  return {
    signs: present.filter(counts).map((mention) => ({
      sign: topicsOfSigns[mention.topic] ?? 'syndrome',
      isRetention: retention.has(mention.topic),
      quote: text.clauseOf(mention),
      isAsked: mention.assertion === 'in-doubt',
      mention,
    })),
    bothLegs,
    takesBack: spoken.length > 0 ? present.length === 0 : text.of('taken-back').length > 0,
  };
}

const isPresent = ({ assertion, time }: Mention): boolean =>
  (assertion === 'affirmed' || assertion === 'in-doubt') && time.said !== 'long-standing';

/** Litres; a volume without a unit is in millilitres. */
const litres = /^l/;

/** False for a residual that is measured and small. */
function isLargeEnough({ topic, tokens: [from, to] }: Mention, { tokens }: ClinicalText): boolean {
  if (topic !== 'bladder-residual') return true;
  const at = tokens.findLastIndex((token, i) => i >= from && i < to && token.kind === 'number');
  const isInLitres = at + 1 < to && litres.test(tokens[at + 1]?.word ?? '');
  return Number(tokens[at]?.word) * (isInLitres ? 1_000 : 1) > RESIDUAL_ML;
}
