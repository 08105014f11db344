/** The labels of one report, as in fhir-fixtures/reports. */
export interface Labels {
  readonly contrast?: string;
  readonly nerveRootEnhancement?: string;
  readonly nreLocations?: readonly { readonly level: string; readonly side: string }[];
  readonly nrePattern?: string;
  readonly other?: readonly string[];
  readonly [finding: string]: unknown;
}

export interface Labelled {
  readonly id: string;
  readonly text: string;
  readonly contentType?: string;
  readonly labels: Labels;
  readonly why?: string;
}

export const findings = [
  'thickening', 'displacement', 'recurrentDiscHerniation', 'epiduralFibrosis', 'arachnoiditis', 'infection', 'mass', 'leptomeningealEnhancement', 'tridentSign',
] as const; // prettier-ignore

const silence = 'not-mentioned';
const said = (labels: Labels, name: string): string => {
  const value = labels[name];
  return typeof value === 'string' ? value : name === 'contrast' ? 'unknown' : silence;
};

const placesIn = (labels: Labels) =>
  [...new Set((labels.nreLocations ?? []).map(({ level, side }) => `${level}|${side}`))].toSorted();

/** How often a label was given rightly, wrongly, and not given where it should have been. */
export interface Counts {
  readonly right: number;
  readonly wrong: number;
  readonly missed: number;
}

/** Undefined when nothing was labelled so. */
export const precision = ({ right, wrong }: Counts) =>
  right + wrong > 0 ? right / (right + wrong) : undefined;
export const recall = ({ right, missed }: Counts) =>
  right + missed > 0 ? right / (right + missed) : undefined;

export interface Score {
  readonly reports: number;
  /** By `finding value`, for the values that stand anywhere. */
  readonly counts: ReadonlyMap<string, Counts>;
  readonly contrastAccuracy: number;
  readonly rootAccuracy: number;
  /** Contrast, root enhancement and every other finding right. */
  readonly exactStatus: number;
  /** And every place, and the pattern. */
  readonly exactCore: number;
  /** Not assessed, but read as absent. */
  readonly falseReassurances: readonly string[];
  /** Absent or not mentioned, but read as present. */
  readonly falseAlarms: readonly string[];
  /** What was read otherwise, for each report with its id. */
  readonly differences: readonly string[];
}

/** Compares labels with what was read; both lists hold the same reports in the same order. */
export function scoreOf(gold: readonly Labelled[], read: readonly Labels[]): Score {
  const names = ['contrast', 'nerveRootEnhancement', ...findings];
  const counts = new Map<string, { right: number; wrong: number; missed: number }>();
  const count = (key: string) => {
    const known = counts.get(key) ?? { right: 0, wrong: 0, missed: 0 };
    counts.set(key, known);
    return known;
  };
  let [contrast, root, status, core] = [0, 0, 0, 0];
  const falseReassurances: string[] = [];
  const falseAlarms: string[] = [];
  const differences: string[] = [];
  gold.forEach(({ id, labels }, i) => {
    const mine = read[i] ?? {};
    const wrong: string[] = [];
    for (const name of names) {
      const [expected, given] = [said(labels, name), said(mine, name)];
      if (expected === given) count(`${name} ${expected}`).right++;
      else {
        count(`${name} ${given}`).wrong++;
        count(`${name} ${expected}`).missed++;
        wrong.push(`${name}: ${expected}, read as ${given}`);
      }
    }
    const isStatus = wrong.length === 0;
    const [expected, given] = [placesIn(labels).join(), placesIn(mine).join()];
    if (expected !== given) wrong.push(`places: ${expected}, read as ${given}`);
    if (labels.nrePattern !== mine.nrePattern)
      wrong.push(`pattern: ${labels.nrePattern ?? 'none'}, read as ${mine.nrePattern ?? 'none'}`);
    if (said(labels, 'contrast') === said(mine, 'contrast')) contrast++;
    const [rootIs, rootRead] = [
      said(labels, 'nerveRootEnhancement'),
      said(mine, 'nerveRootEnhancement'),
    ];
    if (rootIs === rootRead) root++;
    if (rootIs === 'not-assessed' && rootRead === 'absent') falseReassurances.push(id);
    if (rootRead === 'present' && rootIs !== 'present' && rootIs !== 'uncertain')
      falseAlarms.push(id);
    if (isStatus) status++;
    if (wrong.length === 0) core++;
    else differences.push(`${id}  ${wrong.join('; ')}`);
  });
  const share = (n: number) => (gold.length === 0 ? 1 : n / gold.length);
  return {
    reports: gold.length, counts,
    contrastAccuracy: share(contrast), rootAccuracy: share(root), exactStatus: share(status), exactCore: share(core),
    falseReassurances, falseAlarms, differences,
  }; // prettier-ignore
}

/** A table of precision and recall of what is present, absent or uncertain. */
export function tableOf(name: string, score: Score): string {
  const percent = (share: number | undefined) =>
    share === undefined ? '   –' : share.toFixed(2).padStart(4);
  const rows = [...score.counts]
    .filter(([key]) => !key.endsWith(silence))
    .toSorted(([a], [b]) => a.localeCompare(b))
    .map(
      ([key, counts]) =>
        `${key.padEnd(38)} precision ${percent(precision(counts))}  recall ${percent(recall(counts))}  n ${counts.right + counts.missed}`,
    );
  const { reports, contrastAccuracy, rootAccuracy, exactStatus, exactCore } = score;
  return [
    `${name}: ${reports} reports; contrast ${percent(contrastAccuracy)}, root enhancement ${percent(rootAccuracy)}, all findings of a report ${percent(exactStatus)}, with places and pattern ${percent(exactCore)}`,
    ...rows,
  ].join('\n');
}
