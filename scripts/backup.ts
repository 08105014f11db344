import { existsSync } from 'node:fs';
import { readSettings } from '../src/config/settings.ts';
import { openStore } from '../src/store/engines/open-store.ts';

const usage = `Writes a whole copy of the store to a new file, while the service runs.

  npm run backup -- FILE

DATABASE_URL names the store, as for the service. A plain copy of the database file can be empty: what
was written last stands in its write-ahead log. To restore, stop the service and let DATABASE_URL name
the copy. PostgreSQL has tools of its own: pg_dump.`;

/** No call waits for a backup. */
const DEADLINE_MS = 60_000;

const [file, ...more] = process.argv.slice(2);
if (file === undefined || more.length > 0 || file.startsWith('-')) {
  console.error(usage);
  process.exit(2);
}
if (existsSync(file)) {
  console.error(`${file} exists already: nothing was written.`);
  process.exit(2);
}
try {
  const { DATABASE_URL, DATABASE_URL_FILE } = process.env;
  const { databaseUrl } = readSettings({ DATABASE_URL, DATABASE_URL_FILE });
  if (databaseUrl.startsWith('sqlite:') && !existsSync(databaseUrl.slice('sqlite:'.length))) {
    throw new Error('DATABASE_URL: there is no store at this place yet.');
  }
  const store = await openStore(databaseUrl, DEADLINE_MS);
  try {
    await store.backup(file);
  } finally {
    await store.close();
  }
  console.log(`Written: ${file}`);
} catch (error) {
  console.error(error instanceof Error ? error.message : 'The backup could not be made.');
  process.exitCode = 1;
}
