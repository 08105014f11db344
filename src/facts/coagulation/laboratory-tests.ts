import type { ValueSetId } from '../../generated/value-set-ids.ts';
import type { Quantity } from '../reading/observations.ts';

interface Test {
  readonly valueSet: ValueSetId;
  readonly name: string;
  /** As it is printed; empty where the number has none. */
  readonly unit: string;
  readonly decimals: number;
  /** Units in which it comes, without blanks and in small letters, and by what the number is multiplied. */
  readonly units: readonly (readonly [RegExp, number])[];
  /** The factor where no unit is said; undefined where the number then says nothing. */
  readonly without: number | undefined;
  /** What a patient can have, in the printed unit, both ends included. Bounds without a source. */
  readonly possible: readonly [number, number];
}

/** 10*9/L is the same number as 10*3/uL; they are written in many ways. */
const billionsPerLitre: Test['units'] = [
  [/^(?:[x×]?10(?:\*|\^|e|\*\*)?0?9\/l|g\/l|giga\/l)$/, 1],
  [
    /^(?:[x×]?10(?:\*|\^|e|\*\*)?0?3\/(?:u|µ|μ|mc)l|[x×]?10(?:\*|\^|e|\*\*)?0?3\/(?:c?mm3?|cumm))$/,
    1,
  ],
  [/^(?:k|thou(?:s|sands?)?|1000|[x×]1000)\/(?:(?:u|µ|μ|mc)l|c?mm3?|cumm)$/, 1],
  [/^(?:\{?(?:cells?|plt|platelets)\}?|1)?\/(?:(?:u|µ|μ|mc)l|cmm|mm3|cumm|mm\^3)$/, 0.001],
  [/^[x×]?10(?:\*|\^|e|\*\*)?0?6\/l$/, 0.001],
  [/^[x×]?10(?:\*|\^|e|\*\*)?12\/l$/, 1000],
  [/^lakhs?\/(?:c?mm3?|cumm|(?:u|µ|μ)l)$/, 100],
];

/** The tests of clotting that are read before a needle. */
export const laboratoryTests = {
  platelets: {
    valueSet: 'obs-platelets',
    name: 'platelets',
    unit: '×10⁹/L',
    decimals: 0,
    units: billionsPerLitre,
    // A count that is written without a unit is one of thousands.
    without: 1,
    possible: [1, 2500],
  },
  inr: {
    valueSet: 'obs-inr',
    name: 'INR',
    unit: '',
    decimals: 2,
    units: [[/^(?:1|\{?inr\}?|\{?ratio\}?|\{inr\(?ratio\)?\})$/, 1]],
    without: 1,
    possible: [0.5, 20],
  },
  'aptt-ratio': {
    valueSet: 'obs-aptt-ratio',
    name: 'aPTT ratio',
    unit: '',
    decimals: 2,
    units: [[/^(?:1|\{?ratio\}?)$/, 1]],
    without: 1,
    possible: [0.3, 12],
  },
  aptt: {
    valueSet: 'obs-aptt',
    name: 'aPTT',
    unit: 's',
    decimals: 0,
    units: [[/^(?:s|secs?|seconds?)$/, 1]],
    without: undefined,
    possible: [10, 400],
  },
  'anti-xa': {
    valueSet: 'obs-anti-xa',
    name: 'anti-Xa',
    unit: 'IU/mL',
    decimals: 2,
    units: [
      [/^(?:\[?i?u\]?|units?|\[iu\]|iu)\/ml$/, 1],
      [/^(?:k\[?i?u\]?|k\[iu\])\/l$/, 1],
    ],
    without: undefined,
    possible: [0, 10],
  },
} as const satisfies Readonly<Record<string, Test>>;

export type LaboratoryTest = keyof typeof laboratoryTests;

/**
 * A number in the unit in which its test is printed.
 *
 * @returns undefined when the unit is another or is missing where it is needed, and when no patient
 *   can have that value: a unit was then mistaken, or a comma lost.
 */
export function inUnit(test: LaboratoryTest, { value, unit }: Quantity): number | undefined {
  const { units, without, possible }: Test = laboratoryTests[test];
  const written = unit?.replace(/\s+/g, '').toLowerCase();
  const factor =
    written === undefined ? without : units.find(([pattern]) => pattern.test(written))?.[1];
  if (factor === undefined) return undefined;
  const converted = value * factor;
  const [least, most] = possible;
  return converted >= least && converted <= most ? converted : undefined;
}
