/** How far two readers agree on what they both labelled. */
export interface Agreement {
  readonly labelled: number;
  readonly same: number;
  /** Cohen's kappa; undefined when chance alone explains everything, or nothing was labelled. */
  readonly kappa: number | undefined;
}

/**
 * Agreement beyond chance of the last two columns of a labelled sample.
 * Cohen, Educ Psychol Meas 1960;20:37-46.
 */
export function agreementOf(csv: string): Agreement {
  const pairs = csv
    .split(/\r?\n/)
    .slice(1)
    .map((line) => /,([^,"]*),([^,"]*)$/.exec(line))
    .flatMap((found) => {
      const [one = '', two = ''] = (found ?? [])
        .slice(1)
        .map((label) => label.trim().toLowerCase());
      return one === '' || two === '' ? [] : [[one, two] as const];
    });
  const labelled = pairs.length;
  const same = pairs.filter(([one, two]) => one === two).length;
  if (labelled === 0) return { labelled, same, kappa: undefined };
  const labels = [...new Set(pairs.flat())];
  const chance = labels.reduce((sum, label) => {
    const of = (reader: 0 | 1) => pairs.filter((pair) => pair[reader] === label).length / labelled;
    return sum + of(0) * of(1);
  }, 0);
  return {
    labelled,
    same,
    kappa: chance === 1 ? undefined : (same / labelled - chance) / (1 - chance),
  };
}
