import type { ClinicalText, Mention } from '../reading/clinical-text.ts';
import type { TopicId } from '../reading/topic-ids.ts';

/** A sign that can fit cauda equina syndrome, as a text speaks of it. */
export interface CaudaEquinaWords {
  readonly sign: 'saddle' | 'bladder' | 'bowel' | 'syndrome';
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
  /** Signs are spoken of, in whatever way; wide, for silence. */
  readonly isMentioned: boolean;
}

const topicsOfSigns: Readonly<Partial<Record<TopicId, CaudaEquinaWords['sign']>>> = {
  'saddle-numbness': 'saddle',
  'urinary-retention': 'bladder',
  'bladder-loss': 'bladder',
  'bowel-loss': 'bowel',
  'anal-tone-loss': 'bowel',
  'cauda-equina-syndrome': 'syndrome',
};

/**
 * Above this many millilitres a residual counts as retention: 200 ml in a regional protocol of the NHS
 * (Lancashire and South Cumbria), beyond which MRI is an emergency.
 */
export const RESIDUAL_ML = 200;

/**
 * Reads present signs of the cauda equina and suspicions of its syndrome. A sign that is denied, past,
 * of long standing, warned of or of somebody else is none. Weakness, back pain and one-sided sciatica
 * are none either; plain urinary incontinence only when it is new or stands beside another sign.
 */
export function readCaudaEquinaSigns(text: ClinicalText): CaudaEquinaReading {
  const signs: CaudaEquinaWords[] = [];
  const add = (mention: Mention, sign: CaudaEquinaWords['sign']) => {
    signs.push({
      sign,
      quote: text.clauseOf(mention),
      isAsked: mention.assertion === 'in-doubt',
      mention,
    });
  };
  for (const mention of text.mentions) {
    const sign = topicsOfSigns[mention.topic];
    if (sign && isPresent(mention)) add(mention, sign);
    if (mention.topic === 'bladder-residual' && isPresent(mention) && isLarge(mention, text)) {
      add(mention, 'bladder');
    }
  }
  const bothLegs = text.of('both-legs').find(isPresent);
  for (const mention of text.of('urinary-incontinence')) {
    const counts = mention.time.said === 'now' || signs.length > 0 || bothLegs !== undefined;
    if (isPresent(mention) && counts) add(mention, 'bladder');
  }
  return {
    signs,
    bothLegs,
    isMentioned: text.mentions.some(
      ({ topic }) => topicsOfSigns[topic] !== undefined || topic === 'urinary-incontinence',
    ),
  };
}

const isPresent = ({ assertion, time }: Mention): boolean =>
  (assertion === 'affirmed' || assertion === 'in-doubt') && time.said !== 'long-standing';

/** Litres; a volume without a unit is in millilitres. */
const litres = /^l/;

function isLarge({ tokens: [from, to] }: Mention, { tokens }: ClinicalText): boolean {
  const at = tokens.findLastIndex((token, i) => i >= from && i < to && token.kind === 'number');
  const isInLitres = at + 1 < to && litres.test(tokens[at + 1]?.word ?? '');
  return Number(tokens[at]?.word) * (isInLitres ? 1_000 : 1) > RESIDUAL_ML;
}
