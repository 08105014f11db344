import { readFileSync, writeFileSync } from 'node:fs';
import { load } from 'js-yaml';
import { z } from 'zod';

const text = z.string().min(1);
const level = z.int().min(1).max(5);
const risk = z.strictObject({ severity: level, likelihood: level });

/** The hazard log as it stands in docs/safety/hazards.yaml. */
export const hazardLog = z.strictObject({
  hazards: z.array(
    z.strictObject({
      id: z.string().regex(/^[a-z0-9-]+$/),
      hazard: text,
      cause: text,
      harmed: text,
      before: risk,
      heldBy: z.strictObject({
        /** How an entry of docs/decisions begins. */
        decisions: z.array(text),
        rules: z.array(text).default([]),
        /** Reasons for silence that keep a card from doing this harm. */
        silences: z.array(text).default([]),
        /** What docs/bounds.md names: the first cell of a row, or a heading. */
        bounds: z.array(text).default([]),
        tests: z.array(text).min(1),
      }),
      after: risk,
      /** What only a site can do. */
      siteControls: z.array(text).default([]),
      /** Who must accept what remains, where it is grave. */
      acceptance: text.optional(),
      residual: text,
      owner: text,
    }),
  ),
});
export type HazardLog = z.infer<typeof hazardLog>;

export const readHazardLog = (): HazardLog =>
  hazardLog.parse(load(readFileSync('docs/safety/hazards.yaml', 'utf8')));

/** From here on somebody has to accept what remains, by name. */
export const TO_BE_ACCEPTED = 10;

const product = ({ severity, likelihood }: z.infer<typeof risk>) =>
  `${severity} × ${likelihood} = ${severity * likelihood}`;
const listed = (items: readonly string[]) =>
  items.length === 0 ? '' : items.map((item) => `\`${item}\``).join('<br>');

const remains = ({
  residual,
  owner,
  siteControls,
  acceptance,
}: Pick<HazardLog['hazards'][number], 'residual' | 'owner' | 'siteControls' | 'acceptance'>) =>
  [
    `${residual} (${owner})`,
    ...siteControls.map((control) => `_The site:_ ${control}`),
    ...(acceptance === undefined ? [] : [`**To be accepted.** ${acceptance}`]),
  ].join('<br>');

/** The page that people read: the hazards, the gravest that remain first. */
export function hazardPage({ hazards }: HazardLog): string {
  const remaining = ({ after }: HazardLog['hazards'][number]) => after.severity * after.likelihood;
  const rows = [...hazards]
    .sort((a, b) => remaining(b) - remaining(a) || (a.id < b.id ? -1 : 1))
    .map(
      ({ id, hazard, cause, harmed, before, after, heldBy, ...rest }) =>
        `| **${id}**<br>${hazard} | ${cause} | ${harmed} | ${product(before)} | ${[
          ...heldBy.decisions.map((decision) => `“${decision.replace(/[.,]$/, '')}”`),
          listed(heldBy.rules),
          heldBy.silences.length === 0 ? '' : `silent: ${heldBy.silences.join(', ')}`,
          heldBy.bounds.length === 0 ? '' : `bounds: ${heldBy.bounds.join('; ')}`,
          listed(heldBy.tests.map((path) => path.replace('tests/', '').replace('.test.ts', ''))),
        ]
          .filter(Boolean)
          .join('<br>')} | ${product(after)} | ${remains(rest)} |`,
    );
  return `# Hazard log

Written by \`npm run docs\` from [hazards.yaml](hazards.yaml), which says what the scales mean. Risk is
severity × likelihood, each from 1 to 5, by the makers' own estimate; nobody outside has reviewed it. What is
quoted stands in [decisions](../decisions/README.md). What remains at ${TO_BE_ACCEPTED} or more is accepted by nobody yet:
the [safety case report](safety-case.md) says who has to.

| hazard | cause | who is harmed | before | held by: decisions, rules, silences, bounds, tests | after | what remains (who owns it) |
| --- | --- | --- | --- | --- | --- | --- |
${rows.join('\n')}
`;
}

if (process.argv[1] === import.meta.filename) {
  writeFileSync('docs/safety/hazards.md', hazardPage(readHazardLog()));
}
