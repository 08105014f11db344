import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { labelsOf } from '../src/report/findings/labels.ts';
import { otherFindings } from '../src/report/findings/report-findings.ts';
import { readReport } from '../src/report/read-report.ts';
import { plainTextOf } from '../src/report/report-text.ts';

const usage = `Scores the reader of reports on labelled texts.

  node scripts/score-reports.ts                      every labelled set of fhir-fixtures
  node scripts/score-reports.ts FILE…                these sets
    --errors          each report that was read otherwise, with its text; --all: also other findings
    --save FILE       keeps every answer
    --against FILE    what became of answers that were kept: better, worse or only other`;

/** A report with its labels, or one way of saying something with some of them. */
interface Labelled {
  readonly id?: string;
  readonly text: string;
  readonly contentType?: string;
  readonly labels?: Readonly<Record<string, unknown>>;
  readonly places?: readonly string[];
}

type Answers = Record<string, Record<string, string>>;

const folder = 'fhir-fixtures';
const ownSets = [
  ...['dev', 'train-a', 'train-b', 'nasty', 'held-out', 'unread', 'phrasings'].map(
    (name) => `reports/${name}`,
  ),
  ...['unseen', 'unseen2', 'unseen3', 'unseen4', 'unseen5'].flatMap((set) => [
    `${set}/reports-natural`,
    `${set}/reports-hard`,
  ]),
].map((name) => `${folder}/${name}.json`);

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    errors: { type: 'boolean' },
    all: { type: 'boolean' },
    save: { type: 'string' },
    against: { type: 'string' },
    help: { type: 'boolean' },
  },
});
if (values.help) console.log(usage);
else main();

function main(): void {
  const before = values.against
    ? (JSON.parse(readFileSync(values.against, 'utf8')) as Answers)
    : undefined;
  const answers: Answers = {};
  for (const file of positionals.length > 0 ? positionals : ownSets) {
    if (!existsSync(file)) continue;
    scoreSet(file, answers, before);
  }
  if (values.save) writeFileSync(values.save, JSON.stringify(answers, undefined, 1));
}

/** The labels as words, places in order; a label that is missing is silence. */
function answerOf(labels: Readonly<Record<string, unknown>>): Record<string, string> {
  const said = (name: string, otherwise: string) => {
    const value = labels[name];
    return typeof value === 'string' ? value : otherwise;
  };
  const places = (labels['nreLocations'] ?? []) as { level: string; side: string }[];
  return {
    contrast: said('contrast', 'unknown'),
    root: said('nerveRootEnhancement', 'not-mentioned'),
    places: [...new Set(places.map(({ level, side }) => `${level} ${side}`))].toSorted().join(', '),
    pattern: said('nrePattern', ''),
    ...Object.fromEntries(otherFindings.map((name) => [name, said(name, 'not-mentioned')])),
  };
}

/** What a set expects of a text; a single way of saying something leaves the rest open. */
function expectedOf({ id, labels, places }: Labelled): Record<string, string> {
  const all = answerOf(labels ?? {});
  if (id !== undefined) return all;
  const named = new Set(
    Object.keys(labels ?? {}).map((name) => (name === 'nerveRootEnhancement' ? 'root' : name)),
  );
  const kept = Object.fromEntries(Object.entries(all).filter(([name]) => named.has(name)));
  return places ? { ...kept, places: places.toSorted().join(', ') } : kept;
}

function scoreSet(file: string, answers: Answers, before: Answers | undefined): void {
  const reports = (JSON.parse(readFileSync(file, 'utf8')) as readonly Labelled[]).filter(
    ({ labels }) => labels,
  );
  let [root, contrast, exact, flips, unassessed, alarms] = [0, 0, 0, 0, 0, 0];
  const places = { right: 0, wrong: 0, missed: 0 };
  const changes: string[] = [];
  reports.forEach((report, i) => {
    const { text, contentType } = report;
    const isHtml = report.id === undefined && text.startsWith('<');
    const plain = plainTextOf(text, isHtml ? 'text/html' : contentType) ?? '';
    const read = answerOf(labelsOf(readReport(plain)));
    const gold = expectedOf(report);
    const key = `${file}#${report.id ?? i}`;
    answers[key] = read;
    const is = (name: string) => gold[name] === undefined || gold[name] === read[name];
    if (is('root')) root++;
    if (is('contrast')) contrast++;
    const wrong = Object.keys(gold).filter((name) => !is(name));
    if (wrong.length === 0) exact++;
    if (/^(?:present|uncertain)$/.test(gold['root'] ?? '') && read['root'] === 'absent') flips++;
    if (gold['root'] === 'not-assessed' && read['root'] === 'absent') unassessed++;
    if (/^(?:absent|not-)/.test(gold['root'] ?? '') && read['root'] === 'present') alarms++;
    if (gold['places'] !== undefined) countPlaces(gold['places'], read['places'] ?? '', places);
    const isShown = wrong.some((name) => ['root', 'contrast', 'places'].includes(name));
    if (values.errors && (isShown || (values.all && wrong.length > 0))) {
      const told = wrong.map(
        (name) => `${name} is ${gold[name] || '–'}, read ${read[name] || '–'}`,
      );
      console.log(`--- ${key}: ${told.join('; ')}\n${text}\n`);
    }
    const old = before?.[key];
    for (const [name, was] of Object.entries(old ?? {})) {
      if (was === read[name]) continue;
      const verdict =
        gold[name] === undefined
          ? 'OTHER'
          : is(name)
            ? 'BETTER'
            : gold[name] === was
              ? 'WORSE'
              : 'OTHER';
      changes.push(`${verdict} ${key}: ${name} ${was || '–'} → ${read[name] || '–'}`);
    }
  });
  const share = (n: number) => `${n} (${((100 * n) / reports.length).toFixed(1)}%)`;
  const f1 = (2 * places.right) / (2 * places.right + places.wrong + places.missed);
  console.log(
    `${file.slice(folder.length + 1)} ${reports.length}: root ${share(root)}, contrast ${share(contrast)}, ` +
      `all ${share(exact)}, places F1 ${f1.toFixed(3)}; read as absent: present or uncertain ${flips}, not assessed ${unassessed}; false alarms ${alarms}`,
  );
  for (const change of changes) console.log(`  ${change}`);
}

function countPlaces(
  gold: string,
  read: string,
  counts: { right: number; wrong: number; missed: number },
): void {
  const listed = (text: string) => new Set(text.split(', ').filter((part) => part !== ''));
  const [is, mine] = [listed(gold), listed(read)];
  for (const place of mine) {
    if (is.has(place)) counts.right++;
    else counts.wrong++;
  }
  for (const place of is) if (!mine.has(place)) counts.missed++;
}
