import type { Assertion } from '../../../facts/imaging/reports.ts';

/** What a report says of the signs that the cohort was divided by. */
export interface RootSigns {
  readonly enhancement: Assertion | 'not-assessed';
  readonly thickening: Assertion;
  readonly displacement: Assertion;
  readonly recurrentHerniation: Assertion;
  readonly epiduralFibrosis: Assertion;
}

/** The rows of the cohort that may be printed: the names of their figures in evidence.json. */
export type AgreementRow =
  | 'herniation-and-all-three'
  | 'herniation-and-enhancement'
  | 'herniation-and-thickening'
  | 'herniation-and-displacement'
  | 'fibrosis-and-all-three'
  | 'fibrosis-and-enhancement'
  | 'fibrosis-and-thickening'
  | 'fibrosis-and-displacement'
  | 'thickening-and-enhancement'
  | 'agreement-any-time'
  | 'no-enhancement'
  | 'thickening-any'
  | 'displacement-any';

/**
 * The single most specific row of the study that a report supports; there is no other row for what it
 * says, and rows are never combined, with each other or with the time since surgery.
 *
 * - Only what is present supports a row; what is uncertain or not stated supports none, and only an
 *   explicit negative supports `no-enhancement`.
 * - A disc with both was filed under recurrent herniation, so that one wins over fibrosis. While it
 *   is uncertain whether there is one, the report supports no row of either.
 * - Enhancement with thickening alone, or with displacement alone, was not reported within recurrent
 *   herniation or fibrosis, and enhancement with displacement nowhere (the printed 87.2% is no
 *   predictive value): the row without the sign stands for these.
 * - A root that is said not to enhance has its own row: those of thickening and displacement hold mostly
 *   roots that do.
 * - Where enhancement is not told, thickening comes before displacement: neither is more specific.
 *
 * @returns undefined when the report supports no row.
 * @see Lee et al., AJNR 2009;30:1062-7, tables 1 to 3
 */
export function agreementRow(signs: RootSigns): AgreementRow | undefined {
  const isEnhancing = signs.enhancement === 'present';
  const isThick = signs.thickening === 'present';
  const isDisplaced = signs.displacement === 'present';
  const association = associationOf(signs);
  if (association) {
    if (isEnhancing) {
      return isThick && isDisplaced
        ? `${association}-and-all-three`
        : `${association}-and-enhancement`;
    }
    if (signs.enhancement === 'absent') return 'no-enhancement';
    if (isThick) return `${association}-and-thickening`;
    return isDisplaced ? `${association}-and-displacement` : undefined;
  }
  if (isEnhancing) return isThick ? 'thickening-and-enhancement' : 'agreement-any-time';
  if (signs.enhancement === 'absent') return 'no-enhancement';
  if (isThick) return 'thickening-any';
  return isDisplaced ? 'displacement-any' : undefined;
}

function associationOf({
  recurrentHerniation,
  epiduralFibrosis,
}: RootSigns): 'herniation' | 'fibrosis' | undefined {
  if (recurrentHerniation === 'present') return 'herniation';
  if (recurrentHerniation === 'uncertain') return undefined;
  return epiduralFibrosis === 'present' ? 'fibrosis' : undefined;
}
