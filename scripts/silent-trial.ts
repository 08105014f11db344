import { once } from 'node:events';
import { createWriteStream, existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { readSettings } from '../src/config/settings.ts';
import { openStore } from '../src/store/engines/open-store.ts';
import type { Store } from '../src/store/store.ts';

const usage = `What withheld cards were about, for those who review a silent trial in the EHR.

  npm run silent-trial -- [--card ID] [--weeks 4] --out FILE
  npm run silent-trial -- --forget

--card    of this card alone
--weeks   1 to 13, 4 unless given
--out     CSV, a line a card and order or report, for your account alone (mode 0600). It must not exist yet
--forget  deletes all references at once: the trial is over

References are kept only where SITE_FILE has "silentTrial": {"keepReferences": true}, and for its
"retentionDays". They are personal data: delete the file when it was read. DATABASE_URL names the store.`;

/** No call waits for it. */
const DEADLINE_MS = 60_000;
const MAX_WEEKS = 13;
const WEEK_MS = 604_800_000;

class Refused extends Error {}

const columns = [
  'issuedAt',
  'card',
  'version',
  'client',
  'service',
  'withheld',
  'reference',
  'until',
] as const;

const cell = (value: string | number): string => {
  const words =
    typeof value === 'string' && /^[=+\-@\t\r]/.test(value) ? `'${value}` : String(value);
  return /[",\r\n]/.test(words) ? `"${words.replaceAll('"', '""')}"` : words;
};

async function write(store: Store, out: string, since: string, card?: string): Promise<number> {
  const target = createWriteStream(out, { mode: 0o600, flags: 'wx' });
  let count = 0;
  target.write(`${columns.join(',')}\r\n`);
  for await (const row of store.withheldReferences(since, card)) {
    count += 1;
    const line = `${columns.map((name) => cell(row[name])).join(',')}\r\n`;
    if (!target.write(line)) await once(target, 'drain');
  }
  target.end();
  await once(target, 'finish');
  return count;
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      card: { type: 'string' },
      weeks: { type: 'string', default: '4' },
      out: { type: 'string' },
      forget: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  const { card, out, forget } = values;
  const weeks = Number(values.weeks);
  if (values.help || (out === undefined && !forget)) throw new Refused(usage);
  if (!Number.isInteger(weeks) || weeks < 1 || weeks > MAX_WEEKS) {
    throw new Refused(`--weeks: 1 to ${MAX_WEEKS}.`);
  }
  if (out !== undefined && existsSync(out)) {
    throw new Refused(`${out} exists already: nothing was written.`);
  }
  const { DATABASE_URL, DATABASE_URL_FILE } = process.env;
  const { databaseUrl } = readSettings({ DATABASE_URL, DATABASE_URL_FILE });
  if (databaseUrl.startsWith('sqlite:') && !existsSync(databaseUrl.slice('sqlite:'.length))) {
    throw new Refused('DATABASE_URL: there is no store at this place yet.');
  }
  const store = await openStore(databaseUrl, DEADLINE_MS);
  try {
    if (out !== undefined) {
      const since = new Date(Date.now() - weeks * WEEK_MS).toISOString();
      const count = await write(store, out, since, card);
      console.error(
        count === 0
          ? 'No reference is kept: is "silentTrial": {"keepReferences": true} in SITE_FILE, and a card withheld since?'
          : `${count} references are in ${out}: personal data, for the review alone.`,
      );
    }
    if (forget) console.error(`${await store.forgetReferences()} references were deleted.`);
  } finally {
    await store.close();
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : 'The references could not be written.');
  process.exitCode = error instanceof Refused ? 2 : 1;
});
