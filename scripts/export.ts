import { once } from 'node:events';
import { createWriteStream, existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { readSettings } from '../src/config/settings.ts';
import { openStore } from '../src/store/engines/open-store.ts';
import type { ExportedRecord } from '../src/store/store.ts';

const usage = `Writes the records from before a day, before RETENTION_DAYS deletes them.

  npm run export -- --before YYYY-MM-DD [--out FILE] [--format ndjson|csv]

A line a record, of four kinds: card (what was shown or withheld, and what it was made of), feedback, count
(what became of the rules, by day) and change (every change of the configuration, and recalls). Nothing of a
patient is in it: comments of clinicians and the hashes by which patients are known again stay in the store.
Nothing is deleted. DATABASE_URL names the store, as for the service.`;

/** No call waits for an export. */
const DEADLINE_MS = 60_000;

/** Members of every kind, in their order: the columns of the CSV. */
const columns = [
  'kind',
  'uuid',
  'card_uuid',
  'card',
  'version',
  'service',
  'client',
  'hook',
  'hook_instance',
  'issued_at',
  'withheld',
  'service_version',
  'settings_hash',
  'wording',
  'slots_hash',
  'outcome',
  'outcome_at',
  'reason_system',
  'reason_code',
  'received_at',
  'day',
  'detail',
  'n',
  'at',
  'change',
  'hash_before',
  'hash_after',
  'what',
] as const;

class Refused extends Error {}

/** What the words after the command ask for. @throws {Refused} saying what to write instead. */
function asked() {
  const { values } = parseArgs({
    options: {
      before: { type: 'string' },
      out: { type: 'string' },
      format: { type: 'string', default: 'ndjson' },
      help: { type: 'boolean' },
    },
  });
  const { before, out } = values;
  const format = (['ndjson', 'csv'] as const).find((each) => each === values.format);
  if (values.help || before === undefined) throw new Refused(usage);
  const day = new Date(`${before}T00:00:00Z`);
  if (!/^\d{4}-\d\d-\d\d$/.test(before) || Number.isNaN(day.getTime())) {
    throw new Refused(`--before: a day such as 2026-01-31.\n\n${usage}`);
  }
  // 31 February is a day of March to the calendar of the platform.
  if (day.toISOString().slice(0, 10) !== before)
    throw new Refused('--before: there is no such day.');
  if (format === undefined) throw new Refused('--format: ndjson or csv.');
  if (out !== undefined && existsSync(out)) {
    throw new Refused(`${out} exists already: nothing was written.`);
  }
  return { day, out, format };
}

/** A cell that begins like a formula would be one in a spreadsheet. */
function cell(value: string | number | null | undefined): string {
  if (value === null || value === undefined) return '';
  const words =
    typeof value === 'string' && /^[=+\-@\t\r]/.test(value) ? `'${value}` : String(value);
  return /[",\r\n]/.test(words) ? `"${words.replaceAll('"', '""')}"` : words;
}

const lineOf = {
  ndjson: (record: ExportedRecord) => `${JSON.stringify(record)}\n`,
  csv: (record: ExportedRecord) =>
    `${columns.map((name) => cell((record as Readonly<Record<string, string | number | null>>)[name])).join(',')}\r\n`,
};

async function main(): Promise<void> {
  const { day, out, format } = asked();
  const { DATABASE_URL, DATABASE_URL_FILE } = process.env;
  const { databaseUrl } = readSettings({ DATABASE_URL, DATABASE_URL_FILE });
  if (databaseUrl.startsWith('sqlite:') && !existsSync(databaseUrl.slice('sqlite:'.length))) {
    throw new Refused('DATABASE_URL: there is no store at this place yet.');
  }
  const store = await openStore(databaseUrl, DEADLINE_MS);
  const target = out === undefined ? process.stdout : createWriteStream(out, { mode: 0o600 });
  const counts = new Map<string, number>();
  try {
    if (format === 'csv') target.write(`${columns.join(',')}\r\n`);
    for await (const record of store.exportBefore(day)) {
      counts.set(record.kind, (counts.get(record.kind) ?? 0) + 1);
      if (!target.write(lineOf[format](record))) await once(target, 'drain');
    }
    if (out !== undefined) {
      target.end();
      await once(target, 'finish');
    }
  } finally {
    await store.close();
  }
  const said = Array.from(counts, ([kind, n]) => `${n} ${kind}`).join(', ');
  console.error(
    `Written: ${said === '' ? 'nothing; there is no record from before that day' : said}.`,
  );
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : 'The records could not be written.');
  process.exitCode = error instanceof Refused ? 2 : 1;
});
