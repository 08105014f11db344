import type { LumbarRoot, Mimic, Sign, SignKind } from '../../clinical-text/examination/sign.ts';
import type { Fact } from '../values/fact.ts';
import type { Examination } from './examination.ts';

/** A sign that counts for a root: on one side, now, and with nothing that imitates it. */
export interface CountedSign {
  readonly kind: SignKind;
  readonly roots: readonly LumbarRoot[];
  readonly side: 'left' | 'right';
  readonly words: string;
}

/** From this age on an ankle reflex is lost in well people too (23% over 60; Vrancken 2006). */
const AGE_OF_LOST_REFLEXES = 60;

/** Skin far from the spine, which polyneuropathy takes first. */
const distal: ReadonlySet<Sign['test']> = new Set<Sign['test']>([
  'skin-foot-dorsum',
  'skin-foot-lateral',
  'skin-shin',
  'muscle-toe-extension',
  'reflex-ankle',
]);
/** What a lesion of the peroneal nerve takes, and the root L5 as well. */
const peroneal: ReadonlySet<Sign['test']> = new Set<Sign['test']>([
  'muscle-ankle-dorsiflexion',
  'muscle-foot-drop',
  'muscle-toe-extension',
  'muscle-ankle-eversion',
  'skin-foot-dorsum',
]);

/**
 * The signs of one examination that count. Never: both sides, old ones, ankle reflexes over sixty unless
 * the other side is written as present, and whatever a lesion elsewhere would give too.
 *
 * @param coded What imitates a root among the conditions of the chart.
 * @param before Signs that an examination before the operation had already.
 */
export function countedSigns(
  { signs, mimics: own }: Examination,
  coded: ReadonlySet<Mimic>,
  age: Fact<{ readonly max: number }>,
  before: ReadonlySet<string>,
): readonly CountedSign[] {
  const mimics = new Set([...own, ...coded]);
  if (mimics.has('plexus') || mimics.has('peroneal')) return [];
  const is = (test: Sign['test'], side: Sign['side'], what: Sign['is']) =>
    signs.some((sign) => sign.test === test && sign.is === what && isOn(sign, side));
  const isPeronealPattern = (side: 'left' | 'right') =>
    (is('muscle-ankle-inversion', side, 'normal') || is('muscle-hip-abduction', side, 'normal')) &&
    (is('muscle-ankle-dorsiflexion', side, 'abnormal') ||
      is('muscle-toe-extension', side, 'abnormal') ||
      is('muscle-foot-drop', side, 'abnormal'));
  const isYoung = age.status === 'known' && age.value.max <= AGE_OF_LOST_REFLEXES;
  return signs.flatMap((sign): readonly CountedSign[] => {
    const { kind, test, roots, side, words } = sign;
    if (sign.is !== 'abnormal' || sign.course === 'old' || roots.length === 0) return [];
    if (side !== 'left' && side !== 'right') return [];
    const other = side === 'left' ? 'right' : 'left';
    const isBoth = signs.some(
      (one) =>
        one.test === test &&
        one.roots.join() === roots.join() &&
        one.is === 'abnormal' &&
        isOn(one, other),
    );
    if (isBoth || before.has(signKey(sign))) return [];
    if (mimics.has('central') && kind !== 'sensory') return [];
    if (
      mimics.has('polyneuropathy') &&
      (distal.has(test) || (test === 'level' && kind === 'sensory'))
    )
      return [];
    if (test === 'reflex-ankle' && !isYoung && !is('reflex-ankle', other, 'normal')) return [];
    if (peroneal.has(test) && isPeronealPattern(side)) return [];
    return [{ kind, roots, side, words }];
  });
}

const isOn = (sign: Sign, side: Sign['side']) => sign.side === side || sign.side === 'both';

/** What was looked at, and on which side: the same sign in two examinations has the same key. */
export const signKey = ({ test, side, roots }: Pick<Sign, 'test' | 'side' | 'roots'>): string =>
  `${test} ${side ?? ''} ${roots.join()}`;
