/** What a reader may say of a moment. */
export const LABELS = ['right', 'needless', 'wrong', 'missed'] as const;

/** How far two readers agree on what they both labelled. */
export interface Agreement {
  readonly labelled: number;
  readonly same: number;
  /** Cohen's kappa; undefined when chance alone explains everything, or nothing was labelled. */
  readonly kappa: number | undefined;
  /** How often each reader used a label, those that were used. */
  readonly used: readonly { readonly label: string; readonly times: readonly [number, number] }[];
  /** What is none of the {@link LABELS}. It counts as a label of its own. */
  readonly unknown: readonly string[];
}

/** The last two columns, as a spreadsheet of any country saves them. */
const LAST_TWO = /[,;\t]("?)([^,;\t"]{0,80})\1[,;\t]("?)([^,;\t"]{0,80})\3$/;

/**
 * Agreement beyond chance of the last two columns of a labelled sample.
 * Cohen, Educ Psychol Meas 1960;20:37-46.
 */
export function agreementOf(csv: string): Agreement {
  const pairs = csv
    .split(/\r?\n/)
    .slice(1)
    .map((line) => LAST_TWO.exec(line))
    .flatMap((found) => {
      const [one = '', two = ''] = [found?.[2], found?.[4]].map((label = '') =>
        label.trim().toLowerCase(),
      );
      return one === '' || two === '' ? [] : [[one, two] as const];
    });
  const labelled = pairs.length;
  const same = pairs.filter(([one, two]) => one === two).length;
  const used = [...new Set(pairs.flat())].sort().map((label) => {
    const by = (reader: 0 | 1) => pairs.filter((pair) => pair[reader] === label).length;
    return { label, times: [by(0), by(1)] as const };
  });
  const unknown = used
    .map(({ label }) => label)
    .filter((label) => !(LABELS as readonly string[]).includes(label));
  if (labelled === 0) return { labelled, same, kappa: undefined, used, unknown };
  const chance = used.reduce(
    (sum, { times: [one, two] }) => sum + (one / labelled) * (two / labelled),
    0,
  );
  const kappa = chance === 1 ? undefined : (same / labelled - chance) / (1 - chance);
  return { labelled, same, kappa, used, unknown };
}
