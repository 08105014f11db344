import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { cardGaps } from './card-gaps.ts';

const usage = `Makes the files of a new card: its words, its rule and its story.

  npm run new-card -- <id> --about orders|reports

The id is in kebab-case (contrast-only-order) and says what the card is about. The card is a draft: it
runs nowhere and stops nobody, and it says that nobody has reviewed it.`;

const about = {
  orders: { rule: 'order-rule.ts', story: 'order-story.ts', settings: { caudaEquinaDays: 14 } },
  reports: {
    rule: 'report-rule.ts',
    story: 'report-story.ts',
    settings: { reportDays: 30, caudaEquinaDays: 14 },
  },
} as const;
type About = keyof typeof about;

/** A fault of the caller, to be said without a stack. */
class UsageError extends Error {}

/**
 * Writes the files of a card that does not exist yet.
 *
 * @returns The paths that were written, from the root of the project.
 * @throws {UsageError} for an id that is not in kebab-case or of which a file exists; then nothing
 *   was written.
 */
function newCard(root: string, id: string, kind: About): readonly string[] {
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(id)) {
    throw new UsageError(`"${id}" is not in kebab-case: small letters and digits, joined by "-".`);
  }
  const { rule, story, settings } = about[kind];
  const files = [
    [`cards/${id}.md`, 'card.md'],
    [`src/rules/${kind}/${id}.ts`, rule],
    [`tests/stories/${id}.test.ts`, story],
  ] as const;
  const existing = files.filter(([path]) => existsSync(join(root, path)));
  if (existing.length > 0) {
    throw new UsageError(`There is already: ${existing.map(([path]) => path).join(', ')}.`);
  }
  const settingLines = Object.entries(settings).map(([name, value]) => `  ${name}: ${value}`);
  for (const [path, template] of files) {
    const text = readFileSync(join(import.meta.dirname, 'new-card', `${template}.template`), 'utf8')
      .replaceAll('__id__', id)
      .replaceAll('__name__', camelCase(id))
      .replaceAll('__settings__', settingLines.join('\n'));
    writeFileSync(join(root, path), text, { flag: 'wx' });
  }
  return files.map(([path]) => path);
}

/** Name of the rule in code. One word alone might be a word of the language. */
const camelCase = (id: string) =>
  (id.includes('-') ? id : `${id}-card`).replace(/-([a-z0-9])/g, (_hyphen, letter: string) =>
    letter.toUpperCase(),
  );

function main(): void {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { about: { type: 'string', default: 'orders' }, help: { type: 'boolean' } },
  });
  if (values.help) {
    console.log(usage);
    return;
  }
  const [id, ...more] = positionals;
  if (id === undefined || more.length > 0) throw new UsageError(`Name one card.\n\n${usage}`);
  if (values.about !== 'orders' && values.about !== 'reports') {
    throw new UsageError('--about is "orders" or "reports".');
  }
  const made = newCard(process.cwd(), id, values.about);
  console.log(`Made, about ${values.about}:\n${bullets(made)}

The card is a draft (status: draft): it runs nowhere, and nothing that is open in it stops a start or a test.
npm run check-cards says what is left to fill in, npm run preview -- ${id} who would get it.

Still to do:
${bullets([
  ...cardGaps(process.cwd(), id),
  'fhir-fixtures/patients/: a patient of the story, if none of those there fits',
  'cards/evidence.json: the figures that the card prints and their sources, if they are new',
])}

When that is done, write status: on (or off: shown only where a site turns it on). Then npm test -- tests/meta
asks for what goes with a running card:
${bullets([
  'docs/safety/: the hazard it stands against, and its intended use (npm run docs)',
  'docs/cards.md: a line in the table of cards',
  'CHANGELOG.md: a line under "Clinical"',
])}

It says "reviewed: none" until somebody outside the project has read it.`);
}

const bullets = (lines: readonly string[]) => lines.map((line) => `  - ${line}`).join('\n');

try {
  main();
} catch (error) {
  // A wrong option is the caller's fault as well; anything else is ours and keeps its stack.
  const isUsage =
    error instanceof UsageError ||
    (error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE'));
  if (!isUsage) throw error;
  console.error(error.message);
  process.exitCode = 2;
}
